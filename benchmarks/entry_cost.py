"""What the page of one thing costs that nobody keeps, in units of a bare Django view that returns 20 kB.

    DATABASE_URL=sqlite:////tmp/large.sqlite3 python benchmarks/entry_cost.py

Of each kind the entry that was published first, which the shipped content fills with rows, and the map. Measured as in
`page_cost.py`; a page above its budget makes it fail.
"""

import os
import sys

os.environ["PAGE_CACHE_MEGABYTES"] = "0"  # here queries are counted; the server that is measured says its own
import page_cost
from django.utils.translation import override

from catalogue.models import Card

BUDGETS = {"practice": 25} | dict.fromkeys(("map", "project", "place", "plan", "chapter", "event", "partner"), 40)


def pages():
    """{name: address}"""
    cards = {name: Card.objects.filter(kind=name).order_by("published_at", "pk").first() for name in BUDGETS}
    return {name: card.address_en if card else "/en/map/" for name, card in cards.items() if card or name == "map"}


def main():
    page_cost.BUDGETS = BUDGETS
    failed = False
    print(f"{'page':<24}{'ms CPU':>8}{'units':>8}{'budget':>8}{'queries':>9}{'kB gzip':>9}")
    with page_cost.served() as (server, port), override("en"):
        unit, _size = page_cost.measure(server, port, "/bare/")
        for name, address in pages().items():
            seconds, size = page_cost.measure(server, port, address)
            page_cost.tell(name, unit, seconds, size, page_cost.queries(address))
            failed |= seconds / unit > BUDGETS[name]
    sys.exit(failed)


if __name__ == "__main__":
    main()

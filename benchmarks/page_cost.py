"""What a page costs, in units of a bare Django view that returns 20 kB, measured in the same process.

    DATABASE_URL=sqlite:////tmp/large.sqlite3 python benchmarks/page_cost.py

Prints for each page the median time over the bare view's, the number of queries, and the size.
"""

import statistics
import time

import setup

setup.start()

from django.conf import settings

settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
settings.LOGGING_CONFIG = None

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path

from catalogue import browse
from catalogue.models import Card
from catalogue.text import words
from library.models import Practice
from mer_portal import urls

RUNS = 30
# SQLite works inside this process, so its time counts as ours; PostgreSQL's does not, so there the wall decides.
clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
SHARES = (1, 9, 50)  # searches for a word that so many per cent of the cards hold; the budget is for 9 %
SEARCH_BUDGET = 50 if connection.vendor == "sqlite" else 100
BUDGETS = {"home": 40, "catalogue": 50, "practices": 50, "practice": 25, "9 %": SEARCH_BUDGET}


def bare(request):
    return HttpResponse("x" * 20_000)


urlpatterns = [path("bare/", bare), *urls.urlpatterns]


def main():
    client = Client(headers={"host": settings.SITE_HOST})
    practice = Card.objects.filter(kind="practice").order_by("pk").last()
    pages = {
        "bare": "/bare/",
        "home": "/en/",
        "catalogue": "/en/catalogue/",
        "practices": "/en/good-practices/?country=SI",
        "practice": practice.address_en,
        **{f"{share} %": f"/en/catalogue/?q={word_found_in(share)}" for share in SHARES},
    }
    settings.ROOT_URLCONF = __name__
    unit = None
    print(f"{Card.objects.count()} cards, {connection.vendor}")
    print(f"{'page':<12}{'ms':>8}{'units':>8}{'budget':>8}{'queries':>9}{'kB':>7}")
    for name, address in pages.items():
        seconds, queries, size = measure(client, address)
        unit = unit or seconds
        budget = BUDGETS.get(name, "")
        print(f"{name:<12}{seconds * 1000:>8.2f}{seconds / unit:>8.1f}{budget:>8}{queries:>9}{size / 1000:>7.1f}")


def word_found_in(share):
    """The word of the shipped practices whose share of the cards is nearest, in per cent."""
    texts = Practice.objects.filter(external_id__isnull=False).values_list("solution_sl", "solution_en")
    candidates = sorted({word for pair in texts for text in pair for word in words(text) if len(word) > 4})[::7]
    wanted = Card.objects.count() * share / 100

    def distance(word):
        return abs(browse.matching(browse.Criteria(words=browse.analysed(word))).count() - wanted)

    return min(candidates, key=distance)


def measure(client, address):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    if response.status_code != 200:
        raise SystemExit(f"{address} answered {response.status_code}")
    client.get(address)
    times = []
    for _run in range(RUNS):
        start = clock()
        client.get(address)
        times.append(clock() - start)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return statistics.median(times), len(queries), len(response.content)


if __name__ == "__main__":
    main()

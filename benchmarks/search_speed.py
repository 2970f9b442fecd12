"""What a search page asks of the database, by how frequent its words are, against ranking every match.

    DATABASE_URL=postgres://… python benchmarks/search_speed.py

Words are taken from the catalogue by the number of cards that hold them. For each the whole work of a page is
timed, warm: state, topics named, sizes, numbers of all facets, the 24 best, their texts and snippets. Beside it
stands what most portals do: count all matches, their facets, and rank them all. Prints p50 and p95 in
milliseconds and the ratio of the two p95.
"""

import argparse
import random
import statistics
import time

import setup

setup.start()

from django.db import connection
from django.http import QueryDict
from django.utils import translation

from catalogue.forms import CatalogueSearch
from catalogue.models import Card, Word
from catalogue.search import browse, index_of_database
from catalogue.search.expressions import PUBLIC, every
from catalogue.search.query import understood
from catalogue.search.snippets import explain

SHARES = {"rare": (0, 0.0002), "medium": (0.0005, 0.005), "common": (0.01, 0.06), "very common": (0.1, 1)}
FACETS = ("kind", "country")
EVERY_MATCH = {
    "sqlite": "SELECT rowid FROM catalogue_terms WHERE catalogue_terms MATCH %s "
    "ORDER BY bm25(catalogue_terms) LIMIT 24",
    "postgresql": "SELECT id FROM catalogue_card, CAST(%s AS tsquery) asked WHERE terms @@ asked "
    "ORDER BY ts_rank(terms, asked) DESC LIMIT 24",
}


def words_by_share(chance, most):
    total = Card.objects.count()
    found = {}
    for name, (low, high) in SHARES.items():
        terms = list(
            Word.objects.filter(number__gt=low * total, number__lte=high * total).values_list("shown", flat=True)
        )
        found[name] = chance.sample(terms, min(most, len(terms)))
    pairs = zip(chance.choices(found["common"], k=most), chance.choices(found["very common"], k=most), strict=True)
    return found | {"two words": [" ".join(pair) for pair in pairs]} if found["common"] else found


def page(text):
    """All that the database does for a page, and what is made of it, but the template."""
    browse.found.cache_clear()
    browse.first.cache_clear()
    search = CatalogueSearch(asked(text))
    cards = search.page(1)
    explain(cards.cards, search.criteria.query)
    return cards


def asked(text):
    data = QueryDict(mutable=True)
    data["q"] = text
    return data


def every_match(text):
    """Rank all, count all, and count each facet over all."""
    index = index_of_database()
    expression = every(PUBLIC, understood(text).widened())
    ids, params = index.ids(expression)
    with connection.cursor() as cursor:
        cursor.execute(EVERY_MATCH[connection.vendor], params)
        cursor.fetchall()
        for column in FACETS:
            cursor.execute(f"SELECT {column}, COUNT(*) FROM catalogue_card WHERE id IN ({ids}) GROUP BY 1", params)
            cursor.fetchall()


def timed(work, texts, rounds):
    times = []
    for text in texts:
        work(text)
        for _round in range(rounds):
            start = time.perf_counter()
            work(text)
            times.append((time.perf_counter() - start) * 1000)
    times.sort()
    return statistics.median(times), times[min(int(len(times) * 0.95), len(times) - 1)]


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--words", type=int, default=20, help="of each frequency")
    options.add_argument("--rounds", type=int, default=3)
    options = options.parse_args()
    translation.activate("sl")
    print(f"{Card.objects.count()} cards, {connection.vendor}; milliseconds")
    print(
        f"{'words':<14}{'matches':>10}{'page p50':>10}{'p95':>8}{'every match p50':>18}{'p95':>8}{'ratio of p95':>14}"
    )
    for name, texts in words_by_share(random.Random(1), options.words).items():
        if not texts:
            continue
        matches = statistics.median(page(text).count for text in texts)
        middle, high = timed(page, texts, options.rounds)
        middle_all, high_all = timed(every_match, texts[: options.words // 2], 1)
        print(
            f"{name:<14}{matches:>10.0f}{middle:>10.1f}{high:>8.1f}{middle_all:>18.1f}{high_all:>8.1f}"
            f"{high_all / high:>14.1f}",
            flush=True,
        )


if __name__ == "__main__":
    main()

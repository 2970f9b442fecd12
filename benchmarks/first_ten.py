"""Whether a change of the search changes what readers see first: the first ten entries of 100 queries before and after.

    DATABASE_URL=sqlite:////tmp/large.sqlite3 python benchmarks/first_ten.py --store /tmp/before.json
    DATABASE_URL=sqlite:////tmp/large.sqlite3 python benchmarks/first_ten.py --compare /tmp/before.json

The queries stand in `data/queries.tsv` with the language of the page: words of titles, names of topics and queries of
the development set. Both runs need the same database. Prints how many of the first ten are the same, how many lists
are the same to the order, and each query of which less than eight are.
"""

import argparse
import json
from pathlib import Path
from statistics import fmean

import setup

setup.start()

from django.http import QueryDict
from django.utils import translation

from catalogue.forms import CatalogueSearch

QUERIES = Path(__file__).with_name("data") / "queries.tsv"
FIRST, FEW = 10, 8


def queries():
    for line in QUERIES.read_text(encoding="utf-8").splitlines():
        language, _tab, words = line.partition("\t")
        yield language, words


def first_ten(language, words):
    asked = QueryDict(mutable=True)
    asked["q"] = words
    with translation.override(language):
        cards = CatalogueSearch(asked).page(1).cards
    return [f"{card.kind}:{card.object_id}" for card in cards[:FIRST]]


def compare(before, after):
    shares = {key: overlap(before[key], found) for key, found in after.items()}
    same = sum(before[key] == found for key, found in after.items())
    for key, share in shares.items():
        if share * FIRST < FEW:
            print(f"{share:>6.0%}  {key}")
    print(f"{fmean(shares.values()):.1%} of the first ten are the same; {same} of {len(after)} lists to the order")


def overlap(before, after):
    """The share of what stood there before that stands there now; all, where there was nothing."""
    return len(set(before) & set(after)) / len(before) if before else float(not after)


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--store", type=Path)
    options.add_argument("--compare", type=Path)
    asked = options.parse_args()
    found = {f"{language} {words}": first_ten(language, words) for language, words in queries()}
    if asked.store:
        asked.store.write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
    if asked.compare:
        compare(json.loads(asked.compare.read_text(encoding="utf-8")), found)


if __name__ == "__main__":
    main()

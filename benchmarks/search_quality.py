"""How well search understands Slovenian: macro F1 on a development set, beside folding alone.

    python benchmarks/search_quality.py [--engine sqlite|postgres|memory]

A query finds every document that holds one of the terms of each of its words; there is no ranking here.
"""

import argparse
import json
import os
import sqlite3
import sys
import time
from collections import defaultdict
from pathlib import Path
from statistics import fmean
from types import SimpleNamespace

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # a command of its own: run from anywhere

from catalogue import analysis
from catalogue.text import fold, words

DATA = Path(__file__).parent / "data"


def folded_terms(text):
    return [(fold(word),) for word in words(text)]


ANALYZERS = {
    "folding only": SimpleNamespace(index_terms=folded_terms, query_terms=folded_terms),
    "this analyzer": analysis,
}


def read(name):
    with (DATA / name).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


class Memory:
    """Term to documents, in a dictionary: what both databases should answer."""

    def __init__(self, documents):
        self.holding = defaultdict(set)
        for number, terms in documents:
            for term in set().union(*terms):
                self.holding[term].add(number)

    def find(self, query):
        found = (set().union(*(self.holding.get(term, ()) for term in alternatives)) for alternatives in query)
        return set.intersection(*found) if query else set()


class Sqlite:
    """FTS5 over finished terms, in memory."""

    def __init__(self, documents):
        self.connection = sqlite3.connect(":memory:")
        tokenizer = "unicode61 remove_diacritics 0"
        self.connection.execute(f"CREATE VIRTUAL TABLE card USING fts5(terms, tokenize='{tokenizer}')")
        rows = ((number, " ".join(term for word in terms for term in word)) for number, terms in documents)
        self.connection.executemany("INSERT INTO card (rowid, terms) VALUES (?, ?)", rows)

    def find(self, query):
        match = " AND ".join("(" + " OR ".join(f'"{term}"' for term in word) + ")" for word in query)
        rows = self.connection.execute("SELECT rowid FROM card WHERE card MATCH ?", [match]) if query else []
        return {number for (number,) in rows}


class Postgres:
    """tsvector and tsquery written out term by term, in a temporary table of DATABASE_URL."""

    def __init__(self, documents):
        import psycopg2  # only this engine needs it

        self.cursor = psycopg2.connect(os.environ["DATABASE_URL"]).cursor()
        self.cursor.execute("CREATE TEMPORARY TABLE card (number integer, terms tsvector)")
        rows = [(number, self.literal(terms)) for number, terms in documents]
        self.cursor.executemany("INSERT INTO card VALUES (%s, %s::tsvector)", rows)
        self.cursor.execute("CREATE INDEX ON card USING gin (terms)")

    @staticmethod
    def literal(terms):
        return " ".join(f"'{term}':{place}" for place, word in enumerate(terms, 1) for term in word)

    def find(self, query):
        match = " & ".join("(" + " | ".join(f"'{term}'" for term in word) + ")" for word in query)
        self.cursor.execute("SELECT number FROM card WHERE terms @@ %s::tsquery", [match])
        return {number for (number,) in self.cursor}


ENGINES = {"sqlite": Sqlite, "postgres": Postgres, "memory": Memory}


def f1(found, relevant):
    return 2 * len(found & relevant) / (len(found) + len(relevant)) if found or relevant else 1.0


def figures(analyzer, engine, documents, queries):
    """Mean F1 of each kind of query, and of the queries altogether."""
    index = engine((document["id"], analyzer.index_terms(document["text"])) for document in documents)
    scores = defaultdict(list)
    for query in queries:
        score = f1(index.find(analyzer.query_terms(query["q"])), set(query["rel"]))
        scores[query["kind"]].append(score)
        scores["all"].append(score)
    return {kind: fmean(scores[kind]) for kind in [*(kind for kind in scores if kind != "all"), "all"]}


def report(results):
    before, after = results
    yield f"{'':14}{'folding only':>14}{'this analyzer':>15}{'ratio':>8}"
    for kind in after:
        yield f"{kind:14}{before[kind]:14.4f}{after[kind]:15.4f}{after[kind] / before[kind]:8.2f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=ENGINES, default="sqlite")
    engine = ENGINES[parser.parse_args().engine]
    documents, queries = read("spoken.docs.jsonl"), read("spoken.queries.jsonl")
    started = time.perf_counter()
    results = [figures(analyzer, engine, documents, queries) for analyzer in ANALYZERS.values()]
    seconds = time.perf_counter() - started
    sys.stdout.writelines(f"{line}\n" for line in report(results))
    size = f"{len(documents)} documents, {len(queries)} queries"
    sys.stdout.write(f"\n{size}, {engine.__name__}, {seconds:.1f} s\nanalyzer {analysis.signature()}\n")


if __name__ == "__main__":
    main()

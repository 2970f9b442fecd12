"""How well the table of forms in an archive stands in for the analyzer: macro F1 of the development set, both ways.

    python benchmarks/archive_quality.py

The archive may lose at most .005 of what the portal finds; what is more makes the command fail.
"""

import sys
from collections import defaultdict
from statistics import fmean

import setup

setup.start()

from search_quality import Memory, f1, read

from catalogue import analysis
from catalogue.archive.forms import form_rows
from catalogue.text import fold, words

MOST_LOST = 0.005


def table_of(documents, held):
    """{form: terms}, as the script of the archive reads it."""
    found = defaultdict(set)
    written = {word for document in documents for word in words(document["text"])}
    for _letters, rows in form_rows(written, held):
        for stem, endings, terms in (row.split("|") for row in rows):
            for ending in endings.split(","):
                found[stem + ending].update(terms.split())
    return found


def alternatives(text, table):
    typed = words(text)
    wanted = [word for word in typed if not analysis.is_function_word(word)] or typed
    return [{fold(word), *table.get(fold(word), ())} for word in wanted]


def main():
    documents, queries = read("spoken.docs.jsonl"), read("spoken.queries.jsonl")
    memory = Memory((document["id"], analysis.index_terms(document["text"])) for document in documents)
    table = table_of(documents, memory.holding)
    found = {
        "portal": lambda text: memory.find(analysis.query_terms(text)),
        "archive": lambda text: memory.find(alternatives(text, table)),
    }
    scores = {name: fmean(f1(find(one["q"]), set(one["rel"])) for one in queries) for name, find in found.items()}
    for name, score in scores.items():
        print(f"{name:<10}{score:.4f}")
    sys.exit(scores["portal"] - scores["archive"] > MOST_LOST)


if __name__ == "__main__":
    main()

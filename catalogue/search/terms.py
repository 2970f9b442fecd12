"""What is written to the index: the analysed terms of an entry, in three weights."""

from catalogue.analysis import index_terms

WEIGHTS = ("A", "B", "D")
# PostgreSQL allows positions up to 16,383 and a megabyte; a body longer than this is cut, like any other index.
MOST_WORDS = 12_000


def weighted_terms(texts):
    """Terms by weight: for each, a list of positions, each a tuple of alternatives (first the main one)."""
    return [positions(parts) for parts in texts]


def positions(parts):
    found = []
    for part in dict.fromkeys(filter(None, map(str, parts))):
        found += index_terms(part)
        if len(found) >= MOST_WORDS:
            break
    return found[:MOST_WORDS]

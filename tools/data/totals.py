"""Rows and columns of a content that look like the total or the mean of the others, by their name or by their sum."""

import re
from dataclasses import dataclass

import numpy as np

from catalogue.text import fold
from tools.asking.inputs import as_numbers

# What sources write before or behind such a row: Slovenian, English, German, Italian, Croatian and neighbours; folded.
TOTALS = {"skupaj", "total", "totals", "insgesamt", "gesamt", "totale", "ukupno", "vsota", "sestevek"}
WHOLE_NAMES = TOTALS | {
    *("sum", "grand total", "subtotal", "skupna vsota", "skupno", "summe", "zusammen", "somma", "zbroj", "suma"),
    *("razem", "celkem", "spolu", "osszesen", "gesamtsumme", "gesamtergebnis", "vse skupaj"),
    *("povprecje", "average", "mean", "median", "mediana", "durchschnitt", "mittelwert", "prosjek"),
}
ASIDE = re.compile(r"\([^)]*\)|[^\w\s]")
LARGE, VERY_LARGE = 100, 1_000  # a sum of small numbers may be chance
SCALE = 100  # what is at most so much is a rating, not an amount
ROUNDING = 0.005  # a total differs from its rounded parts by no larger share


@dataclass(frozen=True)
class Total:
    """A thing on a list that may be a total, and whether its figures say so, too."""

    listing: str
    index: int
    name: str
    adds_up: bool


def totals(content):
    """All of them, in the order of the lists."""
    for listing in (one for one in content.question.listings if not one.fixed):
        summed = summing(content, listing)
        for index, name in enumerate(content.names(listing.key)):
            if name and (index in summed or is_total(name, in_rows=_has_rows(content.question, listing))):
                yield Total(listing.key, index, name, index in summed)


def is_total(name, *, in_rows):
    """Whether the name says so: a row “Slovenia, total” does, while a column “Total costs” is one like others."""
    words = ASIDE.sub(" ", fold(name)).split()
    return " ".join(words) in WHOLE_NAMES or (in_rows and bool(words) and bool({words[0], words[-1]} & TOTALS))


def summing(content, listing):
    """The places of things whose figures are the sums of the others'."""
    found = set()
    if listing.adds_up:
        amounts = [one.key for one in listing.attributes if one.kind == "number"]
        found |= sums(_numbers([[item.get(key) for key in amounts] for item in content.lists[listing.key]]))
    for table in content.question.tables:
        if (
            table.layers
            or table.worded
            or table.rows == table.columns
            or (table.high is not None and table.high <= SCALE)
        ):
            continue
        if listing.key in (table.rows, table.columns) and content.tables[table.key]:
            cells = _numbers(content.tables[table.key])
            found |= sums(cells if listing.key == table.rows else cells.T)
    return found


def sums(matrix):
    """The rows (n, k), NaN = nothing known, that equal the sum of the other rows within rounding, as a set of places.

    In every column where they hold a figure, and in two columns or for a large figure; or for a very large one at all.
    """
    if matrix.ndim != 2 or len(matrix) < 3:
        return set()
    sizes, whole = np.abs(np.nan_to_num(matrix)), np.nansum(matrix, axis=0)
    slack = np.minimum(0.5 * len(matrix) * _steps(matrix), ROUNDING * sizes)
    parts = (sizes > 0).sum(axis=0) - (sizes > 0) >= 2
    hit = (np.abs(2 * np.nan_to_num(matrix) - whole) <= slack + 1e-9 * sizes) & (sizes > 0) & parts
    all_hit = (hit | (sizes == 0)).all(axis=1) & hit.any(axis=1)
    surely = all_hit & ((hit.sum(axis=1) > 1) | ((sizes >= LARGE) & hit).any(axis=1))
    return set(np.flatnonzero(surely | ((sizes >= VERY_LARGE) & hit).any(axis=1) & (len(matrix) > 3)).tolist())


def _steps(matrix):
    """The last decimal place that each column uses: 1 for whole numbers, .1 for those with one decimal."""
    steps = np.ones(matrix.shape[1])
    for places in range(6):
        rounded = np.round(np.nan_to_num(matrix), places)
        rough = ~np.isclose(rounded, np.nan_to_num(matrix), rtol=1e-12, atol=1e-9).all(axis=0)
        steps[rough] = 10.0 ** -(places + 1)
    return steps


def _numbers(rows):
    """The cells as numbers; what is no number is not known."""
    return as_numbers([[cell if isinstance(cell, int | float) else None for cell in row] for row in rows])


def _has_rows(question, listing):
    return listing.adds_up or any(table.rows == listing.key != table.columns for table in question.tables)

"""The content of one piece of work, as an analysis reads it.

Content is plain JSON: `{"lists": {listing: [{"name": …, attribute: …}, …]}, "tables": {table: [[cell, …], …]}}`.
A cell is a number, None where nothing is known, or the text that could not be read as a number. A table with layers
holds a list of tables. Rows and columns stand in the order of their lists.
"""

import numpy as np


class Inputs:
    """Names, attributes and tables of one content, with the cleaned options beside them."""

    def __init__(self, content, options=None):
        self.lists = content.get("lists", {})
        self.tables = content.get("tables", {})
        self.options = options or {}

    def count(self, listing):
        return len(self.lists.get(listing, []))

    def names(self, listing):
        return [item["name"] for item in self.lists.get(listing, [])]

    def column(self, listing, attribute):
        """What is told of each thing, as stored."""
        return [item.get(attribute) for item in self.lists.get(listing, [])]

    def numbers(self, listing, attribute):
        """The same as float64, NaN where nothing is told: (things,)."""
        return as_numbers(self.column(listing, attribute))

    def matrix(self, table):
        """The table as float64, NaN where nothing is known: (rows, columns), or (layers, rows, columns)."""
        return as_numbers(self.tables.get(table, []))

    def is_empty(self, table):
        """Whether nothing is known in the whole table."""
        matrix = self.matrix(table)
        return matrix.size == 0 or bool(np.isnan(matrix).all())


def as_numbers(cells):
    return np.array(cells, dtype=object).astype(np.float64) if len(cells) else np.empty(0)

"""A table that was pasted or uploaded for a part of the data; while something is asked about it, the work keeps it."""

from dataclasses import asdict, dataclass

from catalogue.tables.numbers import decimal_sign, sign_of_column
from catalogue.tables.reading import Grid
from tools.asking.parts import Listing
from tools.data.headings import attributes_of


@dataclass(frozen=True)
class Given:
    """The grid, the key of the part that it is for, and the number of the layer."""

    part: str
    grid: Grid
    layer: int = 0

    @classmethod
    def of(cls, data):
        """From plain JSON."""
        return cls(
            data["part"], Grid(**{**data["grid"], "rows": tuple(map(tuple, data["grid"]["rows"]))}), data["layer"]
        )

    @property
    def data(self):
        return asdict(self)

    def texts_by_column(self, question):
        """{column: its texts} of the columns that hold numbers."""
        part, rows = part_of(question, self.part), self.grid.rows
        if isinstance(part, Listing):
            attributes, rows, _lines = attributes_of(part, self.grid)
            columns = [place for place, one in enumerate(attributes, start=1) if one and one.kind == "number"]
        elif part.worded:
            return {}
        else:
            columns, rows = range(1, max(map(len, rows))), rows[1:]
        return {column: [row[column] for row in rows if _is_text(row, column)] for column in columns}

    def signs(self, question, language):
        """{column: decimal sign, or None where only the person can tell}."""
        texts = self.texts_by_column(question)
        table = decimal_sign([text for column in texts.values() for text in column])
        return {
            column: sign_of_column(found, language, table=table, delimiter=self.grid.delimiter)
            for column, found in texts.items()
        }


def part_of(question, key):
    return next((part for part in question.parts if part.key == key), None)


def _is_text(row, column):
    return column < len(row) and isinstance(row[column], str) and row[column]

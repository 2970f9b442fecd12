"""What of other people's answers a reader may see: their means and how many they were, never who said what."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tools.data.content import blank
from tools.data.judgements import joint, whole

LEAST = 3  # answers; of fewer nothing is told


@dataclass(frozen=True)
class Shape:
    """Where the answers of a survey stand in the content: a row for each answer, a column for each question."""

    rows: str
    columns: str
    tables: tuple[str, ...]

    def thin(self, content):
        """The names of the columns that somebody, but fewer than three, answered."""
        tables = [content.tables[key] for key in self.tables]
        return [
            name
            for column, name in enumerate(content.names(self.columns))
            if any(0 < len(_numbers(row[column] for row in table)) < LEAST for table in tables)
        ]

    def summed_up(self, content, counts):
        """The content with a row of means and, with `counts`, one of how many answered."""
        names = [_("Mean of the answers"), *([_("Number of answers")] if counts else [])]
        row, tables = blank(content.question.listing(self.rows)), {}
        for table in content.question.tables:
            if table.rows == self.rows and not table.layers:
                tables[table.key] = _summary(content.tables[table.key], counts)
            elif self.rows in (table.columns, table.layers, table.rows):
                tables[table.key] = []
        rows = [row | {"name": name} for name in names] if content.lists[self.rows] else []
        return content.changed(lists={self.rows: rows}, tables=tables)


@dataclass(frozen=True)
class Judging:
    """The judges of a SWOT: a row of points, or a layer of pairs, for each answer and each list that is weighed."""

    rows: str

    def thin(self, content):
        tables = self._tables(content)
        return [str(table.label) for table in tables if 0 < len(whole(content, table)) < LEAST]

    def summed_up(self, content, _counts):
        """The content with one judge in the place of all: what they think together."""
        tables = {}
        for table in self._tables(content):
            answers = whole(content, table)
            tables[table.key] = [joint(table, answers)] if len(answers) >= LEAST else []
        rows = [blank(content.question.listing(self.rows)) | {"name": _("Mean of the answers")}]
        return content.changed(lists={self.rows: rows if content.lists[self.rows] else []}, tables=tables)

    def _tables(self, content):
        return [table for table in content.question.tables if self.rows in (table.rows, table.layers)]


SHAPES = {
    "ratings": Shape("respondents", "factors", ("importance", "performance")),
    "figures": Shape("units", "indicators", ("values",)),
    "weights": Judging("judges"),
}


def shape_of(question):
    """None where the question does not collect answers that become rows."""
    return next((SHAPES[kind] for kind in question.collects if kind in SHAPES), None)


def guarded(kept, reader=None, *, counts=True):
    """The content of a run or a piece of work as this reader may see it; without a reader, as anybody may: JSON."""
    if not kept.collected or kept.shows_answers_to(reader):
        return kept.content
    return without_raw_answers(kept.content_object, counts=counts).data


def names_others(kept):
    """Whether the results themselves tell the figures of others by name, so that nobody but the author may see them."""
    return kept.collected and "figures" in kept.question.collects


def thin_columns(kept):
    """What fewer than three have answered: the results would tell what these few said."""
    shape = shape_of(kept.question)
    return shape.thin(kept.content_object) if kept.collected and shape else []


def without_raw_answers(content, *, counts=True):
    """The content with a row of means instead of the answers, and below it, with `counts`, how many they were."""
    shape = shape_of(content.question)
    return content if shape is None else shape.summed_up(content, counts)


def _summary(rows, counts):
    columns = [_numbers(column) for column in zip(*rows, strict=True)]
    means = [sum(column) / len(column) if len(column) >= LEAST else None for column in columns]
    numbers = [len(column) if len(column) >= LEAST else None for column in columns]
    return [means, numbers] if counts else [means]


def _numbers(cells):
    return [cell for cell in cells if isinstance(cell, int | float)]

"""What of other people's answers a reader may see: their means and how many they were, never who said what."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tools.data.content import blank

LEAST = 3  # answers; of fewer nothing is told


@dataclass(frozen=True)
class Shape:
    """Where the answers of a survey stand in the content: a row for each answer, a column for each question."""

    rows: str
    columns: str
    tables: tuple[str, ...]


SHAPES = {
    "ratings": Shape("respondents", "factors", ("importance", "performance")),
    "figures": Shape("units", "indicators", ("values",)),
}


def shape_of(question):
    """None where the question does not collect answers."""
    return SHAPES.get(question.collects)


def guarded(kept, reader=None, *, counts=True):
    """The content of a run or a piece of work as this reader may see it; without a reader, as anybody may: JSON."""
    if not kept.collected or kept.shows_answers_to(reader):
        return kept.content
    return without_raw_answers(kept.content_object, counts=counts).data


def names_others(kept):
    """Whether the results themselves tell the figures of others by name, so that nobody but the author may see them."""
    return kept.collected and kept.question.collects == "figures"


def thin_columns(kept):
    """What fewer than three have answered: the results would tell what these few said."""
    shape = shape_of(kept.question)
    if not kept.collected or shape is None:
        return []
    content = kept.content_object
    tables = [content.tables[key] for key in shape.tables]
    return [
        name
        for column, name in enumerate(content.names(shape.columns))
        if any(0 < len(_numbers(row[column] for row in table)) < LEAST for table in tables)
    ]


def without_raw_answers(content, *, counts=True):
    """The content with a row of means instead of the answers, and below it, with `counts`, how many they were."""
    shape = shape_of(content.question)
    if shape is None:
        return content
    names = [_("Mean of the answers"), *([_("Number of answers")] if counts else [])]
    row, tables = blank(content.question.listing(shape.rows)), {}
    for table in content.question.tables:
        if table.rows == shape.rows and not table.layers:
            tables[table.key] = _summary(content.tables[table.key], counts)
        elif shape.rows in (table.columns, table.layers, table.rows):
            tables[table.key] = []
    rows = [row | {"name": name} for name in names] if content.lists[shape.rows] else []
    return content.changed(lists={shape.rows: rows}, tables=tables)


def _summary(rows, counts):
    columns = [_numbers(column) for column in zip(*rows, strict=True)]
    means = [sum(column) / len(column) if len(column) >= LEAST else None for column in columns]
    numbers = [len(column) if len(column) >= LEAST else None for column in columns]
    return [means, numbers] if counts else [means]


def _numbers(cells):
    return [cell for cell in cells if isinstance(cell, int | float)]

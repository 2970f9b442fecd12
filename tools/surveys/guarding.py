"""What of other people's answers a reader may see: their means and how many they were, never who said what."""

from copy import deepcopy
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tools.models import Work
from tools.questions.registry import QUESTIONS
from tools.work.content import blank, fitted

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


def shape_of(analysis):
    """None where the analysis does not collect answers."""
    return SHAPES.get(analysis.collects)


def guarded(kept, reader=None, *, counts=True):
    """The content of a run or a piece of work as this reader may see it; without a reader, as anybody may."""
    if not kept.collected or isinstance(kept, Work) or is_author(kept, reader):
        return kept.content
    return without_raw_answers(QUESTIONS[kept.analysis], kept.content, counts=counts)


def is_author(kept, reader):
    return reader is not None and reader.pk is not None and kept.author_id == reader.pk


def names_others(kept):
    """Whether the results themselves tell the figures of others by name, so that nobody but the author may see them."""
    return kept.collected and QUESTIONS[kept.analysis].collects == "figures"


def thin_columns(kept):
    """What fewer than three have answered: the results would tell what these few said."""
    analysis = QUESTIONS[kept.analysis]
    shape = shape_of(analysis)
    if not kept.collected or shape is None:
        return []
    content = fitted(analysis, kept.content)
    tables = [content["tables"][key] for key in shape.tables]
    return [
        item["name"]
        for column, item in enumerate(content["lists"][shape.columns])
        if any(0 < len(_numbers(row[column] for row in table)) < LEAST for table in tables)
    ]


def without_raw_answers(analysis, content, *, counts=True):
    """The content with a row of means instead of the answers, and below it, with `counts`, how many they were."""
    shape = shape_of(analysis)
    if shape is None:
        return content
    before, after = fitted(analysis, content), deepcopy(fitted(analysis, content))
    names = [_("Mean of the answers"), *([_("Number of answers")] if counts else [])]
    row = blank(analysis.listing(shape.rows))
    after["lists"][shape.rows] = [row | {"name": name} for name in names] if before["lists"][shape.rows] else []
    for table in analysis.tables:
        if table.rows == shape.rows and not table.layers:
            after["tables"][table.key] = _summary(before["tables"][table.key], counts)
        elif shape.rows in (table.columns, table.layers, table.rows):
            after["tables"][table.key] = []
    return fitted(analysis, after)


def _summary(rows, counts):
    columns = [_numbers(column) for column in zip(*rows, strict=True)]
    means = [sum(column) / len(column) if len(column) >= LEAST else None for column in columns]
    numbers = [len(column) if len(column) >= LEAST else None for column in columns]
    return [means, numbers] if counts else [means]


def _numbers(cells):
    return [cell for cell in cells if isinstance(cell, int | float)]

"""Two runs of one analysis side by side."""

from django.utils.translation import gettext as _

from catalogue.tables.sheet import Column, Sheet
from tools.reports.facts import input_sheets, option_rows


def compared(first, second):
    """What the two say, what came out of both, and in what their data and options differ."""
    answers = first.answer(), second.answer()
    return {
        "answers": answers,
        "sheet": main_sheet(answers, (first.title, second.title)),
        "options": changed_options(first, second),
        "inputs": changed_cells(first, second),
    }


def main_sheet(answers, titles):
    """Name, both values and their difference; a thing that only one run knows has no other value."""
    first, second = (answer.main for answer in answers)
    if first is None or second is None:
        return None
    values = [{row[0]: row[1] for row in sheet.rows} for sheet in (first, second)]
    names = list(dict.fromkeys([*values[0], *values[1]]))
    digits = first.columns[1].digits
    columns = (
        first.columns[0],
        Column(titles[0], digits),
        Column(titles[1], digits),
        Column(_("Difference"), digits),
    )
    rows = tuple((name, values[0].get(name), values[1].get(name), _difference(name, values)) for name in names)
    return Sheet("compared", str(first.title), columns, rows)


def _difference(name, values):
    before, after = values[0].get(name), values[1].get(name)
    known = all(isinstance(value, int | float) for value in (before, after))
    return after - before if known else None


def changed_options(first, second):
    pairs = zip(option_rows(first), option_rows(second), strict=True)
    return [(label, before, after) for (label, before), (_label, after) in pairs if before != after]


def changed_cells(first, second):
    """(table, row, column, before, after) of every cell that differs."""
    before, after = _cells(first), _cells(second)
    keys = list(dict.fromkeys([*before, *after]))
    return [(*key, before.get(key), after.get(key)) for key in keys if before.get(key) != after.get(key)]


def _cells(run):
    return {
        (sheet.title, row[0], column.label): value
        for sheet in input_sheets(run)
        for row in sheet.rows
        for column, value in zip(sheet.columns[1:], row[1:], strict=True)
    }

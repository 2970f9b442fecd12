"""Sections of a report as data for its Typst template: sentences, charts with their tables, and tables."""

import re
from pathlib import Path

from django.utils.translation import gettext as _

from catalogue.tables.display import heading, shown

PARTS = Path(__file__).parent / "parts.typ"  # what templates of reports share; goes beside them
MOST_ROWS, MOST_COLUMNS = 60, 14
MOST_LETTERS, LONG_WORD, NAME = 44, 14, 22  # of a column in a table
BOLD = 1.15  # how much wider the letters of headings are
NATURAL_WIDTH = re.compile(r'<svg[^>]*? width="(\d+)')


def section_data(section, assets):
    """The drawings of its charts go into `assets`."""
    return {
        "title": section.title,
        "text": list(section.text),
        "charts": [chart_data(chart, assets) for chart in section.charts],
        "sheets": [sheet_data(sheet) for sheet in section.sheets],
        "figure": _("Figure"),
    }


def chart_data(chart, assets):
    name = f"chart-{chart.key}.svg"
    svg = assets[name] = str(chart.svg)
    description = f"{chart.title}. {chart.description}"
    width = int(NATURAL_WIDTH.search(svg)[1])
    return {
        "file": name,
        "title": chart.title,
        "description": description,
        "width": width,
        "sheet": sheet_data(chart.sheet),
    }


def sheet_data(sheet, most_rows=MOST_ROWS):
    """A sheet as texts; what is too long or wide for paper is cut, and says so."""
    columns = sheet.columns[: MOST_COLUMNS + 1]
    rows = [
        [shown(value, column) for value, column in zip(row[: MOST_COLUMNS + 1], columns, strict=True)]
        for row in sheet.rows[:most_rows]
    ]
    notes = list(sheet.notes)
    if len(sheet.rows) > most_rows or len(sheet.columns) > len(columns):
        size = {"rows": len(sheet.rows), "columns": len(sheet.columns) - 1}
        notes.append(_("Only the beginning: the whole table has %(rows)d rows and %(columns)d columns.") % size)
    numeric = [_is_numeric(sheet, number) for number in range(len(columns))]
    return {
        "title": sheet.title,
        "columns": [heading(column) for column in columns],
        "numeric": numeric,
        "widths": [_width(heading(column), [row[number] for row in rows]) for number, column in enumerate(columns)],
        "least": _least_widths(columns, rows, numeric),
        "rows": rows,
        "notes": notes,
    }


def _is_numeric(sheet, number):
    return number > 0 and all(row[number] is None or not isinstance(row[number], str) for row in sheet.rows)


def _width(label, cells):
    """The letters a column would like: its cells on one line, its heading on one if short, else on two."""
    of_heading = len(label) if len(label) < LONG_WORD else len(label) / 2
    return min(max([of_heading * BOLD, *map(len, cells), _heading_width(label)]), MOST_LETTERS)


def _least_width(label, cells, numeric):
    """The letters a column needs: no number is broken, and of the words only very long ones."""
    longest = max(map(len, cells), default=0) if numeric else min(_longest_word(cells), LONG_WORD)
    return max(longest, _heading_width(label))


def _least_widths(columns, rows, numeric):
    """The same for each column; names, in the first, are given more."""
    cells = [[row[number] for row in rows] for number in range(len(columns))]
    least = [_least_width(heading(column), *about) for column, *about in zip(columns, cells, numeric, strict=True)]
    return [max(least[0], min(max(map(len, cells[0]), default=0), NAME)), *least[1:]]


def _heading_width(label):
    return max(min(_longest_word([label]), LONG_WORD) * BOLD, 4)


def _longest_word(texts):
    return max([len(word) for text in texts for word in text.split()], default=0)

"""Tables as people paste and upload them: CSV in several codings and separators, and XLSX. Nothing is kept.

A grid holds the filled rows from the first filled cell on; each row knows its line in the file. Limits come before
parsing, and whatever is wrong is one sentence that names the line.
"""

import datetime as dt
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from catalogue.limits import MOST_CELL_LETTERS, MOST_TABLE_BYTES, MOST_TABLE_CELLS, MOST_TABLE_COLUMNS, MOST_TABLE_ROWS
from catalogue.tables.decoding import BYTE_ORDER_MARK, NOT_TEXT, decoded
from catalogue.tables.delimited import delimiter_of, text_records
from catalogue.tables.faults import SheetError
from catalogue.tables.guards import unguarded
from catalogue.tables.numbers import LARGEST
from catalogue.tables.workbook import all_sheets, first_sheet

MOST_LINES = 10 * MOST_TABLE_ROWS  # blank ones and those within cells too
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Grid:
    rows: tuple[tuple[str | float | None, ...], ...]
    lines: tuple[int, ...]  # the line of each row in the file, from 1
    notes: tuple[str, ...] = ()  # how it was read, where that is not plain
    delimiter: str = ""  # between the cells of a text


def read_file(file):
    """The grid of an uploaded file, by what it holds and not by its name."""
    data = bytes_of(file)
    return _workbook(data) if data.startswith(ZIP) else read_text(decoded(data))


def read_workbook(file):
    """[(title, grid)] of all sheets of an uploaded workbook that hold something, with texts of any length."""
    data = bytes_of(file)
    if not data.startswith(ZIP):
        raise SheetError(_("The file is not an XLSX workbook. Choose one that was made from the sheets of the portal."))
    return [
        (title, _grid(enumerate(rows, start=1), longest=MOST_TABLE_BYTES))
        for title, rows in all_sheets(data)
        if any(map(_filled, rows))
    ]


def bytes_of(file):
    """What an uploaded file holds, within the limit."""
    check_size(file.size)
    data = file.read(MOST_TABLE_BYTES + 1)
    if not data:
        raise SheetError(_("The file is empty."))
    check_size(len(data))
    if data.startswith(OLD_EXCEL):
        raise SheetError(
            _("The file is an old Excel file or has a password. Save it as XLSX without a password, or as CSV.")
        )
    return data


def read_text(text):
    """The grid of delimited text: tabs, semicolons or commas, whichever the first lines use."""
    if len(text) > MOST_TABLE_BYTES:
        raise SheetError(_("The table is larger than 5 MB."))
    if "\x00" in text:
        raise SheetError(str(NOT_TEXT))
    text = text.removeprefix(BYTE_ORDER_MARK)
    delimiter = delimiter_of(text)
    return replace(_grid(text_records(text, delimiter)), delimiter=delimiter)


def check_size(size):
    if size > MOST_TABLE_BYTES:
        raise SheetError(_("The file is larger than 5 MB."))


def _workbook(data):
    rows, title = first_sheet(data)
    notes = (_("Only the first sheet, “%(name)s”, was read.") % {"name": title},) if title else ()
    return _grid(enumerate(rows, start=1), notes)


def _grid(records, notes=(), longest=MOST_CELL_LETTERS):
    """Without blank rows and columns around, and without the guards that exports put before formulas."""
    rows, lines, widest = [], [], 0
    for line, cells in records:
        cells = _filled(cells)
        if len(cells) > MOST_TABLE_COLUMNS + 1:
            raise SheetError(_("Line %(line)d has more than 1,000 columns.") % {"line": line})
        cells = _filled([_tidy(cell, line, longest) for cell in cells])
        if (cells and len(rows) > MOST_TABLE_ROWS) or line > MOST_LINES:
            raise SheetError(_("The table has more than 50,000 rows."))
        if not cells:
            continue
        widest = max(widest, len(cells))
        if widest * len(rows) > MOST_TABLE_CELLS:
            raise SheetError(
                _("The table has more than two million cells, blank ones too. Take out what is far from the others.")
            )
        rows.append(tuple(cells))
        lines.append(line)
    if not rows:
        raise SheetError(_("The table is empty."))
    return Grid(tuple(rows), tuple(lines), notes)


def _filled(cells):
    """Up to the last one that is filled."""
    last = len(cells)
    while last and cells[last - 1] in (None, ""):
        last -= 1
    return cells[:last]


def _tidy(cell, line, longest):
    """A number, None, or a text without white space around it."""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, int | float):
        if cell != cell or abs(cell) > LARGEST:
            raise SheetError(_("Line %(line)d: a number is too large.") % {"line": line})
        return cell
    if cell is None:
        return None
    text = unguarded(cell.isoformat() if isinstance(cell, dt.datetime | dt.date | dt.time) else str(cell)).strip()
    if len(text) > longest:
        raise SheetError(_("Line %(line)d: a cell holds more than 10,000 letters.") % {"line": line})
    return text

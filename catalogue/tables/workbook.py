"""XLSX, read with limits and written. Both pass any text on as it is, also letters that XML cannot hold."""

import datetime as dt
import io
import re

from django.utils.translation import gettext_lazy
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from catalogue.apart import Refused, apart
from catalogue.reader_refusals import REFUSALS
from catalogue.tables import workbook_reading as told
from catalogue.tables.faults import SheetError, listed
from catalogue.tables.workbook_reading import spelled
from catalogue.text import shortened

FORBIDDEN_IN_TITLE = re.compile(r"[\[\]:*?/\\']")
WIDEST = 60  # letters, of a column
LONGEST_TITLE = 60

SENTENCES = REFUSALS | {
    told.UNREADABLE: gettext_lazy(
        "The file is not a readable XLSX workbook. Open it in a spreadsheet and save it anew."
    ),
    told.DOCTYPE: gettext_lazy("The file is not a readable XLSX workbook."),
    told.DAMAGED: gettext_lazy("The file is cut off or damaged."),
    told.NO_WORKBOOK: gettext_lazy("The file is an archive, but not an XLSX workbook."),
    told.UNPACKED: gettext_lazy("The file unpacks to more than a spreadsheet should hold."),
    told.PASSWORD: gettext_lazy("The file is protected with a password. Save it without one."),
    told.MACROS: gettext_lazy("The workbook holds macros. Save it as XLSX without macros."),
    told.ROWS: gettext_lazy("The table has more than 50,000 rows."),
    told.COLUMNS: gettext_lazy("Line %(line)d has more than 1,000 columns."),
    told.CELLS: gettext_lazy(
        "The table has more than two million cells, blank ones too. Take out what is far from the others."
    ),
    told.EMPTY: gettext_lazy(
        "The first sheet, “%(name)s”, is empty. Put the table there, or move its sheet to the front."
    ),
    told.NO_VALUE: gettext_lazy(
        "Formulas without a value on the sheet “%(name)s”: %(cells)s. Open the file in a spreadsheet, which computes "
        "them, and save it, or write the values themselves."
    ),
    told.IN_ERROR: gettext_lazy(
        "Cells in error on the sheet “%(name)s”: %(cells)s. Mend them in the spreadsheet, or leave them empty."
    ),
}
KINDS = {
    "date": dt.date.fromisoformat,
    "datetime": dt.datetime.fromisoformat,
    "time": dt.time.fromisoformat,
    "timedelta": lambda seconds: dt.timedelta(seconds=seconds),
}


# --- Reading ---


def first_sheet(data):
    """(rows of values, title) of the first sheet that is not hidden; the title is empty where there is no other.

    Formulas count as the values they had when the file was saved; one without any is a fault that names its cell.
    """
    found = told_apart("read", data)
    return dated_rows(found["rows"]), "" if found["alone"] else found["title"]


def all_sheets(data):
    """[(title, rows of values)] of all sheets that are not hidden."""
    return [(title, dated_rows(rows)) for title, rows in told_apart("read_all", data)]


def told_apart(reader, data):
    try:
        return apart(f"{told.__name__}:{reader}", data)
    except Refused as refusal:
        raise SheetError(sentence(refusal)) from refusal


def dated_rows(rows):
    return [[dated(cell) if isinstance(cell, list) else cell for cell in row] for row in rows]


def sentence(refusal):
    values = dict(refusal.values)
    if "name" in values:
        values["name"] = shortened(values["name"], LONGEST_TITLE)
    if "cells" in values:
        values["cells"] = listed(values["cells"], values["count"])
    return str(SENTENCES[refusal.word]) % values


def dated(cell):
    """A date or a time, which JSON does not know."""
    kind, value = cell
    return KINDS[kind](value)


# --- Writing ---


def workbook_bytes(pages):
    """A workbook of (title, rows); the first row of each page is its heading."""
    book = Workbook(write_only=True)
    taken = set()
    for title, rows in pages:
        rows = [list(row) for row in rows]
        sheet = book.create_sheet(free_title(title, taken))
        sheet.freeze_panes = "A2"
        for number, width in enumerate(widths(rows), start=1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        for number, row in enumerate(rows):
            sheet.append([written_cell(sheet, cell, number == 0) for cell in row])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def written_cell(sheet, value, is_heading):
    """Numbers stay numbers; a text is typed as a text, whatever it begins with."""
    text = isinstance(value, str) and value != ""
    cell = WriteOnlyCell(sheet, spelled(value) if text else None if value == "" else value)
    if text:
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if is_heading:
        cell.font = Font(bold=True)
    return cell


def free_title(title, taken):
    base = FORBIDDEN_IN_TITLE.sub(" ", str(title)).strip()[:28] or "1"
    candidates = (base if number == 1 else f"{base} {number}" for number in range(1, 100))
    found = next(name for name in candidates if name.casefold() not in taken)
    taken.add(found.casefold())
    return found


def widths(rows):
    count = max((len(row) for row in rows), default=0)
    for column in range(count):
        cells = (row[column] for row in rows[:200] if column < len(row))
        yield min(WIDEST, 2 + max((len(str("" if cell is None else cell)) for cell in cells), default=8))

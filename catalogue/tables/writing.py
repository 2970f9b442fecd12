"""Tables written into files: CSV, several of them in one archive, and XLSX. No cell is ever run as a formula."""

import csv
import io
import re
import zipfile

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from catalogue.exchange import neutral
from catalogue.tables.display import heading
from catalogue.tables.numbers import written

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP_TYPE = "application/zip"
FORBIDDEN_IN_TITLE = re.compile(r"[\[\]:*?/\\']")
WIDEST = 60


def csv_bytes(rows, language):
    """UTF-8 with a byte order mark; a Slovenian file has semicolons and decimal commas, as Slovenian Excel expects."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";" if language == "sl" else ",", lineterminator="\r\n")
    writer.writerows([_csv_cell(cell, language) for cell in row] for row in rows)
    return ("\ufeff" + text.getvalue()).encode()


def xlsx_bytes(pages):
    """A workbook of (title, rows); the first row of each page is its heading."""
    book = Workbook(write_only=True)
    taken = set()
    for title, rows in pages:
        rows = [list(row) for row in rows]
        sheet = book.create_sheet(_title(title, taken))
        sheet.freeze_panes = "A2"
        for number, width in enumerate(_widths(rows), start=1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        for number, row in enumerate(rows):
            sheet.append([_xlsx_cell(sheet, cell, number == 0) for cell in row])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def zip_bytes(files):
    """An archive of (name, bytes)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return buffer.getvalue()


def rows_of(sheet):
    """Heading and rows of a `Sheet`, as the writers take them."""
    return [[heading(column) for column in sheet.columns], *sheet.rows]


def _csv_cell(cell, language):
    return neutral(cell) if isinstance(cell, str) else written(cell, language)


def _xlsx_cell(sheet, value, is_heading):
    """Numbers stay numbers; a text is typed as a text, whatever it begins with."""
    text = isinstance(value, str)
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", neutral(value)) if text else value)
    if text:
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if is_heading:
        cell.font = Font(bold=True)
    return cell


def _title(title, taken):
    base = FORBIDDEN_IN_TITLE.sub(" ", str(title)).strip()[:28] or "1"
    candidates = (base if number == 1 else f"{base} {number}" for number in range(1, 100))
    found = next(name for name in candidates if name.casefold() not in taken)
    taken.add(found.casefold())
    return found


def _widths(rows):
    count = max((len(row) for row in rows), default=0)
    for column in range(count):
        cells = (row[column] for row in rows[:200] if column < len(row))
        yield min(WIDEST, 2 + max((len(str("" if cell is None else cell)) for cell in cells), default=8))

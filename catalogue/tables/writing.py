"""Tables written into files: CSV, several of them in one archive, and XLSX. No cell is ever run as a formula."""

import io
import zipfile

from catalogue.tables.decoding import BYTE_ORDER_MARK
from catalogue.tables.delimited import delimited_line
from catalogue.tables.display import heading
from catalogue.tables.guards import guarded
from catalogue.tables.numbers import written
from catalogue.tables.workbook import workbook_bytes

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP_TYPE = "application/zip"


def csv_bytes(rows, language):
    """UTF-8 with a byte order mark; a Slovenian file has semicolons and decimal commas, as Slovenian Excel expects."""
    return (BYTE_ORDER_MARK + "".join(csv_line(row, language) for row in rows)).encode(errors="replace")


def csv_line(cells, language):
    texts = (guarded(cell) if isinstance(cell, str) else written(cell, language) for cell in cells)
    return delimited_line(texts, ";" if language == "sl" else ",")


def xlsx_bytes(pages):
    """A workbook of (title, rows); the first row of each page is its heading."""
    return workbook_bytes((title, [map(guarded, row) for row in rows]) for title, rows in pages)


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

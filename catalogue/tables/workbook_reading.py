"""Sheets of an XLSX file as plain rows, in a process of its own. Knows nothing of Django.

Any text comes as it was written, also letters that XML cannot hold.
"""

import datetime as dt
import io
import re
import zipfile
from collections import Counter
from contextlib import contextmanager
from xml.etree.ElementTree import iterparse

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._reader import DATA_TAG, FORMULA_TAG, ROW_TAG, WorkSheetParser

from catalogue.apart import UNREADABLE, Refused
from catalogue.limits import (
    MOST_ARCHIVE_PARTS,
    MOST_TABLE_CELLS,
    MOST_TABLE_COLUMNS,
    MOST_TABLE_ROWS,
    MOST_UNPACKED_BYTES,
)

BLANK_ROWS = 1000  # so many more than the limit, for blank ones do not count
MOST_NAMED = 10  # cells, in a sentence
MOST_SHEETS = 40  # of a workbook that is read whole
PASSED_OVER = ("hidden", "veryHidden")
DAMAGED, NO_WORKBOOK, UNPACKED, PASSWORD, MACROS = "damaged", "no_workbook", "unpacked", "password", "macros"
DOCTYPE = "doctype"
ROWS, COLUMNS, CELLS, EMPTY, NO_VALUE, IN_ERROR = "rows", "columns", "cells", "empty", "no_value", "in_error"
BREAKAGES = (zipfile.BadZipFile, NotImplementedError, OSError, RuntimeError, EOFError, ValueError)

# A letter that XML cannot hold or would change stands in a workbook as _x000B_, and an underscore that would begin
# such a sign as _x005F_.
UNSPEAKABLE = re.compile("[\x01-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
SPELLED = re.compile("_x([0-9A-Fa-f]{4})_")
NO_LETTER = re.compile("[\0\ud800-\udfff]")


def read(data):
    """Its title, whether there are others, and its rows: each without the blank cells at its end.

    Formulas count as the values they had when the file was saved. Dates and times are pairs of a kind and a text.
    """
    with opened(data) as (reader, sheets):
        sheet, place = next((found for found in sheets if is_shown(found)), sheets[0])
        rows = rows_at(reader, sheet, place)
    if len(sheets) > 1 and not any(rows):
        raise Refused(EMPTY, name=sheet.name)
    return {"title": sheet.name, "alone": len(sheets) == 1, "rows": rows}


def read_all(data):
    """[title, rows] of every sheet that is not hidden, all together within the limits of one."""
    found, cells = [], 0
    with opened(data) as (reader, sheets):
        for sheet, place in [found for found in sheets if is_shown(found)][:MOST_SHEETS]:
            rows = rows_at(reader, sheet, place)
            cells += len(rows) * max(map(len, rows), default=0)
            if cells > MOST_TABLE_CELLS:
                raise Refused(CELLS)
            found.append([sheet.name, rows])
    return found


@contextmanager
def opened(data):
    """(reader, sheets with their places in the archive) of a workbook."""
    check_archive(data)
    try:
        reader = ExcelReader(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        reader.read_manifest()
        reader.read_workbook()
        sheets = [found for found in reader.parser.find_sheets() if "worksheet" in found[1].Type]
        reader.read_strings()
        apply_stylesheet(reader.archive, reader.wb)
        yield reader, sheets
    except (Refused, MemoryError):
        raise
    except Exception as error:  # whatever a broken file makes the library say
        raise Refused(UNREADABLE) from error


def is_shown(found):
    return found[0].state not in PASSED_OVER


def rows_at(reader, sheet, place):
    with reader.archive.open(place.target) as source:
        return list(limited(SheetCells(source, reader).rows(), sheet.name))


def limited(rows, title):
    """The rows in their places, with blank ones between them; never more than a grid of the portal may hold."""
    expected, widest, faults, named = 1, 0, Counter(), []
    for number, row, wrong in rows:
        faults.update(word for _place, word in wrong)
        named += [(word, f"{get_column_letter(place)}{number}") for place, word in wrong[:MOST_NAMED]]
        if not row and number > MOST_TABLE_ROWS + BLANK_ROWS:
            continue
        widest = max(widest, len(row))
        if len(row) > MOST_TABLE_COLUMNS + 1:
            raise Refused(COLUMNS, line=number)
        if number > MOST_TABLE_ROWS + BLANK_ROWS:
            raise Refused(ROWS)
        if widest * number > MOST_TABLE_CELLS:
            raise Refused(CELLS)
        yield from ([] for _blank in range(expected, number))
        yield row
        expected = number + 1
    for word, count in faults.items():
        places = [place for found, place in named if found == word]
        raise Refused(word, name=title, cells=places[:MOST_NAMED], count=count)


class SheetCells(WorkSheetParser):
    """The library's reader of cells, without all that stands after them, and with what it would pass over."""

    def __init__(self, source, reader):
        book = reader.wb
        super().__init__(source, reader.shared_strings, True, book.epoch, book._date_formats, book._timedelta_formats)

    def rows(self):
        """(number, cells, [(column, NO_VALUE or IN_ERROR)]) of every row."""
        for _event, element in iterparse(self.source):  # noqa: S314 - apart, with limits; expat itself stops entities that grow
            if element.tag == ROW_TAG:
                before = self.row_counter
                number, cells = self.parse_row(element)
                if number <= before:
                    raise ValueError(number)
                yield number, *placed(cells)
                element.clear()
            elif element.tag == DATA_TAG:
                return

    def parse_cell(self, element):
        """A formula without a value, which only a spreadsheet could compute, becomes a fault of its own."""
        cell = super().parse_cell(element)
        lacks = cell["value"] is None and element.get("t") != "str" and element.find(FORMULA_TAG) is not None
        return cell | {"data_type": NO_VALUE} if lacks else cell


def placed(cells):
    """The values up to the last filled one, and what is wrong with them."""
    filled = {cell["column"]: cell["value"] for cell in cells if cell["value"] not in (None, "")}
    wrong = [(cell["column"], NO_VALUE) for cell in cells if cell["data_type"] == NO_VALUE]
    wrong += [(cell["column"], IN_ERROR) for cell in cells if cell["data_type"] == "e"]
    last = max(filled, default=0)
    if last > MOST_TABLE_COLUMNS + 1:
        return [None] * (MOST_TABLE_COLUMNS + 2), wrong
    return [plain(filled.get(column)) for column in range(1, last + 1)], wrong


def plain(value):
    """As JSON can hold it; a day without an hour is a date."""
    if isinstance(value, str):
        return spoken(value)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    if isinstance(value, dt.timedelta):
        return ["timedelta", value.total_seconds()]
    return [type(value).__name__, value.isoformat()] if isinstance(value, dt.date | dt.time) else value


# --- The archive ---


def check_archive(data):
    """An XLSX file is an archive; one that would unpack to far too much is not unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_parts(archive.infolist())
            for part in archive.infolist():
                if part.filename.endswith((".xml", ".rels")) and has_doctype(archive, part):
                    raise Refused(DOCTYPE)
    except BREAKAGES as error:
        raise Refused(DAMAGED) from error


def check_parts(parts):
    names = {part.filename for part in parts}
    if len(parts) > MOST_ARCHIVE_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
        raise Refused(UNPACKED)
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(PASSWORD)
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise Refused(NO_WORKBOOK)
    if any("vbaProject" in name for name in names):
        raise Refused(MACROS)


def has_doctype(archive, part):
    with archive.open(part) as file:
        return b"<!DOCTYPE" in file.read(2000)


# --- Letters ---


def spelled(text):
    """The text as a workbook holds it."""
    return UNSPEAKABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", NO_LETTER.sub("\ufffd", text))


def spoken(text):
    """The text that a workbook holds so; what is no letter at all is none here either."""
    return NO_LETTER.sub("\ufffd", SPELLED.sub(lambda found: chr(int(found[1], 16)), text))

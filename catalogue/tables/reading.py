"""Tables as people paste and upload them: CSV in several codings and separators, and XLSX. Nothing is kept.

A grid holds the filled rows from the first filled cell on; each row knows its line in the file. Limits come before
parsing, and whatever is wrong is one sentence that names the line.
"""

import csv
import datetime as dt
import io
import zipfile
from dataclasses import dataclass

from django.utils.translation import gettext as _
from openpyxl import load_workbook

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 50_000
MOST_COLUMNS = 1_000
MOST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 2_000
LONGEST_CELL = 10_000
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DELIMITERS = "\t;,"


class SheetError(ValueError):
    """What is wrong with a table, as a sentence for the person who gave it."""


@dataclass(frozen=True)
class Grid:
    rows: tuple[tuple[str | float | None, ...], ...]
    lines: tuple[int, ...]  # the line of each row in the file, from 1
    notes: tuple[str, ...] = ()  # how it was read, where that is not plain


def read_file(file):
    """The grid of an uploaded file, by what it holds and not by its name."""
    if file.size > MOST_BYTES:
        raise SheetError(_("The file is larger than 5 MB."))
    data = file.read(MOST_BYTES + 1)
    if not data:
        raise SheetError(_("The file is empty."))
    if len(data) > MOST_BYTES:
        raise SheetError(_("The file is larger than 5 MB."))
    if data.startswith(OLD_EXCEL):
        raise SheetError(
            _("The file is an old Excel file or has a password. Save it as XLSX without a password, or as CSV.")
        )
    if data.startswith(ZIP):
        return _workbook(data)
    return read_text(_decoded(data))


def read_text(text):
    """The grid of delimited text: tabs, semicolons or commas, whichever the first lines use."""
    if len(text) > MOST_BYTES:
        raise SheetError(_("The table is larger than 5 MB."))
    if "\x00" in text:
        raise SheetError(_("This is not a text file. Save it as CSV or XLSX."))
    return _grid(_delimited(text.removeprefix("\ufeff")))


def _delimited(text):
    """(line, cells) of every record."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise SheetError(
            _("Line %(line)d: a quotation mark is opened and never closed, or stands in the middle of a cell.")
            % {"line": line}
        ) from error


def _delimiter(text):
    """The separator that cuts the first lines most evenly; a lone comma between digits is a decimal sign."""
    lines = [line for line in text.splitlines()[:20] if line.strip()]
    counts = {sign: [line.count(sign) for line in lines] for sign in DELIMITERS}
    steady = [sign for sign in DELIMITERS if lines and min(counts[sign]) > 0]
    if steady:
        return max(steady, key=lambda sign: (sign != ",", min(counts[sign])))
    return max(DELIMITERS, key=lambda sign: sum(counts[sign])) if lines else ","


def _decoded(data):
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return _attempt(data, "utf-16")
    zeros = data[0:1] == b"\x00", data[1:2] == b"\x00"
    if zeros in {(False, True), (True, False)}:
        return _attempt(data, "utf-16-le" if zeros[1] else "utf-16-be")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _attempt(data, "cp1250")


def _attempt(data, encoding):
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SheetError(_("This is not a text file. Save it as CSV or XLSX.")) from error
    if any(ord(letter) < 32 and letter not in "\t\r\n" for letter in text[:5000]):
        raise SheetError(_("This is not a text file. Save it as CSV or XLSX."))
    return text


def _workbook(data):
    """The first sheet; formulas count as the values they had when the file was saved."""
    _checked_archive(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        rows = [(number, row) for number, row in enumerate(_values(sheet), start=1)]
        other = len(book.worksheets) > 1 and book.worksheets[0].title
        book.close()
    except SheetError:
        raise
    except Exception as error:  # whatever a broken file makes the library say
        raise SheetError(
            _("The file is not a readable XLSX workbook. Open it in a spreadsheet and save it anew.")
        ) from error
    grid = _grid(rows)
    notes = (_("Only the first sheet, “%(name)s”, was read.") % {"name": other},) if other else ()
    return Grid(grid.rows, grid.lines, notes)


def _values(sheet):
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number > MOST_ROWS + 1000:
            raise SheetError(_("The file has more than 50,000 rows."))
        yield [_value(cell, number) for cell in row[: MOST_COLUMNS + 2]]


def _value(cell, line):
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, int | float):
        if cell != cell or abs(cell) > 1e15:
            raise SheetError(_("Line %(line)d: a number is too large.") % {"line": line})
        return cell
    if isinstance(cell, dt.datetime | dt.date | dt.time):
        return cell.isoformat()
    return cell


def _checked_archive(data):
    """An XLSX file is an archive; one that would unpack to far too much is not unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise SheetError(_("The file unpacks to more than a spreadsheet should hold."))
            if any(part.flag_bits & 1 for part in parts):
                raise SheetError(_("The file is protected with a password. Save it without one."))
            if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
                raise SheetError(_("The file is an archive, but not an XLSX workbook."))
            if any("vbaProject" in name for name in names):
                raise SheetError(_("The workbook holds macros. Save it as XLSX without macros."))
            for part in parts:
                if part.filename.endswith((".xml", ".rels")) and _has_doctype(archive, part):
                    raise SheetError(_("The file is not a readable XLSX workbook."))
    except (zipfile.BadZipFile, NotImplementedError, OSError, RuntimeError, EOFError, ValueError) as error:
        if isinstance(error, SheetError):
            raise
        raise SheetError(_("The file is cut off or damaged.")) from error


def _has_doctype(archive, part):
    with archive.open(part) as file:
        return b"<!DOCTYPE" in file.read(2000)


def _grid(records):
    """Without blank rows and columns around, and without the guards that exports put before formulas."""
    rows, lines = [], []
    for line, cells in records:
        cells = [_tidy(cell, line) for cell in cells]
        while cells and cells[-1] in (None, ""):
            cells.pop()
        if not cells:
            continue
        if len(cells) > MOST_COLUMNS + 1:
            raise SheetError(_("Line %(line)d has more than 1,000 columns.") % {"line": line})
        if len(rows) >= MOST_ROWS + 1:
            raise SheetError(_("The table has more than 50,000 rows."))
        rows.append(tuple(cells))
        lines.append(line)
    if not rows:
        raise SheetError(_("The table is empty."))
    return Grid(tuple(rows), tuple(lines))


def _tidy(cell, line):
    if cell is None or isinstance(cell, int | float):
        return cell
    text = str(cell).strip()
    if len(text) > LONGEST_CELL:
        raise SheetError(_("Line %(line)d: a cell holds more than 10,000 letters.") % {"line": line})
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@") else text

"""XLSX, read with limits and written. Both pass any text on as it is, also letters that XML cannot hold."""

import io
import re
import zipfile

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from catalogue.limits import MOST_ARCHIVE_PARTS, MOST_TABLE_COLUMNS, MOST_TABLE_ROWS, MOST_UNPACKED_BYTES
from catalogue.tables.faults import SheetError

BLANK_ROWS = 1000  # so many more than the limit, for blank ones do not count
FORBIDDEN_IN_TITLE = re.compile(r"[\[\]:*?/\\']")
WIDEST = 60  # letters, of a column
# A letter that XML cannot hold or would change stands in a workbook as _x000B_, and an underscore that would begin
# such a sign as _x005F_.
UNSPEAKABLE = re.compile("[\x01-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
SPELLED = re.compile("_x([0-9A-Fa-f]{4})_")
NO_LETTER = re.compile("[\0\ud800-\udfff]")


# --- Reading ---


def first_sheet(data):
    """(rows of values, title); the title is empty where there is no other sheet.

    Formulas count as the values they had when the file was saved.
    """
    check_archive(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        rows = list(limited_rows(sheet))
        title = book.worksheets[0].title if len(book.worksheets) > 1 else ""
        book.close()
    except SheetError:
        raise
    except Exception as error:  # whatever a broken file makes the library say
        raise SheetError(
            _("The file is not a readable XLSX workbook. Open it in a spreadsheet and save it anew.")
        ) from error
    return rows, title


def limited_rows(sheet):
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number > MOST_TABLE_ROWS + BLANK_ROWS:
            raise SheetError(_("The table has more than 50,000 rows."))
        yield [spoken(cell) if isinstance(cell, str) else cell for cell in row[: MOST_TABLE_COLUMNS + 2]]


def check_archive(data):
    """An XLSX file is an archive; one that would unpack to far too much is not unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if len(parts) > MOST_ARCHIVE_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
                raise SheetError(_("The file unpacks to more than a spreadsheet should hold."))
            if any(part.flag_bits & 1 for part in parts):
                raise SheetError(_("The file is protected with a password. Save it without one."))
            if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
                raise SheetError(_("The file is an archive, but not an XLSX workbook."))
            if any("vbaProject" in name for name in names):
                raise SheetError(_("The workbook holds macros. Save it as XLSX without macros."))
            for part in parts:
                if part.filename.endswith((".xml", ".rels")) and has_doctype(archive, part):
                    raise SheetError(_("The file is not a readable XLSX workbook."))
    except (zipfile.BadZipFile, NotImplementedError, OSError, RuntimeError, EOFError, ValueError) as error:
        if isinstance(error, SheetError):
            raise
        raise SheetError(_("The file is cut off or damaged.")) from error


def has_doctype(archive, part):
    with archive.open(part) as file:
        return b"<!DOCTYPE" in file.read(2000)


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


# --- Letters ---


def spelled(text):
    """The text as a workbook holds it."""
    return UNSPEAKABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", NO_LETTER.sub("\ufffd", text))


def spoken(text):
    """The text that a workbook holds so; what is no letter at all is none here either."""
    return NO_LETTER.sub("\ufffd", SPELLED.sub(lambda found: chr(int(found[1], 16)), text))

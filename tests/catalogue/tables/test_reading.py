"""Tables as people paste and upload them: the right rows, or one sentence that says what is wrong and where."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from openpyxl import Workbook

from catalogue.limits import MOST_TABLE_BYTES
from catalogue.tables.reading import SheetError, read_file, read_text

ROWS = (("", "Čas", "Žep"), ("Škofja Loka", "1,5", "2"), ("Koper", "3", "4"))
LINES = "\r\n".join(";".join(row) for row in ROWS)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def upload(data, name="table.csv"):
    return read_file(SimpleUploadedFile(name, data))


def workbook(*rows, sheets=1):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for number in range(1, sheets):
        book.create_sheet(f"Other {number}")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def sentence(data, name="table.csv"):
    with pytest.raises(SheetError) as caught:
        upload(data, name)
    return str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_usual_coding_is_read(encoding):
    assert upload(LINES.encode(encoding)).rows == ROWS


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_usual_separator_and_line_end_is_read(separator, ending):
    text = ending.join(separator.join(["a", "b"] if number else ["", "x"]) for number in range(3))

    assert read_text(text).rows == (("", "x"), ("a", "b"), ("a", "b"))


def test_decimal_commas_do_not_cut_lines_with_semicolons():
    assert read_text("name;share\nA;1,5\nB;2,5").rows == (("name", "share"), ("A", "1,5"), ("B", "2,5"))


def test_a_lone_column_of_decimal_commas_beside_tabs_stays_whole():
    assert read_text("A\t1,5\nB\t2,5").rows == (("A", "1,5"), ("B", "2,5"))


def test_quoted_line_ends_and_quotes_belong_to_their_cell():
    grid = read_text('a,"two\nlines"\n"say ""yes""",b')

    assert grid.rows == (("a", "two\nlines"), ('say "yes"', "b"))
    assert grid.lines == (1, 3)


def test_blank_lines_and_trailing_cells_are_left_out_and_lines_keep_their_numbers():
    grid = read_text("\n\na;b;;\n;;;\nc;d\n\n")

    assert (grid.rows, grid.lines) == ((("a", "b"), ("c", "d")), (3, 5))


def test_the_guard_before_a_formula_is_taken_off_again():
    assert read_text("a;'=x\nb;'no").rows == (("a", "=x"), ("b", "'no"))


def test_the_first_sheet_of_a_workbook_is_read_and_the_others_are_named():
    grid = upload(workbook(["", "x"], ["A", 1.5], ["B", None], sheets=2), "table.xlsx")

    assert grid.rows == ((None, "x"), ("A", 1.5), ("B",))
    assert grid.notes == ("Only the first sheet, “Sheet”, was read.",)


def test_a_formula_counts_as_the_value_it_had_and_never_as_a_formula():
    assert upload(workbook(["a", "=1+1"], ["b", 2]), "t.xlsx").rows == (("a",), ("b", 2))


def test_a_workbook_is_known_by_what_it_holds_and_not_by_its_name():
    assert upload(workbook(["a", 1]), "table.csv").rows == (("a", 1),)


BAD = {
    "empty": (b"", "The file is empty."),
    "blank": (b"\n;;\n", "The table is empty."),
    "binary": (b"\x89PNG\r\n\x1a\n\x01\x02" * 9, "This is not a text file. Save it as CSV or XLSX."),
    "nul": (b"a;b\nc;\x01\x00d" * 600, "This is not a text file. Save it as CSV or XLSX."),
    "zip": (b"PK\x03\x04 nothing", "The file is cut off or damaged."),
    "old excel": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600,
        "The file is an old Excel file or has a password. Save it as XLSX without a password, or as CSV.",
    ),
    "large": (b"a;b\n" * (MOST_TABLE_BYTES // 4 + 1), "The file is larger than 5 MB."),
    "rows": (b"a;b\n" * 50_002, "The table has more than 50,000 rows."),
    "columns": (b";".join([b"x"] * 1002), "Line 1 has more than 1,000 columns."),
    "quote": (
        b'a;b\nc;"never closed\n',
        "Line 2: a quotation mark is opened and never closed, or stands in the middle of a cell.",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_told_in_one_sentence(name):
    data, expected = BAD[name]

    assert sentence(data) == expected


def archive(**parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return buffer.getvalue()


def test_an_archive_that_is_no_workbook_is_refused():
    assert sentence(archive(letter_xml="x"), "t.xlsx") == "The file is an archive, but not an XLSX workbook."


def test_a_workbook_that_unpacks_to_far_too_much_is_refused_unpacked():
    bomb = zipfile.ZIP_DEFLATED, b"0" * (201 * 1024 * 1024)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", bomb[0]) as target:
        target.writestr("xl/worksheets/sheet1.xml", bomb[1])

    assert sentence(buffer.getvalue(), "t.xlsx") == "The file unpacks to more than a spreadsheet should hold."


def test_a_workbook_with_a_doctype_is_refused():
    with zipfile.ZipFile(io.BytesIO(workbook(["a", 1]))) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts["xl/workbook.xml"] = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + parts["xl/workbook.xml"]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, content in parts.items():
            target.writestr(name, content)

    assert sentence(buffer.getvalue(), "t.xlsx") == "The file is not a readable XLSX workbook."


def test_a_workbook_cut_off_is_refused():
    assert sentence(workbook(["a", 1])[:900], "t.xlsx") == "The file is cut off or damaged."


@pytest.mark.parametrize("said", ["sep=;", "SEP=;", '"sep=;"', "sep=;  "])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_first_line_that_says_the_separator_is_no_row(said, end):
    grid = read_text(f"{said}{end}ime;1,5;;{end}drugo;2,5{end}")

    assert (grid.rows, grid.lines) == ((("ime", "1,5"), ("drugo", "2,5")), (2, 3))


@pytest.mark.parametrize("text", ["sep=ab;1\nc;2\n", "sep=\nc\n", "sep;1\nc;2\n"])
def test_a_first_line_that_only_looks_like_it_is_a_row(text):
    assert read_text(text).lines == (1, 2)

"""Tables as people paste and upload them: the right rows, or one sentence that says what is wrong and where."""

import datetime as dt
import io
import time
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from openpyxl import Workbook

from catalogue.limits import MOST_TABLE_BYTES
from catalogue.tables.reading import SheetError, read_file, read_text, read_workbook
from catalogue.tables.writing import xlsx_bytes
from tests import bombs

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


def cells(*texts):
    """A workbook with these cells in its first row, as they stand in the file."""
    return bombs.workbook(bombs.row(1, "".join(texts)))


def test_a_formula_counts_as_the_value_it_had_and_never_as_a_formula():
    data = cells('<c r="A1" t="str"><f>A2</f><v>a</v></c>', '<c r="B1"><f>1+1</f><v>2</v></c>')

    assert upload(data, "t.xlsx").rows == (("a", 2),)


def test_a_formula_whose_value_was_nothing_is_nothing():
    data = cells('<c r="A1"><v>1</v></c><c r="B1" t="str"><f>""</f><v></v></c><c r="C1"><v>3</v></c>')

    assert upload(data, "t.xlsx").rows == ((1, None, 3),)


WITHOUT_VALUE = (
    "Formulas without a value on the sheet “Prvi”: {}. Open the file in a spreadsheet, which computes them, "
)
WITHOUT_VALUE += "and save it, or write the values themselves."
IN_ERROR = "Cells in error on the sheet “Prvi”: {}. Mend them in the spreadsheet, or leave them empty."


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ('<c r="B1"><f>100*0.4</f></c>', WITHOUT_VALUE.format("B1")),
        ('<c r="B1"><f>100*0.4</f><v/></c>', WITHOUT_VALUE.format("B1")),
        ('<c><f t="shared" si="0"/></c><c r="XFD1"><f>1</f></c>', WITHOUT_VALUE.format("A1, XFD1")),
        ("<c><f>1</f></c>" * 12, WITHOUT_VALUE.format("A1, B1, C1, D1, E1, F1, G1, H1, I1, J1 and 2 more")),
        ('<c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', IN_ERROR.format("C1")),
        ('<c r="C1" t="e"><v>#N/A</v></c>', IN_ERROR.format("C1")),
        ('<c r="C1" s="1"><v>99999999999</v></c>', IN_ERROR.format("C1")),
    ],
)
def test_a_cell_that_says_nothing_certain_is_named(row, expected):
    data = bombs.workbook(bombs.row(1, row), styles='<xf/><xf numFmtId="14"/>')

    assert sentence(data, "t.xlsx") == expected


def test_an_empty_first_sheet_is_named_and_a_hidden_one_passed_over():
    book = Workbook()
    book.active.title = "Prazen"
    book.create_sheet("Poln").append(["a", 1])
    shown, hidden = io.BytesIO(), io.BytesIO()
    book.save(shown)
    book.active.sheet_state, book.active = "hidden", 1
    book.save(hidden)

    expected = "The first sheet, “Prazen”, is empty. Put the table there, or move its sheet to the front."
    assert sentence(shown.getvalue(), "t.xlsx") == expected
    assert upload(hidden.getvalue(), "t.xlsx").rows == (("a", 1),)


def test_a_workbook_is_read_whole_without_hidden_and_empty_sheets():
    book = Workbook()
    book.active.append(["x" * 12_000])
    book.create_sheet("Skrit").append(["b"])
    book["Skrit"].sheet_state = "hidden"
    book.create_sheet("Prazen")
    book.create_sheet("Drugi").append(["'=1+1", dt.date(2026, 6, 30), 2.5])
    buffer = io.BytesIO()
    book.save(buffer)

    found = read_workbook(SimpleUploadedFile("t.xlsx", buffer.getvalue()))

    assert [(title, grid.rows) for title, grid in found] == [
        ("Sheet", (("x" * 12_000,),)),
        ("Drugi", (("=1+1", "2026-06-30", 2.5),)),
    ]


@pytest.mark.parametrize("data", [b"a;b", b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"])
def test_what_is_no_workbook_is_not_read_whole(data):
    with pytest.raises(SheetError):
        read_workbook(SimpleUploadedFile("t.xlsx", data))


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (dt.datetime.fromisoformat("2024-05-14"), "2024-05-14"),
        (dt.datetime.fromisoformat("2024-05-14T08:30"), "2024-05-14T08:30:00"),
        (dt.date(2024, 5, 14), "2024-05-14"),
        (dt.time(8, 30), "08:30:00"),
        (dt.timedelta(hours=30), "1 day, 6:00:00"),
        (True, "1"),
        ("_x000B_", "_x000B_"),
        ("\u00e8\u010d\U0001f469", "\u00e8\u010d\U0001f469"),
        (0.1, 0.1),
        (10**14, 10**14),
    ],
)
def test_every_kind_of_cell_comes_as_it_was_written(value, read):
    assert upload(xlsx_bytes([("List", [[value, "x"]])]), "t.xlsx").rows == ((read, "x"),)


def test_blank_rows_and_columns_between_filled_ones_keep_their_places():
    data = bombs.workbook(
        bombs.row(3, '<c r="C3"><v>1</v></c>') + "<row/>" * 2 + bombs.row(9, '<c r="A9"><v>2</v></c>')
    )

    grid = upload(data, "t.xlsx")

    assert (grid.rows, grid.lines) == (((None, None, 1), (2,)), (3, 9))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "49,999 rows with one cell in column 1000",
            "The table has more than two million cells, blank ones too. Take out what is far from the others.",
        ),
        ("a cell in the last column of every row", "Line 1 has more than 1,000 columns."),
        ("a string of 150 MB", "Reading the file would take too much memory. Make it smaller or simpler."),
        ("a million styles", "Reading the file would take too much memory. Make it smaller or simpler."),
    ],
)
def test_a_small_workbook_that_would_fill_the_memory_is_refused_with_a_sentence(name, expected):
    assert sentence(bombs.WORKBOOKS[name](), "t.xlsx") == expected


def test_what_stands_behind_the_cells_is_not_read():
    assert upload(bombs.WORKBOOKS["a million merged cells"](), "t.xlsx").rows == ((1,),)


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


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\n" * MOST_TABLE_BYTES, "The table has more than 50,000 rows."),
        (b";" * MOST_TABLE_BYTES, "The table is empty."),
        (
            b"\n".join([b"1;" * 600] * 4000),
            "The table has more than two million cells, blank ones too. Take out what is far from the others.",
        ),
    ],
    ids=["blank lines", "one blank line", "cells"],
)
def test_five_megabytes_of_nearly_nothing_are_answered_at_once(data, expected):
    begun = time.process_time()

    told = sentence(data)

    assert (told, time.process_time() - begun < 5) == (expected, True)


@pytest.mark.parametrize("said", ["sep=;", "SEP=;", '"sep=;"', "sep=;  "])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_first_line_that_says_the_separator_is_no_row(said, end):
    grid = read_text(f"{said}{end}ime;1,5;;{end}drugo;2,5{end}")

    assert (grid.rows, grid.lines) == ((("ime", "1,5"), ("drugo", "2,5")), (2, 3))


@pytest.mark.parametrize("text", ["sep=ab;1\nc;2\n", "sep=\nc\n", "sep;1\nc;2\n"])
def test_a_first_line_that_only_looks_like_it_is_a_row(text):
    assert read_text(text).lines == (1, 2)

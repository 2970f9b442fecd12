"""Whatever a person wrote comes back as it was, out of CSV and out of XLSX, and no spreadsheet runs it."""

import io

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from catalogue.tables.decoding import decoded
from catalogue.tables.delimited import delimiter_of, text_records
from catalogue.tables.guards import guarded, unguarded
from catalogue.tables.workbook import first_sheet
from catalogue.tables.writing import csv_bytes, xlsx_bytes

SIGNS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]
STARTS = ["", "'", "''", "'''", " ", "  ", " '", "' ", "\u00a0", "\ufeff"]
ENDS = ["", "1+1", " alineja", 'HYPERLINK("http://x")', "'", "\r\n", "5", "5,5", "386 1 234 56 78", "\x0b_x000D_"]
LISTED = [start + sign + end for start in STARTS for sign in ["", *SIGNS] for end in ENDS]
# Neither a form nor the database takes NUL or half a letter.
TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20) | st.text(
    "".join(SIGNS) + "'\",;\t _x000D5Fab", max_size=8
)
ROWS = st.integers(1, 4).flatmap(lambda width: st.lists(st.lists(TEXTS, min_size=width, max_size=width), min_size=1))


def through_csv(rows, language):
    text = decoded(csv_bytes(rows, language))
    return [[unguarded(cell) for cell in cells] for _line, cells in text_records(text, delimiter_of(text))]


def through_xlsx(rows):
    """A workbook does not tell an empty text from no cell at all."""
    found, _title = first_sheet(xlsx_bytes([("Page", rows)]))
    width = len(rows[0])
    return [[unguarded(cell) or "" for cell in [*row, *[""] * width][:width]] for row in found]


@pytest.mark.parametrize("language", ["sl", "en"])
def test_every_guarded_sign_comes_back_through_csv(language):
    rows = [["name", "text"], *(["x", text] for text in LISTED)]

    assert through_csv(rows, language) == rows


def test_every_guarded_sign_comes_back_through_xlsx():
    rows = [["name", "text"], *(["x", text] for text in LISTED)]

    assert through_xlsx(rows) == rows


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("end", ["", "1+1", "x", "cmd|' /C calc'!A0"])
def test_no_risky_cell_is_written_bare(sign, end):
    cells = [prefix + sign + end for prefix in ("", "'", "''")]

    assert [cell for cell in map(guarded, cells) if not cell.startswith("'")] == []


@pytest.mark.parametrize("text", ["-5", "+1.5", "-.5", "-1e5", "5", "x=1", " =1", "'x", "''", "’=1", ""])
def test_numbers_and_plain_text_are_written_as_they_are(text):
    assert guarded(text) == text


@given(TEXTS)
@example("'=A")
@example("＝A")
@example("-5")
@example("'-5")
@example("'\tx")
@settings(max_examples=500)
def test_the_guard_is_taken_off_exactly(text):
    assert unguarded(guarded(text)) == text


@given(ROWS, st.sampled_from(["sl", "en"]))
@example([["a;b", "c;d"], ["e;f", "g;h"]], "en")
@example([["a\tb"], ["c"]], "sl")
@example([[""], ["x"], [""]], "en")
@example([['"', "a"], ['b"c', "\r"]], "en")
def test_any_texts_come_back_through_csv(rows, language):
    assert through_csv(rows, language) == rows


@given(ROWS)
@example([["_x000D_", "_x005F_x000D_", "_x_x000D_"], ["\r\n", "\x1f", "\uffff"]])
@settings(max_examples=50, deadline=None)
def test_any_texts_come_back_through_xlsx(rows):
    assert through_xlsx(rows) == rows


@given(TEXTS)
@settings(max_examples=50, deadline=None)
def test_no_cell_of_a_workbook_is_a_formula(text):
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes([("Page", [["head"], [text]])])))

    assert [cell.data_type for row in book.active.rows for cell in row if cell.data_type == "f"] == []

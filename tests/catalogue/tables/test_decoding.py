"""Bytes become text whichever way they are read: a whole file at once, or a stream line by line."""

import io

import pytest
from django.utils import translation

from catalogue.limits import MOST_LINE_LETTERS
from catalogue.tables.decoding import StreamLines, TooLong, Undecodable, decoded
from catalogue.tables.delimited import LONG, OPEN_QUOTE, OTHER_CODING, Records, delimiter_of
from catalogue.tables.faults import SheetError

TEXT = "ime;čas\r\nŽepi;1,5\r\n"
CODINGS = ["utf-8", "utf-8-sig", "cp1250", "utf-16", "utf-16-le", "utf-16-be"]


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize("coding", CODINGS)
def test_a_stream_and_a_whole_file_say_the_same(coding):
    data = TEXT.encode(coding)

    assert "".join(StreamLines(io.BytesIO(data))) == decoded(data) == TEXT


@pytest.mark.parametrize("data", [b"a\x81b", b"a\0b", "Č".encode("utf-16")[:-1], b"\x89PNG\r\n\x1a\n\x01"])
def test_what_is_no_text_is_refused_with_one_sentence(data):
    with pytest.raises(SheetError, match=r"^This is not a text file\. Save it as CSV or XLSX\.$"):
        decoded(data)


def test_controls_within_text_are_text():
    assert decoded(b"a\x0bb") == "a\x0bb"


class Endless(io.RawIOBase):
    """So many lines, made as they are asked for; remembers how much was asked for ahead."""

    def __init__(self, lines):
        self.left, self.ready = lines, b""

    def readable(self):
        return True

    def readinto(self, buffer):
        while self.left and len(self.ready) < len(buffer):
            self.left -= 1
            self.ready += b"a;b\n"
        given, self.ready = self.ready[: len(buffer)], self.ready[len(buffer) :]
        buffer[: len(given)] = given
        return len(given)


def test_a_stream_is_read_no_further_than_its_records_are_asked_for():
    source = Endless(1_000_000)
    records = Records(StreamLines(source))

    first = [next(records).cells for _number in range(3)]

    assert first == [["a", "b"]] * 3
    assert source.left > 900_000


def test_a_stream_goes_on_after_what_cannot_be_read():
    long = b"x" * (MOST_LINE_LETTERS + 1)
    data = b"a;b\n" + long + b'\nc;d\n"e;f\n' + b"g\n" * 3

    found = [(record.line, record.cells, record.fault) for record in Records(StreamLines(io.BytesIO(data)))]

    assert found == [(1, ["a", "b"], ""), (2, [], LONG), (3, ["c", "d"], ""), (4, [], OPEN_QUOTE)]


def test_a_line_in_another_coding_is_told_apart():
    found = list(Records(StreamLines(io.BytesIO("a;č\n".encode() + b"b;\xe8\nc;d\n"))))

    assert [(record.line, record.fault) for record in found] == [(1, ""), (2, OTHER_CODING), (3, "")]


@pytest.mark.parametrize(("data", "error"), [(b"x" * (MOST_LINE_LETTERS + 1), TooLong), (b"a;\x81\n", Undecodable)])
def test_a_first_line_that_cannot_be_read_is_told_at_once(data, error):
    with pytest.raises(error):
        Records(StreamLines(io.BytesIO(data)))


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("a,b\nc,d", ","),
        ("a;b\n1,5;2,5", ";"),
        ("a\tb\n1,5\t2;5", "\t"),
        ('"a;b","c;d"\n"e;f","g;h"', ","),
        ('a,"x\ny;z"\nb,"1;2"', ","),
        ('5" pipe;1,5\n3" pipe;2,5', ";"),
        ("title", "\t"),
        ("", "\t"),
    ],
)
def test_the_delimiter_is_what_cuts_the_first_lines_evenly_outside_quotation_marks(text, sign):
    assert delimiter_of(text) == sign

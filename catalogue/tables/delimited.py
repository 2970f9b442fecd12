"""Text with tabs, semicolons or commas between its cells, as records: a whole text, or lines one after the other."""

import csv
import re
from typing import NamedTuple

from django.utils.translation import gettext as _

from catalogue.limits import MOST_LINE_LETTERS, MOST_TABLE_BYTES
from catalogue.tables.decoding import TextLines, TooLong, Undecodable
from catalogue.tables.faults import SheetError

csv.field_size_limit(MOST_LINE_LETTERS)  # a text of 200,000 letters is more than the module's own limit

DELIMITERS = "\t;,"
QUOTED = re.compile(r'(^|[\t;,])"(?:[^"]|"")*(?:"|\Z)', re.MULTILINE)
LINE_END = re.compile("\r\n|\r|\n")
NEEDS_QUOTES = re.compile('[\t;,"\r\n]')  # of any delimiter: so no reader takes one for another
SAID = re.compile(r'"?sep=([^\w"\r\n])"?\s*', re.IGNORECASE)  # with what Excel says how a file is cut
SAMPLE_LETTERS, SAMPLE_LINES = 64 * 1024, 20

OPEN_QUOTE, LONG, OTHER_CODING = "open quote", "long", "other coding"


class Record(NamedTuple):
    """The cells of a row with the line it begins in, or why there are none: one of the three words above."""

    line: int
    cells: list
    fault: str = ""


class Records:
    """Iterates over the records of lines, and goes on after a bad one.

    A first line `sep=;` says the delimiter and is no record. Without it and without a delimiter, the first line tells
    it; where that cannot be read, TooLong or Undecodable says so.
    """

    def __init__(self, lines, delimiter="", most_letters=MOST_LINE_LETTERS):
        self.source = RecordLines(lines, most_letters)
        if said := SAID.fullmatch(self.source.look()):
            self.source.ahead.clear()
        delimiter = said[1] if said else delimiter or delimiter_of(self.source.look())
        self.reader = csv.reader(self.source, delimiter=delimiter, strict=True)

    def __iter__(self):
        return self

    def __next__(self):
        line, self.source.letters = self.source.number + 1, 0
        try:
            return Record(line, next(self.reader))
        except (TooLong, csv.Error):
            return Record(line, [], OPEN_QUOTE if self.source.number > line else LONG)
        except Undecodable:
            return Record(line, [], OTHER_CODING)


class RecordLines:
    """The lines of one record after another: a record that never ends is cut off."""

    def __init__(self, lines, most_letters):
        self.lines, self.most_letters = lines, most_letters
        self.ahead, self.letters = [], 0

    @property
    def number(self):
        return self.lines.number - len(self.ahead)

    def look(self):
        """The next line, which is then read all the same."""
        if not self.ahead:
            self.ahead = [line for line in [next(self.lines, None)] if line is not None]
        return "".join(self.ahead)

    def __iter__(self):
        return self

    def __next__(self):
        line = self.ahead.pop() if self.ahead else next(self.lines)
        self.letters += len(line)
        if self.letters > self.most_letters:
            raise TooLong
        return line


def text_records(text, delimiter=""):
    """(line, cells) of every record of a whole text. Raises SheetError at the first that is wrong."""
    for record in Records(TextLines(text), delimiter, most_letters=MOST_TABLE_BYTES):
        if record.fault:
            raise SheetError(
                _("Line %(line)d: a quotation mark is opened and never closed, or stands in the middle of a cell.")
                % {"line": record.line}
            )
        yield record.line, record.cells


def of_length(cells, length):
    """As many cells as the heading has columns: empty ones at the end may be missing or too many. Else None."""
    cells = [*cells, *[""] * (length - len(cells))]
    return None if any(str(cell or "").strip() for cell in cells[length:]) else cells[:length]


def without_empty_end(cells):
    """A heading without the empty columns that a spreadsheet puts behind it."""
    named = [number for number, cell in enumerate(cells, start=1) if str(cell or "").strip()]
    return cells[: max(named, default=0)]


def delimiter_of(text):
    """The sign that cuts the first lines most evenly, outside quotation marks; before a comma, which may be decimal."""
    lines = LINE_END.split(QUOTED.sub(r"\1", text[:SAMPLE_LETTERS]))[:SAMPLE_LINES]
    counts = {sign: [line.count(sign) for line in lines if line.strip()] for sign in DELIMITERS}
    steady = [sign for sign in DELIMITERS if min(counts[sign], default=0) > 0]
    if steady:
        return max(steady, key=lambda sign: (sign != ",", min(counts[sign])))
    return max(DELIMITERS, key=lambda sign: sum(counts[sign]))


def delimited_line(cells, delimiter):
    """The cells as a line of a file."""
    texts = [quoted(cell) for cell in cells]
    return (delimiter.join(texts) or '""' * len(texts)) + "\r\n"  # one empty cell is no blank line


def quoted(text):
    return '"' + text.replace('"', '""') + '"' if NEEDS_QUOTES.search(text) else text

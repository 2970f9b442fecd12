"""Records of a CSV or JSON Lines file, one after the other, each with the line it begins in."""

import csv
import json
from typing import NamedTuple

from django.utils.translation import gettext as _

from catalogue.bulk.lines import LONGEST_LINE, Lines, TooLong, Undecodable
from catalogue.exchange import restored
from catalogue.tables.faults import Fault, UnreadableFile
from catalogue.text import shortened

REQUIRED = ("external_id", "kind", "language", "title")
COLUMNS = (*REQUIRED, "summary", "body", "country", "topics", "year", "url", "licence", "source")
FORMATS = ("csv", "jsonl")
csv.field_size_limit(LONGEST_LINE)  # a text of 200,000 letters is more than the module's own limit


class Record(NamedTuple):
    """A row as it stands in the file; either its cells or what is wrong with it."""

    line: int
    cells: dict
    fault: Fault | None = None


def records(stream, file_format):
    """(Lines, iterator of Record) of a binary stream."""
    lines = Lines(stream)
    return lines, (csv_records if file_format == "csv" else json_records)(lines)


def format_of(name):
    """By the ending of the file's name."""
    return "jsonl" if name.lower().endswith((".jsonl", ".ndjson", ".json")) else "csv"


# --- CSV ---


class RecordLines:
    """The lines of one record after another: a record that never ends is cut off."""

    def __init__(self, lines, first):
        self.lines, self.waiting, self.letters = lines, [first], 0

    def __iter__(self):
        return self

    def __next__(self):
        line = self.waiting.pop() if self.waiting else next(self.lines)
        self.letters += len(line)
        if self.letters > LONGEST_LINE:
            raise TooLong
        return line


def csv_records(lines):
    first = first_line(lines)
    source = RecordLines(lines, first)
    reader = csv.reader(source, delimiter=max(",;\t", key=first.count), strict=True)
    header = checked_header(next_row(reader, source, lines, 1)[0])
    while True:
        line = lines.number + 1
        try:
            cells, message = next_row(reader, source, lines, line)
        except StopIteration:
            return
        if message:
            yield Record(line, {}, Fault(line, "", message))
        elif is_comment_or_blank(cells):
            continue
        elif len(cells) != len(header):
            numbers = {"cells": len(cells), "columns": len(header)}
            message = _("the row has %(cells)d cells, the header %(columns)d") % numbers
            yield Record(line, {}, Fault(line, "", message))
        else:
            yield Record(line, dict(zip(header, map(restored, cells), strict=True)))


def first_line(lines):
    try:
        return next(lines)
    except (TooLong, Undecodable):
        raise UnreadableFile(_("The first line cannot be read. It should name the columns.")) from None


def next_row(reader, source, lines, line):
    """(cells, None) or (None, what is wrong)."""
    source.letters = 0
    try:
        return next(reader), None
    except (TooLong, csv.Error):
        last = {"last": lines.number}
        if lines.number > line:
            return None, _("a quotation mark is opened and not closed; nothing was read up to line %(last)d") % last
        return None, _("the line is longer than 1 MB or its quotation marks are wrong")
    except Undecodable:
        return None, _("the line is neither UTF-8 nor Windows-1250, as the lines before it are")


def is_comment_or_blank(cells):
    return not any(cell.strip() for cell in cells) or cells[0].lstrip().startswith("#")


def checked_header(cells):
    names = [cell.strip().lower() for cell in cells or []]
    twice = sorted({name for name in names if names.count(name) > 1})
    problems = (
        (_("The header lacks these columns: %(names)s."), [name for name in REQUIRED if name not in names]),
        (_("The header has columns nobody knows: %(names)s."), unknown(names)),
        (_("The header names a column twice: %(names)s."), twice),
    )
    found = [text % {"names": ", ".join(wrong)} for text, wrong in problems if wrong]
    if found:
        raise UnreadableFile(" ".join(found))
    return names


def unknown(names):
    """As many as one can read, shortened: a file of another kind may hold anything."""
    found = [f"“{shortened(name, 30)}”" for name in names if name not in COLUMNS]
    return found[:5] + ["…"] * (len(found) > 5)


# --- JSON Lines ---


def json_records(lines):
    while True:
        try:
            text = next(lines)
        except StopIteration:
            return
        except TooLong:
            yield faulty(lines.number, _("the line is longer than 1 MB"))
            continue
        except Undecodable:
            yield faulty(lines.number, _("the line is neither UTF-8 nor Windows-1250, as the lines before it are"))
            continue
        if text.strip():
            yield json_record(lines.number, text)


def json_record(line, text):
    try:
        found = json.loads(text, object_pairs_hook=pairs_once)
    except TwiceError as error:
        return faulty(line, _("“%(name)s” stands twice") % {"name": error})
    except (ValueError, RecursionError):
        return faulty(line, _("this is not JSON"))
    if not isinstance(found, dict):
        return faulty(line, _("this is not a JSON object with the names of the columns"))
    strange = unknown(found)
    if strange:
        return faulty(line, _("nobody knows these columns: %(names)s") % {"names": ", ".join(strange)})
    return Record(line, found)


class TwiceError(ValueError):
    pass


def pairs_once(pairs):
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _value in pairs]
        raise TwiceError(next(name for name in names if names.count(name) > 1))
    return found


def faulty(line, message):
    return Record(line, {}, Fault(line, "", message))

"""Records of a CSV or JSON Lines file, one after the other, each with the line it begins in."""

import json
from collections import Counter
from typing import NamedTuple

from django.utils.translation import gettext as _

from catalogue.tables.decoding import StreamLines, TooLong, Undecodable
from catalogue.tables.delimited import LONG, OPEN_QUOTE, Records, of_length, without_empty_end
from catalogue.tables.faults import Fault, SheetError
from catalogue.tables.guards import unguarded
from catalogue.text import kept_line, shortened

REQUIRED = ("external_id", "kind", "language", "title")
COLUMNS = (*REQUIRED, "summary", "body", "country", "topics", "year", "url", "licence", "source")
FORMATS = ("csv", "jsonl")
MOST_SHOWN, LONGEST_SHOWN = 5, 30


class Record(NamedTuple):
    """A row as it stands in the file; either its cells or what is wrong with it."""

    line: int
    cells: dict
    fault: Fault | None = None


def records(stream, file_format):
    """(StreamLines, iterator of Record) of a binary stream."""
    lines = StreamLines(stream, not_text=_("This is not a text file. Save it as CSV or JSON Lines."))
    return lines, (csv_records if file_format == "csv" else json_records)(lines)


def format_of(name):
    """By the ending of the file's name."""
    return "jsonl" if name.lower().endswith((".jsonl", ".ndjson", ".json")) else "csv"


# --- CSV ---


def csv_records(lines):
    found = read_records(lines)
    header = checked_header(next(found).cells)
    for record in found:
        if record.fault:
            yield faulty(record.line, why_unreadable(record, lines))
        elif is_comment_or_blank(record.cells):
            continue
        elif (cells := of_length(record.cells, len(header))) is None:
            numbers = {"cells": len(record.cells), "columns": len(header)}
            yield faulty(record.line, _("the row has %(cells)d cells, the header %(columns)d") % numbers)
        else:
            yield Record(record.line, dict(zip(header, map(unguarded, cells), strict=True)))


def read_records(lines):
    try:
        return Records(lines)
    except (TooLong, Undecodable):
        raise SheetError(_("The first line cannot be read. It should name the columns.")) from None


def why_unreadable(record, lines):
    if record.fault == OPEN_QUOTE:
        text = _("a quotation mark is opened and not closed; nothing was read up to line %(last)d")
        return text % {"last": lines.number}
    if record.fault == LONG:
        return _("the line is longer than 1 MB or its quotation marks are wrong")
    return _("the line is neither UTF-8 nor Windows-1250, as the lines before it are")


def is_comment_or_blank(cells):
    return not any(cell.strip() for cell in cells) or cells[0].lstrip().startswith("#")


def checked_header(cells):
    names = [kept_line(cell).lower() for cell in without_empty_end(cells)]
    twice = [name for name, times in Counter(names).items() if times > 1]
    problems = (
        (_("The header lacks these columns: %(names)s."), [name for name in REQUIRED if name not in names]),
        (_("The header has columns nobody knows: %(names)s."), unknown(names)),
        (_("The header names a column twice: %(names)s."), some(twice)),
    )
    found = [text % {"names": ", ".join(wrong)} for text, wrong in problems if wrong]
    if found:
        raise SheetError(" ".join(found))
    return names


def unknown(names):
    strange = [(number, name) for number, name in enumerate(names, start=1) if name not in COLUMNS]
    found = [
        f"“{shortened(name, LONGEST_SHOWN)}”" if name else nameless(number) for number, name in strange[:MOST_SHOWN]
    ]
    return found + ["…"] * (len(strange) > MOST_SHOWN)


def some(names):
    """As many as one can read, each shortened: a file of another kind may hold anything."""
    return [shortened(name, LONGEST_SHOWN) for name in names[:MOST_SHOWN]] + ["…"] * (len(names) > MOST_SHOWN)


def nameless(number):
    return _("column %(number)d without a name") % {"number": number}


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
        times = Counter(name for name, _value in pairs)
        raise TwiceError(shortened(next(name for name in times if times[name] > 1), LONGEST_SHOWN))
    return found


def faulty(line, message):
    return Record(line, {}, Fault(line, "", message))

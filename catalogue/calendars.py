"""iCalendar files (RFC 5545) of whole days, for calendars that people subscribe to or keep."""

import datetime as dt
from typing import NamedTuple

CALENDAR_TYPE = "text/calendar; charset=utf-8"
PROGRAM = "-//MER portal//EN"
LONGEST_LINE = 75  # bytes, without the end of the line
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


class WholeDay(NamedTuple):
    """Something on one day. `uid` names it for ever; `sequence` rises with every change of it."""

    uid: str
    day: dt.date
    title: str
    sequence: int
    changed: dt.datetime
    is_cancelled: bool = False
    address: str = ""
    text: str = ""


def calendar_bytes(name, days):
    """A calendar of this name."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PROGRAM}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines += [f"X-WR-CALNAME:{escaped(name)}", *(line for day in days for line in event_lines(day)), "END:VCALENDAR"]
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def event_lines(day):
    yield "BEGIN:VEVENT"
    yield f"UID:{day.uid}"
    yield f"DTSTAMP:{stamp(day.changed)}"
    yield f"LAST-MODIFIED:{stamp(day.changed)}"
    yield f"SEQUENCE:{day.sequence}"
    yield f"DTSTART;VALUE=DATE:{day.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{next_day(day.day):%Y%m%d}"
    yield f"SUMMARY:{escaped(day.title)}"
    if day.text:
        yield f"DESCRIPTION:{escaped(day.text)}"
    if day.address:
        yield f"URL:{day.address}"
    yield f"STATUS:{'CANCELLED' if day.is_cancelled else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def next_day(day):
    """A whole day ends where the next one begins (3.6.1); the last day of all is its own end."""
    return day + dt.timedelta(1) if day < dt.date.max else day


def stamp(moment):
    return f"{moment.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def escaped(text):
    """One line, without signs that no calendar may hold."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign >= " " or sign == "\n").translate(ESCAPES)


def folded(line):
    """Long lines go on below, after a space; no letter is cut."""
    pieces, room = [""], LONGEST_LINE
    for sign in line:
        size = len(sign.encode(errors="replace"))
        if size > room:
            pieces.append(" ")
            room = LONGEST_LINE - 1
        pieces[-1] += sign
        room -= size
    return "\r\n".join(pieces)

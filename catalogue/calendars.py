"""iCalendar files (RFC 5545, RFC 5546), for calendars that people subscribe to, keep or are sent by mail.

Equal data give equal bytes: what changes with every writing, such as the clock, is told by whoever calls.
"""

import datetime as dt
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from icalendar import Calendar, Event, Timezone, vCalAddress, vText, vUri

from catalogue.files.sending import asked_often, download

CALENDAR_TYPE = "text/calendar; charset=utf-8"
PROGRAM = "-//MER portal//EN"
PUBLISH, REQUEST, CANCEL = "PUBLISH", "REQUEST", "CANCEL"


class Person(NamedTuple):
    email: str
    name: str = ""


class Happening(NamedTuple):
    """Something in a calendar. `uid` names it for ever; `sequence` rises with every change of it.

    `begin` and `end` are days, the end being the first day after it, or aware moments. A moment without an end takes
    no time, such as a deadline.
    """

    uid: str
    begin: dt.date
    end: dt.date | None
    title: str
    sequence: int
    changed: dt.datetime
    is_cancelled: bool = False
    address: str = ""
    text: str = ""
    place: str = ""
    organiser: Person | None = None
    attendee: Person | None = None


def calendar_bytes(name, happenings, method=PUBLISH):
    """A calendar; those that are sent by mail bear no name."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PROGRAM)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", vText(written(name)))
    for zone in zones_of(happenings):
        calendar.add_component(zone)
    for happening in happenings:
        calendar.add_component(event_of(happening))
    return calendar.to_ical()


def calendar_file(request, name, filename, happenings):
    """What those are sent who keep a calendar, or subscribe to it."""
    content = calendar_bytes(name, happenings)
    return asked_often(request, content, lambda: download(f"{filename}.ics", content, CALENDAR_TYPE))


def subscription(path):
    """Most calendar programs subscribe to addresses that begin so."""
    return f"webcal://{settings.SITE_URL.partition('://')[2]}{path}"


def event_of(happening):
    event = Event()
    event.add("uid", happening.uid)
    event.add("dtstamp", happening.changed.astimezone(dt.UTC))
    event.add("last-modified", happening.changed.astimezone(dt.UTC))
    event.add("sequence", happening.sequence)
    event.add("dtstart", happening.begin)
    if happening.end is not None:
        event.add("dtend", happening.end)
    event.add("status", "CANCELLED" if happening.is_cancelled else "CONFIRMED")
    event.add("transp", "OPAQUE" if takes_time(happening) else "TRANSPARENT")
    for name, text in (("summary", happening.title), ("description", happening.text), ("location", happening.place)):
        if text:
            event.add(name, vText(written(text)))
    if happening.address:
        event.add("url", vUri(happening.address))
    if happening.organiser:
        event["organizer"] = party(happening.organiser)
    if happening.attendee:
        event["attendee"] = party(
            happening.attendee, CUTYPE="INDIVIDUAL", ROLE="REQ-PARTICIPANT", PARTSTAT="ACCEPTED", RSVP="FALSE"
        )
    return event


def party(person, **parameters):
    found = vCalAddress(f"mailto:{person.email}")
    if name := " ".join(written(person.name).replace('"', "'").split()):
        found.params["CN"] = name
    for key, value in parameters.items():
        found.params[key] = value
    return found


def next_day(day):
    """A whole day ends where the next one begins (3.6.1); the last day of all is its own end."""
    return day + dt.timedelta(1) if day < dt.date.max else day


def written(text):
    """Without signs that no calendar may hold."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if (sign >= " " and sign != "\x7f") or sign in "\n\t")


# --- Time zones ---


def is_timed(happening):
    return isinstance(happening.begin, dt.datetime)


def takes_time(happening):
    return is_timed(happening) and happening.end is not None


def zones_of(happenings):
    """The rules of every zone in which something happens, from the year before the first of it to the year after."""
    years = {}
    for happening in happenings:
        if is_timed(happening):
            for moment in filter(None, (happening.begin, happening.end)):
                years.setdefault(moment.tzinfo.key, set()).add(moment.year)
    return [zone_rules(key, min(found) - 1, max(found) + 1) for key, found in sorted(years.items())]


@lru_cache(maxsize=200)
def zone_rules(key, first_year, last_year):
    """A VTIMEZONE. Its library writes when clocks go forward by the time they show then; RFC 5545 (3.6.5) wants the
    time they showed before."""
    zone = Timezone.from_tzid(key, first_date=dt.date(first_year, 1, 1), last_date=dt.date(last_year, 12, 31))
    for rule in zone.subcomponents:
        forward = rule.TZOFFSETTO - rule.TZOFFSETFROM
        if forward > dt.timedelta(0):
            onsets = [rule.DTSTART, *(date.dt for date in getattr(rule.get("rdate"), "dts", ()))]
            first, *others = (onset - forward for onset in onsets)
            rule.DTSTART = first
            rule.pop("rdate", None)
            if others:
                rule.add("rdate", others)
    return zone

"""Calendars as another program reads them, and events for them."""

import datetime as dt

import vobject

from tests.factories import make
from workshops.models import Event


def read(content):
    """The calendar, read by a library other than the one that wrote it; that library keeps zones of earlier files."""
    vars(vobject.icalendar)["__tzidMap"].clear()
    return vobject.readOne(content.decode() if isinstance(content, bytes) else content)


def entries(content):
    return list(read(content).contents.get("vevent", []))


def utc(moment):
    return f"{moment.astimezone(dt.UTC):%Y-%m-%d %H:%MZ}"


def spans(content):
    """[(begin, end)] of its entries: moments in UTC, or days."""
    found = [(entry.dtstart.value, entry.dtend.value) for entry in entries(content)]
    return [tuple(utc(one) if isinstance(one, dt.datetime) else str(one) for one in span) for span in found]


def event_with(start, *sessions, end="", **fields):
    """A public event with sessions (day, time, ends), written as "2027-10-30", "9:00", "16:30"."""
    event = make(
        Event, **{"start": start, "end": end or start, "title_sl": "Delavnica", "location_sl": "Idrija"} | fields
    )
    for number, (day, time, ends) in enumerate(sessions, 1):
        event.sessions.create(day=day_of(day), time=time_of(time), ends=time_of(ends), title_sl=f"Točka {number}")
    return Event.objects.get(pk=event.pk)


def day_of(text):
    return dt.date.fromisoformat(text) if text else None


def time_of(text):
    return dt.time.fromisoformat(text.zfill(5)) if text else None

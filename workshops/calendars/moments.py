"""Local times of an event as moments: everything is counted in UTC, so that a night with 25 hours has them.

Times that the clocks skip do not exist; of two that the clocks show twice the first is meant.
"""

import datetime as dt
from typing import NamedTuple
from zoneinfo import ZoneInfo

from catalogue.dates import first_day, last_day

MIDNIGHT = dt.time()
DAY = dt.timedelta(days=1)


class Span(NamedTuple):
    """From one moment to another, both aware."""

    begin: dt.datetime
    end: dt.datetime

    @property
    def hours(self):
        """As a number of hours that really pass."""
        return (self.end.astimezone(dt.UTC) - self.begin.astimezone(dt.UTC)) / dt.timedelta(hours=1)


def moment(day, time, zone):
    """The moment of a local time (`zone`: its name in the IANA database); the first where the clocks show it twice."""
    return dt.datetime.combine(day, time, ZoneInfo(zone))


def is_skipped(day, time, zone):
    """Whether the clocks jump over this local time."""
    local = moment(day, time, zone)
    return local.astimezone(dt.UTC).astimezone(local.tzinfo).replace(tzinfo=None) != local.replace(tzinfo=None)


def is_doubled(day, time, zone):
    """Whether the clocks show this local time twice."""
    local = moment(day, time, zone)
    return local.utcoffset() != local.replace(fold=1).utcoffset() and not is_skipped(day, time, zone)


def session_span(session, event):
    """When a session begins and ends; None where its day, its beginning or its end is not known."""
    day = session_day(session, event)
    if day is None or session.time is None or session.ends is None:
        return None
    begin = moment(day, session.time, event.timezone)
    end_day = day + DAY if session.ends <= session.time else day
    return Span(begin, moment(end_day, session.ends, event.timezone))


def session_day(session, event):
    """Its own day, or that of an event of one day."""
    days = days_of(event)
    return session.day or (days[0] if len(days) == 1 else None)


def is_dated(event):
    """Whether both ends of the event are known to the day."""
    return len(event.start or "") == 10 and len(event.end or event.start or "") == 10


def days_of(event):
    """Every day of an event that is known to the day, else none."""
    if not is_dated(event):
        return []
    first, last = first_day(event.start), last_day(event.end or event.start)
    return [first + DAY * number for number in range((last - first).days + 1)]


def begin_of(event):
    """The moment it begins: its first session of the first day, else the beginning of that day; None without a day."""
    if not is_dated(event):
        return None
    first = first_day(event.start)
    times = [each.time for each in event.sessions.all() if each.time and session_day(each, event) == first]
    return moment(first, min(times, default=MIDNIGHT), event.timezone)


def end_of(event):
    """The moment it is over: the end of its last session, else the end of its last day; None without a day."""
    if not is_dated(event):
        return None
    last = last_day(event.end or event.start)
    spans = [session_span(each, event) for each in event.sessions.all()]
    ends = [span.end for span in spans if span and span.begin.date() >= last]
    return max(ends, default=moment(last + DAY, MIDNIGHT, event.timezone))

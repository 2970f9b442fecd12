"""Local times of an event as moments: everything is counted in UTC, so that a night with 25 hours has them."""

import datetime as dt
from typing import NamedTuple

from catalogue.dates import first_day, last_day
from catalogue.local_times import in_utc, moment
from workshops.models.years import YEARS

MIDNIGHT = dt.time()
DAY = dt.timedelta(days=1)
INSTANT = dt.timedelta.resolution
PAUSE = dt.timedelta(hours=2)  # sessions with no more than that between them are one stretch
LONGEST = 3 * 366  # days of one event: each becomes a column, a line, a piece of a calendar


class Span(NamedTuple):
    """From one moment to another, both aware."""

    begin: dt.datetime
    end: dt.datetime

    @property
    def hours(self):
        """As a number of hours that really pass."""
        return (in_utc(self.end) - in_utc(self.begin)) / dt.timedelta(hours=1)


class Days(NamedTuple):
    """Whole days; the end is the first day after them."""

    begin: dt.date
    end: dt.date


def session_span(session, event):
    """When a session begins and ends; None where its day, its beginning or its end is not known."""
    begin, end = session_moments(session, event)
    return Span(begin, end) if end else None


def session_moments(session, event):
    """(begin, end); None for what is not known."""
    day = session_day(session, event)
    if day is None or session.time is None:
        return None, None
    begin = moment(day, session.time, event.timezone)
    if session.ends is None:
        return begin, None
    end_day = day + DAY if session.ends <= session.time else day
    return begin, moment(end_day, session.ends, event.timezone)


def session_day(session, event):
    """Its own day, or that of an event of one day."""
    if session.day:
        return session.day if session.day.year in YEARS else None
    days = days_of(event)
    return days[0] if len(days) == 1 else None


def is_dated(event):
    """Whether both ends of the event are known to the day, and its days can be counted."""
    start, end = event.start or "", event.end or event.start or ""
    if len(start) != 10 or len(end) != 10:
        return False
    first, last = first_day(start), last_day(end)
    return first.year in YEARS and last.year in YEARS and (last - first).days < LONGEST


def days_of(event):
    """Every day of an event that is known to the day, else none."""
    if not is_dated(event):
        return []
    first, last = first_day(event.start), last_day(event.end or event.start)
    return [first + DAY * number for number in range((last - first).days + 1)]


# --- The event as a whole ---


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
    return max(ends, default=moment(last + DAY, MIDNIGHT, event.timezone), key=in_utc)


def whole(event):
    """All of it at one piece: a Span where its first and its last hour are known, else Days; None without days."""
    days = days_of(event)
    if not days:
        return None
    found = pieces(event)
    if isinstance(found[0], Days) or isinstance(found[-1], Days):
        return Days(days[0], days[-1] + DAY)
    return Span(found[0].begin, max((piece.end for piece in found if isinstance(piece, Span)), key=in_utc))


# --- Piece by piece ---


def pieces(event):
    """What fills a calendar, in order: stretches of sessions, and as whole days those without any.

    Nobody sits there at night: of several days each has its own piece. Within a day a lunch parts nothing.
    """
    spans = filter(None, (session_span(session, event) for session in event.sessions.all()))
    stretches = joined(sorted(spans, key=by_begin))
    filled = {day for span in stretches for day in edges(span)}
    free = [day for day in days_of(event) if day not in filled]
    return sorted([*stretches, *runs(free)], key=lambda piece: piece.begin.timetuple()[:5])


def edges(piece):
    """Its first and its last day."""
    if isinstance(piece, Days):
        return piece.begin, piece.end - DAY
    return piece.begin.date(), (piece.end - INSTANT).date()


def belongs(session, event, piece):
    """Whether a line of the programme stands in this piece; one without a day stands in each."""
    span, day = session_span(session, event), session_day(session, event)
    if span and isinstance(piece, Span):
        return in_utc(piece.begin) <= in_utc(span.begin) < in_utc(piece.end)
    first, last = edges(piece)
    return day is None or first <= day <= last


def by_begin(span):
    return in_utc(span.begin), in_utc(span.end)


def joined(spans):
    found = []
    for span in spans:
        if found and in_utc(span.begin) - in_utc(found[-1].end) <= PAUSE:
            found[-1] = Span(found[-1].begin, max(found[-1].end, span.end, key=in_utc))
        else:
            found.append(span)
    return found


def runs(days):
    """Days in a row as one."""
    found = []
    for day in days:
        if found and found[-1].end == day:
            found[-1] = Days(found[-1].begin, day + DAY)
        else:
            found.append(Days(day, day + DAY))
    return found

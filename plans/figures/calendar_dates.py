"""Days: spans of whole days, months from an anchor, reminders, public consultations, calendars of other programs.

What would lie beyond the years 1 to 9999 is the last or the first day of them.
"""

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from zoneinfo import ZoneInfo

from catalogue.dates import first_day, last_day

LJUBLJANA = ZoneInfo("Europe/Ljubljana")
REMINDERS = (-30, -7, 1)  # days from the day that something is due

LEAST_CONSULTATION = 15  # days, both ends in
LEAST_SPATIAL_CONSULTATION = 30  # of spatial plans and their expert bases
ANNOUNCED_BEFORE = 7  # days, of the same


@dataclass(frozen=True)
class Period:
    """Whole days, both ends in; `first` is not after `last`."""

    first: dt.date
    last: dt.date

    @property
    def days(self):
        return (self.last - self.first).days + 1

    def elapsed(self, today):
        """How many of its days have come, today among them."""
        return min(max(0, (today - self.first).days + 1), self.days)

    def share(self, day):
        """What part of the period lies before the day: where it stands on a time line, 0 at the first day."""
        return Fraction((day - self.first).days, self.days)

    def meets(self, other):
        return self.first <= other.last and other.first <= self.last


def period(start, end):
    """The `Period` from the first day of one partial date to the last of the other.

    None if one of them is empty or the end lies before the start; ValueError if one of them is no date.
    """
    if not (start and end):
        return None
    first, last = first_day(start), last_day(end)
    return Period(first, last) if first <= last else None


def add_days(day, count):
    try:
        return day + dt.timedelta(count)
    except OverflowError:
        return dt.date.max if count > 0 else dt.date.min


def reminders(due):
    """The days on which to remind: 30 and 7 days before, and the day after."""
    return tuple(add_days(due, days) for days in REMINDERS)


def ical_days(day):
    """(DTSTART, DTEND) of a whole day: the end is the next day (RFC 5545, 3.6.1)."""
    return tuple(f"{one:%Y%m%d}" for one in (day, add_days(day, 1)))


def consultation_closes(opens, days):
    """The last day of a consultation of so many days, both ends in: the earliest one that may be chosen."""
    return add_days(opens, days - 1)


def announced_at_latest(opens):
    return add_days(opens, -ANNOUNCED_BEFORE)


def first_refused_moment(closes):
    """The moment, in UTC, from which nothing is taken any more: midnight in Ljubljana after the last day."""
    return dt.datetime.combine(add_days(closes, 1), dt.time(), LJUBLJANA).astimezone(dt.UTC)

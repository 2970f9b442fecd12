"""What the log adds up to: one way to add, for the page, its table as a file and the targets.

Counted and estimated people are never added. An activity for two audiences counts fully with both, and one in two
languages with both of these.
"""

from typing import NamedTuple

from catalogue.dates import first_day, last_day
from projects.models import Basis, IndicatorTarget

COLUMNS = ("project_id", "date", "channel", "audiences", "languages", "reach", "basis")


class Sum(NamedTuple):
    """Of some activities: how many they are, whom they reached, and of how many that is not known."""

    activities: int = 0
    counted: int = 0
    estimated: int = 0
    unknown: int = 0

    def plus(self, row):
        return Sum(
            self.activities + 1,
            self.counted + (row.reach if row.basis == Basis.COUNTED else 0),
            self.estimated + (row.reach if row.basis == Basis.ESTIMATED else 0),
            self.unknown + (row.basis == Basis.UNKNOWN),
        )


class Totals(NamedTuple):
    """All of them, and by channel, audience and language; what nothing was done for is not named."""

    all: Sum
    channels: dict
    audiences: dict
    languages: dict


class Row(NamedTuple):
    """As much of an activity as is added."""

    project_id: int
    date: str
    channel: str
    audiences: list
    languages: list
    reach: int | None
    basis: str


def rows_of(activities):
    """In one query."""
    return [Row(*values) for values in activities.order_by().values_list(*COLUMNS)]


def totals(rows):
    everything, by_channel, by_audience, by_language = Sum(), {}, {}, {}
    for row in rows:
        everything = everything.plus(row)
        for found, codes in ((by_channel, [row.channel]), (by_audience, row.audiences), (by_language, row.languages)):
            found |= {code: found.get(code, Sum()).plus(row) for code in codes}
    return Totals(everything, by_channel, by_audience, by_language)


class Progress(NamedTuple):
    """A target and how much of it is reached."""

    target: IndicatorTarget
    done: int

    @property
    def percent(self):
        """Rounded half up, in whole numbers."""
        return (200 * self.done + self.target.target) // (2 * self.target.target)

    @property
    def share(self):
        """As a bar shows it: never more than whole."""
        return min(self.percent, 100)


def progress(target, rows):
    """`rows` are those of the whole log, however the page is narrowed."""
    found = totals(row for row in rows if counts_for(target, row)).all
    if target.measure == IndicatorTarget.Measure.ACTIVITIES:
        return Progress(target, found.activities)
    return Progress(target, found.counted if target.basis == Basis.COUNTED else found.estimated)


def counts_for(target, row):
    return (
        row.project_id == target.project_id
        and (not target.channels or row.channel in target.channels)
        and (not target.audiences or not set(target.audiences).isdisjoint(row.audiences))
        and (not target.basis or row.basis == target.basis)
        and (not target.until or first_day(row.date) <= last_day(target.until))
    )

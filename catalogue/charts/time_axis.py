"""The axis of time across a chart: whole days, with ticks at the beginnings of months or years."""

import calendar
import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from catalogue.charts.frame import line
from catalogue.charts.palette import rule
from catalogue.charts.scales import Scale
from catalogue.charts.svg import together
from catalogue.charts.text import SMALL, text_width, write

STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000)  # months between ticks
YEAR = 12


def whole_months(days):
    """The first day of the earliest month and the last one of the latest."""
    first, last = min(days), max(days)
    return first.replace(day=1), last.replace(day=calendar.monthrange(last.year, last.month)[1])


@dataclass(frozen=True)
class TimeAxis:
    """From the beginning of the first day at `start` to the end of the last one at `end`."""

    first: dt.date
    last: dt.date
    start: float
    end: float

    def __call__(self, day):
        """Where the day begins."""
        return self._scale(day.toordinal())

    def after(self, day):
        """Where the day ends."""
        return self._scale(day.toordinal() + 1)

    @property
    def _scale(self):
        return Scale(self.first.toordinal(), self.last.toordinal() + 1, self.start, self.end)

    def grid(self, top, bottom):
        """A thin line at the beginning of every month or year that has a label."""
        return together(*(line(self(day), top, self(day), bottom, **rule()) for day in self._ticks))

    def labels(self, y):
        """The labels around the height `y`: 2026, or 7/2026 where months are told apart."""
        return together(*(self.word(day, y, label) for day, label in zip(self._ticks, self._labels, strict=True)))

    def word(self, day, y, text):
        """A word around the beginning of a day, moved where it would leave the axis."""
        half = text_width(text, SMALL) / 2
        x = min(max(self(day), half), self.end - half)
        return write(x, y, text, size=SMALL, anchor="middle", tone="soft")

    @cached_property
    def _ticks(self):
        return next((days for days in map(self._days, STEPS) if self._fit(days)), [])

    @property
    def _labels(self):
        return _labels(self._ticks)

    def _days(self, step):
        """The first days of every `step` months that lie on the axis."""
        begin, end = (day.year * YEAR + day.month - 1 for day in (self.first, self.last))
        months = range(-(-begin // step) * step, end + 1, step)
        days = (dt.date(month // YEAR, month % YEAR + 1, 1) for month in months if month >= YEAR)
        return [day for day in days if day >= self.first]

    def _fit(self, days):
        width = max((text_width(label, SMALL) for label in _labels(days)), default=0.0) + 14
        return len(days) * width <= self.end - self.start


def _labels(days):
    """Years alone where every day is the first of a year."""
    if all(day.month == 1 for day in days):
        return [f"{day.year}" for day in days]
    return [f"{day.month}/{day.year}" for day in days]

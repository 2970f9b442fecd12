"""What is done when: bars from the first to the last day, what is due on single days, and today."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalogue.charts.frame import (
    WIDTH,
    chart,
    filled,
    legend,
    line,
    mark,
    missing_notes,
    name_column,
    notes_below,
    nothing_to_show,
    picture,
)
from catalogue.charts.numbers import tidy, written
from catalogue.charts.palette import SHEET, Fills, colour, hollow, rule
from catalogue.charts.rows import lay_rows, room_for
from catalogue.charts.svg import element, together
from catalogue.charts.text import SMALL, write
from catalogue.charts.time_axis import TimeAxis, whole_months
from catalogue.tables.sheet import Column

THICKNESS = 18
GAP_WIDTH = 26
YEAR_WIDTH, WIDEST = 60.0, 1600.0  # of a year at least, and of the whole; what is wider than the page scrolls
SIGN = 7.0
LANE = 26.0  # what the heading of a lane needs


@dataclass(frozen=True)
class Due:
    """What is due on one day; `said` is the day in words."""

    name: str
    day: dt.date
    said: str
    reached: bool = False


@dataclass(frozen=True)
class Span:
    """A row: its days, both ends in, or None.

    `said` is the period in words, `done` per cent, rounded as it shall be shown, `state` a word; spans with the same
    `lane` stand below one another under its name.
    """

    name: str
    first: dt.date | None = None
    last: dt.date | None = None
    said: str = ""
    done: float | None = None
    state: str = ""
    dues: tuple[Due, ...] = ()
    lane: str = ""

    @property
    def is_placed(self):
        return self.first is not None and self.last is not None

    @property
    def words(self):
        per_cent = "" if tidy(self.done) is None else written(tidy(self.done), 0, unit="%")
        return ", ".join(filter(None, [self.said, per_cent, self.state]))


def gantt(*, key, title, description, spans, first=None, last=None, today=None, name_label=None, lane_label=""):
    """One bar for each `Span`, filled as far as it is done, with diamonds for what is due.

    The axis reaches from `first` to `last` by whole months, farther where a bar or a diamond does. `today` is drawn if
    it lies on the axis.
    """
    about = {"key": key, "title": title, "description": description}
    words = _Words(
        _("Period"), _("Done"), _("State"), _("Milestone"), _("Reached milestone"), _("Today"), str(lane_label)
    )
    drawn = _Gantt(spans, (first, last), today, words, Fills(key)).picture(about)
    return chart(**about, picture=drawn, **_table(spans, words, name_label))


@dataclass(frozen=True)
class _Words:
    period: str
    done: str
    state: str
    due: str
    reached: str
    today: str
    lane: str


def _table(spans, words, name_label):
    """A row for each bar, and below it one for each of what is due; without columns that would be empty."""
    rows = [row for span in spans for row in _rows(span, words)]
    columns = [name_column(name_label), Column(words.period), Column(words.done, 0, "%"), Column(words.state)]
    columns.append(Column(words.lane))
    kept = [0, 1, *(n for n in (2, 3, 4) if any(row[n] not in {None, ""} for row in rows))]
    return {"columns": [columns[n] for n in kept], "rows": [tuple(row[n] for n in kept) for row in rows]}


def _rows(span, words):
    yield str(span.name), str(span.said) if span.is_placed else None, tidy(span.done), str(span.state), str(span.lane)
    for due in span.dues:
        yield f"{span.name}: {due.name}", str(due.said), "", words.reached if due.reached else words.due, ""


class _Gantt:
    def __init__(self, spans, limits, today, words, fills):
        self.spans, self.limits, self.today = spans, limits, today
        self.words, self.fills = words, fills

    def picture(self, about):
        days = self._days()
        if not days:
            return nothing_to_show(self.fills, **about)
        head, height = legend(self._legend())
        top, names = height + (20 if self.today else 0), [span.name for span in self.spans]
        rows = lay_rows(names, thickness=THICKNESS, top=top, above=[LANE * self._begins(n) for n in range(len(names))])
        axis, width = self._axis(rows.left, *whole_months(days))
        notes, bottom = notes_below(rows.bottom + 28, (*missing_notes(self._unplaced(), self.fills), *rows.notes()))
        content = (
            head,
            axis.labels(rows.top - 12) if rows.tall else None,
            axis.grid(rows.top, rows.bottom),
            *(self._lane(row, axis) for row in rows if self._begins(row.index)),
            *(self._row(row, axis) for row in rows),
            rows.names(),
            self._today(axis, rows),
            *(self._over(row, axis) for row in rows),
            axis.labels(rows.bottom + 14),
            notes,
        )
        return picture(self.fills.defs(), *content, height=bottom, width=width, **about)

    def _days(self):
        """All days that must lie on the axis, if there is anything to show."""
        bars = [day for span in self.spans if span.is_placed for day in (span.first, span.last)]
        days = [*bars, *(due.day for span in self.spans for due in span.dues)]
        return [*days, *(day for day in self.limits if day)] if days else []

    def _unplaced(self):
        return [span.name for span in self.spans if not (span.is_placed or span.dues)]

    def _axis(self, left, first, last):
        room = room_for([span.state for span in self.spans if span.state], SMALL)
        years = (last - first).days / 365
        width = min(WIDEST, max(WIDTH, left + years * YEAR_WIDTH + room + 2 * SIGN))
        return TimeAxis(first, last, left + SIGN, width - 4 - SIGN - room), width

    def _legend(self):
        dues = [due.reached for span in self.spans for due in span.dues]
        done = any(tidy(span.done) is not None for span in self.spans)
        yield self.words.period, filled(self.fills.wash(0))
        if done:
            yield self.words.done, filled(self.fills.solid(0))
        for reached, word in ((False, self.words.due), (True, self.words.reached)):
            if reached in dues:
                yield word, lambda x, y, reached=reached: _diamond(x + 8, y, reached=reached)

    def _begins(self, index):
        """Whether a lane begins with this row."""
        lane = self.spans[index].lane
        return bool(lane) and (index == 0 or self.spans[index - 1].lane != lane)

    def _lane(self, row, axis):
        above = row.top - LANE
        name = write(0, above + LANE / 2 + 2, self.spans[row.index].lane, weight="bold")
        return line(0, above + 2, axis.end, above + 2, **rule("axis")) + name

    def _row(self, row, axis):
        span = self.spans[row.index]
        across = line(axis.start, row.middle, axis.end, row.middle, **rule())
        return across + (self._bar(span, row, axis) if span.is_placed else together(self._gap(span, row, axis)))

    def _over(self, row, axis):
        """What the line of today must not cross: diamonds and the word of the state, beyond all else in its row."""
        span = self.spans[row.index]
        ends = [*([axis.after(span.last)] if span.is_placed else []), *(axis(due.day) + SIGN for due in span.dues)]
        state = (
            write(max(ends) + 6, row.middle, str(span.state), size=SMALL, halo=True) if span.state and ends else None
        )
        return together(state, *(_due(span, due, row, axis) for due in span.dues))

    def _bar(self, span, row, axis):
        left, right = axis(span.first), axis.after(span.last)
        box = {"y": row.middle - THICKNESS / 2, "height": THICKNESS}
        part = min(max(tidy(span.done) or 0.0, 0.0), 100.0) / 100
        done = element("rect", x=left, width=(right - left) * part, **box, **self.fills.solid(0)) if part else None
        whole = element("rect", x=left, width=right - left, **box, **self.fills.wash(0))
        return mark(f"{span.name}: {span.words}", whole, done)

    def _gap(self, span, row, axis):
        if span.dues:
            return None
        box = element("rect", x=axis.start, y=row.middle - 9, width=GAP_WIDTH, height=18, **self.fills.missing())
        return mark(f"{span.name}: {written(None)}", box)

    def _today(self, axis, rows):
        if not (self.today and axis.first <= self.today <= axis.last):
            return None
        x, y = axis(self.today), rows.top - (30 if rows.tall else 10)
        upright = line(x, rows.top - 3, x, rows.bottom + 3, **rule("strong", 1.4, "5 4"))
        return upright + axis.word(self.today, y, self.words.today)


def _due(span, due, row, axis):
    return mark(f"{span.name}, {due.name}: {due.said}", _diamond(axis(due.day), row.middle, reached=due.reached))


def _diamond(x, y, *, reached):
    corners = f"M {x:.2f} {y - SIGN:.2f} l {SIGN} {SIGN} l -{SIGN} {SIGN} l -{SIGN} -{SIGN} z"
    if not reached:
        return element("path", d=corners, **hollow(1))
    filling = colour(1)
    return element("path", d=corners, stroke=SHEET, **{**filling, "class_": f"{filling['class_']} chart-halo"})

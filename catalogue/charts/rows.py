"""Charts of rows: names on the left, an axis of values across, one row below the other."""

from dataclasses import dataclass
from itertools import accumulate

from catalogue.charts.frame import MOST_ROWS, WIDTH, centred, line, notes_below, picture, too_many_note
from catalogue.charts.numbers import written
from catalogue.charts.palette import rule
from catalogue.charts.scales import Scale, extent, rounded_out, ticks, whole_ticks
from catalogue.charts.svg import together
from catalogue.charts.text import LINE_HEIGHT, SIZE, SMALL, text_width, widest, wrap, write

NAME_WIDTH = 165
GAP = 10
AXIS_HEIGHT = 46
TALL = 600  # a taller chart has its axis above and below


@dataclass(frozen=True)
class Row:
    index: int
    name: str
    lines: tuple[str, ...]
    top: float
    height: float

    @property
    def middle(self):
        return self.top + self.height / 2


@dataclass(frozen=True)
class Rows:
    """Where the rows lie. `total` counts also those that are not drawn."""

    rows: tuple[Row, ...]
    left: float
    top: float
    bottom: float
    total: int

    def __iter__(self):
        return iter(self.rows)

    @property
    def tall(self):
        return self.bottom - self.top > TALL

    def names(self):
        return together(*(write(self.left - GAP, row.middle, *row.lines, anchor="end") for row in self.rows))

    def notes(self):
        return ((too_many_note(len(self.rows), self.total), None),) if self.total > MOST_ROWS else ()


def lay_rows(names, *, thickness, top=0.0, air=10.0, name_width=NAME_WIDTH, above=()):
    """Rows as high as their mark or their name needs, never more than can be looked at.

    `above` is what stays free above each, as for a heading.
    """
    wrapped = [wrap(name, name_width, most_lines=3) for name in names[:MOST_ROWS]]
    heights = [max(thickness, len(lines) * SIZE * LINE_HEIGHT) + air for lines in wrapped]
    first = top + (26 if sum(heights) > TALL else 4)
    free = (*above[: len(heights)], *[0.0] * (len(heights) - len(above)))
    tops = list(accumulate(map(sum, zip(heights, free, strict=True)), initial=first))
    rows = tuple(
        Row(index, str(names[index]), lines, tops[index] + free[index], heights[index])
        for index, lines in enumerate(wrapped)
    )
    left = min(max((widest(lines) for lines in wrapped), default=0), name_width) + GAP
    return Rows(rows, left, first, tops[-1], len(names))


@dataclass(frozen=True)
class Axis:
    """The axis of values across the rows."""

    scale: Scale
    ticks: tuple[float, ...]
    labels: tuple[str, ...]
    title: str
    from_zero: bool = True

    def grid(self, top, bottom):
        """Thin lines at the ticks, a strong one at zero."""
        lines = (line(self.scale(tick), top, self.scale(tick), bottom, **rule(self._kind(tick))) for tick in self.ticks)
        return together(*lines)

    @property
    def height(self):
        """What the words below the rows need."""
        if not self.title:
            return 26 if self.ticks else 8
        return AXIS_HEIGHT + (len(self._heading) - 1) * SMALL * LINE_HEIGHT

    def numbers(self, y):
        """The tick labels around the height `y`."""
        pairs = zip(self.ticks, self.labels, strict=True)
        return together(*(centred(self.scale(tick), y, label) for tick, label in pairs))

    def title_below(self, y):
        """The title, with its first line around the height `y`."""
        middle = y + (len(self._heading) - 1) * SMALL * LINE_HEIGHT / 2
        return centred((self.scale.start + self.scale.end) / 2, middle, *self._heading) if self.title else None

    @property
    def _heading(self):
        return wrap(self.title, WIDTH, SMALL)

    def _kind(self, tick):
        return "strong" if self.from_zero and tick == 0 else "line"


def value_axis(
    values, *, left, right=WIDTH - 4.0, title, unit="", from_zero=True, room_left=0.0, room_right=0.0, whole=False
):
    """An axis over the values. The rooms are for words beyond the ends of the marks; without, it ends at ticks.

    `whole`: what is counted has no halves, so the axis names none.
    """
    low, high = extent(values, including=(0.0,) if from_zero else ())
    start, end = left + room_left, right - room_right
    most = _most_ticks(low, high, end - start)
    if not room_left and not room_right:
        low, high = rounded_out(low, high, most)
    found = whole_ticks(low, high, most) if whole else ticks(low, high, most)
    labels = tuple(written(tick, found.digits) for tick in found.values)
    return Axis(Scale(low, high, start, end), found.values, labels, axis_title(title, unit), from_zero)


def axis_title(title, unit):
    return f"{title} ({unit})" if unit else str(title)


def rows_picture(rows, axis, *marks, head=None, fills=None, notes=(), **about):
    """Legend, grid, marks, names, axis and notes of a chart of rows."""
    texts, bottom = notes_below(rows.bottom + axis.height, (*notes, *rows.notes()))
    return picture(
        fills.defs() if fills else None,
        head,
        axis.numbers(rows.top - 12) if rows.tall else None,
        axis.grid(rows.top, rows.bottom),
        together(*marks),
        rows.names(),
        axis.numbers(rows.bottom + 14),
        axis.title_below(rows.bottom + 35),
        texts,
        height=bottom,
        **about,
    )


def room_for(texts, size=SIZE):
    """The width of the widest of the words beside a mark, or nothing."""
    return max((text_width(text, size) for text in texts), default=-8.0) + 8


def titled(name, value, digits, unit):
    return f"{name}: {written(value, digits, unit=unit if value is not None else '')}"


def _most_ticks(low, high, width):
    """As many ticks as have room for their labels."""
    return next((most for most in (6, 5, 4, 3) if _fits(ticks(low, high, most), width)), 2)


def _fits(found, width):
    widths = [text_width(written(tick, found.digits), SMALL) + 14 for tick in found.values]
    return sum(widths) <= width * 1.1

"""A table of numbers in colours: units and indicators, shares of visits, places and how often they are taken."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalogue.charts.frame import (
    MOST_ROWS,
    WIDTH,
    chart,
    mark,
    missing_notes,
    name_column,
    notes_below,
    nothing_to_show,
    picture,
    too_many_note,
)
from catalogue.charts.numbers import known, places, tidy, written
from catalogue.charts.palette import COLD_WARM, HEAT, Fills, heat, heat_ink
from catalogue.charts.scales import SAME
from catalogue.charts.svg import element, together
from catalogue.charts.text import LINE_HEIGHT, SIZE, SMALL, cut, text_width, widest, wrap, write
from catalogue.tables.sheet import Column

NAME_WIDTH = 165
ROW_HEIGHT = 30
LEAST_CELL, WIDEST_CELL = 30.0, 96.0
LEVEL_FROM = 70.0  # narrower columns have their headings aslant
SLANT_LENGTH = 130.0
MOST_COLUMNS = 60
MOST_CELLS = 5000
NUMBERS_UP_TO = 40  # columns; in more there is no room for numbers


def heat_map(
    *,
    key,
    title,
    description,
    row_names,
    column_names,
    values,
    digits=None,
    unit="",
    low_label="",
    high_label="",
    diverging=False,
    name_label=None,
):
    """Cells in seven colours, around zero if `diverging`, with the numbers where there is room for them."""
    about = {"key": key, "title": title, "description": description}
    row_names, column_names = [str(name) for name in row_names], [str(name) for name in column_names]
    values = [[tidy(value) for value in row] for row in values]
    everything = [value for row in values for value in row]
    digits = places(everything, digits)
    columns = [name_column(name_label), *(Column(name, digits, unit) for name in column_names)]
    rows = [(name, *row) for name, row in zip(row_names, values, strict=True)]
    colours = Colours.of(known(everything), diverging=diverging)
    grid = _Grid(row_names, column_names, values, digits, colours, Fills(key))
    return chart(**about, picture=grid.picture(low_label, high_label, about), columns=columns, rows=rows)


@dataclass(frozen=True)
class Colours:
    """Which of seven colours a value has."""

    scheme: str
    low: float
    high: float

    @classmethod
    def of(cls, values, *, diverging):
        low, high = (min(values), max(values)) if values else (0.0, 1.0)
        if diverging:
            high = max(abs(low), abs(high))
            return cls("cold-warm", -high, high)
        return cls("heat", low, high)

    @property
    def steps(self):
        return len(HEAT if self.scheme == "heat" else COLD_WARM)

    def step(self, value):
        if self.high - self.low <= SAME * max(abs(self.low), abs(self.high)):
            return self.steps // 2
        part = (value - self.low) / (self.high - self.low)
        return min(self.steps - 1, int(part * self.steps))


class _Grid:
    def __init__(self, row_names, column_names, values, digits, colours, fills):
        self.column_names = column_names[:MOST_COLUMNS]
        self.row_names = row_names[: min(MOST_ROWS, MOST_CELLS // max(1, len(self.column_names)))]
        self.values = values
        self.digits, self.colours, self.fills = digits, colours, fills
        self.totals = len(row_names), len(column_names)
        self.names = [wrap(name, NAME_WIDTH) for name in self.row_names]
        self.left = max((widest(lines) for lines in self.names), default=0) + 10
        self.cell = self._cell_width()
        self.aslant = self.cell < LEVEL_FROM

    def picture(self, low_label, high_label, about):
        if not known(value for row in self.values for value in row):
            return nothing_to_show(self.fills, **about)
        key, top = self._key(low_label, high_label)
        headings, top = self._headings(top)
        cells, bottom = self._rows(top)
        width = max(WIDTH, self.left + len(self.column_names) * self.cell + (70 if self.aslant else 4))
        notes, bottom = notes_below(bottom + 4, self._notes())
        return picture(self.fills.defs(), key, headings, cells, notes, height=bottom, width=width, **about)

    @property
    def numbers(self):
        return len(self.column_names) <= NUMBERS_UP_TO

    def _cell_width(self):
        numbers = [text_width(written(value, self.digits), SMALL) for row in self.values for value in known(row)]
        needed = max([LEAST_CELL, *(width + 10 for width in numbers)]) if self.numbers else LEAST_CELL
        free = (WIDTH - 4 - self.left) / max(1, len(self.column_names))
        slanted = (WIDTH - 70 - self.left) / max(1, len(self.column_names))
        return max(needed, min(free if free >= LEVEL_FROM else slanted, WIDEST_CELL))

    def _key(self, low_label, high_label):
        """The colours from low to high between their words, with the numbers at the ends."""
        low, high = (written(limit, self.digits) for limit in (self.colours.low, self.colours.high))
        before, after = (f"{label} {number}".strip() for label, number in ((low_label, low), (high_label, high)))
        start = text_width(before, SMALL) + 8
        boxes = (
            element("rect", x=start + step * 22.0, y=4, width=22, height=14, **heat(self.colours.scheme, step))
            for step in range(self.colours.steps)
        )
        end = write(start + self.colours.steps * 22 + 8, 11, after, size=SMALL)
        return together(write(0, 11, before, size=SMALL), *boxes, end), 32.0

    def _headings(self, top):
        if self.aslant:
            return self._slanted(top)
        wrapped = [wrap(name, self.cell - 6, SMALL, most_lines=4) for name in self.column_names]
        foot = top + max((len(lines) for lines in wrapped), default=0) * SMALL * LINE_HEIGHT
        drawn = (
            mark(name, self._heading(self._middle(number), foot, lines))
            for number, (name, lines) in enumerate(zip(self.column_names, wrapped, strict=True))
        )
        return together(*drawn), foot + 6

    @staticmethod
    def _heading(x, foot, lines):
        return write(x, foot - len(lines) * SMALL * LINE_HEIGHT / 2, *lines, size=SMALL, anchor="middle")

    def _slanted(self, top):
        texts = [cut(name, SLANT_LENGTH, SMALL) for name in self.column_names]
        height = max((text_width(text, SMALL) for text in texts), default=0) * 0.87 + 10
        foot = top + height
        turns = (f"translate({self._middle(n):.2f} {foot - 6:.2f}) rotate(-60)" for n in range(len(texts)))
        drawn = (
            mark(name, write(0, 0, text, size=SMALL, turn=turn))
            for name, text, turn in zip(self.column_names, texts, turns, strict=True)
        )
        return together(*drawn), foot

    def _middle(self, number):
        return self.left + (number + 0.5) * self.cell

    def _rows(self, top):
        drawn, y = [], top
        for lines, name, row in zip(self.names, self.row_names, self.values, strict=False):
            height = max(ROW_HEIGHT, len(lines) * SIZE * LINE_HEIGHT + 4)
            drawn.append(write(self.left - 8, y + height / 2, *lines, anchor="end"))
            drawn += [self._cell(name, number, value, y, height) for number, value in enumerate(row[:MOST_COLUMNS])]
            y += height
        return together(*drawn), y

    def _cell(self, name, number, value, y, height):
        x = self.left + number * self.cell
        box = {"x": x + 1, "y": y + 1, "width": self.cell - 2, "height": height - 2}
        title = f"{name}, {self.column_names[number]}: {written(value, self.digits)}"
        if value is None:
            return mark(title, element("rect", **box, **self.fills.missing()))
        step = self.colours.step(value)
        ground = element("rect", **box, **heat(self.colours.scheme, step))
        middle = y + height / 2
        return mark(title, ground, self._inside(x + self.cell / 2, middle, value, step))

    def _inside(self, x, y, value, step):
        attributes = heat_ink(self.colours.scheme, step)
        if self.numbers:
            text = written(value, self.digits)
            return element("text", text, x=x, y=y + SMALL * 0.34, text_anchor="middle", font_size=SMALL, **attributes)
        side = 2 + step * 2.0
        return element("rect", x=x - side / 2, y=y - side / 2, width=side, height=side, **attributes)

    def _notes(self):
        missing = [name for name, row in zip(self.row_names, self.values, strict=False) if None in row]
        return (*missing_notes(missing, self.fills), *self._left_out())

    def _left_out(self):
        rows, columns = self.totals
        if len(self.row_names) < rows:
            yield too_many_note(len(self.row_names), rows), None
        if len(self.column_names) < columns:
            numbers = {"shown": len(self.column_names), "total": columns}
            yield _("The chart shows the first %(shown)d of %(total)d columns; the table shows all.") % numbers, None

"""The ground of charts with two axes: the grid, the numbers along the axes and their titles."""

from dataclasses import dataclass

from catalogue.charts.frame import WIDTH, centred, line
from catalogue.charts.labels import Box
from catalogue.charts.numbers import tidy, written
from catalogue.charts.palette import rule
from catalogue.charts.scales import Scale, extent, ticks, whole_ticks
from catalogue.charts.svg import together
from catalogue.charts.text import SMALL, text_width, wrap, write

HEAD = 32  # the title of the upright axis stands above it
FOOT = 44


@dataclass(frozen=True)
class Plane:
    """Scales to both sides; `bottom` is where the words of the level axis end."""

    x: Scale
    y: Scale
    box: Box
    ground: object  # the grid and all words
    bottom: float


@dataclass(frozen=True)
class Dimension:
    """What one axis is asked to show: its words, a reference line, limits to keep and how exactly to tell numbers."""

    label: str
    line: float | None = None
    limits: tuple[float, float] | None = None
    digits: int | None = None

    def side(self, values, padding=0.07):
        return Side(values, str(self.label), self.limits, (tidy(self.line),), padding)


@dataclass(frozen=True)
class Side:
    """What an axis shows. `limits` are kept, unless values lie outside of them."""

    values: tuple
    title: str
    limits: tuple[float, float] | None = None
    lines: tuple[float, ...] = ()  # values of reference lines, to be within the axis
    padding: float = 0.07
    years: bool = False  # whole numbers, without separators

    def extent(self):
        known_lines = tuple(line for line in self.lines if line is not None)
        if self.limits:
            return extent(self.values, including=(*self.limits, *known_lines))
        return extent(self.values, including=known_lines, padding=self.padding)

    def ticks(self, low, high, most):
        return whole_ticks(low, high, most) if self.years else ticks(low, high, most)

    def words(self, found):
        return [written(tick, found.digits, grouped=not self.years) for tick in found.values]


def plane(x_side, y_side, *, top, height, right=WIDTH - 12.0, captions=0.0):
    """The ground from `top` on, with a field as high as asked for and room for captions above it."""
    y_low, y_high = y_side.extent()
    y_ticks = y_side.ticks(y_low, y_high, 6)
    y_words = y_side.words(y_ticks)
    left = max((text_width(words, SMALL) for words in y_words), default=0) + 12
    field = Box(left, top + HEAD + captions, right, top + HEAD + captions + height)
    y_scale = Scale(y_low, y_high, field.bottom, field.top)
    x_low, x_high = x_side.extent()
    x_scale = Scale(x_low, x_high, field.left, field.right)
    x_ticks = _level_ticks(x_side, x_low, x_high, right - left)
    ground = together(
        _grid(x_scale, y_scale, x_ticks.values, y_ticks.values, field),
        *(write(left - 9, y_scale(t), w, anchor="end", size=SMALL, tone="soft") for t, w in _zip(y_ticks, y_words)),
        *(centred(x_scale(t), field.bottom + 15, w) for t, w in _zip(x_ticks, x_side.words(x_ticks))),
        write(0, top + 14, *wrap(y_side.title, WIDTH, SMALL, 1), size=SMALL, tone="soft"),
        _level_title(right, field.bottom + 36, x_side.title),
    )
    return Plane(x_scale, y_scale, field, ground, field.bottom + FOOT)


def _level_title(right, y, title):
    """Ends where the axis ends; a long one begins at the left edge."""
    [words] = wrap(title, WIDTH, SMALL, most_lines=1)
    return write(max(right, text_width(words, SMALL)), y, words, size=SMALL, anchor="end", tone="soft")


def _zip(found, words):
    return zip(found.values, words, strict=True)


def _level_ticks(side, low, high, width):
    for most in (7, 6, 5, 4, 3):
        found = side.ticks(low, high, most)
        if sum(text_width(words, SMALL) + 16 for words in side.words(found)) <= width:
            return found
    return side.ticks(low, high, 2)


def _grid(x_scale, y_scale, x_values, y_values, field):
    upright = (line(x_scale(v), field.top, x_scale(v), field.bottom, **rule(_kind(v))) for v in x_values)
    level = (line(field.left, y_scale(v), field.right, y_scale(v), **rule(_kind(v))) for v in y_values)
    frame = (
        line(field.left, field.bottom, field.right, field.bottom, **rule("axis")),
        line(field.left, field.top, field.left, field.bottom, **rule("axis")),
    )
    return together(*upright, *level, *frame)


def _kind(value):
    return "axis" if value == 0 else "line"

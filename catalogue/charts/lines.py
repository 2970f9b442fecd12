"""Lines over a common axis: scores against a weight, values over the years."""

from dataclasses import dataclass
from itertools import groupby

from catalogue.charts.frame import WIDTH, chart, line, mark, missing_notes, notes_below, nothing_to_show, picture
from catalogue.charts.numbers import places, tidy, written
from catalogue.charts.palette import SERIES, Fills, edge, rule
from catalogue.charts.plane import Side, plane
from catalogue.charts.signs import sign
from catalogue.charts.svg import element, together
from catalogue.charts.text import LINE_HEIGHT, SMALL, cut, text_width, widest, wrap, write
from catalogue.tables.sheet import Column

HEIGHT = 320
END_WIDTH = 140
DASHES = (None, "8 4", "2 4", "10 3 2 3", "5 3", "12 5")
MOST_SIGNS = 16  # a line of more points has signs at its ends only
SIGN_RADIUS = 4.0
CAPTION = 20  # height of the words of one upright line


def lines(
    *,
    key,
    title,
    description,
    series,
    x_label,
    y_label,
    verticals=(),
    years=False,
    x_digits=None,
    y_digits=None,
    x_range=None,
    y_range=None,
):
    """One line for each series (label, [(x, y), …]) with its name at its end, and upright lines (x, words).

    A point without a value breaks its line and is hatched at the foot. With `years` x has no separators.
    """
    about = {"key": key, "title": title, "description": description}
    series = [(str(label), _points(points)) for label, points in series]
    uprights = [(tidy(x), str(words)) for x, words in verticals if tidy(x) is not None]
    xs = [x for _label, points in series for x, _y in points]
    ys = [y for _label, points in series for _x, y in points]
    x_digits, y_digits = 0 if years else places(xs, x_digits), places(ys, y_digits)
    sides = (
        Side(xs, str(x_label), x_range, tuple(x for x, _words in uprights), padding=0.0, years=years),
        Side(ys, str(y_label), y_range),
    )
    drawn = _Lines(series, uprights, sides, (x_digits, y_digits), Fills(key)).picture(about)
    columns = [Column(str(x_label), x_digits), *(Column(label, y_digits) for label, _points in series)]
    return chart(**about, picture=drawn, columns=columns, rows=_table(series, years))


def _points(points):
    """The points from left to right; without an x there is no point."""
    pairs = [(tidy(x), tidy(y)) for x, y in points]
    return sorted((pair for pair in pairs if pair[0] is not None), key=lambda pair: pair[0])


def _table(series, years):
    """A row for each x with the value of each series there."""
    xs = sorted({x for _label, points in series for x, _y in points})
    values = [dict(points) for _label, points in series]
    return [(int(x) if years else x, *(found.get(x) for found in values)) for x in xs]


class _Lines:
    def __init__(self, series, uprights, sides, digits, fills):
        self.series, self.uprights, self.sides = series, uprights, sides
        self.digits, self.fills = digits, fills

    def picture(self, about):
        if not any(y is not None for _label, points in self.series for _x, y in points):
            return nothing_to_show(self.fills, **about)
        names = [wrap(label, END_WIDTH, SMALL) for label, _points in self.series]
        size = {
            "top": 0.0,
            "height": max(HEIGHT, round(sum(len(name) * SMALL * LINE_HEIGHT + 4 for name in names))),
            "right": WIDTH - max(widest(name, SMALL) for name in names) - 24,
        }
        captions = _captions(self.uprights, plane(*self.sides, **size))
        levels = max((caption.level + 1 for caption in captions), default=0)
        ground = plane(*self.sides, **size, captions=float(CAPTION * levels))
        missing = [label for label, points in self.series if any(y is None for _x, y in points)]
        notes, bottom = notes_below(ground.bottom, missing_notes(missing, self.fills))
        content = (
            ground.ground,
            *(caption.drawn(ground.box) for caption in captions),
            *(self._line(number, ground) for number in range(len(self.series))),
            self._names(names, ground),
            notes,
        )
        return picture(self.fills.defs(), *content, height=bottom, **about)

    def _line(self, number, ground):
        label, points = self.series[number]
        runs = [list(run) for whole, run in groupby(points, key=lambda point: point[1] is not None) if whole]
        drawn = (_run(run, number, ground) for run in runs)
        spots = [point for run in runs for point in run]
        shown = spots if len(spots) <= MOST_SIGNS else [spots[0], spots[-1]] if spots else []
        signs = (
            mark(self._title(label, (x, y)), sign(number, ground.x(x), ground.y(y), SIGN_RADIUS)) for x, y in shown
        )
        gaps = (self._gap(label, x, number, ground) for x, y in points if y is None)
        return together(*drawn, *signs, *gaps)

    def _gap(self, label, x, number, ground):
        left = ground.x(x) - 6
        box = element("rect", x=left, y=ground.box.bottom - 13, width=12, height=12, **self.fills.missing())
        return mark(self._title(label, (x, None)), box)

    def _title(self, label, point):
        x = written(point[0], self.digits[0], grouped=not self.sides[0].years)
        return f"{label}, {x}: {written(point[1], self.digits[1])}"

    def _names(self, names, ground):
        """The name of each line at its end, moved up or down so that names do not meet."""
        ends = [self._end(points) for _label, points in self.series]
        chosen = sorted((i for i, end in enumerate(ends) if end), key=lambda i: (ground.y(ends[i][1]), i))
        heights = [len(names[i]) * SMALL * LINE_HEIGHT + 2 for i in chosen]
        wanted = [ground.y(ends[i][1]) for i in chosen]
        placed = spread(wanted, heights, ground.box.top - 8, ground.box.bottom)
        drawn = (_name(names[i], i, ends[i], y, ground) for i, y in zip(chosen, placed, strict=True))
        return together(*drawn)

    @staticmethod
    def _end(points):
        return next((point for point in reversed(points) if point[1] is not None), None)


def _run(points, number, ground):
    if len(points) < 2:
        return None
    places = " L ".join(f"{ground.x(x):.2f} {ground.y(y):.2f}" for x, y in points)
    dashes = DASHES[number % len(DASHES)]
    return element("path", d=f"M {places}", stroke_linejoin="round", **edge(number % len(SERIES), 2.2, dashes))


def _name(lines, number, end, y, ground):
    x, end_x, end_y = ground.box.right + 20, ground.x(end[0]), ground.y(end[1])
    leader = line(end_x + 6, end_y, x - 3, y, **rule("axis", 0.8))
    return leader + write(x, y, *lines, size=SMALL)


def spread(wanted, heights, top, bottom):
    """Middles as near as possible to those wanted (in rising order), without overlap and, if there is room, within."""
    middles, edge_ = [], top
    for middle, height in zip(wanted, heights, strict=True):
        middles.append(max(middle, edge_ + height / 2))
        edge_ = middles[-1] + height / 2
    edge_ = max(bottom, top + sum(heights))
    for index in reversed(range(len(middles))):
        middles[index] = min(middles[index], edge_ - heights[index] / 2)
        edge_ = middles[index] - heights[index] / 2
    return middles


@dataclass(frozen=True)
class _Caption:
    """The words of an upright line: their left edge, and on which level above the field they stand."""

    x: float
    words: str
    left: float
    level: int

    def drawn(self, field):
        y = field.top - 10 - self.level * CAPTION
        upright = line(self.x, y - 8, self.x, field.bottom, **rule("strong", 1.2, "5 4"))
        return upright + write(self.left + 4, y, self.words, size=SMALL, halo=True)


def _captions(uprights, ground):
    """Captions to the right of their lines, each above those whose lines it would meet."""
    captions = []
    for value, words in sorted(uprights, reverse=True):
        text = cut(words, WIDTH * 0.6, SMALL)
        x, width = ground.x(value), text_width(text, SMALL)
        left = max(0.0, min(x + 1, WIDTH - width - 4))
        met = [other.level for other in captions if min(other.left, other.x) < left + width + 10]
        captions.append(_Caption(x, text, left, max(met, default=-1) + 1))
    return captions

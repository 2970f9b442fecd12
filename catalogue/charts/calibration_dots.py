"""The data of one column as stacked dots, with the three anchors that turn them into memberships."""

from django.utils.translation import gettext as _

from catalogue.charts.frame import (
    WIDTH,
    centred,
    chart,
    legend,
    line,
    mark,
    missing_notes,
    name_column,
    notes_below,
    nothing_to_show,
    picture,
)
from catalogue.charts.numbers import known, places, tidy, written
from catalogue.charts.palette import Fills, colour, hollow, rule
from catalogue.charts.scales import Scale, extent, ticks
from catalogue.charts.svg import element, together
from catalogue.charts.text import SMALL, cut, text_width, write
from catalogue.tables.sheet import Column

RADIUS, SMALL_RADIUS = 6.0, 3.5
HIGHEST = 30  # dots in a stack; a higher one is pressed together
CAPTION = 22
INSET = 14.0


def calibration_dots(
    *,
    key,
    title,
    description,
    values,
    anchors,
    value_label,
    names=None,
    unit="",
    digits=None,
    anchor_labels=None,
    name_label=None,
):
    """One dot for each case, filled where the case is more in the set than out of it.

    `anchors` are full out, crossover and full in, rising or falling; `anchor_labels` are their words in that order.
    """
    about = {"key": key, "title": title, "description": description}
    values = [tidy(value) for value in values]
    names = [str(name) for name in names] if names is not None else [str(n) for n in range(1, len(values) + 1)]
    anchors = tuple(tidy(anchor) for anchor in anchors)
    digits = places([*values, *anchors], digits)
    words = tuple(str(label) for label in anchor_labels or (_("fully out"), _("crossover"), _("fully in")))
    drawn = _Dots(names, values, anchors, words, digits, Fills(key)).picture(value_label, unit, about)
    columns = [name_column(name_label), Column(str(value_label), digits, unit)]
    notes = [f"{label}: {written(anchor, digits, unit=unit)}" for label, anchor in zip(words, anchors, strict=True)]
    return chart(**about, picture=drawn, columns=columns, rows=zip(names, values, strict=True), notes=notes)


class _Dots:
    def __init__(self, names, values, anchors, words, digits, fills):
        self.names, self.values, self.anchors, self.words = names, values, anchors, words
        self.digits, self.fills = digits, fills

    def picture(self, value_label, unit, about):
        if not known(self.values):
            return nothing_to_show(self.fills, **about)
        scale = Scale(*extent([*self.values, *self.anchors]), INSET, WIDTH - INSET)
        stacks = self._stacks(scale)
        head, top = legend(self._signs())
        top += 6 + CAPTION * len(known(self.anchors))
        pitch, tallest = self._pitch(stacks)
        bottom = top + 20 + pitch * tallest
        dots = [self._dot(index, x, bottom - 4 - pitch * (level + 0.5)) for index, x, level in stacks]
        missing = [name for name, value in zip(self.names, self.values, strict=True) if value is None]
        notes, end = notes_below(bottom + 46, missing_notes(missing, self.fills))
        axis = self._axis(scale, bottom, f"{value_label} ({unit})" if unit else str(value_label))
        content = (head, axis, self._lines(scale, top, bottom), *dots, notes)
        return picture(self.fills.defs(), *content, height=end, **about)

    @property
    def _radius(self):
        return RADIUS if len(known(self.values)) <= 60 else SMALL_RADIUS

    def _signs(self):
        return [
            (_("more in than out"), lambda x, y: element("circle", cx=x + 8.0, cy=float(y), r=5.5, **colour(0))),
            (_("more out than in"), lambda x, y: element("circle", cx=x + 8.0, cy=float(y), r=4.5, **hollow(1))),
        ]

    def _stacks(self, scale):
        """(index, x, level) of each dot: dots that would overlap stand above one another."""
        width, free = 2 * self._radius + 1, {}
        placed = []
        for index, value in sorted(enumerate(self.values), key=lambda pair: (pair[1] is None, pair[1] or 0, pair[0])):
            if value is None:
                continue
            column = round(scale(value) / width)
            placed.append((index, column * width, free.get(column, 0)))
            free[column] = free.get(column, 0) + 1
        return placed

    def _pitch(self, stacks):
        tallest = max(level for _index, _x, level in stacks) + 1
        pitch = 2 * self._radius + 1
        return (pitch if tallest <= HIGHEST else pitch * HIGHEST / tallest), tallest

    def _inside(self, value):
        out, cross, full = self.anchors
        if None in self.anchors:
            return False
        return value > cross if full > out else value < cross

    def _dot(self, index, x, y):
        inside = self._inside(self.values[index])
        attributes = colour(0) if inside else hollow(1)
        dot = element("circle", cx=x, cy=y, r=self._radius - (0.0 if inside else 1.0), **attributes)
        return mark(f"{self.names[index]}: {written(self.values[index], self.digits)}", dot)

    def _axis(self, scale, y, title):
        found = ticks(scale.low, scale.high, 5)
        marks = (
            line(scale(tick), y, scale(tick), y + 5, **rule("axis"))
            + centred(scale(tick), y + 16, written(tick, found.digits))
            for tick in found.values
        )
        heading = centred(WIDTH / 2, y + 37, cut(title, WIDTH, SMALL))
        return together(line(0, y, WIDTH, y, **rule("axis")), *marks, heading)

    def _lines(self, scale, top, bottom):
        """An upright line for each anchor, with its words on a level of their own."""
        chosen = [(a, words) for a, words in zip(self.anchors, self.words, strict=True) if a is not None]
        drawn = []
        for level, (anchor, words) in enumerate(chosen):
            text = cut(f"{words}: {written(anchor, self.digits)}", WIDTH - 20, SMALL)
            x, y, width = scale(anchor), top - CAPTION * (len(chosen) - level) + CAPTION / 2, text_width(text, SMALL)
            left = x + 6 if x + 6 + width < WIDTH else x - 6 - width
            drawn.append(line(x, y - 8, x, bottom, **rule("strong", 1.5, None if level == 1 else "6 4")))
            drawn.append(write(left, y, text, size=SMALL, halo=True))
        return together(*drawn)

"""Names beside points, placed so that they cover neither one another nor a point."""

from dataclasses import dataclass, replace
from math import cos, hypot, pi, sin

from django.utils.safestring import SafeString

from catalogue.charts.frame import line
from catalogue.charts.palette import rule
from catalogue.charts.svg import together
from catalogue.charts.text import LINE_HEIGHT, SMALL, widest, wrap, write

MOST_NAMES = 40  # more points are numbered
MOST_NUMBERS = 400  # still more are bare
NAME_WIDTH = 130
RINGS = (14, 26, 40, 58, 78, 100)
ANGLES = tuple(number * pi / 8 for number in range(16))
FAR = 9  # a name this far from the edge of its point has a line to it


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other):
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def within(self, other):
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


def around(x, y, radius):
    return Box(x - radius, y - radius, x + radius, y + radius)


@dataclass(frozen=True)
class Spot:
    """A point on the drawing that wants a name, or its number in the table where there is no room for the name."""

    x: float
    y: float
    name: str
    number: int | str
    radius: float = 5.5


@dataclass(frozen=True)
class Labels:
    drawn: SafeString
    numbered: bool  # some points bear their number


def place_labels(spots, bounds, taken=(), avoided=()):
    """The names of the points, off the `avoided` lines where there is room. The most crowded choose first.

    Many points bear their numbers alone, and only where there is room beside them.
    """
    if len(spots) > MOST_NUMBERS:
        return Labels(together(), numbered=False)
    crowded, places = len(spots) > MOST_NAMES, _merged(spots)
    sheet = _Sheet(bounds, [around(spot.x, spot.y, spot.radius) for spot in spots], list(taken), list(avoided))
    drawn, numbered = {}, False
    order = sorted(range(len(places)), key=lambda i: (-_neighbours(places, i), i))
    for text in ("number",) if crowded else ("name", "number"):
        for index in [index for index in order if index not in drawn]:
            label = sheet.place(places[index], str(getattr(places[index], text)), near=crowded)
            numbered = numbered or text == "number"
            if label is not None:
                drawn[index] = label
    return Labels(together(*(drawn[index] for index in sorted(drawn))), numbered)


def _merged(spots):
    """Points on the very same place share a label."""
    groups = {}
    for spot in spots:
        groups.setdefault((round(spot.x), round(spot.y)), []).append(spot)
    return [
        replace(
            max(group, key=lambda spot: spot.radius),
            name="; ".join(spot.name for spot in group),
            number=", ".join(str(spot.number) for spot in group),
        )
        for group in groups.values()
    ]


class _Sheet:
    """Where names may still stand."""

    def __init__(self, bounds, points, taken, avoided):
        self.bounds, self.points, self.taken, self.avoided = bounds, points, taken, avoided

    def place(self, spot, text, *, near):
        """The name as drawn, or None."""
        lines = wrap(text, NAME_WIDTH, SMALL, most_lines=6 if "; " in text else 2)
        tries = [(self.avoided, RINGS[:2]), ((), RINGS)]
        for avoided, rings in [((), ())] if near else tries:
            for box in _candidates(spot, lines, rings):
                leader = _leader(spot, box)
                if self._free(box, avoided) and self._open(leader, spot):
                    self.taken += [box, *leader]
                    return _label(spot, lines, box, leader)
        return None

    def _free(self, box, avoided):
        others = (*self.taken, *self.points, *avoided)
        return box.within(self.bounds) and not any(box.meets(other) for other in others)

    def _open(self, leader, spot):
        """Whether the line to a name meets no name, no other line and no other point."""
        own = around(spot.x, spot.y, spot.radius)
        others = [*self.taken, *(point for point in self.points if not point.meets(own))]
        return not any(dot.meets(other) for dot in leader for other in others)


def _neighbours(spots, index):
    here = spots[index]
    return sum(abs(spot.x - here.x) < NAME_WIDTH / 2 and abs(spot.y - here.y) < 24 for spot in spots)


def _candidates(spot, lines, rings):
    """Boxes beside the point, first right, left, above and below, then in wider and wider rings."""
    width, height = widest(lines, SMALL), len(lines) * SMALL * LINE_HEIGHT - 2
    gap = spot.radius + 3
    yield _box(spot.x + gap + width / 2, spot.y, width, height)
    yield _box(spot.x - gap - width / 2, spot.y, width, height)
    for shift in (-8, 8):
        yield _box(spot.x + gap + width / 2, spot.y + shift, width, height)
        yield _box(spot.x - gap - width / 2, spot.y + shift, width, height)
    yield _box(spot.x, spot.y - gap - height / 2, width, height)
    yield _box(spot.x, spot.y + gap + height / 2, width, height)
    for ring in rings:
        for angle in ANGLES:
            reach = spot.radius + ring
            dx, dy = cos(angle), -sin(angle)
            yield _box(spot.x + reach * dx + width / 2 * dx, spot.y + reach * dy + height / 2 * dy, width, height)


def _box(x, y, width, height):
    return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def _leader(spot, box):
    """Small boxes along the line from the point to a name that is far from it; nothing for a near one."""
    x, y = _nearest(spot, box)
    length = hypot(x - spot.x, y - spot.y)
    if length < spot.radius + FAR:
        return []
    steps = int(length / 4)
    parts = ((step / steps, 1 - step / steps) for step in range(2, steps))
    return [around(spot.x * rest + x * part, spot.y * rest + y * part, 1.5) for part, rest in parts]


def _nearest(spot, box):
    return min(max(spot.x, box.left), box.right), min(max(spot.y, box.top + 2), box.bottom - 2)


def _label(spot, lines, box, leader):
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    words = write(x, y, *lines, size=SMALL, anchor="middle", halo=True)
    return line(spot.x, spot.y, *_nearest(spot, box), **rule("axis", 0.8)) + words if leader else words

"""Points on two axes: importance and performance, causes and effects, sets against outcomes, flows in and out."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalogue.charts.arrows import arrows_between, strongest
from catalogue.charts.frame import (
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
from catalogue.charts.labels import MOST_NAMES, Box, Spot, place_labels
from catalogue.charts.numbers import places, tidy, written
from catalogue.charts.palette import Fills, rule
from catalogue.charts.plane import plane
from catalogue.charts.signs import legend_sign, sign
from catalogue.charts.svg import together
from catalogue.charts.text import LINE_HEIGHT, SMALL, widest, wrap, write
from catalogue.tables.sheet import Column

HEIGHT = 400
RADIUS, SMALL_RADIUS = 5.5, 4.0  # of a point; of many points
LEAST_ROOM = 60  # a narrower quadrant has no words in its corner


@dataclass(frozen=True)
class Point:
    """A named point. `arrows_to` holds the indices of the points it leads to."""

    name: str
    x: float | None
    y: float | None
    group: str = ""
    arrows_to: tuple[int, ...] = ()


@dataclass(frozen=True)
class Headings:
    """What the columns of the table are called; the usual words where nothing is given."""

    name: str | None = None
    group: str | None = None
    arrows: str | None = None


def scatter(
    *,
    key,
    title,
    description,
    points,
    x,
    y,
    corner_labels=None,
    diagonal=False,
    arrows=(),
    headings=Headings(),
):
    """Points with names on two dimensions, with reference lines, words in the corners (top left, top right, bottom
    left, bottom right) and arrows (from, to, strength)."""
    about = {"key": key, "title": title, "description": description}
    cloud = Cloud([(str(p.name), tidy(p.x), tidy(p.y), str(p.group)) for p in points])
    every_arrow = [*arrows, *((i, j, 1.0) for i, point in enumerate(points) for j in point.arrows_to)]
    drawn_arrows = strongest([(i, j, strength) for i, j, strength in every_arrow if tidy(strength) is not None])
    lines = Lines(tidy(x.line), tidy(y.line), corner_labels, diagonal)
    sides = x.side(cloud.xs), y.side(cloud.ys)
    digits = places(cloud.xs, x.digits), places(cloud.ys, y.digits)
    drawing, numbered = _draw(cloud, lines, drawn_arrows, len(every_arrow), sides, digits, about)
    columns, rows = cloud.table(numbered, sides, digits, headings)
    if every_arrow:
        columns.append(Column(str(headings.arrows or _("Leads to"))))
        rows = [(*row, _targets(cloud, every_arrow, i)) for i, row in enumerate(rows)]
    return chart(**about, picture=drawing, columns=columns, rows=rows)


@dataclass(frozen=True)
class Cloud:
    """The points as (name, x, y, group)."""

    points: list

    @property
    def xs(self):
        return tuple(x for _name, x, _y, _group in self.points)

    @property
    def ys(self):
        return tuple(y for _name, _x, y, _group in self.points)

    @property
    def groups(self):
        return list(dict.fromkeys(group for *_point, group in self.points))

    @property
    def missing(self):
        return [name for name, x, y, _group in self.points if x is None or y is None]

    def whole(self):
        """The points that can be drawn, with their index."""
        return [(i, point) for i, point in enumerate(self.points) if None not in point[1:3]]

    def table(self, numbered, sides, digits, headings):
        grouped = self.groups not in ([], [""])
        columns = [name_column(headings.name)]
        columns += [Column(_("No."), 0)] if numbered else []
        columns += [Column(side.title, places) for side, places in zip(sides, digits, strict=True)]
        columns += [Column(str(headings.group or _("Group")))] if grouped else []
        rows = [
            (name, *((i + 1,) if numbered else ()), x, y, *((group,) if grouped else ()))
            for i, (name, x, y, group) in enumerate(self.points)
        ]
        return columns, rows


@dataclass(frozen=True)
class Lines:
    x: float | None
    y: float | None
    corners: tuple | None
    diagonal: bool

    def drawn(self, ground):
        field = ground.box
        upright = level = slope = None
        if self.x is not None:
            x = ground.x(self.x)
            upright = line(x, field.top, x, field.bottom, **rule("strong", 1.3, "6 4"))
        if self.y is not None:
            y = ground.y(self.y)
            level = line(field.left, y, field.right, y, **rule("strong", 1.3, "6 4"))
        if self.diagonal:
            slope = _diagonal(ground)
        return together(upright, level, slope)

    def boxes(self, ground):
        """The reference lines as boxes, for names to keep off."""
        field, boxes = ground.box, []
        if self.x is not None:
            boxes.append(Box(ground.x(self.x) - 1, field.top, ground.x(self.x) + 1, field.bottom))
        if self.y is not None:
            boxes.append(Box(field.left, ground.y(self.y) - 1, field.right, ground.y(self.y) + 1))
        return boxes

    def words(self, ground):
        """The words in the corners, and the boxes they take."""
        if not self.corners:
            return None, []
        field = ground.box
        across = field.right if self.x is None else ground.x(self.x)
        placed = [
            self._corner(label, field, across, right=number % 2 == 1, low=number > 1)
            for number, label in enumerate(self.corners)
        ]
        placed = [corner for corner in placed if corner]
        return together(*(words for words, _box in placed)), [box for _words, box in placed]

    def _corner(self, label, field, across, *, right, low):
        room = (field.right - across if right else across - field.left) - 10
        if not label or room < LEAST_ROOM:
            return None
        lines = wrap(label, room, SMALL, most_lines=3)
        width, height = widest(lines, SMALL), len(lines) * SMALL * LINE_HEIGHT
        x = field.right - 6 if right else field.left + 6
        top = field.bottom - height - 4 if low else field.top + 4
        anchor, left = ("end", x - width) if right else ("start", x)
        words = write(x, top + height / 2, *lines, size=SMALL, anchor=anchor, tone="soft", weight=600, halo=True)
        return words, Box(left, top, left + width, top + height)


def _diagonal(ground):
    """The line x = y, where it lies within the field."""
    low, high = max(ground.x.low, ground.y.low), min(ground.x.high, ground.y.high)
    if low >= high:
        return None
    return line(ground.x(low), ground.y(low), ground.x(high), ground.y(high), **rule("strong", 1.3, "6 4"))


def _draw(cloud, lines, arrows, arrow_count, sides, digits, about):
    """The picture, and whether some points bear numbers."""
    fills = Fills(about["key"])
    if not cloud.whole():
        return nothing_to_show(fills, **about), False
    groups = cloud.groups
    entries = (
        [(group or _("without a group"), legend_sign(n)) for n, group in enumerate(groups)] if groups != [""] else []
    )
    head, top = legend(entries)
    ground = plane(*sides, top=top, height=HEIGHT)
    words, taken = lines.words(ground)
    radius = RADIUS if len(cloud.whole()) <= MOST_NAMES else SMALL_RADIUS
    spots = [Spot(ground.x(x), ground.y(y), name, i + 1, radius) for i, (name, x, y, _group) in cloud.whole()]
    labels = place_labels(spots, ground.box, taken, lines.boxes(ground))
    where = {spot.number - 1: (spot.x, spot.y) for spot in spots}
    signs = (sign(groups.index(point[3]), *where[i], radius) for i, point in cloud.whole())
    marks = [mark(_title(p, sides, digits), drawn) for (_i, p), drawn in zip(cloud.whole(), signs, strict=True)]
    notes, bottom = notes_below(ground.bottom, _notes(cloud, labels, arrows, arrow_count, fills))
    content = (head, ground.ground, lines.drawn(ground), arrows_between(where, arrows), words, *marks, labels.drawn)
    return picture(fills.defs(), *content, notes, height=bottom, **about), labels.numbered


def _title(point, sides, digits):
    name, x, y, _group = point
    parts = ((sides[0].title, x, digits[0]), (sides[1].title, y, digits[1]))
    return f"{name}. " + ", ".join(f"{label}: {written(value, places)}" for label, value, places in parts)


def _notes(cloud, labels, arrows, arrow_count, fills):
    yield from missing_notes(cloud.missing, fills)
    if labels.numbered:
        yield _("Numbers stand for the rows of the table."), None
    if len(arrows) < arrow_count:
        numbers = {"shown": len(arrows), "total": arrow_count}
        yield _("Drawn are the strongest arrows: %(shown)d of %(total)d.") % numbers, None


def _targets(cloud, arrows, index):
    """Where the arrows of a point lead, the strongest first, with their strength where it differs."""
    own = sorted((arrow for arrow in arrows if arrow[0] == index), key=lambda arrow: (-arrow[2], arrow[1]))
    weighted = len({strength for *_ends, strength in arrows}) > 1
    names = ((cloud.points[j][0], strength) for _i, j, strength in own)
    return "; ".join(f"{name} ({written(strength, 2)})" if weighted else name for name, strength in names)

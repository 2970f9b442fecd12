"""Circles on two axes whose area is a third number: location quotients with the size of the branch."""

from dataclasses import dataclass
from math import sqrt

from django.utils.translation import gettext as _

from catalogue.charts.frame import (
    chart,
    legend,
    mark,
    missing_notes,
    name_column,
    notes_below,
    nothing_to_show,
    picture,
)
from catalogue.charts.labels import Spot, place_labels
from catalogue.charts.numbers import places, tidy, written
from catalogue.charts.palette import Fills
from catalogue.charts.plane import plane
from catalogue.charts.scatter import HEIGHT, Lines
from catalogue.charts.svg import element
from catalogue.tables.sheet import Column

LARGEST, SMALLEST = 34.0, 3.0
PADDING = 0.12  # as wide as circles reach over their middle


@dataclass(frozen=True)
class Bubble:
    name: str
    x: float | None
    y: float | None
    size: float | None


def bubbles(
    *,
    key,
    title,
    description,
    items,
    x,
    y,
    size,
    corner_labels=None,
    name_label=None,
):
    """One circle for each item with all three numbers, each a `Dimension`; sizes are 0 or more, others are missing."""
    about = {"key": key, "title": title, "description": description}
    rows = [(str(item.name), tidy(item.x), tidy(item.y), _size(item.size)) for item in items]
    asked = (x, y, size)
    labels = tuple(str(dimension.label) for dimension in asked)
    digits = tuple(places([row[n] for row in rows], dimension.digits) for n, dimension in enumerate(asked, start=1))
    lines = Lines(tidy(x.line), tidy(y.line), corner_labels, diagonal=False)
    sides = x.side([row[1] for row in rows], PADDING), y.side([row[2] for row in rows], PADDING)
    drawing, numbered = _draw(rows, lines, sides, labels, digits, about)
    columns = [name_column(name_label), *(Column(label, places) for label, places in zip(labels, digits, strict=True))]
    if numbered:
        columns.insert(1, Column(_("No."), 0))
        rows = [(name, number, *rest) for number, (name, *rest) in enumerate(rows, start=1)]
    return chart(**about, picture=drawing, columns=columns, rows=rows)


def _size(value):
    size = tidy(value)
    return size if size is not None and size >= 0 else None


def _draw(rows, lines, sides, labels, digits, about):
    fills = Fills(about["key"])
    whole = [(number, row) for number, row in enumerate(rows, start=1) if None not in row]
    if not whole:
        return nothing_to_show(fills, **about), False
    largest = max(row[3] for _number, row in whole)
    head, top = _legend(labels[2], largest, digits[2], fills)
    ground = plane(*sides, top=top, height=HEIGHT)
    words, taken = lines.words(ground)
    spots = [Spot(ground.x(x), ground.y(y), name, n, _radius(size, largest)) for n, (name, x, y, size) in whole]
    placed = place_labels(spots, ground.box, taken, lines.boxes(ground))
    circles = sorted(zip(spots, (row for _number, row in whole), strict=True), key=lambda pair: -pair[0].radius)
    marks = (mark(_title(row, labels, digits), _circle(spot, fills)) for spot, row in circles)
    missing = [row[0] for row in rows if None in row]
    numbers = [(_("Numbers stand for the rows of the table."), None)] if placed.numbered else []
    notes, bottom = notes_below(ground.bottom, (*missing_notes(missing, fills), *numbers))
    content = (head, ground.ground, lines.drawn(ground), words, *marks, placed.drawn, notes)
    return picture(fills.defs(), *content, height=bottom, **about), placed.numbered


def _radius(size, largest):
    """Areas in proportion to the sizes; the smallest can still be seen."""
    return max(SMALLEST, LARGEST * sqrt(size / largest)) if largest else SMALLEST


def _circle(spot, fills):
    return element("circle", cx=spot.x, cy=spot.y, r=spot.radius, fill_opacity=0.7, **fills.wash(0))


def _legend(label, largest, digits, fills):
    """What the sizes mean: a circle for the largest."""
    sign = {**fills.wash(0)}
    words = _("%(label)s; the largest circle: %(size)s") % {"label": label, "size": written(largest, digits)}
    return legend([(words, lambda x, y: element("circle", cx=x + 8.0, cy=float(y), r=7.5, **sign))])


def _title(row, labels, digits):
    name, *numbers = row
    parts = zip(labels, numbers, digits, strict=True)
    return f"{name}. " + ", ".join(f"{label}: {written(value, places)}" for label, value, places in parts)

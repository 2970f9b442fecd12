"""A value with the interval in which it lies: ranks with their 5–95 % interval."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalogue.charts.frame import WIDTH, chart, legend, line, mark, name_column, nothing_to_show
from catalogue.charts.numbers import known, places, tidy, written
from catalogue.charts.palette import Fills, colour, rule
from catalogue.charts.rows import Axis, lay_rows, room_for, rows_picture, value_axis
from catalogue.charts.scales import Scale, rank_ticks
from catalogue.charts.svg import element
from catalogue.charts.text import write
from catalogue.tables.sheet import Column

THICKNESS = 14
INSET = 8  # marks at the first and last place keep clear of names and numbers


@dataclass(frozen=True)
class Interval:
    name: str
    value: float | None
    low: float | None
    high: float | None


def interval_bars(
    *,
    key,
    title,
    description,
    items,
    value_label,
    low_label=None,
    high_label=None,
    interval_label=None,
    unit="",
    digits=None,
    ranks=True,
    name_label=None,
):
    """One interval for each item with its value as a diamond. With `ranks` the axis runs from place 1 on the left."""
    about = {"key": key, "title": title, "description": description}
    rows = [(str(item.name), *(tidy(number) for number in (item.value, item.low, item.high))) for item in items]
    digits = places([number for row in rows for number in row[1:]], digits)
    labels = (str(value_label), str(low_label or _("Lower limit")), str(high_label or _("Upper limit")))
    columns = [name_column(name_label), *(Column(label, digits, unit) for label in labels)]
    drawn = _picture(rows, digits, unit, ranks, labels[0], interval_label or _("Interval"), about)
    return chart(**about, picture=drawn, columns=columns, rows=rows)


def _picture(items, digits, unit, ranks, value_label, interval_label, about):
    fills = Fills(about["key"])
    numbers = known(number for item in items for number in item[1:])
    if not numbers:
        return nothing_to_show(fills, **about)
    bar = {**fills.wash(0), "rx": 2}
    signs = [
        (value_label, lambda x, y: diamond(x + 8, y)),
        (interval_label, lambda x, y: element("rect", x=float(x), y=y - 6, width=16, height=12, **bar)),
    ]
    head, height = legend(signs)
    rows = lay_rows([item[0] for item in items], thickness=THICKNESS, top=height)
    room = room_for([_words(item, digits) for item in items])
    axis = _axis(numbers, len(items), rows.left, room, ranks, value_label, unit)
    marks = [_mark(row, items[row.index], axis, digits, fills) for row in rows]
    return rows_picture(rows, axis, *marks, head=head, fills=fills, **about)


def _axis(numbers, count, left, room, ranks, title, unit):
    if not ranks:
        inside = {"left": left + INSET, "right": WIDTH - 4 - room - INSET}
        return value_axis(numbers, title=title, unit=unit, from_zero=False, **inside)
    last = max(2, count, int(max(numbers)))
    found = rank_ticks(last, 8)
    scale = Scale(1.0, float(last), left + INSET, WIDTH - 4 - room - INSET)
    return Axis(scale, found.values, tuple(written(tick, 0) for tick in found.values), title, from_zero=False)


def _mark(row, item, axis, digits, fills):
    name, value, low, high = item
    scale, words = axis.scale, _words(item, digits)
    across = line(scale.start, row.middle, scale.end, row.middle, **rule())
    return mark(
        f"{name}: {words}",
        across,
        _bar(row, scale, low, high, fills),
        diamond(scale(value), row.middle) if value is not None else None,
        write(WIDTH - 4, row.middle, words, anchor="end"),
    )


def _bar(row, scale, low, high, fills):
    box = {"y": row.middle - THICKNESS / 2, "height": THICKNESS, "rx": 2}
    if low is None or high is None:
        return element("rect", x=scale.start, width=34.0, **box, **fills.missing())
    start, end = sorted((scale(low), scale(high)))
    return element("rect", x=start - 2, width=end - start + 4, **box, **fills.wash(0))


def diamond(x, y, number=0, size=7.0):
    """The sign of a value on a bar."""
    corners = f"M {x:.2f} {y - size:.2f} l {size} {size} l -{size} {size} l -{size} -{size} z"
    return element("path", d=corners, **colour(number))


def _words(item, digits):
    _name, value, low, high = item
    if low is None or high is None:
        return written(value, digits)
    between = " … " if low < 0 or high < 0 else "–"  # a dash beside a minus is hard to read
    return f"{written(value, digits)} ({written(low, digits)}{between}{written(high, digits)})"

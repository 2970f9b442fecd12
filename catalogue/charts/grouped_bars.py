"""Several bars in each row: before and after, or one method beside another."""

from catalogue.charts.frame import chart, filled, legend, mark, name_column, nothing_to_show
from catalogue.charts.numbers import beside, known, places, tidy
from catalogue.charts.palette import Fills
from catalogue.charts.rows import lay_rows, room_for, rows_picture, titled, value_axis
from catalogue.charts.svg import element, together
from catalogue.charts.text import SMALL, write
from catalogue.tables.sheet import Column

THICKNESS = 15
STEP = 18
GAP_WIDTH = 26


def grouped_bars(*, key, title, description, names, series, value_label, unit="", digits=None, name_label=None):
    """For each name one bar of each series (label, values), below one another and in the order of the legend."""
    about = {"key": key, "title": title, "description": description}
    names = [str(name) for name in names]
    labels, values = (
        [str(label) for label, _values in series],
        [[tidy(v) for v in numbers] for _label, numbers in series],
    )
    digits = places([v for numbers in values for v in numbers], digits)
    columns = [name_column(name_label), *(Column(label, digits, unit) for label in labels)]
    drawn = _picture(names, labels, values, digits, unit, value_label, about)
    return chart(**about, picture=drawn, columns=columns, rows=zip(names, *values, strict=True))


def _picture(names, labels, values, digits, unit, value_label, about):
    fills = Fills(about["key"])
    everything = [value for numbers in values for value in numbers]
    if not known(everything):
        return nothing_to_show(fills, **about)
    head, height = legend([(label, filled(fills.series(number))) for number, label in enumerate(labels)])
    rows = lay_rows(names, thickness=STEP * len(labels), top=height, air=14)
    axis = value_axis(
        everything,
        left=rows.left,
        title=value_label,
        unit=unit,
        room_left=_room([v for v in everything if v is not None and v < 0], digits, unit),
        room_right=_room([v for v in everything if v is None or v >= 0], digits, unit),
    )
    marks = [
        _bar(row, number, label, [numbers[row.index] for numbers in values], axis.scale, fills, digits, unit)
        for row in rows
        for number, label in enumerate(labels)
    ]
    return rows_picture(rows, axis, *marks, head=head, fills=fills, **about)


def _bar(row, number, label, values, scale, fills, digits, unit):
    value, zero = values[number], scale(0)
    end = zero + GAP_WIDTH if value is None else scale(value)
    y = row.middle + (number - len(values) / 2) * STEP + STEP / 2
    fill = fills.missing() if value is None else fills.series(number)
    box = element("rect", x=min(zero, end), y=y - THICKNESS / 2, width=abs(end - zero), height=THICKNESS, **fill)
    x, anchor = (end - 5, "end") if end < zero else (end + 5, "start")
    words = write(x, y, beside(value, digits, unit), size=SMALL, anchor=anchor, halo=True)
    return mark(titled(f"{row.name}, {label}", value, digits, unit), together(box, words))


def _room(values, digits, unit):
    gap = GAP_WIDTH if None in values else 0
    return room_for([beside(value, digits, unit) for value in values], SMALL) + gap

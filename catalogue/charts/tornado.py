"""What one change after another does to a result, the widest swing on top."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalogue.charts.frame import chart, filled, legend, line, mark, name_column, nothing_to_show
from catalogue.charts.numbers import beside, known, places, tidy
from catalogue.charts.palette import Fills, rule
from catalogue.charts.rows import lay_rows, room_for, rows_picture, titled, value_axis
from catalogue.charts.scales import Scale
from catalogue.charts.svg import element
from catalogue.charts.text import SMALL, write
from catalogue.tables.sheet import Column

THICKNESS = 24
GAP_WIDTH = 26


def tornado(
    *,
    key,
    title,
    description,
    items,
    base,
    value_label,
    unit="",
    digits=None,
    low_label=None,
    high_label=None,
    base_label=None,
    name_label=None,
):
    """For each (name, low, high) the results at the low and at the high end of its range, seen from `base`."""
    about = {"key": key, "title": title, "description": description}
    base = tidy(base)
    rows = [(str(name), tidy(low), tidy(high)) for name, low, high in items]
    rows.sort(key=_swing, reverse=True)
    digits = places([base, *(value for row in rows for value in row[1:])], digits)
    defaults = (_("At the low value"), _("At the high value"), _("Starting value"))
    asked = (low_label, high_label, base_label)
    labels = tuple(str(label or default) for label, default in zip(asked, defaults, strict=True))
    columns = [name_column(name_label), *(Column(label, digits, unit) for label in labels)]
    drawn = _picture(rows, base, digits, unit, value_label, labels, about)
    return chart(**about, picture=drawn, columns=columns, rows=[(*row, base) for row in rows])


def _swing(row):
    numbers = known(row[1:])
    return max(numbers) - min(numbers) if len(numbers) == 2 else -1.0


def _picture(items, base, digits, unit, value_label, labels, about):
    fills = Fills(about["key"])
    if base is None or not known(value for row in items for value in row[1:]):
        return nothing_to_show(fills, **about)
    signs = [(label, filled(fills.series(number))) for number, label in enumerate(labels[:2])]
    words = f"{labels[2]}: {beside(base, digits, unit)}"
    head, height = legend([*signs, (words, lambda x, y: line(x + 8, y - 8, x + 8, y + 8, **rule("strong", 2)))])
    rows = lay_rows([row[0] for row in items], thickness=THICKNESS, top=height)
    values = [base, *(value for row in items for value in row[1:])]
    room = room_for([beside(value, digits, unit) for value in values], SMALL)
    room_right = room + (GAP_WIDTH if None in values else 0)
    axis = value_axis(
        values, left=rows.left, title=value_label, unit=unit, from_zero=False, room_left=room, room_right=room_right
    )
    middle = axis.scale(base)
    marks = [_row(row, items[row.index], base, axis.scale, fills, labels, digits, unit) for row in rows]
    base_line = line(middle, rows.top - 3, middle, rows.bottom + 3, **rule("strong", 1.6))
    return rows_picture(rows, axis, *marks, base_line, head=head, fills=fills, **about)


def _row(row, item, base, scale, fills, labels, digits, unit):
    name, low, high = item
    split = None not in (low, high) and (low - base) * (high - base) > 0
    ends = [_End(number, value, split, scale(base), scale) for number, value in enumerate((low, high))]
    words = ", ".join(titled(label, value, digits, unit) for label, value in zip(labels, (low, high), strict=False))
    boxes = [end.box(row.middle, fills) for end in ends]
    return mark(f"{name}. {words}", *boxes, *(end.words(row.middle, digits, unit) for end in ends))


@dataclass(frozen=True)
class _End:
    """One end of a bar; with `split` both ends lie on the same side of the base and share the height."""

    number: int
    value: float | None
    split: bool
    base: float
    scale: Scale

    @property
    def x(self):
        return self.base + GAP_WIDTH if self.value is None else self.scale(self.value)

    def box(self, middle, fills):
        fill = fills.missing() if self.value is None else fills.series(self.number)
        height = THICKNESS / 2 if self.split else THICKNESS
        top = middle - THICKNESS / 2 + (self.number * height if self.split else 0)
        left, width = min(self.base, self.x), abs(self.x - self.base)
        return element("rect", x=left, y=top, width=width, height=height, **fill)

    def words(self, middle, digits, unit):
        leftwards = self.x < self.base or (self.x == self.base and self.number == 0)
        x, anchor = (self.x - 5, "end") if leftwards else (self.x + 5, "start")
        y = middle + (2 * self.number - 1) * 7 if self.split else middle
        return write(x, y, beside(self.value, digits, unit), size=SMALL, anchor=anchor, halo=True)

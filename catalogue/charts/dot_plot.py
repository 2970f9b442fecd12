"""One unit among many: its own value against the median, the middle half and the whole range."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalogue.charts.frame import WIDTH, chart, legend, line, mark, name_column, nothing_to_show
from catalogue.charts.interval_bars import diamond
from catalogue.charts.numbers import known, places, tidy, with_unit, written
from catalogue.charts.palette import Fills, rule
from catalogue.charts.rows import Axis, lay_rows, room_for, rows_picture, value_axis
from catalogue.charts.scales import Scale, extent
from catalogue.charts.svg import element, together
from catalogue.charts.text import write
from catalogue.tables.sheet import Column

THICKNESS = 22
INSET = 9


@dataclass(frozen=True)
class Spread:
    """A unit's own value and five numbers about all units. `unit` and `digits` are those of this row."""

    name: str
    own: float | None
    median: float | None
    low_quartile: float | None
    high_quartile: float | None
    minimum: float | None
    maximum: float | None
    unit: str = ""
    digits: int | None = None

    @property
    def numbers(self):
        five = (self.minimum, self.low_quartile, self.median, self.high_quartile, self.maximum)
        return tuple(tidy(value) for value in (self.own, *five))


def dot_plot(
    *,
    key,
    title,
    description,
    items,
    value_label="",
    unit="",
    digits=None,
    own_label=None,
    own_scale=False,
    name_label=None,
):
    """The score card. With `own_scale` each row runs from its lowest to its highest value, which stand at its ends."""
    about = {"key": key, "title": title, "description": description}
    items, own_label = list(items), str(own_label or _("Own value"))
    if not own_scale:
        digits = places([value for item in items for value in item.numbers], digits)
    headings = (own_label, _("Lowest"), _("Lower quartile"), _("Median"), _("Upper quartile"), _("Highest"))
    columns = [name_column(name_label), *(Column(heading, digits, unit) for heading in headings)]
    rows = [(_named(item), *item.numbers) for item in items]
    drawn = _Spreads(items, digits, unit, own_label, own_scale, Fills(key)).picture(value_label, about)
    return chart(**about, picture=drawn, columns=columns, rows=rows)


def _named(item):
    return f"{item.name} ({item.unit})" if item.unit else str(item.name)


class _Spreads:
    def __init__(self, items, digits, unit, own_label, own_scale, fills):
        self.items, self.digits, self.unit = items, digits, unit
        self.own_label, self.own_scale, self.fills = own_label, own_scale, fills

    def picture(self, value_label, about):
        everything = known(value for item in self.items for value in item.numbers)
        if not everything:
            return nothing_to_show(self.fills, **about)
        head, height = legend(self._signs())
        rows = lay_rows([item.name for item in self.items], thickness=40 if self.own_scale else THICKNESS, top=height)
        right = WIDTH - 4 - room_for([self._own(item) for item in self.items]) - INSET
        axis = self._axis(everything, rows.left + INSET, right, value_label)
        marks = [self._row(row, self._scale(self.items[row.index], axis)) for row in rows]
        return rows_picture(rows, axis, *marks, head=head, fills=self.fills, **about)

    def _signs(self):
        box = self.fills.wash(5)
        return [
            (self.own_label, lambda x, y: diamond(x + 8, y, 1)),
            (_("Median"), lambda x, y: line(x + 8, y - 8, x + 8, y + 8, **rule("strong", 2.5))),
            (_("Middle half of all"), lambda x, y: element("rect", x=float(x), y=y - 6, width=16, height=12, **box)),
            (_("Lowest to highest"), lambda x, y: line(x, y, x + 16, y, **rule("axis", 2))),
        ]

    def _axis(self, everything, left, right, title):
        if self.own_scale:
            return Axis(Scale(0.0, 1.0, left, right), (), (), str(title), from_zero=False)
        return value_axis(everything, left=left, right=right, title=title, unit=self.unit, from_zero=False)

    def _scale(self, item, axis):
        if not self.own_scale:
            return axis.scale
        return Scale(*extent(item.numbers), axis.scale.start, axis.scale.end)

    def _row(self, row, scale):
        item, y = self.items[row.index], row.middle
        own, low, low_quartile, median, high_quartile, high = item.numbers
        return mark(
            self._title(item),
            self._range(scale, y, low, high),
            self._box(scale, y, low_quartile, high_quartile),
            line(scale(median), y - 11, scale(median), y + 11, **rule("strong", 2.5)) if median is not None else None,
            diamond(scale(own), y, 1) if own is not None else None,
            write(WIDTH - 4, y, self._own(item), anchor="end"),
            self._ends(item, scale, y) if self.own_scale else None,
        )

    def _range(self, scale, y, low, high):
        if low is None or high is None:
            box = {"x": scale.start, "y": y - 7, "width": scale.end - scale.start, "height": 14}
            return element("rect", **box, **self.fills.missing())
        ends = (line(scale(end), y - 5, scale(end), y + 5, **rule("axis", 1.5)) for end in (low, high))
        return together(line(scale(low), y, scale(high), y, **rule("axis", 1.5)), *ends)

    def _box(self, scale, y, low, high):
        if low is None or high is None:
            return None
        start, end = sorted((scale(low), scale(high)))
        return element("rect", x=start, y=y - 8, width=end - start, height=16, rx=2, **self.fills.wash(5))

    def _ends(self, item, scale, y):
        """The lowest and the highest value in small letters below the row."""
        _own, low, *_middle, high = item.numbers
        return together(
            *(
                write(scale(value), y + 20, self._written(item, value), size=13, anchor=anchor, tone="soft")
                for value, anchor in ((low, "start"), (high, "end"))
                if value is not None and (value != low or anchor == "start")
            )
        )

    def _title(self, item):
        parts = zip((self.own_label, _("Median")), (item.numbers[0], item.numbers[3]), strict=True)
        return ", ".join([str(item.name), *(f"{label}: {self._written(item, value)}" for label, value in parts)])

    def _own(self, item):
        return self._written(item, item.numbers[0])

    def _written(self, item, value):
        digits = self.digits if item.digits is None and not self.own_scale else item.digits
        digits = places(item.numbers, digits)
        return with_unit(written(value, digits), item.unit if value is not None else "")

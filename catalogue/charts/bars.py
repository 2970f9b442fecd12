"""Horizontal bars to the right and left of zero."""

from django.utils.translation import gettext as _

from catalogue.charts.frame import chart, mark, name_column, nothing_to_show
from catalogue.charts.numbers import beside, known, places, tidy
from catalogue.charts.palette import Fills
from catalogue.charts.rows import lay_rows, room_for, rows_picture, titled, value_axis
from catalogue.charts.svg import element
from catalogue.charts.text import SIZE, SMALL, cut, write
from catalogue.tables.sheet import Column

THICKNESS = 18
WITH_WORD = 34  # a number and a word below it
WORD_WIDTH = 140
GAP_WIDTH = 34  # of the hatched box that stands for no data


def bars(
    *,
    key,
    title,
    description,
    items,
    value_label,
    unit="",
    digits=None,
    marks=None,
    levels=None,
    name_label=None,
    marks_label=None,
    up_to=None,
):
    """One bar for each (name, value). The axis reaches `up_to` at least, so that bars of several charts compare.

    `marks` {index: word} stands below the value. `levels` {index: (word, severity)} also gives the bar a pattern of its
    own; a severity is "good", "amber", "red" or "neutral".
    """
    about = {"key": key, "title": title, "description": description}
    names, values = [str(name) for name, _value in items], [tidy(value) for _name, value in items]
    digits = places(values, digits)
    words = {**(marks or {}), **{index: word for index, (word, _severity) in (levels or {}).items()}}
    columns, rows = [name_column(name_label), Column(str(value_label), digits, unit)], zip(names, values, strict=True)
    if words:
        columns.append(Column(marks_label or _("Remark")))
        rows = ((name, value, words.get(index, "")) for index, (name, value) in enumerate(rows))
    drawn = _Bars(names, values, digits, unit, words, levels or {}, Fills(key)).picture(value_label, about, up_to)
    return chart(**about, picture=drawn, columns=columns, rows=rows)


class _Bars:
    def __init__(self, names, values, digits, unit, words, levels, fills):
        self.names, self.values, self.digits, self.unit = names, values, digits, unit
        self.words, self.levels, self.fills = words, levels, fills

    def picture(self, value_label, about, up_to):
        if not known(self.values):
            return nothing_to_show(self.fills, **about)
        rows = lay_rows(self.names, thickness=WITH_WORD if self.words else THICKNESS)
        axis = value_axis(
            [*self.values[: len(rows.rows)], up_to],
            left=rows.left,
            title=value_label,
            unit=self.unit,
            room_left=self._room(negative=True),
            room_right=self._room(negative=False),
            whole=self.digits == 0,
        )
        marks = [self._bar(row, axis.scale) for row in rows]
        return rows_picture(rows, axis, *marks, fills=self.fills, **about)

    def _room(self, *, negative):
        chosen = [i for i, value in enumerate(self.values) if (value is not None and value < 0) == negative]
        numbers = room_for([beside(self.values[i], self.digits, self.unit) for i in chosen])
        missing = GAP_WIDTH if any(self.values[i] is None for i in chosen) else 0
        return max(numbers + missing, room_for([self._word(i) for i in chosen], SMALL))

    def _word(self, index):
        return cut(str(self.words.get(index, "")), WORD_WIDTH, SMALL)

    def _bar(self, row, scale):
        value, zero = self.values[row.index], scale(0)
        end = zero + GAP_WIDTH if value is None else scale(value)
        box = element(
            "rect",
            x=min(zero, end),
            y=row.middle - THICKNESS / 2,
            width=abs(end - zero),
            height=THICKNESS,
            **self._fill(row.index),
        )
        left_of_zero = end < zero
        x, anchor = (end - 6, "end") if left_of_zero else (end + 6, "start")
        return mark(self._title(row), box, self._beside(row, x, anchor))

    def _beside(self, row, x, anchor):
        number, word = beside(self.values[row.index], self.digits, self.unit), self._word(row.index)
        if not word:
            return write(x, row.middle, number, anchor=anchor, halo=True)
        return write(x, row.middle - 9, number, size=SIZE, anchor=anchor, halo=True) + write(
            x, row.middle + 9, word, size=SMALL, anchor=anchor, tone="soft", halo=True
        )

    def _fill(self, index):
        if self.values[index] is None:
            return self.fills.missing()
        if index in self.levels:
            return self.fills.severity(self.levels[index][1])
        return self.fills.series(0) if self.values[index] >= 0 else self.fills.pale(0)

    def _title(self, row):
        text = titled(row.name, self.values[row.index], self.digits, self.unit)
        return f"{text}, {self.words[row.index]}" if row.index in self.words else text

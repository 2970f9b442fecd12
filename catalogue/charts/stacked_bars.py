"""Bars made of parts: contributions to a score, shares by origin, the parts of a change."""

from django.utils.translation import gettext as _

from catalogue.charts.frame import chart, filled, legend, mark, missing_notes, name_column, nothing_to_show
from catalogue.charts.numbers import beside, known, places, tidy, written
from catalogue.charts.palette import INK, Fills
from catalogue.charts.rows import lay_rows, room_for, rows_picture, titled, value_axis
from catalogue.charts.svg import element, together
from catalogue.charts.text import SMALL, plate, text_width, write
from catalogue.tables.sheet import Column

THICKNESS = 24
GAP_WIDTH = 26


def stacked_bars(
    *, key, title, description, names, series, value_label, unit="", digits=None, share=False, name_label=None
):
    """For each name the parts of each series (label, values), negative ones to the left of zero.

    With `share` each row adds up to 100 per cent; of parts with both signs the sum of their sizes is 100.
    """
    about = {"key": key, "title": title, "description": description}
    names, labels = [str(name) for name in names], [str(label) for label, _values in series]
    values = [[tidy(value) for value in numbers] for _label, numbers in series]
    if share:
        values, unit, digits = _shares(values), "%", 1 if digits is None else digits
    digits = places([value for numbers in values for value in numbers], digits)
    columns = [name_column(name_label), *(Column(label, digits, unit) for label in labels)]
    rows = list(zip(names, *values, strict=True))
    if not share:
        columns.append(Column(_("Sum"), digits, unit))
        rows = [(*row, _sum(row[1:])) for row in rows]
    drawn = _Stack(names, labels, values, digits, unit, share, Fills(key)).picture(value_label, about)
    return chart(**about, picture=drawn, columns=columns, rows=rows)


class _Stack:
    def __init__(self, names, labels, values, digits, unit, share, fills):
        self.names, self.labels, self.digits, self.unit = names, labels, digits, unit
        self.share, self.fills = share, fills
        self.rows = list(zip(*values, strict=True)) if values else []
        self.signed = any(value < 0 for row in self.rows for value in known(row))

    def picture(self, value_label, about):
        if not known(value for row in self.rows for value in row):
            return nothing_to_show(self.fills, **about)
        head, height = legend(self._legend())
        rows = lay_rows(self.names, thickness=THICKNESS + (8 if self._has_sums else 0), top=height)
        drawn = [self.rows[row.index] for row in rows]
        ends = [end for parts in drawn for end in _ends(parts)]
        axis = value_axis(ends, left=rows.left, title=value_label, unit=self.unit, room_right=self._room())
        marks = [self._bar(row, axis.scale) for row in rows]
        return rows_picture(rows, axis, *marks, head=head, fills=self.fills, notes=self._notes(), **about)

    def _legend(self):
        entries = [(label, filled(self.fills.series(number))) for number, label in enumerate(self.labels)]
        return [*entries, (_("Sum"), lambda x, y: _pointer(x + 8, y - 5))] if self._has_sums else entries

    @property
    def _has_sums(self):
        return self.signed and not self.share

    def _notes(self):
        return missing_notes([name for name, row in zip(self.names, self.rows, strict=True) if None in row], self.fills)

    def _room(self):
        texts = [] if self.share else [beside(_sum(row), self.digits, self.unit) for row in self.rows]
        return room_for(texts) + (GAP_WIDTH + 4 if any(None in row for row in self.rows) else 0)

    def _bar(self, row, scale):
        parts = self.rows[row.index]
        places = {1: 0.0, -1: 0.0}
        drawn = []
        for number, value in enumerate(parts):
            if value:
                side = 1 if value > 0 else -1
                start, places[side] = places[side], places[side] + value
                drawn.append(self._part(row, number, value, scale(start), scale(places[side])))
        return together(*drawn, self._end(row, parts, scale(places[1]), scale))

    def _part(self, row, number, value, start, end):
        left, width = min(start, end), abs(end - start)
        box = element(
            "rect", x=left, y=row.middle - THICKNESS / 2, width=width, height=THICKNESS, **self.fills.series(number)
        )
        text = beside(value, self.digits, self.unit)
        inside = plate(left + width / 2, row.middle, text) if text_width(text, SMALL) + 12 < width else None
        return mark(titled(f"{row.name}, {self.labels[number]}", value, self.digits, self.unit), box, inside)

    def _end(self, row, parts, x, scale):
        """Beyond the last part: a hatched box if a part is missing, and the sum."""
        gap = total = sign = None
        if None in parts:
            missing = [label for label, value in zip(self.labels, parts, strict=True) if value is None]
            box = element("rect", x=x + 4, y=row.middle - 9, width=GAP_WIDTH - 4, height=18, **self.fills.missing())
            gap = mark(f"{row.name}, {', '.join(missing)}: {written(None)}", box)
            x += GAP_WIDTH
        if not self.share:
            value = _sum(parts)
            total = write(x + 7, row.middle, beside(value, self.digits, self.unit), halo=True)
            sign = _pointer(scale(value), row.middle + THICKNESS / 2) if self._has_sums and value is not None else None
        return together(gap, total, sign)


def _pointer(x, y):
    """A small triangle that points up at the sum."""
    return element("path", d=f"M {x:.2f} {y:.2f} l 6 9 h -12 z", fill=INK, class_="chart-ink")


def _sum(values):
    return sum(known(values)) if known(values) else None


def _ends(parts):
    numbers = known(parts)
    return sum(value for value in numbers if value < 0), sum(value for value in numbers if value > 0)


def _shares(values):
    sizes = [sum(abs(value) for value in known(row)) for row in zip(*values, strict=True)]
    return [
        [None if value is None or not size else value / size * 100 for value, size in zip(numbers, sizes, strict=True)]
        for numbers in values
    ]

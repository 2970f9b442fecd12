"""How far things are, in per cent, beside how far they should be by now."""

from django.utils.translation import gettext as _

from catalogue.charts.frame import chart, filled, legend, line, mark, missing_notes, name_column, nothing_to_show
from catalogue.charts.numbers import beside, tidy
from catalogue.charts.palette import Fills, paper, rule
from catalogue.charts.rows import lay_rows, room_for, rows_picture, titled, value_axis
from catalogue.charts.svg import element
from catalogue.charts.text import SMALL, cut, write
from catalogue.tables.sheet import Column

THICKNESS = 18
WITH_WORD = 34
WORD_WIDTH = 120
OVER = 5.0  # by which the mark of what is expected is taller than the bar
WHOLE = 100.0


def progress_bars(
    *, key, title, description, items, value_label, expected_label, remarks=None, name_label=None, digits=0
):
    """A bar from 0 to 100 for each (name, per cent, expected per cent or None), with a mark at what is expected.

    Give numbers rounded as they shall be shown. Bars end at 0 and 100, numbers do not: −20 % or 130 %. `remarks`
    {index: word} stand below the number.
    """
    about = {"key": key, "title": title, "description": description}
    items = [(str(name), tidy(value), tidy(expected)) for name, value, expected in items]
    remarks = {index: str(word) for index, word in (remarks or {}).items() if word}
    drawn = _Progress(items, (str(value_label), str(expected_label)), remarks, digits, Fills(key)).picture(about)
    columns = [name_column(name_label), Column(str(value_label), digits, "%"), Column(str(expected_label), digits, "%")]
    if remarks:
        columns.append(Column(_("Remark")))
        items = [(*item, remarks.get(index, "")) for index, item in enumerate(items)]
    return chart(**about, picture=drawn, columns=columns, rows=items)


class _Progress:
    def __init__(self, items, labels, remarks, digits, fills):
        self.items, self.labels, self.remarks = items, labels, remarks
        self.digits, self.fills = digits, fills

    def picture(self, about):
        if all(value is None for _name, value, _expected in self.items):
            return nothing_to_show(self.fills, **about)
        head, height = legend(self._legend())
        thickness = WITH_WORD if self.remarks else THICKNESS + OVER
        rows = lay_rows([name for name, _value, _expected in self.items], thickness=thickness, top=height)
        axis = value_axis([0.0, WHOLE], left=rows.left + 4, title="", unit="", room_right=self._room())
        missing = missing_notes([name for name, value, _expected in self.items if value is None], self.fills)
        marks = [self._row(row, axis.scale) for row in rows]
        return rows_picture(rows, axis, *marks, head=head, fills=self.fills, notes=missing, **about)

    def _legend(self):
        yield self.labels[0], filled(self.fills.solid(0))
        if any(expected is not None for _name, _value, expected in self.items):
            yield self.labels[1], lambda x, y: line(x + 8, y - 10, x + 8, y + 10, **rule("strong", 3))

    def _room(self):
        numbers = room_for([beside(value, self.digits, "%") for _name, value, _expected in self.items])
        return max(numbers, room_for([self._remark(index) for index in self.remarks], SMALL))

    def _remark(self, index):
        return cut(self.remarks.get(index, ""), WORD_WIDTH, SMALL)

    def _row(self, row, scale):
        _name, value, expected = self.items[row.index]
        box = {"x": scale(0), "y": row.middle - THICKNESS / 2, "height": THICKNESS}
        track = element("rect", width=scale(WHOLE) - scale(0), **box, **{**paper(), **rule("axis"), "fill": "none"})
        numbers = self._numbers(row, value, scale(WHOLE) + 6)
        return mark(self._title(row), track, self._bar(value, box, scale), _expected(row, expected, scale), numbers)

    def _bar(self, value, box, scale):
        if value is None:
            return element("rect", width=scale(WHOLE) - scale(0), **box, **self.fills.missing())
        width = scale(_within(value)) - scale(0)
        return element("rect", width=width, **box, **self.fills.solid(0)) if width else None

    def _numbers(self, row, value, x):
        number, word = beside(value, self.digits, "%"), self._remark(row.index)
        if not word:
            return write(x, row.middle, number)
        return write(x, row.middle - 9, number) + write(x, row.middle + 9, word, size=SMALL, tone="soft")

    def _title(self, row):
        _name, value, expected = self.items[row.index]
        done = titled(f"{row.name}. {self.labels[0]}", value, self.digits, "%")
        due = None if expected is None else titled(self.labels[1], expected, self.digits, "%")
        return ", ".join(filter(None, [done, due, self.remarks.get(row.index)]))


def _within(value):
    return min(max(value, 0.0), WHOLE)


def _expected(row, expected, scale):
    if expected is None:
        return None
    x, half = scale(_within(expected)), THICKNESS / 2 + OVER
    return line(x, row.middle - half, x, row.middle + half, **rule("strong", 3))

"""A pasted or uploaded grid put into a list or a table of a content."""

import math

from django.utils.translation import gettext as _

from catalogue.tables.faults import SheetError
from catalogue.tables.numbers import written
from catalogue.text import same
from tools.asking.parts import Listing
from tools.data.given import part_of
from tools.data.headings import attributes_of, names_in, text_of
from tools.data.typing import TEXT_LIMIT, Reader

SLIP = 0.05  # as a logarithm: 0.33 counts as the reciprocal of 3, and 0.13 as that of 8


class Filling:
    """Puts one `Given` into a content: `notes` says what was doubtful.

    `signs` holds the decimal sign of each column, `pairs` for each list which new name stands for which thing on it
    ({listing: {place in the table: place on the list}}), `kept` the lists whose things stay though the table does not
    name them. The first column of a grid names the rows; in a table the first row names the columns, in a list it may
    name the attributes. What is told of things that keep their names stays; an empty cell of a list changes nothing.
    """

    def __init__(self, content, given, language, *, signs=None, pairs=None, kept=()):
        self.content, self.given, self.language = content, given, language
        self.part, self.grid = part_of(content.question, given.part), given.grid
        self.signs, self.pairs, self.kept = signs or {}, pairs or {}, kept
        self.readers, self.notes = {}, []

    def filled(self):
        """The content with the part taken from the grid. Raises SheetError with one sentence."""
        content = self._list() if isinstance(self.part, Listing) else self._table()
        self.notes += [text for reader in self.readers.values() for text in reader.doubts]
        return content

    def cell(self, row, column):
        if getattr(self.part, "worded", False):
            return text_of(row[column], TEXT_LIMIT) or None if column < len(row) else None
        reader = self.readers.setdefault(column, Reader(self.language, self.signs.get(column) or ""))
        return reader.cell(row[column] if column < len(row) else None)

    # --- Tables ---

    def _table(self):
        table, grid = self.part, self.grid
        named = names_in(table, grid)
        _refuse_longer_rows(grid.rows[1:], grid.lines[1:], len(named["columns"]))
        square = table.rows == table.columns
        if square and [same(name) for name in named["rows"]] != [same(name) for name in named["columns"]]:
            raise SheetError(_("The names of the rows and of the columns must be the same, in the same order."))
        content = self._with_names(self.content, table.rows, named["rows"])
        if not square:
            content = self._with_names(content, table.columns, named["columns"])
        if table.layers and self.given.layer >= len(content.tables[table.key]):
            raise SheetError(_("There is nobody on the list to read this table for. Add somebody first."))
        return content.changed(tables={table.key: self._cells(content, table)})

    def _cells(self, content, table):
        """The cells of the grid over those that stand; of a table with layers, in its layer."""
        layers = list(content.layers(table))
        place = self.given.layer if table.layers else 0
        layers[place] = self._over(layers[place], table)
        return layers if table.layers else layers[0]

    def _over(self, standing, table):
        rows, width = self.grid.rows[1:], len(self.grid.rows[0])
        cells = [[self.cell(row, column) for column in range(1, width)] for row in rows]
        if table.shape != "full":
            cells = self._half(cells, table)
        return [
            [*found, *(standing[row][len(found) :] if row < len(standing) else [])] for row, found in enumerate(cells)
        ] + standing[len(cells) :]

    def _half(self, cells, table):
        """Without the diagonal, and of a table of pairs the upper half, into which the lower one is turned."""
        for row, line in enumerate(cells):
            for column, value in enumerate(line[: row + 1]):
                if column == row:
                    self._check_diagonal(table, row, value)
                elif table.shape == "upper":
                    cells[column][row] = self._joined(cells[column][row], value, column, row)
        return [
            [value if table.asks(row, column) else None for column, value in enumerate(line)]
            for row, line in enumerate(cells)
        ]

    def _check_diagonal(self, table, place, value):
        expected = 1 if table.shape == "upper" else 0
        if isinstance(value, int | float) and value != expected:
            text = _("Line %(line)d: “%(name)s” compared with itself must be %(expected)d, not %(value)s.")
            words = {"expected": expected, "value": written(value, self.language), "name": self.grid.rows[place + 1][0]}
            raise SheetError(text % (words | {"line": self.grid.lines[place + 1]}))

    def _joined(self, upper, lower, row, column):
        """The judgement of a pair that may stand above the diagonal, below it as its reciprocal, or twice."""
        if lower in (None, ""):
            return upper
        first, second = self.grid.rows[row + 1][0], self.grid.rows[column + 1][0]
        where = {"line": self.grid.lines[column + 1], "row": second, "column": first, "lower": lower}
        if isinstance(lower, str) or lower <= 0:
            text = _("Line %(line)d: “%(lower)s” (“%(row)s” with “%(column)s”) is no number greater than 0.")
            raise SheetError(text % where)
        if upper in (None, ""):
            return reciprocal(lower)
        if isinstance(upper, str) or upper <= 0 or abs(math.log(upper * lower)) <= SLIP:
            return upper
        text = _(
            "Line %(line)d: %(lower)s (“%(row)s” with “%(column)s”) contradicts %(upper)s above the diagonal; it "
            "should be 1 divided by it. Correct one of the two, or leave one half of the table empty."
        )
        shown = {"upper": written(upper, self.language, True), "lower": written(lower, self.language, True)}
        raise SheetError(text % (where | shown))

    # --- Lists ---

    def _list(self):
        listing = self.part
        attributes, rows, lines = attributes_of(listing, self.grid)
        _refuse_longer_rows(rows, lines, len(attributes))
        content = self._with_names(self.content, listing.key, names_in(listing, self.grid)["rows"])
        items = list(content.lists[listing.key])
        before = {same(name) for name in self.content.names(listing.key)}
        paired = self.pairs.get(listing.key, {})
        for place, (row, line) in enumerate(zip(rows, lines, strict=True)):
            known = place in paired or same(items[place]["name"]) in before
            items[place] = items[place] | self._told(attributes, row, line, known)
        return content.changed(lists={listing.key: items})

    def _told(self, attributes, row, line, known):
        """{attribute: value}: an empty cell leaves what is known, and of a new thing it leaves a number open."""
        found = {}
        for column, attribute in enumerate(attributes, start=1):
            if attribute is None:
                continue
            empty = column >= len(row) or row[column] in (None, "")
            if not empty:
                found[attribute.key] = self._value(attribute, row, column, line)
            elif not known and attribute.kind == "number":
                found[attribute.key] = None
            elif not known and attribute.kind == "choice" and attribute.default:
                self._note_default(attribute, row)
        return found

    def _value(self, attribute, row, column, line):
        if attribute.kind == "number":
            return self.cell(row, column)
        text = text_of(row[column], TEXT_LIMIT)
        if attribute.kind != "choice":
            return text or attribute.default
        for word, label in attribute.choices:
            if same(text) in {same(word), same(str(label))}:
                return word
        sentence = _("Line %(line)d: “%(text)s” is none of the choices for “%(column)s”. Choices are: %(choices)s.")
        choices = ", ".join(str(label) for _word, label in attribute.choices)
        raise SheetError(sentence % {"line": line, "text": text, "column": attribute.label, "choices": choices})

    def _note_default(self, attribute, row):
        text = _("“%(row)s”: the cell “%(column)s” was empty and stands at “%(value)s”.")
        chosen = dict(attribute.choices)[attribute.default]
        self.notes.append(text % {"row": row[0], "column": attribute.label, "value": chosen})

    # --- Names ---

    def _with_names(self, content, key, names):
        """The list with these names, and the things that stay behind them; what is told of each, and its cells, too."""
        listing = content.question.listing(key)
        if listing.fixed:
            return _with_fixed_names(content, listing, names)
        known = {same(name): place for place, name in enumerate(content.names(key)) if name.strip()}
        paired = self.pairs.get(key, {})
        places = [known.get(same(name), paired.get(number)) for number, name in enumerate(names)]
        staying = [place for place in known.values() if place not in places] if key in self.kept else []
        if len(names) + len(staying) > listing.most:
            text = _("%(list)s: there may be at most %(most)d, but the data hold %(count)d.")
            count = len(names) + len(staying)
            raise SheetError(text % {"list": listing.label, "most": listing.most, "count": count})
        content = content.rearranged(key, [*places, *staying])
        items = content.lists[key]
        renamed = [item | {"name": name} for item, name in zip(items, names, strict=False)]
        return content.changed(lists={key: [*renamed, *items[len(names) :]]})


def _with_fixed_names(content, listing, names):
    """The content as it is, where the table names the things of a fixed list in their order."""
    shown, stored = content.names(listing.key), [name for name, _label in listing.fixed]
    if any([same(name) for name in names] == [same(one) for one in known] for known in (shown, stored)):
        return content
    text = _("%(list)s: the table must name exactly these, in this order: %(names)s.")
    raise SheetError(text % {"list": listing.label, "names": ", ".join(shown)})


def reciprocal(value):
    """1 ÷ value; of a rounded one, such as 0.33 or 0.13, the whole number that was meant."""
    whole = round(1 / value)
    decimals = len(repr(float(value)).partition(".")[2])
    return whole if whole and abs(1 / whole - value) <= 0.5 * 10**-decimals + 1e-12 else 1 / value


def _refuse_longer_rows(rows, lines, columns):
    """What stands beyond the last column belongs to nothing, so it is not dropped in silence."""
    for row, line in zip(rows, lines, strict=True):
        if len(row) > columns + 1:
            text = _("Line %(line)d has %(cells)d cells; there are only %(columns)d columns.")
            raise SheetError(text % {"line": line, "cells": len(row), "columns": columns + 1})

"""Content: what was typed for one question, as an object that never changes; `tools.asking.inputs` tells its shape."""

from dataclasses import dataclass

from tools.asking.base import Question
from tools.asking.inputs import Inputs

START_ROWS = 3
MOST_BLANK = 20_000  # cells
MOST_ANSWERS = 200


@dataclass(frozen=True)
class Content:
    """The lists and tables of one question, every one in the size that the lists ask for, with what was asked of them.

    `data` is plain JSON, as it is stored; it is fitted once, here, and shares nothing with what was given. Whatever
    changes content gives a new one.
    """

    question: Question
    data: dict

    def __post_init__(self):
        given, cells = self.data.get("lists", {}), self.data.get("tables", {})
        lists = {part.key: _items(part, given.get(part.key, [])) for part in self.question.listings}
        tables = {part.key: _table(part, cells.get(part.key), lists) for part in self.question.tables}
        answers = self.data.get("answers")
        object.__setattr__(self, "data", {"lists": lists, "tables": tables} | ({"answers": answers} if answers else {}))

    @classmethod
    def empty(cls, question):
        """To begin with: a few empty rows in every list."""
        lists = {}
        for listing in question.listings:
            rows = 0 if listing.optional else max(listing.least, min(START_ROWS, listing.most))
            lists[listing.key] = [blank(listing)] * rows
        return cls(question, {"lists": lists})

    @classmethod
    def of_example(cls, question, example):
        """The data of an example, with its words in the active language."""
        return cls(question, translated(example.content))

    @property
    def lists(self):
        return self.data["lists"]

    @property
    def tables(self):
        return self.data["tables"]

    @property
    def answers(self):
        """{question: answer} of what was asked about the data and need not be asked again (`tools.data.asked`)."""
        return self.data.get("answers", {})

    def inputs(self, options):
        """The same as a question reads it."""
        return Inputs(self.data, options)

    def names(self, key):
        listing = self.question.listing(key)
        return [listing.label_of(item["name"]) for item in self.lists[key]]

    def layers(self, table):
        """The two-dimensional tables, one for each layer; a table without layers is its only one."""
        cells = self.tables[table.key]
        return cells if table.layers else [cells]

    def layer_names(self, table):
        return self.names(table.layers) if table.layers else [""]

    def in_words(self, column, value):
        """A cell of a worded table as it is typed: older content holds the place of a word on its scale."""
        words = self.question.words_of(self.lists, column)
        is_place = isinstance(value, int | float) and float(value).is_integer() and 1 <= value <= len(words)
        return words[int(value) - 1] if is_place else value

    def is_empty(self, table):
        """Whether nothing stands in the whole table."""
        return all(value in (None, "") for layer in self.layers(table) for row in layer for value in row)

    def is_untouched(self, key, index):
        """Whether the thing has no name and nothing else: a row that was never filled in."""
        return self.lists[key][index] == blank(self.question.listing(key)) and not any(
            cell not in (None, "") for table in self.question.tables for cell in self._cells_of(table, key, index)
        )

    def changed(self, *, lists=None, tables=None, answers=None):
        """With other lists or tables in the place of some, and more answers; the oldest of very many go."""
        data = {"lists": {**self.lists, **(lists or {})}, "tables": {**self.tables, **(tables or {})}}
        known = [*{**self.answers, **(answers or {})}.items()][-MOST_ANSWERS:]
        return Content(self.question, data | {"answers": dict(known)})

    def with_item(self, key, item):
        """One more thing on the list; tables grow with it."""
        return self.changed(lists={key: [*self.lists[key], item]})

    def with_row(self, key):
        """One more, empty thing, if there is room for it."""
        listing = self.question.listing(key)
        return self if len(self.lists[key]) >= listing.most else self.with_item(key, blank(listing))

    def without_row(self, key, index):
        """Without one thing on the list; its rows, columns and layers go from the tables."""
        places = range(len(self.lists.get(key, [])))
        return self.rearranged(key, [place for place in places if place != index]) if index in places else self

    def without_empty_rows(self):
        """Without the things that were never filled in."""
        content = self
        for key, items in self.lists.items():
            kept = [place for place in range(len(items)) if not content.is_untouched(key, place)]
            content = content.rearranged(key, kept) if len(kept) < len(items) else content
        return content

    def rearranged(self, key, places):
        """The list with its things in this order, None for a new one; what is told of them and their cells move too.

        A fixed list stays as it is.
        """
        listing, items = self.question.listing(key), self.lists[key]
        if listing.fixed:
            return self
        moved = [blank(listing) if place is None else items[place] for place in places]
        tables = {table.key: _moved(table, self.tables[table.key], key, places) for table in self.question.tables}
        return self.changed(lists={key: moved}, tables=tables)

    def count_of_cells(self, key, index):
        """How many cells of the tables hold something of the thing."""
        return sum(
            cell not in (None, "") for table in self.question.tables for cell in self._cells_of(table, key, index)
        )

    def _cells_of(self, table, key, index):
        for number, layer in enumerate(self.layers(table)):
            if table.layers == key and number == index:
                yield from (cell for row in layer for cell in row)
            if table.rows == key and index < len(layer):
                yield from layer[index]
            if table.columns == key:
                yield from (row[index] for row in layer if index < len(row))


def blank(listing):
    return {"name": ""} | {attribute.key: attribute.default for attribute in listing.attributes}


def _items(listing, items):
    return [{"name": name} for name, _label in listing.fixed] or [_item(listing, item) for item in items]


def _item(listing, item):
    kept = blank(listing) | {key: item[key] for key in blank(listing) if key in item}
    return kept | {"name": str(kept["name"] or "")}


def _table(table, cells, lists):
    rows, columns = len(lists[table.rows]), len(lists[table.columns])
    if not table.layers:
        return _sized(table, cells or [], rows, columns)
    layers = (cells or []) + [[]] * len(lists[table.layers])
    return [_sized(table, layer, rows, columns) for layer in layers[: len(lists[table.layers])]]


def _sized(table, cells, rows, columns):
    """Cells for every row and column; a very large table of which nothing is known stays an empty list."""
    if rows * columns > MOST_BLANK and not any(cell not in (None, "") for row in cells for cell in row):
        return []

    def cell(row, column):
        known = row < len(cells) and column < len(cells[row]) and table.asks(row, column)
        return cells[row][column] if known else None

    return [[cell(row, column) for column in range(columns)] for row in range(rows)]


def _moved(table, cells, key, places):
    if table.layers == key:
        return [cells[place] if place is not None else [] for place in places]
    if table.layers:
        return [_moved_in(table, layer, key, places) for layer in cells]
    return _moved_in(table, cells, key, places)


def _moved_in(table, cells, key, places):
    if table.rows == key:
        cells = [cells[place] if place is not None and place < len(cells) else [] for place in places]
    if table.columns == key:
        cells = [[row[place] if place is not None and place < len(row) else None for place in places] for row in cells]
    return cells


def translated(value):
    """The same with every lazy text in the active language."""
    if isinstance(value, dict):
        return {key: translated(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [translated(part) for part in value]
    return value if value is None or isinstance(value, int | float | str) else str(value)

"""The content as the data page shows it: rows of fields with their values and mistakes."""

from dataclasses import dataclass

from django.utils.translation import get_language

from catalogue.tables.numbers import written
from tools.asking.parts import Attribute, Listing, Table, Words
from tools.data.checking import cell_field, item_field
from tools.data.typing import is_big


@dataclass(frozen=True)
class Cell:
    field: str
    value: str
    label: str = ""
    attribute: Attribute | None = None
    mistake: str = ""
    asked: bool = True
    is_figure: bool = True  # where no attribute says what it is

    @property
    def told(self):
        """The value in words, where it is not what every new row has."""
        if self.attribute.kind == "choice":
            return "" if self.value == self.attribute.default else str(dict(self.attribute.choices).get(self.value, ""))
        return self.value


@dataclass(frozen=True)
class Item:
    """One thing on a list: its name, what is told of it, and what is folded below."""

    name: Cell
    cells: list
    more: list

    @property
    def unfolded(self):
        return any(cell.mistake for cell in self.more)

    @property
    def gist(self):
        """What the folded cells hold; while nothing is filled in, what could be."""
        told = [f"{cell.label}: {cell.told}" for cell in self.more if cell.told]
        return " · ".join(told) or ", ".join(cell.label for cell in self.more)


@dataclass(frozen=True)
class Part:
    part: Listing | Table
    label: Words
    rows: list  # of `Item` of a list; of (row name, cells) of a table
    is_list: bool = False
    columns: tuple = ()
    layers: tuple = ()  # of a table: (number, name, rows)
    full: bool = False  # no room for one more
    big: bool = False  # too large to be shown cell by cell
    size: tuple = (0, 0)
    mistake: str = ""  # of the whole part
    paste_mistake: str = ""
    pasted: str = ""
    folded: bool = False

    @property
    def key(self):
        return self.part.key

    @property
    def attributes(self):
        """Those that have a column of their own."""
        return [one for one in self.part.attributes if not one.more]

    @property
    def width(self):
        return len(self.attributes) + 2


def parts(content, problems=(), pasted=None):
    """Every list and table of the question in its order."""
    mistakes = {}
    for problem in problems:
        mistakes.setdefault(problem.field, problem.text)
    for part in content.question.parts:
        if isinstance(part, Listing) and part.fixed:
            continue
        make = _listing if isinstance(part, Listing) else _table
        yield make(part, content, mistakes, (pasted or {}).get(part.key, ""))


def _listing(listing, content, mistakes, pasted):
    items = content.lists[listing.key]
    rows = [_item(listing, index, item, mistakes) for index, item in enumerate(items)]
    return Part(
        part=listing,
        label=listing.label,
        rows=rows,
        is_list=True,
        full=len(items) >= listing.most,
        size=(len(items), 0),
        mistake=mistakes.get(f"part-{listing.key}", ""),
        paste_mistake=mistakes.get(f"paste-{listing.key}", ""),
        pasted=pasted,
    )


def _item(listing, index, item, mistakes):
    name = _cell(item_field(listing.key, index, "name"), item["name"], mistakes, listing.noun)
    cells = [
        _cell(item_field(listing.key, index, one.key), item.get(one.key), mistakes, one.label, one)
        for one in listing.attributes
    ]
    return Item(
        name, [cell for cell in cells if not cell.attribute.more], [cell for cell in cells if cell.attribute.more]
    )


def _table(table, content, mistakes, pasted):
    names, columns, layer_names = content.names(table.rows), content.names(table.columns), content.layer_names(table)
    big = is_big(table, content)
    layers = [
        (
            number,
            layer_names[number],
            [] if big else list(_rows(content, table, number, layer, names, columns, mistakes)),
        )
        for number, layer in enumerate(content.layers(table))
    ]
    return Part(
        part=table,
        label=table.label,
        rows=[],
        columns=tuple(columns),
        layers=tuple(layers),
        big=big,
        size=(len(names), len(columns)),
        folded=table.folds and content.is_empty(table),
        mistake=mistakes.get(f"part-{table.key}", ""),
        paste_mistake=mistakes.get(f"paste-{table.key}", ""),
        pasted=pasted,
    )


def _rows(content, table, number, layer, names, columns, mistakes):
    for row, cells in enumerate(layer):
        yield (
            names[row],
            [
                _cell(
                    cell_field(table.key, number, row, column),
                    content.in_words(column, value) if table.worded else value,
                    mistakes,
                    f"{names[row] or row + 1}, {columns[column] or column + 1}",
                    asked=table.asks(row, column),
                    fractions=table.fractions,
                    is_figure=not table.worded,
                )
                for column, value in enumerate(cells)
            ],
        )


def _cell(field, value, mistakes, label, attribute=None, *, fractions=False, **more):
    text = written(value, get_language(), fractions)
    return Cell(field, text, str(label), attribute, mistakes.get(field, ""), **more)

"""A pasted or uploaded grid put into a list or a table of a content."""

from django.utils.translation import gettext as _

from catalogue.tables.reading import SheetError
from tools.asking.parts import Listing
from tools.data.typing import NAME_LIMIT, TEXT_LIMIT, Reader


def filled(content, part, grid, language, layer=0):
    """(content, what was doubtful) with the part taken from the grid. Raises SheetError with one sentence.

    The first column of a grid names the rows. In a table the first row names the columns; lists follow the grid, and
    what is told of things that keep their names stays. In a list the first row may name the attributes.
    """
    reader = Reader(language, [cell for row in grid.rows for cell in row if isinstance(cell, str)])
    if isinstance(part, Listing):
        content = _listing_filled(content, part, grid, reader)
    else:
        content = _table_filled(content, part, grid, reader, layer)
    return content, reader.doubts


def _table_filled(content, table, grid, reader, layer):
    if len(grid.rows) < 2 or len(grid.rows[0]) < 2:
        raise SheetError(
            _("The first row must name the columns and the first column the rows; there is nothing below.")
        )
    columns = _names(grid.rows[0][1:], grid.lines[0])
    _refuse_longer_rows(grid.rows[1:], grid.lines[1:], len(columns))
    rows = _names([row[0] if row else None for row in grid.rows[1:]], grid.lines[1], down=grid.lines[1:])
    square = table.rows == table.columns
    if square and [name.casefold() for name in rows] != [name.casefold() for name in columns]:
        raise SheetError(_("The names of the rows and of the columns must be the same, in the same order."))
    content = _with_names(content, content.question.listing(table.rows), rows)
    if not square:
        content = _with_names(content, content.question.listing(table.columns), columns)
    cells = [
        [
            reader.cell(row[1 + column] if 1 + column < len(row) else None) if table.asks(index, column) else None
            for column in range(len(columns))
        ]
        for index, row in enumerate(grid.rows[1:])
    ]
    if table.layers and layer >= len(content.tables[table.key]):
        raise SheetError(_("There is nobody on the list to read this table for. Add somebody first."))
    if table.layers:
        before = content.tables[table.key]
        cells = [*before[:layer], cells, *before[layer + 1 :]]
    return content.changed(tables={table.key: cells})


def _refuse_longer_rows(rows, lines, columns):
    """What stands beyond the last column belongs to nothing, so it is not dropped in silence."""
    for row, line in zip(rows, lines, strict=True):
        if len(row) > columns + 1:
            text = _("Line %(line)d has %(cells)d cells; there are only %(columns)d columns.")
            raise SheetError(text % {"line": line, "cells": len(row), "columns": columns + 1})


def _names(cells, line, down=()):
    names, seen = [], {}
    for number, cell in enumerate(cells):
        name = _text(cell, NAME_LIMIT)
        at = down[number] if down else line
        if not name:
            raise SheetError(_("Line %(line)d: there is a column or a row without a name.") % {"line": at})
        if name.casefold() in seen:
            text = _("Line %(line)d: the name “%(name)s” stands twice. Every name must be its own.")
            raise SheetError(text % {"line": at, "name": name})
        seen[name.casefold()] = number
        names.append(name)
    return names


def _with_names(content, listing, names):
    """The list with exactly these names; things that were on it keep what is told of them, and their cells."""
    if len(names) > listing.most:
        text = _("%(list)s: there may be at most %(most)d, but the data hold %(count)d.")
        raise SheetError(text % {"list": listing.label, "most": listing.most, "count": len(names)})
    known = {name.strip().casefold(): index for index, name in enumerate(content.names(listing.key))}
    content = content.rearranged(listing.key, [known.get(name.casefold()) for name in names])
    items = [item | {"name": name} for item, name in zip(content.lists[listing.key], names, strict=True)]
    return content.changed(lists={listing.key: items})


def _listing_filled(content, listing, grid, reader):
    attributes, rows, lines = _with_heading(listing, grid)
    names = _names([row[0] if row else None for row in rows], 1, down=lines)
    _refuse_longer_rows(rows, lines, len(attributes))
    content, items = _with_names(content, listing, names), []
    for item, row, line in zip(content.lists[listing.key], rows, lines, strict=True):
        told = {
            attribute.key: _told(attribute, cell, reader, line)
            for attribute, cell in zip(attributes, row[1:], strict=False)
            if attribute is not None
        }
        items.append(item | told)
    return content.changed(lists={listing.key: items})


def _with_heading(listing, grid):
    """(attribute of each further column, rows, their line numbers); without a heading, columns stand in our order."""
    by_label = {}
    for attribute in listing.attributes:
        by_label |= {attribute.key.casefold(): attribute, str(attribute.label).casefold(): attribute}
    first = [_text(cell, NAME_LIMIT) for cell in grid.rows[0]] if grid.rows else []
    named = [by_label.get(label.casefold()) for label in first[1:]]
    heading = any(named) or (first and first[0].casefold() in {"name", str(listing.noun).casefold()})
    if heading:
        unknown = [text for text, attribute in zip(first[1:], named, strict=True) if text and attribute is None]
        if unknown:
            text = _("The column “%(column)s” is not known here. Known are: %(known)s.")
            known = ", ".join(str(attribute.label) for attribute in listing.attributes)
            raise SheetError(text % {"column": unknown[0], "known": known})
    rows, lines = (grid.rows[1:], grid.lines[1:]) if heading else (grid.rows, grid.lines)
    if not rows:
        raise SheetError(_("There is only a heading and no row below it."))
    return (named if heading else list(listing.attributes)), rows, lines


def _told(attribute, cell, reader, line):
    if attribute.kind == "number":
        return reader.cell(cell)
    text = _text(cell, TEXT_LIMIT)
    if attribute.kind != "choice" or not text:
        return text or attribute.default
    for word, label in attribute.choices:
        if text.casefold() in {word.casefold(), str(label).casefold()}:
            return word
    sentence = _("Line %(line)d: “%(text)s” is none of the choices for “%(column)s”. Choices are: %(choices)s.")
    choices = ", ".join(str(label) for _word, label in attribute.choices)
    raise SheetError(sentence % {"line": line, "text": text, "column": attribute.label, "choices": choices})


def _text(cell, limit):
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(str("" if cell is None else cell).replace("\x00", "").split())[:limit]

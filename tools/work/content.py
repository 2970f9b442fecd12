"""Content as plain JSON: made empty, changed row by row, and kept in order. See `tools.asking.inputs` for its shape.

Nothing here changes what it is given; each function returns new content.
"""

from copy import deepcopy

START_ROWS = 3
MOST_BLANK = 20_000  # cells


def empty(analysis):
    """Content to begin with: a few empty rows in every list."""
    content = {"lists": {}, "tables": {}}
    for listing in analysis.listings:
        rows = 0 if listing.optional else max(listing.least, min(START_ROWS, listing.most))
        content["lists"][listing.key] = [blank(listing) for _row in range(rows)]
    return fitted(analysis, content)


def blank(listing):
    return {"name": ""} | {attribute.key: attribute.default for attribute in listing.attributes}


def fitted(analysis, content):
    """The content with every list and table of the analysis, in the size that the lists ask for, and nothing else."""
    lists = {
        part.key: [_item(part, item) for item in content.get("lists", {}).get(part.key, [])]
        for part in analysis.listings
    }
    tables = {part.key: _table(part, content.get("tables", {}).get(part.key), lists) for part in analysis.tables}
    return {"lists": lists, "tables": tables}


def with_row(analysis, content, key):
    """One more, empty thing on the list; tables grow with it."""
    listing = analysis.listing(key)
    content = deepcopy(content)
    if len(content["lists"][key]) < listing.most:
        content["lists"][key].append(blank(listing))
    return fitted(analysis, content)


def without_row(analysis, content, key, index):
    """Without one thing on the list; its rows, columns and layers go from the tables."""
    content = deepcopy(content)
    if not 0 <= index < len(content["lists"].get(key, [])):
        return content
    del content["lists"][key][index]
    for table in analysis.tables:
        content["tables"][table.key] = _without(table, content["tables"][table.key], key, index)
    return fitted(analysis, content)


def without_empty_rows(analysis, content):
    """Without the things that have no name and nothing else: rows that were never filled in."""
    for listing in analysis.listings:
        for index in reversed(range(len(content["lists"][listing.key]))):
            if is_untouched(analysis, content, listing, index):
                content = without_row(analysis, content, listing.key, index)
    return content


def is_untouched(analysis, content, listing, index):
    item = content["lists"][listing.key][index]
    return item == blank(listing) and not any(
        cell not in (None, "") for table in analysis.tables for cell in _cells_of(table, content, listing.key, index)
    )


def layers_of(table, content):
    """The two-dimensional tables, one for each layer; a table without layers is its only one."""
    cells = content["tables"][table.key]
    return cells if table.layers else [cells]


def _cells_of(table, content, key, index):
    for number, layer in enumerate(layers_of(table, content)):
        if table.layers == key and number == index:
            yield from (cell for row in layer for cell in row)
        if table.rows == key and index < len(layer):
            yield from layer[index]
        if table.columns == key:
            yield from (row[index] for row in layer)


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


def _without(table, cells, key, index):
    if table.layers == key:
        return cells[:index] + cells[index + 1 :]
    if table.layers:
        return [_without_in(table, layer, key, index) for layer in cells]
    return _without_in(table, cells, key, index)


def _without_in(table, cells, key, index):
    if table.rows == key:
        cells = cells[:index] + cells[index + 1 :]
    if table.columns == key:
        cells = [row[:index] + row[index + 1 :] for row in cells]
    return cells


def translated(value):
    """The same with every lazy text in the active language."""
    if isinstance(value, dict):
        return {key: translated(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [translated(part) for part in value]
    return value if value is None or isinstance(value, int | float | str) else str(value)

"""What came with a form, as content: nothing typed is lost, also what is no number."""

from catalogue.tables.numbers import doubt, read_number, read_whole, written
from catalogue.text import kept_line
from tools.data.checking import cell_field, item_field

NAME_LIMIT = 120
TEXT_LIMIT = 2000
CELL_LIMIT = 60
MOST_COUNTED = 99_999  # rows that a form may say it has
BIG = 400  # cells; a larger table is typed as text, not cell by cell


class Reader:
    """Reads cells in one language, and collects what was doubtful.

    `decimal` is the decimal sign where it is known. A reader that does not `settle` leaves doubtful texts as they are.
    """

    def __init__(self, language, decimal="", settle=True):
        self.language, self.decimal, self.settle = language, decimal, settle
        self.doubts = []

    def cell(self, text, before=None):
        """A number, None, or the text itself where it is no number. Numbers of spreadsheets pass as they are.

        `before` is what stood there: a cell that shows it still is not read anew.
        """
        if text is None or isinstance(text, int | float):
            return text
        text = str(text).replace("\x00", "").strip()
        if text and isinstance(before, int | float) and text in self._shown(before):
            return before
        return self._read(text) if len(text) <= CELL_LIMIT else text[: CELL_LIMIT - 1] + "…"

    def _read(self, text):
        try:
            read = read_number(text, self.language, self.decimal)
        except ValueError:
            return text
        if read.doubtful and not self.settle:
            return text
        if read.doubtful:
            self.doubts.append(doubt(text, read.value, self.language))
        return read.value

    def _shown(self, value):
        return {written(value, self.language), written(value, self.language, fractions=True)}


def typed(before, data, language, *, settle=True):
    """The content of a posted form, with what was doubtful; tables that the form does not show stay as `before`."""
    reader, question = Reader(language, settle=settle), before.question
    lists = {}
    for listing in question.listings:
        count, items = _count(data.get(f"n-{listing.key}"), listing.most), before.lists[listing.key]
        known = [*items[:count], *[{}] * (count - len(items))]
        lists[listing.key] = [_item(listing, data, index, reader, item) for index, item in enumerate(known)]
    content, tables = before.changed(lists=lists), {}
    for table in question.tables:
        if f"shown-{table.key}" in data:
            layers = [_layer(table, data, number, layer, reader) for number, layer in enumerate(content.layers(table))]
            tables[table.key] = layers if table.layers else layers[0]
    return content.changed(tables=tables), reader.doubts


def _word(text, _before=None):
    return _line(text, TEXT_LIMIT) or None


def is_big(table, content):
    """Whether the table is too large to be typed cell by cell."""
    rows, columns = len(content.lists[table.rows]), len(content.lists[table.columns])
    return rows * columns * len(content.layers(table)) > BIG


def _count(text, most):
    return min(read_whole(text or "", 0, MOST_COUNTED) or 0, most)


def _item(listing, data, index, reader, before):
    item = {"name": _line(data.get(item_field(listing.key, index, "name"), ""), NAME_LIMIT)}
    for attribute in listing.attributes:
        text = data.get(item_field(listing.key, index, attribute.key))
        known = before.get(attribute.key)
        item[attribute.key] = attribute.default if text is None else _attribute(attribute, text, reader, known)
    return item


def _attribute(attribute, text, reader, before):
    if attribute.kind == "number":
        return reader.cell(text, before)
    if attribute.kind == "choice":
        return text if text in dict(attribute.choices) else attribute.default
    return _line(text, TEXT_LIMIT) or attribute.default


def _line(text, limit):
    return kept_line(text.replace("\0", ""))[:limit]


def _layer(table, data, number, layer, reader):
    read = _word if table.worded else reader.cell
    return [
        [
            read(data.get(cell_field(table.key, number, row, column), ""), before) if table.asks(row, column) else None
            for column, before in enumerate(cells)
        ]
        for row, cells in enumerate(layer)
    ]

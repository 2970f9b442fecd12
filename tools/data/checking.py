"""What is wrong with a content: sentences with the cell they belong to, and what to do."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.tables.numbers import may_mean_two, which_number, written
from catalogue.text import same


@dataclass(frozen=True)
class Problem:
    """A sentence, and the id of the field it belongs to ("" is the whole form), or the option."""

    text: str
    field: str = ""
    option: str = ""


def problems(content, language):
    """All problems of the lists and tables, in the order of the page."""
    found = []
    for listing in content.question.listings:
        found += _of_listing(listing, content.lists[listing.key], language)
    if not found:
        for table in content.question.tables:
            found += _of_table(table, content, language)
    return found


def from_trouble(analysis, trouble):
    """The problems an analysis itself finds."""
    parts = {part.key for part in analysis.parts}
    return [
        Problem(str(text), _field(analysis, place))
        if not place or place[0] in parts
        else Problem(str(text), option=place[0])
        for place, text in trouble.problems
    ]


def item_field(listing, index, attribute):
    return f"l-{listing}-{index}-{attribute}"


def cell_field(table, layer, row, column):
    return f"t-{table}-{layer}-{row}-{column}"


def _field(analysis, place):
    if len(place) < 2:
        return f"part-{place[0]}" if place else ""
    key, *numbers = place
    if any(listing.key == key for listing in analysis.listings):
        return item_field(key, numbers[0], numbers[1] if len(numbers) > 1 else "name")
    layer, row, column = numbers if len(numbers) == 3 else (0, *numbers)
    return cell_field(key, layer, row, column)


def _of_listing(listing, items, language):
    if listing.optional and not items:
        return
    if len(items) < listing.least:
        text = ngettext(
            "%(list)s: there must be at least %(count)d.", "%(list)s: there must be at least %(count)d.", listing.least
        )
        yield Problem(text % {"list": listing.label, "count": listing.least}, f"part-{listing.key}")
    if len(items) > listing.most:
        text = ngettext(
            "%(list)s: there may be at most %(count)d.", "%(list)s: there may be at most %(count)d.", listing.most
        )
        yield Problem(text % {"list": listing.label, "count": listing.most}, f"part-{listing.key}")
    seen = {}
    for index, item in enumerate(items):
        yield from _of_name(listing, item["name"].strip(), index, seen)
        for attribute in listing.attributes:
            value = item.get(attribute.key)
            where = {"row": item["name"] or index + 1, "column": attribute.label}
            field = item_field(listing.key, index, attribute.key)
            if attribute.required and value in (None, ""):
                yield Problem(_("“%(row)s”: fill in “%(column)s”.") % where, field)
            elif attribute.kind == "number":
                yield from _of_number(attribute, value, where, field, language)


def _of_name(listing, name, index, seen):
    field = item_field(listing.key, index, "name")
    where = {"list": listing.label, "row": index + 1, "name": name}
    if not name:
        yield Problem(_("%(list)s, row %(row)d: write a name, or remove the row.") % where, field)
    elif same(name) in seen:
        yield Problem(_("%(list)s, row %(row)d: “%(name)s” is already on the list. Write another name.") % where, field)
    seen[same(name)] = index


def _of_table(table, content, language):
    if table.optional and content.is_empty(table):
        return
    rows, columns, layers = content.names(table.rows), content.names(table.columns), content.layer_names(table)
    for number, layer in enumerate(content.layers(table)):
        for row, cells in enumerate(layer):
            for column, value in enumerate(cells):
                if not table.asks(row, column):
                    continue
                of_layer = f"{layers[number]}: " if layers[number] else ""
                where = {"row": of_layer + rows[row], "column": columns[column]}
                field = cell_field(table.key, number, row, column)
                if table.worded:  # the question itself knows the words
                    continue
                if value in (None, "") and not table.missing:
                    yield Problem(_("Row “%(row)s”, column “%(column)s”: fill in a number.") % where, field)
                else:
                    yield from _of_number(table, value, where, field, language)


def _of_number(part, value, where, field, language):
    """`part` is an attribute or a table: both have bounds."""
    if value in (None, ""):
        return
    if isinstance(value, str) and may_mean_two(value):
        text = _("Row “%(row)s”, column “%(column)s”: %(question)s")
        yield Problem(text % (where | {"question": which_number(value, language)}), field)
    elif isinstance(value, str):
        text = _(
            "Row “%(row)s”, column “%(column)s”: “%(text)s” is not a number. Leave it empty if there is no figure."
        )
        yield Problem(text % (where | {"text": value[:60]}), field)
    elif part.low is not None and value < part.low:
        text = _("Row “%(row)s”, column “%(column)s”: %(value)s is too small. Write at least %(bound)s.")
        yield Problem(text % (where | _bounds(value, part.low, language)), field)
    elif part.high is not None and value > part.high:
        text = _("Row “%(row)s”, column “%(column)s”: %(value)s is too large. Write at most %(bound)s.")
        yield Problem(text % (where | _bounds(value, part.high, language)), field)
    elif part.above is not None and value <= part.above:
        text = _("Row “%(row)s”, column “%(column)s”: %(value)s is too small. Write a number greater than %(bound)s.")
        yield Problem(text % (where | _bounds(value, part.above, language)), field)


def _bounds(value, bound, language):
    return {"value": written(value, language), "bound": written(bound, language)}

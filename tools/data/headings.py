"""Names in a pasted or uploaded table: read, and matched to those that are on a list already."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from catalogue.tables.faults import SheetError
from catalogue.text import fold, kept_line, same, shortened
from tools.asking.parts import Listing
from tools.data.content import blank
from tools.data.typing import NAME_LIMIT

ALIKE = 0.75  # share of letters that two names have in common
MOST_COMPARED = 300  # names; of longer lists only equal ones are matched
MOST_SHOWN = 40


@dataclass(frozen=True)
class Match:
    """What a table names (`new`: place and name) and what is on the list and not named (`gone`), with who is alike."""

    listing: Listing
    new: tuple
    gone: tuple
    alike: dict  # {place of a new name: place on the list}


def matched(content, listing, names):
    """The `Match` of the names that a table has for a list."""
    known = {same(name): place for place, name in enumerate(content.names(listing.key)) if name.strip()}
    taken = {same(name) for name in names}
    new = tuple((place, name) for place, name in enumerate(names) if same(name) not in known)
    gone = tuple((place, content.names(listing.key)[place]) for name, place in known.items() if name not in taken)
    return Match(listing, new, gone, _pairs(new, gone))


def _pairs(new, gone):
    """Each name with the one it is most alike, the most alike first; nobody twice."""
    if len(new) > MOST_COMPARED or len(gone) > MOST_COMPARED:
        return {}
    close = sorted(((_likeness(name, old), a, b) for a, name in new for b, old in gone), reverse=True)
    found = {}
    for likeness, a, b in close:
        if likeness >= ALIKE and a not in found and b not in found.values():
            found[a] = b
    return found


def _likeness(one, other):
    """1 for the same words; a name that only adds something to the other (a unit, “new”) is very much alike."""
    one, other = (
        " ".join("".join(sign if sign.isalnum() else " " for sign in fold(name)).split()) for name in (one, other)
    )
    if digits(one) and digits(other) and digits(one) != digits(other):  # “Income 2019” is not “Income 2020”
        return 0.0
    shorter, longer = sorted((one, other), key=len)
    if shorter and f" {longer} ".startswith(f" {shorter} "):
        return 0.9 + 0.1 * len(shorter) / len(longer)
    return SequenceMatcher(None, one, other).ratio()


def digits(text):
    return [sign for sign in text if sign.isalnum() and not sign.isalpha()]


def told(content, listing, place):
    """What is told of a thing and would be lost with it, in words."""
    item, new = content.lists[listing.key][place], blank(listing)
    facts = [
        f"{attribute.label}: {_in_words(attribute, item[attribute.key])}"
        for attribute in listing.attributes
        if item[attribute.key] not in (new[attribute.key], None, "")
    ]
    cells = content.count_of_cells(listing.key, place)
    return "; ".join([*facts, *([_("figures in the tables: %(count)d") % {"count": cells}] if cells else [])])


def _in_words(attribute, value):
    return dict(attribute.choices).get(value, value) if attribute.choices else value


# --- Names ---


def names_in(part, grid):
    """{which of "rows" and "columns": names} in a grid for a part. Raises SheetError."""
    if isinstance(part, Listing):
        _attributes, rows, lines = attributes_of(part, grid)
        return {"rows": names(first_cells(rows), lines[0], down=lines)}
    if len(grid.rows) < 2 or len(grid.rows[0]) < 2:
        raise SheetError(
            _("The first row must name the columns and the first column the rows; there is nothing below.")
        )
    return {
        "rows": names(first_cells(grid.rows[1:]), grid.lines[1], down=grid.lines[1:]),
        "columns": names(grid.rows[0][1:], grid.lines[0]),
    }


def first_cells(rows):
    return [row[0] if row else None for row in rows]


def names(cells, line, down=()):
    found, seen = [], set()
    for number, cell in enumerate(cells):
        name = text_of(cell, NAME_LIMIT)
        at = down[number] if down else line
        if not name:
            raise SheetError(_("Line %(line)d: there is a column or a row without a name.") % {"line": at})
        if same(name) in seen:
            text = _("Line %(line)d: the name “%(name)s” stands twice. Every name must be its own.")
            raise SheetError(text % {"line": at, "name": name})
        seen.add(same(name))
        found.append(name)
    return found


def attributes_of(listing, grid):
    """(attribute of each further column, rows, their line numbers); without a heading, columns stand in our order."""
    by_label = {}
    for attribute in listing.attributes:
        by_label |= {same(attribute.key): attribute, same(str(attribute.label)): attribute}
    first = [text_of(cell, NAME_LIMIT) for cell in grid.rows[0]] if grid.rows else []
    named = [by_label.get(same(label)) for label in first[1:]]
    heading = any(named) or (first and same(first[0]) in {"name", same(str(listing.noun))})
    if heading:
        _refuse_unknown(listing, first[1:], named)
    rows, lines = (grid.rows[1:], grid.lines[1:]) if heading else (grid.rows, grid.lines)
    if not rows:
        raise SheetError(_("There is only a heading and no row below it."))
    width = max(map(len, rows)) - 1
    return (named if heading else list(listing.attributes)[: max(width, 0)]), rows, lines


def _refuse_unknown(listing, labels, named):
    unknown = [text for text, attribute in zip(labels, named, strict=True) if text and attribute is None]
    if unknown:
        text = _("The column “%(column)s” is not known here. Known are: %(known)s.")
        known = ", ".join(str(attribute.label) for attribute in listing.attributes)
        raise SheetError(text % {"column": unknown[0], "known": known})


def text_of(cell, limit):
    """The text of a cell in one line. Raises SheetError where it is longer: nothing is cut."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = kept_line(str("" if cell is None else cell).replace("\0", ""))
    if len(text) > limit:
        sentence = _("“%(text)s” is too long: it has %(length)d letters, at most %(most)d are taken here.")
        raise SheetError(sentence % {"text": shortened(text, 60), "length": len(text), "most": limit})
    return text

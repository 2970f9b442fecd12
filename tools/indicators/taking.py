"""Figures of the portal put into the work of a comparison."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.text import same
from tools.data.content import blank
from tools.data.typing import NAME_LIMIT, TEXT_LIMIT
from tools.indicators.measures import Measure, Named, Point, points

ANALYSIS = "composite"
UNITS, INDICATORS, VALUES = "units", "indicators", "values"
LITTLE = 0.65  # less coverage than this is flagged
BETWEEN = "; "  # two years or sources of one indicator


class Untakable(Exception):
    """Why the figures cannot be put into the work, as a sentence."""


@dataclass(frozen=True)
class Selection:
    """What was chosen, and the figure found for each pair."""

    measures: tuple[Measure, ...]
    places: tuple[Named, ...]
    rows: tuple[tuple[Point | None, ...], ...]  # places × measures

    @property
    def table(self):
        """(place, its figures), place by place."""
        return list(zip(self.places, self.rows, strict=True))

    @property
    def columns(self):
        """The figures found, measure by measure."""
        return [[point for point in column if point] for column in zip(*self.rows, strict=True)]

    @property
    def empty(self):
        """How many of the places have no figure at all."""
        return sum(not any(cells) for cells in self.rows)

    @property
    def rounded(self):
        return any(point.qualifier for column in self.columns for point in column)

    @property
    def undirected(self):
        return any(not measure.direction for measure in self.measures)

    @property
    def coverage(self):
        """(how many of the places have a figure, whether that is little) of each measure."""
        return [(len(column), len(column) < LITTLE * len(self.places)) for column in self.columns]

    @property
    def found(self):
        return sum(count for count, _little in self.coverage)

    @property
    def years(self):
        """The years of the figures found, as text for each measure."""
        return [_years(column) for column in self.columns]

    @property
    def sources(self):
        """Where the figures of each measure come from; it says which values are approximate."""
        return [_source(one, self.table, number) for number, one in enumerate(self.measures)]


def selection(*, measures, places, year=None):
    """The figures of one year, or of the latest that each pair has."""
    found = points([measure.key for measure in measures], [place.pk for place in places])
    latest = {}
    for key, listed in found.items():
        for point in listed:  # the newest first
            if year is None or point.year == year:
                latest.setdefault((key, point.place), point)
    rows = tuple(tuple(latest.get((measure.key, place.pk)) for measure in measures) for place in places)
    return Selection(tuple(measures), tuple(places), rows)


def taken(content, chosen):
    """The content with the figures in it; what is on a list by name already keeps its row and what is told of it."""
    _refuse_namesakes(chosen)
    content, listing = content.without_empty_rows(), content.question.listing
    indicators, columns = _with_rows(content.lists[INDICATORS], listing(INDICATORS), chosen.measures)
    units, rows = _with_rows(content.lists[UNITS], listing(UNITS), chosen.places)
    for number, (column, measure) in enumerate(zip(columns, chosen.measures, strict=True)):
        dated = {"year": chosen.years[number], "source": chosen.sources[number]}
        indicators[column] = _described(listing(INDICATORS), indicators[column], measure, dated)
    return content.changed(
        lists={INDICATORS: indicators, UNITS: units},
        tables={VALUES: _with_points(content.tables[VALUES], (len(units), len(indicators)), rows, columns, chosen)},
    )


def _refuse_namesakes(chosen):
    for listed in (chosen.places, chosen.measures):
        seen = set()
        for one in listed:
            if _key(one.name) in seen:
                raise Untakable(
                    _("Two of those chosen are called “%(name)s”. Choose one of them.") % {"name": one.name}
                )
            seen.add(_key(one.name))


def _with_rows(items, listing, named):
    """(items, the number of the row of each): the row with one of its names, or a new one at the end."""
    items, rows = list(items), []
    for one in named:
        known = {_key(item["name"]): number for number, item in enumerate(items)}
        row = next((known[_key(name)] for name in one.names if _key(name) in known), None)
        if row is None:
            row = len(items)
            items.append(_new_row(listing, row, one.names[0]))
        rows.append(row)
    return items, rows


def _new_row(listing, number, name):
    if number >= listing.most:
        text = ngettext(
            "%(list)s: there may be at most %(count)d.", "%(list)s: there may be at most %(count)d.", listing.most
        )
        raise Untakable(text % {"list": listing.label, "count": listing.most})
    return blank(listing) | {"name": _name(name)}


def _with_points(cells, size, rows, columns, chosen):
    """The table in its new size with the figures found."""
    known = {(row, column): cell for row, line in enumerate(cells) for column, cell in enumerate(line)}
    for row, points_of_place in zip(rows, chosen.rows, strict=True):
        for column, point in zip(columns, points_of_place, strict=True):
            if point is not None:
                known[row, column] = point.value
    return [[known.get((row, column)) for column in range(size[1])] for row in range(size[0])]


def _described(listing, item, measure, dated):
    """With what nobody has told filled in; years and sources stand beside those of values that came before."""
    known, item = {attribute.key: attribute for attribute in listing.attributes}, dict(item)
    fresh = item == blank(listing) | {"name": item["name"]}
    if fresh and measure.direction and "direction" in known:
        item["direction"] = "more" if measure.direction > 0 else "less"
    if measure.topic and not item.get("topic") and "topic" in known:
        item["topic"] = measure.topic.slug
    if measure.unit and not item.get("unit") and "unit" in known:
        item["unit"] = measure.unit
    for key, text in dated.items():
        if text and key in known:
            item[key] = _joined(item.get(key), text)
    return item


def _source(measure, table, number):
    """Where the figures come from, with the address if there is one, and which of them are approximate."""
    source = " ".join(filter(None, [measure.source, measure.url])) or _("MER portal")
    rough = [
        f"{place.name}: {cells[number].qualifier}"
        for place, cells in table
        if cells[number] and cells[number].qualifier
    ]
    return f"{source} ({', '.join(rough)})" if rough else source


def _joined(old, new):
    old = str(old or "")
    return old if new in old else BETWEEN.join(filter(None, [old, new]))[:TEXT_LIMIT]


def _years(found):
    """The span of the years; figures without one are told of."""
    years = sorted({point.year for point in found if point.year})
    span = [] if not years else [str(years[0])] if len(years) == 1 else [f"{years[0]}–{years[-1]}"]
    undated = [_("no year")] if any(point.year is None for point in found) else []
    return ", ".join([*span, *undated])


def _name(name):
    return " ".join(name.split())[:NAME_LIMIT]


def _key(name):
    return same(_name(name))

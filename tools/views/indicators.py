"""Public pages of indicators: which there are, and what each is in which place and year."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.charts.lines import lines
from catalogue.files.sending import download
from catalogue.tables.display import MOST_DIGITS
from catalogue.tables.display import shown as written
from catalogue.tables.sheet import Column
from catalogue.tables.writing import CSV_TYPE, csv_bytes
from partners.models import Place
from tools.indicators.measures import Measure, Point, measure, measures, places_with_figures, points

EACH_PAGE = 100  # places
MOST_LINES = 6
LEAST_YEARS = 3  # of a place whose line is drawn


@dataclass(frozen=True)
class Cell:
    """A figure and its value in the reader's language."""

    point: Point
    text: str


@dataclass(frozen=True)
class Row:
    """A place and what is known of it, year by year."""

    place: Place
    cells: tuple


@require_safe
def index(request):
    """All indicators in use, and what the pages of places say by themselves."""
    found = measures()
    context = {"stored": [one for one in found if one.stored], "told": [one for one in found if not one.stored]}
    return render(request, "tools/indicators.html", context)


@require_safe
def indicator(request, key):
    """One indicator: what it is, its source, its figures as a table and as lines over the years."""
    shown = measure_at(key)
    places = places_with_figures([key])
    page = Paginator(places, EACH_PAGE).get_page(request.GET.get("page"))
    found = points([key], [place.pk for place in page])[key]
    years = sorted({point.year for point in found if point.year})
    context = {
        "measure": shown,
        "page": page,
        "years": years,
        "rows": list(_rows(page, found, years if shown.stored else None)),
        "chart": _chart(shown, page, found),
        "sources": sorted({point.source for point in found if point.source}),
    }
    return render(request, "tools/indicator.html", context)


@require_safe
def figures_file(request, key):
    """All public figures of one indicator as CSV."""
    shown = measure_at(key)
    content = csv_bytes(list(_file_rows(shown)), get_language())
    return download(f"{key}-{get_language()}.csv", content, CSV_TYPE)


def measure_at(key):
    found = measure(key)
    if found is None:
        raise Http404(_("There is no such indicator."))
    return found


def _rows(page, found, years):
    """A row for each place: a cell for each of the years, or for each of its figures where no years are given."""
    entries = Place.objects.in_bulk([place.pk for place in page])
    column = Column("", _digits(found))
    by_place = {place.pk: [] for place in page}
    for point in found:
        if point.place in by_place:
            by_place[point.place].append(Cell(point, written(point.value, column)))
    for place in page:
        if place.pk in entries:
            cells = by_place[place.pk]
            by_year = {cell.point.year: cell for cell in cells}
            yield Row(entries[place.pk], tuple(cells if years is None else map(by_year.get, years)))


def _digits(found):
    """As many decimal places as the most exact of the figures has, so that they stand below each other."""
    return max((len(f"{point.value:.{MOST_DIGITS}f}".rstrip("0").partition(".")[2]) for point in found), default=0)


def _chart(shown, page, found):
    """Lines of the places with the most years; None where no place has enough of them."""
    by_place = {place.pk: [] for place in page}
    for point in found:
        if point.year and point.place in by_place:
            by_place[point.place].append((point.year, point.value))
    series = [(place.name, by_place[place.pk]) for place in page if len(by_place[place.pk]) >= LEAST_YEARS]
    series = sorted(series, key=lambda one: -len(one[1]))[:MOST_LINES]
    if not series:
        return None
    text = ngettext(
        "A line for the %(count)d place that has figures of at least three years. Years without a figure are bridged.",
        "A line for each of the %(count)d places with figures of the most years, at least three. "
        "Years without a figure are bridged.",
        len(series),
    )
    return lines(
        key="years",
        title=_("%(name)s over the years") % {"name": shown.name},
        description=text % {"count": len(series)},
        series=series,
        x_label=_("Year"),
        y_label=shown.unit or shown.name,
        years=True,
    )


def _file_rows(shown: Measure):
    """A heading, and a row for each figure; the names of the columns are those that an import knows."""
    yield [
        _("place identifier"),
        _("place name"),
        _("indicator"),
        _("year"),
        _("value"),
        _("unit"),
        _("source"),
        _("note"),
    ]
    places = places_with_figures([shown.key])
    names = {place.pk: place.name for place in places}
    identifiers = dict(Place.objects.published().values_list("pk", "external_id"))
    order = {place.pk: number for number, place in enumerate(places)}
    listed = [point for point in points([shown.key])[shown.key] if point.place in names]
    for point in sorted(listed, key=lambda point: (order[point.place], -(point.year or 0))):
        note = " ".join(filter(None, [point.qualifier, point.note]))
        source = point.source or " ".join(filter(None, [shown.source, shown.url]))
        name = names[point.place]
        yield [identifiers.get(point.place) or name, name, shown.key, point.year, point.value, shown.unit, source, note]

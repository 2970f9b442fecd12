"""What can be compared: the indicators of the store, and what the pages of places say by themselves.

Both are read as a `Measure` with its `Point`s, and only as far as everybody may see them.
"""

from dataclasses import dataclass

from django.db.models import Count, Max, Min, Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from catalogue.languages import in_order, shown
from catalogue.models import Topic, published_through
from catalogue.text import alphabet_key
from partners.models import Figure as PlaceFigure
from partners.models import Place
from tools.models import Figure, Indicator
from tools.models.indicator import RESERVED

COMPARABLE = 2  # what only one page of a place says cannot be compared


@dataclass(frozen=True)
class Measure:
    """Something measured in several places; `places` counts those everybody may see, years are its first and last."""

    key: str
    name: str
    names: tuple[str, ...]  # in every language
    places: int = 0
    first: int | None = None
    last: int | None = None
    language: str = ""  # of the name, where it is not the page's own
    definition: str = ""
    definition_language: str = ""
    unit: str = ""
    direction: int = 0  # 1, -1, or 0 where nobody said
    topic: Topic | None = None
    source: str = ""
    url: str = ""

    @property
    def stored(self):
        return not self.key.startswith(RESERVED)

    @property
    def direction_label(self):
        return Indicator.Direction(self.direction).label if self.direction else ""

    @property
    def years(self):
        """The span of its years as text."""
        if self.first is None:
            return ""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


@dataclass(frozen=True)
class Point:
    """What it is in one place and one year; a figure of a place's page may have no year, but say “about”."""

    place: int
    year: int | None
    value: float
    source: str = ""
    note: str = ""
    note_language: str = ""
    qualifier: str = ""


@dataclass(frozen=True)
class Named:
    """A place in a list: its name in the page's language or in another one, and where it is."""

    pk: int
    name: str
    names: tuple[str, ...]
    language: str = ""
    town: str = ""


# --- Measures ---


def measures():
    """All that have figures or are in use: those of the store first, each kind in the alphabet."""
    found = [*map(_stored, _indicators()), *_of_places()]
    return sorted(found, key=lambda measure: (not measure.stored, alphabet_key(measure.name)))


def measure(key):
    """The measure with this key, or None."""
    if key.startswith(RESERVED):
        return next(iter(_of_places(key.removeprefix(RESERVED))), None)
    return next(map(_stored, _indicators().filter(code=key)), None)


def _indicators():
    public = published_through("figures__place")
    return (
        Indicator.objects.active()
        .select_related("topic")
        .annotate(
            places=Count("figures__place", filter=public, distinct=True),
            first=Min("figures__year", filter=public),
            last=Max("figures__year", filter=public),
        )
    )


def _stored(indicator):
    name, definition, unit = (shown(indicator, field) for field in ("name", "definition", "unit"))
    return Measure(
        key=indicator.code,
        name=name.text or indicator.code,
        names=tuple(filter(None, (getattr(indicator, f"name_{code}") for code in in_order()))),
        language=name.language,
        definition=definition.text,
        definition_language=definition.language,
        unit=unit.text,
        direction=indicator.direction,
        topic=indicator.topic,
        source=indicator.source,
        url=indicator.url,
        places=indicator.places,
        first=indicator.first,
        last=indicator.last,
    )


def _of_places(key=None):
    rows = _place_figures() if key is None else _place_figures().filter(indicator=key)
    counted = (
        rows.order_by()
        .values("indicator")
        .annotate(places=Count("place", distinct=True), first=Min("year"), last=Max("year"))
    )
    for row in counted.filter(places__gte=COMPARABLE):
        label = PlaceFigure.Indicator(row["indicator"]).label
        yield Measure(
            key=f"{RESERVED}{row['indicator']}",
            name=str(label),
            names=tuple(_in(code, label) for code in in_order()),
            definition=_("As the source of each place states it; what exactly was counted may differ."),
            source=_("The sources that the pages of the places name."),
            places=row["places"],
            first=row["first"],
            last=row["last"],
        )


def _in(code, text):
    with override(code):
        return str(text)


def _place_figures():
    """Of places that everybody may see; the year of a foundation is no amount."""
    return PlaceFigure.objects.filter(published_through("place")).exclude(indicator__in=PlaceFigure.YEARS)


# --- Figures ---


def points(keys, places=None):
    """{key: [Point]} of these measures, all or only those of some places; the newest first."""
    found = {key: [] for key in keys}
    own = [key for key in keys if not key.startswith(RESERVED)]
    told = [key.removeprefix(RESERVED) for key in keys if key.startswith(RESERVED)]
    chosen = {} if places is None else {"place__in": list(places)}
    if own:
        rows = Figure.objects.public().filter(indicator__code__in=own, **chosen).order_by("-year")
        for code, *row in rows.values_list("indicator__code", "place", "year", "value", "source", "note"):
            found[code].append(Point(*row))
    if told:
        rows = _place_figures().filter(indicator__in=told, **chosen).select_related("place")
        for figure in sorted(rows, key=lambda figure: -(figure.year or 0)):
            found[f"{RESERVED}{figure.indicator}"].append(_told(figure))
    return found


def _told(figure):
    note = shown(figure, "note")
    return Point(
        place=figure.place_id,
        year=figure.year,
        value=float(figure.value),
        source=figure.place.source,
        note=note.text,
        note_language=note.language,
        qualifier=str(figure.get_qualifier_display()) if figure.qualifier else "",
    )


# --- Places ---


def places_with_figures(keys):
    """The places that have a public figure of any of these measures, in the alphabet."""
    own = Figure.objects.public().filter(indicator__code__in=keys)
    told = _place_figures().filter(
        indicator__in=[key.removeprefix(RESERVED) for key in keys if key.startswith(RESERVED)]
    )
    having = Q(pk__in=own.values("place")) | Q(pk__in=told.values("place"))
    return named(Place.objects.published().filter(having))


def named(places):
    """Places as `Named`, in the alphabet; only what their names need is asked for."""
    titles, towns = ([f"{field}_{code}" for code in in_order()] for field in ("title", "town"))
    rows = places.order_by("pk").values("pk", *titles, *towns)
    return sorted((_named(row, titles, towns) for row in rows), key=lambda place: alphabet_key(place.name))


def _named(row, titles, towns):
    names = [(row[title], code) for title, code in zip(titles, in_order(), strict=True) if row[title]]
    name, language = names[0] if names else (f"{row['pk']}", "")
    return Named(
        pk=row["pk"],
        name=name,
        names=tuple(text for text, _code in names) or (name,),
        language="" if language == in_order()[0] else language,
        town=next((row[town] for town in towns if row[town]), ""),
    )

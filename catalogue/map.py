"""Markers for the map of Europe: one for each town, with the entries found there."""

from itertools import groupby
from math import sqrt
from typing import NamedTuple

from django.template.loader import render_to_string

from catalogue import europe
from catalogue.caches import kept_per_version
from catalogue.labels import country_name
from catalogue.languages import LANGUAGES
from catalogue.models import Card, Kind
from catalogue.text import alphabet_key, slugify_sl

KINDS = [Kind.PLACE, Kind.PRACTICE, Kind.PARTNER]


class Marker(NamedTuple):
    anchor: str
    label: str
    country: str
    x: float
    y: float
    on_map: bool
    cards: list

    @property
    def radius(self):
        return radius_of(len(self.cards))

    @property
    def kind(self):
        """What the marker is coloured by: a place before a practice before a partner."""
        kinds = {card.kind for card in self.cards}
        return next(kind for kind in KINDS if kind in kinds)


def radius_of(number):
    """Of a dot for so many, in units of the view box; the area grows with the number."""
    return round(6 + 2.5 * sqrt(number - 1), 1)


@kept_per_version(len(LANGUAGES))
def towns(_version, _language):
    """The drawing of all towns with their list, as HTML."""
    cards = Card.objects.live().on_map().filter(kind__in=KINDS)
    found = markers(cards.in_alphabet())
    context = {
        "markers": [marker for marker in found if marker.on_map],
        "kinds_shown": {marker.kind for marker in found if marker.on_map},
        "elsewhere": [marker for marker in found if not marker.on_map],
        "width": europe.WIDTH,
        "height": europe.HEIGHT,
    }
    return render_to_string("catalogue/map_towns.html", context)


def markers(cards):
    """Markers in the order of country and town. Positions are those of towns, never of sites."""
    by_position = sorted(cards, key=position)
    found = [marker(list(group)) for _position, group in groupby(by_position, key=position)]
    ordered = sorted(found, key=lambda marker: (alphabet_key(marker.country), alphabet_key(marker.label)))
    return [marker._replace(anchor=f"{marker.anchor}-{n}") for n, marker in enumerate(ordered, 1)]


def position(card):
    """About a kilometre: the same town is one marker."""
    return round(card.latitude, 2), round(card.longitude, 2)


def town(cards):
    """The town's name as its area or its partner gives it; a practice may only name the region."""
    names = [card.place for card in cards if card.place and card.kind != Kind.PRACTICE]
    return next(iter(names or [card.place for card in cards if card.place]), "")


def marker(cards):
    first = cards[0]
    label = town(cards) or country_name(first.country)
    x, y = europe.project(first.latitude, first.longitude)
    return Marker(
        anchor=f"{first.country.lower()}-{slugify_sl(label)}",
        label=label,
        country=country_name(first.country),
        x=round(x, 1),
        y=round(y, 1),
        on_map=europe.on_map(first.latitude, first.longitude),
        cards=sorted(cards, key=lambda card: KINDS.index(card.kind)),  # each kind stays in the alphabet
    )

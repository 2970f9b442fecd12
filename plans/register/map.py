"""The map of those whose signature is in force, and the list that says the same by country."""

from dataclasses import dataclass, field

from catalogue import europe
from catalogue.map import radius_of
from catalogue.text import alphabet_key

PLACES = 2  # decimals of degrees: about a kilometre, as on the map of the portal


@dataclass
class Town:
    """A dot: the organisations at one position."""

    name: str
    x: float
    y: float
    names: list = field(default_factory=list)

    @property
    def radius(self):
        return radius_of(len(self.names))


@dataclass
class Country:
    name: str
    towns: list = field(default_factory=list)
    elsewhere: int = 0  # whose position is not known, or lies outside of the drawing

    @property
    def number(self):
        return self.elsewhere + sum(len(town.names) for town in self.towns)


@dataclass
class Atlas:
    countries: list

    width, height = europe.WIDTH, europe.HEIGHT

    @property
    def towns(self):
        return [town for country in self.countries for town in country.towns]


def drawn(signatures):
    """None where nothing is in force."""
    countries, towns = {}, {}
    for one in signatures:
        country = countries.setdefault(one.country, Country(one.country or "–"))
        if one.position is None or not europe.on_map(*one.position):
            country.elsewhere += 1
            continue
        key = (one.country, *(round(degrees, PLACES) for degrees in one.position))
        if key not in towns:
            towns[key] = Town(one.town or one.name, *europe.project(*one.position))
            country.towns.append(towns[key])
        towns[key].names.append(one.name)
    for country in countries.values():
        country.towns.sort(key=lambda town: alphabet_key(town.name))
    return Atlas(sorted(countries.values(), key=lambda country: alphabet_key(country.name))) if countries else None

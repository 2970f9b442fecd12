"""The map of transfers: an arrow from each origin to each adopter, or between countries where there are many."""

from collections import Counter
from dataclasses import dataclass

from catalogue import europe
from catalogue.charts.arrows import MOST_ARROWS, arrows_between
from catalogue.labels import country_name


@dataclass
class Atlas:
    """The drawing and the table that says the same."""

    transfers: list  # each in a row of its own; empty where they are summed
    countries: list  # (from, to, how many), the most first
    dots: list  # (x, y, name)
    arrows: str
    total: int

    width, height = europe.WIDTH, europe.HEIGHT


def drawn(rows):
    """None where nothing was taken over yet."""
    if not rows:
        return None
    summed = len(rows) > MOST_ARROWS
    ends = [(transfer.origin, transfer.goal) for transfer in rows]
    points, names = (of_countries if summed else of_towns)(rows, ends)
    counted = Counter((key_of(origin, summed), key_of(goal, summed)) for origin, goal in ends if origin and goal)
    arrows = [
        (start, end, number) for (start, end), number in sorted(counted.items()) if start in points and end in points
    ]
    return Atlas(
        transfers=[] if summed else rows,
        countries=by_countries(ends) if summed else [],
        dots=[(x, y, names[key]) for key, (x, y) in sorted(points.items())],
        arrows=arrows_between(points, sorted(arrows, key=lambda arrow: -arrow[2])[:MOST_ARROWS]),
        total=len(rows),
    )


def key_of(end, summed):
    """A country, or a town: about a kilometre, as on the map of the portal."""
    return (end[0],) if summed else (round(end[1], 2), round(end[2], 2))


def on_map(end):
    return end is not None and europe.on_map(end[1], end[2])


def of_towns(rows, ends):
    """{town: where it is drawn} and {town: name}."""
    points, names = {}, {}
    for transfer, pair in zip(rows, ends, strict=True):
        for end, name in zip(pair, (transfer.came_from, transfer.went_to), strict=True):
            if on_map(end):
                points[key_of(end, False)] = europe.project(end[1], end[2])
                names[key_of(end, False)] = name.text
    return points, names


def of_countries(_rows, ends):
    """The same of countries, each in the middle of its towns."""
    towns = {}
    for end in (end for pair in ends for end in pair if on_map(end)):
        towns.setdefault(key_of(end, True), set()).add(europe.project(end[1], end[2]))
    points = {key: tuple(sum(axis) / len(found) for axis in zip(*found, strict=True)) for key, found in towns.items()}
    return points, {key: country_name(*key) for key in points}


def by_countries(ends):
    counted = Counter((origin[0] if origin else "", goal[0] if goal else "") for origin, goal in ends)
    named = (
        (country_name(start) if start else "–", country_name(end) if end else "–", n)
        for (start, end), n in counted.items()
    )
    return sorted(named, key=lambda row: (-row[2], row[0], row[1]))

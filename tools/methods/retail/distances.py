"""How far places lie apart."""

import numpy as np

from tools.methods import arguments

EARTH_RADIUS = 6371.0  # km


def distances(from_places, to_places):
    """Straight lines along the sphere between places: (from, to) in km, by the haversine formula.

    from_places, to_places: (n, 2) latitude (-90..90) and longitude (-180..180) in degrees, NaN = unknown, and so is
    then the distance.
    Errors: `range`, `length` and as of `arguments.table`.
    """
    start, end = (np.radians(_places(*pair)) for pair in (("from_places", from_places), ("to_places", to_places)))
    high = np.sin((start[:, None, 0] - end[None, :, 0]) / 2) ** 2
    wide = np.sin((start[:, None, 1] - end[None, :, 1]) / 2) ** 2
    chord = high + np.cos(start[:, None, 0]) * np.cos(end[None, :, 0]) * wide
    return 2 * EARTH_RADIUS * np.arcsin(np.sqrt(np.minimum(chord, 1.0)))


def _places(name, value):
    places = arguments.table(name, value, dimensions=2, missing=True)
    arguments.length(name, places, 2, axis=1)
    arguments.at_most(name, len(places), "origins")
    arguments.within(name, places[:, 0], low=-90, high=90)
    arguments.within(name, places[:, 1], low=-180, high=180)
    return places

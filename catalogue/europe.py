"""Where a place lies on the portal's map of Europe.

The map is drawn by ``bin/vendor`` into ``templates/components/europe.svg`` from
Natural Earth 1:50m (public domain, packaged as world-atlas). It uses the Lambert
azimuthal equal-area projection centred on 52° N 10° E, the centre of
ETRS89-LAEA (EPSG:3035), here on a sphere. This module is the same projection in
Python, so that points can be placed on the map without JavaScript.

Formulas: J. P. Snyder, Map Projections: A Working Manual (USGS, 1987), 24-2 to
24-4. ``bin/vendor`` compares the results with d3-geo.
"""

from math import cos, radians, sin, sqrt

# Size of the map's view, in SVG user units (viewBox "0 0 WIDTH HEIGHT").
WIDTH = 1000
HEIGHT = 868

# Centre of the projection, in degrees, and the sphere's radius, in kilometres.
CENTRE_LAT = 52.0
CENTRE_LON = 10.0
RADIUS = 6371.0

# The view's left, right and top edges, in kilometres from the centre.
_LEFT, _RIGHT, _TOP = -1815.0, 2225.0, 1600.0
UNITS_PER_KM = WIDTH / (_RIGHT - _LEFT)

_SIN_CENTRE = sin(radians(CENTRE_LAT))
_COS_CENTRE = cos(radians(CENTRE_LAT))


def project(lat, lon):
    """Return the point ``(x, y)`` in SVG units for degrees north and east.

    ``y`` grows downwards. Points outside the view give coordinates outside the
    viewBox; the point opposite the centre has no image and raises ValueError.
    """
    phi = radians(float(lat))
    delta = radians(float(lon) - CENTRE_LON)
    cosine = _SIN_CENTRE * sin(phi) + _COS_CENTRE * cos(phi) * cos(delta)
    if cosine <= -1 + 1e-12:
        raise ValueError("the antipode of the map's centre cannot be projected")
    k = sqrt(2 / (1 + cosine))
    east = RADIUS * k * cos(phi) * sin(delta)
    north = RADIUS * k * (_COS_CENTRE * sin(phi) - _SIN_CENTRE * cos(phi) * cos(delta))
    return (east - _LEFT) * UNITS_PER_KM, (_TOP - north) * UNITS_PER_KM


def on_map(lat, lon):
    """Tell whether the point, in degrees north and east, is within the view."""
    try:
        x, y = project(lat, lon)
    except ValueError:
        return False
    return 0 <= x <= WIDTH and 0 <= y <= HEIGHT

"""Arrows between points, thicker where the influence is stronger."""

from math import hypot

from catalogue.charts.palette import STRONG
from catalogue.charts.svg import element, together

MOST_ARROWS = 60
THIN, THICK = 1.0, 3.2
HEAD = 8.0
BEND = 0.1  # sideways part of the length, so that arrows to and fro stay apart
CLEAR = 7.0  # distance from the middle of a point


def strongest(arrows):
    """The arrows worth drawing, the strongest first."""
    return sorted(arrows, key=lambda arrow: (-arrow[2], arrow[0], arrow[1]))[:MOST_ARROWS]


def arrows_between(places, arrows):
    """The arrows (from, to, strength) between the places {index: (x, y)}."""
    strengths = [strength for _i, _j, strength in arrows]
    weakest, span = min(strengths, default=0.0), max(strengths, default=0.0) - min(strengths, default=0.0)
    drawn = (
        _arrow(*places[i], *places[j], THIN + (THICK - THIN) * ((strength - weakest) / span if span else 0.3))
        for i, j, strength in arrows
        if i != j and i in places and j in places
    )
    return together(*drawn)


def _arrow(x1, y1, x2, y2, width):
    length = hypot(x2 - x1, y2 - y1)
    if length < 3 * CLEAR:
        return None
    middle = (x1 + x2) / 2 - (y2 - y1) * BEND, (y1 + y2) / 2 + (x2 - x1) * BEND
    start = _towards(x1, y1, *middle, CLEAR)
    tip = _towards(x2, y2, *middle, CLEAR)
    size = HEAD + width
    neck = _towards(*tip, *middle, size * 0.8)
    curve = f"M {start[0]:.2f} {start[1]:.2f} Q {middle[0]:.2f} {middle[1]:.2f} {neck[0]:.2f} {neck[1]:.2f}"
    shaft = element("path", d=curve, fill="none", stroke=STRONG, stroke_width=width, class_="chart-axis-rule")
    return shaft + _head(neck, tip, size)


def _head(neck, tip, size):
    dx, dy = (tip[0] - neck[0]) * 0.5, (tip[1] - neck[1]) * 0.5
    corners = (tip, (neck[0] - dy, neck[1] + dx), (neck[0] + dy, neck[1] - dx))
    points = " ".join(f"{x:.2f},{y:.2f}" for x, y in corners)
    return element("polygon", points=points, fill=STRONG, class_="chart-axis-fill")


def _towards(x, y, to_x, to_y, distance):
    length = hypot(to_x - x, to_y - y) or 1.0
    return x + (to_x - x) / length * distance, y + (to_y - y) / length * distance

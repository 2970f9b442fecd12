"""The signs of points: a shape and a colour for each group, so that neither stands alone."""

from catalogue.charts.palette import colour
from catalogue.charts.svg import element

# Corners for a sign of radius 1, in the order of the groups; the first is a circle. All have about the same area.
_SHAPES = (
    None,
    ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    ((0, -1.2), (1.15, 0.8), (-1.15, 0.8)),
    ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
    ((0, 1.2), (1.15, -0.8), (-1.15, -0.8)),
    (
        (-0.4, -1.2), (0.4, -1.2), (0.4, -0.4), (1.2, -0.4), (1.2, 0.4), (0.4, 0.4),
        (0.4, 1.2), (-0.4, 1.2), (-0.4, 0.4), (-1.2, 0.4), (-1.2, -0.4), (-0.4, -0.4),
    ),
)  # fmt: skip


def sign(number, x, y, radius=5.5):
    """The sign of a group; after six groups a shape comes back in another colour."""
    turn, index = divmod(number, len(_SHAPES))
    attributes = colour(index + turn)
    corners = _SHAPES[index]
    if corners is None:
        return element("circle", cx=float(x), cy=float(y), r=float(radius), **attributes)
    points = " ".join(f"{x + radius * dx:.2f},{y + radius * dy:.2f}" for dx, dy in corners)
    return element("polygon", points=points, **attributes)


def legend_sign(number):
    return lambda x, y: sign(number, x + 8, y)

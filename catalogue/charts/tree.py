"""A tree of attributes with their values, each below the one it belongs to."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalogue.charts.frame import (
    MOST_ROWS,
    WIDTH,
    chart,
    line,
    mark,
    name_column,
    notes_below,
    nothing_to_show,
    picture,
    too_many_note,
)
from catalogue.charts.palette import SHEET, STRONG, Fills, rule
from catalogue.charts.svg import element, together
from catalogue.charts.text import LINE_HEIGHT, SIZE, widest, wrap, write
from catalogue.tables.sheet import Column

INDENT = 22.0
MOST_INDENT = 8  # deeper levels are drawn at this one
VALUE_WIDTH = 150
SIGN = 7.0
SIGNS = {  # number of the colour and corners of the sign
    "good": (0, ((0, -1), (1, 0.8), (-1, 0.8))),
    "middle": (4, ((-0.8, -0.8), (0.8, -0.8), (0.8, 0.8), (-0.8, 0.8))),
    "poor": (6, ((0, 1), (1, -0.8), (-1, -0.8))),
}


@dataclass(frozen=True)
class Node:
    """An attribute. `state` is "good", "middle", "poor", "unknown" or ""; the value says the same in words."""

    name: str
    parent: str | None
    value_text: str
    state: str = ""


def tree(*, key, title, description, nodes, name_label=None, parent_label=None, value_label=None):
    """The attributes below one another, indented by their depth, with their values on the right."""
    about = {"key": key, "title": title, "description": description}
    branches = outline([node if isinstance(node, Node) else Node(*node) for node in nodes])
    columns = (
        name_column(name_label),
        Column(_("Place in the tree")),
        Column(str(parent_label or _("Belongs under"))),
        Column(str(value_label or _("Value"))),
    )
    rows = [(str(b.node.name), b.number, str(b.node.parent or ""), str(b.node.value_text)) for b in branches]
    return chart(**about, picture=_draw(branches, about), columns=columns, rows=rows)


@dataclass(frozen=True)
class Branch:
    """A node with its place: "2.1" is the first part of the second root."""

    node: Node
    number: str

    @property
    def depth(self):
        return self.number.count(".")


def outline(nodes):
    """The nodes from the roots down, each once. What belongs to nothing known, or to itself in a circle, is a root."""
    names = {node.name for node in nodes}
    parts = {}
    for index, node in enumerate(nodes):
        parts.setdefault(node.parent if node.parent in names else None, []).append(index)
    found, seen = [], set()
    roots = parts.get(None, [])
    for root in [*roots, *(index for index in range(len(nodes)) if index not in roots)]:
        if root not in seen:
            number = str(sum(branch.depth == 0 for branch in found) + 1)
            _collect(nodes, parts, root, number, found, seen)
    return found


def _collect(nodes, parts, root, number, found, seen):
    """Adds the root and all below it, without recursion, as a tree may be deep."""
    waiting = [(root, number)]
    while waiting:
        index, place = waiting.pop()
        if index in seen:
            continue
        seen.add(index)
        found.append(Branch(nodes[index], place))
        below = parts.get(nodes[index].name, [])
        waiting += [(part, f"{place}.{count}") for count, part in reversed(list(enumerate(below, start=1)))]


def _draw(branches, about):
    fills = Fills(about["key"])
    if not branches:
        return nothing_to_show(fills, **about)
    boxes, y = [], 2.0
    for branch in branches[:MOST_ROWS]:
        box = _Box.at(branch, y)
        boxes.append(box)
        y += box.height + 6
    many = [(too_many_note(MOST_ROWS, len(branches)), None)] if len(branches) > MOST_ROWS else []
    notes, bottom = notes_below(y, many)
    content = (_twigs(boxes), *(box.drawn(fills) for box in boxes), notes)
    return picture(fills.defs(), *content, height=bottom, **about)


@dataclass(frozen=True)
class _Box:
    branch: Branch
    x: float
    y: float
    height: float
    name: tuple[str, ...]
    value: tuple[str, ...]

    @classmethod
    def at(cls, branch, y):
        x = INDENT * min(branch.depth, MOST_INDENT) + 1
        value = wrap(branch.node.value_text, VALUE_WIDTH)
        name = wrap(branch.node.name, WIDTH - x - widest(value) - 54)
        return cls(branch, x, y, max(len(name), len(value)) * SIZE * LINE_HEIGHT + 12, name, value)

    @property
    def middle(self):
        return self.y + self.height / 2

    def drawn(self, fills):
        node = self.branch.node
        box = {"x": self.x, "y": self.y, "width": WIDTH - self.x - 1, "height": self.height, "rx": 4}
        sheet = element("rect", **box, fill=SHEET, stroke=STRONG, class_="chart-paper chart-axis-rule")
        weight = 600 if self.branch.depth == 0 else None
        return mark(
            f"{node.name}: {node.value_text}",
            sheet,
            write(self.x + 10, self.middle, *self.name, weight=weight),
            write(WIDTH - 34, self.middle, *self.value, anchor="end"),
            _sign(node.state, WIDTH - 18, self.middle, fills),
        )


def _sign(state, x, y, fills):
    if state == "unknown":
        return element("rect", x=x - 8.0, y=y - 7.0, width=16, height=14, **fills.missing())
    if state not in SIGNS:
        return None
    number, corners = SIGNS[state]
    points = " ".join(f"{x + dx * SIGN:.2f},{y + dy * SIGN:.2f}" for dx, dy in corners)
    return element("polygon", points=points, **fills.solid(number))


def _twigs(boxes):
    """Lines from each box down to the boxes of its parts."""
    last, drawn = {}, []
    for box in boxes:
        depth = min(box.branch.depth, MOST_INDENT)
        above = last.get(depth - 1)
        last[depth] = box
        if above and above.x < box.x:
            x = above.x + INDENT / 2
            drawn.append(line(x, above.y + above.height, x, box.middle, **rule("axis")))
            drawn.append(line(x, box.middle, box.x, box.middle, **rule("axis")))
    return together(*drawn)

"""The network of networks as one picture: networks, organisations and projects in three columns, with their ties.

The same every time: each column is ordered by where its neighbours stand, so that few ties cross.
"""

from math import inf
from typing import NamedTuple

from django.utils.translation import gettext as _

from catalogue.charts.frame import FONTS
from catalogue.charts.palette import Fills, edge, rule
from catalogue.charts.svg import element
from catalogue.charts.text import SMALL, cut, write
from catalogue.choices import by_name
from catalogue.languages import shown
from catalogue.models import Kind
from partners.networks.gathering import MOST, gathered

COLUMNS = {  # left, width, colour
    "network": (44.0, 220.0, 2),
    "partner": (338.0, 320.0, 0),
    "project": (732.0, 130.0, 1),
}
WIDTH, ROW, BOX, HEAD = 868.0, 31.0, 25.0, 34.0
PADDING = 8.0


class Node(NamedTuple):
    kind: str
    entry: object
    y: float  # of its middle

    @property
    def name(self):
        return name_of(self.entry)

    @property
    def address(self):
        return self.entry.get_absolute_url()


def whole_picture():
    """The drawing, the tables that say the same, and what is left out."""
    whole = gathered()
    nodes = placed(whole)
    return {
        "svg": drawn(nodes, whole.ties) if whole.ties or whole.entries["network"] else None,
        "networks": facts_of("network", whole),
        "projects": facts_of("project", whole),
        "left_out": [(Kind(kind), number, MOST[kind]) for kind, number in whole.left_out.items() if number],
    }


def name_of(entry):
    return getattr(entry, "acronym", "") or shown(entry, "title").text


def facts_of(kind, whole):
    """[(entry, {kind: its neighbours})], as the table says them; members of a network, never what it belongs to."""
    by_key = {(each, entry.pk): entry for each, entries in whole.entries.items() for entry in entries}
    neighbours = {key: [] for key in by_key}
    for start, end in whole.ties:
        neighbours[start].append(end)
        if end[0] != "network":
            neighbours[end].append(start)
    found = {
        entry: sorted((by_key[key] for key in neighbours[kind, entry.pk]), key=by_name) for entry in whole.entries[kind]
    }
    return [
        (entry, {other: [each for each in near if each.kind == other] for other in COLUMNS})
        for entry, near in found.items()
    ]


# --- Where everything stands ---


def placed(whole):
    """{(kind, primary key): Node}."""
    height = ROW * max((len(entries) for entries in whole.entries.values()), default=1)
    networks = column("network", whole.entries["network"], height)
    partners = column("partner", nearest("partner", whole, networks), height)
    projects = column("project", nearest("project", whole, partners), height)
    partners = column("partner", nearest("partner", whole, networks | projects), height)
    return networks | partners | projects


def column(kind, entries, height):
    step = height / max(len(entries), 1)
    return {(kind, entry.pk): Node(kind, entry, HEAD + (number + 0.5) * step) for number, entry in enumerate(entries)}


def nearest(kind, whole, nodes):
    """The entries by the middle of the neighbours that stand already; those without any come last."""
    heights = {}
    for tie in whole.ties:
        for one, other in (tie, tie[::-1]):
            if one[0] == kind and other in nodes:
                heights.setdefault(one, []).append(nodes[other].y)
    middles = {key: sum(found) / len(found) for key, found in heights.items()}
    return sorted(whole.entries[kind], key=lambda entry: middles.get((kind, entry.pk), inf))


# --- Drawing ---


def drawn(nodes, ties):
    fills = Fills("network")
    bottom = max((node.y for node in nodes.values()), default=HEAD) + ROW
    lines = [line(nodes[start], nodes[end]) for start, end in ties]
    boxes = [box(node, fills) for node in nodes.values()]
    heads = {"network": _("Networks"), "partner": _("Organisations"), "project": _("Projects")}
    return element(
        "svg",
        element("title", _("The network of networks"), id="network-title"),
        element("desc", description(), id="network-desc"),
        *(write(COLUMNS[kind][0], HEAD / 2 - 3, text, weight=600) for kind, text in heads.items()),
        element("g", *lines, aria_hidden="true"),
        *boxes,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {round(WIDTH)} {round(bottom)}",
        width=round(WIDTH),
        height=round(bottom),
        role="group",
        aria_labelledby="network-title",
        aria_describedby="network-desc",
        class_="chart chart-wide",
        font_family=FONTS,
        font_size=SMALL,
    )


def description():
    return _(
        "Lines lead from networks to the organisations that are their members, and from these to the projects they "
        "take part in. Arcs on the left join networks, broken lines a network and its projects."
    )


def box(node, fills):
    """A link with the name; a name that is too long is cut, and read in full by a pointer and by those who listen."""
    left, width, colour = COLUMNS[node.kind]
    title = shown(node.entry, "title")
    full = title.text if node.name in title.text or node.kind != "network" else f"{node.name} – {title.text}"
    return element(
        "a",
        element("title", full),
        element("rect", x=left, y=node.y - BOX / 2, width=width, height=BOX, rx=4, **fills.wash(colour)),
        write(left + PADDING, node.y, cut(node.name, width - 2 * PADDING, SMALL), size=SMALL),
        href=node.address,
        aria_label=node.name,
        lang=title.language or None,
        class_="network-node",
    )


def line(start, end):
    """Networks are joined on their left, all else from column to column."""
    left, width, _colour = COLUMNS[start.kind]
    if start.kind == end.kind:
        bend = left - 14 - min(abs(start.y - end.y) / 8, 28)
        path = f"M {left:.1f} {start.y:.1f} C {bend:.1f} {start.y:.1f} {bend:.1f} {end.y:.1f} {left:.1f} {end.y:.1f}"
        return element("path", d=path, **rule("strong", 1.6))
    begin, goal = left + width, COLUMNS[end.kind][0]
    middle = (begin + goal) / 2
    path = f"M {begin:.1f} {start.y:.1f} C {middle:.1f} {start.y:.1f} {middle:.1f} {end.y:.1f} {goal:.1f} {end.y:.1f}"
    if (start.kind, end.kind) == ("network", "project"):
        return element("path", d=path, **edge(1, 2.0, "5 3"))
    return element("path", d=path, **rule("axis", 1.2))

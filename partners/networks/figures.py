"""Who is in which network and how: directly, through a network that is a member, or through a project of the network.

Only primary keys: nothing here asks the database, and only those are told of whom the public may know.
"""

from itertools import combinations
from typing import NamedTuple

from partners.models.network import ways_down

DIRECT, NETWORK, PROJECT = "direct", "network", "project"


class Way(NamedTuple):
    """How somebody is in a network; through a network, it is the one to which they belong themselves."""

    sort: str
    through: int | None = None


class Figures:
    """`links` are (network, member network), `members` (network, partner, and what else is told of the membership),
    `parts` (network, project, partner).
    """

    def __init__(self, links=(), members=(), parts=()):
        self.links = sorted(links)
        self.direct, self.projects = {}, {}
        for network, partner, *told in sorted(members):
            self.direct.setdefault(network, {})[partner] = told
        for network, project, partner in sorted(parts):
            self.projects.setdefault(network, {}).setdefault(project, set()).add(partner)
        self._ways = {}

    def below(self, network):
        """{network in this one, however deep: the one through which it is there}."""
        return ways_down(self.links, network)

    def ways(self, network):
        """{partner: its ways in}, direct ones first."""
        if network not in self._ways:
            self._ways[network] = self._found(network)
        return self._ways[network]

    def _found(self, network):
        found = {partner: [Way(DIRECT)] for partner in self.direct.get(network, ())}
        for member in self.below(network):
            for partner in self._own(member):
                found.setdefault(partner, []).append(Way(NETWORK, member))
        for project, partners in self.projects.get(network, {}).items():
            for partner in partners:
                found.setdefault(partner, []).append(Way(PROJECT, project))
        return found

    def _own(self, network):
        """Its members without those of other networks."""
        return {*self.direct.get(network, ())}.union(*self.projects.get(network, {}).values())


class Shared(NamedTuple):
    """What two networks share: directly, and with all ways in."""

    direct: frozenset
    all: frozenset


def shared(figures, one, other):
    direct = figures.direct.get(one, {}).keys() & figures.direct.get(other, {}).keys()
    return Shared(frozenset(direct), frozenset(figures.ways(one).keys() & figures.ways(other).keys()))


def overlaps(figures, networks):
    """{(network, network): what they share}, each pair once, in the order given."""
    return {pair: shared(figures, *pair) for pair in combinations(networks, 2)}


def in_several(figures, networks):
    """{partner: its networks} of those that are in two or more."""
    found = {}
    for network in networks:
        for partner in figures.ways(network):
            found.setdefault(partner, []).append(network)
    return {partner: where for partner, where in found.items() if len(where) > 1}

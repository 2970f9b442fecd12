"""Which networks share whom: a table of networks, a list of pairs, and who is in several. As a file, too."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from catalogue.choices import by_name
from catalogue.languages import shown
from partners.models import Network, Partner
from partners.networks.figures import in_several, overlaps
from partners.networks.reading import figures_of_all, link_columns, named

MOST = 40  # networks in the table of the page; the file has all
MOST_PARTNERS = 200
DIRECT, ALL = "direct", "all"


class Cell(NamedTuple):
    """What two networks share; of a network with itself, its members."""

    network: Network
    direct: int
    all: int
    own: bool = False


class Overlap(NamedTuple):
    networks: list
    rows: list  # (network, its cells)
    pairs: list  # (network, network, cell), those that share most first; only of those that share somebody
    several: list  # (partner, its networks)
    left_out: int
    several_left_out: int


def overlap():
    """Three queries for the figures, one for networks, one for partners, however many there are."""
    figures, networks = figures_of_all(), public_networks()
    shown_ones = sorted(networks, key=lambda network: (-len(figures.ways(network.pk)), by_name(network)))[:MOST]
    shown_ones.sort(key=by_name)
    by_pk = {network.pk: network for network in networks}
    found = in_several(figures, [network.pk for network in networks])
    several = sorted(
        ((partner, [by_pk[pk] for pk in found[partner.pk]]) for partner in named(Partner, found).values()),
        key=lambda row: (-len(row[1]), by_name(row[0])),
    )
    cells = cells_of(figures, [network.pk for network in shown_ones])
    rows = [(one, [Cell(other, *cells[one.pk, other.pk]) for other in shown_ones]) for one in shown_ones]
    return Overlap(
        networks=shown_ones,
        rows=[(one, [cell._replace(own=cell.network == one) for cell in line]) for one, line in rows],
        pairs=pairs_of(rows),
        several=several[:MOST_PARTNERS],
        left_out=len(networks) - len(shown_ones),
        several_left_out=max(0, len(several) - MOST_PARTNERS),
    )


def public_networks():
    return sorted(Network.objects.published().only(*link_columns(Network)), key=by_name)


def cells_of(figures, pks):
    """{(network, network): (shared directly, shared by all ways)}, both ways round and with itself."""
    found = {(pk, pk): (len(figures.direct.get(pk, ())), len(figures.ways(pk))) for pk in pks}
    for (one, other), both in overlaps(figures, pks).items():
        found[one, other] = found[other, one] = (len(both.direct), len(both.all))
    return found


def pairs_of(rows):
    found = [
        (one, cell.network, cell)
        for number, (one, cells) in enumerate(rows)
        for cell in cells[number + 1 :]
        if cell.all
    ]
    return sorted(found, key=lambda pair: -pair[2].all)


def matrix(which):
    """The table of all networks for a file, with the direct members or with all; in the diagonal the members."""
    figures, networks = figures_of_all(), public_networks()
    cells = cells_of(figures, [network.pk for network in networks])
    yield [_("Network"), *(name_of(network) for network in networks)]
    for one in networks:
        yield [name_of(one), *(cells[one.pk, other.pk][0 if which == DIRECT else 1] for other in networks)]


def name_of(network):
    return network.acronym or shown(network, "title").text

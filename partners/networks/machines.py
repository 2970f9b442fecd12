"""What machines read of a network: its members with their ways in, its networks and projects."""

from catalogue.api.telling import MoreList, address_of, reference
from partners.networks.figures import DIRECT
from partners.networks.page import members_of, networks_of
from partners.networks.reading import figures_of

MOST = 500  # members told with the network; its list of members has all, page by page


def facts(entry):
    figures = figures_of(entry.pk)
    found = members_of(entry, figures)
    networks = networks_of(entry, figures, found.networks)
    return {
        "members_count": len(found.lines),
        "members": [member(line) for line in found.lines[:MOST]],
        "members_url": f"{address_of(entry)}/members",
        "networks": [reference(network) for network in networks["member_networks"]],
        "member_of": [reference(network) for network in networks["part_of"]],
        "projects": [reference(project) for project in found.projects.values()],
    }


def lines_of(entry):
    return members_of(entry, figures_of(entry.pk)).lines


def member(line):
    return {
        "partner": reference(line.partner),
        "role": line.role or None,
        "since": line.since.isoformat() if line.since else None,
        "ways": [{"way": sort, "through": None if sort == DIRECT else reference(entry)} for sort, entry in line.ways],
    }


LISTS = {"members": MoreList(lines_of, member)}

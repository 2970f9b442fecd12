"""What the picture of the network shows: networks, organisations and projects with their ties, and what is left out."""

from collections import Counter
from typing import NamedTuple

from catalogue.choices import by_name
from partners.models import Network, Partner
from partners.networks.reading import link_columns, links_of_all, members, named, participations, project_model

MOST = {"network": 30, "partner": 60, "project": 30}


class Tie(NamedTuple):
    """Between two of them, each named by kind and primary key."""

    start: tuple
    end: tuple


class Whole(NamedTuple):
    """What is drawn: by kind the entries in their order, the ties between these, how many of each kind are left out."""

    entries: dict  # {kind: [entries]}
    ties: list
    left_out: dict  # {kind: number}


def gathered():
    """Six queries, however many there are."""
    ties = [*ties_of_networks(), *ties_of_projects()]
    entries = {
        "network": public(Network),
        "project": public(project_model()),
        "partner": named(Partner, {pk for tie in ties for kind, pk in tie if kind == "partner"}),
    }
    known = {(kind, pk) for kind, found in entries.items() for pk in found}
    ties = [tie for tie in ties if known.issuperset(tie)]
    drawn = {kind: best(kind, found, ties) for kind, found in entries.items()}
    shown = {(kind, entry.pk) for kind, found in drawn.items() for entry in found}
    left_out = {kind: len(entries[kind]) - len(found) for kind, found in drawn.items()}
    return Whole(drawn, [tie for tie in ties if shown.issuperset(tie)], left_out)


def public(model):
    return {entry.pk: entry for entry in model.objects.published().only(*link_columns(model))}


def ties_of_networks():
    yield from (Tie(("network", network), ("network", member)) for network, member in links_of_all())
    yield from (Tie(("network", network), ("partner", partner)) for network, partner, *_told in members())


def ties_of_projects():
    rows = participations().objects.visible().values_list("project", "partner", "project__network")
    rows = sorted(rows, key=lambda row: row[:2])
    yield from (Tie(("partner", partner), ("project", project)) for project, partner, _network in rows)
    networks = sorted({(network, project) for project, _partner, network in rows if network})
    yield from (Tie(("network", network), ("project", project)) for network, project in networks)


def best(kind, found, ties):
    """Those with most ties, in the alphabet."""
    counted = Counter(end for tie in ties for end in tie)
    ranked = sorted(found.values(), key=lambda entry: (-counted[kind, entry.pk], entry.pk))
    return sorted(ranked[: MOST[kind]], key=by_name)

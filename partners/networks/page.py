"""What the public page of a network shows: its members with their ways in, its networks, what its members do."""

from collections import Counter
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.caches import kept_per_version
from catalogue.charts.bars import bars
from catalogue.choices import by_name
from catalogue.filing.cards import pairs
from catalogue.languages import shown
from catalogue.models import Card, Facet, Kind, Topic, page_version
from partners.models import Network, NetworkMembership, Partner
from partners.networks.figures import NETWORK, PROJECT
from partners.networks.reading import figures_of, named, project_model
from publishing.writing import WRITINGS

Role = NetworkMembership.Role
ON_PAGE = 24  # members on the page of the network; all of them stand on a page of their own
NEWEST = 10
MOST_TOPICS = 12


class Line(NamedTuple):
    """A member: its role and first day where it is one itself, and how it is in the network."""

    partner: Partner
    role: str
    since: object
    ways: list  # (sort, entry through which it is there or None)

    @property
    def role_label(self):
        return Role(self.role).label if self.role else ""


class Group(NamedTuple):
    title: str
    lines: list


def more(entry):
    """For the page of the network and for previews of it; a draft that was never public has nobody yet."""
    return kept_more(page_version(), get_language(), entry) if entry.pk else {}


@kept_per_version(64)
def kept_more(_version, _language, entry):
    """Of the entry itself no more than its number is asked."""
    figures = figures_of(entry.pk)
    found = members_of(entry, figures)
    return networks_of(entry, figures, found.networks) | {
        "groups": groups_of(found.lines[:ON_PAGE]),
        "number": len(found.lines),
        "more_members": len(found.lines) > ON_PAGE,
        "own_projects": sorted(found.projects.values(), key=by_name),
        **(told_of(what_they_do(figures.ways(entry.pk))) if found.lines else {}),
    }


class Found(NamedTuple):
    """The members in their order, and by primary key the entries that their ways name."""

    lines: list
    networks: dict
    projects: dict


def members_of(entry, figures):
    ways = figures.ways(entry.pk)
    about = {pk for link in figures.links for pk in link if entry.pk in link} | {*figures.below(entry.pk)}
    through = {NETWORK: named(Network, about - {entry.pk}), PROJECT: projects_of(entry)}
    direct = figures.direct.get(entry.pk, {})
    lines = [
        Line(
            partner,
            *direct.get(pk, ("", None)),
            [(way.sort, through.get(way.sort, {}).get(way.through)) for way in ways[pk]],
        )
        for pk, partner in named(Partner, ways).items()
    ]
    return Found(sorted(lines, key=in_groups), through[NETWORK], through[PROJECT])


def projects_of(entry):
    return {project.pk: project for project in project_model().objects.published().filter(network=entry.pk)}


ORDER = [*Role.values, ""]


def in_groups(line):
    return ORDER.index(line.role), by_name(line.partner)


def groups_of(lines):
    titles = {
        Role.COORDINATOR: _("Coordinators"),
        Role.MEMBER: _("Members"),
        Role.OBSERVER: _("Observers"),
        "": _("Through networks and projects"),
    }
    found = {role: [line for line in lines if line.role == role] for role in ORDER}
    return [Group(titles[role], members) for role, members in found.items() if members]


def networks_of(entry, figures, networks):
    """Networks that are members, those in these with the one through which they are there, and where it is one."""
    within = figures.below(entry.pk)
    own = [networks[pk] for pk, through in within.items() if through == entry.pk]
    deeper = [(networks[pk], networks[through]) for pk, through in within.items() if through != entry.pk]
    above = [networks[network] for network, member in figures.links if member == entry.pk]
    return {
        "member_networks": sorted(own, key=by_name),
        "deeper_networks": sorted(deeper, key=lambda pair: by_name(pair[0])),
        "part_of": sorted(above, key=by_name),
    }


# --- What the members do: public entries whose organisation is a member ---


def what_they_do(partners):
    """Cards of these entries; other networks are no work of a member."""
    kinds = {kind: writing for kind, writing in WRITINGS.items() if writing.owner_field and kind != Kind.NETWORK}
    found = Q(pk=None)
    for kind, writing in kinds.items():
        own = writing.model.objects.filter(**{f"{writing.owner_field}__in": [*partners]}).values("pk")
        found |= Q(kind=kind, object_id__in=own)
    return Card.objects.live().filter(found)


def told_of(cards):
    """How many of each kind, the topics as a chart, and the newest ones."""
    counted = Counter(pair for facets in cards.values_list("facets", flat=True) for pair in pairs(facets))
    kinds = [(kind, counted[Facet.KIND.value, kind.value]) for kind in Kind if counted[Facet.KIND.value, kind.value]]
    topics = Counter({value: n for (facet, value), n in counted.items() if facet == Facet.TOPIC})
    return {
        "kinds": kinds,
        "topics_chart": topics_chart(topics) if topics else None,
        "newest": list(cards.order_by("-published_at", "-pk")[:NEWEST]) if kinds else [],
    }


def topics_chart(counted):
    names = {topic.slug: shown(topic, "name").text for topic in Topic.objects.filter(slug__in=[*counted])}
    rows = sorted(((names.get(slug, slug), n) for slug, n in counted.items()), key=lambda row: (-row[1], row[0]))
    return bars(
        key="topics",
        title=_("Topics of its members"),
        description=_("How many public entries of the members of the network carry each topic."),
        items=rows[:MOST_TOPICS],
        value_label=_("Entries"),
        name_label=_("Topic"),
        digits=0,
    )

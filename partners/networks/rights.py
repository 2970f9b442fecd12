"""Who speaks for which side: representatives of an organisation, those of a network's coordinators for the network."""

from django.db.models import Q

from partners.models import Membership, Network, NetworkLink, NetworkMembership
from publishing.people import representatives_of

REPRESENTATIVE = Membership.Role.REPRESENTATIVE
COORDINATOR = NetworkMembership.Role.COORDINATOR


def led_by(person):
    """Primary keys of the organisations that the person represents."""
    if not person.is_authenticated:
        return []
    return [pk for pk, role in person.organisations.items() if role == REPRESENTATIVE]


def speaks_for_partner(person, pk):
    return person.is_authenticated and (person.is_coordinator or pk in led_by(person))


def speaks_for_network(person, network):
    if not person.is_authenticated:
        return False
    return person.is_coordinator or not coordinators_of(network).isdisjoint(led_by(person))


def coordinators_of(network):
    """The organisation in charge, and further members that have the role."""
    found = set(network.memberships.active().filter(role=COORDINATOR).values_list("partner", flat=True))
    return found | ({network.coordinator_id} if network.coordinator_id else set())


def networks_of(person):
    """Those that the person speaks for by an organisation, in any state; coordinators of the portal see the others."""
    led = led_by(person)
    further = NetworkMembership.objects.active().filter(role=COORDINATOR, partner__in=led).values("network")
    return Network.objects.filter(Q(coordinator__in=led) | Q(pk__in=further))


def is_link(row):
    return isinstance(row, NetworkLink)


def speaks_above(person, row):
    """For the network of a membership."""
    return speaks_for_network(person, row.network)


def speaks_below(person, row):
    """For who is its member, an organisation or a network."""
    return speaks_for_network(person, row.member) if is_link(row) else speaks_for_partner(person, row.partner_id)


def people_above(row):
    return people_of_network(row.network)


def people_below(row):
    return people_of_network(row.member) if is_link(row) else representatives_of(row.partner_id)


def people_of_network(network):
    return set().union(*(representatives_of(pk) for pk in coordinators_of(network)))

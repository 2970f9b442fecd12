"""The way to networks on one's own desk: what waits for an answer, and the networks that one speaks for."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.languages import shown
from partners.models import NetworkLink, NetworkMembership
from partners.networks.rights import led_by, networks_of
from partners.networks.steps import State

MOST = 20


def section(person):
    return {"title": _("Networks"), "template": "partners/networks/desk_rows.html", "rows": rows_of(person)}


def rows_of(person):
    """To each network that the person speaks for, with how much waits there; then invitations of organisations."""
    led = led_by(person)
    if not led:
        return []
    own = list(networks_of(person).order_by("pk")[:MOST])
    waiting = waiting_in([network.pk for network in own])
    rows = [
        {
            "address": reverse("network_desk", args=[network.pk]),
            "title": shown(network, "title").text,
            "note": waits(waiting.get(network.pk, 0)),
        }
        for network in own
    ]
    invited = NetworkMembership.objects.filter(partner__in=led, state=State.INVITED)
    invited = invited.select_related("network").order_by("pk")[:MOST]
    return rows + [
        {
            "address": reverse("my_networks"),
            "title": _("Invitation to a network: %(title)s") % {"title": shown(row.network, "title").text},
        }
        for row in invited
    ]


def waiting_in(networks):
    """{network: requests of organisations and networks that wait, and invitations to it itself}."""
    found = {}
    asked = NetworkMembership.objects.filter(network__in=networks, state=State.ASKED).values_list("network", flat=True)
    of_networks = NetworkLink.objects.filter(
        Q(network__in=networks, state=State.ASKED) | Q(member__in=networks, state=State.INVITED)
    ).values_list("network", "member", "state")
    for pk in [*asked, *(network if state == State.ASKED else member for network, member, state in of_networks)]:
        found[pk] = found.get(pk, 0) + 1
    return found


def waits(n):
    return ngettext("%(n)d request waits for an answer", "%(n)d requests wait for an answer", n) % {"n": n} if n else ""


def desk_ways(dossier):
    """From the dossier of a network to its members."""
    return (
        [(_("Members and invitations"), reverse("network_desk", args=[dossier.object_id]))] if dossier.object_id else []
    )


def page_of_the_desk(person):
    """For the navigation of whoever belongs to an organisation; it asks no query of its own."""
    return ("my_networks", _("Networks")) if person.organisations else None

"""Taking a step of a membership: looked at again under the lock, kept, filed and told, so that of two people one wins.

Everything here first takes the lock of the catalogue, which saving a membership needs anyway.
"""

from functools import wraps

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.models import CatalogueState
from catalogue.time_words import day_words
from partners.models import Network, NetworkLink, NetworkMembership
from partners.networks import telling
from partners.networks.rights import COORDINATOR, speaks_above, speaks_below, speaks_for_network
from partners.networks.steps import STEPS, is_allowed
from publishing.refusals import Overtaken, Refused
from publishing.versions import catch_up, dossier_of

State = NetworkMembership.State
Role = NetworkMembership.Role


def locked(change):
    """One after the other, whole or not at all."""

    @wraps(change)
    def in_turn(**given):
        with transaction.atomic():
            CatalogueState.lock()
            return change(**given)

    return in_turn


# --- Beginning ---


@locked
def ask(*, network, partner, by, text=""):
    """An organisation asks to join; returns its membership."""
    return begin(NetworkMembership(network=network, partner=partner, reason=text), STEPS["ask"], by)


@locked
def invite(*, network, partner, by, role=Role.MEMBER):
    return begin(NetworkMembership(network=network, partner=partner, role=role), STEPS["invite"], by)


@locked
def ask_for_network(*, network, member, by):
    """A network asks to become a member of another one."""
    return begin(link_of(network, member), STEPS["ask"], by)


@locked
def invite_network(*, network, member, by):
    return begin(link_of(network, member), STEPS["invite"], by)


def link_of(network, member):
    """The row of the two, of which there is one for ever."""
    return NetworkLink.objects.filter(network=network, member=member).first() or NetworkLink(
        network=network, member=member, state=State.LEFT
    )


def begin(row, step, by):
    row.network = Network.objects.get(pk=row.network_id)
    if not (speaks_below if step.name == "ask" else speaks_above)(by, row):
        raise Refused(_("You do not speak for this side."))
    if not row.network.is_published:
        raise Refused(_("The network is not public; nobody can join it yet."))
    if step.name == "ask" and not row.network.joinable:
        raise Refused(_("This network takes no requests. Its coordinator may invite you."))
    if standing := standing_row(row):
        raise Overtaken(waits(standing))
    row.state, row.by, row.since, row.at = step.target, by, None, timezone.now()
    check_circle(row)
    row.save()
    telling.told_of(row, step.name, by, from_above=step.name == "invite")
    return row


def standing_row(row):
    """What is open between the two already."""
    sides = {name: getattr(row, f"{name}_id") for name in type(row).sides}
    return type(row).objects.open().filter(**sides).first()


def waits(standing):
    """Since when, as a sentence."""
    if standing.state == State.ACTIVE:
        return _("%(name)s is a member of this network already.") % {"name": standing.partner}
    text = _("The request has been waiting since %(day)s.")
    if standing.state == State.INVITED:
        text = _("The invitation has been waiting since %(day)s.")
    return text % {"day": day_words(timezone.localdate(standing.at))}


def check_circle(row):
    if isinstance(row, NetworkLink):
        try:
            row.clean()
        except ValidationError as error:
            raise Refused(" ".join(error.messages)) from error


# --- Going on ---


@locked
def take(*, step, row, by, reason="", seen=None):
    """Take a step by its name; returns the membership as it is then. `seen` is the state the person saw it in."""
    rule, row = STEPS[step], fresh(row)
    if seen not in (None, "", row.state) or row.state not in rule.sources:
        raise Overtaken(late(row, rule))
    if not is_allowed(rule, row, by):
        raise Refused(_("You may not do this with this membership."))
    if rule.reason and not reason.strip():
        raise Refused(_("Give a reason."))
    if rule.target == State.LEFT:
        demand_handed_over(row)
    before = row.state
    row.state, row.by, row.reason = rule.target, by, reason.strip()
    set_days(row, rule)
    if rule.target == State.ACTIVE:
        check_circle(row)
    row.save()
    telling.tell_other_side(row, rule, by, before)
    return row


def fresh(row):
    found = type(row).objects.select_related(*type(row).sides).filter(pk=row.pk).first()
    if found is None:
        raise Overtaken(_("This membership is not there any more. Nothing was changed."))
    return found


def late(row, rule):
    if row.state == rule.target:
        return _("This was done already. Nothing was changed.")
    return _("Somebody was quicker: the membership is in the state “%(state)s” now. Nothing was changed.") % {
        "state": row.get_state_display()
    }


def set_days(row, rule):
    today = timezone.localdate()
    if rule.target == State.ACTIVE:
        row.since = today
    elif rule.target == State.LEFT and isinstance(row, NetworkMembership):
        row.until = today


# --- Roles and coordination ---


def demand_handed_over(row):
    if isinstance(row, NetworkMembership) and is_last_coordinator(row):
        raise Refused(
            _("This is the last coordinator of the network. Hand the coordination over to another member first.")
        )


def is_last_coordinator(row):
    if row.network.coordinator_id:
        return row.partner_id == row.network.coordinator_id
    others = row.network.memberships.active().filter(role=COORDINATOR).exclude(pk=row.pk)
    return row.role == COORDINATOR and not others.exists()


@locked
def set_role(*, row, role, by):
    """Whether the role changed."""
    row = fresh(row)
    if not speaks_for_network(by, row.network) or row.state != State.ACTIVE:
        raise Refused(_("You may not do this with this membership."))
    if row.role == role:
        return False
    if role != COORDINATOR:
        demand_handed_over(row)
    row.role = role
    row.save()
    return True


@locked
def hand_over(*, row, by):
    """Another member is in charge of the network from now on; who was so stays a member."""
    row = fresh(row)
    network = row.network
    if not speaks_for_network(by, network) or row.state != State.ACTIVE:
        raise Refused(_("You may not do this with this membership."))
    if network.coordinator_id == row.partner_id:
        raise Overtaken(_("This was done already. Nothing was changed."))
    for former in network.memberships.active().filter(partner=network.coordinator_id):
        former.role = Role.MEMBER
        former.save()
    row.role = COORDINATOR
    row.save()
    network.coordinator = row.partner
    network.save()
    if dossier := dossier_of(network):
        catch_up(dossier, by=by, reason=_("Coordination handed over."))
    telling.tell_new_coordinator(row, by)
    return row


def join_coordinator(version, by):
    """Who is in charge of a network is a member from the day on which it becomes public."""
    network = version.dossier.entry
    if network is None or network.coordinator_id is None:
        return
    row = network.memberships.open().filter(partner=network.coordinator_id).first()
    if row and (row.state, row.role) == (State.ACTIVE, COORDINATOR):
        return
    row = row or NetworkMembership(network=network, partner_id=network.coordinator_id)
    row.state, row.role, row.by = State.ACTIVE, COORDINATOR, by
    row.since = row.since or timezone.localdate()
    row.save()

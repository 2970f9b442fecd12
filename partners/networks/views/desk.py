"""Networks at the desk: memberships of one's organisations, and the members of the networks one speaks for."""

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalogue.choices import by_name
from catalogue.files.sending import download
from catalogue.missing import NoSuchPage
from catalogue.tables.writing import CSV_TYPE
from catalogue.text import slugify_sl
from partners.models import Network, NetworkLink, NetworkMembership
from partners.networks import moving
from partners.networks.files import members_file
from partners.networks.forms import InviteForm, LinkForm, NetworkSearch, PublicSearch, RoleForm, StepForm
from partners.networks.rights import (
    is_link,
    led_by,
    networks_of,
    speaks_above,
    speaks_below,
    speaks_for_network,
)
from partners.networks.steps import ABOVE, BELOW, STEPS, State, is_allowed, steps_from
from publishing.refusals import Refused
from publishing.views.signed_out import kept_when_signed_out

MOST = 200


def network_for(person, pk):
    """For those who speak for it; to others there is no such page."""
    network = get_object_or_404(Network.objects.select_related("coordinator"), pk=pk)
    if not speaks_for_network(person, network):
        raise NoSuchPage
    return network


# --- Memberships of one's organisations ---


@login_required
@require_safe
def mine(request):
    person, led = request.user, led_by(request.user)
    if not person.organisations and not person.is_coordinator:
        raise NoSuchPage
    found = NetworkMembership.objects.filter(partner__in=[*person.organisations]).select_related("network", "partner")
    rows = [(row, steps_from(row, BELOW) if row.partner_id in led else []) for row in found.order_by("-pk")[:MOST]]
    context = {
        "open": [pair for pair in rows if pair[0].state in (State.ASKED, State.INVITED)],
        "active": [pair for pair in rows if pair[0].state == State.ACTIVE],
        "former": [pair for pair in rows if pair[0].state in (State.DECLINED, State.LEFT)],
        "networks": sorted(networks_of(person)[:MOST], key=by_name),
    }
    return render(request, "partners/networks/mine.html", context)


# --- The members of a network ---


@login_required
@require_safe
def network(request, pk):
    return show(request, network_for(request.user, pk))


def show(request, network, status=200, refusal=""):
    found = network.memberships.open().select_related("partner")
    rows = sorted(found, key=lambda row: by_name(row.partner))
    links = NetworkLink.objects.open().filter(Q(network=network) | Q(member=network))
    links = links.select_related("network", "member").order_by("pk")
    search, search_networks = PublicSearch(request.GET or None), NetworkSearch(request.GET or None)
    open_pks = {row.partner_id for row in rows}
    tied = {network.pk}.union(*({row.network_id, row.member_id} for row in links))
    context = {
        "network": network,
        "refusal": refusal,
        "waiting": [(row, steps_from(row, ABOVE)) for row in rows if row.state != State.ACTIVE],
        "members": [(row, steps_from(row, ABOVE)) for row in rows if row.state == State.ACTIVE],
        "roles": NetworkMembership.Role.choices,
        "links": [described(network, row) for row in links],
        "search": search,
        "found": [partner for partner in search.organisations() if partner.pk not in open_pks],
        "search_networks": search_networks,
        "found_networks": search_networks.networks(but=tied),
    }
    return render(request, "partners/networks/desk.html", context, status=status)


def described(network, row):
    """A tie to another network as this one sees it."""
    above = row.network_id == network.pk
    return {
        "row": row,
        "other": row.member if above else row.network,
        "above": above,
        "steps": steps_from(row, ABOVE if above else BELOW),
    }


@kept_when_signed_out
@require_POST
def invite(request, pk):
    network, form = network_for(request.user, pk), InviteForm(request.POST)
    if not form.is_valid():
        return show(request, network, 400, _("Choose an organisation from the list."))
    return tried(
        request, network, "invite", lambda: moving.invite(network=network, by=request.user, **form.cleaned_data)
    )


@kept_when_signed_out
@require_POST
def tie(request, pk):
    """Invite another network, or ask to be taken into it."""
    network, form = network_for(request.user, pk), LinkForm(request.POST)
    if not form.is_valid():
        return show(request, network, 400, _("Choose a network from the list."))
    other, way = form.cleaned_data["network"], form.cleaned_data["way"]
    if way == "invite":
        return tried(
            request, network, way, lambda: moving.invite_network(network=network, member=other, by=request.user)
        )
    return tried(request, network, way, lambda: moving.ask_for_network(network=other, member=network, by=request.user))


def tried(request, network, step, change):
    try:
        change()
    except Refused as error:
        return show(request, network, 409, str(error))
    messages.success(request, STEPS[step].done)
    return redirect("network_desk", network.pk)


@kept_when_signed_out
@require_POST
def role(request, pk, number):
    network, form = network_for(request.user, pk), RoleForm(request.POST)
    row = get_object_or_404(network.memberships, pk=number)
    if not form.is_valid():
        return show(request, network, 400, _("There is no such role."))
    try:
        changed = moving.set_role(row=row, role=form.cleaned_data["role"], by=request.user)
    except Refused as error:
        return show(request, network, 409, str(error))
    messages.success(request, _("The role is changed.") if changed else _("The member has this role already."))
    return redirect("network_desk", pk)


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request, pk, number):
    """After a page that says what changes hands."""
    network = network_for(request.user, pk)
    row, refusal = get_object_or_404(network.memberships.select_related("partner"), pk=number), ""
    if request.method == "POST":
        try:
            moving.hand_over(row=row, by=request.user)
        except Refused as error:
            refusal = str(error)
        else:
            messages.success(request, _("The coordination is handed over; the organisation was told."))
            still = speaks_for_network(request.user, Network.objects.get(pk=pk))
            return redirect("network_desk", pk) if still else redirect("my_networks")
    context = {"network": network, "row": row, "refusal": refusal}
    return render(request, "partners/networks/hand_over.html", context, status=409 if refusal else 200)


@kept_when_signed_out
@require_POST
def export(request, pk):
    """Asked for by a button, never by a link, since asking for it is written down."""
    network = network_for(request.user, pk)
    content = members_file(network)
    LogEntry.objects.log_actions(
        request.user.pk, [network], CHANGE, change_message="Members exported.", single_object=True
    )
    name, members = slugify_sl(network.acronym or str(network), 60), pgettext("name of a file", "members")
    return download(f"{name}-{members}.csv", content, CSV_TYPE)


# --- Steps ---


def membership_step(request, pk, name):
    return step(request, NetworkMembership, pk, name)


def link_step(request, pk, name):
    return step(request, NetworkLink, pk, name)


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def step(request, model, pk, name):
    """A page that says what follows, and asks for the reason where one is needed."""
    row = get_object_or_404(model.objects.select_related(*model.sides), pk=pk)
    rule = STEPS.get(name)
    if rule is None or not rule.sources or not (speaks_above(request.user, row) or speaks_below(request.user, row)):
        raise NoSuchPage
    initial, refusal = {"seen": row.state}, ""
    form = StepForm(request.POST if request.method == "POST" else None, step=rule, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            row = moving.take(step=name, row=row, by=request.user, **form.cleaned_data)
        except Refused as error:
            refusal = str(error)
        else:
            messages.success(request, rule.done)
            return redirect(*home_of(request.user, row))
    elif request.method != "POST":
        refusal = closed(rule, row, request.user)
    context = {
        "row": row,
        "step": rule,
        "form": form,
        "refusal": refusal,
        "home": redirect(*home_of(request.user, row)).url,
    }
    status = 409 if refusal and request.method == "POST" else 400 if form.errors else 200
    return render(request, "partners/networks/step.html", context, status=status)


def closed(rule, row, person):
    """Why the step cannot be taken now, before anything is sent."""
    if row.state not in rule.sources:
        return moving.late(row, rule)
    return "" if is_allowed(rule, row, person) else _("You may not do this with this membership.")


def home_of(person, row):
    """Where the person looks after this membership."""
    if is_link(row):
        return "network_desk", row.network_id if speaks_above(person, row) else row.member_id
    if row.partner_id in led_by(person):
        return ("my_networks",)
    return "network_desk", row.network_id

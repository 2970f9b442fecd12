"""The people of an organisation: who is in it, who is asked to come, and the page where they come in."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalogue.choices import by_name
from catalogue.missing import NoSuchPage
from partners import actions
from partners.forms import InviteForm, JoinForm, OrganisationSearch, RoleForm
from partners.models import Invitation, Membership, Partner
from partners.models.invitation import LASTS, people_with
from publishing.refusals import Refused


def partner_for(person, pk, leading=False):
    """The organisation, for its members and coordinators; to others it does not exist. Only some lead it."""
    if not (leads(person, pk) or (person.role_in(pk) and not leading)):
        raise NoSuchPage
    return get_object_or_404(Partner, pk=pk)


def leads(person, pk):
    return person.is_coordinator or person.role_in(pk) == Membership.Role.REPRESENTATIVE


def sent(request):
    """What was filled in; an empty form that is sent lacks everything, one that is opened lacks nothing."""
    return request.POST if request.method == "POST" else None


def is_member(person, pk):
    return person.is_authenticated and bool(person.role_in(pk))


@login_required
@require_safe
def people(request):
    """One's organisations; the only one at once; coordinators find all others by name."""
    own = request.user.organisations
    if not own and not request.user.is_coordinator:
        raise NoSuchPage
    if len(own) == 1 and not request.user.is_coordinator:
        return show_people(request, partner_for(request.user, *own))
    search = OrganisationSearch(request.GET) if request.user.is_coordinator else None
    context = {
        "own": sorted(Partner.objects.filter(pk__in=own), key=by_name),
        "search": search,
        "found": search.organisations() if search else [],
    }
    return render(request, "partners/people.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request, pk):
    partner = partner_for(request.user, pk, leading=request.method == "POST")
    form = InviteForm(sent(request), initial={"language": get_language()})
    if request.method == "POST" and form.is_valid() and invited(request, partner, form):
        return redirect("organisation", pk)
    return show_people(request, partner, form)


def invited(request, partner, form):
    """Whether the mail is on its way; else the form says why not."""
    try:
        invitation = actions.invite(partner=partner, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        form.add_error("email", str(refusal))
        return False
    sentence = _("An invitation is on its way to %(email)s.")
    if invitation.mails > 1:
        sentence = _("A new invitation is on its way to %(email)s. The link in the earlier mail is not valid any more.")
    messages.success(request, sentence % {"email": invitation.email})
    return True


def show_people(request, partner, form=None):
    leading = leads(request.user, partner.pk)
    context = {
        "partner": partner,
        "members": members_of(partner),
        "leading": leading,
        "invitations": partner.invitations.pending() if leading else [],
        "form": form or InviteForm(initial={"language": get_language()}),
    }
    return render(request, "partners/organisation.html", context)


def members_of(partner):
    """Those who lead it first, each group in the alphabet."""
    members = sorted(partner.memberships.select_related("user"), key=lambda member: by_name(member.user))
    return sorted(members, key=lambda member: member.role, reverse=True)


@login_required
@require_POST
def revoke(request, pk, number):
    partner = partner_for(request.user, pk, leading=True)
    invitation = get_object_or_404(partner.invitations, pk=number)
    if actions.revoke(invitation=invitation, by=request.user):
        messages.success(request, _("The invitation has been revoked; its link opens nothing any more."))
    else:
        messages.info(request, _("This invitation is not open any more; nothing was changed."))
    return redirect("organisation", pk)


@login_required
@require_POST
def role(request, pk, number):
    partner, form = partner_for(request.user, pk, leading=True), RoleForm(request.POST)
    membership = get_object_or_404(partner.memberships.select_related("user"), pk=number)
    if not form.is_valid():
        messages.error(request, _("There is no such role."))
    else:
        say_role(request, membership, form.cleaned_data["role"])
    return redirect("organisation", pk)


def say_role(request, membership, wanted):
    try:
        changed = actions.change_role(membership=membership, role=wanted, by=request.user)
    except Refused as refusal:
        return messages.error(request, str(refusal))
    values = {"name": membership.user, "role": Membership.Role(wanted).label}
    if changed:
        return messages.success(request, _("%(name)s – role from now on: %(role)s.") % values)
    return messages.info(request, _("%(name)s – role already: %(role)s.") % values)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request, pk, number):
    """Ask before a membership ends; one's own anybody may end, others' those who lead."""
    partner = partner_for(request.user, pk)
    membership = partner.memberships.select_related("user").filter(pk=number).first()
    own = membership is not None and membership.user_id == request.user.pk
    if not own and not leads(request.user, pk):
        raise NoSuchPage
    if membership is None:
        messages.info(request, _("This person is not a member of the organisation any more."))
        return redirect("organisation", pk)
    if request.method == "POST":
        return ended(request, membership)
    return render(request, "partners/leave.html", {"partner": partner, "membership": membership, "own": own})


def ended(request, membership):
    pk, own = membership.partner_id, membership.user_id == request.user.pk
    try:
        (actions.leave if own else actions.remove)(membership=membership, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("organisation", pk)
    values = {"name": membership.user, "organisation": membership.partner}
    if own:
        messages.success(request, _("You have left %(organisation)s.") % values)
        return redirect("organisation", pk) if request.user.is_coordinator else redirect("desk")
    messages.success(request, _("%(name)s is not a member of %(organisation)s any more.") % values)
    return redirect("organisation", pk)


# --- Coming in ---


@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request, token):
    """Who holds the link sees who asks them; only a button pressed changes anything."""
    found = Invitation.objects.by_token(token)
    if found is None or not found.is_open:
        return closed(request, found)
    if request.user.is_authenticated:
        return come_in(request, found)
    if people_with(found.email).exists():
        return show_invitation(request, found, "sign_in")
    return make_account(request, found)


def closed(request, found):
    """One page for all links that open nothing; who has come in by it before is simply led on."""
    if request.method == "POST" and found and found.accepted_at and is_member(request.user, found.partner_id):
        messages.info(request, _("You have accepted this invitation already."))
        return redirect("desk")
    context = {"found": found, "days": LASTS.days}
    return render(request, "partners/invitation_closed.html", context, status=410 if found else 404)


def come_in(request, found):
    if not found.is_for(request.user):
        return show_invitation(request, found, "foreign")
    if request.method != "POST":
        return show_invitation(request, found, "accept")
    try:
        actions.accept(invitation=found, user=request.user)
    except Refused:
        return closed(request, Invitation.objects.get(pk=found.pk))
    return led_on(request, found)


def make_account(request, found):
    form = JoinForm(sent(request), email=found.email)
    if request.method == "POST" and form.is_valid():
        name, password = form.cleaned_data["name"], form.cleaned_data["password1"]
        try:
            user = actions.join(invitation=found, name=name, password=password, language=get_language())
        except Refused:  # meanwhile it was used, revoked or joined in another window
            return redirect(request.path)
        login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        return led_on(request, found)
    return show_invitation(request, found, "join", form)


def led_on(request, found):
    messages.success(request, _("Welcome to %(organisation)s.") % {"organisation": found.partner})
    return redirect("desk")


def show_invitation(request, found, way, form=None):
    return render(request, "partners/invitation.html", {"invitation": found, "way": way, "form": form})

"""Who helps to run an event: roles given and taken, each after a page that says to whom."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from catalogue.missing import NoSuchPage
from publishing.refusals import Refused
from publishing.views.signed_out import kept_when_signed_out
from workshops.models import EventRole
from workshops.organising import roles
from workshops.organising.asking import event_for
from workshops.organising.forms import RoleForm
from workshops.organising.views.showing import show


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def helpers(request, pk):
    """The list, and the form; what was filled in is shown with the name of the person before it counts."""
    event = event_for(request.user, pk)
    form, person = RoleForm(request.POST if request.method == "POST" else None), None
    if request.method == "POST" and form.is_valid():
        try:
            person = roles.account_of(form.cleaned_data["email"])
        except Refused as error:
            form.add_error("email", str(error))
    if person and request.POST.get("confirmed") == str(person.pk):
        roles.give(event=event, person=person, role=form.cleaned_data["role"], by=request.user)
        messages.success(request, _("%(name)s helps with this event now.") % {"name": person})
        return redirect("event_roles", event.pk)
    role = EventRole.Role(form.cleaned_data["role"]) if person else None
    members = event.host.memberships.select_related("user").order_by("user__name", "pk") if event.host else []
    context = {"form": form, "person": person, "role": role, "members": list(members)}
    context["rows"] = list(event.roles.select_related("user", "by"))
    return show(request, "helpers", event, "event_roles", context)


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def take_role(request, pk, number):
    event = event_for(request.user, pk)
    given = event.roles.select_related("user").filter(pk=number).first()
    if given is None:
        raise NoSuchPage
    if request.method == "POST":
        roles.take(given=given, by=request.user)
        messages.success(request, _("%(name)s no longer helps with this event.") % {"name": given.user})
        return redirect("event_roles" if given.user_id != request.user.pk else "desk", *own_way(given, request.user))
    return show(request, "take_role", event, "event_roles", {"given": given})


def own_way(given, person):
    """Whoever gave up the own role may have no page of the event left."""
    return [] if given.user_id == person.pk else [given.event_id]

"""The pass at the door: without names to strangers; who checks people in gets one big button for each person."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from catalogue.missing import NoSuchPage
from publishing.models.private_link import digest
from publishing.refusals import Refused
from workshops.attending.days import chosen_day
from workshops.attending.guests import COMING, guest_at, guests_of
from workshops.attending.qr import qr_inline
from workshops.attending.steps import attend
from workshops.attending.words import first_words
from workshops.calendars.words import when_words, where_words
from workshops.models import Attendance, Registration
from workshops.organising.rights import EventRight, may_at
from workshops.registering.passes import pass_token


@require_http_methods(["GET", "HEAD", "POST"])
def pass_page(request, token):
    """Who is signed in and has nothing to do with it gets what is not there."""
    registration = registration_of(token)
    event, person = registration.form.event, request.user
    if person.is_authenticated and may_at(person, EventRight.CHECK_IN, event):
        return at_the_door(request, registration)
    if request.method == "POST" or (person.is_authenticated and person != registration.person):
        raise NoSuchPage
    context = {"event": event, "when": when_words(event), "where": where_words(event)}
    return render(request, "workshops/attending/pass_page.html", context | {"code": pass_code(registration)})


def registration_of(token):
    found = Registration.objects.select_related("form__event__host", "person").filter(pass_digest=digest(token))
    registration = found.filter(state__in=COMING).first()
    if registration is None:
        raise NoSuchPage
    return registration


def pass_code(registration):
    address = settings.SITE_URL + reverse("event_pass", args=[pass_token(registration)])
    return qr_inline(address, _("QR code of the pass"))


def at_the_door(request, registration):
    form = registration.form
    day = chosen_day(form.event)
    if request.method == "POST":
        guest = guest_at(form, request.POST.get("attend", ""))
        if guest is None or guest.registration.pk != registration.pk:
            raise NoSuchPage
        check_in(request, guest, day, Attendance.Way.QR)
        return redirect(request.path)
    there = {each.companion_id: each for each in registration.attendances.filter(day=day).select_related("by")}
    rows = [(guest, first_words(guest, there.get(guest.ids[1]), form.event)) for guest in guests_of(registration)]
    context = {"event": form.event, "registration": registration, "day": day, "rows": rows}
    return render(request, "workshops/attending/door.html", context)


def check_in(request, guest, day, way):
    """Say what became of it: also that somebody else was first."""
    try:
        attendance, is_new = attend(guest=guest, day=day, by=request.user, way=way)
    except Refused as error:
        messages.error(request, str(error))
        return
    if is_new:
        messages.success(request, _("%(name)s is checked in.") % {"name": guest.name})
    else:
        messages.warning(request, first_words(guest, attendance, guest.registration.form.event))

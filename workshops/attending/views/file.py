"""Check-in from a file: first what it would do, then, by one press, all of it or nothing."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from catalogue.missing import NoSuchPage
from catalogue.tables.faults import SheetError
from publishing.refusals import Refused
from publishing.views.signed_out import kept_when_signed_out
from workshops.attending.days import past_days, read_day
from workshops.attending.forms import CameForm
from workshops.attending.given import read
from workshops.attending.steps import attend_all
from workshops.calendars.moments import is_dated
from workshops.models import Attendance
from workshops.organising.asking import registered_event
from workshops.organising.noting import note
from workshops.organising.rights import EventRight

SHOWN = 100  # names or lines of each kind


@sensitive_post_parameters("came")
@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def attendance_from_file(request, pk):
    event, form = registered_event(request.user, pk, EventRight.CHECK_IN)
    days = past_days(event)
    if request.method != "POST" or not days:
        return show(request, event, CameForm(days=days) if days else None)
    if "came" in request.POST:
        return store(request, event, form)
    asked = CameForm(request.POST, request.FILES, days=days)
    if not asked.is_valid():
        return show(request, event, asked)
    try:
        reading = read(asked.cleaned_data["grid"], form, read_day(asked.cleaned_data["day"]))
    except SheetError as error:
        asked.add_error("file", str(error))
        return show(request, event, asked)
    return show(request, event, CameForm(days=days), reading)


def show(request, event, form, reading=None):
    context = {"event": event, "dated": is_dated(event), "form": form, "reading": reading}
    if reading:
        context |= {name: getattr(reading, name)[:SHOWN] for name in ("new", "unknown", "doubtful")}
    return render(request, "workshops/attending/file.html", context)


def store(request, event, form):
    """What the page showed, as it was shown: where anything of it does not hold any more, nothing is stored."""
    try:
        count = attend_all(form=form, came=came(request.POST["came"]), by=request.user, way=Attendance.Way.FILE)
    except Refused as error:
        messages.error(request, _("Nobody was checked in. %(reason)s") % {"reason": error})
        return redirect("event_attendance_from_file", event.pk)
    note(event, request.user, "Attendance taken from a file.")
    text = ngettext("%(n)d person was checked in.", "%(n)d people were checked in.", count)
    messages.success(request, text % {"n": count})
    return redirect("event_attendance", event.pk)


def came(told):
    """[(key of a guest, day)] of what the page sent back: a day, then those who came on it, and so on."""
    found, day = [], None
    for word in told.split():
        if named := read_day(word):
            day = named
        elif day is None:
            raise NoSuchPage
        else:
            found.append((word, day))
    return found

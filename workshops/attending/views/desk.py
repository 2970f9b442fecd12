"""The list at the door: searched, one big button a person, counted by day, taken back; printed, and ticked later."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from catalogue import audit
from catalogue.files.sending import download
from catalogue.missing import NoSuchPage
from catalogue.text import fold
from publishing.refusals import Refused
from publishing.views.desk import paging
from publishing.views.signed_out import kept_when_signed_out
from workshops.attending.days import chosen_day, former_days, past_days, read_day
from workshops.attending.exporting import FORMATS, attendance_table, written
from workshops.attending.guests import attendance_of, coming, guest_at, guests_of, names_of, present_on
from workshops.attending.steps import attend, undo
from workshops.attending.views.passes import check_in
from workshops.attending.words import first_words
from workshops.calendars.moments import days_of, is_dated
from workshops.models import Attendance
from workshops.organising.asking import registered_event
from workshops.organising.noting import note
from workshops.organising.rights import EventRight, may_at

ON_A_PAGE = 40  # people


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request, pk):
    event, form = registered_event(request.user, pk, EventRight.CHECK_IN)
    given = request.POST if request.method == "POST" else request.GET
    day, words = chosen_day(event, given.get("day")), given.get("q", "").strip()[:100]
    if request.method == "POST":
        press(request, form, day)
        asked = urlencode({"day": day or "", "q": words, "page": given.get("page", "")[:5]})
        return redirect(f"{reverse('event_attendance', args=[event.pk])}?{asked}#list")
    names = names_of(form)
    shown = Paginator(found(names, words) if words else names, ON_A_PAGE).get_page(given.get("page"))
    context = {
        "event": event,
        "day": day,
        "days": past_days(event),
        "dated": is_dated(event),
        "q": words,
        "rows": rows_of(event, form, day, shown.object_list),
        "present": present_on(form, day),
        "total": len(names),
        "formats": list(FORMATS),
        "runs": may_at(request.user, EventRight.RUN, event),
    }
    asked = {name: value for name, value in (("day", day), ("q", words)) if value}
    return render(request, "workshops/attending/attendance.html", context | paging(shown, asked))


def rows_of(event, form, day, names):
    """What the page shows of each of these people; only theirs is fetched."""
    registrations = coming(form).filter(pk__in={name.registration for name in names})
    guests = {guest.ids: guest for registration in registrations for guest in guests_of(registration)}
    days = set(days_of(event))
    return [row_of(guests[name.ids], event, day, days) for name in names if name.ids in guests]


def row_of(guest, event, day, days):
    there = attendance_of(guest)
    former = sorted(there.keys() - days)  # the event was moved after the check-in
    return {"guest": guest, "words": first_words(guest, there.get(day), event), "former": former}


def found(names, words):
    """Those of this name, and who comes with one of this name."""
    wanted = fold(words)
    return [name for name in names if wanted in fold(f"{name.name}\n{name.leader}")]


def press(request, form, day):
    """One button of the list: somebody is there, or is not after all; `undo` may name another day than is shown."""
    key, _sign, former = (request.POST.get("attend") or request.POST.get("undo") or "").partition("@")
    guest = guest_at(form, key)
    if guest is None:
        messages.error(request, _("Nobody of this name is on the list any more."))
    elif "attend" in request.POST:
        check_in(request, guest, day, Attendance.Way.LIST)
    else:
        take_back(request, guest, read_day(former) if former else day)


def take_back(request, guest, day):
    try:
        was_there = undo(guest=guest, day=day, by=request.user)
    except Refused as error:
        messages.error(request, str(error))
    else:
        text = _("%(name)s is not checked in any more.") if was_there else _("%(name)s was not checked in.")
        messages.success(request, text % {"name": guest.name})


# --- The printed list, ticked later ---


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def attendance_list(request, pk):
    event, form = registered_event(request.user, pk, EventRight.CHECK_IN)
    days = past_days(event)
    if request.method == "POST":
        count = tick(request, form, days)
        text = ngettext("%(n)d person was checked in.", "%(n)d people were checked in.", count)
        messages.success(request, text % {"n": count})
        return redirect("event_attendance_list", event.pk)
    found = list(coming(form))
    shown = days_of(event) + former_days(event, found)
    rows = [list_row(guest, shown, days) for registration in found for guest in guests_of(registration)]
    context = {"event": event, "days": shown, "rows": rows}
    return render(request, "workshops/attending/list.html", context | {"may_tick": bool(days)})


def list_row(guest, days, past):
    there = attendance_of(guest)
    return guest, [(day, day in there, day in past) for day in days]


def tick(request, form, days):
    """What is ticked is added; what is not ticked stays as it is, for others may have checked people in meanwhile."""
    ticked = {day: set(request.POST.getlist(f"day-{day.isoformat()}")) for day in days}
    guests = [guest for registration in coming(form) for guest in guests_of(registration)]
    return sum(tick_one(request, guest, day) for guest in guests for day in days if guest.key in ticked[day])


def tick_one(request, guest, day):
    try:
        return attend(guest=guest, day=day, by=request.user, way=Attendance.Way.LIST)[1]
    except Refused as error:
        messages.error(request, f"{guest.name}: {error}")
        return False


@login_required
@require_safe
def attendance_file(request, pk, form):
    event, registration_form = registered_event(request.user, pk, EventRight.RUN)
    if form not in FORMATS:
        raise NoSuchPage
    audit.note(audit.Action.EXPORT, by=request.user, about=event, said="attendance")
    note(event, request.user, "Attendance exported.")
    content = written(attendance_table(registration_form), form, _("Attendance"))
    return download(f"{event.slug}-{_('attendance')}.{form}", content, FORMATS[form])

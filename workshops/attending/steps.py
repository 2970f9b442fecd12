"""Who was there: checked in, taken back, and closed once the event is over. Each step locks the form first."""

import datetime as dt

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing.refusals import Refused
from workshops.attending import log
from workshops.attending.days import past_days
from workshops.attending.guests import COMING, State, attendance_of, coming, guests_of
from workshops.models import Attendance, Registration
from workshops.registering.moving import demand, move
from workshops.registering.seats import locked
from workshops.registering.steps import both

CLOSED_AFTER = dt.timedelta(days=2)  # from the last day: a whole day lies between


@transaction.atomic
def attend(*, guest, day, by, way):
    """Check one person in for a day. Returns (attendance, whether it is new): a second time says who was first."""
    event, attendance, is_new = check_in(guest, day, by, way)
    log.follow(event)
    return attendance, is_new


def check_in(guest, day, by, way):
    """(event, attendance, whether it is new)."""
    form, registration = both(guest.registration)
    demand(registration, COMING, _("This registration is not confirmed."))
    demand_days({day}, form)
    if guest.companion and not registration.companions.filter(pk=guest.companion.pk).exists():
        raise Refused(_("Nobody of this name is on the list any more."))
    attendance, is_new = Attendance.objects.get_or_create(
        registration=registration, companion=guest.companion, day=day, defaults={"by": by, "way": way}
    )
    if registration.state != State.ATTENDED:
        move(registration, "attend", State.ATTENDED, held=registration.held, by=by)
    return form.event, attendance, is_new


@transaction.atomic
def attend_all(*, form, came, by, way):
    """Check in all of these (key of a guest, day) or nobody; how many of them are new.

    Many are read and written at once, for the form stays locked until the last one is checked in.
    """
    form = locked(form.pk)
    expected = coming(form).order_by("pk").select_for_update(of=("self",))
    guests = {guest.key: guest for registration in expected for guest in guests_of(registration)}
    if any(key not in guests for key, _day in came):
        raise Refused(_("Somebody of the file is not on the list any more. Read the file anew."))
    demand_days({day for _key, day in came}, form)
    new = [(guests[key], day) for key, day in dict.fromkeys(came) if day not in attendance_of(guests[key])]
    Attendance.objects.bulk_create(
        Attendance(registration=guest.registration, companion=guest.companion, day=day, by=by, way=way)
        for guest, day in new
    )
    for registration in {guest.registration.pk: guest.registration for guest, _day in new}.values():
        registration.form = form
        if registration.state != State.ATTENDED:
            move(registration, "attend", State.ATTENDED, held=registration.held, by=by)
    if new:
        log.follow(form.event)
    return len(new)


def demand_days(days, form):
    if not days <= set(past_days(form.event)):
        raise Refused(_("Nobody can be checked in for that day: it is no day of the event, or has not come yet."))


@transaction.atomic
def undo(*, guest, day, by):
    """Take a check-in back; whether there was one. What a certificate rests on stays."""
    form, registration = both(guest.registration)
    if registration.certificates.filter(companion=guest.companion, revoked_at=None).exists():
        raise Refused(_("A certificate was issued for this. Revoke it first."))
    there = registration.attendances.filter(companion=guest.companion, day=day)
    if not there.delete()[0]:
        return False
    if registration.state == State.ATTENDED and not registration.attendances.exists():
        move(registration, "undo", State.CONFIRMED, held=registration.held, by=by)
    log.follow(form.event)
    return True


# --- Those who did not come ---


def ended_by(day):
    """Registrations of events whose last day was this one or an earlier one, and is known."""
    return Registration.objects.filter(form__event__end__regex=r"^.{10}$", form__event__end__lte=day.isoformat())


def to_close():
    """Still confirmed though the event is over and people were checked in, on days that it has: it may have moved."""
    days = Attendance.objects.annotate(on=Cast("day", CharField()))
    of_event = {"on__gte": OuterRef("form__event__start"), "on__lte": OuterRef("form__event__end")}
    somebody = Exists(days.filter(registration__form=OuterRef("form"), **of_event))
    return ended_by(timezone.localdate() - CLOSED_AFTER).filter(somebody, state=State.CONFIRMED).order_by("pk")


@transaction.atomic
def close(pk):
    """Of two rounds at once one does it."""
    found = to_close().filter(pk=pk).first()
    if found is None:
        return False
    _form, registration = both(found)
    if registration.state != State.CONFIRMED:
        return False
    move(registration, "close", State.ABSENT, held=registration.held)
    return True

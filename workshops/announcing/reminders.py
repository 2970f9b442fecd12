"""Reminders of an event to those who come, at nine o'clock there: a week before it and the day before.

A job waits for the hour. What it finds then is what counts, so an event that was moved is reminded of at its new hour;
and where no worker ran, the daily round does it the same day. Later a reminder would say what is not true.
"""

import datetime as dt
from functools import partial
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from catalogue.dates import first_day
from catalogue.jobs import may_run_twice
from catalogue.local_times import moment
from publishing.models import Mail
from workshops.calendars.moments import DAY, is_dated
from workshops.models import Event, Registration, RegistrationState, RegistrationStep
from workshops.registering.steps import both
from workshops.registering.telling import MAILS, Told, write_mail

NINE = dt.time(9)
DAYS_BEFORE = {"reminder_week": 7, "reminder_tomorrow": 1}
# Who was there before the event begins came to the day it had before it was moved, and is expected at the new one.
REMINDED = (RegistrationState.CONFIRMED, RegistrationState.ATTENDED)

MAILS |= {
    "reminder_week": Told(
        _("In 7 days: %(title)s"),
        _("In a week is the event that you come to."),
        _("If you cannot come, please withdraw, so that somebody else may have the place."),
    ),
    "reminder_tomorrow": Told(
        _("Tomorrow: %(title)s"),
        _("Tomorrow is the event that you come to."),
        _("If you cannot come, please withdraw: somebody may be waiting for the place."),
    ),
}


class Reminder(NamedTuple):
    name: str
    at: dt.datetime
    first_day: dt.date

    def is_due(self, now):
        return self.at <= now and now.astimezone(self.at.tzinfo).date() == self.at.date()

    def key(self, pk):
        """An event that is moved is reminded of anew."""
        return f"reg:{pk}:{self.name}:{self.first_day}"


def reminders_of(event):
    """When participants are reminded; nothing where the day is not known."""
    if not is_dated(event):
        return []
    first = first_day(event.start)
    return [
        Reminder(name, moment(first - days * DAY, NINE, event.timezone), first) for name, days in DAYS_BEFORE.items()
    ]


def plan(event, changed):
    """Set the jobs of an event that is new or was moved."""
    if changed and "time" not in changed:
        return
    for reminder in reminders_of(event):
        if reminder.at > timezone.now():
            enqueue = remind_people.using(run_after=reminder.at).enqueue
            transaction.on_commit(partial(enqueue, event.pk), robust=True)


@may_run_twice()
@task()
def remind_people(event_pk):
    for pk in list(to_remind(event_pk).values_list("pk", flat=True)):
        remind(pk)


def to_remind(event_pk=None):
    """Who is to be reminded now and was not yet; of all events or of one."""
    now = timezone.now()
    waiting = []
    for event in events_near(now, event_pk):
        if reminder := due_reminder(event, now):
            waiting += not_reminded(event, reminder)
    return Registration.objects.filter(pk__in=waiting).order_by("pk")


def events_near(now, event_pk=None):
    """Those that begin within some days; what is a day here may be another one there."""
    today = now.astimezone(ZoneInfo("UTC")).date()
    span = today.isoformat(), (today + 9 * DAY).isoformat()
    events = Event.objects.published().filter(start__range=span, occurrence__cancelled_at=None)
    events = events.filter(registration_form__isnull=False)
    return events.filter(pk=event_pk) if event_pk else events


def due_reminder(event, now):
    return next((reminder for reminder in reminders_of(event) if reminder.is_due(now)), None)


def not_reminded(event, reminder, **narrowed):
    """Keys of those whose place was confirmed before the hour of the reminder."""
    later = RegistrationStep.objects.filter(
        registration__form__event=event, target=RegistrationState.CONFIRMED, at__gt=reminder.at
    )
    coming = Registration.objects.filter(form__event=event, state__in=REMINDED, **narrowed).exclude(email="")
    keys = {
        reminder.key(pk): pk for pk in coming.exclude(pk__in=later.values("registration")).values_list("pk", flat=True)
    }
    for key in Mail.objects.filter(key__in=keys).values_list("key", flat=True):
        del keys[key]
    return keys.values()


@transaction.atomic
def remind(pk):
    """Remind one person, as things stand under the lock: whoever has left meanwhile hears nothing more."""
    found = Registration.objects.filter(pk=pk).first()
    if found is None:
        return False
    form, registration = both(found)
    event, now = events_near(timezone.now(), form.event_id).first(), timezone.now()
    reminder = event and due_reminder(event, now)
    if not reminder or not not_reminded(event, reminder, pk=pk):
        return False
    told = told_to(registration, MAILS[reminder.name])
    return write_mail(registration, told, key=reminder.key(pk)) is not None


def told_to(registration, told):
    """Who was there already cannot withdraw, and is not asked to."""
    return told if registration.state == RegistrationState.CONFIRMED else told._replace(next="")

"""The event as it goes into the calendar of one participant, and out of it."""

from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone

from catalogue.calendars import CANCEL, Person, calendar_bytes
from workshops.calendars.happenings import entire, new_uid, occurrence_of
from workshops.models import Occurrence


def invitation(registration, method):
    """An iCalendar object for one registration; `method` is REQUEST or CANCEL. Empty where no day is known."""
    event = registration.form.event
    keep_occurrence(event)
    entry = entire(
        event,
        sequence=occurrence_of(event).sequence + registration.bumps,
        changed=timezone.now(),  # of this message (RFC 5546), not of the event
        organiser=sender(),
        attendee=Person(registration.email, registration.name),
    )
    if entry is None:
        return ""
    if method == CANCEL:
        entry = entry._replace(is_cancelled=True)
    return calendar_bytes("", [entry], method).decode()


def keep_occurrence(event):
    """What is sent is kept: a mail is answered under the name that it bore."""
    if getattr(event, "occurrence", None) is None:
        kept, _is_new = Occurrence.objects.get_or_create(event=event, defaults={"uid": new_uid(event.pk)})
        event.occurrence = kept


def sender():
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return Person(address, name)

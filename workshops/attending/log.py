"""A finished event of a project writes itself into the log of communication: reached are those who were there."""

from functools import partial

from django.db import transaction
from django.db.models import Count, Q
from django.db.models.functions import Length
from django.utils import timezone

from catalogue.languages import LANGUAGES
from projects.communication.recording import is_behind, record
from projects.models import Activity, Channel
from workshops.attending.guests import COMING
from workshops.models import Attendance, Event

SOURCE = "event"


def finished():
    """Public events of a project that are over and were not cancelled."""
    today, over = timezone.localdate().isoformat(), Q(pk=None)
    for length in (4, 7, 10):
        over |= Q(length_of_end=length, end__lt=today[:length])
    public = Event.objects.published().annotate(length_of_end=Length("end")).filter(over, project__isnull=False)
    return public.exclude(occurrence__cancelled_at__isnull=False)


def to_record():
    """Those of which the log says nothing yet, or something else than it would."""
    events = list(finished().select_related("project", "host"))
    known = {row.source_id: row for row in Activity.objects.filter(source_kind=SOURCE)}
    came = numbers_there()
    behind = [e.pk for e in events if is_behind(known.get(e.pk), **told(e, came.get(e.pk)))]
    return Event.objects.filter(pk__in=behind).order_by("pk")


def numbers_there(event=None):
    """{key of an event: how many different people were there}, of those where anybody was checked in."""
    there = Attendance.objects.filter(registration__state__in=COMING).order_by()
    there = there.filter(registration__form__event=event) if event else there
    numbers = {}
    for who in ("registration", "companion"):  # who registered, then those who came along
        some = there.filter(companion__isnull=who == "registration").values_list("registration__form__event")
        for key, number in some.annotate(number=Count(who, distinct=True)):
            numbers[key] = numbers.get(key, 0) + number
    return numbers


def told(event, number):
    """What the log says of an event, as `record` takes it."""
    return {
        "project": event.project,
        "partner": event.host,
        "titles": {code: getattr(event, f"title_{code}") for code in LANGUAGES},
        "date": event.start,
        "channel": Channel.EVENT,
        "languages": event.language_codes,
        "country": event.country.code,
        "reach": number,
    }


def record_event(pk):
    """Bring the log up to date; whether anything was written."""
    event = finished().select_related("project", "host").filter(pk=pk).first()
    if event is None:
        return False
    return record((SOURCE, event.pk), **told(event, numbers_there(event).get(event.pk)))


def follow(event):
    """After somebody was checked in, or that was taken back, once the event is over."""
    if event.project_id and event.is_over:
        transaction.on_commit(partial(record_event, event.pk), robust=True)

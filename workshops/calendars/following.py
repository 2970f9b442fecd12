"""Follows what calendars show of an event: each change raises its sequence, and whoever is to hear of it is told.

Nothing of this is content: a version of the event knows nothing of it.
"""

import hashlib
import json

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from catalogue.languages import LANGUAGES
from workshops.calendars.happenings import new_uid
from workshops.models import Event, Occurrence

PARTS = ("time", "place", "title", "status")
LENGTH = 16  # of the mark of one part; a fingerprint is all of them
CHANGED = []  # each is called with an event and the set of its parts that changed; empty where it is new


@transaction.atomic
def follow(event_pk):
    """Bring the life of an event in calendars up to date; whether anything had changed."""
    if not Event.objects.filter(pk=event_pk).exists():
        return False
    occurrence = locked_occurrence(event_pk)
    event = Event.objects.prefetch_related("sessions").select_related("registration_form").get(pk=event_pk)
    event.occurrence = occurrence  # the event is read behind its lock: what was read before may be old by now
    marks = marks_of(event, occurrence)
    if fingerprint(marks) == occurrence.fingerprint:
        return False
    changed = {part for part, mark in known_marks(event, occurrence).items() if mark != marks[part]}
    occurrence.sequence += bool(changed)
    occurrence.fingerprint, occurrence.changed_at = fingerprint(marks), timezone.now()
    occurrence.save(update_fields=["sequence", "fingerprint", "changed_at"])
    for tell in CHANGED:
        tell(event, changed)
    return True


def locked_occurrence(event_pk):
    Occurrence.objects.get_or_create(event_id=event_pk, defaults={"uid": new_uid(event_pk)})
    return Occurrence.objects.select_for_update(of=("self",)).get(event_id=event_pk)


# --- What calendars show ---


def marks_of(event, occurrence):
    times = [[str(each.day), str(each.time), str(each.ends)] for each in event.sessions.all() if each.time]
    places = [getattr(event, f"location_{code}") for code in LANGUAGES]
    titles = [getattr(event, f"title_{code}") for code in LANGUAGES]
    shown = (
        [event.start, event.end, event.timezone, sorted(times)],
        [*places, event.country.code],
        titles,
        occurrence.cancelled_at is not None,
    )
    return {part: mark(value) for part, value in zip(PARTS, shown, strict=True)}


def mark(value):
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()[:LENGTH]


def fingerprint(marks):
    return "".join(marks[part] for part in PARTS)


def known_marks(event, occurrence):
    """As they were when it was last followed; what was never followed is new and was not cancelled before."""
    kept = occurrence.fingerprint
    if not kept:
        return marks_of(event, Occurrence())
    return {part: kept[place * LENGTH :][:LENGTH] for place, part in enumerate(PARTS)}


# --- The daily round ---


def to_follow():
    """Events that were changed past `save`, and those that nobody followed yet."""
    this_year = str(timezone.localdate().year)
    unknown = Q(occurrence=None) | Q(occurrence__fingerprint="")
    events = Event.objects.filter(unknown | Q(end__gte=this_year)).select_related("occurrence")
    behind = [event.pk for event in events.prefetch_related("sessions") if is_behind(event)]
    return Event.objects.filter(pk__in=behind).order_by("pk")


def is_behind(event):
    occurrence = getattr(event, "occurrence", None)
    return occurrence is None or fingerprint(marks_of(event, occurrence)) != occurrence.fingerprint

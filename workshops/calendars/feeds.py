"""Calendars that one subscribes to: of all events, and of those that a person comes to."""

import datetime as dt

from django import forms
from django.db.models import Prefetch, Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

from catalogue.filing.filing import current_state, index
from catalogue.labels import labels
from catalogue.models import Card, Facet, Kind
from catalogue.search.expressions import PUBLIC, every, facet_term
from workshops.calendars.happenings import happenings
from workshops.models import Event, Registration, RegistrationState

KEPT = dt.timedelta(days=365)  # after its end
CANCELLED_KEPT = dt.timedelta(days=30)  # so that every calendar hears of it
COMES = (RegistrationState.CONFIRMED, RegistrationState.ATTENDED)


class Shelf(forms.Form):
    """Which events a calendar holds."""

    topic = forms.ChoiceField(required=False)
    country = forms.ChoiceField(required=False)

    def __init__(self, data):
        super().__init__(data)
        version = current_state().version
        for name, facet in (("topic", Facet.TOPIC), ("country", Facet.COUNTRY)):
            self.fields[name].choices = labels(facet, version).items()

    @property
    def chosen(self):
        """{facet: value}"""
        return {Facet(name): value for name, value in self.cleaned_data.items() if value}

    def names(self):
        return [dict(self.fields[facet.value].choices)[value] for facet, value in self.chosen.items()]

    def events(self):
        events = in_calendars()
        if not self.chosen:
            return events
        asked = every(PUBLIC, *(facet_term(facet, value) for facet, value in self.chosen.items()))
        found = RawSQL(*index().ids(asked))  # noqa: S611  our own SQL, what is asked are values
        cards = Card.objects.live().of_kind(Kind.EVENT).filter(pk__in=found)
        return events.filter(pk__in=cards.values("object_id"))


def in_calendars():
    """Public events with all that calendars show; those that were long ago or are long cancelled are gone."""
    now = timezone.now()
    ended, cancelled = (now - KEPT).date().isoformat(), now - CANCELLED_KEPT
    known = Q(occurrence__cancelled_at=None) | Q(occurrence__cancelled_at__gte=cancelled)
    events = Event.objects.published().filter(known, end__gte=ended).select_related("occurrence")
    return events.prefetch_related("sessions").order_by("start", "pk")


def all_happenings(events):
    return [each for event in events for each in happenings(event)]


def own_happenings(person):
    """Those a person's place is confirmed for; changes of that place count as changes of the event."""
    coming = Registration.objects.filter(person=person, state__in=COMES, form__event__in=in_calendars())
    registrations = coming.select_related("form").prefetch_related(Prefetch("form__event", in_calendars()))
    found = []
    for registration in sorted(registrations, key=lambda each: (each.form.event.start, each.pk)):
        event = registration.form.event
        found += [each._replace(sequence=each.sequence + registration.bumps) for each in happenings(event)]
    return found

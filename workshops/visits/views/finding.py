"""The visit that a page is about, for those who may open it; to everybody else there is none."""

from catalogue.missing import NoSuchPage
from catalogue.views import entry_at
from library.models import Practice
from workshops.models import Event, Visit
from workshops.organising.rights import EventRight, demand_right, may_at
from workshops.visits.taking_part import own_partners


def event_to_run(person, pk):
    """A public study visit that the person runs."""
    event = Event.objects.published().filter(pk=pk, type=Event.Type.STUDY_VISIT).first()
    if event is None:
        raise NoSuchPage
    demand_right(person, EventRight.RUN, event)
    return event


def visit_to_run(person, pk):
    event = event_to_run(person, pk)
    return found(event)


def found(event):
    visit = Visit.objects.filter(event=event).first()
    if visit is None:
        raise NoSuchPage
    visit.event = event
    return visit


def visit_taken_part_in(person, slug):
    """(visit, partners for which the person writes): there for members of partners and for those who run it."""
    visit = found(entry_at(Event.objects.published().filter(type=Event.Type.STUDY_VISIT), slug))
    own = own_partners(person, visit)
    if not own and not may_at(person, EventRight.RUN, visit.event):
        raise NoSuchPage
    return visit, own


def own_partner(own, pk):
    """The partner, if the person writes for it."""
    partner = next((partner for partner in own if partner.pk == pk), None)
    if partner is None:
        raise NoSuchPage
    return partner


def practices_of(event):
    """Practices to see, as far as they are public."""
    return Practice.objects.published().filter(events=event).order_by("pk")

"""Which event a page of the desk is about, for those who have the right; to others there is no such page."""

from catalogue.missing import NoSuchPage
from workshops.models import Event
from workshops.organising.rights import EventRight, demand_right


def event_for(person, pk, right=EventRight.RUN):
    """The event, with what all pages of its desk show."""
    event = Event.objects.select_related("host", "occurrence", "registration_form").filter(pk=pk).first()
    if event is None:
        raise NoSuchPage
    demand_right(person, right, event)
    return event


def form_of(event):
    """Its registration, or None; the event itself comes along."""
    form = getattr(event, "registration_form", None)
    if form is not None:
        form.event = event
    return form


def registered_event(person, pk, right=EventRight.RUN):
    """(event, form) of an event with registration."""
    event = event_for(person, pk, right)
    form = form_of(event)
    if form is None:
        raise NoSuchPage
    return event, form


def one_of(form, pk):
    """A registration of this form, with its person."""
    found = form.registrations.select_related("person", "partner").filter(pk=pk).first()
    if found is None:
        raise NoSuchPage
    found.form = form
    return found

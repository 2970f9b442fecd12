from django import template

from workshops.calendars.words import moment_words
from workshops.organising.rights import EventRight, may_at

register = template.Library()


@register.filter
def at_event(moment, event):
    """A moment as the clocks at the event show it."""
    return moment_words(moment, event) if moment else ""


@register.filter
def is_run_by(event, person):
    """Whether the person has a desk for the event, or the door of it."""
    return bool(event.pk and person) and may_at(person, EventRight.CHECK_IN, event)

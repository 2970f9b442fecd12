"""What the page of an event shows of registration."""

from django import template

from workshops.calendars.words import when_words
from workshops.registering.shown import box_of

register = template.Library()


@register.filter
def event_when(event):
    return when_words(event)


@register.inclusion_tag("workshops/registering/box.html")
def registration_box(event):
    """Whether one may register, until when, and how many places are free; one query, however many registered."""
    return {"event": event, "box": box_of(event)}

"""When events are, and their way into calendars."""

from django import template
from django.urls import reverse
from django.utils.translation import get_language

from catalogue.calendars import subscription
from catalogue.zones import HOME_ZONE, zone_label
from workshops.calendars import words
from workshops.calendars.moments import is_dated, session_day

register = template.Library()


@register.filter
def when(event):
    """Days and times, in the zone of the event."""
    return words.when_words(event)


@register.simple_tag
def session_times(session):
    return words.session_times(session)


@register.simple_tag
def session_at_home(session, event):
    return words.session_at_home(session, event)


@register.simple_tag
def session_begin(session, event):
    """As machines read it: the day, with the hour where both are known."""
    day = session_day(session, event)
    times = [f"T{session.time:%H:%M}"] if session.time and day else []
    return "".join([day.isoformat() if day else "", *times])


@register.filter
def foreign_zone(event):
    return "" if event.timezone == HOME_ZONE else zone_label(event.timezone)


@register.inclusion_tag("workshops/calendars/links.html")
def to_calendar(event):
    """The file of an event, and the calendar of all events; nothing where its day is not known."""
    if not (event.is_published and is_dated(event)):
        return {}
    every = reverse("events_calendar")
    return {
        "address": reverse("event_calendar", args=[getattr(event, f"slug_{get_language()}")]),
        "every": every,
        "subscription": subscription(every),
    }

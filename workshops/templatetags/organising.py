from django import template

from workshops.calendars.words import moment_words
from workshops.organising.asking import form_of
from workshops.organising.pages import pages_of
from workshops.organising.rights import EventRight, may_at, roles_at

register = template.Library()


@register.filter
def at_event(moment, event):
    """A moment as the clocks at the event show it."""
    return moment_words(moment, event) if moment else ""


@register.filter
def is_run_by(event, person):
    """Whether the person has a desk for the event, or the door of it."""
    return bool(event.pk and person) and may_at(person, EventRight.CHECK_IN, event)


@register.inclusion_tag("workshops/organising/components/pages.html", takes_context=True)
def pages_of_desk(context, event):
    """The navigation of the desk of an event, on pages that other rooms add to it."""
    request = context["request"]
    roles, here = roles_at(request.user, event), request.resolver_match.url_name
    return {"pages": pages_of(event, form_of(event), roles, here)}

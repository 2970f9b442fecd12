from django import template

from catalogue.views import reader
from workshops.calendars.words import moment_words
from workshops.organising.asking import form_of
from workshops.organising.pages import pages_of
from workshops.organising.rights import EventRight, may_at, roles_at

register = template.Library()


@register.filter
def at_event(moment, event):
    """A moment as the clocks at the event show it."""
    return moment_words(moment, event) if moment else ""


@register.inclusion_tag("workshops/organising/way_in.html")
def way_to_desk(event, request):
    """For whoever has a desk for the event, or the door of it; of the public nobody's session is looked at."""
    person = reader(request)
    return {"event": event} if event.pk and may_at(person, EventRight.CHECK_IN, event) else {}


@register.inclusion_tag("workshops/organising/components/pages.html", takes_context=True)
def pages_of_desk(context, event, here=""):
    """The navigation of the desk of an event, on pages that other rooms add; `here` where it does not list the page."""
    request = context["request"]
    here = here or request.resolver_match.url_name
    return {"pages": pages_of(event, form_of(event), roles_at(request.user, event), here)}

from django.views.decorators.http import require_safe

from catalogue.views import kind_list
from publishing.views.pages import show_written
from workshops.models import Event, Transfer


def event_list(request, kind):
    return kind_list(request, kind, calendar="events_calendar")


@require_safe
def event(request, slug):
    return show_written(request, Event, slug)


@require_safe
def transfer(request, slug):
    return show_written(request, Transfer, slug)

from django.views.decorators.http import require_safe

from publishing.views.pages import show_written
from workshops.models import Event, Transfer


@require_safe
def event(request, slug):
    return show_written(request, Event, slug)


@require_safe
def transfer(request, slug):
    return show_written(request, Transfer, slug)

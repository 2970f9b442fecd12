from django.views.decorators.http import require_safe

from publishing.views.pages import show_written
from workshops.models import Event


@require_safe
def event(request, slug):
    return show_written(request, Event, slug)

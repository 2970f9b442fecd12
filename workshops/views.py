from django.views.decorators.http import require_safe

from catalogue.views import show_entry
from workshops.models import Event


@require_safe
def event(request, slug):
    return show_entry(request, Event.objects, slug, "workshops/event.html")

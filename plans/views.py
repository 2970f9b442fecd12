from django.views.decorators.http import require_safe

from catalogue.views import show_entry
from plans.models import ActionPlan, Commitment
from publishing.views.pages import show_written


@require_safe
def plan(request, slug):
    return show_written(request, ActionPlan, slug)


@require_safe
def commitment(request, slug):
    return show_entry(request, Commitment.objects, slug, "plans/commitment.html")

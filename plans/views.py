from django.views.decorators.http import require_safe

from catalogue.views import show_entry
from plans.models import ActionPlan, Commitment


@require_safe
def plan(request, slug):
    return show_entry(request, ActionPlan.objects, slug, "plans/plan.html")


@require_safe
def commitment(request, slug):
    return show_entry(request, Commitment.objects, slug, "plans/commitment.html")

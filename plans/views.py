from django.views.decorators.http import require_safe

from plans.models import ActionPlan, Commitment, Recommendation
from publishing.views.pages import show_written


@require_safe
def plan(request, slug):
    return show_written(request, ActionPlan, slug)


@require_safe
def commitment(request, slug):
    return show_written(request, Commitment, slug)


@require_safe
def recommendation(request, slug):
    return show_written(request, Recommendation, slug)

"""What pages of a plan show of its consultation."""

from django import template
from django.urls import reverse

register = template.Library()


@register.inclusion_tag("plans/consulting/components/comment_here.html")
def comment_here(consultation, plan, relation="", row=None):
    """“Comment on this” at a row of the plan, or at the whole, and how many public comments it has.

    `consultation` is of `plans.consulting.shown`; without one nothing is shown.
    """
    if consultation is None:
        return {}
    key = row.key if row else ""
    about = [relation, key] if row else []
    anchor = f"#{relation}-{key}" if row else "#whole"
    return {
        "address": reverse("plan_comment", args=[plan.slug, *about]) if consultation.is_open else "",
        "name": row.heading if row else str(plan),
        "count": consultation.count(relation, key),
        "all": reverse("plan_consultation", args=[plan.slug]) + anchor,
    }

"""The pages of a plan, as links that stand on each of them."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from plans.models import ActionPlan

TABS = {
    "plan": _("Overview and actions"),
    "plan_lanes": pgettext_lazy("road map", "Lanes"),
    "plan_time_line": _("Time line"),
    "plan_money": _("Money"),
    "plan_risks": _("Risks"),
    "plan_swot": _("SWOT"),
    "plan_evidence": _("Where it comes from"),
    "plan_group": _("Group and findings"),
    "plan_reports": _("Reports"),
    "plan_consultation": pgettext_lazy("plan", "Comments"),
}


ONLY_OF = {"plan_lanes": ActionPlan.Type.ROAD_MAP}  # what plans of one type alone have


class Tab(NamedTuple):
    name: str
    label: str
    address: str


def has_part(plan, name):
    return ONLY_OF.get(name, plan.type) == plan.type


def tabs(plan, dossier):
    """All pages of a plan, with its versions at the end; `dossier` is the key of its dossier."""
    slug = getattr(plan, f"slug_{get_language()}")
    found = [Tab(name, label, reverse(name, args=[slug])) for name, label in TABS.items() if has_part(plan, name)]
    return [*found, Tab("versions", _("Versions"), reverse("versions", args=[dossier]))]

"""The pages of a plan, as links that stand on each of them."""

from typing import NamedTuple

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

TABS = {
    "plan": _("Overview and actions"),
    "plan_time_line": _("Time line"),
    "plan_money": _("Money"),
    "plan_risks": _("Risks"),
    "plan_swot": _("SWOT"),
    "plan_evidence": _("Where it comes from"),
    "plan_group": _("Group and findings"),
    "plan_reports": _("Reports"),
    "plan_consultation": _("Comments"),
}


class Tab(NamedTuple):
    name: str
    label: str
    address: str


def tabs(shown_plan):
    """All pages of a plan that the portal has, with its versions at the end."""
    found = [
        Tab(name, label, address) for name, label in TABS.items() if (address := address_of(name, shown_plan.slug))
    ]
    return [*found, Tab("versions", _("Versions"), reverse("versions", args=[shown_plan.dossier]))]


def address_of(name, slug):
    """The address of a page below a plan; none where that page is not built."""
    try:
        return reverse(name, args=[slug])
    except NoReverseMatch:
        return ""

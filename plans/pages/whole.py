"""What the page of a plan shows beside the entry: of what is public the overview, of a version all its parts.

What is public is kept by the version of the catalogue, which grows with every report and every step of a plan, and by
the day, on which it depends what is late.
"""

from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from catalogue.caches import kept_per_version
from plans.models import ActionPlan
from plans.pages.action import action_pages
from plans.pages.group import group_parts
from plans.pages.lanes import lanes
from plans.pages.money import money_parts
from plans.pages.origins import origins
from plans.pages.overview import overview
from plans.pages.risks import risk_parts
from plans.pages.shown import shown_plan
from plans.pages.swot import swot_parts
from plans.pages.tabs import TABS, has_part, tabs
from plans.pages.time_line import time_line
from publishing.views.pages import with_versions

MOST_KEPT = 300  # overviews and parts of plans
PARTS = {
    "plan_lanes": lanes,
    "plan_time_line": time_line,
    "plan_money": money_parts,
    "plan_risks": risk_parts,
    "plan_swot": swot_parts,
    "plan_evidence": origins,
    "plan_group": group_parts,
}


class Part(NamedTuple):
    """A part of a plan: its name on the page, its heading and its HTML."""

    key: str
    heading: str
    html: str


def more(plan):
    """The context of the page of a plan; of a recorded one nothing."""
    shown = shown_plan(plan)
    if shown is None:
        return {}
    plan.stage = shown.stage
    return {"shown": shown} | (whole(shown) if shown.is_drawn else public_overview(shown))


def whole(shown):
    """All parts for one page, where further pages would lead to what is public now."""
    parts = [part_of(shown, name, level=3) for name in PARTS if has_part(shown.plan, name)]
    return overview_html(shown) | {"parts": parts, "action_pages": action_pages(shown)}


def public_overview(shown):
    kept = kept_overview(shown.plan.pk, get_language(), timezone.localdate(), shown.plan.catalogue_version)
    return kept | {"tabs": tabs(shown.plan, shown.dossier)}


def public_part(shown, name):
    return kept_part(shown.plan.pk, name, get_language(), timezone.localdate(), shown.plan.catalogue_version)


@kept_per_version(MOST_KEPT)
def kept_overview(pk, language, day, version):
    return overview_html(shown_plan(with_versions(ActionPlan.objects).get(pk=pk)))


@kept_per_version(MOST_KEPT)
def kept_part(pk, name, language, day, version):
    return part_of(shown_plan(with_versions(ActionPlan.objects).get(pk=pk)), name, level=2)


def overview_html(shown):
    """The four numbers and the goals with their actions, in the active language."""
    context = overview(shown)
    return {name: render_to_string(f"plans/pages/{name}.html", context) for name in ("numbers", "goals", "removed")}


def part_of(shown, name, level):
    """A part with its heading, in the active language; `level` is that of the headings within."""
    key = name.removeprefix("plan_")
    html = render_to_string(f"plans/pages/parts/{key}.html", {"part": PARTS[name](shown), "level": level})
    return Part(key.replace("_", "-"), TABS[name], html)

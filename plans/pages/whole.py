"""What the page of a plan shows beside the entry: of what is public the overview, of a version all its parts."""

from typing import NamedTuple

from plans.pages.action import action_pages
from plans.pages.group import group_parts
from plans.pages.money import money_parts
from plans.pages.origins import origins
from plans.pages.overview import overview
from plans.pages.risks import risk_parts
from plans.pages.shown import shown_plan
from plans.pages.swot import swot_parts
from plans.pages.tabs import TABS, tabs
from plans.pages.time_line import time_line

PARTS = {
    "plan_time_line": time_line,
    "plan_money": money_parts,
    "plan_risks": risk_parts,
    "plan_swot": swot_parts,
    "plan_evidence": origins,
    "plan_group": group_parts,
}


class Part(NamedTuple):
    """A part of a plan: its name on the page, its heading, its template and what that shows."""

    key: str
    heading: str
    template: str
    content: dict


def more(plan):
    """The context of the page of a plan; of a recorded one nothing."""
    shown = shown_plan(plan)
    if shown is None:
        return {}
    plan.stage = shown.stage
    parts = whole(shown) if shown.is_drawn else {"tabs": tabs(shown)}
    return overview(shown) | parts


def whole(shown):
    """All parts for one page, where further pages would lead to what is public now."""
    return {"parts": [part_of(shown, name) for name in PARTS], "action_pages": action_pages(shown)}


def part_of(shown, name):
    """A part with its heading, ready to be shown."""
    key = name.removeprefix("plan_")
    return Part(key.replace("_", "-"), TABS[name], f"plans/pages/parts/{key}.html", PARTS[name](shown))

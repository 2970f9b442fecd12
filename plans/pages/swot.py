"""Strengths, weaknesses, opportunities and threats with their weights, and the strategies that follow from them."""

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from catalogue.languages import Shown, shown
from plans.models import Strategy, SwotItem

MOST_OPEN = 5  # pairs of a kind that stand open; more are folded


class Item(NamedTuple):
    """An item with its weight: per cent in words, the length of its bar, and how many judged it."""

    key: str
    text: Shown
    said: str
    bar: float | None  # 0 to 100, beside the heaviest of all
    judges: int | None
    evidence: list


class Pair(NamedTuple):
    """A strategy with the two items that it rests on, and the goal it leads to."""

    text: Shown
    internal: Shown | None
    external: Shown | None
    score: str
    goal: Shown | None
    goal_address: str


def swot_parts(shown_plan):
    evidence = shown_plan.evidence
    rows = shown_plan.rows["swot_items"]
    heaviest = max((row.priority for row in rows if row.priority), default=None)
    lists = [
        (group, label, [item(row, heaviest, evidence) for row in in_order(rows, group)])
        for group, label in headings().items()
    ]
    return {
        "lists": lists if rows else [],
        "is_weighed": heaviest is not None,
        "strategies": [
            (label, pairs[:MOST_OPEN], pairs[MOST_OPEN:])
            for kind, label in Strategy.Kind.choices
            if (pairs := pairs_of(shown_plan, kind))
        ],
    }


def headings():
    group = SwotItem.Group
    return {
        group.STRENGTH: _("Strengths"),
        group.WEAKNESS: _("Weaknesses"),
        group.OPPORTUNITY: _("Opportunities"),
        group.THREAT: _("Threats"),
    }


def in_order(rows, group):
    """The heaviest first; those without a weight come last, in the order of the plan."""
    return sorted((row for row in rows if row.group == group), key=lambda row: -(row.priority or 0))


def item(row, heaviest, evidence):
    bar = 100 * row.priority / heaviest if heaviest and row.priority is not None else None
    return Item(row.key, shown(row, "text"), percent(row.priority), bar, row.n, evidence.of("swot_item", row))


def percent(share):
    return "" if share is None else f"{rounded(100 * share, 1)} %"


def rounded(value, places):
    """A number in the reader's language, half up; Django's own formats cut it off."""
    return number_format(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP), places)


def pairs_of(shown_plan, kind):
    return [pair(shown_plan, row) for row in shown_plan.rows["strategies"] if row.type == kind]


def pair(shown_plan, row):
    text = {name: shown(one, "text") if (one := getattr(row, name)) else None for name in ("internal", "external")}
    goal = shown(row.goal, "title") if row.goal else None
    address = shown_plan.goal_address(row.goal.key) if row.goal else ""
    return Pair(
        shown(row, "text"),
        **text,
        score="" if row.score is None else rounded(row.score, 3),
        goal=goal,
        goal_address=address,
    )

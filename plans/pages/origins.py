"""Where a plan comes from: of each goal and each action what it rests on."""

from typing import NamedTuple

from catalogue.languages import Shown, shown
from plans.pages.chain import chains


class ActionOrigin(NamedTuple):
    title: Shown
    address: str
    evidence: list


class GoalOrigin(NamedTuple):
    """A goal with what leads to it and what its actions rest on; None for actions without a goal."""

    items: list
    strategies: list
    goal: object
    actions: list


def origins(shown_plan):
    evidence = shown_plan.evidence
    of_goals, rows = chains(shown_plan, evidence), shown_plan.rows
    found = [goal_origin(shown_plan, of_goals[goal.key], rows.actions_of[goal.key], evidence) for goal in rows["goals"]]
    if rows.actions_of.get(""):
        found.append(goal_origin(shown_plan, ([], [], None), rows.actions_of[""], evidence))
    named = sum(bool(evidence.of("action", row)) for row in rows["actions"])
    return {"origins": found, "with_evidence": named, "actions": len(rows["actions"])}


def goal_origin(shown_plan, chain, actions, evidence):
    lines = [
        ActionOrigin(shown(row, "title"), shown_plan.action_address(row.key), evidence.of("action", row))
        for row in actions
    ]
    return GoalOrigin(*chain, lines)

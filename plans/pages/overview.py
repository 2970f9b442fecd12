"""What the page of a plan shows first: four numbers, the goals with their actions, and what was removed."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from catalogue.fields import show_period
from catalogue.languages import Shown, shown
from plans.figures.expected import expected
from plans.figures.progress import whole_percent
from plans.pages.words import FLAGS, behind_said, body_of, progress_said, weight_said, weights_said


class ActionLine(NamedTuple):
    """An action in a list: its words, what was reported of it, and what it weighs."""

    key: str
    address: str
    title: Shown
    lead: Shown
    lead_address: str
    period: str
    percent: int | None
    expected: int | None
    flag: str
    said: str  # the flag in words
    weight: str  # with its unit
    reason: Shown  # why it was dropped
    share: int | None  # of a dropped one, of all weight


class GoalLines(NamedTuple):
    key: str
    goal: object  # None for actions without a goal
    title: Shown
    text: Shown
    percent: int | None
    said: str
    fell_back: bool
    actions: list


def overview(shown_plan):
    """The context of the page of a plan, below what all entries have."""
    standing = shown_plan.standing
    progress = standing.progress.plan
    return {
        "shown": shown_plan,
        "progress": progress.shown,
        "progress_said": progress_said(progress),
        "weights_said": weights_said(shown_plan.plan, progress),
        "expected": standing.expected.shown,
        "money": standing.money.whole,
        "late": len(standing.late),
        "behind_said": behind_said(standing),
        "counted": progress.counted,
        "goals": goal_lines(shown_plan),
        "removed": removed(shown_plan),
    }


def goal_lines(shown_plan):
    """`GoalLines` in the order of the plan; actions without a goal come last."""
    standing, rows = shown_plan.standing, shown_plan.rows
    rows.with_neighbours("actions", "lead_partner")
    lines = {key: [action_line(shown_plan, row) for row in found] for key, found in rows.actions_of.items()}
    found = [goal_line(goal, lines[goal.key], standing.progress.goals[goal.key]) for goal in rows["goals"]]
    if lines.get(""):
        found.append(goal_line(None, lines[""], standing.progress.goals[""]))
    return found


def goal_line(goal, lines, progress):
    title = shown(goal, "title") if goal else Shown(_("Without a goal"))
    text = shown(goal, "text") if goal else Shown("")
    key = goal.key if goal else ""
    return GoalLines(key, goal, title, text, progress.shown, progress_said(progress), progress.fell_back, lines)


def action_line(shown_plan, row):
    standing = shown_plan.standing
    figures, weights = standing.by_key[row.key], standing.progress.weights
    due = expected(figures, standing.today)
    lead, lead_address = body_of(row, "lead_partner", "lead")
    flag = standing.flags[row.key]
    return ActionLine(
        row.key,
        shown_plan.action_address(row.key),
        shown(row, "title"),
        lead,
        lead_address,
        show_period(row.start, row.end),
        whole_percent(standing.action_progress(row.key)),
        None if figures.dropped else whole_percent(due),
        str(flag),
        FLAGS[flag],
        weight_said(shown_plan.plan, standing.progress.plan, weights[row.key]),
        shown(standing.newest.actions[row.key], "reason") if figures.dropped else Shown(""),
        share_of(weights, row.key) if figures.dropped else None,
    )


def share_of(weights, key):
    """Per cent of all weight, or None where there is none."""
    whole = sum(weights.values())
    return whole_percent(100 * weights[key] / whole) if whole else None


def removed(shown_plan):
    """(title, address) of actions that were reported on and are no part of the plan any more."""
    standing = shown_plan.standing
    gone = [state for key, state in standing.newest.actions.items() if key not in standing.by_key]
    return [(shown(state, "title"), shown_plan.actions_address + f"{state.key}/") for state in gone]

"""What comes next in a plan: milestones not reached, funding not decided, ends of actions not done."""

from dataclasses import dataclass
from datetime import date

from catalogue.dates import last_day
from plans.models import ActionState, Funding

CLOSED = (ActionState.Status.DONE, ActionState.Status.DROPPED)


@dataclass(frozen=True)
class Due:
    """A day by which something is awaited of an action; `row` is the milestone, the funding or the action itself."""

    day: date
    sort: str  # milestone, funding, action
    row: object
    action: object


def due(standing):
    """What is awaited of a plan, the earliest first."""
    found = [*milestones_due(standing), *funding_due(standing), *actions_due(standing)]
    return sorted(found, key=lambda one: (one.day, one.action.position))


def milestones_due(standing):
    for one in standing.milestones:
        if not one.reached_on and is_open(standing, one.milestone.action):
            yield Due(one.day, "milestone", one.milestone, one.milestone.action)


def funding_due(standing):
    for row in standing.rows["fundings"]:
        status = standing.newest.fundings.get(row.key, row).status
        if row.decision_due and status != Funding.Status.SECURED and is_open(standing, row.action):
            yield Due(row.decision_due, "funding", row, row.action)


def actions_due(standing):
    for action in standing.rows["actions"]:
        if action.end and is_open(standing, action):
            yield Due(last_day(action.end), "action", action, action)


def is_open(standing, action):
    state = standing.newest.actions.get(action.key)
    return state is None or state.status not in CLOSED


def first_days(found):
    """{key of an action: the earliest day on which something of it is due}."""
    days = {}
    for one in found:
        days.setdefault(one.action.key, one.day)
    return days

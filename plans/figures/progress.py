"""How far a plan, its goals and its actions are, in per cent."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from plans.figures.actions import DONE

EQUAL, COST, POINTS = "equal", "cost", "points"
HALF = Fraction(1, 2)


@dataclass(frozen=True)
class Progress:
    """Progress over the actions that are not dropped; `value` is None where there are none: a dash, neither 0 nor 100.

    dropped_share: of all weight, 0 to 1. fell_back: no action had any weight, so all count the same.
    """

    value: Fraction | None
    counted: int
    not_reported: int
    dropped: int
    dropped_share: Fraction
    fell_back: bool

    @property
    def shown(self):
        return whole_percent(self.value)


@dataclass(frozen=True)
class PlanProgress:
    """Progress of the plan over all its actions and {goal: progress}; {action: weight} to stand at each action."""

    plan: Progress
    goals: Mapping[str, Progress]
    weights: Mapping[str, Fraction]


def plan_progress(actions, weighting=EQUAL, goals=()):
    """`PlanProgress` of the actions; `goals` names those that stand there even without an action.

    Σ w·p / Σ w, where w is 1, the cost or the points. What nobody reported counts 0 and is counted in `not_reported`.
    """
    by_goal = {goal: [] for goal in goals}
    for action in actions:
        by_goal.setdefault(action.goal, []).append(action)
    return PlanProgress(
        progress(actions, weighting),
        {goal: progress(under, weighting) for goal, under in by_goal.items()},
        {action.key: weight for action, weight in zip(actions, weights(actions, weighting)[0], strict=True)},
    )


def progress(actions, weighting=EQUAL):
    """`Progress` of some actions, of a goal or of the whole plan."""
    given, fell_back = weights(actions, weighting)
    kept = [(action, weight) for action, weight in zip(actions, given, strict=True) if not action.dropped]
    value = mean([(action_progress(action) or 0, weight) for action, weight in kept])
    return Progress(
        value,
        counted=len(kept),
        not_reported=sum(action_progress(action) is None for action, _weight in kept),
        dropped=len(actions) - len(kept),
        dropped_share=1 - Fraction(sum(weight for _action, weight in kept), sum(given)) if given else Fraction(0),
        fell_back=fell_back,
    )


def weights(actions, weighting):
    """(weight of each action, whether they fell back to equal ones since none that is not dropped had any)."""
    given = [_weight(action, weighting) for action in actions]
    if any(weight for action, weight in zip(actions, given, strict=True) if not action.dropped):
        return given, False
    return [Fraction(1)] * len(given), weighting != EQUAL and not all(action.dropped for action in actions)


def _weight(action, weighting):
    return Fraction({EQUAL: 1, COST: action.cost, POINTS: action.weight}[weighting])


def mean(pairs):
    """The mean of (value, weight), or None where there is nothing; the sum of the weights is above 0."""
    return sum(value * weight for value, weight in pairs) / sum(weight for _value, weight in pairs) if pairs else None


def action_progress(action):
    """Per cent, 0 to 100, or None where nobody reported. Done means 100 unless the report or milestones say otherwise.

    By milestones: reached weight / weight, before any report only if one is reached; without milestones None.
    """
    if action.by_milestones:
        told = action.status or any(milestone.reached for milestone in action.milestones)
        return milestones_progress(action.milestones) if told else None
    if action.reported is None:
        return Fraction(100) if action.status == DONE else None
    return Fraction(action.reported)


def milestones_progress(milestones):
    """Reached weight / weight in per cent; without any weight all count the same, without milestones None."""
    given = [milestone.weight for milestone in milestones]
    given = given if any(given) else [1] * len(given)
    reached = [Fraction(100 * milestone.reached) for milestone in milestones]
    return mean(list(zip(reached, given, strict=True)))


def whole_percent(value):
    """Whole per cent, half up: 100 only from 100, from 99 on 99, above 0 at least 1, below 0 at most −1; None stays."""
    if value is None:
        return None
    if value < 0:
        return -max(1, floor(HALF - value))
    if 0 < value < 100:
        return min(99, max(1, floor(value + HALF)))
    return floor(value + HALF)

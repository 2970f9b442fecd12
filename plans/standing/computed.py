"""How a plan stands: its rows and what the published reports say of them, computed once for every page and file."""

from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from django.utils import timezone

from plans.figures import expected, progress, risk
from plans.figures.actions import ActionFigures, MilestoneFigures
from plans.figures.indicators import IndicatorFigures, achievement
from plans.figures.money import FundingFigures, money
from plans.models import PlanIndicator
from plans.standing.newest import Newest, newest
from plans.standing.rows import PlanRows

NOTHING = Newest([], {}, {}, {}, {})


class MilestoneStanding(NamedTuple):
    """A milestone with the day that counts now: the planned one, or the one it was moved to."""

    milestone: object
    day: object
    reached_on: object
    moved: bool


class PlanStanding:
    """Everything that is computed of a plan. `until`: as it stood at that moment; `dossier` None: before any report."""

    def __init__(self, plan, dossier=None, *, until=None, today=None):
        self.plan, self.rows = plan, PlanRows(plan)
        self.newest = newest(dossier, until) if dossier else NOTHING
        self.today = today or (timezone.localdate(until) if until else timezone.localdate())

    # --- What is computed on ---

    @cached_property
    def actions(self):
        """`ActionFigures` in the order of the plan."""
        costs, milestones = self.rows.under("costs", "action"), self.rows.under("milestones", "action")
        before = self.rows.under("predecessors", "action")
        return [
            self.figures(action, costs.get(action.key, ()), milestones.get(action.key, ()), before.get(action.key, ()))
            for action in self.rows["actions"]
        ]

    def figures(self, action, costs, milestones, before):
        state = self.newest.actions.get(action.key)
        by_year = {}
        for cost in costs:
            by_year[cost.year] = by_year.get(cost.year, Decimal()) + cost.amount
        return ActionFigures(
            key=action.key,
            goal=action.goal.key if action.goal else "",
            start=action.start,
            end=action.end,
            weight=action.weight,
            costs=by_year,
            after=tuple(row.after.key for row in before),
            status=state.status if state else "",
            reported=state.progress if state else None,
            by_milestones=action.progress_by == action.ProgressBy.MILESTONES,
            milestones=tuple(MilestoneFigures(one.weight, self.is_reached(one.key)) for one in milestones),
        )

    def is_reached(self, key):
        state = self.newest.milestones.get(key)
        return bool(state and state.reached_on)

    @cached_property
    def funding(self):
        """`FundingFigures` with the status and the amount that were reported last."""
        return [
            FundingFigures(row.action.key, state.status, state.amount, row.year)
            for row, state in ((row, self.newest.fundings.get(row.key, row)) for row in self.rows["fundings"])
        ]

    @cached_property
    def by_key(self):
        """{key of an action: its figures}."""
        return {action.key: action for action in self.actions}

    # --- What comes out ---

    @cached_property
    def progress(self):
        """`PlanProgress` with the weights that the plan chose."""
        goals = [goal.key for goal in self.rows["goals"]]
        return progress.plan_progress(self.actions, self.plan.weighting, goals)

    def action_progress(self, key):
        """Per cent of one action, or None where nothing was reported."""
        return progress.action_progress(self.by_key[key])

    @cached_property
    def expected(self):
        return expected.plan_expected(self.actions, self.today, self.plan.weighting)

    @cached_property
    def flags(self):
        """{key of an action: `Flag` today}."""
        return {action.key: expected.flag(action, self.today) for action in self.actions}

    @cached_property
    def late(self):
        """Keys of the actions whose end is past."""
        return [key for key, flag in self.flags.items() if flag == expected.Flag.LATE]

    @cached_property
    def behind(self):
        """Keys of the actions that have time left, but are farther from their end than expected."""
        return [key for key, flag in self.flags.items() if flag == expected.Flag.BEHIND]

    @cached_property
    def money(self):
        return money(self.actions, self.funding)

    @cached_property
    def risks(self):
        """`RiskFigures` of actions that are not dropped, the highest first."""
        kept = {action.key for action in self.actions if not action.dropped}
        rows = [row for row in self.rows["risks"] if row.action.key in kept]
        return risk.by_score([risk.RiskFigures(row.key, row.likelihood, row.impact) for row in rows])

    @cached_property
    def achievements(self):
        """{key of an indicator: `Achievement`}."""
        return {row.key: achievement(self.indicator_figures(row)) for row in self.rows["indicators"]}

    def indicator_figures(self, row):
        values = tuple(value.value for value in sorted(self.newest.values.get(row.key, ()), key=lambda one: one.day))
        return IndicatorFigures(row.direction, row.baseline, row.target, values, PlanIndicator.Measured(row.measured))

    @cached_property
    def milestones(self):
        """`MilestoneStanding` in the order of their days."""
        found = [self.milestone(row) for row in self.rows["milestones"]]
        return sorted(found, key=lambda one: one.day)

    def milestone(self, row):
        state = self.newest.milestones.get(row.key)
        moved = state.moved_to if state else None
        return MilestoneStanding(row, moved or row.due, state.reached_on if state else None, bool(moved))

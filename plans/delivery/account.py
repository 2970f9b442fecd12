"""A report as it is read: by goals, what it says of each action, what changed since the report before, what is gone."""

from catalogue.languages import shown
from plans.delivery.telling import Telling, progress_shown
from plans.figures.expected import Flag
from plans.figures.progress import whole_percent
from plans.standing.rows import PlanRows


class Account:
    """`in_plan`: keys of the actions that the plan has today."""

    def __init__(self, report):
        self.report, self.telling = report, Telling(report)
        self.told, self.last = self.telling.told, self.telling.last
        self.in_plan = {action.key for action in PlanRows(report.dossier.entry)["actions"]}

    @property
    def before(self):
        """The report on the period before, or None."""
        return self.telling.earlier[0] if self.telling.earlier else None

    @property
    def progress(self):
        return self.telling.standing_now.progress.plan

    @property
    def dropped_share(self):
        """Per cent of all weight that the dropped actions had."""
        return whole_percent(100 * self.progress.dropped_share)

    @property
    def progress_before(self):
        return self.telling.standing_before.progress.plan if self.before else None

    def parts(self):
        """The goals, and what has none, as far as the report says something of them or leaves something out."""
        goals = {goal.key: goal for goal in self.telling.rows["goals"]}
        for key, actions in self.telling.rows.actions_of.items():
            goal = goals.get(key)
            indicators = self.indicators(self.telling.indicators_of_goals.get(key, ()))
            lines = [self.line(action) for action in actions if self.speaks_of(action)]
            silent = [action for action in actions if not self.speaks_of(action)]
            yield {"goal": goal, "indicators": indicators, "lines": lines, "silent": silent}

    def speaks_of(self, action):
        hanging = self.telling.hanging
        return (
            action.key in self.told.actions
            or self.any_told(self.told.milestones, hanging["milestones"], action)
            or self.any_told(self.told.fundings, hanging["fundings"], action)
            or self.any_told(self.told.values, hanging["indicators"], action)
        )

    def any_told(self, told, rows, action):
        return any(row.key in told for row in rows.get(action.key, ()))

    def line(self, action):
        hanging, key = self.telling.hanging, action.key
        progress = progress_shown(self.telling.standing_now, key)
        before = progress_shown(self.telling.standing_before, key) if self.before else None
        state, last = self.told.actions.get(key), self.last.actions.get(key)
        return {
            "action": action,
            "state": state,
            "status_before": last if last and state and last.status != state.status else None,
            "progress": progress,
            "progress_before": before if before != progress else None,
            "milestones": self.beside(self.told.milestones, hanging["milestones"].get(key, ())),
            "fundings": self.beside(self.told.fundings, hanging["fundings"].get(key, ())),
            "indicators": self.indicators(hanging["indicators"].get(key, ())),
            "is_removed": key not in self.in_plan,
            "is_late": self.telling.standing_now.flags[key] == Flag.LATE,
        }

    def beside(self, told, rows):
        return [(row, told[row.key]) for row in rows if row.key in told]

    def indicators(self, rows):
        """Those of which the report gives a value, each with how much of its change is reached by then."""
        reached = self.telling.standing_now.achievements
        return [(row, self.told.values[row.key][0], reached[row.key]) for row in rows if row.key in self.told.values]

    @property
    def strangers(self):
        """States of actions that the plan of that time did not have any more, by the title they had."""
        known = self.telling.rows.by_key("actions")
        return [
            {"state": state, "title": shown(state, "title").text}
            for key, state in self.told.actions.items()
            if key not in known
        ]

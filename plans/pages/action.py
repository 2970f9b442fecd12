"""The page of one action: its fields, what hangs on it, where it comes from and what was reported of it."""

from typing import NamedTuple

from django.utils.functional import cached_property

from catalogue.fields import show_period
from catalogue.languages import Shown, shown
from catalogue.models import public
from plans.figures.expected import expected
from plans.figures.progress import whole_percent
from plans.models import ActionState, IndicatorValue, MilestoneState, Report
from plans.pages.chain import chain_of, chains
from plans.pages.overview import share_of
from plans.pages.risks import risk_line
from plans.pages.words import FLAGS, body_of, weight_said


class IndicatorLine(NamedTuple):
    """An indicator with where it stands."""

    name: Shown
    unit: Shown
    row: object
    achievement: object
    values: list
    place: object  # the public one in which it is measured, or None


class ActionPage:
    """One action as a page shows it; what it needs of the whole plan is asked for once for all actions."""

    def __init__(self, shown_plan, row, around):
        self.shown_plan, self.row, self.around = shown_plan, row, around
        self.standing = shown_plan.standing
        self.figures = self.standing.by_key[row.key]
        self.key = row.key
        self.title, self.summary = shown(row, "title"), shown(row, "summary")
        self.assumption = shown(row, "assumption")
        self.lead, self.lead_address = body_of(row, "lead_partner", "lead")
        self.period = show_period(row.start, row.end)
        self.state = self.standing.newest.actions.get(row.key)
        self.flag = self.standing.flags[row.key]
        self.flag_said = FLAGS[self.flag]
        self.percent = whole_percent(self.standing.action_progress(row.key))
        self.expected = None if self.figures.dropped else whole_percent(expected(self.figures, self.standing.today))
        weight = self.standing.progress.weights[row.key]
        self.weight = weight_said(shown_plan.plan, self.standing.progress.plan, weight)

    @property
    def share(self):
        return share_of(self.standing.progress.weights, self.key)

    @property
    def balance(self):
        """What it costs and what pays for it; None of a dropped one."""
        return self.standing.money.actions.get(self.key)

    @property
    def costs(self):
        return self.around.costs.get(self.key, [])

    @property
    def fundings(self):
        """(row, source, status in words, amount) with what was reported last."""
        return [funding_line(row, self.standing) for row in self.around.fundings.get(self.key, [])]

    @property
    def milestones(self):
        return self.around.milestones.get(self.key, [])

    @property
    def indicators(self):
        return [indicator_line(row, self.standing) for row in self.around.indicators.get(self.key, [])]

    @property
    def risks(self):
        return [risk_line(self.shown_plan, row) for row in self.around.risks.get(self.key, [])]

    @property
    def partners(self):
        """((name, address), part) of all that take part."""
        return [(body_of(row, "partner", "name"), shown(row, "part")) for row in self.around.partners.get(self.key, [])]

    @property
    def after(self):
        """(title, address) of the actions that it comes after."""
        found = (row.after for row in self.around.predecessors.get(self.key, []))
        return [(shown(one, "title"), self.shown_plan.action_address(one.key)) for one in found]

    @property
    def goal(self):
        """(title, address), or None."""
        goal = self.row.goal
        return (shown(goal, "title"), self.shown_plan.goal_address(goal.key)) if goal else None

    @cached_property
    def chain(self):
        return chain_of(self.row, self.around.chains, self.around.evidence)


class Around:
    """What hangs on the actions of a plan, by their keys."""

    def __init__(self, shown_plan):
        rows = shown_plan.rows
        rows.with_neighbours("actions", "lead_partner", "topic")
        rows.with_neighbours("action_partners", "partner")
        rows.with_neighbours("indicators", "of_portal", "place")
        self.costs = rows.under("costs", "action")
        self.fundings = rows.under("fundings", "action")
        self.indicators = rows.under("indicators", "action")
        self.risks = rows.under("risks", "action")
        self.milestones = {}
        for one in shown_plan.standing.milestones:
            self.milestones.setdefault(one.milestone.action.key, []).append(one)
        self.partners = rows.under("action_partners", "action")
        self.predecessors = rows.under("predecessors", "action")
        self.evidence = shown_plan.evidence
        self.chains = chains(shown_plan, self.evidence)


def action_pages(shown_plan):
    """Of all actions, in the order of the plan."""
    around = Around(shown_plan)
    return [ActionPage(shown_plan, row, around) for row in shown_plan.rows["actions"]]


def funding_line(row, standing):
    state = standing.newest.fundings.get(row.key, row)
    return row, shown(row, "source"), state.get_status_display(), state.amount


def indicator_line(row, standing):
    name, unit = (shown(row, field) for field in ("name", "unit"))
    if row.of_portal:
        name, unit = shown(row.of_portal, "name"), shown(row.of_portal, "unit")
    values = standing.newest.values.get(row.key, [])
    return IndicatorLine(name, unit, row, standing.achievements[row.key], values, public(row.place))


# --- What was reported ---


class Told(NamedTuple):
    """What one published report says of an action and of what hangs on it."""

    report: object
    corrected: bool
    state: object
    text: Shown
    reason: Shown
    milestones: list  # (title, state, reason)
    values: list  # (name, value)


def history(shown_plan, key, rows):
    """`Told` of each published report that names the action, the newest first; `rows`: those that hang on it."""
    found = Report.objects.filter(dossier=shown_plan.dossier, state=Report.State.PUBLISHED)
    found = list(found.order_by("-period_to", "-published_at", "-pk"))
    states = by_report(ActionState, found, [key])
    milestones = by_report(MilestoneState, found, rows["milestones"])
    values = by_report(IndicatorValue, found, rows["indicators"])
    corrected = {report.corrects_id for report in found}
    told = (told_of(one, corrected, states, milestones, values, rows) for one in found)
    return [one for one in told if one.state or one.milestones or one.values]


def by_report(model, reports, keys):
    """{report: rows} of some rows of the plan."""
    found = {}
    for state in model.objects.filter(report__in=reports, key__in=keys):
        found.setdefault(state.report_id, []).append(state)
    return found


def told_of(report, corrected, states, milestones, values, rows):
    state = next(iter(states.get(report.pk, [])), None)
    return Told(
        report,
        report.pk in corrected,
        state,
        shown(state, "text") if state else Shown(""),
        shown(state, "reason") if state else Shown(""),
        [(rows["milestones"][one.key], one, shown(one, "reason")) for one in milestones.get(report.pk, [])],
        [(rows["indicators"][one.key], one) for one in values.get(report.pk, [])],
    )


def hanging(page):
    """{relation: {key: name}} of the milestones and indicators of an action."""
    return {
        "milestones": {one.milestone.key: shown(one.milestone, "title") for one in page.milestones},
        "indicators": {one.row.key: one.name for one in page.indicators},
    }

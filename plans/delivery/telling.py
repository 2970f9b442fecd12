"""What a report tells: the rows of the plan as it spoke of them, what it says of each, and what counted before."""

from functools import cached_property

from plans.figures.progress import whole_percent
from plans.standing.computed import PlanStanding
from plans.standing.newest import Newest, counted_reports, told_in
from plans.standing.rows import PlanRows
from publishing.snapshot import drawn
from publishing.states import WAS_PUBLIC
from publishing.writing import writing_of


def version_of(report):
    """The version that was public when the report, or what it corrects, came out; None while one writes."""
    moment = first_published(report)
    if moment is None:
        return None
    versions = report.dossier.versions.filter(state__in=WAS_PUBLIC, published_at__lte=moment)
    return versions.order_by("-published_at", "-number").first()


def plan_of(dossier, version):
    """The plan that a report speaks of: as its version has it, or as it is now."""
    return drawn(version.content, writing_of(dossier.kind), dossier.entry) if version else dossier.entry


def first_published(report):
    while report.corrects:
        report = report.corrects
    return report.published_at


class Telling:
    """`told` is what the report says, `last` what counted before its period, `now` both: the newer covers the older."""

    def __init__(self, report):
        self.report, self.dossier = report, report.dossier
        counted = list(counted_reports(self.dossier))
        self.earlier = [other for other in counted if other.period_to < report.period_from]
        self.told, self.last = told_in([report]), told_in(self.earlier)
        self.now = covered(self.last, self.told)
        self.version = version_of(report)
        self.plan = plan_of(self.dossier, self.version)
        self.rows = PlanRows(self.plan)

    def standing(self, newest):
        """How the plan stood at the end of the period, if this is what was known of it."""
        standing = PlanStanding(self.plan, today=self.report.period_to)
        standing.rows, standing.newest = self.rows, newest
        return standing

    @cached_property
    def standing_now(self):
        return self.standing(self.now)

    @cached_property
    def standing_before(self):
        return self.standing(self.last)

    @cached_property
    def hanging(self):
        """{relation: {key of an action: rows}} of what is told beside an action."""
        return {relation: self.rows.under(relation, "action") for relation in ("milestones", "fundings", "indicators")}

    @cached_property
    def indicators_of_goals(self):
        return self.rows.under("indicators", "goal")

    @property
    def not_told(self):
        """Actions of which the report says nothing."""
        return [action for action in self.rows["actions"] if action.key not in self.told.actions]


def progress_shown(standing, key):
    """Whole per cent of an action, or None where nothing was reported."""
    return whole_percent(standing.action_progress(key))


def covered(older, newer):
    values = {key: [*older.values.get(key, ()), *newer.values.get(key, ())] for key in {*older.values, *newer.values}}
    return Newest(
        [*newer.reports, *older.reports],
        older.actions | newer.actions,
        older.fundings | newer.fundings,
        older.milestones | newer.milestones,
        values,
    )

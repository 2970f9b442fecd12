"""What a signatory has handed in for its duties, as far as the public may read it; when it was due is not said."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language

from catalogue.languages import LANGUAGES, shown
from plans.models import ActionPlan, DutyState, Report, SignatureGroup
from plans.register.words import short_day


class HandedIn:
    """One duty that was met: its words, the day, and what it was met with."""

    def __init__(self, state, duty, plan):
        self.day, self.duty = state.fulfilled_on, duty
        self.plan = plan
        self.report = state.report if plan and is_public(state.report) else None
        self.url = state.url

    @property
    def report_from(self):
        return short_day(self.report.period_from)

    @property
    def report_to(self):
        return short_day(self.report.period_to)

    @property
    def report_address(self):
        slug = getattr(self.plan, f"slug_{get_language()}")
        return reverse("plan_report", args=[slug, self.report.pk])


def is_public(report):
    return report is not None and report.state == Report.State.PUBLISHED


def handed_in(signature):
    """The newest first; of a shared group what was handed in for all."""
    whose = Q(signature=signature)
    if signature.group_id and signature.group.sort == SignatureGroup.Sort.SHARED:
        whose |= Q(group=signature.group_id)
    states = list(
        DutyState.objects.filter(whose, fulfilled_on__isnull=False)
        .select_related("report__dossier")
        .order_by("-fulfilled_on", "-pk")
    )
    plans = ActionPlan.objects.published().in_bulk({plan_of(state) for state in states} - {None}) if states else {}
    duties = {duty["key"]: Duty(duty) for duty in signature.text.duties}
    return [HandedIn(state, words_of(duties, state), plans.get(plan_of(state))) for state in states]


def plan_of(state):
    return state.plan_id or (state.report.dossier.object_id if state.report else None)


class Duty:
    def __init__(self, row):
        for code in LANGUAGES:
            setattr(self, f"text_{code}", row.get(f"text_{code}"))


def words_of(duties, state):
    return shown(duties.get(state.duty_key), "text")

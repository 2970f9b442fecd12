"""Reports while they are written: begun, changed, thrown away; and those that correct what was published."""

from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.languages import LANGUAGES
from plans.delivery import periods
from plans.delivery.telling import Telling
from plans.models import ActionPlan, ActionState, FundingState, IndicatorValue, MilestoneState, Report
from plans.stages.moving import standing_consultation
from publishing.refusals import Overtaken, Refused
from publishing.versions import locked_dossier

REPORTED = (ActionPlan.Stage.ADOPTED, ActionPlan.Stage.DELIVERY)
STATES = {"actions": ActionState, "fundings": FundingState, "milestones": MilestoneState, "values": IndicatorValue}
CARRIED = ("status", "progress", "spent", *(f"reason_{code}" for code in LANGUAGES))  # of the last state of an action


def hindrance(dossier, stages=REPORTED):
    """Why nobody can report on this plan now, as a sentence; empty where one can."""
    if not dossier.is_public or dossier.entry is None:
        return _("Reports begin once the plan is public and adopted.")
    if stage_behind(dossier) not in stages:
        return _("Reports belong to plans that are adopted or in delivery. This one is: %(stage)s.") % {
            "stage": dossier.entry.get_stage_display()
        }
    return ""


def stage_behind(dossier):
    """The stage of a plan; of one that is consulted about, that to which it goes back."""
    stage = dossier.entry.stage
    call = standing_consultation(dossier) if stage == ActionPlan.Stage.CONSULTATION else None
    return call.stage_before if call else stage


def draft_of(dossier):
    return dossier.reports.filter(state=Report.State.DRAFT).first()


def published_reports(dossier):
    """Also those that were corrected since; the newest period first."""
    return dossier.reports.filter(state=Report.State.PUBLISHED).order_by("-period_to", "-published_at", "-pk")


def published_of(dossier):
    """The published reports, each with whether it was corrected."""
    found = list(published_reports(dossier))
    corrected = {report.corrects_id for report in found}
    return [{"report": report, "corrected": report.pk in corrected} for report in found]


@transaction.atomic
def begin(*, dossier, by):
    """The draft of a report on the next free period; the one that is open, if there is one."""
    dossier = locked_dossier(dossier.pk)
    if standing := draft_of(dossier):
        return standing
    if reason := hindrance(dossier):
        raise Refused(reason)
    period = periods.proposed(dossier)
    if reason := periods.hindrance(dossier, period):
        raise Refused(reason)
    return dossier.reports.create(period_from=period.first, period_to=period.last, by=by)


@transaction.atomic
def correct(*, report, by):
    """A draft that begins as a copy of a report that was wrong, and takes its place once it is published."""
    dossier = locked_dossier(report.dossier_id)
    if draft_of(dossier):
        raise Refused(_("A report is open already. Publish it or throw it away first."))
    if report.corrections.exists():
        raise Refused(_("This report was corrected already. Correct the newer one."))
    texts = {f"text_{code}": getattr(report, f"text_{code}") for code in LANGUAGES}
    days = {"period_from": report.period_from, "period_to": report.period_to}
    copy = dossier.reports.create(corrects=report, by=by, **texts, **days)
    for relation, model in STATES.items():
        model.objects.bulk_create([copied(row, copy) for row in getattr(report, relation).all()])
    return copy


def copied(row, report):
    row.pk, row.report = None, report
    row._state.adding = True
    return row


def locked_draft(pk):
    """The draft as it stands now, locked; Overtaken where it was published or thrown away meanwhile."""
    report = Report.objects.select_for_update().filter(pk=pk, state=Report.State.DRAFT).first()
    if report is None:
        raise Overtaken(_("This report was published or thrown away meanwhile. Nothing was changed."))
    return report


@transaction.atomic
def keep(report):
    """Store the days and the words of a draft."""
    locked_draft(report.pk)
    report.save(update_fields=["period_from", "period_to", *(f"text_{code}" for code in LANGUAGES)])


@transaction.atomic
def discard(*, report):
    locked_draft(report.pk).delete()


# --- Nothing new ---


@transaction.atomic
def keep_last(*, report, actions=None):
    """Say of these actions (of all, where none are named) what was said last; returns how many were never reported.

    What the report says already stays. Of an action that was never reported there is nothing that could be kept.
    """
    report = locked_draft(report.pk)
    telling = Telling(report)
    silent = [action for action in telling.not_told if actions is None or action.key in actions]
    known = [action for action in silent if action.key in telling.last.actions]
    ActionState.objects.bulk_create([kept(report, action, telling.last.actions[action.key]) for action in known])
    return len(silent) - len(known)


def kept(report, action, last):
    carried = {name: getattr(last, name) for name in CARRIED}
    return ActionState(report=report, key=action.key, **titles(action), **carried)


def titles(action):
    return {f"title_{code}": getattr(action, f"title_{code}") or "" for code in LANGUAGES}

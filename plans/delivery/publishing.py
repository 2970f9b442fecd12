"""A report becomes public: the plan is in delivery from the first one on, and the newest counts."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.models import CatalogueState
from plans.delivery import periods, reports
from plans.delivery.telling import Telling
from plans.models import ActionPlan, ActionState, Report
from plans.stages.moving import begin_delivery
from publishing.models import Notice
from publishing.notices import tell
from publishing.people import deciders, owners
from publishing.refusals import Refused
from publishing.versions import locked_dossier


@transaction.atomic
def publish(*, report, by):
    """Publish a draft; Refused or Overtaken say why not, and nothing is changed."""
    CatalogueState.lock()
    dossier = locked_dossier(report.dossier_id)
    report = reports.locked_draft(report.pk)
    if reason := hindrance(report):
        raise Refused(reason)
    keep_titles(report)
    report.state, report.published_at, report.published_by = Report.State.PUBLISHED, timezone.now(), by
    report.save()
    if not begin_delivery(dossier, by):
        dossier.entry.save()  # its card, its place in the sitemap and what machines keep of it
    tell_people(report, owners(dossier), "report_published", by)
    return report


def hindrance(report):
    """Why a draft cannot be published, as a sentence; empty where it can."""
    dossier = report.dossier
    stages = (*reports.REPORTED, ActionPlan.Stage.CLOSED) if report.corrects_id else reports.REPORTED
    if reason := reports.hindrance(dossier, stages) or periods.hindrance(dossier, periods.period_of(report), report):
        return reason
    if not any(getattr(report, relation).exists() for relation in reports.STATES):
        return _("The report says nothing of any action, milestone, funding or indicator yet.")
    return ""


def keep_titles(report):
    """The states of actions say the titles of this day, also when an action is removed from the plan later."""
    actions = Telling(report).rows.by_key("actions")
    states = [state for state in report.actions.all() if state.key in actions]
    for state in states:
        for name, title in reports.titles(actions[state.key]).items():
            setattr(state, name, title)
    ActionState.objects.bulk_update(states, list(reports.titles(ActionState())), batch_size=100)


def ask_to_publish(*, report, by):
    """Tell those who may publish it that it is ready."""
    tell_people(report, deciders(report.dossier), "report_ready", by)


def tell_people(report, people, sentence, by):
    name = "plan_report_desk" if report.state == Report.State.PUBLISHED else "plan_report_look_over"
    tell(
        people=people,
        kind=Notice.Kind.PLAN,
        sentence=sentence,
        dossier=report.dossier,
        address=reverse(name, args=[report.dossier_id, report.pk]),
        values={"by": str(by)},
        but=by.pk,
    )

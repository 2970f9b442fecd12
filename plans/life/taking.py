"""Taking a step of a plan's stage: looked at again under the lock, so that of two people who press at once one wins."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plans.life.steps import STEPS, hindrance
from plans.models import ActionPlan, StageStep
from plans.stages.moving import locked_plan, move, standing_consultation
from publishing.refusals import Overtaken, Refused

Stage = ActionPlan.Stage


def ready(step, dossier, by):
    """(dossier, plan), both locked, if the person can take the step now. Refused or Overtaken say why not."""
    dossier, plan = locked_plan(dossier)
    rule = STEPS[step]
    end_if_over(dossier, plan)
    if reason := hindrance(rule, dossier, plan, by):
        raise (Refused if plan.stage in rule.sources else Overtaken)(reason)
    return dossier, plan


@transaction.atomic
def take(*, step, dossier, by, reasons=None):
    """Close, drop or reopen; returns the `StageStep`. `reasons` are texts by language."""
    rule = STEPS[step]
    dossier, plan = ready(step, dossier, by)
    if rule.reason and not any((reasons or {}).values()):
        raise Refused(_("Give a reason; it will be public."))
    if step == "drop" and (call := standing_consultation(dossier)):
        finish(call)
    target = rule.target or where_it_was(dossier, plan)
    return move(dossier, plan, step=step, target=target, by=by, reasons=reasons)


def where_it_was(dossier, plan):
    """The stage from which it was closed or dropped; that behind the consultation where it was in one."""
    last = StageStep.objects.filter(dossier=dossier, target=plan.stage).first()
    if last is None:
        return Stage.DELIVERY if plan.stage == Stage.CLOSED else Stage.PLANNED
    if last.source != Stage.CONSULTATION:
        return last.source
    return dossier.calls.filter(kind="consultation").latest("ended_at").stage_before


def end_if_over(dossier, plan):
    """Give the stage back where the last day is past and the daily round has not come yet; both are locked."""
    call = standing_consultation(dossier)
    if call is None or not call.is_over:
        return False
    finish(call)
    if plan.stage == Stage.CONSULTATION:
        move(dossier, plan, step="end_consultation", target=call.stage_before, by=None)
    return True


def finish(call):
    call.ended_at = timezone.now()
    call.save(update_fields=["ended_at"])

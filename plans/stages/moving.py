"""A plan in another stage: locked as every writer locks, written down as a step, filed anew, told to those concerned.

The stage lives beside the versions: no step here touches their content.
"""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from catalogue.languages import LANGUAGES
from catalogue.models import CatalogueState
from plans.models import ActionPlan, Call, StageStep
from publishing.models import Notice
from publishing.notices import tell
from publishing.people import owners
from publishing.refusals import Refused
from publishing.sentences import SENTENCES, Sentence
from publishing.versions import locked_dossier

Stage = ActionPlan.Stage
SENTENCES["plan_stage"] = Sentence(
    _("New stage: %(title)s"), _("“%(title)s” is in another stage now. What led to it stands in its course.")
)


def locked_plan(dossier):
    """(dossier, plan) as they stand now, locked; the catalogue first. Refused where nothing of it was ever public."""
    CatalogueState.lock()
    fresh = locked_dossier(dossier.pk)
    if fresh.entry is None:
        raise Refused(_("The plan is not public yet. Publish its first version, then it has a course."))
    return fresh, fresh.entry


def move(dossier, plan, *, step, target, by, reasons=None, source=None):
    """Write down a step and bring the plan to where it leads; both are locked. `reasons` are texts by language.

    With a `source` given the step is one of the stage behind a consultation, which itself stays.
    """
    taken = StageStep(dossier=dossier, step=step, source=source or plan.stage, target=target, by=by)
    for code in LANGUAGES:
        setattr(taken, f"reason_{code}", (reasons or {}).get(code, ""))
    taken.save()
    if source is None:
        plan.stage = target
    plan.save()
    people, but = owners(dossier), by.pk if by else None
    tell(people=people, kind=Notice.Kind.PLAN, sentence="plan_stage", dossier=dossier, but=but)
    return taken


def standing_consultation(dossier):
    """The consultation that is announced, open, or over since its last day and not ended yet; or None."""
    return Call.objects.filter(dossier=dossier, kind=Call.Kind.CONSULTATION, ended_at=None).first()


@transaction.atomic
def begin_delivery(dossier, by):
    """With the first published report an adopted plan is in delivery, also one that is consulted about meanwhile.

    Whether it was not yet.
    """
    dossier, plan = locked_plan(dossier)
    call = standing_consultation(dossier) if plan.stage == Stage.CONSULTATION else None
    before = call.stage_before if call else plan.stage
    if before != Stage.ADOPTED:
        return False
    if call:
        call.stage_before = Stage.DELIVERY
        call.save(update_fields=["stage_before"])
    source = Stage.ADOPTED if call else None
    move(dossier, plan, step="begin_delivery", target=Stage.DELIVERY, by=by, source=source)
    return True

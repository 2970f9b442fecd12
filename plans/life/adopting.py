"""Adoption: that a body decided on one version of a plan, with the fingerprint of exactly what it decided on."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plans.figures.hashes import content_sha256
from plans.life.readiness import gaps_of
from plans.life.steps import STEPS
from plans.life.taking import ready
from plans.models import ActionPlan, Adoption
from plans.stages.moving import locked_plan, move
from publishing.refusals import Overtaken, Refused
from publishing.snapshot import BEHIND
from publishing.states import WAS_PUBLIC

Stage = ActionPlan.Stage


def step_for(plan):
    """The name of the step by which an adoption is recorded now: the first one, or that of a newer version."""
    return "amend" if plan.stage in STEPS["amend"].sources else "adopt"


def adoptable(dossier):
    """Versions that were public once and that nobody adopted yet, the newest first."""
    found = dossier.versions.in_states(WAS_PUBLIC).filter(adoptions=None)
    return found.defer("content", "typed").order_by("-number")


def fingerprint(version):
    """Of the content, without the marks of stale translations."""
    return content_sha256({name: value for name, value in version.content.items() if name != BEHIND})


@transaction.atomic
def adopt(*, dossier, version, by, decided_on, document, **told):
    """Record an adoption; returns it. `told` are the further fields of `Adoption` that the form asks for."""
    _dossier, plan = locked_plan(dossier)
    dossier, plan = ready(step_for(plan), dossier, by)
    version = adoptable(dossier).filter(pk=version.pk).first()
    if version is None:
        raise Overtaken(_("This version was not public, or its adoption is recorded already. Nothing was changed."))
    if decided_on > timezone.localdate():
        raise Refused(_("The day of the decision is not over yet."))
    adoption = Adoption(
        dossier=dossier,
        version=version,
        content_sha256=fingerprint(version),
        decided_on=decided_on,
        document=document,
        by=by,
        **told,
    )
    if gaps_of(version) and not explained(adoption):
        raise Refused(_("Explain why the plan is adopted with what it still lacks."))
    save_once(adoption)
    step = step_for(plan)
    move(dossier, plan, step=step, target=STEPS[step].target or plan.stage, by=by)
    return adoption


def explained(adoption):
    return any(getattr(adoption, name) for name in vars(adoption) if name.startswith("gaps_"))


def save_once(adoption):
    try:
        with transaction.atomic():
            adoption.save()
    except IntegrityError as error:
        raise Overtaken(_("The adoption of this version is recorded already. Nothing was changed.")) from error

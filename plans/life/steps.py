"""The steps of a plan's stage: one table says which there are, who may take them and what each needs."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from plans.life import needs
from plans.models import ActionPlan
from publishing.rights import LEAD, RUN, roles_of

Stage = ActionPlan.Stage
NOBODY = frozenset()  # the portal takes it, or something else brings it along


@dataclass(frozen=True)
class Step:
    """One arrow of the course; without a target it leads back to where the plan was, or leaves it there."""

    name: str
    label: str
    sources: tuple[str, ...]
    target: str | None
    roles: frozenset
    needs: Callable = needs.nothing  # (dossier, plan) -> why it cannot be taken yet, as a sentence, or ""
    waits_for: Callable | None = None  # dossier -> the address of what it waits for first, or ""
    reason: bool = False  # whether a reason must be given, which the public reads
    page: str = "plan_step"  # the name of the page that asks for it
    explain: str = ""
    done: str = ""  # what the person reads after it
    taken: str = ""  # what the history says


STEPS = {
    step.name: step
    for step in (
        Step(
            "open_consultation", _("Open a public consultation"), (Stage.PLANNED, Stage.ADOPTED, Stage.DELIVERY),
            Stage.CONSULTATION, LEAD, needs.public_alone, page="plan_call_new",
            explain=_("Anybody may comment on the public version until the last day; until then none is published."),
            taken=pgettext_lazy("plan step", "Consultation opened"),
        ),
        Step(
            "end_consultation", _("The consultation ends"), (Stage.CONSULTATION,), None, NOBODY,
            explain=_("By itself, on the day after its last day. The plan is then where it was before."),
            taken=pgettext_lazy("plan step", "Consultation ended"),
        ),
        Step(
            "adopt", _("Record an adoption"), (Stage.PLANNED,), Stage.ADOPTED, LEAD, needs.all_answered,
            needs.first_unanswered, page="plan_adopt",
            explain=_("Which version was adopted, by which body and when, with the decision as PDF; public at once."),
            done=_("The adoption is recorded and public."),
            taken=pgettext_lazy("plan step", "Adopted"),
        ),
        Step(
            "amend", _("Record the adoption of a newer version"), (Stage.ADOPTED, Stage.DELIVERY), None, LEAD,
            needs.all_answered, needs.first_unanswered, page="plan_adopt",
            explain=_("A later version that a body adopted as well. The earlier adoption stays in the history."),
            done=_("The adoption is recorded and public."),
            taken=pgettext_lazy("plan step", "A newer version adopted"),
        ),
        Step(
            "begin_delivery", _("Delivery begins"), (Stage.ADOPTED,), Stage.DELIVERY, NOBODY,
            explain=_("By itself, with the first published report."),
            taken=pgettext_lazy("plan step", "Delivery begun"),
        ),
        Step(
            "close", pgettext_lazy("plan", "Close the plan"), (Stage.DELIVERY,), Stage.CLOSED, LEAD, needs.all_finished,
            explain=_("Every action is done or dropped. The plan stays public, and no further report is expected."),
            done=_("The plan is closed."),
            taken=pgettext_lazy("plan step", "Closed"),
        ),
        Step(
            "drop", pgettext_lazy("plan", "Drop the plan"),
            (Stage.PLANNED, Stage.CONSULTATION, Stage.ADOPTED, Stage.DELIVERY), Stage.DROPPED, LEAD, reason=True,
            explain=_("The plan is not carried out. It stays public with your reason; an open consultation ends."),
            done=_("The plan is dropped. Your reason stands on its public page."),
            taken=pgettext_lazy("plan step", "Dropped"),
        ),
        Step(
            "reopen", _("Reopen the plan"), (Stage.DROPPED, Stage.CLOSED), None, RUN, reason=True,
            explain=_("The plan is again where it was before it was closed or dropped."),
            done=_("The plan is open again."),
            taken=pgettext_lazy("plan step", "Reopened"),
        ),
    )
}  # fmt: skip


def label_of(name):
    return STEPS[name].taken if name in STEPS else name


def steps_from(plan):
    """The steps that lead on from the stage of the plan, in the order of the table."""
    return [step for step in STEPS.values() if plan.stage in step.sources]


def hindrance(step, dossier, plan, person):
    """Why the person cannot take the step with the plan as it stands, as a sentence; empty where they can."""
    if plan.stage not in step.sources:
        return _("This is not possible now: the plan is in the stage “%(stage)s”.") % {
            "stage": plan.get_stage_display()
        }
    if not roles_of(person, dossier) & step.roles:
        return who_may(step)
    return step.needs(dossier, plan)


def who_may(step):
    if step.roles == NOBODY:
        return _("Nobody takes this step by hand.")
    if step.roles == RUN:
        return _("Only the coordinators of the network may do this.")
    return _("Only a representative of the organisation in charge or a coordinator may do this.")

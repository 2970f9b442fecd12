"""The steps of a signature: one table says which there are, where they lead and who may take them."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from plans.models.signing import SignatureState as State
from plans.signing.rights import Right, SignatureRight, may, may_sign


@dataclass(frozen=True)
class Step:
    name: str
    label: str
    sources: tuple[str, ...]
    target: str
    right: object = None  # a `Right` of the steward or a `SignatureRight`; None: the portal takes it
    reason: bool = False  # whether a reason must be given
    explain: str = ""
    done: str = ""  # what the person reads after it
    taken: str = ""  # what the history says


STEPS = {
    step.name: step
    for step in (
        Step(
            "submit", _("Submit the signature"), (State.DRAFT, State.RETURNED), State.SUBMITTED, SignatureRight.LEAD,
            explain=_("The steward compares sheet, text and mandate. From the first submission on the text is fixed."),
            done=_("Submitted. The steward checks it and writes to you."),
            taken=pgettext_lazy("signature step", "Submitted"),
        ),
        Step(
            "take_back", _("Take it back"), (State.SUBMITTED,), State.DRAFT, SignatureRight.LEAD,
            explain=_("As long as it is not checked. You can change it and submit it again."),
            done=_("Taken back."),
            taken=pgettext_lazy("signature step", "Taken back"),
        ),
        Step(
            "return", _("Return it"), (State.SUBMITTED,), State.RETURNED, Right.RUN, reason=True,
            explain=_("Say what is missing or does not agree; the signatory can mend it and submit it again."),
            done=_("Returned with your reason."),
            taken=pgettext_lazy("signature step", "Returned"),
        ),
        Step(
            "activate", _("Put it into force"), (State.SUBMITTED,), State.ACTIVE, Right.RUN,
            explain=_("You have compared the sheet, the hash and the mandate. It stands in the register at once."),
            done=_("It is in force and stands in the register."),
            taken=pgettext_lazy("signature step", "In force"),
        ),
        Step(
            "hold", _("On hold"), (State.ACTIVE,), State.ON_HOLD,
            explain=_("By itself, 30 days after the written notice of an overdue duty."),
            taken=pgettext_lazy("signature step", "On hold"),
        ),
        Step(
            "resume", _("In force again"), (State.ON_HOLD,), State.ACTIVE,
            explain=_("By itself, on the day on which the duty is met."),
            taken=pgettext_lazy("signature step", "In force again"),
        ),
        Step(
            "withdraw", _("Withdraw from the commitment"), (State.ACTIVE, State.ON_HOLD), State.WITHDRAWN,
            SignatureRight.LEAD, reason=True,
            explain=_("The register keeps the organisation with the day of its withdrawal, without the person."),
            done=_("Withdrawn. The register shows the day."),
            taken=pgettext_lazy("signature step", "Withdrawn"),
        ),
        Step(
            "lapse", _("Lapsed"), (State.ACTIVE, State.ON_HOLD), State.LAPSED,
            explain=_("By itself: after 24 months on hold, or where the commitment has ended."),
            taken=pgettext_lazy("signature step", "Lapsed"),
        ),
        Step(
            "supersede", _("Superseded"), (State.ACTIVE, State.ON_HOLD), State.SUPERSEDED,
            explain=_("By itself, when the organisation signs a newer text of the commitment."),
            taken=pgettext_lazy("signature step", "Superseded"),
        ),
    )
}  # fmt: skip


def is_allowed(step, signature, person):
    """Whether the person may take this step at all, whatever the state."""
    if step.right is None:
        return False
    if isinstance(step.right, Right):
        return may(person, step.right, signature.text.dossier)
    return may_sign(person, step.right, signature)


def steps_for(signature, person):
    """The steps that the person may take now, in the order of the table."""
    return [step for step in STEPS.values() if signature.state in step.sources and is_allowed(step, signature, person)]


OTHERS = {
    "carry_over": pgettext_lazy("signature step", "Carried on to a newer text"),
    "discard": pgettext_lazy("signature step", "Thrown away"),
}  # not taken from the table


def label_of(name):
    return STEPS[name].taken if name in STEPS else OTHERS.get(name, name)

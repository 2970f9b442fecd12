"""A duty met, or its day moved: looked at again under the lock, written down, and the hold lifted where it ends.

What was recorded by mistake is taken back; the history keeps what it was.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from plans.duties.owed import bearers_of
from plans.duties.telling import shown_day, tell_of_new_day, tell_of_taking_back
from plans.models import DutyState, Signature, SignatureStep
from plans.signing.moving import locked, move
from plans.signing.rights import Right, SignatureRight, may, may_sign
from plans.signing.steps import STEPS, Step
from publishing.refusals import Overtaken, Refused

State = Signature.State
# What the history of a signature says of its duties; nobody takes these as steps of the signature.
MET, EXTENDED, NOTICED, TAKEN_BACK = "duty_met", "duty_extended", "duty_noticed", "duty_taken_back"
HANDED_IN = ("plan", "report", "url", "document")  # what shows that a duty is met; one is enough
for name, label in (
    (MET, pgettext_lazy("signature step", "Duty met")),
    (EXTENDED, pgettext_lazy("signature step", "Duty extended")),
    (NOTICED, pgettext_lazy("signature step", "Notice of an overdue duty")),
    (TAKEN_BACK, pgettext_lazy("signature step", "Duty not met, recorded by mistake")),
):
    STEPS[name] = Step(name, label, (), "", taken=label)


def may_hand_in(person, bearer):
    """Whether the person may record a duty as met, for any of those who bear it."""
    return any(may_sign(person, SignatureRight.WRITE, signature) for signature in bearer.signatures)


def may_extend(person, dossier):
    return may(person, Right.RUN, dossier)


def may_take_back(person, owed):
    """The steward, and whoever recorded it, as long as they may record."""
    if not owed.is_met:
        return False
    recorded = owed.record.fulfilled_by_id == person.pk and may_hand_in(person, owed.bearer)
    return recorded or may_extend(person, owed.bearer.text.dossier)


def locked_bearer(signature):
    """(bearer, commitment) as they stand now, locked: whoever moves signatures waits for the catalogue first."""
    fresh, commitment = locked(signature)
    bearers = bearers_of([fresh] if fresh.state in (State.ACTIVE, State.ON_HOLD) else [], timezone.localdate())
    if not bearers:
        raise Overtaken(
            _("The signature is in the state “%(state)s” now and has no duties. Nothing was changed.")
            % {"state": fresh.get_state_display()}
        )
    return bearers[0], commitment


def unmet(bearer, key, turn):
    """The turn of a duty, which nobody has met yet."""
    owed = bearer.find(key, turn)
    if owed is None:
        raise Refused(_("There is no such duty."))
    if owed.is_met:
        raise Overtaken(_("Somebody has recorded it as met already. Nothing was changed."))
    return owed


def record_of(owed):
    """The row that keeps what becomes of it; made when something does."""
    return owed.record or DutyState(**owed.bearer.columns, duty_key=owed.key, turn=owed.turn, due=owed.due)


@transaction.atomic
def fulfil(*, signature, key, turn, by, on, handed_in):
    """Record a duty as met on a day; `handed_in` is {field: plan, report, address or document}. Returns the state."""
    bearer, commitment = locked_bearer(signature)
    if not may_hand_in(by, bearer):
        raise Refused(_("You may not do this with this signature."))
    owed = unmet(bearer, key, turn)
    if on > timezone.localdate():
        raise Refused(_("The day on which it was met is not over yet."))
    owed.record = record_of(owed)
    owed.record.fulfilled_on, owed.record.fulfilled_by = on, by
    for name, value in handed_in.items():
        setattr(owed.record, name, value)
    owed.record.save()
    write_down(bearer, MET, by, owed.text.text)
    resume(bearer, commitment, by)
    return owed.record


@transaction.atomic
def extend(*, signature, key, turn, by, to, reason):
    """Move the day of a duty to a later one; a notice that was given is off, and the new day gives one of its own."""
    bearer, commitment = locked_bearer(signature)
    if not may_extend(by, bearer.text.dossier):
        raise Refused(_("Only a representative of the steward or a coordinator may do this."))
    owed = unmet(bearer, key, turn)
    if to <= owed.deadline or to < timezone.localdate():
        raise Refused(_("The new day lies after %(day)s, and not in the past.") % {"day": shown_day(owed.deadline)})
    if not reason.strip():
        raise Refused(_("Give a reason."))
    owed.record = record_of(owed)
    owed.record.extended_to, owed.record.reason, owed.record.extended_by = to, reason.strip(), by
    owed.record.noticed_on = None
    owed.record.save()
    write_down(bearer, EXTENDED, by, f"{owed.text.text}: {shown_day(to)}. {reason.strip()}")
    tell_of_new_day(owed, by)
    resume(bearer, commitment, by)
    return owed.record


@transaction.atomic
def take_back(*, signature, key, turn, by, reason):
    """Recorded as met by mistake: open again. A notice given before is off, so that nobody is on hold at once."""
    bearer, _commitment = locked_bearer(signature)
    owed = bearer.find(key, turn)
    if owed is None or not owed.is_met:
        raise Overtaken(_("It is not recorded as met any more. Nothing was changed."))
    if not may_take_back(by, owed):
        raise Refused(_("Only a representative of the steward or a coordinator may do this."))
    if not reason.strip():
        raise Refused(_("Give a reason."))
    record, was = owed.record, recorded_words(owed)
    record.fulfilled_on = record.fulfilled_by = record.plan = record.report = record.noticed_on = None
    record.url = record.document = ""
    record.save()
    write_down(bearer, TAKEN_BACK, by, f"{was}. {reason.strip()}")
    tell_of_taking_back(owed, by, reason.strip())
    return record


def recorded_words(owed):
    """What was recorded of a duty: its words, the day, what was handed in."""
    found = [str(getattr(owed.record, name)) for name in HANDED_IN if getattr(owed.record, name)]
    return f"{owed.text.text}: {', '.join([shown_day(owed.record.fulfilled_on), *found])}"


def write_down(bearer, step, by, reason):
    for signature in bearer.signatures:
        SignatureStep.objects.create(
            signature=signature, step=step, source=signature.state, target=signature.state, reason=reason, by=by
        )


def resume(bearer, commitment, by):
    """Back in force at once, the same day, where nothing holds the signatures any more."""
    held = bearer.held_from
    if held and held <= timezone.localdate():
        return
    for signature in bearer.signatures:
        if signature.state == State.ON_HOLD:
            move(signature, commitment, STEPS["resume"], by=by)

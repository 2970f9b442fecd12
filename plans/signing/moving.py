"""Taking a step of a signature: looked at again under the lock, written down, filed, so that of two people one wins.

What else follows from a step (mails, certificates, duties) is told to the rooms that wait for it in `FOLLOWERS`.
"""

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from plans.models import Commitment, Signature, SignatureStep
from plans.signing import needs
from plans.signing.steps import STEPS, is_allowed
from plans.signing.texts import locked_commitment
from publishing.refusals import Overtaken, Refused

State = Signature.State
FOLLOWERS = []  # each is called with (signature, its newest `SignatureStep`), in the same transaction


def locked(signature):
    """(signature as it stands now, commitment), both locked after the catalogue and the dossier."""
    dossier, commitment = locked_commitment(signature.text.dossier)
    fresh = (
        Signature.objects.select_for_update(of=("self",))
        .select_related("text", "group")
        .filter(pk=signature.pk)
        .first()
    )
    if fresh is None:
        raise Overtaken(_("This signature is not there any more. Nothing was changed."))
    fresh.text.dossier = dossier
    return fresh, commitment


@transaction.atomic
def take(*, step, signature, by, reason="", on=None, seen=None, mark=None):
    """Take a step by hand; returns the `SignatureStep`. Refused and Overtaken say why not, and nothing is changed.

    `seen` is the state in which the person saw it and `mark` what it said then, where a form tells them; `on` the day
    of a withdrawal.
    """
    rule = STEPS[step]
    signature, commitment = locked(signature)
    if not is_allowed(rule, signature, by):
        raise Refused(_("You may not do this with this signature."))
    if signature.state not in rule.sources or seen not in (None, signature.state):
        raise Overtaken(
            _("Somebody was quicker: the signature is in the state “%(state)s” now. Nothing was changed.")
            % {"state": signature.get_state_display()}
        )
    if mark not in (None, mark_of(signature)):
        raise Overtaken(_("The signature was changed meanwhile. Look at it again; nothing was changed by you."))
    if rule.reason and not reason.strip():
        raise Refused(_("Give a reason."))
    check(rule, signature, commitment, on)
    return move(signature, commitment, rule, by=by, reason=reason.strip(), on=on)


def check(rule, signature, commitment, on):
    if rule.name == "submit":
        if signature.text.closed_at is not None:
            raise Refused(_("This text is closed for signing. Sign the one that is open now, if there is one."))
        if reason := needs.outside_window(commitment):
            raise Refused(reason)
        refuse(needs.lacks_to_submit(signature))
    if rule.name == "activate":
        if commitment.stage == Commitment.Stage.ENDED:
            raise Refused(_("The commitment has ended."))
        refuse(needs.lacks_to_activate(signature))
    if on is not None and (on > timezone.localdate() or (signature.active_since and on < signature.active_since)):
        raise Refused(_("The day lies before the signature or in the future."))


def mark_of(signature):
    """Names what a signature says, so that nobody checks one thing and puts another into force."""
    return signature.changed_at.isoformat()


def refuse(lacks):
    if lacks:
        raise Refused(" ".join(map(str, lacks.values())))


def move(signature, commitment, rule, *, by, reason="", on=None, filed=True):
    """Bring a locked signature to where a step leads, and tell those who wait for it.

    `filed` is False where many are moved at once: whoever moves them saves the commitment at the end.
    """
    today = timezone.localdate()
    taken = SignatureStep(
        signature=signature, step=rule.name, source=signature.state, target=rule.target, reason=reason, by=by
    )
    signature.state = rule.target
    signature.held_since = (on or today) if rule.target == State.ON_HOLD else None
    if rule.name == "submit":
        signature.submitted_at = timezone.now()
    if rule.name == "activate":
        signature.active_since, signature.checked_by = signature.signed_on, by
    if signature.is_ended:
        signature.ended_on = on or today
    save_once(signature)
    taken.save()
    if rule.name == "activate":
        supersede_earlier(signature, commitment, by)
    if filed:
        commitment.save()  # its card and its page count signatures
    for follow in FOLLOWERS:
        follow(signature, taken)
    return taken


def save_once(signature):
    try:
        with transaction.atomic():
            signature.save()
    except IntegrityError as error:
        raise Overtaken(_("This organisation has signed this text already. Nothing was changed.")) from error


def of_same_organisation(signature):
    """By its entry in the portal, or by its registration number: an entry may have been made only later."""
    same = Q(partner=signature.partner_id) if signature.partner_id else Q(pk=None)
    if signature.registration_number:
        same |= Q(country=signature.country, registration_number=signature.registration_number)
    return same


def supersede_earlier(signature, commitment, by):
    """What the same organisation signed of an earlier text of the commitment is over with the new signature."""
    same = (
        Signature.objects.select_for_update(of=("self",))
        .filter(text__dossier=signature.text.dossier_id, state__in=STEPS["supersede"].sources)
        .exclude(text=signature.text_id)
        .select_related("text", "group")
        .order_by("pk")
    )
    for earlier in same.filter(of_same_organisation(signature)):
        move(earlier, commitment, STEPS["supersede"], by=by, on=signature.active_since)

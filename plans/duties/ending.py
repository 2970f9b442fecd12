"""How a text closes with its last day for signing, and how a commitment ends: by its last day, or by hand."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from plans.duties.owed import in_force
from plans.models import Commitment, SignableText, Signature
from plans.signing.moving import move as move_signature
from plans.signing.rights import Right, may
from plans.signing.steps import STEPS
from plans.signing.texts import close_text, locked_commitment, move
from publishing.models import Dossier
from publishing.refusals import Overtaken, Refused
from publishing.versions import dossiers_of

Stage = Commitment.Stage
ENDING = (Stage.SIGNING, Stage.IN_FORCE)  # only what was opened for signing ends
END = "end"  # the name of the step


# --- The last day for signing ---


def to_close():
    """Texts that are open, their last day for signing over."""
    over = dossiers_of(Commitment.objects.filter(signing_to__lt=timezone.localdate()))
    return SignableText.objects.filter(closed_at=None, dossier__in=over.values("pk")).order_by("pk")


@transaction.atomic
def close(pk):
    text = SignableText.objects.select_related("dossier").get(pk=pk)
    locked_commitment(text.dossier)
    if not to_close().filter(pk=pk).exists():
        return False
    close_text(text=text, by=None)
    return True


# --- The end ---


def to_end():
    """Commitments whose last day is over."""
    over = Commitment.objects.filter(ends_on__lt=timezone.localdate(), stage__in=ENDING)
    return dossiers_of(over).order_by("pk")


@transaction.atomic
def end_now(pk):
    dossier, commitment = locked_commitment(Dossier.objects.get(pk=pk))
    if not to_end().filter(pk=pk).exists():
        return False
    finish(dossier, commitment, by=None, on=commitment.ends_on)
    return True


def hindrance(dossier, person):
    """Why the person cannot end the commitment now, as a sentence; empty where they can."""
    if not may(person, Right.RUN, dossier):
        return _("Only a representative of the steward or a coordinator may do this.")
    if dossier.entry is None or dossier.entry.stage not in ENDING:
        return _("Only a commitment that was opened for signing and has not ended yet can be ended.")
    return ""


@transaction.atomic
def end(*, dossier, by, reasons):
    """End it by hand; `reasons` are texts by language, which the public reads. Returns the step."""
    dossier, commitment = locked_commitment(dossier)
    if reason := hindrance(dossier, by):
        raise (Overtaken if commitment.stage == Stage.ENDED else Refused)(reason)
    if not any(reasons.values()):
        raise Refused(_("Give a reason; it will be public."))
    return finish(dossier, commitment, by=by, on=timezone.localdate(), reasons=reasons)


def finish(dossier, commitment, *, by, on, reasons=None):
    """Close its text and let every signature in force lapse with it; the commitment is filed once, at the end."""
    SignableText.objects.filter(dossier=dossier, closed_at=None).update(closed_at=timezone.now())
    for signature in in_force(Signature.objects.filter(text__dossier=dossier)):
        day = max(on, signature.active_since)
        move_signature(signature, commitment, STEPS["lapse"], by=by, on=day, filed=False)
    return move(dossier, commitment, step=END, target=Stage.ENDED, by=by, reasons=reasons)

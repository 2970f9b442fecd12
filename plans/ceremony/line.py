"""The line of a signing day: who signs one after another, at an event or for the text alone.

Who is not in the line has place 0. Moving somebody in it touches nothing of what the signature says.
"""

from dataclasses import dataclass
from functools import cached_property

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from plans.models import SignableText, Signature
from plans.signing.moving import check, locked, move
from plans.signing.needs import lacks_to_submit
from plans.signing.rights import Right, may
from plans.signing.steps import STEPS
from plans.signing.texts import locked_commitment
from publishing.refusals import Overtaken, Refused

State = Signature.State
PREPARED = STEPS["submit"].sources


@dataclass
class Place:
    """One signature as the signing day shows it."""

    signature: Signature

    @property
    def is_signed(self):
        return self.signature.state not in PREPARED

    @cached_property
    def lacks(self):
        """What is missing before it can be signed here; the day of the signature comes with the press."""
        found = lacks_to_submit(self.signature)
        return [] if self.is_signed else [words for name, words in found.items() if name != "signed_on"]

    @property
    def awaits_sheet(self):
        return self.is_signed and not self.signature.signed_document

    @property
    def can_be_undone(self):
        """What was pressed here today; with the sheet there it is taken back where it was submitted."""
        signature = self.signature
        return (
            signature.state == State.SUBMITTED
            and signature.signed_on == timezone.localdate()
            and not signature.signed_document
        )


def text_for(dossier):
    """The text that is signed: the open one, else the last one; None where none was opened."""
    return SignableText.objects.filter(dossier=dossier).order_by("-number").first()


def line(text, event=None):
    """Those in the line, in their order."""
    return Signature.objects.filter(text=text, event=event, place_in_line__gt=0).order_by("place_in_line", "pk")


def others(text):
    """Prepared ones that stand in no line."""
    return Signature.objects.filter(text=text, state__in=PREPARED, place_in_line=0).order_by("name", "pk")


def places(signatures):
    return [Place(signature) for signature in signatures]


# --- The line is changed ---


def locked_text(text, by):
    dossier, _commitment = locked_commitment(text.dossier)
    refuse_others(by, dossier)
    return SignableText.objects.get(pk=text.pk)


def refuse_others(person, dossier):
    if not may(person, Right.RUN, dossier):
        raise Refused(_("Only a representative of the steward or a coordinator may do this."))


@transaction.atomic
def put_in(*, text, pks, event, by):
    """At the end of the line; who stands in one already stays there. Returns how many came in."""
    text = locked_text(text, by)
    last = line(text, event).aggregate(last=Max("place_in_line"))["last"] or 0
    found = list(others(text).filter(pk__in=pks))
    for place, signature in enumerate(found, start=last + 1):
        Signature.objects.filter(pk=signature.pk).update(place_in_line=place, event=event)
    return len(found)


@transaction.atomic
def take_out(*, text, signature, event, by):
    """Out of the line; who has signed stays in it."""
    text = locked_text(text, by)
    found = line(text, event).filter(pk=signature.pk, state__in=PREPARED)
    if not found.update(place_in_line=0, event=None):
        raise Overtaken(_("It stands in the line no more, or is signed. Nothing was changed."))


@transaction.atomic
def shift(*, text, signature, event, by, up):
    """One place up or down; at the end of the line it stays where it is."""
    text = locked_text(text, by)
    pks = list(line(text, event).values_list("pk", flat=True))
    if signature.pk not in pks:
        raise Overtaken(_("It stands in the line no more, or is signed. Nothing was changed."))
    here = pks.index(signature.pk)
    there = min(max(0, here + (-1 if up else 1)), len(pks) - 1)
    pks.insert(there, pks.pop(here))
    for place, pk in enumerate(pks, start=1):
        Signature.objects.filter(pk=pk).exclude(place_in_line=place).update(place_in_line=place)


# --- Signed ---


@transaction.atomic
def sign_now(*, signature, event, by):
    """Signed on paper in front of all: submitted with the day of today and the event; the sheet is awaited."""
    signature, commitment = locked(signature)
    refuse_others(by, signature.text.dossier)
    rule = STEPS["submit"]
    if signature.state not in rule.sources:
        raise Overtaken(
            _("Somebody was quicker: the signature is in the state “%(state)s” now. Nothing was changed.")
            % {"state": signature.get_state_display()}
        )
    signature.signed_on, signature.event = timezone.localdate(), event
    check(rule, signature, commitment, None)
    return move(signature, commitment, rule, by=by)


@transaction.atomic
def undo(*, signature, by):
    """Pressed by mistake: in preparation again, without the day."""
    signature, commitment = locked(signature)
    refuse_others(by, signature.text.dossier)
    if not Place(signature).can_be_undone:
        raise Overtaken(_("It cannot be undone here any more. Nothing was changed."))
    signature.signed_on = None
    return move(signature, commitment, STEPS["take_back"], by=by)

"""A signature as it is prepared: begun, kept while it is incomplete, carried on to a newer text, thrown away.

All of it under the lock of the commitment, so that of two people who record the same organisation one wins.
"""

import re

from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.languages import shown
from catalogue.text import kept_line
from plans.figures.signable_text import sha256_of_bytes
from plans.models import SignableText, Signature, SignatureStep
from plans.signing.moving import locked, mark_of, save_once
from plans.signing.rights import Right, SignatureRight, may, may_sign
from plans.signing.texts import locked_commitment, open_text_of
from publishing.refusals import Overtaken, Refused

State = Signature.State
PREPARED = (State.DRAFT, State.RETURNED)  # in these it can be changed
PAPERS = ("signed_document", "mandate_document")
CARRIED_OVER, DISCARDED = "carry_over", "discard"  # the names of the steps
# What goes with a signature that is thrown away; the organisation stays named beside what was done.
EMPTIED = ("person", "function", "email", "mandate_body", "mandate_reference", "signed_sha256", *PAPERS)


class SignedAlready(Overtaken):
    """The organisation has a signature of this text; that is where to go on."""

    def __init__(self, signature):
        super().__init__(_("This organisation has a signature of this text already. Nothing was changed."))
        self.signature = signature


def tidy_number(text):
    """A registration number as it is compared: no blanks, large letters."""
    return re.sub(r"\s+", "", kept_line(text)).upper()


def standing_one(text, *, partner=None, country="", number="", but=None):
    """The signature of the same organisation that is not ended, or None."""
    same = Signature.objects.standing().filter(text=text).exclude(pk=but)
    if partner and (found := same.filter(partner=partner).first()):
        return found
    return same.filter(country=country, registration_number=number).first() if number else None


# --- Begun ---


@transaction.atomic
def begin(*, text, by, partner=None, **told):
    """A draft for an organisation of the portal, or for one that is named in `told`. Raises SignedAlready."""
    dossier, _commitment = locked_commitment(text.dossier)
    text = SignableText.objects.get(pk=text.pk)
    if text.closed_at is not None:
        raise Overtaken(_("This text is closed for signing. Sign the one that is open now, if there is one."))
    text.dossier = dossier
    signature = Signature(text=text, partner=partner, created_by=by, language=by.language)
    if partner:
        signature.name, signature.country = shown(partner, "title").text, partner.country
    write(signature, told)
    if not may_begin(by, signature):
        raise Refused(_("You may not do this with this signature."))
    refuse_second(signature)
    save_once(signature)
    return signature


def may_begin(person, signature):
    """Its representatives for an organisation of the portal; for others the steward, which holds the paper."""
    if signature.partner_id:
        return may_sign(person, SignatureRight.LEAD, signature)
    return may(person, Right.RUN, signature.text.dossier)


def refuse_second(signature):
    told = {"country": signature.country, "number": signature.registration_number, "but": signature.pk}
    if found := standing_one(signature.text, partner=signature.partner_id, **told):
        raise SignedAlready(found)


# --- Kept ---


def write(signature, values):
    """Papers that are not given stay; of a new sheet there is the hash of what was uploaded."""
    for name, value in values.items():
        if name not in PAPERS or value:
            setattr(signature, name, value)
    if sheet := values.get("signed_document"):
        sheet.seek(0)
        signature.signed_sha256 = sha256_of_bytes(sheet.read())
        sheet.seek(0)


@transaction.atomic
def keep(*, signature, by, values, mark=None):
    """What was typed and uploaded; it may be incomplete. Raises SignedAlready, Overtaken or Refused."""
    signature, _commitment = locked(signature)
    if not may_sign(by, SignatureRight.WRITE, signature):
        raise Refused(_("You may not do this with this signature."))
    if signature.state not in PREPARED:
        raise Overtaken(_("It is submitted meanwhile. Take it back before you change it."))
    if mark not in (None, mark_of(signature)):
        raise Overtaken(
            _("Somebody else has changed it since you opened this page. What you typed stands below, not saved.")
        )
    write(signature, values)
    refuse_second(signature)
    save_once(signature)
    return signature


@transaction.atomic
def add_papers(*, signature, by, papers):
    """Papers that were awaited, to a signature that is submitted; none that is there is replaced."""
    signature, _commitment = locked(signature)
    if not may_add_papers(by, signature):
        raise Refused(_("You may not do this with this signature."))
    if any(papers.get(name) and getattr(signature, name) for name in PAPERS):
        raise Overtaken(_("Somebody has added it meanwhile. Nothing was changed."))
    write(signature, papers)
    signature.save()
    return signature


def may_add_papers(person, signature):
    """Also the steward, which holds the paper after a ceremony."""
    if signature.state != State.SUBMITTED or all(getattr(signature, name) for name in PAPERS):
        return False
    return may_sign(person, SignatureRight.WRITE, signature) or may(person, Right.RUN, signature.text.dossier)


# --- Carried on, thrown away ---


def newer_text(signature):
    """The text that can be signed instead, where that of a prepared signature is closed; else None."""
    if signature.state not in PREPARED or signature.text.closed_at is None:
        return None
    return open_text_of(signature.text.dossier_id)


@transaction.atomic
def carry_over(*, signature, by):
    """What was typed goes on with the text that is open now; the sheet has to be printed and signed anew."""
    signature, _commitment = locked(signature)
    if not may_sign(by, SignatureRight.WRITE, signature):
        raise Refused(_("You may not do this with this signature."))
    text = newer_text(signature)
    if text is None:
        raise Overtaken(_("There is no other text that can be signed just now. Nothing was changed."))
    step = SignatureStep(
        signature=signature, step=CARRIED_OVER, source=signature.state, target=State.DRAFT, by=by, reason=""
    )
    text.dossier = signature.text.dossier
    signature.text, signature.state, signature.group = text, State.DRAFT, None
    signature.signed_document, signature.signed_sha256, signature.signed_on = "", "", None
    signature.submitted_at = None
    refuse_second(signature)
    save_once(signature)
    step.save()
    return signature


def may_discard(person, signature):
    """Only what is in preparation; what was submitted before by those alone who may submit."""
    right = SignatureRight.LEAD if was_submitted(signature) else SignatureRight.WRITE
    return signature.state in PREPARED and may_sign(person, right, signature)


def was_submitted(signature):
    """Also before it was carried on to a newer text."""
    return signature.steps.filter(step="submit").exists()


@transaction.atomic
def discard(*, signature, by):
    """What was never submitted is gone; of what was, the record stays: the first submission has fixed the text."""
    signature, _commitment = locked(signature)
    if not may_discard(by, signature):
        raise Overtaken(_("It was submitted meanwhile, so it cannot be thrown away. Nothing was changed."))
    if not was_submitted(signature):
        signature.delete()
        return
    SignatureStep.objects.create(
        signature=signature, step=DISCARDED, source=signature.state, target=State.DISCARDED, by=by
    )
    for name in EMPTIED:
        setattr(signature, name, "")
    signature.mandate_on = signature.signed_on = signature.group = signature.event = None
    signature.place_in_line, signature.state = 0, State.DISCARDED
    signature.save()

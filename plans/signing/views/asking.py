"""What the pages of signing ask first: which commitment or signature, and whether this person may know of it."""

from django.shortcuts import get_object_or_404

from catalogue.missing import NoSuchPage
from catalogue.models import Kind
from plans.models import SignableText, Signature
from plans.signing.rights import Right, SignatureRight, may, may_sign
from plans.signing.texts import RECORDED
from publishing.views.asking import dossier_for


def commitment_dossier(person, pk, right=Right.SEE):
    """The dossier of a commitment that can be signed, for those who may do this; to others there is no such page."""
    dossier, _version = dossier_for(person, pk)
    if dossier.kind != Kind.COMMITMENT or not may(person, right, dossier):
        raise NoSuchPage
    if dossier.entry is not None and dossier.entry.stage in RECORDED:
        raise NoSuchPage
    return dossier


def signatures():
    """With all that a page of one asks for, without the content of versions."""
    found = Signature.objects.select_related("text__dossier__owner", "text__version", "partner", "group", "event")
    return found.defer("text__version__content", "text__version__typed")


def signature_for(person, pk, right=SignatureRight.SEE):
    signature = get_object_or_404(signatures(), pk=pk)
    if not may_sign(person, right, signature):
        raise NoSuchPage
    return signature


def about(request, signature):
    """What every page of a signature shows; `desk` is the commitment for those who work on it."""
    dossier = signature.text.dossier
    desk = dossier if may(request.user, Right.SEE, dossier) else None
    return {"signature": signature, "dossier": dossier, "desk": desk}


def texts_of(dossier):
    """The texts of a commitment, the newest first, without their words."""
    return SignableText.objects.filter(dossier=dossier).order_by("-number").defer("text_sl", "text_en")

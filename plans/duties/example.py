"""A charter that nobody signed, to try things with: read from a file, loaded once, removed with all it carries."""

import datetime as dt
import hashlib

import yaml
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from catalogue.models import CatalogueState, Topic
from plans.duties.owed import bearers_of
from plans.figures.calendar_dates import add_days
from plans.figures.duties import hold_day, notice_day
from plans.models import Commitment, DutyState, SignableText, Signature, SigningCertificate
from plans.signing.moving import move
from plans.signing.steps import STEPS
from plans.signing.texts import Stage, duties_of, hashes_of, texts_of
from plans.signing.texts import move as move_stage
from plans.taking.example import FOLDER, columns
from publishing import versions
from publishing.row_merging import UID
from publishing.snapshot import put

FILE, PAPER = FOLDER / "example-charter.yaml", FOLDER / "example-decision.pdf"
TO_SIGN = 14  # days from the mandate to the signature
NO_CONTENT = ("id", "topics", "duties", "signatures")


def standing():
    return Commitment.objects.filter(is_example=True)


@transaction.atomic
def load_example_charter():
    """The commitment that was made now, or None where the example is there."""
    CatalogueState.lock()
    record = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    if standing().filter(external_id=record["id"]).exists():
        return None
    commitment = Commitment(external_id=record["id"], is_example=True)
    put(content_of(record), commitment)
    commitment.publish()
    text = opened(versions.adopt(commitment), record["signatures"])
    for given in record["signatures"]:
        sign(text, given)
    return commitment


def content_of(record):
    content = {"topics": [slug for slug in record["topics"] if Topic.objects.filter(slug=slug).exists()]}
    for name, value in record.items():
        if name not in NO_CONTENT:
            content |= columns(name, value)
    content["duties"] = [duty(row) for row in record["duties"]]
    return content


def duty(row):
    cells = {column: value for name, given in row.items() for column, value in columns(name, given).items()}
    return {UID: cells.pop("key")} | cells


def opened(dossier, signatures):
    """Its text, open since the first of the invented mandates."""
    version = versions.leading_of(dossier)
    texts = texts_of(version.content)
    told = {f"text_{code}": text for code, text in texts.items()} | hashes_of(texts)
    text = SignableText.objects.create(
        dossier=dossier, version=version, number=1, duties=duties_of(version.content), **told
    )
    days = max(given.get("mandate_days_ago", 0) for given in signatures)
    SignableText.objects.filter(pk=text.pk).update(opened_at=timezone.now() - dt.timedelta(days=days))
    move_stage(dossier, dossier.entry, step="open_text", target=Stage.SIGNING, by=None)
    return text


# --- Signatures ---


def sign(text, given):
    """One in preparation, in force, or on hold because its first duty was not met."""
    signature = prepared(text, given)
    if given["state"] == Signature.State.DRAFT:
        return
    take(signature, "submit")
    take(signature, "activate")
    if given["state"] == Signature.State.ON_HOLD:
        put_on_hold(signature)


def prepared(text, given):
    signature = Signature(
        text=text, name=given["name"], registration_number=given["registration_number"], country="SI", language="sl"
    )
    if ago := given.get("mandate_days_ago"):
        signature.person, signature.function = "Zgled Zgledovič", "župan (izmišljen)"
        signature.mandate_body, signature.mandate_reference = "Zgledni občinski svet", "PRIMER"
        signature.mandate_on = add_days(timezone.localdate(), -ago)
        signature.signed_on = add_days(signature.mandate_on, TO_SIGN)
        add_papers(signature)
    signature.save()
    return signature


def add_papers(signature):
    paper = PAPER.read_bytes()
    signature.signed_sha256 = hashlib.sha256(paper).hexdigest()
    for name in ("signed_document", "mandate_document"):
        getattr(signature, name).save(PAPER.name, ContentFile(paper), save=False)


def take(signature, step, on=None):
    move(signature, signature.text.dossier.entry, STEPS[step], by=None, on=on)


def put_on_hold(signature):
    [bearer] = bearers_of([signature], timezone.localdate())
    first = bearer.owed[0]
    noticed_on = notice_day(first.due)
    DutyState.objects.create(
        signature=signature, duty_key=first.key, turn=first.turn, due=first.due, noticed_on=noticed_on
    )
    take(signature, "hold", on=hold_day(noticed_on))


# --- Removed ---


@transaction.atomic
def remove_example_charter():
    """Whether there was one; its files go with the next sweep."""
    CatalogueState.lock()
    found = list(standing())
    for commitment in found:
        dossier = versions.dossier_of(commitment)
        signatures = Signature.objects.filter(text__dossier=dossier)
        SigningCertificate.objects.filter(signature__in=signatures).delete()
        signatures.delete()
        SignableText.objects.filter(dossier=dossier).delete()
        dossier.delete()
        commitment.delete()
    return bool(found)

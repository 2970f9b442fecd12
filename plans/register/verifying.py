"""Whether a code, a text or a file is genuine: asked by whoever holds the paper. What is given is not kept.

The text of a PDF is not read: between a text and what a PDF shows of it lie line breaks that nobody signed.
"""

import hashlib
import re
import unicodedata
from itertools import product
from typing import NamedTuple

from django.db.models import Q

from catalogue.apart import Refused
from catalogue.files.extraction import decoded
from catalogue.languages import LANGUAGES
from plans.figures.signable_text import canonical_text, sha256_of_text
from plans.models import SignableText, SigningCertificate
from plans.models.signing import CODE_LENGTH
from plans.register.texts import title_of

MOST_LETTERS = 200_000  # of a text; the longest that can be signed has fewer
MOST_TEXT_BYTES = 4 * MOST_LETTERS
MOST_CODE_LETTERS = 60  # as it is typed, with blanks and hyphens
MOST_MARKS = 30  # one after another on one letter; more are no writing, and putting them in order takes minutes
# No code holds these; each stands for what it is taken for, where only one certificate can be meant.
TAKEN_FOR = {"0": "DQ", "O": "DQ", "1": "LT", "I": "LT", "U": "V"}
MOST_READINGS = 64


# --- A code ---


def certificate_by(typed):
    """The certificate whose code was typed, with all that its page says; None where there is none or several."""
    readings = readings_of(typed)
    certificates = (
        SigningCertificate.objects.filter(code__in=readings) if readings else SigningCertificate.objects.none()
    )
    found = list(certificates.select_related("replaced_by", "signature__group", "signature__text__dossier")[:2])
    return found[0] if len(found) == 1 else None


def readings_of(typed):
    """The codes that may be meant: in any case, with blanks and hyphens, with signs that no code has."""
    if len(typed) > MOST_CODE_LETTERS:
        return []
    signs = re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", typed)).upper()
    if len(signs) != CODE_LENGTH:
        return []
    choices = [TAKEN_FOR.get(sign, sign) for sign in signs]
    readings = 1
    for choice in choices:
        readings *= len(choice)
    return ["".join(code) for code in product(*choices)] if readings <= MOST_READINGS else []


# --- A text, a file ---


class Match(NamedTuple):
    """That something given is the text of one language, or a certificate."""

    text: SignableText | None = None
    code: str = ""  # of the language
    title: str = ""
    certificate: SigningCertificate | None = None


def texts_like(text):
    """Every text for signing, of any commitment, that is exactly this one."""
    if len(text) > MOST_LETTERS or has_endless_marks(text):
        return []
    sha = sha256_of_text(canonical_text(text.removeprefix("\ufeff")))
    same = Q(*((f"sha_{code}", sha) for code in LANGUAGES), _connector=Q.OR)
    return [
        Match(text=found, code=code, title=title_of(found, code))
        for found in SignableText.objects.filter(same).select_related("dossier").order_by("dossier", "number")
        for code in LANGUAGES
        if getattr(found, f"sha_{code}") == sha
    ]


def has_endless_marks(text):
    """Whether more marks follow one another than any writing has."""
    if text.isascii():
        return False
    marks = [sign for sign in set(text) if unicodedata.combining(unicodedata.normalize("NFD", sign)[0])]
    return bool(marks and re.search(f"[{re.escape(''.join(marks))}]{{{MOST_MARKS + 1}}}", text))


def file_like(upload):
    """What an uploaded file is: a certificate with these very bytes, or a text."""
    digest, size, beginning = hashlib.sha256(), 0, b""
    for chunk in upload.chunks():
        digest.update(chunk)
        size += len(chunk)
        if len(beginning) <= MOST_TEXT_BYTES:
            beginning += chunk
    certificates = SigningCertificate.objects.filter(sha256=digest.hexdigest()).select_related("signature")
    found = [Match(certificate=certificate) for certificate in certificates]
    return found or (texts_in(beginning) if size <= MOST_TEXT_BYTES else [])


def texts_in(data):
    try:
        return texts_like(decoded(data))
    except Refused:
        return []


def is_pdf(upload):
    upload.seek(0)
    return b"%PDF-" in upload.read(1024)

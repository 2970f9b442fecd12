"""The sheet that is printed and signed: the exact text with its hash, and places for who signs and by which mandate."""

from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from catalogue.documents.report_data import PARTS
from catalogue.documents.typesetting import typeset_apart
from catalogue.languages import LANGUAGES
from catalogue.models import public_name
from plans.models import Commitment
from plans.signing.certificate_paper import day, title_of

TEMPLATE = Path(__file__).parent / "sheet.typ"
BOTH = Commitment.Authentic.BOTH


def sheet_pdf(text, signature=None):
    """For one organisation or, without a signature, for any. Raises Refused of `catalogue.apart`."""
    assets = {PARTS.name: PARTS.read_text(encoding="utf-8")}
    return typeset_apart(TEMPLATE, data_of(text, signature), assets=assets, moment=text.opened_at)


def data_of(text, signature=None):
    """In the active language; the text itself in both."""
    title, authentic = title_of(text), text.version.content.get("authentic") or BOTH
    return {
        "language": get_language(),
        "title": f"{title.text} · {_('Sheet for signing')}",
        "author": public_name(text.dossier.owner) or "MER portal",
        "heading": title.text,
        "title_language": title.language or get_language(),
        "foot": f"{settings.SITE_URL} · {text.sha[:16]}",
        "facts": [{"label": label, "text": value} for label, value in facts_of(text, authentic) if value],
        "texts": [text_part(text, code, authentic) for code in order_of(authentic)],
        "signing": _("Signature"),
        "both_label": _("What is signed is the text above. Hash of both texts (SHA-256):"),
        "hash": text.sha,
        "places": [{"label": both(label), "text": value, "high": high} for label, value, high in places_of(signature)],
    }


def order_of(authentic):
    """The authentic text first."""
    return sorted(LANGUAGES, key=lambda code: code != authentic) if authentic != BOTH else list(LANGUAGES)


def facts_of(text, authentic):
    return [
        (_("Steward"), public_name(text.dossier.owner)),
        (_("Text"), _("%(number)d, of version %(version)d") % {"number": text.number, "version": text.version.number}),
        (_("Authentic text"), str(Commitment.Authentic(authentic).label)),
    ]


def text_part(text, code, authentic):
    with translation.override(code):
        translated = authentic not in (BOTH, code)
        heading = _("Text in English") if code == "en" else _("Text in Slovenian")
        return {
            "language": code,
            "words_language": code,
            "heading": f"{heading} ({_('translation')})" if translated else heading,
            "text": getattr(text, f"text_{code}"),
            "hash_label": _("Hash of this text (SHA-256)"),
            "hash": getattr(text, f"sha_{code}"),
        }


def places_of(signature):
    """(label, what is known, whether much room is needed)."""
    known = {name: getattr(signature, name, "") or "" for name in ("name", "person", "function", "mandate_body")}
    mandate = ", ".join(
        filter(None, [day(getattr(signature, "mandate_on", None)), getattr(signature, "mandate_reference", "")])
    )
    return [
        (gettext_lazy("Organisation"), known["name"], False),
        (gettext_lazy("Name and surname"), known["person"], False),
        (gettext_lazy("Function"), known["function"], False),
        (gettext_lazy("Mandate given by"), known["mandate_body"], False),
        (gettext_lazy("Day and reference of the decision"), mandate, False),
        (gettext_lazy("Place and date"), day(getattr(signature, "signed_on", None)), False),
        (gettext_lazy("Signature and stamp"), "", True),
    ]


def both(label):
    """A label in all languages, for whoever signs may read only one."""
    found = []
    for code in LANGUAGES:
        with translation.override(code):
            found.append(str(label))
    return " / ".join(dict.fromkeys(found))

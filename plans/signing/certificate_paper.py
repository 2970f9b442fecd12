"""The certificate of a signature as a tagged PDF in both languages, of what the signature says when it is made."""

from pathlib import Path
from types import SimpleNamespace

from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from catalogue.documents.report_data import PARTS
from catalogue.documents.typesetting import typeset
from catalogue.languages import LANGUAGES, shown
from catalogue.models import public_name
from plans.signing.addresses import HOME, verify_address
from workshops.attending.qr import qr_file

TEMPLATE = Path(__file__).parent / "certificate.typ"
CODE_GROUP = 4  # signs of the code that stand together


def certificate_pdf(signature, *, number, code, moment):
    address = verify_address(code)
    assets = {PARTS.name: PARTS.read_text(encoding="utf-8"), "qr.svg": qr_file(address)}
    return typeset(TEMPLATE, data_of(signature, number, code, address, moment), assets=assets, moment=moment)


def data_of(signature, number, code, address, moment):
    parts = [part_of(signature, language, number, moment) for language in LANGUAGES]
    return {
        "title": f"{' / '.join(part['heading'] for part in parts)} {number}",
        "author": steward_of(signature, HOME) or "MER portal",
        "name": signature.name,
        "number": number,
        "code": "-".join(code[start : start + CODE_GROUP] for start in range(0, len(code), CODE_GROUP)),
        "address": address,
        "hash": signature.text.sha,
        "parts": parts,
        "qr_label": parts[0]["qr_label"],
        "verify": [{"language": part["language"], "text": part["verify"]} for part in parts],
    }


def steward_of(signature, language):
    with translation.override(language):
        return public_name(signature.text.dossier.owner)


def title_of(text):
    """As the version says it, in the active language if it can."""
    return shown(SimpleNamespace(**text.version.content), "title")


def part_of(signature, language, number, moment):
    with translation.override(language):
        title = title_of(signature.text)
        return {
            "language": language,
            "heading": _("Certificate of the signature"),
            "certifies": _("We hereby certify that the organisation"),
            "signed": _("has signed"),
            "title": title.text,
            "title_language": title.language or language,
            "facts": [[label, value] for label, value in facts_of(signature, number, moment) if value],
            "hash_label": _("Hash of the text (SHA-256)"),
            "qr_label": _("QR code with the address at which this certificate is verified"),
            "verify": _("Whether it is genuine, and whether the signature is in force today, is told at this address."),
        }


def facts_of(signature, number, moment):
    """In the active language."""
    text, group = signature.text, signature.group
    return [
        (_("Signed on"), day(signature.signed_on)),
        (_("In force since"), day(signature.active_since)),
        (_("Mandate given by"), signature.mandate_body),
        (_("Mandate given on"), day(signature.mandate_on)),
        (_("Reference of the decision"), signature.mandate_reference),
        (_("Together with others"), group.name if group else ""),
        (_("Text"), _("%(number)d, of version %(version)d") % {"number": text.number, "version": text.version.number}),
        (_("Steward"), public_name(text.dossier.owner)),
        (_("Number"), number),
        (_("Issued"), day(timezone.localdate(moment))),
    ]


def day(date):
    return formats.date_format(date, "DATE_FORMAT") if date else ""

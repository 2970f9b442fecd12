"""The certificate as a tagged PDF: made anew whenever it is asked for, of what was kept, so that it stays the same."""

from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from catalogue.documents.report_data import PARTS
from catalogue.documents.typesetting import typeset
from catalogue.languages import LANGUAGES
from catalogue.text import slugify_sl
from workshops.attending.certificates import guest_of, is_printable, token_of
from workshops.attending.qr import qr_file
from workshops.registering.names import tidy_name

TEMPLATE = Path(__file__).parent / "certificate.typ"
HOME = LANGUAGES[0]


def verify_address(certificate):
    """In full, for the paper; in Slovenian, whatever the page is in."""
    with translation.override(HOME):
        return settings.SITE_URL + reverse("certificate", args=[token_of(certificate.number)])


def pdf_of(certificate):
    """The bytes; None where the name is not kept any more, or another one."""
    if not is_printable(certificate):
        return None
    address = verify_address(certificate)
    assets = {PARTS.name: PARTS.read_text(encoding="utf-8"), "qr.svg": qr_file(address)}
    return typeset(TEMPLATE, data_of(certificate, address), assets=assets, moment=certificate.issued_at)


def data_of(certificate, address):
    parts = [part_of(certificate, code) for code in LANGUAGES]
    return {
        "title": f"{' / '.join(part['heading'] for part in parts)} {certificate.number}",
        "author": certificate.said[HOME]["host"] or "MER portal",
        "name": tidy_name(guest_of(certificate).name),
        "number": certificate.number,
        "address": address,
        "parts": parts,
        "qr_label": parts[0]["qr_label"],
        "verify": [{"language": part["language"], "text": part["verify"]} for part in parts],
    }


def part_of(certificate, code):
    said = certificate.said[code]
    with translation.override(code):
        return {
            "language": code,
            "heading": _("Certificate of attendance"),
            "certifies": _("We hereby certify the attendance of"),
            "at": _("at the event"),
            "title": said["title"],
            "title_language": said["title_language"],
            "facts": [[label, value] for label, value in facts_of(certificate, said) if value],
            "qr_label": _("QR code with the address at which this certificate is verified"),
            "verify": _("Whether this certificate is valid can be checked at this address."),
        }


def facts_of(certificate, said):
    """In the active language."""
    return [
        (_("Date"), said["when"]),
        (_("Place"), said["where"]),
        (_("Host"), said["host"]),
        (_("Days attended"), days_words(certificate)),
        (_("Hours attended"), hours_words(certificate)),
        (_("Number"), certificate.number),
        (_("Issued"), formats.date_format(timezone.localdate(certificate.issued_at), "DATE_FORMAT")),
    ]


def days_words(certificate):
    return ", ".join(formats.date_format(parse_date(day), "DATE_FORMAT") for day in certificate.days)


def hours_words(certificate):
    return "" if certificate.hours is None else formats.localize(certificate.hours.normalize())


def file_name(certificate, with_name=False):
    """The name only in the archive of the organisers."""
    name = slugify_sl(guest_of(certificate).name) if with_name else ""
    return f"{'-'.join(filter(None, [certificate.number, name]))}.pdf"

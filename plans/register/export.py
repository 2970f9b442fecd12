"""The register as a file: what everybody may know of each signature, who signed only while it is in force."""

import json

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from catalogue.api.telling import absolute, identifier
from catalogue.languages import LANGUAGES
from catalogue.tables.writing import CSV_TYPE, csv_bytes
from plans.models import SignatureGroup
from plans.models.signing import SignatureState
from plans.register.asking import addresses
from plans.register.rows import MANDATE, PERSON, Register, public_rows

JSON_TYPE = "application/json"
DAYS = ("signed_on", "active_since", "mandate_on", "ended_on")


def registered(commitment):
    dossier = commitment.signable_rows[0]["dossier"]
    return Register(public_rows(dossier, *MANDATE, *PERSON))


def address_of(commitment, one, code):
    with translation.override(code):
        return absolute(reverse("signatory", args=[getattr(commitment, f"slug_{code}"), one.pk]))


# --- CSV ---


def csv_file(commitment):
    return csv_bytes(as_table(commitment), get_language())


def as_table(commitment):
    """Headings and a row for each, in the page's language and in the order of the register."""
    yield [
        *(pgettext("register", "Organisation"), _("Country"), _("Group"), _("How they sign"), _("Text"), _("Hash")),
        *(_("State"), _("Signed on"), _("In force since"), _("Ended on"), _("Mandate given by")),
        *(_("Mandate given on"), _("Reference of the decision"), _("Who signs"), _("Function"), _("Address")),
    ]
    for one in registered(commitment).signatures:
        row = one.row
        signed_on, since, mandate_on, ended_on = (day(row[name]) for name in DAYS)
        yield [
            *(one.name, one.country, one.group, sort_words(row["sort"]), row["text_number"], row["text_sha"]),
            *(str(SignatureState(one.state).label), signed_on, since, ended_on, row["mandate_body"]),
            *(mandate_on, row["mandate_reference"], row["public_person"], row["public_function"]),
            address_of(commitment, one, get_language()),
        ]


def day(value):
    return value.isoformat() if value else ""


def sort_words(sort):
    return str(SignatureGroup.Sort(sort).label) if sort else ""


# --- JSON ---


def json_file(commitment):
    register = registered(commitment)
    told = {
        "site": settings.SITE_URL,
        "commitment": identifier(commitment.kind, commitment.pk),
        "title": {code: getattr(commitment, f"title_{code}") or None for code in LANGUAGES},
        "url": {code: absolute(address) for code, address in commitment.addresses().items()},
        "is_example": commitment.is_example,
        "register": {code: absolute(path) for code, path in addresses("register", commitment).items()},
        "counts": register.counts._asdict(),
        "signatures": [told_of(commitment, one) for one in register.signatures],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode(errors="replace")


def told_of(commitment, one):
    row = one.row
    return {
        "id": one.pk,
        "organisation": one.name,
        "partner": partner_addresses(row),
        "country": row["country"] or None,
        "group": {"name": one.group, "sort": row["sort"]} if row["group_id"] else None,
        "text": {"number": row["text_number"], "sha256": row["text_sha"]},
        "state": one.state,
        **{name: day(row[name]) or None for name in DAYS},
        "mandate_body": row["mandate_body"] or None,
        "mandate_reference": row["mandate_reference"] or None,
        "person": row["public_person"] or None,
        "function": row["public_function"] or None,
        "url": {code: address_of(commitment, one, code) for code in LANGUAGES},
    }


def partner_addresses(row):
    """Of the portal's own entry of the organisation, where the public may read it."""
    if not any(row[f"partner_slug_{code}"] for code in LANGUAGES):
        return None
    found = {}
    for code in LANGUAGES:
        with translation.override(code):
            slug = row[f"partner_slug_{code}"]
            found[code] = absolute(reverse("partner", args=[slug])) if slug else None
    return found


FORMATS = {"csv": (csv_file, CSV_TYPE), "json": (json_file, JSON_TYPE)}

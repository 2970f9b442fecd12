"""For which of a person's organisations a commitment can be signed, and what they have signed."""

from django.utils.translation import pgettext

from catalogue.languages import LANGUAGES
from partners.models import Partner
from plans.models import Commitment, Signature
from plans.signing.texts import open_text_of
from publishing.versions import dossier_of

Stage = Commitment.Stage


def led_by(person):
    """Primary keys of the organisations that the person represents; no query for whoever is not signed in."""
    if not person.is_authenticated or not person.is_active:
        return []
    return [pk for pk, role in person.organisations.items() if role == "representative"]


def signing_rows(commitment, person):
    """[(organisation, its signature of the open text or None)] of those that the person represents."""
    led = led_by(person)
    dossier = dossier_of(commitment) if led and commitment.stage == Stage.SIGNING else None
    text = open_text_of(dossier) if dossier else None
    if text is None:
        return []
    standing = {row.partner_id: row for row in Signature.objects.standing().filter(text=text, partner__in=led)}
    partners = Partner._base_manager.filter(pk__in=led).order_by("pk")
    return [(partner, standing.get(partner.pk)) for partner in partners]


def signatures_of(person):
    """Of all organisations that the person belongs to, the newest first."""
    found = Signature.objects.filter(partner__in=list(person.organisations))
    found = found.select_related("text__dossier", "partner", "group").defer("text__text_sl", "text__text_en")
    return found.order_by("-created_at", "-pk")


def open_commitments():
    """Public ones that can be signed now."""
    titles = [f"{name}_{code}" for name in ("title", "slug") for code in LANGUAGES]
    return Commitment.objects.published().filter(stage=Stage.SIGNING).only("pk", *titles, "signing_to").order_by("pk")


def page_of_the_desk(person):
    """For the navigation of whoever belongs to an organisation; it asks no query of its own."""
    return ("my_signatures", pgettext("commitment", "Signatures")) if person.organisations else None

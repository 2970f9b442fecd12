"""Commitments for tests: written at the desk, checked in both languages, opened for signing and signed."""

import datetime as dt

from django.core.files.base import ContentFile

from partners.models import Partner
from plans.models import Signature, SignatureGroup
from plans.signing.moving import take
from plans.signing.texts import open_text
from publishing import versions
from publishing.workflow import take as take_step
from tests.factories import make, make_person

CONTENT = {
    "title_sl": "Zaveza za primer",
    "title_en": "Example commitment",
    "summary_sl": "Cone upravljamo skupaj.",
    "summary_en": "We manage the zones together.",
    "type": "commitment",
    "body_sl": "Podpisniki bomo cone upravljali skupaj.\n\nO tem poročamo vsaki dve leti.",
    "body_en": "The signatories will manage the zones together.\n\nWe report every two years.",
    "authentic": "both",
    "duties": [
        {"uid": "d1", "text_sl": "Akcijski načrt", "text_en": "Action plan", "sort": "plan", "months": 24},
        {"uid": "d2", "text_sl": "Poročilo", "text_en": "Report", "sort": "report", "months": 48, "every": 24},
    ],
}
PDF = (
    b"%PDF-1.4\n%example\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"
)


def publish_commitment(people, checked=True, **content):
    """A public version of a commitment of `people.own`; `checked`: also its English text. Returns the version."""
    version = versions.begin(kind="commitment", owner=people.own, by=people.editor, language="sl")
    version.content |= CONTENT | content
    version.save()
    version = take_step(step="submit", version=version, by=people.editor)
    version = take_step(step="publish", version=version, by=people.representative)
    if checked:
        version.checked = {"en": {"by": "Editor", "at": "2026-08-01"}}
        version.save()
    return version


def opened(people, **content):
    """The text of a new commitment, open for signing."""
    return open_text(dossier=publish_commitment(people, **content).dossier, by=people.representative)


def signatory(name="Občina Vič", email="zupan@example.org"):
    """(organisation of the portal, its representative)."""
    partner = make(Partner, title_sl=name, title_en=name, country="SI")
    person = make_person(email, name="Zastopnica")
    partner.memberships.create(user=person, role="representative")
    return partner, person


def draft(text, partner=None, **fields):
    """A signature with all that is asked for, not submitted; its papers are there."""
    told = {
        "partner": partner,
        "name": partner.title_sl if partner else "Comune di Prova",
        "registration_number": "" if partner else "IT-1234",
        "country": "SI" if partner else "IT",
        "person": "Ana Županja",
        "function": "županja",
        "mandate_body": "Občinski svet",
        "mandate_on": dt.date(2026, 8, 31),
        "signed_on": dt.date(2026, 9, 15),
        "language": "sl",
    }
    signature = Signature(text=text, **told | fields)
    signature.signed_document.save("podpis.pdf", ContentFile(PDF), save=False)
    signature.mandate_document.save("sklep.pdf", ContentFile(PDF), save=False)
    signature.save()
    return signature


def signed(text, people, partner=None, **fields):
    """A signature in force: submitted by the coordinator, checked by the steward."""
    signature = draft(text, partner, **fields)
    take(step="submit", signature=signature, by=people.coordinator)
    take(step="activate", signature=signature, by=people.representative)
    return Signature.objects.get(pk=signature.pk)


def submitted_together(text, people, sort="shared", number=2):
    """Signatures of one group, all of them submitted."""
    group = SignatureGroup.objects.create(text=text, name="Dolina", sort=sort)
    made = [
        draft(text, name=f"Comune {count}", registration_number=f"IT-{count}", group=group) for count in range(number)
    ]
    for signature in made:
        take(step="submit", signature=signature, by=people.coordinator)
    return [Signature.objects.get(pk=signature.pk) for signature in made]

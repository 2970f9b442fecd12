"""Texts for signing: opened only when both languages are complete and checked, fixed from the first submission on."""

import pytest

from plans.models import Signature
from plans.register.words import standing_words
from plans.signing.moving import take
from plans.signing.texts import close_text, open_text
from publishing.refusals import Overtaken, Refused
from tests.plans.figures.oracle import ORACLES
from tests.plans.signing.signing import CONTENT, draft, opened, publish_commitment, signatory, signed

GIVEN = ORACLES["P9_hashes"]


def test_text_is_opened_with_the_hashes_of_what_is_signed(people):
    text = opened(people, duties=CONTENT["duties"][:1])

    assert (text.text_sl, text.text_en) == (GIVEN["canonical"]["sl"], GIVEN["canonical"]["en"])
    assert (text.sha_sl, text.sha_en, text.sha) == (GIVEN["sha_sl"], GIVEN["sha_en"], GIVEN["sha"])


@pytest.mark.parametrize(
    ("lacks", "told"),
    [
        ({"body_en": ""}, "Besedilo v tem jeziku ni popolno: Angleščina."),
        ({"duties": [CONTENT["duties"][0] | {"text_en": ""}]}, "Besedilo v tem jeziku ni popolno: Angleščina."),
        ({"checked": False}, "Prevoda ni še nihče preveril: Angleščina."),
    ],
)
def test_text_is_not_opened_before_both_languages_are_complete_and_checked(people, lacks, told):
    version = publish_commitment(people, **lacks)

    with pytest.raises(Refused, match=told):
        open_text(dossier=version.dossier, by=people.representative)


def test_text_that_nobody_submitted_gives_way_to_a_newer_version_and_one_that_was_submitted_does_not(people):
    text = opened(people)
    partner, mayor = signatory()
    signature = draft(text, partner)
    version = text.dossier.versions.get()
    version.content |= {"body_sl": "Drugače."}
    version.save()

    changed = open_text(dossier=text.dossier, by=people.representative)
    take(step="submit", signature=signature, by=mayor)
    version.content |= {"body_sl": "Še drugače."}
    version.save()

    assert (changed.pk, changed.number) == (text.pk, 1)
    with pytest.raises(Refused, match="nikogar"):
        open_text(dossier=text.dossier, by=people.representative)


def test_closed_text_takes_no_signature_and_what_was_signed_stands(people):
    text = opened(people)
    standing = signed(text, people, signatory()[0])
    late = draft(text)
    close_text(text=text, by=people.representative)

    with pytest.raises(Refused, match="zaključeno"):
        take(step="submit", signature=late, by=people.coordinator)
    with pytest.raises(Overtaken):
        close_text(text=text, by=people.representative)
    assert Signature.objects.get(pk=standing.pk).state == "active"


def test_signature_of_a_newer_text_supersedes_that_of_the_earlier_one(people):
    text = opened(people)
    partner, _mayor = signatory()
    first, other = signed(text, people, partner), signed(text, people)
    close_text(text=text, by=people.representative)
    version = text.dossier.versions.get()
    version.content |= {"body_sl": "Drugače."}
    version.save()
    second = open_text(dossier=text.dossier, by=people.representative)

    signed(second, people, partner)

    states = dict(Signature.objects.filter(text=text).values_list("pk", "state"))
    assert (second.number, states) == (2, {first.pk: "superseded", other.pk: "active"})


def test_an_organisation_that_has_an_entry_since_supersedes_what_it_signed_without_one(people):
    text = opened(people)
    first = signed(text, people, name="Občina Vič", country="SI", registration_number="SI1")
    close_text(text=text, by=people.representative)
    version = text.dossier.versions.get()
    version.content |= {"body_sl": "Drugače."}
    version.save()
    second = open_text(dossier=text.dossier, by=people.representative)
    signed(second, people, signatory()[0], registration_number="SI1")

    first.refresh_from_db()
    assert (first.state, standing_words(first).endswith("podpisom besedila 2")) == ("superseded", True)

"""What is told of signatures, and to whom; who is erased is not named any more; the administration only looks."""

import datetime as dt

import pytest
from django.urls import reverse

from catalogue.personal.erasing import forget as erase
from plans.models import Signature, SignatureGroup
from plans.signing.certificates import make_first
from plans.signing.moving import locked, move, take
from plans.signing.steps import STEPS
from plans.signing.telling import TOLD
from publishing.models import Mail
from publishing.sentences import SENTENCES
from tests.factories import make_person
from tests.plans.signing.signing import draft, opened, signatory, signed

pytestmark = pytest.mark.django_db


def sentences(person):
    return [notice.sentence for notice in person.notices.filter(sentence__startswith="signature").order_by("pk")]


def test_every_step_and_sentence_of_the_table_is_known():
    named = {sentence for told in TOLD.values() for sentence in told if sentence}

    assert (TOLD.keys() <= STEPS.keys(), named <= SENTENCES.keys()) == (True, True)


def test_steward_is_told_of_what_comes_in_and_signatory_of_what_is_decided(people):
    partner, mayor = signatory()
    signature = draft(opened(people), partner)
    take(step="submit", signature=signature, by=mayor)
    take(step="return", signature=signature, by=people.representative, reason="Manjka žig.")
    take(step="submit", signature=signature, by=mayor)
    take(step="activate", signature=signature, by=people.coordinator)
    take(step="withdraw", signature=signature, by=mayor, reason="Sklep sveta.")

    told = ["signature_submitted", "signature_submitted", "signature_left"]
    assert (sentences(people.editor), sentences(people.representative)) == (told, told)
    assert sentences(mayor) == ["signature_returned", "signature_active"]
    assert mayor.notices.get(sentence="signature_returned").values["comment"] == "Manjka žig."


@pytest.mark.parametrize("step", ["hold", "lapse", "supersede"])
def test_signatory_is_told_of_what_the_portal_does_by_itself(people, step):
    partner, mayor = signatory()
    signature, commitment = locked(signed(opened(people), people, partner))

    move(signature, commitment, STEPS[step], by=None)

    assert sentences(mayor)[-1] == TOLD[step].signatory


@pytest.mark.parametrize(("language", "words"), [("sl", "Podpis je vrnjen"), ("en", "The signature was returned")])
def test_organisation_without_an_account_is_written_to_in_its_language(people, language, words):
    signature = draft(opened(people), email="sindaco@example.org", language=language)
    take(step="submit", signature=signature, by=people.coordinator)

    take(step="return", signature=signature, by=people.representative, reason="Manjka žig.")

    mail = Mail.objects.get(to="sindaco@example.org")
    told = {"sl": ("/sl/zaveze/", "Razvojna agencija"), "en": ("/en/commitments/", "Development agency")}[language]
    assert (mail.language, words in mail.subject) == (language, True)
    assert all(text in mail.text and text in mail.html for text in ("Manjka žig.", *told))


def test_certificate_is_told_of_by_mail_once(people):
    signature = signed(opened(people), people, email="sindaco@example.org")

    made = [make_first(signature.pk) for _time in range(2)]

    assert made == [True, False]
    assert Mail.objects.filter(to="sindaco@example.org").count() == 2  # in force, and the certificate


def test_who_is_erased_is_not_named_by_signatures_that_ended(people):
    text = opened(people)
    gone = make_person("ana@example.org", name="Ana Županja")
    ended, _standing = (
        signed(text, people, name=name, registration_number=name, email="ana@example.org") for name in "AB"
    )
    by_name = signed(text, people, name="C", registration_number="C")
    for signature in (ended, by_name):
        take(step="withdraw", signature=signature, by=people.coordinator, reason="Sklep.")

    erase([gone.email])

    rows = list(Signature.objects.order_by("name").values_list("person", "function", "email"))
    assert rows == [("", "", ""), ("Ana Županja", "županja", ""), ("", "", "")]


def test_account_that_recorded_and_checked_is_deleted_and_the_signature_stays(client, people):
    signature = signed(opened(people), people, signatory()[0])
    client.force_login(make_person("vsi@example.org", is_superuser=True, is_staff=True))

    client.post(reverse("admin:partners_user_delete", args=[people.representative.pk]), {"post": "yes"})

    signature.refresh_from_db()
    assert (signature.state, signature.checked_by.removed_as != "") == ("active", True)


def test_coordinators_look_at_texts_groups_signatures_steps_and_certificates(client, people):
    text = opened(people)
    signature = signed(text, people, signatory()[0])
    make_first(signature.pk)
    group = SignatureGroup.objects.create(text=text, name="Dolina", sort="shared")
    client.force_login(make_person("urad@example.org", "Coordinators"))
    shown = [text, group, signature, signature.steps.first(), signature.certificates.get()]
    shown.append(text.dossier.commitment_steps.first())

    names = [row._meta.model_name for row in shown]
    pages = [client.get(reverse(f"admin:plans_{row._meta.model_name}_change", args=[row.pk])) for row in shown]
    lists = [client.get(reverse(f"admin:plans_{name}_changelist")) for name in names]
    changed = client.post(reverse("admin:plans_signature_change", args=[signature.pk]), {"state": "draft"})

    assert [page.status_code for page in (*pages, *lists)] == [200] * 12
    assert (changed.status_code, Signature.objects.get().state) == (403, "active")


def test_desk_leads_members_to_the_signatures_of_their_organisation(client, people):
    client.force_login(people.member)
    without = client.get(reverse("desk")).text
    client.force_login(people.editor)

    assert reverse("my_signatures") not in without
    assert reverse("my_signatures") in client.get(reverse("desk")).text


def test_ended_on_is_the_day_that_was_said(people):
    signature = signed(opened(people), people)

    take(step="withdraw", signature=signature, by=people.coordinator, reason="Sklep.", on=dt.date(2026, 10, 1))

    assert Signature.objects.get().ended_on == dt.date(2026, 10, 1)

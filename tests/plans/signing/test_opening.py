"""Texts for signing at the desk: what hinders opening is said with where it is mended; then opened, changed, closed."""

import datetime as dt

import pytest
from django.urls import reverse

from plans.models import Commitment, SignableText, Signature
from plans.signing.moving import take
from plans.signing.texts import open_text
from publishing import versions
from publishing.refusals import Overtaken, Refused
from publishing.workflow import take as take_step
from tests.plans.signing.signing import CONTENT, draft, opened, publish_commitment, signatory

pytestmark = pytest.mark.django_db


def page(client, person, name, *args):
    client.force_login(person)
    return client.get(reverse(name, args=args))


def publish_newer(people, dossier, **content):
    """A newer public version, both languages checked."""
    version = versions.open_version(dossier, by=people.editor)
    version.content |= content
    version.save()
    version = take_step(step="submit", version=version, by=people.editor)
    version = take_step(step="publish", version=version, by=people.representative)
    version.checked = {"en": {"by": "Editor", "at": "2026-08-01"}}
    version.save()
    return version


@pytest.mark.parametrize(
    ("lacks", "leads_to"),
    [
        ({"body_en": ""}, "translate"),
        ({"checked": False}, "translate"),
        ({"duties": [CONTENT["duties"][0] | {"text_sl": ""}]}, "write"),
    ],
)
def test_what_hinders_opening_leads_to_where_it_is_mended(client, people, lacks, leads_to):
    dossier = publish_commitment(people, **lacks).dossier
    args = {"translate": [dossier.pk, "en"], "write": [dossier.pk, "text"]}[leads_to]

    answer = page(client, people.representative, "commitment_texts", dossier.pk)

    assert [each.address for each in answer.context["hindrances"]] == [reverse(leads_to, args=args)]
    assert reverse("commitment_text_step", args=[dossier.pk, "open"]) not in answer.text


def test_both_texts_are_seen_with_their_hashes_before_they_are_opened(client, people):
    dossier = publish_commitment(people).dossier

    answer = page(client, people.representative, "commitment_text_step", dossier.pk, "open")
    seen = answer.context["preview"]
    opening = client.post(reverse("commitment_text_step", args=[dossier.pk, "open"]), {"seen": seen["sha"]})

    text = SignableText.objects.get()
    assert opening.url == reverse("commitment_texts", args=[dossier.pk])
    assert seen["texts"] == [("sl", text.text_sl, text.sha_sl), ("en", text.text_en, text.sha_en)]
    assert (text.sha, Commitment.objects.get().stage) == (seen["sha"], "signing")


def test_what_became_public_after_the_preview_is_not_opened_unseen(people):
    dossier = publish_commitment(people).dossier

    with pytest.raises(Overtaken, match="poglejte"):
        open_text(dossier=dossier, by=people.representative, seen="0" * 64)

    assert not SignableText.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("editor", 404), ("foreign", 404), ("coordinator", 200)])
def test_only_the_steward_s_representative_and_coordinators_open_a_text(client, people, who, status):
    dossier = publish_commitment(people).dossier

    answer = page(client, getattr(people, who), "commitment_text_step", dossier.pk, "open")

    assert answer.status_code == status
    assert page(client, people.editor, "commitment_texts", dossier.pk).status_code == 200


def test_after_the_first_submission_the_text_stays_while_versions_are_published(client, people):
    """Acceptance 19."""
    text = opened(people)
    partner, mayor = signatory()
    take(step="submit", signature=draft(text, partner), by=mayor)
    before = SignableText.objects.values().get()
    newer = publish_newer(people, text.dossier, body_sl="Drugače.", body_en="Otherwise.")

    answer = page(client, people.representative, "commitment_texts", text.dossier_id)
    opening = client.post(
        reverse("commitment_text_step", args=[text.dossier_id, "open"]), {"seen": answer.context["preview"]["sha"]}
    )

    number, compared = answer.context["newer"]
    assert (number, opening.status_code, SignableText.objects.values().get()) == (newer.number, 409, before)
    assert (compared in answer.text.replace("&amp;", "&"), client.get(compared).status_code) == (True, 200)


def test_a_text_that_is_changed_before_the_first_submission_is_told_to_who_prepares_a_signature(people):
    text = opened(people)
    partner, mayor = signatory()
    draft(text, partner)
    publish_newer(people, text.dossier, body_sl="Drugače.", body_en="Otherwise.")

    changed = open_text(dossier=text.dossier, by=people.representative)

    assert (changed.pk, changed.text_sl == text.text_sl) == (text.pk, False)
    assert [notice.sentence for notice in mayor.notices.all()] == ["signature_text_changed"]


def test_signing_is_closed_once_and_what_was_signed_stands(client, people):
    text = opened(people)
    client.force_login(people.representative)
    address = reverse("commitment_text_step", args=[text.dossier_id, "close"])

    first, second = client.post(address), client.post(address)

    text.refresh_from_db()
    assert (first.status_code, second.status_code, text.closed_at is not None) == (302, 302, True)
    assert Commitment.objects.get().stage == "in_force"


@pytest.mark.parametrize(
    ("window", "today", "refused"),
    [
        ({"signing_from": "2026-09-10"}, dt.date(2026, 9, 9), "10. september 2026"),
        ({"signing_from": "2026-09-10"}, dt.date(2026, 9, 10), ""),
        ({"signing_to": "2026-09-20"}, dt.date(2026, 9, 20), ""),
        ({"signing_to": "2026-09-20"}, dt.date(2026, 9, 21), "20. september 2026"),
    ],
)
def test_nothing_is_submitted_outside_the_window(people, monkeypatch, window, today, refused):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args: dt.date(2026, 9, 5))
    text = opened(people, **window)
    partner, mayor = signatory()
    signature = draft(text, partner, signed_on=dt.date(2026, 9, 5))
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args: today)

    if refused:
        with pytest.raises(Refused, match=refused.replace(".", r"\.").replace(" ", r"\s")):
            take(step="submit", signature=signature, by=mayor)
    else:
        take(step="submit", signature=signature, by=mayor)

    assert Signature.objects.get().state == ("draft" if refused else "submitted")


def test_a_recorded_commitment_has_no_page_of_signing(client, people):
    dossier = publish_commitment(people).dossier
    Commitment.objects.update(stage="unknown")

    names = ("commitment_texts", "commitment_signatures", "commitment_groups")
    answers = [page(client, people.coordinator, name, dossier.pk) for name in names]

    assert [answer.status_code for answer in answers] == [404] * 3
    assert reverse("commitment_texts", args=[dossier.pk]) not in client.get(dossier.get_absolute_url()).text


def test_the_desk_of_a_commitment_leads_to_its_signing(client, people):
    dossier = publish_commitment(people).dossier
    client.force_login(people.editor)

    answer = client.get(dossier.get_absolute_url())

    assert all(
        reverse(name, args=[dossier.pk]) in answer.text
        for name in ("commitment_texts", "commitment_signatures", "commitment_groups")
    )

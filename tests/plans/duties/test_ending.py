"""How a text closes and a commitment ends: by their last days, late or twice, and by hand with a reason."""

import datetime as dt

import pytest
from django.urls import reverse

from plans.duties import ending
from plans.models import Commitment, CommitmentStep, SignableText, Signature
from publishing.daily_round import daily_round
from publishing.refusals import Overtaken, Refused
from tests.plans.signing.signing import draft, opened, signatory, signed

pytestmark = pytest.mark.django_db

REASONS = {"sl": "Nadomesti jo nova.", "en": "A new one takes its place."}


def go_round():
    done, failed = daily_round()
    assert failed == 0
    return done["texts closed for signing"], done["commitments ended"]


def standing():
    commitment, text = Commitment.objects.get(), SignableText.objects.get()
    return commitment.stage, text.closed_at is not None, sorted(Signature.objects.values_list("state", flat=True))


@pytest.fixture
def dated(people, on):
    """The text of a commitment with both days, one signature in force, one in preparation."""
    text = opened(people, signing_to="2026-12-31", ends_on="2030-12-31")
    signed(text, people, signatory()[0])
    draft(text)
    return text


def test_a_text_closes_the_day_after_its_last_day_and_what_was_signed_stands(dated, on):
    on("2026-12-31")
    before = go_round()
    on("2027-01-01")

    assert (before, go_round(), go_round()) == ((0, 0), (1, 0), (0, 0))
    assert standing() == ("in_force", True, ["active", "draft"])


def test_a_commitment_ends_the_day_after_its_last_day_with_all_signatures(dated, on):
    on("2030-12-31")
    go_round()
    before = standing()
    on("2031-01-01")

    assert (before[0], go_round()[1], go_round()[1]) == ("in_force", 1, 0)
    assert standing() == ("ended", True, ["draft", "lapsed"])
    assert Signature.objects.get(state="lapsed").ended_on == dt.date(2030, 12, 31)


def test_a_round_that_comes_years_late_closes_and_ends_at_once(dated, on):
    on("2035-01-01")

    assert (go_round(), go_round(), standing()[0]) == ((1, 1), (0, 0), "ended")


def test_a_commitment_is_ended_by_hand_with_a_public_reason(client, dated, people, on):
    client.force_login(people.representative)
    address = reverse("commitment_end", args=[dated.dossier.pk])
    asked = client.get(address)
    empty = client.post(address, {"reason_sl": "", "reason_en": ""})
    client.post(address, {"reason_sl": "Nadomesti jo nova.", "reason_en": ""})

    assert (asked.status_code, "1 podpis" in asked.text, "Navedite razlog" in empty.text) == (200, True, True)
    assert standing() == ("ended", True, ["draft", "lapsed"])
    assert CommitmentStep.objects.get(step="end").reason_sl == "Nadomesti jo nova."


@pytest.mark.parametrize("name", ["editor", "foreign", "reviewer"])
def test_only_a_representative_of_the_steward_or_a_coordinator_ends_it(dated, people, name):
    with pytest.raises(Refused):
        ending.end(dossier=dated.dossier, by=getattr(people, name), reasons=REASONS)

    assert standing()[0] == "signing"


def test_who_ends_it_second_is_told_so(dated, people):
    ending.end(dossier=dated.dossier, by=people.coordinator, reasons=REASONS)

    with pytest.raises(Overtaken):
        ending.end(dossier=dated.dossier, by=people.representative, reasons=REASONS)


def test_a_recorded_commitment_has_no_end_to_be_taken(client, dated, people):
    Commitment.objects.update(stage="adopted")
    client.force_login(people.coordinator)

    page = client.get(reverse("commitment_end", args=[dated.dossier.pk]))

    assert (page.status_code, '<form method="post" novalidate' in page.text) == (409, False)

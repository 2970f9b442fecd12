"""A transfer is reported by the adopter, and confirmed only where the origin says so, too."""

from copy import deepcopy

import pytest

from catalogue.models import Card
from publishing.daily_round import daily_round
from publishing.models import Mail, Notice, Passage
from publishing.refusals import Overtaken, Refused
from publishing.versions import dossier_of
from tests.standing import stands
from tests.workshops.transfers.taking_over import as_now, change, let_pass, make_network, report, says
from workshops.models import Transfer
from workshops.models.transfers import Standing
from workshops.transfers.answering import answer

pytestmark = pytest.mark.django_db


network_of_module = stands(make_network)


@pytest.fixture
def network(network_of_module, db):
    return deepcopy(network_of_module)


def score_of(practice):
    return Card.objects.get(kind="practice", object_id=practice.pk).score


def told(person):
    return list(person.notices.order_by("pk").values_list("sentence", flat=True))


def test_publishing_is_the_word_of_the_adopter_alone(network):
    transfer = report(network)

    [word] = transfer.confirmations.all()
    assert (word.side, word.says, word.partner, word.by) == ("adopter", "yes", network.adopter, network.taker)
    assert word.version == dossier_of(transfer).versions.get(state="published")
    assert as_now(transfer).standing() == Standing.REPORTED


def test_both_sides_confirm_it(network):
    transfer = report(network)

    says(network.giver, transfer)

    assert as_now(transfer).standing() == Standing.CONFIRMED
    assert list(Transfer.objects.confirmed()) == [transfer]


def test_an_origin_that_does_not_confirm_says_why(network):
    transfer = report(network)

    with pytest.raises(Refused):
        says(network.giver, transfer, "no")
    says(network.giver, transfer, "no", reason="Z nami niso govorili.")

    assert as_now(transfer).standing() == Standing.REFUSED
    assert transfer.confirmations.get(side="origin").reason == "Z nami niso govorili."
    assert list(Transfer.objects.confirmed()) == []


@pytest.mark.parametrize("words", [[], ["yes"], ["no"]], ids=str)
def test_confirmed_means_the_same_in_sql_and_python(network, words):
    transfer = report(network)
    for word in words:
        says(network.giver, transfer, word, reason="Ne poznamo jih.")

    assert Transfer.objects.confirmed().filter(pk=transfer.pk).exists() == as_now(transfer).is_confirmed()


def test_reuse_counts_confirmed_transfers_and_those_that_build_on_them(network):
    silent, reuse = report(network), [network.practice.reuse()]
    before = score_of(network.practice)

    says(network.giver, silent)
    reuse.append(network.practice.reuse())
    after = score_of(network.practice)
    later = report(network, title="Para še drugje", builds_on_id=silent.pk)
    says(network.giver, later)
    reuse.append(network.practice.reuse())

    assert reuse == [0, 1, 2]
    assert (after - before, score_of(network.practice) - before) == (300, 500)  # 2.5 points each, rounded


def test_a_withdrawn_transfer_counts_no_more(network):
    transfer = report(network)
    says(network.giver, transfer)
    counted = score_of(network.practice)

    as_now(transfer).withdraw()

    assert network.practice.reuse() == 0
    assert score_of(network.practice) < counted


@pytest.mark.parametrize("name", ["practice_id", "place_id", "result_sl"])
def test_a_version_that_changes_what_was_confirmed_asks_anew(network, name):
    transfer = report(network)
    says(network.giver, transfer)
    others = {
        "practice_id": other_practice(network).pk,
        "place_id": network.practice.place_id,
        "result_sl": "Manj plina",
    }

    transfer = change(network, transfer, **{name: others[name]})

    assert transfer.standing() == Standing.REPORTED
    assert told(network.giver) == ["transfer_asked", "transfer_asked_anew"]
    assert list(Passage.objects.filter(step__startswith="origin").order_by("pk").values_list("step", flat=True)) == [
        "origin_yes",
        "origin_asked_anew",
    ]


def other_practice(network):
    practice = network.practice
    practice.pk, practice.id, practice.slug_sl, practice.slug_en = None, None, "", ""
    practice._state.adding = True
    practice.save()
    return practice


def test_a_practice_that_lost_a_transfer_is_filed_anew(network):
    first = network.practice.pk
    transfer = report(network)
    says(network.giver, transfer)
    counted = Card.objects.get(kind="practice", object_id=first).score

    change(network, transfer, practice_id=other_practice(network).pk)

    assert Card.objects.get(kind="practice", object_id=first).score < counted


def test_a_version_that_changes_something_else_keeps_what_was_confirmed(network):
    transfer = report(network)
    says(network.giver, transfer)

    transfer = change(network, transfer, stage="established", adaptation_sl="Druga cev.")

    assert (transfer.stage, transfer.standing()) == ("established", Standing.CONFIRMED)
    assert told(network.giver) == ["transfer_asked"]


def test_an_answer_to_what_has_changed_meanwhile_is_not_taken(network):
    transfer = report(network)
    seen = as_now(transfer).confirmations.get().at.isoformat()
    change(network, transfer, result_sl="Manj plina")

    with pytest.raises(Overtaken):
        answer(transfer=transfer, by=network.giver, says="yes", seen=seen)

    assert as_now(transfer).standing() == Standing.REPORTED


def test_the_same_answer_twice_changes_nothing_and_tells_once(network):
    transfer = report(network)
    says(network.giver, transfer)

    with pytest.raises(Overtaken):
        says(network.giver, transfer)

    assert told(network.writer).count("transfer_yes") == 1


# --- In place of the origin ---


def test_a_coordinator_speaks_for_a_silent_origin_only_after_sixty_days(network):
    transfer = report(network)
    let_pass(transfer, 59)
    with pytest.raises(Refused):
        says(network.coordinator, transfer, source="Pismo župana")
    let_pass(transfer, 60)

    says(network.coordinator, transfer, source="Pismo župana")

    word = transfer.confirmations.get(side="origin")
    assert (word.on_behalf, word.source, word.by, word.partner) == (
        True,
        "Pismo župana",
        network.coordinator,
        network.origin,
    )
    assert as_now(transfer).standing() == Standing.CONFIRMED


def test_a_coordinator_names_a_source(network):
    transfer = report(network)
    let_pass(transfer, 60)

    with pytest.raises(Refused):
        says(network.coordinator, transfer)


@pytest.mark.parametrize("gone", ["left", "closed account", "nobody in charge", "its own practice"])
def test_for_an_origin_without_living_organisation_a_coordinator_may_speak_at_once(network, gone):
    if gone == "left":
        network.giver.memberships.all().delete()
    elif gone == "closed account":
        network.giver.is_active = False
        network.giver.save()
    else:
        network.practice.organisation = None if gone == "nobody in charge" else network.adopter
        network.practice.save()
    transfer = report(network)

    says(network.coordinator, transfer, source="Letno poročilo")

    assert as_now(transfer).standing() == Standing.CONFIRMED
    assert told(network.coordinator) == ["transfer_on_behalf"]


def test_a_coordinator_never_overrules_the_origin(network):
    transfer = report(network)
    says(network.giver, transfer, "no", reason="Z nami niso govorili.")
    let_pass(transfer, 90)

    with pytest.raises(Refused):
        says(network.coordinator, transfer, source="Pismo")


def test_the_origin_may_still_speak_for_itself(network):
    transfer = report(network)
    let_pass(transfer, 60)
    says(network.coordinator, transfer, source="Pismo")

    says(network.giver, transfer, "no", reason="Z nami niso govorili.")

    word = transfer.confirmations.get(side="origin")
    assert (word.on_behalf, word.source, word.says) == (False, "", "no")


# --- What people are told ---


def test_the_representatives_of_the_origin_are_asked_and_nobody_else(network):
    transfer = report(network)

    notice = Notice.objects.get(sentence="transfer_asked")
    assert (notice.person, notice.kind) == (network.giver, "transfer")
    assert notice.address.endswith(f"/{transfer.pk}/potrditev/")


@pytest.mark.parametrize(
    ("language", "subject"),
    [("sl", "So res prevzeli vašo prakso? Para v Sledi"), ("en", "Did they take over your practice? Para v Sledi")],
)
def test_the_mail_is_in_the_language_of_its_reader(network, language, subject):
    network.giver.language = language
    network.giver.save()

    report(network)

    mail = Mail.objects.get(to=network.giver.email)
    assert mail.subject == subject
    assert ("Skupna para" if language == "sl" else "Shared steam") in mail.text


def test_the_adopter_is_told_what_the_origin_says(network):
    transfer = report(network)

    says(network.giver, transfer, "no", reason="Z nami niso govorili.")

    assert told(network.taker)[-1] == told(network.writer)[-1] == "transfer_no"


def test_the_daily_round_tells_coordinators_once_of_a_silent_origin(network):
    transfer = report(network)
    let_pass(transfer, 61)

    daily_round()
    daily_round()

    assert told(network.coordinator) == ["transfer_on_behalf"]

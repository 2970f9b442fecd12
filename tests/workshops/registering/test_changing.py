"""A party and answers changed: at once while things are open, by a wish that an organiser decides on afterwards."""

import datetime as dt

import pytest
from django.utils import timezone

from publishing.models import Notice
from publishing.refusals import Overtaken, Refused
from tests.workshops.coming import comes, now_of, open_form, states
from tests.workshops.registering.coming_by_page import answers_of, ask, link_of, mails_to, way, words
from workshops.models import ChangeRequest, RegistrationForm
from workshops.registering import changing
from workshops.registering.steps import withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(coordinator):
    return coordinator


def freeze(form):
    RegistrationForm.objects.filter(pk=form.pk).update(freezes_at=timezone.now() - dt.timedelta(hours=1))


def names(registration):
    return [companion.name for companion in registration.companions.all()]


def request_of(registration):
    return ChangeRequest.objects.get(registration=registration, state="open")


def with_diet(form, **told):
    """A registration of two whose first answered, and the question."""
    question = ask(form, freezes=True, **told)
    registration = comes(form, 2)
    registration.answers.create(question=question, value="vse")
    return registration, question


# --- While things are open ---


def test_party_and_answers_change_at_once(client):
    registration, question = with_diet(open_form(capacity=5))

    client.post(
        way("change", registration),
        {"companion-1": "Bine", "companion-2": "Cene", f"question-{question.pk}-0": "brez mesa"},
    )

    found = now_of(registration)
    assert (names(found), found.seats, found.held) == (["Bine", "Cene"], 3, 3)
    assert answers_of(found) == [("Prehrana", "", "brez mesa")]
    assert RegistrationForm.objects.get().taken == 3


def test_a_smaller_party_frees_places_for_those_in_line(client):
    form = open_form(capacity=2)
    registration, waits = comes(form, 2), comes(form)

    client.post(way("change", registration), {"companion-1": ""})

    assert (now_of(registration).held, states(waits)) == (1, ["offered"])


@pytest.mark.parametrize(("capacity", "waiting"), [(2, 0), (4, 3)])
def test_a_party_grows_only_while_there_is_room_and_nobody_waits(client, capacity, waiting):
    form = open_form(capacity=capacity)
    registration = comes(form, 2)
    if waiting:
        comes(form, waiting)
    [companion] = registration.companions.all()

    response = client.post(way("change", registration), {"companion-1": companion.name, "companion-2": "Cene"})

    assert response.status_code == 409
    assert "Dodatnega mesta ni; vaša mesta ostanejo." in words(response)
    assert (names(registration), now_of(registration).held) == ([companion.name], 2)


def test_who_waits_does_not_grow_in_line(client):
    form = open_form(capacity=1)
    comes(form)
    registration = comes(form)

    response = client.post(way("change", registration), {"companion-1": "Bine"})

    assert (response.status_code, now_of(registration).seats) == (409, 1)


def test_a_renamed_companion_stays_the_same_person(client):
    registration = comes(open_form(), 2)
    [before] = registration.companions.all()

    client.post(way("change", registration), {"companion-1": "Drugo ime"})

    [after] = registration.companions.all()
    assert (after.pk, after.name) == (before.pk, "Drugo ime")


# --- Once things are settled ---


def test_a_frozen_answer_waits_for_the_organiser(client, by):
    form = open_form()
    registration, question = with_diet(form)
    freeze(form)

    client.post(
        way("change", registration), {"companion-1": names(registration)[0], f"question-{question.pk}-0": "brez mesa"}
    )

    assert answers_of(registration) == [("Prehrana", "", "vse")]
    assert Notice.objects.filter(sentence="registration_change_asked", person=by).count() == 1

    changing.accept_change(request=request_of(registration), by=by)
    assert answers_of(registration) == [("Prehrana", "", "brez mesa")]


def test_an_answer_that_does_not_freeze_still_changes_at_once(client):
    form = open_form()
    registration, question = with_diet(form)
    shirt = ask(form, "Majica")
    freeze(form)

    told = {f"question-{question.pk}-0": "vse", f"question-{shirt.pk}-0": "XL"}
    client.post(way("change", registration), {"companion-1": names(registration)[0]} | told)

    assert answers_of(registration) == [("Prehrana", "", "vse"), ("Majica", "", "XL")]
    assert not ChangeRequest.objects.exists()


def test_a_frozen_party_waits_for_the_organiser_with_the_answers_of_those_who_are_new(client, by):
    form = open_form(capacity=5)
    registration = comes(form, 2)
    question = ask(form, "Majica", each_person=True)
    freeze(form)

    client.post(
        way("change", registration),
        {"companion-2": "Cene", f"question-{question.pk}-2": "XL", f"question-{question.pk}-0": "M"},
    )
    assert (len(names(registration)), answers_of(registration)) == (1, [("Majica", "", "M")])

    changing.accept_change(request=request_of(registration), by=by)
    assert names(registration) == ["Cene"]
    assert answers_of(registration) == [("Majica", "", "M"), ("Majica", "Cene", "XL")]


def test_a_wish_can_be_taken_back_and_a_newer_one_takes_its_place(client):
    form = open_form()
    registration, question = with_diet(form)
    freeze(form)
    for value in ("brez mesa", "brez rib"):
        client.post(
            way("change", registration), {"companion-1": names(registration)[0], f"question-{question.pk}-0": value}
        )

    page = words(client.get(link_of(registration)))
    client.post(way("take_back", registration))

    found = list(ChangeRequest.objects.order_by("pk").values_list("state", flat=True))
    assert ("Vaš predlog spremembe" in page, found) == (True, ["dropped", "dropped"])


def test_an_organiser_gives_no_seats_that_there_are_not(client, by):
    form = open_form(capacity=2)
    registration = comes(form, 2)
    freeze(form)
    client.post(way("change", registration), {"companion-1": names(registration)[0], "companion-2": "Cene"})

    with pytest.raises(Refused):
        changing.accept_change(request=request_of(registration), by=by)

    assert (request_of(registration).state, now_of(registration).held) == ("open", 2)


def test_a_wish_is_decided_once_and_told_by_mail(client, by):
    form = open_form()
    registration, question = with_diet(form)
    freeze(form)
    client.post(way("change", registration), {"companion-1": names(registration)[0], f"question-{question.pk}-0": "X"})
    request = request_of(registration)

    changing.decline_change(request=request, by=by, reason="Kuhinja je že naročena.")
    with pytest.raises(Overtaken):
        changing.accept_change(request=request, by=by)

    assert "Kuhinja je že naročena." in mails_to(registration.email)[-1].text
    assert "Kuhinja je že naročena." in words(client.get(link_of(registration)))


def test_who_leaves_asks_for_nothing_any_more(client):
    form = open_form()
    registration, question = with_diet(form)
    freeze(form)
    client.post(way("change", registration), {"companion-1": names(registration)[0], f"question-{question.pk}-0": "X"})

    withdraw(registration=registration)

    assert ChangeRequest.objects.get().state == "dropped"

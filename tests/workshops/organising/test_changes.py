"""Wishes for a change once things are settled: the organiser decides, and the party gets no seat that is not there."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.workshops.coming import comes, now_of
from workshops.models import RegistrationForm
from workshops.registering.changing import change

pytestmark = pytest.mark.django_db


@pytest.fixture
def frozen(desk):
    """A registration of two with a diet, after everything is settled."""
    diet = desk.form.questions.create(label_sl="Prehrana", kind="text", freezes=True)
    registration = comes(desk.form, 2, name="Ana")
    registration.answers.create(question=diet, value="vse")
    RegistrationForm.objects.filter(pk=desk.form.pk).update(freezes_at=timezone.now() - dt.timedelta(days=1))
    return now_of(registration), diet


def decide(client, desk, wish, decision, reason=""):
    address = reverse("event_person", args=[desk.event.pk, wish.registration_id])
    return client.post(address, {"change": decision, "wish": wish.pk, "change-reason": reason})


def answer_of(registration, question):
    return registration.answers.get(question=question, companion=None).value


def test_a_frozen_diet_stays_until_the_organiser_accepts_the_change(organiser, desk, frozen):
    registration, diet = frozen
    wish = change(registration=registration, answers=[(0, diet, "brez mesa")])
    before = answer_of(registration, diet)

    page = organiser.get(reverse("event_person", args=[desk.event.pk, registration.pk])).context
    decide(organiser, desk, wish, "accept")

    wish.refresh_from_db()
    assert (before, answer_of(registration, diet)) == ("vse", "brez mesa")
    assert (wish.state, wish.by) == ("accepted", desk.organiser)
    assert [row[2:] for row in page["wish"].wished[2]] == [("vse", "brez mesa")]


def test_a_change_is_declined_with_a_reason_alone(organiser, desk, frozen):
    registration, diet = frozen
    wish = change(registration=registration, answers=[(0, diet, "brez mesa")])

    without = decide(organiser, desk, wish, "decline")
    decide(organiser, desk, wish, "decline", "Kuhinja je že naročena")

    wish.refresh_from_db()
    assert (without.status_code, wish.state, wish.reason) == (409, "declined", "Kuhinja je že naročena")
    assert answer_of(registration, diet) == "vse"


def wished_party(registration, more):
    standing = [(companion.pk, companion.name) for companion in registration.companions.all()]
    new = [(None, f"Novi {number}") for number in range(more)]
    return change(registration=registration, companions=standing + new, answers=[])


@pytest.mark.parametrize(("more", "status", "held"), [(1, 302, 3), (2, 409, 2)])
def test_a_party_grows_as_far_as_there_are_seats(organiser, desk, frozen, more, status, held):
    registration, _diet = frozen
    wish = wished_party(registration, more)

    answer = decide(organiser, desk, wish, "accept")

    wish.refresh_from_db()
    desk.form.refresh_from_db()
    assert (answer.status_code, now_of(registration).held, desk.form.taken) == (status, held, held)
    assert wish.state == ("accepted" if status == 302 else "open")


def test_a_wish_is_decided_once(organiser, desk, frozen):
    registration, diet = frozen
    wish = change(registration=registration, answers=[(0, diet, "brez mesa")])

    first, second = decide(organiser, desk, wish, "accept"), decide(organiser, desk, wish, "decline", "x")

    wish.refresh_from_db()
    assert (first.status_code, second.status_code, wish.state) == (302, 409, "accepted")


def test_the_overview_lists_what_waits(organiser, desk, frozen):
    registration, diet = frozen
    wish = change(registration=registration, answers=[(0, diet, "brez mesa")])

    context = organiser.get(reverse("event_desk", args=[desk.event.pk])).context

    assert context["changes"] == [wish]
    assert [row.wishes_change for row in organiser.get(reverse("event_people", args=[desk.event.pk])).context["rows"]]


def test_the_wish_of_another_registration_is_not_there(organiser, desk, frozen):
    registration, diet = frozen
    wish = change(registration=registration, answers=[(0, diet, "brez mesa")])
    other = comes(desk.form)
    address = reverse("event_person", args=[desk.event.pk, other.pk])

    assert organiser.post(address, {"change": "accept", "wish": wish.pk}).status_code == 404

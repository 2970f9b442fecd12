"""Those who are registered, as their organisers see them: the list, the line, one of them, and steps by hand."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.workshops.coming import comes, now_of, states, wishes
from workshops.models import Event, Registration, RegistrationForm, RegistrationStep
from workshops.registering.keeping import anonymise
from workshops.registering.steps import already_done, withdraw

pytestmark = pytest.mark.django_db


def people(client, desk, **asked):
    return client.get(reverse("event_people", args=[desk.event.pk]), asked).context


@pytest.mark.parametrize(("asked", "found"), [
    ({}, ["Ana", "Žiga", "Maja"]),
    ({"state": "confirmed"}, ["Žiga", "Maja"]),
    ({"q": "ziga"}, ["Žiga"]),
    ({"q": "SKOFJA loka"}, ["Maja"]),
    ({"q": "spremljevalec"}, ["Žiga"]),
    ({"q": "ana@"}, ["Ana"]),
    ({"q": "nihče"}, []),
    ({"state": "guess"}, ["Ana", "Žiga", "Maja"]),
    ({"q": "x" * 101}, ["Ana", "Žiga", "Maja"]),
])  # fmt: skip
def test_the_list_is_narrowed_by_state_and_words(organiser, desk, asked, found):
    comes(desk.form, 2, name="Žiga", email="z@example.org")
    comes(desk.form, 1, name="Maja", organisation="Občina Škofja Loka", email="m@example.org")
    comes(desk.form, 1, name="Ana", email="ana@example.org")

    assert [row.name for row in people(organiser, desk, **asked)["rows"]] == found


def test_the_list_asks_the_database_as_often_for_three_as_for_sixty(organiser, desk, django_assert_max_num_queries):
    form = desk.form
    form.capacity = None
    form.save()
    address = reverse("event_people", args=[desk.event.pk])
    for number in range(60):
        comes(form, 2 if number < 55 else 1)

    with django_assert_max_num_queries(17):
        context = organiser.get(address, {"q": "oseba"}).context

    assert (len(context["rows"]), context["page"]["pages"]) == (40, 2)


def test_the_line_stands_in_its_order_and_says_who_was_passed_over(organiser, desk):
    comes(desk.form, 2)
    large, small = comes(desk.form, 3, name="Velika"), comes(desk.form, 2, name="Mala", least=2)
    Registration.objects.filter(pk=large.pk).update(passed_over=2)
    Registration.objects.filter(pk=small.pk).update(passed_over=3)

    answer = organiser.get(reverse("event_queue", args=[desk.event.pk]))

    page = answer.content.decode()
    assert [(row.place, row.name) for row in answer.context["rows"]] == [(1, "Velika"), (2, "Mala")]
    assert 0 < page.index("dvakrat preskočeno") < page.index("3-krat preskočeno")


# --- One of them ---


def page_of(desk, registration):
    return reverse("event_person", args=[desk.event.pk, registration.pk])


def do(client, desk, registration, deed, reason=""):
    return client.post(page_of(desk, registration), {"do": deed, f"{deed}-reason": reason})


def in_state(desk, state):
    """A registration in this state, of a form with one place that is taken by nobody else."""
    form = desk.form
    form.capacity, form.approval = 1, state in ("pending", "rejected")
    form.save()
    if state == "waiting":
        comes(form)
    made = comes(form)
    if state == "withdrawn":
        withdraw(registration=made)
    Registration.objects.filter(pk=made.pk, state="pending").update(state=state)
    assert states(made) == [state]
    return made


DEEDS = {
    "pending": ["approve", "reject", "withdraw"],
    "waiting": ["offer", "reject", "withdraw"],
    "confirmed": ["withdraw"],
    "withdrawn": ["restore"],
    "rejected": ["restore"],
}


@pytest.mark.parametrize("state", DEEDS)
def test_each_state_offers_its_steps(organiser, desk, state):
    registration = in_state(desk, state)

    context = organiser.get(page_of(desk, registration)).context

    assert [deed.name for deed, _form in context["deeds"]] == DEEDS[state]


@pytest.mark.parametrize(("state", "deed", "then"), [
    ("pending", "approve", "confirmed"),
    ("pending", "reject", "rejected"),
    ("waiting", "reject", "rejected"),
    ("confirmed", "withdraw", "withdrawn"),
    ("withdrawn", "restore", "confirmed"),
    ("rejected", "restore", "confirmed"),
])  # fmt: skip
def test_a_step_by_hand_is_written_down_with_who_and_why(organiser, desk, state, deed, then):
    registration = in_state(desk, state)

    do(organiser, desk, registration, deed, "Dogovorjeno po telefonu")

    step = RegistrationStep.objects.filter(registration=registration, step=deed).get()
    reason = "" if deed == "approve" else "Dogovorjeno po telefonu"
    assert (states(registration), step.by, step.reason) == ([then], desk.organiser, reason)


@pytest.mark.parametrize(("state", "deed"), [
    ("waiting", "offer"), ("waiting", "reject"), ("confirmed", "withdraw"), ("withdrawn", "restore"),
])  # fmt: skip
def test_a_step_that_needs_a_reason_is_not_taken_without(organiser, desk, state, deed):
    registration = in_state(desk, state)

    answer = do(organiser, desk, registration, deed, "  ")

    assert (answer.status_code, states(registration)) == (409, [state])
    assert "Napišite razlog" in answer.content.decode()


def test_a_place_out_of_order_needs_a_free_one(organiser, desk):
    registration = in_state(desk, "waiting")

    refused = do(organiser, desk, registration, "offer", "Govornica")
    RegistrationForm.objects.filter(pk=desk.form.pk).update(capacity=2)
    do(organiser, desk, registration, "offer", "Govornica")

    assert (refused.status_code, refused.context["refusal"]) == (409, "Toliko prostih mest ni.")
    assert (states(registration), now_of(registration).held) == (["offered"], 1)


def test_the_same_step_twice_is_taken_once(organiser, desk):
    registration = in_state(desk, "confirmed")

    first, second = (do(organiser, desk, registration, "withdraw", "x") for _time in range(2))

    assert (first.status_code, second.status_code) == (302, 409)
    assert registration.steps.filter(step="withdraw").count() == 1


# --- Many at once ---


def many(client, desk, deed, *registrations, reason="Skupna odločitev"):
    ticked = [registration.pk for registration in registrations]
    address = reverse("event_people", args=[desk.event.pk])
    return client.post(address, {"do": deed, "ticked": ticked, "reason": reason}, follow=True)


def test_many_at_once_say_for_how_many_it_was_done_and_who_was_refused(organiser, desk):
    gone, one, two = (comes(desk.form, name=name) for name in ("Odsotna", "Ena", "Dva"))
    withdraw(registration=gone)

    answer = many(organiser, desk, "withdraw", gone, one, two)

    assert states(gone, one, two) == ["withdrawn"] * 3
    assert [str(message) for message in answer.context["messages"]] == [
        "»Odjavi«: urejeni 2 prijavi.",
        f"Pri 1 prijavi ni šlo: Odsotna: {already_done()}",
    ]


@pytest.mark.parametrize(("deed", "reason", "ticked", "status"), [
    ("withdraw", "", True, 409), ("withdraw", "x", False, 409), ("burn", "x", True, 404), ("", "x", True, 404),
])  # fmt: skip
def test_many_at_once_need_a_step_somebody_and_a_reason(organiser, desk, deed, reason, ticked, status):
    registration = comes(desk.form)

    answer = many(organiser, desk, deed, *[registration] * ticked, reason=reason)

    assert (answer.status_code, states(registration)) == (status, ["confirmed"])


def test_keys_that_are_none_tick_nobody(organiser, desk):
    registration = comes(desk.form)
    address = reverse("event_people", args=[desk.event.pk])

    answer = organiser.post(address, {"do": "withdraw", "reason": "x", "ticked": ["", "x", "9" * 40, "-1"]})

    assert (answer.status_code, states(registration)) == (409, ["confirmed"])


def test_an_address_that_was_not_proven_has_a_page_too(organiser, desk):
    registration = wishes(desk.form)

    assert organiser.get(page_of(desk, registration)).context["deeds"] == []


def test_what_is_anonymous_by_now_is_not_taken_back(organiser, desk):
    registration = comes(desk.form)
    withdraw(registration=registration)
    anonymise(registration)

    answer = organiser.post(page_of(desk, registration), {"do": "restore", "restore-reason": "x"})

    assert (answer.status_code, states(registration), now_of(registration).held) == (409, ["withdrawn"], 0)


def test_who_is_taken_back_takes_no_more_than_the_share_of_the_partner(organiser, desk):
    RegistrationForm.objects.filter(pk=desk.form.pk).update(most_per_partner=1)
    gone = comes(desk.form, partner=desk.event.host)
    withdraw(registration=gone)
    comes(desk.form, partner=desk.event.host)

    answer = organiser.post(page_of(desk, gone), {"do": "restore", "restore-reason": "x"})

    assert (answer.status_code, states(gone)) == (409, ["withdrawn"])


@pytest.mark.parametrize(("day", "status", "state"), [(0, 409, "waiting"), (1, 302, "offered")])
def test_a_place_is_offered_until_the_event_begins_and_not_afterwards(organiser, desk, day, status, state):
    first, waiting = comes(desk.form, 3), comes(desk.form)
    RegistrationForm.objects.filter(pk=desk.form.pk).update(capacity=4)
    begins = timezone.localdate() + dt.timedelta(day)
    Event.objects.filter(pk=desk.event.pk).update(start=begins.isoformat(), end=begins.isoformat())

    answer = organiser.post(page_of(desk, waiting), {"do": "offer", "offer-reason": "x"})

    until = now_of(waiting).offer_until
    assert (answer.status_code, states(first, waiting)) == (status, ["confirmed", state])
    assert until is None or timezone.localtime(until).date() == begins

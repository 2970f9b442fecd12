"""Addresses that ask for mail: proven by a button, reminded once, left by a link, forgotten in time."""

import datetime as dt
import re
from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalogue.personal.erasing import forget as erase
from partners.models import Post
from publishing.daily_round import daily_round
from publishing.letters import consenting
from publishing.letters.bounces import record
from publishing.letters.consenting import State
from publishing.letters.subscribing import LETTERS
from publishing.models import Bounce, Mail, Subscriber
from tests.factories import make, make_topic
from tests.publishing.letters import make_letter, make_subscriber

pytestmark = pytest.mark.django_db

EMAIL = "ana@example.org"
ADDRESS = re.compile(r"http://testserver(/\S+)")


def send(client, letter, email=EMAIL, **given):
    told = {"email": email, "language": "sl", "other_language": "on", "consent": "on"}
    return client.post(reverse("subscribe", args=[letter.slug]), told | given)


def last_link():
    return ADDRESS.search(Mail.objects.order_by("pk").last().text)[1]


def later(**distance):
    now = timezone.now() + dt.timedelta(**distance)
    return patch("django.utils.timezone.now", return_value=now)


def state():
    return Subscriber.objects.get().state


@pytest.fixture
def letter():
    return make_letter()


def test_who_sends_the_form_is_not_subscribed_yet(client, letter):
    page = client.get(send(client, letter).url)

    assert "Še en pritisk: niste še naročeni" in page.content.decode()
    subscriber = Subscriber.objects.get()
    assert (subscriber.state, subscriber.consent, subscriber.consent_page) == (
        State.UNCONFIRMED,
        consenting.CONSENT,
        reverse("subscribe", args=[letter.slug]),
    )


def test_known_and_unknown_addresses_get_the_same_answer(client, letter):
    states = ["active", "unconfirmed", "left", "paused"]
    for name in states:
        make_subscriber(letter, f"{name}@example.org", name, left_at=timezone.now() if name == "left" else None)

    answers = {send(client, letter, f"{name}@example.org").url for name in [*states, "nova"]}
    states_after = Subscriber.objects.order_by("pk").values_list("state", flat=True)

    assert answers == {reverse("letter_asked", args=[letter.slug])}
    assert Mail.objects.count() == 5
    assert list(states_after) == ["active", "unconfirmed", "unconfirmed", "paused", "unconfirmed"]


def test_a_stranger_changes_nothing_of_who_is_subscribed(client, letter):
    topic = make_topic("voda", "voda", "water")
    make(Post, topics=[topic])
    subscriber = make_subscriber(letter, topics=[topic])

    send(client, letter, EMAIL.upper(), language="en")

    subscriber.refresh_from_db()
    assert (subscriber.language, list(subscriber.topics.all())) == ("sl", [topic])
    assert Mail.objects.get().subject == "Že ste naročeni: Mesečnik"


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_behind_the_link_confirms_nothing(client, letter, method):
    send(client, letter)

    answer = getattr(Client(), method)(last_link())

    assert (answer.status_code, state()) == (200, State.UNCONFIRMED)


def test_the_button_confirms_and_twice_does_no_harm(client, letter):
    send(client, letter)
    link = last_link()

    pages = [client.post(link, follow=True), client.post(link, follow=True)]

    assert [page.status_code for page in pages] == [200, 200]
    assert state() == State.ACTIVE
    assert EMAIL not in pages[0].content.decode()


def test_a_link_is_too_old_after_seven_days_and_a_button_sends_a_new_one(client, letter):
    send(client, letter)
    link = last_link()

    with later(days=7, minutes=1):
        page = client.get(link).content.decode()
        client.post(link)

        assert "Povezava je potekla. Pošljemo novo?" in page
        assert (state(), Mail.objects.count()) == (State.UNCONFIRMED, 2)
        client.post(last_link())
        assert state() == State.ACTIVE


def test_one_reminder_comes_after_three_days_and_after_thirty_all_is_forgotten(client, letter):
    send(client, letter)
    counts = []
    for days in (2, 3, 4, 6, 29, 31):
        with later(days=days, hours=1):
            daily_round()
            counts.append((Mail.objects.filter(key__contains=":remind:").count(), Subscriber.objects.count()))

    assert counts == [(0, 1), (1, 1), (1, 1), (1, 1), (1, 1), (0, 0)]


def test_no_consent_and_no_address_are_said_and_nothing_is_kept(client, letter):
    answer = client.post(reverse("subscribe", args=[letter.slug]), {"email": "ana", "language": "sl"})

    assert (answer.status_code, Subscriber.objects.count()) == (400, 0)
    assert "Brez vaše privolitve vam ne smemo ničesar poslati." in answer.content.decode()


def test_the_sixth_mail_of_a_day_to_one_address_is_refused(client, letter):
    answers = [send(client, letter).status_code for _time in range(6)]

    assert answers == [302] * 5 + [429]


# --- Leaving ---


@pytest.fixture
def subscriber(letter):
    return make_subscriber(letter)


@pytest.fixture
def link(subscriber):
    return reverse("letter_leave", args=[subscriber.token])


def test_a_mail_program_unsubscribes_without_cookie_and_twice_does_no_harm(link, subscriber):
    stranger = Client(enforce_csrf_checks=True)

    answers = [stranger.post(link, {"List-Unsubscribe": "One-Click"}) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    subscriber.refresh_from_db()
    assert (subscriber.state, subscriber.left_by) == (State.LEFT, "one_click")
    assert [{*answer.cookies} - {"fresh"} for answer in answers] == [set(), set()]  # that says nothing of anybody


@pytest.mark.parametrize("method", ["get", "head"])
def test_the_page_of_leaving_changes_nothing_and_masks_the_address(client, link, method):
    answer = getattr(client, method)(link)

    assert state() == State.ACTIVE
    assert EMAIL not in answer.content.decode()
    assert method == "head" or "a•••@example.org" in answer.content.decode()


def test_leaving_can_be_undone_for_thirty_days(client, link):
    client.post(link, {"do": "leave"})
    with later(days=29):
        client.post(link, {"do": "undo"})
    undone = state()
    client.post(link, {"do": "leave"})
    with later(days=31):
        client.post(link, {"do": "undo"})

    assert (undone, state()) == (State.ACTIVE, State.LEFT)


def test_fewer_topics_can_be_chosen_instead(client, link, subscriber):
    topic = make_topic("voda", "voda", "water")
    make(Post, topics=[topic])

    page = client.post(link, {"do": "change", "topics": ["voda"]})

    subscriber.refresh_from_db()
    assert (page.status_code, subscriber.state, subscriber.other_language) == (200, State.ACTIVE, False)
    assert list(subscriber.topics.all()) == [topic]


def test_an_unknown_button_changes_nothing(client, link):
    assert (client.post(link, {"do": "everything"}).status_code, state()) == (400, State.ACTIVE)


def test_thirty_days_after_leaving_a_digest_is_all_that_is_left(client, link, subscriber):
    client.post(link, {"do": "leave"})
    with later(days=31):
        daily_round()

    subscriber.refresh_from_db()
    assert (subscriber.email, subscriber.email_digest) == ("", consenting.digest_of(EMAIL))
    assert client.get(link).status_code == 404


def test_a_person_who_is_erased_is_no_subscriber_any_more(subscriber):
    consenting.write(LETTERS, subscriber, "known", "today")

    erase([EMAIL.upper()])

    assert (Subscriber.objects.count(), Mail.objects.count()) == (0, 0)


def test_subscribing_anew_ends_a_pause_once_the_button_is_pressed(client, letter):
    subscriber = make_subscriber(letter)
    record(consenting.write(LETTERS, subscriber, "known", "today"), hard=True, code="5.1.1")
    paused = state()

    send(client, letter)
    asked = state()
    client.post(last_link())

    assert (paused, asked, state(), Bounce.objects.count()) == (State.PAUSED, State.PAUSED, State.ACTIVE, 0)

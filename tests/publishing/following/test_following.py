"""A list followed by mail: asked for and confirmed as letters are, told of once a week, left with one press."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalogue.personal.erasing import forget as erase
from library.models import Practice, Term
from publishing.following import telling
from publishing.following.lists import FOLLOWED
from publishing.letters import consenting
from publishing.models import FollowedList, Mail
from publishing.models.letters import Consented
from tests.factories import make, make_topic

pytestmark = pytest.mark.django_db

State = Consented.State
ADDRESS = "bralka@example.org"
SENT = {"email": ADDRESS, "language": "sl", "consent": "on"}


@pytest.fixture
def water():
    topic = make_topic("voda", "Voda", "Water")
    make(Practice, topics=[topic], country="SI", published_at=timezone.now() - dt.timedelta(30))
    return topic


@pytest.fixture
def followed(client, water):
    """The list of practices about water, followed and confirmed a week ago."""
    follow(client, "?topic=voda")
    page(client, "confirm", "post")
    FollowedList.objects.update(told_until=timezone.now() - telling.EVERY)
    Mail.objects.all().delete()
    return FollowedList.objects.get()


def follow(client, query="", kind="practice", **sent):
    address = reverse("follow", kwargs={"kind": kind} if kind else {})
    return client.post(f"{address}{query}", SENT | sent)


def page(client, name, method="get", **sent):
    return getattr(client, method)(reverse(f"follow_{name}", args=[FollowedList.objects.get().token]), sent)


def round_of_a_day():
    return [telling.tell(pk) for pk in telling.due().values_list("pk", flat=True)]


# --- Asking and confirming ---


@pytest.mark.parametrize("known", [False, True])
def test_known_and_unknown_addresses_see_the_same_page(client, known):
    if known:
        follow(client)
        page(client, "confirm", "post")

    response = follow(client)

    answer = client.get(response["Location"])
    assert (response.status_code, response["Location"]) == (302, "/sl/spremljanje/se-en-pritisk/")
    assert "Še en pritisk: niste še naročeni" in answer.content.decode()
    assert FollowedList.objects.count() == 1


@pytest.mark.parametrize("method", ["get", "head"])
def test_only_the_button_confirms(client, method):
    follow(client)

    response = page(client, "confirm", method)

    assert (response.status_code, FollowedList.objects.get().state) == (200, State.UNCONFIRMED)
    page(client, "confirm", "post")
    assert FollowedList.objects.get().state == State.ACTIVE


def test_what_is_followed_is_named_in_the_language_of_the_mails(client, water):
    follow(client, "?topic=voda&q=čistilna&sort=newest&page=1", language="en")

    found = FollowedList.objects.get()
    assert (found.kind, found.query) == ("practice", "topic=voda&q=%C4%8Distilna")
    assert found.title == "Good practices: “čistilna”, Water"
    assert Mail.objects.get().subject == f"Confirm that you want to follow: {found.title}"


def test_the_same_question_is_followed_once_however_it_is_typed(client, water):
    for query in ("?topic=voda&country=SI", "?country=SI&sort=title&topic=voda"):
        follow(client, query, kind="")

    assert FollowedList.objects.get().query == "topic=voda&country=SI"


@pytest.mark.parametrize("query", ["?topic=ni-je", "?q=" + "x" * 201, "?country=%00"])
def test_what_is_not_there_is_followed_by_nobody(client, query):
    assert (follow(client, query).status_code, FollowedList.objects.count()) == (404, 0)


def test_a_kind_that_is_none_has_no_page(client):
    assert follow(client, kind="x").status_code == 404


@pytest.mark.parametrize("sent", [{"email": "ni naslov"}, {"consent": ""}, {"language": "de"}])
def test_half_a_form_is_not_taken(client, sent):
    assert (follow(client, **sent).status_code, FollowedList.objects.count()) == (400, 0)


def test_many_wishes_of_one_mailbox_are_stopped(client, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"subscribing_of": "1/d/key"}

    assert [follow(client, kind=kind).status_code for kind in ("practice", "term")] == [302, 429]


def test_the_list_leads_to_where_it_is_followed(client, water):
    listed = client.get(f"{reverse('practice_list')}?topic=voda&sort=title").content.decode()

    address = f"{reverse('follow', kwargs={'kind': 'practice'})}?topic=voda"
    assert f'href="{address}"' in listed
    assert client.get(address).status_code == 200


# --- What is told ---


def test_once_a_week_what_became_public_and_answers_is_told(followed, water):
    make(Practice, title_sl="Nova", topics=[water])
    make(Practice, title_sl="O čem drugem")
    make(Term, title_sl="Druge vrste", topics=[water])
    make(Practice, title_sl="Osnutek", topics=[water], published=False)
    make(Practice, title_sl="Jutri", topics=[water], published_at=timezone.now() + dt.timedelta(1))

    rounds = [round_of_a_day() for _day in range(2)]

    mail = Mail.objects.get()
    assert (rounds, mail.to, mail.subject) == ([[True], []], ADDRESS, "Novo: Dobre prakse: Voda")
    titles = ("Nova", "O čem drugem", "Druge vrste", "Osnutek", "Jutri")
    for text in (mail.text, mail.html):
        assert [title for title in titles if title in text] == ["Nova"]
    assert mail.unsubscribe.endswith(reverse("follow_leave", args=[followed.token]))


def test_where_nothing_is_new_no_mail_is_sent_and_the_week_begins_anew(followed):
    assert (round_of_a_day(), round_of_a_day(), Mail.objects.count()) == ([False], [], 0)
    assert FollowedList.objects.get().told_until > followed.told_until


def test_before_the_week_is_over_nothing_is_told(followed, water):
    FollowedList.objects.update(told_until=timezone.now() - telling.EVERY + dt.timedelta(minutes=1))
    make(Practice, topics=[water])

    assert round_of_a_day() == []


@pytest.mark.parametrize("state", [State.UNCONFIRMED, State.PAUSED, State.LEFT])
def test_only_who_follows_is_told(followed, water, state):
    FollowedList.objects.update(state=state, left_at=timezone.now())
    make(Practice, topics=[water])

    assert round_of_a_day() == []


def test_of_very_many_the_mail_shows_some_and_leads_to_the_others(followed, water):
    for number in range(telling.MOST + 1):
        make(Practice, title_sl=f"Praksa {number}", topics=[water])

    round_of_a_day()

    text = Mail.objects.get().text
    assert (text.count("\n* "), "Več je na samem seznamu." in text) == (telling.MOST, True)


def test_a_topic_that_is_gone_does_not_make_it_the_list_of_everything(followed, water):
    Practice.objects.all().delete()
    water.delete()
    make(Practice, title_sl="Brez teme")

    assert (round_of_a_day(), Mail.objects.count()) == ([False], 0)


# --- Leaving ---


def test_a_mail_program_leaves_without_a_cookie_and_twice_is_harmless(followed):
    program = Client(enforce_csrf_checks=True)
    address = reverse("follow_leave", args=[followed.token])

    answers = [program.post(address, {"List-Unsubscribe": "One-Click"}).status_code for _time in range(2)]

    found = FollowedList.objects.get()
    assert (answers, found.state, found.left_by) == ([200, 200], State.LEFT, "one_click")


def test_the_page_masks_the_address_changes_nothing_and_can_be_undone(client, followed):
    seen = page(client, "leave").content.decode()
    assert ("b•••@example.org" in seen, ADDRESS in seen) == (True, False)
    assert FollowedList.objects.get().state == State.ACTIVE

    page(client, "leave", "post", do="leave")
    assert FollowedList.objects.get().state == State.LEFT
    page(client, "leave", "post", do="undo")

    assert FollowedList.objects.get().state == State.ACTIVE


def test_after_thirty_days_only_a_digest_is_left_of_who_left(followed):
    before = timezone.now() - consenting.UNDONE_WITHIN - dt.timedelta(1)
    FollowedList.objects.update(state=State.LEFT, left_at=before)

    [pk] = consenting.left_for_long(FOLLOWED).values_list("pk", flat=True)
    consenting.forget(FOLLOWED, pk)

    found = FollowedList.objects.get()
    assert (found.email, found.email_digest) == ("", consenting.digest_of(ADDRESS))


def test_of_a_person_who_is_erased_nothing_is_left(followed):
    erase([ADDRESS])

    assert FollowedList.objects.count() == 0

"""Every idea gets an answer: taken up with a link, or not with a reason; who leads it is reminded after 90 days."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from partners.ideas import telling
from partners.models import IdeaLife, Partner, Post, Support
from publishing.models import Notice
from publishing.sentences import said
from tests.factories import make, make_person
from tests.partners.ideas.talking import make_idea, page_of
from tests.people import make_people

pytestmark = pytest.mark.django_db

TAKEN = {"state": "taken_up", "link": "https://example.org/projekt", "answer_sl": "Kombi vozi."}
NOT_TAKEN = {"state": "not_taken_up", "answer_sl": "Ni denarja."}


@pytest.fixture
def people():
    return make_people()


@pytest.fixture
def idea(people):
    return make_idea(people.own)


def answer(client, idea, sent):
    return client.post(reverse("idea_answer", args=[idea.pk]), sent)


def seen(idea):
    return IdeaLife.objects.get(post=idea).answered_at.isoformat()


def test_an_idea_that_is_taken_up_says_on_top_where_it_leads(client, idea, people):
    client.force_login(people.representative)

    response = answer(client, idea, TAKEN)

    assert response["Location"] == f"{idea.get_absolute_url()}#answer"
    client.logout()
    page = page_of(client, idea)
    assert all(words in page for words in ("Kombi vozi.", 'href="https://example.org/projekt"', "Sprejeta v delo"))
    assert page.index('id="answer"') < page.index('id="support"')


def test_one_that_is_not_taken_up_says_why(client, idea, people):
    client.force_login(people.coordinator)

    answer(client, idea, NOT_TAKEN | {"link": "https://example.org/"})

    page = page_of(client, idea)
    assert "Ni denarja." in page
    assert IdeaLife.objects.get().link == ""


@pytest.mark.parametrize(
    "sent",
    [
        {},
        TAKEN | {"link": ""},
        TAKEN | {"link": "javascript:alert(1)"},
        NOT_TAKEN | {"answer_sl": ""},
        TAKEN | {"state": "open"},
    ],
)
def test_half_an_answer_is_none(client, idea, people, sent):
    client.force_login(people.representative)

    response = answer(client, idea, sent)

    assert (response.status_code, Post.objects.get(pk=idea.pk).idea_state) == (200, "open")


@pytest.mark.parametrize("who", ["editor", "foreign", "member"])
def test_nobody_else_answers(client, idea, people, who):
    client.force_login(getattr(people, who))

    assert answer(client, idea, TAKEN).status_code == 404


def test_of_two_answers_at_once_the_second_is_shown_the_first(client, idea, people):
    client.force_login(people.representative)
    answer(client, idea, TAKEN)

    overtaken = answer(client, idea, NOT_TAKEN)

    assert (overtaken.status_code, Post.objects.get(pk=idea.pk).idea_state) == (409, "taken_up")
    assert f'value="{seen(idea)}"' in overtaken.content.decode()
    assert answer(client, idea, NOT_TAKEN | {"seen": seen(idea)}).status_code == 302
    assert Post.objects.get(pk=idea.pk).answer_sl == "Ni denarja."


def test_those_who_support_it_are_told_once_what_became_of_it_and_whoever_answers_is_not(client, idea, people):
    for person in (people.editor, people.representative):
        Support.objects.create(post=idea, person=person)
    client.force_login(people.representative)

    answer(client, idea, TAKEN)
    answer(client, idea, TAKEN | {"answer_sl": "Kombi vozi vsak dan.", "seen": seen(idea)})

    [notice] = Notice.objects.all()
    assert (notice.sentence, notice.person, notice.daily) == ("idea_answered", people.editor, True)
    assert said(notice.sentence, notice.values).line == "Zamisel »Skupni kombi« ima odgovor: sprejeta v delo."


# --- The reminder ---


def aged(idea, days):
    Post.objects.filter(pk=idea.pk).update(published_at=timezone.now() - dt.timedelta(days))
    return idea


def round_of_a_day():
    return [telling.remind(pk) for pk in telling.unanswered().values_list("pk", flat=True)]


def told():
    return list(Notice.objects.values_list("sentence", "person"))


def test_after_ninety_days_whoever_speaks_for_the_organisation_is_reminded_once(idea, people):
    aged(idea, 90)

    rounds = [round_of_a_day() for _day in range(2)]

    assert (rounds, told()) == ([[True], []], [("idea_unanswered", people.representative.pk)])


def test_an_idea_of_nobody_reminds_those_who_run_the_portal(people):
    aged(make_idea(), 91)

    round_of_a_day()

    assert {person for _sentence, person in told()} == {people.coordinator.pk, people.administrator.pk}


@pytest.mark.parametrize(
    ("days", "fields"), [(89, {}), (91, {"idea_state": "taken_up"}), (91, {"type": "news"}), (91, {"published": False})]
)
def test_nobody_is_reminded_of_what_needs_no_answer_yet(days, fields):
    partner = make(Partner)
    partner.memberships.create(user=make_person(), role="representative")
    aged(make_idea(partner, **fields), days)

    assert (round_of_a_day(), told()) == ([], [])

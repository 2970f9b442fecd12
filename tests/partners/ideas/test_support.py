"""Support of an idea: by people who are signed in, counted once each, and taken back."""

import pytest
from django.core.cache import caches
from django.urls import reverse

from partners.models import Support
from tests.factories import make_person
from tests.partners.ideas.talking import make_idea, page_of

pytestmark = pytest.mark.django_db


def press(client, idea, do="give"):
    return client.post(reverse("idea_support", args=[idea.pk]), {"do": do})


def test_support_is_given_and_taken_back_each_as_often_as_one_likes(client):
    idea, counts = make_idea(), []
    client.force_login(make_person())

    for do in ("give", "give", "take_back", "take_back", "give"):
        response = press(client, idea, do)
        counts.append(Support.objects.filter(post=idea).count())

    assert (response.status_code, response["Location"]) == (302, f"{idea.get_absolute_url()}#support")
    assert counts == [1, 1, 0, 0, 1]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "Zamisel podpira 0 ljudi."),
        (1, "Zamisel podpira 1 človek."),
        (2, "Zamisel podpirata 2 človeka."),
        (3, "Zamisel podpirajo 3 ljudje."),
        (5, "Zamisel podpira 5 ljudi."),
    ],
)
def test_the_page_counts_those_who_support_it(client, number, words):
    idea = make_idea()
    for n in range(number):
        idea.supports.create(person=make_person(f"oseba{n}@example.org"))

    assert words in page_of(client, idea)


def test_readers_see_the_way_to_sign_in_and_no_form(client):
    idea = make_idea()

    page = page_of(client, idea)

    assert f'href="/sl/racun/login/?next={idea.get_absolute_url().replace("/", "%2F")}"' in page
    assert reverse("idea_support", args=[idea.pk]) not in page


def test_who_is_signed_out_meanwhile_can_send_it_again(client):
    idea = make_idea()

    response = press(client, idea)

    assert (response.status_code, Support.objects.count()) == (403, 0)


@pytest.mark.parametrize("fields", [{"published": False}, {"type": "news"}])
def test_only_public_ideas_are_supported(client, fields):
    client.force_login(make_person())

    assert press(client, make_idea(**fields)).status_code == 404


def test_nonsense_is_no_support(client):
    client.force_login(make_person())

    assert press(client, make_idea(), "shout").status_code == 404


def test_presses_without_end_are_stopped(client, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"idea_support": "2/h/key"}
    caches["default"].clear()
    idea = make_idea()
    client.force_login(make_person())

    assert [press(client, idea).status_code for _time in range(3)] == [302, 302, 429]

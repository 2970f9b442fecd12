"""Opportunities by deadline: the next one first, past ones apart from that very moment on."""

import datetime as dt
import re
from html import unescape
from unittest.mock import patch

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from partners.models import Partner, Post
from partners.opportunities.words import deadline_words
from publishing.versions import begin
from tests.factories import make
from tests.partners.opportunities.calling import in_days, make_call
from tests.people import make_people

pytestmark = pytest.mark.django_db

UPCOMING, PAST = "/sl/priloznosti/", "/sl/priloznosti/pretekle/"
DEADLINE = dt.datetime(2027, 3, 30, 15, tzinfo=dt.UTC)
FEED = r'href="([^"]*)" type="application/atom\+xml">.{0,300}Vir'
FOLLOW = r'href="(/sl/spremljanje/[^"]*)"'


def at(moment):
    return patch("django.utils.timezone.now", return_value=moment)


def titles(client, address=UPCOMING):
    return [str(post) for post in client.get(address).context["page"]]


def test_the_next_deadline_comes_first_and_none_last(client):
    for title, days in (("Pozneje", 30), ("Prej", 3), ("Včeraj", -1), ("Davno", -9)):
        make_call(day=in_days(days), title_sl=title)
    make_call(day="", time="", title_sl="Brez roka")
    make_call(day=in_days(2), title_sl="Osnutek", published=False)
    make(Post, title_sl="Novica")

    assert (titles(client), titles(client, PAST)) == (["Prej", "Pozneje", "Brez roka"], ["Včeraj", "Davno"])


@pytest.mark.parametrize(("seconds", "lists"), [(-1, (["Razpis"], [])), (0, ([], ["Razpis"]))])
def test_it_leaves_the_list_at_that_very_moment(client, seconds, lists):
    with at(DEADLINE - dt.timedelta(days=60)):
        make_call()

    with at(DEADLINE + dt.timedelta(seconds=seconds)):
        assert (titles(client), titles(client, PAST)) == lists


@pytest.mark.parametrize(
    ("zone", "time", "words"),
    [
        (
            "Europe/Brussels",
            "17:00",
            [
                "30. marca 2027 ob 17.00 (časovni pas Europe/Brussels)",
                "30 March 2027 at 17:00 (time zone Europe/Brussels)",
            ],
        ),
        (
            "Europe/Lisbon",
            "16:00",
            [
                "30. marca 2027 ob 16.00 (časovni pas Europe/Lisbon; v Ljubljani 17.00)",
                "30 March 2027 at 16:00 (time zone Europe/Lisbon; in Ljubljana 17:00)",
            ],
        ),
        ("Europe/Ljubljana", "", ["30. marca 2027, do konca dneva", "30 March 2027, until the end of the day"]),
    ],
)
def test_the_zone_is_named_and_our_clocks_stand_beside_where_they_differ(zone, time, words):
    with at(DEADLINE - dt.timedelta(days=360)):
        call, said = make_call(zone=zone, time=time), []
        for language in ("sl", "en"):
            with translation.override(language):
                said.append(deadline_words(call))

    assert said == words


def test_the_page_of_an_opportunity_tells_all_of_it(client):
    call = make_call(
        funder="Interreg", call_url="https://example.org/razpis", who_sl="Občine.", amount_sl="do 50.000 EUR"
    )

    page = client.get(call.get_absolute_url()).content.decode()

    for words in ("30. marca 2027 ob 17.00", "Interreg", "https://example.org/razpis", "Občine.", "do 50.000 EUR"):
        assert words in page


def test_the_list_asks_as_often_for_three_as_for_one(client, django_assert_num_queries):
    make_call(day=in_days(3), partner=make(Partner))
    client.get(UPCOMING)
    for _time in range(2):
        make_call(day=in_days(3), partner=make(Partner))

    with django_assert_num_queries(4):
        client.get(UPCOMING)


@pytest.mark.parametrize("asked", ["x", "-1", "%00"])
def test_a_page_that_is_none_does_not_exist(client, asked):
    assert client.get(f"{UPCOMING}?page={asked}").status_code == 404


# --- What only an opportunity has ---


@pytest.mark.parametrize(
    ("fields", "column", "label"),
    [
        ({"deadline_on": dt.date(2027, 3, 30)}, "deadline_on", "rok."),
        ({"funder": "Interreg"}, "funder", "financer."),
        ({"who_sl": "Mesta.", "who_en": "Towns."}, "who_sl", "kdo se lahko prijavi."),
        ({"funder": "Interreg", "amount_en": "50,000"}, "funder", "financer, znesek."),
    ],
)
def test_news_with_what_only_an_opportunity_has_say_what_must_go(fields, column, label):
    post = make(Post, **fields)

    with pytest.raises(ValidationError) as refused:
        post.full_clean()

    [sentence] = refused.value.message_dict[column]
    assert (set(refused.value.message_dict), sentence.endswith(label)) == ({column}, True)


# --- The form at the desk ---


def test_the_form_leads_through_the_opportunity_only_where_it_is_one_or_something_of_it_must_go(client):
    people = make_people()
    version = begin(kind="post", owner=people.own, by=people.editor, language="sl", title="Zapis")
    client.force_login(people.editor)
    text, opportunity = (reverse("write", args=[version.dossier_id, key]) for key in ("text", "opportunity"))
    check = reverse("write_check", args=[version.dossier_id])

    def sent(address, **values):
        return client.post(address, values)["Location"]

    ways = [
        sent(text, type="news", title="Zapis"),
        sent(text, type="opportunity", title="Zapis"),
        sent(opportunity, funder="Interreg", deadline_zone="Europe/Brussels"),
        sent(text, type="news", title="Zapis"),
    ]
    assert ways == [check, opportunity, check, opportunity]
    version.refresh_from_db()
    assert version.content["funder"] == "Interreg"
    assert "financer" in client.get(check).content.decode()
    sent(opportunity, funder="", deadline_zone="Europe/Brussels")
    assert sent(text, type="news", title="Zapis") == check


def test_the_list_leads_to_its_feed_and_to_following_it_by_mail(client):
    make_call(day=in_days(3), title_sl="Razpis za cone")
    make(Post, type="idea", title_sl="Skupni kombi")

    page = unescape(client.get(UPCOMING).content.decode())
    feed, follow = (re.search(pattern, page, re.DOTALL)[1] for pattern in (FEED, FOLLOW))

    entries = client.get(feed).content.decode()
    assert ("Razpis za cone" in entries, "Skupni kombi" in entries) == (True, False)
    assert "Priložnost" in client.get(follow).content.decode()


def test_posts_are_narrowed_by_their_type(client):
    make_call(day=in_days(3))
    idea = make(Post, type="idea", title_sl="Skupni kombi")

    page = client.get(reverse("post_list"), {"post_type": "idea"}).context["page"]

    assert [card.object_id for card in page.cards] == [idea.pk]


@pytest.mark.parametrize("year", [1, 9999])
@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Pacific/Kiritimati"])
def test_a_deadline_near_the_ends_of_the_calendar_is_refused(year, zone):
    call = Post(type="opportunity", title_sl="Razpis", deadline_on=dt.date(year, 12, 31), deadline_zone=zone)

    with pytest.raises(ValidationError) as error:
        call.clean()

    assert list(error.value.message_dict) == ["deadline_on"]

"""The list of needs, offers and searches, the page of one, and what machines read of it."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from library.models import Practice
from partners.models import Listing, Post
from tests.factories import make
from tests.partners.listings.exchanging import in_days, make_listing, organisation, topic

pytestmark = pytest.mark.django_db


def listed(client, query=""):
    answer = client.get(reverse("listing_list") + query)
    return answer, sorted(card.title_sl for card in answer.context["page"].cards)


def tabs(answer):
    return [(str(tab["label"]), tab["number"], tab["current"]) for tab in answer.context["tabs"]]


@pytest.fixture
def three(db):
    """A need in Slovenian, an offer from Italy in English for towns, and a search."""
    make_listing("water", title_sl="Potreba", place_types="industrial_zone")
    make_listing("energy", title_sl="Ponudba", direction="offer", languages="en", country="IT", place_types="town")
    make_listing("water", title_sl="Iskanje", direction="partner_search", role="lead", languages="sl, en")


def test_each_direction_has_a_tab_with_its_number(client, three):
    answer, titles = listed(client, "?direction=offer")

    assert titles == ["Ponudba"]
    assert tabs(answer) == [
        ("", 3, False),
        ("Potreba", 1, False),
        ("Ponudba", 1, True),
        ("Iskanje partnerjev", 1, False),
    ]


NARROWED = {
    "?topic=water": ["Iskanje", "Potreba"],
    "?place_type=town": ["Ponudba"],
    "?country=IT": ["Ponudba"],
    "?language=en": ["Iskanje", "Ponudba"],
    "?language=en&direction=partner_search": ["Iskanje"],
    "?direction=nonsense": ["Iskanje", "Ponudba", "Potreba"],
}


@pytest.mark.parametrize("query", NARROWED)
def test_the_list_is_narrowed(client, three, query):
    assert listed(client, query)[1] == NARROWED[query]


def test_numbers_of_the_tabs_follow_what_else_is_chosen(client, three):
    answer, _titles = listed(client, "?topic=water")

    assert [number for _label, number, _current in tabs(answer)] == [2, 1, 0, 1]


def test_an_empty_list_says_so(client):
    answer, titles = listed(client)

    assert (answer.status_code, titles) == (200, [])
    assert '<div class="empty">' in answer.content.decode()


@pytest.mark.parametrize("listings", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(client, listings, django_assert_max_num_queries):
    for _number in range(listings):
        make_listing("water")
    listed(client)

    with django_assert_max_num_queries(6):
        listed(client)


# --- One ---


def search(**fields):
    call = make(Post, type="opportunity", title_sl="Razpis Interreg", title_en="Call")
    told = {"direction": "partner_search", "role": "lead", "programme": "Euro-MED", "partners_wanted": 3, "months": 24}
    eoi = {"eoi_on": dt.date(2027, 3, 30), "eoi_time": dt.time(17), "eoi_zone": "Europe/Brussels"}
    many = {"cooperation": "exchange, pilot", "place_types": "town, region"}
    many |= {"languages": "sl, it", "countries": "IT, HR"}
    return make_listing("water", **{"call": call} | told | eoi | many | fields)


FACTS = [
    "izmenjava izkušenj, pilotni preizkus",
    "Mesto, Regija",
    "Slovenščina, italijanščina",
    "Italija, Hrvaška",
    "Razpis Interreg",
    "Euro-MED",
    "vodilni partner",
    "30. marca 2027 ob 17.00 (časovni pas Europe/Brussels)",
]


def test_the_page_shows_its_facts_with_the_zone_named(client):
    text = client.get(search().get_absolute_url()).content.decode()

    assert [fact for fact in FACTS if fact not in text] == []


def test_the_page_leads_to_practices_on_its_topics(client):
    topics = [topic("water"), topic("energy")]
    near, far = (make(Practice, topics=[one]) for one in topics)

    cards = client.get(make_listing("water").get_absolute_url()).context["practices"]

    assert ([card.title_sl for card in cards], far.title_sl != near.title_sl) == ([near.title_sl], True)


def test_the_page_of_an_opportunity_names_who_looks_for_partners(client):
    found = search()
    expired = search(call=found.call)
    Listing.objects.filter(pk=expired.pk).update(expires=in_days(-1))

    answer = client.get(found.call.get_absolute_url())

    text = answer.content.decode()
    assert (found.get_absolute_url() in text, expired.get_absolute_url() in text) == (True, False)


def test_what_is_not_public_is_named_nowhere_on_the_page(client):
    hidden = organisation(title_sl="Skrita", title_en="Hidden", published=False)
    call = make(Post, type="opportunity", title_sl="Skriti razpis", title_en="Hidden call", published=False)

    text = client.get(make_listing("water", partner=hidden, call=call).get_absolute_url()).content.decode()

    assert ("Skrit" in text, reverse("contact", args=["listing", 1])[:-3] in text) == (False, False)


def test_machines_read_its_facts(client):
    listing = search()

    facts = client.get(reverse("api:entry", args=["listing", listing.slug_sl])).json()["facts"]

    wanted = {"direction": "partner_search", "languages": "sl, it", "countries": "IT, HR", "role": "lead", "months": 24}
    wanted |= {"expires": listing.expires.isoformat(), "eoi_zone": "Europe/Brussels", "programme": "Euro-MED"}
    assert {name: facts[name] for name in wanted} == wanted
    assert facts["call"]["id"] == f"post:{listing.call_id}"


def test_drafts_are_404_and_in_no_list(client):
    draft = make(Listing, published=False)

    assert client.get(draft.get_absolute_url()).status_code == 404
    assert listed(client)[1] == []


@pytest.mark.parametrize("language", ["sl", "en"])
def test_the_page_asks_as_often_for_many_facts_as_for_few(client, language):
    numbers = []
    with translation.override(language):
        for listing in (make_listing("water"), search()):
            client.get(listing.get_absolute_url())
            with CaptureQueriesContext(connection) as asked:
                client.get(listing.get_absolute_url())
            numbers.append(len(asked))

    assert (numbers[0] == numbers[1], numbers[0] <= 3) == (True, True)

"""Searching the catalogue: what a reader types finds what they mean, and nothing they type breaks it."""

from urllib.parse import quote

import pytest
from django.urls import reverse
from django.utils import translation

from catalogue.models import Card, Facet
from catalogue.search import browse
from library.models import Practice, Publication, Term
from partners.models import Partner, Place
from projects.models import Project
from tests.factories import make, make_topic
from workshops.models import Event

pytestmark = pytest.mark.django_db


def found(client, **query):
    """Titles of the hits, in the order of the page."""
    response = client.get(reverse("catalogue"), query)
    return [card.title_sl for card in response.context["page"].cards]


def numbers(client, facet, **query):
    """{value: number} beside the choices of a facet."""
    criteria = client.get(reverse("catalogue"), query).context["search"].criteria
    return browse.found(0, criteria).numbers[facet]


@pytest.fixture
def shelf():
    """Entries about other things, so that a word is neither in all nor in one of one."""
    return [make(Term, title_sl=f"Geslo številka {n}", title_en=f"Headword number {n}") for n in range(10)]


# --- Words ---


@pytest.mark.parametrize(
    "typed",
    [
        *("industrijska simbioza", "industrijske simbioze", "industrijsko simbiozo", "simbioza industrijska"),
        *("INDUSTRIJSKA SIMBIOZA", "  industrijska   simbioza  ", "»industrijska« simbioza!", "simbiozami"),
        *("industrial symbiosis", "Industrial", "in industrijska simbioza za"),
    ],
)
def test_other_forms_of_a_word_find_it(client, shelf, typed):
    make(Practice, title_sl="Industrijska simbioza v Kalundborgu", title_en="Industrial symbiosis in Kalundborg")

    assert found(client, q=typed) == ["Industrijska simbioza v Kalundborgu"]


@pytest.mark.parametrize("typed", ["ščavnica", "ŠČAVNICA", "scavnica", "Ščavnice", "s\u030cc\u030cavnica"])
def test_a_word_is_found_with_and_without_its_carons(client, shelf, typed):
    make(Practice, title_sl="Reka Ščavnica")

    assert found(client, q=typed) == ["Reka Ščavnica"]


def test_all_words_must_be_there(client, shelf):
    make(Practice, title_sl="Zelena streha")
    make(Practice, title_sl="Zelena javna naročila")
    both = make(Practice, title_sl="Streha", solution_sl="Ozelenitev: zelene rastline.")

    assert set(found(client, q="zelena streha")) == {"Zelena streha", both.title_sl}
    assert client.get(reverse("catalogue"), {"q": "zelena streha naročila"}).context["search"].criteria.loose


@pytest.mark.parametrize("language", ["sl", "en"])
@pytest.mark.parametrize("typed", ["odpadna voda", "waste water"])
def test_words_of_either_language_find_an_entry_in_both(client, shelf, typed, language):
    make(Practice, title_sl="Odpadna voda", title_en="Waste water")

    with translation.override(language):
        assert found(client, q=typed) == ["Odpadna voda"]


def test_the_title_ranks_above_the_body(client, shelf):
    make(Practice, title_sl="Drugo", solution_sl="Daljinsko ogrevanje na sekance.", results_sl="Manj dima.")
    make(Practice, title_sl="Daljinsko ogrevanje", solution_sl="Toplota za vse.", results_sl="Manj dima.")
    make(Practice, title_sl="Tretje", solution_sl="O daljinskem ogrevanju.", results_sl="Manj dima.")

    assert found(client, q="daljinsko ogrevanje")[0] == "Daljinsko ogrevanje"


def test_the_summary_ranks_above_the_body(client, shelf):
    texts = {"summary_sl": "Kratek povzetek.", "solution_sl": "Kratka rešitev."}
    make(Practice, title_sl="V besedilu", **texts | {"solution_sl": "Kratka kogeneracija."})
    make(Practice, title_sl="V povzetku", **texts | {"summary_sl": "Kratka kogeneracija."})

    assert found(client, q="kogeneracija") == ["V povzetku", "V besedilu"]


@pytest.mark.parametrize("typed", ["obnovljivi viri", "renewable sources", "renewables"])
def test_an_entry_is_found_by_its_topic_in_either_language(client, shelf, typed):
    topic = make_topic("obnovljivi", "Obnovljivi viri", "Renewable sources, renewables")
    make(Practice, title_sl="Sončna elektrarna", title_en="Solar plant", topics=[topic])

    assert found(client, q=typed) == ["Sončna elektrarna"]


@pytest.mark.parametrize("typed", ["Koper", "kopru", "Slovenija", "Slovenia"])
def test_a_place_is_found_by_its_town_and_country(client, shelf, typed):
    make(Place, title_sl="Cona ob reki", town="Koper", country="SI")

    assert found(client, q=typed) == ["Cona ob reki"]


def test_a_practice_is_found_by_the_names_around_it(client, shelf):
    place = make(Place, title_sl="Cona Srmin", town="Koper")
    partner = make(Partner, title_sl="Zavod Modrin", title_en="Modrin Institute")
    project = make(Project, acronym="ECOMARK")
    make(Practice, title_sl="Praksa", place=place, organisation=partner, project=project)

    hits = [found(client, q=typed, kind="practice") for typed in ("Koper", "Srmin", "Modrin", "institute", "ecomark")]

    assert hits == [["Praksa"]] * 5


def test_an_event_is_found_by_its_host(client, shelf):
    make(Event, title_sl="Obisk", host=make(Partner, title_sl="Zavod Modrin"))

    assert found(client, q="modrin", kind="event") == ["Obisk"]


@pytest.mark.parametrize("typed", ["dobra praksa", "dobre prakse", "good practice", "good practices"])
@pytest.mark.parametrize("saved_in", ["sl", "en"])
def test_entries_are_found_by_the_name_of_their_kind_in_either_language(client, shelf, typed, saved_in):
    with translation.override(saved_in):
        make(Practice, title_sl="Sonce", title_en="Sun")

    assert found(client, q=typed) == ["Sonce"]


def test_a_work_is_found_by_its_author_and_numbers(client, shelf):
    make(Publication, title_sl="Knjiga", authors="Ana Žnidaršič", isbn="978-961-1234", doi="10.1000/xyz123")

    hits = [found(client, q=typed) for typed in ("žnidaršič", "Znidarsic", "978-961-1234", "10.1000/xyz123")]

    assert hits == [["Knjiga"]] * 4


def test_a_draft_is_not_found(client, shelf):
    make(Practice, published=False, title_sl="Skrivnostnik")

    assert found(client, q="skrivnostnik") == []


def test_a_word_no_longer_there_finds_nothing(client, shelf):
    practice = make(Practice, title_sl="Simbioza")

    practice.title_sl = "Drugo"
    practice.save()

    assert found(client, q="simbioza") == []


@pytest.mark.parametrize("typed", ["", "   ", "!!!"])
def test_no_words_narrow_nothing(client, typed):
    make(Practice, title_sl="Sonce")

    assert found(client, q=typed) == ["Sonce"]


def test_the_same_matches_come_on_every_page_once(client, settings, shelf):
    settings.PAGE_SIZE = 4

    pages = [found(client, q="geslo", page=page) for page in (1, 2, 3)]

    assert [len(page) for page in pages] == [4, 4, 2]
    assert {title for page in pages for title in page} == {entry.title_sl for entry in shelf}


@pytest.mark.parametrize("sort", ["recommended", "title", "newest", "oldest"])
def test_hits_can_be_sorted_otherwise(client, shelf, sort):
    make(Practice, title_sl="Simbioza A", start="2013")
    make(Practice, title_sl="Simbioza B", start="2014")

    orders = {
        "recommended": list(Card.objects.filter(kind="practice").order_by("-score").values_list("title_sl", flat=True)),
        "newest": ["Simbioza B", "Simbioza A"],
    }
    assert found(client, q="simbioza", sort=sort) == orders.get(sort, ["Simbioza A", "Simbioza B"])


# --- Words and choices together ---


@pytest.fixture
def mixed():
    water, energy = make_topic("voda", "Voda", "Water"), make_topic("energija", "Energija", "Energy")
    make(Practice, title_sl="Simbioza vode", country="SI", topics=[water])
    make(Practice, title_sl="Simbioza energije", country="IT", topics=[energy])
    make(Place, title_sl="Cona simbioze", country="IT", topics=[water, energy])
    make(Place, title_sl="Cona brez", country="SI", topics=[water])


@pytest.mark.parametrize(
    ("choice", "titles"),
    [
        ({}, {"Simbioza vode", "Simbioza energije", "Cona simbioze"}),
        ({"kind": "practice"}, {"Simbioza vode", "Simbioza energije"}),
        ({"country": "IT"}, {"Simbioza energije", "Cona simbioze"}),
        ({"topic": "voda"}, {"Simbioza vode", "Cona simbioze"}),
        ({"kind": "practice", "topic": "voda"}, {"Simbioza vode"}),
        ({"kind": "place", "country": "SI"}, set()),
    ],
)
def test_choices_narrow_the_hits(client, mixed, choice, titles):
    assert set(found(client, q="simbioza", **choice)) == titles


def test_numbers_beside_the_choices_count_the_hits(client, mixed):
    query = {"q": "simbioza", "country": "IT"}

    assert numbers(client, Facet.KIND, **query) == {"practice": 1, "place": 1}
    assert numbers(client, Facet.TOPIC, **query) == {"energija": 2, "voda": 1}
    assert numbers(client, Facet.COUNTRY, **query) == {"SI": 1, "IT": 2}


def test_the_number_of_hits_stands_above_them(client, mixed):
    assert client.get(reverse("catalogue"), {"q": "simbioza"}).context["page"].count == 3


def test_what_was_typed_stands_in_the_field_again(client):
    response = client.get(reverse("catalogue"), {"q": '"><script>alert(1)</script>'})

    assert response.context["typed"] == '"><script>alert(1)</script>'
    assert response.content.count(b"<script>alert") == 0


# --- Whatever is typed ---

HOSTILE = [
    "a" * 10_000,
    "beseda " * 300,
    "č" * 200,
    "AND OR NOT NEAR",
    "AND",
    "* ^ - + : | & ! ( ) <-> \\",
    '"',
    "'",
    '" OR 1=1 --',
    "'; DROP TABLE catalogue_card; --",
    "') UNION SELECT password FROM partners_user --",
    "a:*",
    "title:voda",
    "NEAR(a b, 5)",
    "{a b} : voda",
    "voda*",
    "^voda",
    "'voda':1A & !'les'",
    "voda <-> les",
    "voda & | !",
    "%",
    "_",
    "%s %(a)s {0} {}",
    "${7*7} {{7*7}} {% now %}",
    "\0",
    "voda\0les",
    "voda\nles\r\n\t",
    "👍🏽 👩‍👩‍👧 🇸🇮",
    "\u202evoda\u200f\u200e",
    "\u200b\u200c\u200d\ufeff",
    "½ ℂ ﬁ ǅ İ ẞ ᦰ",
    "日本語 Αθήνα Москва العربية עברית",
    "a\u0301\u0302" * 60,
    "\ufffd\ufffe\uffff",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "xgap",
    "1e999 NaN inf 0x10",
    "c" * 60 + " s" * 60,
]
BROKEN_BYTES = ["%ff%fe", "%ed%a0%80", "%c3", "%00", "%80voda", "%F0%9F", "a%ED%BF%BFb", "%u0161", "%zz", "%"]


@pytest.mark.parametrize("name", ["catalogue", "practice_list"])
def test_nothing_that_is_typed_breaks_the_search(client, name):
    make(Practice, title_sl="Voda in les")

    statuses = {typed: client.get(reverse(name), {"q": typed}).status_code for typed in HOSTILE}

    assert statuses == dict.fromkeys(HOSTILE, 200)


@pytest.mark.parametrize("field", ["q", "sort", "kind", "topic", "country", "project", "language", "year"])
def test_no_broken_bytes_in_the_address_break_the_search(client, field):
    answers = [client.get(f"{reverse('catalogue')}?{field}={value}") for value in BROKEN_BYTES]

    assert [answer.status_code for answer in answers] == [200] * len(BROKEN_BYTES)


@pytest.mark.parametrize("field", ["sort", "kind", "topic", "country", "project", "language", "year"])
def test_no_choice_that_is_not_offered_breaks_the_search(client, field):
    values = "&".join(f"{field}={quote(typed)}" for typed in HOSTILE)

    response = client.get(f"{reverse('catalogue')}?{values}")

    assert response.status_code == 200


def test_words_that_are_too_many_letters_are_named_and_narrow_nothing(client):
    make(Practice, title_sl="Voda")

    response = client.get(reverse("catalogue"), {"q": "a" * 201})

    assert list(response.context["search"].errors) == ["q"]
    assert [card.title_sl for card in response.context["page"].cards] == ["Voda"]
    assert response.context["typed"] == "a" * 200


def test_a_word_of_the_index_itself_finds_nothing(client):
    make(Practice, title_sl="Šola in hiša ob trženju")

    assert found(client, q="xgap") == []


def test_the_search_leaves_no_card_behind_that_is_gone(client, shelf):
    Card.objects.filter(title_sl="Geslo številka 1").delete()

    assert len(found(client, q="geslo")) == 9

"""What a reader can ask for beyond words: phrases, exclusions, topics, what is due; and what asking costs."""

import re
from datetime import timedelta
from itertools import product
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from catalogue.caches import forget_all
from catalogue.filing.agreement import disagreements
from catalogue.models import Card, CatalogueState, Facet, FacetCount
from catalogue.search import browse, suggestions
from library.models import Practice, Term
from tests.factories import make, make_topic

pytestmark = pytest.mark.django_db

QUOTATIONS = ['"{}"', "“{}”", "„{}“", "»{}«", "«{}»", "„{}”"]


def ask(client, **query):
    return client.get(reverse("catalogue"), query)


def titles(response):
    return [card.title_sl for card in response.context["page"].cards]


def found(client, **query):
    """Titles of the hits, in alphabetical order, without any that only hold some of the words."""
    response = ask(client, **query)
    return [] if response.context["search"].criteria.loose else sorted(titles(response))


def make_all(*names):
    return [make(Practice, title_sl=name) for name in names]


# --- Phrases ---


@pytest.mark.parametrize("quotation", QUOTATIONS)
@pytest.mark.parametrize("words", ["industrijska cona", "industrijskih con", "INDUSTRIJSKIMI conami"])
def test_a_phrase_finds_its_words_next_to_each_other_in_any_inflection(client, quotation, words):
    make_all("O industrijskih conah", "Cona je industrijska", "Industrijska poslovna cona", "Industrija brez cone")

    assert found(client, q=quotation.format(words)) == ["O industrijskih conah"]


@pytest.mark.parametrize("words", ["šola življenja", "sola zivljenja", "šole življenj"])
def test_a_phrase_is_found_without_its_carons(client, words):
    make_all("Šola življenja", "Življenje v šoli")

    assert found(client, q=f'"{words}"') == ["Šola življenja"]


@pytest.mark.parametrize("words", ["pomoč za podjetja", "pomoč podjetjem", "pomoč v podjetjih"])
def test_function_words_in_a_phrase_do_not_count(client, words):
    make_all("Pomoč za podjetja", "Podjetja za pomoč")

    assert found(client, q=f'"{words}"') == ["Pomoč za podjetja"]


def test_a_phrase_does_not_reach_from_one_text_into_the_next(client):
    across = {"title_sl": "Prenova cone", "title_en": "Voda", "summary_sl": "Streha", "solution_sl": "Most", "note": ""}
    make(Practice, **across)

    typed = ['"cona voda"', '"cona streha"', '"voda streha"', '"streha most"', '"prenova cone"']

    assert [found(client, q=phrase) for phrase in typed] == [[], [], [], [], ["Prenova cone"]]


def test_a_phrase_is_found_in_the_body_and_across_its_lines(client):
    make(Practice, title_sl="Drugo", solution_sl="Pri podjetjih stoji skupna\nsončna elektrarna.")

    assert found(client, q='"skupne sončne elektrarne"') == ["Drugo"]


@pytest.mark.parametrize("words", ["skupna sončna elektrarna", "sončne elektrarne"])
def test_a_phrase_is_found_where_one_of_its_words_could_be_another_word_too(client, words):
    """“Sončno” is an adverb before it is an adjective."""
    make(Practice, title_sl="Drugo", solution_sl="Postavili so skupno sončno elektrarno.")

    assert found(client, q=f'"{words}"') == ["Drugo"]


def test_a_phrase_and_words_are_asked_for_together(client):
    make_all("Zelena streha šole", "Zelena streha", "Šola ima zeleno ograjo in streho")

    assert found(client, q='šola "zelena streha"') == ["Zelena streha šole"]


def test_function_words_beside_a_phrase_do_not_count(client):
    make_all("Zelena streha šole")

    assert found(client, q='"zelena streha" za') == ["Zelena streha šole"]


def test_a_quotation_mark_that_is_never_closed_is_no_phrase(client):
    make_all("Streha je zelena")

    assert found(client, q='"zelena streha') == ["Streha je zelena"]


def test_a_phrase_is_not_widened_by_topics(client):
    topic = make_topic("streha", "Zelena streha", "Green roof")
    make(Practice, title_sl="Brez besed", topics=[topic])

    assert (found(client, q="zelena streha"), found(client, q='"zelena streha"')) == (["Brez besed"], [])


# --- Exclusions ---


@pytest.mark.parametrize(
    "typed", ["streha -šola", "-šola streha", "streha -ŠOLAMI", "streha -sola", "-šole -šoli streha"]
)
def test_a_word_behind_a_minus_must_not_be_there_in_any_inflection(client, typed):
    make_all("Zelena streha", "Streha na šoli", "Šola")

    assert found(client, q=typed) == ["Zelena streha"]


@pytest.mark.parametrize("quotation", QUOTATIONS)
def test_a_phrase_behind_a_minus_must_not_be_there(client, quotation):
    make_all("Cona na jugu, ne industrijska", "O industrijskih conah", "Cona")

    typed = "cona -" + quotation.format("industrijska cona")

    assert found(client, q=typed) == ["Cona", "Cona na jugu, ne industrijska"]


def test_a_minus_inside_a_word_or_alone_excludes_nothing(client):
    make_all("Koper-Sever", "Koper")

    assert [found(client, q=typed) for typed in ("koper-sever", "koper - sever", "koper -")] == [
        ["Koper-Sever"],
        ["Koper-Sever"],
        ["Koper", "Koper-Sever"],
    ]


def test_with_only_an_exclusion_all_the_rest_is_found(client):
    make_all("Zelena streha", "Šola")

    assert found(client, q="-šola") == ["Zelena streha"]


@pytest.mark.parametrize("typed", ["-šola -voda", '-"zelena voda" -šola', "-978-961", "-šola -šola -voda"])
@pytest.mark.parametrize("sort", ["relevance", "recommended", "title", "newest"])
def test_with_only_exclusions_all_the_rest_is_found(client, typed, sort):
    make_all("Zelena streha", "Šola", "Zelena voda", "Številka 978-961")

    hits = found(client, q=typed, sort=sort)

    assert (hits.count("Zelena streha"), len(hits) < 4) == (1, True)


def test_with_exclusions_and_choices_both_narrow(client):
    make_all("Zelena streha", "Šola", "Voda")
    make(Term, title_sl="Geslo")

    assert found(client, q="-šola -voda", kind="practice") == ["Zelena streha"]
    assert found(client, q="-šola -voda", kind="term") == ["Geslo"]


@pytest.mark.parametrize("typed", ['"', '""', "-", "- -", '-"', '-""', "„“", '"za in"', '" - " -', "-!", '-" "'])
def test_operators_without_words_break_nothing(client, typed):
    make_all("Streha za vodo")

    assert ask(client, q=typed).status_code == 200


@pytest.mark.parametrize("typed", ['""', "- -", '-"', '" - " -', "-!"])
def test_operators_without_words_narrow_nothing(client, typed):
    make_all("Streha")

    assert found(client, q=typed) == ["Streha"]


# --- Any of the words ---


def test_where_nothing_holds_all_words_those_with_the_most_come_first_and_the_page_says_so(client):
    make(Practice, title_sl="Streha", summary_sl="Les.")
    make(Practice, title_sl="Voda", summary_sl="Streha in les.")
    make(Practice, title_sl="Okno", summary_sl="Les.")
    make(Practice, title_sl="Les", summary_sl="Okno.")

    response = ask(client, q="voda streha les okno")

    assert (len(response.context["search"].criteria.loose), response.context["page"].count) == (4, 4)
    assert titles(response)[0] == "Voda"
    assert response.content.decode().count("Noben zapis ne vsebuje vseh teh besed.") == 1


def test_what_is_excluded_is_not_among_those_with_any_of_the_words(client):
    make_all("Voda", "Streha", "Streha šole")

    assert sorted(titles(ask(client, q="voda streha -šola"))) == ["Streha", "Voda"]


def test_one_word_that_finds_nothing_is_not_loosened(client):
    make_all("Voda")

    response = ask(client, q="okno -streha")

    assert (titles(response), response.context["search"].criteria.loose) == ([], ())


def test_choices_hold_for_any_of_the_words_too(client):
    make(Practice, title_sl="Voda", country="SI")
    make(Practice, title_sl="Streha", country="IT")

    assert titles(ask(client, q="voda streha", country="IT")) == ["Streha"]


# --- Topics ---


@pytest.fixture
def waters():
    """Entries with a topic and with a narrower one, none of which holds a word of it in Slovenian or English."""
    water, drinking = make_topic("voda", "Voda", "Water"), make_topic("pitna", "Pitna tekočina", "Potable liquid")
    drinking.set_broader([water])
    make(Practice, title_sl="Nosi temo", topics=[water])
    make(Practice, title_sl="Nosi ožjo temo", topics=[drinking])
    make(Practice, title_sl="V besedilu", solution_sl="Water and voda.")


@pytest.mark.parametrize("language", ["sl", "en"])
@pytest.mark.parametrize("typed", ["voda", "vodami", "water", "waters"])
def test_what_carries_a_topic_or_a_narrower_one_comes_after_what_holds_the_words(client, waters, typed, language):
    with translation.override(language):
        response = ask(client, q=typed)

    first, *others = titles(response)
    assert (first, sorted(others)) == ("V besedilu", ["Nosi ožjo temo", "Nosi temo"])


@pytest.mark.parametrize(("language", "said"), [("sl", "»Voda«"), ("en", "“Water”")])
def test_the_page_says_which_topic_was_named(client, waters, language, said):
    with translation.override(language):
        response = ask(client, q="voda")
        without = ask(client, q="besedilo")

    notices = re.findall(r'<p class="notice"[^>]*>(.*?)</p>', response.content.decode(), re.DOTALL)
    assert [notice.count(said) for notice in notices] == [1]
    assert without.content.decode().count('class="notice"') == 0


def test_another_word_beside_a_named_topic_must_still_be_there(client, waters):
    make(Practice, title_sl="Streha")

    assert found(client, q="voda nosi ožja") == ["Nosi ožjo temo"]


# --- What is due ---


@pytest.fixture
def scheduled():
    """Public from tomorrow; beside it one that is public."""
    make(Practice, title_sl="Danes", country="SI")
    practice = make(Practice, published=False, title_sl="Jutrišnjica", country="AT", solution_sl="Skrivnostnik.")
    practice.published_at = timezone.now() + timedelta(days=1)
    practice.publish()
    return practice


def in_two_days():
    return patch("django.utils.timezone.now", return_value=timezone.now() + timedelta(days=2))


def seen_of(client):
    """Whatever a reader may notice of the entry that is scheduled."""
    pages = [ask(client, q="skrivnostnik"), ask(client), ask(client, sort="title"), ask(client, q="-danes")]
    pages += [ask(client, kind="practice", sort="newest"), client.get(reverse("practice_list"))]
    listed = [titles(page).count("Jutrišnjica") for page in pages]
    typed = [client.get(reverse("suggest"), {"q": word}).json()[1] for word in ("jutr", "skrivnostn")]
    found = browse.found(CatalogueState.objects.get(pk=1).version, browse.Criteria())
    return listed, typed, (found.total, found.numbers[Facet.COUNTRY])


def test_a_scheduled_entry_is_neither_found_nor_counted_before_its_time(client, scheduled):
    expected = ([0] * 6, [[], []], (1, {"SI": 1}))

    assert seen_of(client) == expected
    assert FacetCount.objects.filter(value="AT", number__gt=0).count() == 0
    assert client.get(scheduled.get_absolute_url()).status_code == 404
    assert list(disagreements()) == []


def test_a_scheduled_entry_is_found_and_counted_from_its_time_on_without_any_command(client, scheduled):
    before = ask(client, q="skrivnostnik").context["page"].count

    with in_two_days():
        listed, typed, numbers = seen_of(client)
        disagreeing = list(disagreements())

    assert (before, listed, numbers) == (0, [1] * 6, (2, {"SI": 1, "AT": 1}))
    assert [len(texts) > 0 for texts in typed] == [True, True]
    assert (disagreeing, CatalogueState.objects.get(pk=1).due) == ([], None)


def test_the_day_that_comes_next_is_remembered(scheduled):
    later = make(Practice, published=False, title_sl="Pojutrišnjem")
    later.published_at = timezone.now() + timedelta(days=9)
    later.publish()
    first = CatalogueState.objects.get(pk=1).due

    with in_two_days():
        browse.found(0, browse.Criteria())
        state = suggestions.current_state()

    assert (first, state.due) == (scheduled.published_at, later.published_at)
    assert list(Card.objects.filter(waiting=True).values_list("title_sl", flat=True)) == ["Pojutrišnjem"]


def test_a_scheduled_entry_that_is_withdrawn_never_appears(client, scheduled):
    scheduled.withdraw()

    with in_two_days():
        listed, _typed, numbers = seen_of(client)

    assert (listed, numbers) == ([0] * 6, (1, {"SI": 1}))


# --- What it costs ---


def queries(client, address):
    """How often a page asks the database when nothing is kept in the process yet."""
    forget_all()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200
    return len(captured)


WORDS = ["", "q=streha&", "q=streha+-nikoli&", "q=%22zelena+streha%22&"]
CHOICES = ["", "country=SI&", "kind=practice&country=SI&topic=voda&year=2014&language=sl&"]
SORTS = ["", "sort=recommended", "sort=title", "sort=newest", "sort=oldest"]


@pytest.mark.parametrize("words", WORDS)
def test_a_search_asks_as_often_for_many_hits_as_for_one(client, words):
    topic = make_topic("voda", "Voda", "Water")
    fields = {"title_sl": "Zelena streha", "country": "SI", "start": "2014", "topics": [topic]}
    make(Practice, **fields)
    addresses = [f"{reverse('catalogue')}?{words}{choices}{sort}" for choices, sort in product(CHOICES, SORTS)]

    one = {address: queries(client, address) for address in addresses}
    for _ in range(4):
        make(Practice, **fields, summary_sl="Povzetek o zeleni strehi.")
    many = {address: queries(client, address) for address in addresses}

    assert many == one
    assert max(one.values()) <= 8


@pytest.mark.parametrize("typed", ["streha vrtnica", "strhea", "streha vdoa xyzzy", "xyzzy"])
def test_what_is_not_found_asks_a_few_times_more_whatever_there_is(client, typed):
    make(Practice, title_sl="Zelena streha")
    address = f"{reverse('catalogue')}?q={typed}"

    one = queries(client, address)
    make_all("Zelena streha II", "Stresna voda", "Vode")
    many = queries(client, address)

    assert max(one, many) <= 20

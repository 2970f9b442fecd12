"""Searching what matches very many entries: estimates, tiers and samples, here on a few entries that take that way."""

import zlib
from datetime import timedelta
from itertools import count, islice

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from catalogue.filing import tiers
from catalogue.filing.agreement import disagreements
from catalogue.models import Card, CatalogueState, Facet
from catalogue.search import browse, finding
from catalogue.search.expressions import SAMPLE_01, SAMPLE_1, SAMPLE_10
from catalogue.search.query import understood
from library.models import Practice
from tests.factories import make, make_topic
from tests.standing import standing

pytestmark = pytest.mark.django_db

VERSIONS = count()
FEW = finding.Size(0, 0)
# Sizes, as the sample of 1 % says them, from which the ways part.
MANY, VERY_MANY, MOST = finding.Size(60, 60), finding.Size(300, 300), finding.Size(3_000, 3_000)
SORTS = [*browse.SORTS]


def lot(external_id):
    return zlib.crc32(external_id.encode()) % 1000


def seeds(low, high, number):
    """Identifiers whose lot falls from `low` up to `high`, of thousand."""
    return list(islice((name for n in count() if low <= lot(name := f"lot-{n}") < high), number))


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker):
    """12 practices with the word: 1 in the 1 % sample, 4 in the 10 % sample, in titles or in texts."""
    names = [*seeds(0, 10, 1), *seeds(10, 100, 3), *seeds(100, 1000, 8)]

    def build():
        topic = make_topic("zemlja", "Zemlja", "Soil")
        for n, name in enumerate(names):
            make(
                Practice,
                external_id=name,
                title_sl=f"Voda {n:02}" if n % 3 == 0 else f"Praksa {n:02}",
                solution_sl=f"O vodi. {'Beseda. ' * n}",
                country="SI" if n % 2 else "IT",
                start=f"20{10 + n}",
                confidence="uncertain" if n % 4 else "confirmed",
                topics=[topic] if n < 2 else [],
            )

    with standing(django_db_blocker, build):
        yield


@pytest.fixture
def shelf(filled, db):
    """The practices as every test finds them; made once, for all tests here that ask the database at all."""
    return list(Practice.objects.order_by("pk"))


@pytest.fixture
def large(monkeypatch):
    """Any number of matches is too many to look at all of them."""
    monkeypatch.setattr(finding, "FEW_IN_SAMPLE", 0)
    monkeypatch.setattr(finding, "COUNTED_IN_SAMPLE", 0)


@pytest.fixture
def tuned(shelf, monkeypatch):
    """The best 10 % and 1 % told apart, as in a large catalogue."""
    monkeypatch.setattr(tiers, "SMALLEST", 1)
    tiers.retune()
    return CatalogueState.objects.get(pk=1)


def ask(client, **query):
    return client.get(reverse("catalogue"), query)


def hits(sort, size, start=0, stop=100, **chosen):
    criteria = browse.Criteria(query=understood("voda"), **chosen)
    found = browse.Found({}, 0, False, size, version=next(VERSIONS))  # each time another one: nothing is kept
    return [card.title_sl for card in browse.cards(criteria, sort, found, start, stop)]


# --- Estimates ---


def test_numbers_of_few_matches_are_exact(client, shelf):
    page = ask(client, q="voda").context["page"]

    assert (page.count, page.exact) == (12, True)


def test_numbers_of_many_matches_are_ten_times_those_of_the_sample_and_said_to_be_about(client, shelf, large):
    with translation.override("en"):
        response = ask(client, q="voda")

    page, text = response.context["page"], response.content.decode()
    assert (page.count, page.exact) == (40, False)
    assert (text.count(">about 40 entries<"), text.count("The numbers are about right")) == (1, 1)


@pytest.mark.parametrize(("limit", "exact", "number"), [(2, True, 12), (1, False, 40)])
def test_numbers_are_exact_up_to_the_limit(client, shelf, monkeypatch, limit, exact, number):
    monkeypatch.setattr(finding, "COUNTED_IN_SAMPLE", limit)

    page = ask(client, q="voda").context["page"]

    assert (page.exact, page.count) == (exact, number)


def numbers(client, facet, **query):
    criteria = ask(client, **query).context["search"].criteria
    return browse.found(0, criteria).numbers[facet]


def test_the_choice_of_a_facet_does_not_narrow_its_own_numbers_in_a_sample(client, shelf, large):
    assert numbers(client, Facet.COUNTRY, q="voda") == {"IT": 20, "SI": 20}
    assert numbers(client, Facet.COUNTRY, q="voda", country="SI") == {"IT": 20, "SI": 20}
    assert numbers(client, Facet.TOPIC, q="voda", country="SI") == {"zemlja": 10}
    assert numbers(client, Facet.COUNTRY, q="voda", country="SI", topic="zemlja") == {"IT": 10, "SI": 10}


@pytest.mark.parametrize(
    ("in_sample", "bucket"),
    [(0, None), (49, None), (50, SAMPLE_10), (299, SAMPLE_10), (300, SAMPLE_1), (2_999, SAMPLE_1), (3_000, SAMPLE_01)],
)
def test_the_more_matches_the_smaller_the_sample(in_sample, bucket):
    assert finding.bucket_for(in_sample) == bucket


@pytest.mark.parametrize(
    ("number", "scale", "said"),
    [(12_345, 1, 12_345), (12_340, 10, 12_000), (5_670, 10, 5_700), (95_600, 100, 96_000), (10, 10, 10), (0, 10, 0)],
)
def test_a_sample_knows_two_figures(number, scale, said):
    assert finding.rounded(number, scale) == said


# --- Pages ---


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("size", [MANY, VERY_MANY], ids=["many", "very many"])
@pytest.mark.parametrize("chosen", [{}, {"country": ("SI",)}], ids=["words", "words and a choice"])
def test_where_all_are_among_the_best_many_are_listed_like_few(shelf, sort, size, chosen):
    assert hits(sort, size, **chosen) == hits(sort, FEW, **chosen)
    assert len(hits(sort, size, **chosen)) == (6 if chosen else 12)


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("size", [FEW, MANY, VERY_MANY], ids=["few", "many", "very many"])
@pytest.mark.parametrize(("read", "ranked"), [(1, 1), (5, 5), (6, 6), (3, 8), (600, 600)])
def test_pages_hold_each_match_once(shelf, monkeypatch, sort, size, read, ranked):
    monkeypatch.setattr(finding, "READ", read)
    monkeypatch.setattr(finding, "RANKED", ranked)

    pages = [hits(sort, size, start, start + 2) for start in range(0, 14, 2)]

    assert [len(page) for page in pages] == [2] * 6 + [0]
    assert sorted(title for page in pages for title in page) == sorted(entry.title_sl for entry in shelf)


@pytest.mark.parametrize("sort", ["title", "newest", "oldest"])
def test_an_order_of_its_own_holds_for_all_matches_also_beyond_the_best(tuned, shelf, sort):
    expected = hits(sort, FEW)

    assert (hits(sort, MANY), hits(sort, VERY_MANY), hits(sort, MOST)) == (expected, expected, expected)


def shown_of(shelf, wanted):
    cards = {entry: entry.cards.get() for entry in shelf}
    return {entry.title_sl for entry, card in cards.items() if wanted(entry, card)}


def is_titled(entry):
    return entry.title_sl.startswith("Voda")


def test_of_many_matches_the_best_a_sample_and_those_with_the_word_in_the_title_compete(tuned, shelf):
    def competes(entry, card):
        return card.score >= tuned.best_10 or lot(entry.external_id) < 10 or is_titled(entry)

    assert set(hits("relevance", finding.Size(70, 5))) == shown_of(shelf, competes)
    assert len(shown_of(shelf, competes)) < len(shelf)


def test_of_many_with_the_word_in_the_title_the_best_compete(tuned, shelf):
    def competes(entry, card):
        return card.score >= tuned.best_10 or lot(entry.external_id) < 10

    assert set(hits("relevance", finding.Size(70, 70))) == shown_of(shelf, competes)
    assert len(shown_of(shelf, competes)) < len(shelf)


def test_of_very_many_matches_the_very_best_and_a_smaller_sample_compete(tuned, shelf):
    def competes(entry, card):
        return card.score >= tuned.best_1 or lot(entry.external_id) < 10 or is_titled(entry)

    assert set(hits("relevance", finding.Size(300, 0))) == shown_of(shelf, competes)
    assert set(hits("recommended", finding.Size(300, 0))) == shown_of(
        shelf, lambda entry, card: card.score >= tuned.best_1 or lot(entry.external_id) < 10
    )


def test_of_many_matches_no_more_pages_are_shown_than_are_ranked(client, shelf, large, monkeypatch, settings):
    monkeypatch.setattr(finding, "RANKED", 6)
    settings.PAGE_SIZE = 3

    with translation.override("en"):
        pages = [ask(client, q="voda", page=page) for page in (1, 2, 3)]

    assert [response.status_code for response in pages] == [200, 200, 404]
    assert [len(response.context["page"].cards) for response in pages[:2]] == [3, 3]
    said = [response.content.decode().count("More entries match than these pages show") for response in pages[:2]]
    assert said == [0, 1]


def test_few_matches_are_shown_to_the_last(client, shelf, settings):
    settings.PAGE_SIZE = 5

    last = ask(client, q="voda", page=3)

    assert (last.context["page"].pages, len(last.context["page"].cards)) == (3, 2)
    assert last.context["page"].more_than_shown is False


def test_the_best_of_many_stand_first(client, shelf, large, settings):
    settings.PAGE_SIZE = 4

    first = [card.title_sl for card in ask(client, q="voda").context["page"].cards]

    assert sorted(first) == ["Voda 00", "Voda 03", "Voda 06", "Voda 09"]


def test_what_is_not_public_is_not_shown_whatever_the_index_says(client, shelf, large):
    Card.objects.filter(title_sl="Voda 00").update(published_at=timezone.now() + timedelta(days=1))
    Card.objects.filter(title_sl="Voda 03").update(waiting=True)

    shown = [{card.title_sl for card in ask(client, q="voda", sort=sort).context["page"].cards} for sort in SORTS]

    assert [titles & {"Voda 00", "Voda 03"} for titles in shown] == [set()] * len(SORTS)
    assert [len(titles) for titles in shown] == [10] * len(SORTS)


# --- Tiers ---


def carriers(term):
    """Titles of what the index finds by a term of its own."""
    return {card.title_sl for card in finding.among(browse.index(), Card.objects.all(), term)}


def from_score(score):
    return set(Card.objects.filter(score__gte=score).values_list("title_sl", flat=True))


def test_in_a_small_catalogue_all_are_among_the_best(shelf):
    tiers.retune()

    assert (len(carriers(finding.BEST_10)), len(carriers(finding.BEST_1))) == (12, 12)
    assert tiers.thresholds() == (0, 0)


def test_tiers_hold_the_best_as_counted(tuned, shelf):
    assert (tuned.best_10, tuned.best_1) == tiers.thresholds()
    assert carriers(finding.BEST_10) == from_score(tuned.best_10)
    assert (carriers(finding.BEST_1), len(carriers(finding.BEST_1))) == (from_score(tuned.best_1), 1)
    assert (len(carriers(finding.BEST_10)), list(disagreements())) == (2, [])


@pytest.mark.parametrize("smallest", [1, 1000], ids=["rise", "fall"])
def test_tiers_move_with_the_scores_up_and_down(tuned, shelf, monkeypatch, smallest):
    for number in range(12):
        make(Practice, title_sl=f"Nova {number}", confidence="confirmed", start="2050", country="SI")
    monkeypatch.setattr(tiers, "SMALLEST", smallest)

    tiers.retune()

    state = CatalogueState.objects.get(pk=1)
    assert (state.best_10 > tuned.best_10, state.best_10 == 0) == (smallest == 1, smallest == 1000)
    assert (carriers(finding.BEST_10), carriers(finding.BEST_1)) == (
        from_score(state.best_10),
        from_score(state.best_1),
    )
    assert list(disagreements()) == []


def test_tuning_twice_changes_nothing(tuned, shelf):
    before = carriers(finding.BEST_10), carriers(finding.BEST_1)

    tiers.retune()

    assert (carriers(finding.BEST_10), carriers(finding.BEST_1)) == before


def test_what_is_saved_later_is_measured_by_the_tiers_as_counted(tuned, shelf):
    make(Practice, title_sl="Zadnja", confidence="uncertain", start="1980", related_case=True)

    assert (carriers(finding.BEST_10) & {"Zadnja"}, list(disagreements())) == (set(), [])

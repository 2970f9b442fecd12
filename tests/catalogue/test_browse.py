"""Browsing: choices with their numbers, sorting, pages, addresses that keep their state, and what it costs to ask."""

import pytest
from django.conf import settings as django_settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from catalogue.caches import forget_all
from catalogue.forms import NARROWING, CatalogueSearch
from catalogue.models import Facet, Kind
from catalogue.search import browse
from library.models import Book, Chapter, Practice, Publication, Term
from partners.models import Listing, Network, Partner, Place, Post
from plans.models import ActionPlan, Commitment, Recommendation
from projects.models import Programme, Project
from tests.factories import MODELS, make, make_topic
from tools.models import PublicRun, Tool
from workshops.models import Event, Transfer

pytestmark = pytest.mark.django_db

ALPHABET = ["Cvet", "Čebela", "Dom", "Sol", "Šola", "Zebra", "Žaba"]


def ask(client, name="catalogue", **query):
    return client.get(reverse(name), query)


def titles(response):
    return [card.title_sl for card in response.context["page"].cards]


def choices(response, facet):
    """{label: number} of one facet as the page shows it."""
    groups = {group["name"]: group["values"] for group in response.context["facets"]}
    return {str(value["label"]): value["number"] for value in groups.get(facet, [])}


def chosen_addresses(response):
    return {str(chip["label"]): chip["query"] for chip in response.context["active"]}


@pytest.fixture
def mixed():
    water, energy = make_topic("voda", "Voda", "Water"), make_topic("energija", "Energija", "Energy")
    project = make(Project, acronym="MER", start="2013")
    make(Practice, title_sl="P1", country="SI", start="2013-05", topics=[water], project=project)
    make(Practice, title_sl="P2", title_en="P2", country="IT", start="2014", topics=[energy])
    make(Place, title_sl="C1", title_en="C1", country="IT", topics=[water, energy])
    make(Publication, title_sl="K1", title_en="K1", year=2014, languages="it, fr", project=project)
    return project


# --- Choices and their numbers ---


def test_every_choice_has_the_number_of_its_entries(client, mixed):
    response = ask(client)

    assert choices(response, Facet.KIND) == {
        str(kind.plural): number
        for kind, number in [(Kind.PRACTICE, 2), (Kind.PUBLICATION, 1), (Kind.PROJECT, 1), (Kind.PLACE, 1)]
    }
    assert choices(response, Facet.TOPIC) == {"Voda": 2, "Energija": 2}
    assert choices(response, Facet.COUNTRY) == {"Italija": 2, "Slovenija": 1}
    assert choices(response, Facet.PROJECT) == {"MER": 3}
    assert choices(response, Facet.YEAR) == {"2014": 2, "2013": 2}
    assert list(choices(response, Facet.LANGUAGE).values()) == [3, 1, 1, 4]


@pytest.mark.parametrize("asked", ["", "kind=practice", "q=zgled+xyzzyqwv"])
def test_the_numbers_stand_without_a_page(mixed, asked):
    alone, paged = CatalogueSearch(QueryDict(asked)), CatalogueSearch(QueryDict(asked))
    paged.page(1)

    assert alone.facets() == paged.facets()
    assert alone.criteria == paged.criteria


def test_what_is_chosen_in_a_facet_does_not_narrow_its_own_numbers(client, mixed):
    response = ask(client, country="SI")

    assert choices(response, Facet.COUNTRY) == {"Italija": 2, "Slovenija": 1}
    assert choices(response, Facet.TOPIC) == {"Voda": 1}


def test_what_is_chosen_in_two_facets_narrows_each_by_the_other(client, mixed):
    response = ask(client, country="IT", topic="voda")

    assert titles(response) == ["C1"]
    assert choices(response, Facet.COUNTRY) == {"Italija": 1, "Slovenija": 1}
    assert choices(response, Facet.TOPIC) == {"Voda": 1, "Energija": 2}
    assert sum(choices(response, Facet.KIND).values()) == 1


def test_values_of_one_facet_add_up(client, mixed):
    response = ask(client, country=["SI", "IT"])

    assert set(titles(response)) == {"P1", "P2", "C1"}
    assert response.context["page"].count == 3


def test_a_choice_that_would_find_nothing_is_not_offered(client, mixed):
    assert choices(ask(client, kind="place"), Facet.PROJECT) == {}


def test_a_chosen_value_stays_in_sight_when_it_finds_nothing(client, mixed):
    response = ask(client, kind="place", country="SI")

    assert (titles(response), choices(response, Facet.COUNTRY)) == ([], {"Italija": 1, "Slovenija": 0})


@pytest.mark.parametrize("language", ["sl", "en"])
def test_numbers_are_the_same_in_both_languages(client, mixed, language):
    with translation.override(language):
        response = ask(client)

    assert [list(choices(response, facet).values()) for facet in (Facet.KIND, Facet.YEAR)] == [[2, 1, 1, 1], [2, 2]]


@pytest.mark.parametrize("facet", [facet.value for facet in Facet])
def test_an_unknown_value_is_named_and_narrows_nothing(client, mixed, facet):
    response = ask(client, **{facet: "izmišljeno"})

    [message] = response.context["search"].errors[facet]
    assert message.count("izmišljeno") == 1
    assert response.context["page"].count == 5
    assert response.content.decode().count(message.replace("'", "&#x27;")) == 1


def test_an_unknown_order_is_named_and_the_usual_one_taken(client, mixed):
    response = ask(client, sort="po-barvi")

    assert list(response.context["search"].errors) == ["sort"]
    assert response.context["search"].order == "recommended"


def test_a_draft_project_is_no_choice(client):
    project = make(Project, acronym="SKRITI", published=False)
    make(Practice, project=project)

    assert choices(ask(client), Facet.PROJECT) == {}


def test_the_numbers_follow_a_change_at_once(client, mixed):
    before = choices(ask(client), Facet.COUNTRY)

    make(Practice, country="AT")

    assert (before, choices(ask(client), Facet.COUNTRY)) == (
        {"Italija": 2, "Slovenija": 1},
        {"Avstrija": 1, "Italija": 2, "Slovenija": 1},
    )


# --- Sorting ---


def test_titles_are_sorted_by_the_slovenian_alphabet(client):
    for title in ALPHABET[::-1]:
        make(Term, title_sl=title)

    assert titles(ask(client, sort="title")) == ALPHABET
    assert titles(ask(client, "term_list", sort="title")) == ALPHABET


def test_titles_are_sorted_by_the_titles_of_the_pages_language(client):
    make(Term, title_sl="Žaba", title_en="Apple")
    make(Term, title_sl="Avto", title_en="Zebra")
    make(Term, title_sl="Čebela")

    with translation.override("en"):
        response = ask(client, sort="title")

    assert titles(response) == ["Žaba", "Čebela", "Avto"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("newest", ["2014-05-31", "2014-05", "2014", "2013-12", "", ""]),
        ("oldest", ["2013-12", "2014", "2014-05", "2014-05-31", "", ""]),
    ],
)
def test_dates_are_sorted_and_what_has_none_comes_last(client, sort, expected):
    for start in ("", "2014", "2014-05-31", "2013-12", "", "2014-05"):
        make(Practice, start=start)

    response = ask(client, sort=sort)

    assert [card.date for card in response.context["page"].cards] == expected


def test_events_come_newest_first(client):
    for start in ("2013", "2015", "2014"):
        make(Event, title_sl=start, start=start)

    assert titles(ask(client, "event_list")) == ["2015", "2014", "2013"]


def test_best_match_is_offered_only_for_words(client, mixed):
    orders = [[key for key, _label in ask(client, **query).context["search"].sorts()] for query in ({}, {"q": "p1"})]

    assert orders == [["recommended", "title", "newest", "oldest"], [*browse.SORTS]]


def test_best_match_without_words_is_the_usual_order(client, mixed):
    assert ask(client, sort="relevance").context["search"].order == "recommended"


# --- Pages ---


@pytest.fixture
def many():
    """One more than fits on a page."""
    return [make(Term, title_sl=f"Geslo {n:02}") for n in range(django_settings.PAGE_SIZE + 1)]


def test_a_page_holds_twenty_four_cards(client, many):
    first, second = (ask(client, sort="title", page=page) for page in (1, 2))

    assert [len(titles(response)) for response in (first, second)] == [24, 1]
    assert titles(first) + titles(second) == [entry.title_sl for entry in many]
    assert (first.context["page"].first, first.context["page"].last) == (1, 24)
    assert (second.context["page"].first, second.context["page"].last) == (25, 25)


@pytest.mark.parametrize("name", ["catalogue", "term_list"])
@pytest.mark.parametrize(
    "page", ["abc", "-1", "0", "3", "1.5", "1e1", "１", "10" + "0" * 19, "\0", "99999", " 1", "+1"]
)
def test_a_page_that_does_not_exist_is_not_found(client, name, page):
    make(Term)

    assert ask(client, name, page=page).status_code == 404


@pytest.mark.parametrize("page", ["", "1", "01", "2", "00002"])
def test_a_page_that_exists_is_found(client, settings, page):
    settings.PAGE_SIZE = 1
    make(Term)
    make(Term)

    assert ask(client, page=page).status_code == 200


def test_neighbouring_pages_keep_what_was_asked(client, many):
    response = ask(client, kind="term", sort="title", page=2)

    links = response.context["links"]
    assert (links["previous"], links["next"]) == ("?kind=term&sort=title", None)
    assert [link["query"] for link in links["numbers"]] == ["?kind=term&sort=title", "?kind=term&sort=title&page=2"]


def test_page_numbers_leave_gaps(client, settings):
    settings.PAGE_SIZE = 1
    for _ in range(9):
        make(Term)

    pages = [[link["number"] for link in ask(client, page=page).context["links"]["numbers"]] for page in (1, 5, 9)]

    assert pages == [[1, 2, None, 9], [1, None, 4, 5, 6, None, 9], [1, None, 8, 9]]


# --- Addresses ---


def test_every_choice_leads_to_itself_added_and_from_there_back(client, mixed):
    response = ask(client, q="dobra praksa", country="IT")
    values = {str(value["label"]): value for group in response.context["facets"] for value in group["values"]}

    added = client.get(reverse("catalogue") + values["Slovenija"]["query"])
    back = client.get(reverse("catalogue") + values["Italija"]["query"])

    assert added.context["search"].criteria.country == ("IT", "SI")
    assert (back.context["search"].criteria.country, back.context["search"].words) == ((), "dobra praksa")


def test_each_chip_drops_its_own_condition(client, mixed):
    response = ask(client, q="P1", country=["IT", "SI"], topic="voda", sort="title")

    assert {label: query for label, query in chosen_addresses(response).items() if label in ("Italija", "Voda")} == {
        "Italija": "?topic=voda&country=SI&q=P1&sort=title",
        "Voda": "?country=IT&country=SI&q=P1&sort=title",
    }
    assert len(chosen_addresses(response)) == 4


def test_without_conditions_there_are_no_chips(client, mixed):
    assert chosen_addresses(ask(client, sort="title")) == {}


def test_the_small_forms_carry_the_rest_along(client, mixed):
    response = ask(client, q="p", country="IT", sort="title", page=1)

    assert response.context["hidden_search"] == [("country", "IT"), ("sort", "title")]
    assert response.context["hidden_sort"] == [("country", "IT"), ("q", "p")]


def test_the_same_address_shows_the_same_page(client, mixed):
    query = {"q": "p", "country": ["SI", "IT"], "sort": "oldest"}

    first, second = ask(client, **query), ask(client, **query)

    assert first.content == second.content


def test_a_list_that_is_narrowed_is_not_for_search_engines(client, mixed):
    pages = [ask(client), ask(client, kind="practice")]

    assert [response.content.count(b'content="noindex, follow"') for response in pages] == [0, 1]


# --- Nothing there ---


@pytest.mark.parametrize("name", ["catalogue", "home", "map", *(kind.list_name for kind in Kind)])
@pytest.mark.parametrize("language", ["sl", "en"])
def test_an_empty_portal_says_so_on_every_list(client, name, language):
    with translation.override(language):
        response = ask(client, name)

    assert response.status_code == 200
    assert response.content.count(b'class="empty') == 1


def test_nothing_found_offers_ways_out(client, mixed):
    response = ask(client, q="nenavadnost")

    assert (titles(response), response.context["page"].count) == ([], 0)
    assert response.content.decode().count(f'<a href="{reverse("catalogue")}">') >= 2


# --- The list of one kind ---


@pytest.mark.parametrize("model", MODELS)
def test_the_list_of_a_kind_shows_only_that_kind(client, model):
    entries = [make(model) for _ in range(2)]
    make(Tool if model is Term else Term)

    response = ask(client, model.kind.list_name)

    assert {card.object_id for card in response.context["page"].cards} == {entry.pk for entry in entries}
    assert {card.kind for card in response.context["page"].cards} == {model.kind.value}
    assert response.context["page"].count == 2


def test_the_list_of_a_kind_offers_no_other_kinds(client, mixed):
    response = ask(client, "practice_list", kind="place", country="IT")

    assert titles(response) == ["P2"]
    assert choices(response, Facet.KIND) == {}
    assert list(chosen_addresses(response).values()) == ["?"]


# --- What it costs ---


def queries(client, address):
    """How often a page asks the database when nothing is kept in the process yet."""
    forget_all()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = client.get(address)
    assert response.status_code == 200
    return len(captured)


LISTS = ["catalogue", *(kind.list_name for kind in Kind)]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_the_database_as_often_for_three_entries_as_for_one(client, name):
    models = {model.kind.list_name: model for model in MODELS}
    model = models.get(name, Practice)
    topic = make_topic("voda", "Voda", "Water")
    make(model, topics=[topic])

    one = queries(client, reverse(name))
    for _ in range(2):
        make(model, topics=[topic])
    three = queries(client, reverse(name))

    assert (one, one <= 5) == (three, True)


@pytest.mark.parametrize(
    ("query", "most"),
    [
        ("topic=voda", 6),
        ("sort=newest", 5),
        ("q=praksa&topic=voda&country=SI&year=2013&sort=title", 7),
        ("q=praksa", 8),  # topics named, sizes, numbers, the order; the cards and their texts
    ],
)
def test_narrowing_asks_no_more_often(client, query, most):
    make(Practice, title_sl="Praksa", country="SI", start="2013", topics=[make_topic("voda", "Voda", "Water")])

    assert queries(client, f"{reverse('catalogue')}?{query}") <= most


def test_a_list_that_was_just_shown_asks_less(client):
    make(Practice)
    first = queries(client, reverse("catalogue"))

    with CaptureQueriesContext(connection) as again:
        client.get(reverse("catalogue"))

    assert len(again) < first


@pytest.mark.parametrize("query", ["q=praksa", "topic=voda", "q=praksa&page=2"])
def test_what_was_found_is_not_looked_for_again_on_its_further_pages(client, settings, query):
    settings.PAGE_SIZE = 2
    topics = [make_topic("voda", "Voda", "Water")]
    for _ in range(4):
        make(Practice, title_sl="Praksa", topics=topics)
    address = f"{reverse('catalogue')}?{query}"
    queries(client, address.replace("&page=2", ""))

    with CaptureQueriesContext(connection) as again:
        client.get(address)

    assert [asked["sql"] for asked in again if "placed" in asked["sql"]] == []


@pytest.mark.parametrize(("longest", "times"), [(NARROWING.longest, 1), (500, 2)])
def test_what_a_list_can_be_narrowed_by_is_kept_where_it_is_not_too_long(client, mixed, monkeypatch, longest, times):
    written, write = [], CatalogueSearch.written_narrowing
    monkeypatch.setattr(NARROWING, "longest", longest)
    monkeypatch.setattr(CatalogueSearch, "written_narrowing", lambda self: written.append(write(self)) or written[-1])

    shown = [ask(client, topic="voda", page=page).text for page in ("1", "")]

    assert len(written) == times
    assert [len(written[0]) > 500, *(written[0] in page for page in shown)] == [True] * 3


@pytest.mark.parametrize(("name", "most"), [("home", 8), ("map", 2)])
def test_the_other_overviews_ask_as_often_for_three_entries_as_for_one(client, name, most):
    position = {"latitude": 45.5, "longitude": 13.7, "town": "Koper"}
    make(Place, **position)
    make(Project, role="core")
    make(Practice, topics=[make_topic("voda", "Voda", "Water")])

    one = queries(client, reverse(name))
    for n in range(2):
        make(Place, **position)
        make(Project, role="core")
        make(Practice, topics=[make_topic(f"t{n}", f"Tema {n}", f"Topic {n}")])
    three = queries(client, reverse(name))

    assert (one, one <= most) == (three, True)


def test_the_home_page_asks_four_times_when_labels_and_numbers_are_kept(client):
    make(Practice)
    client.get(reverse("home"))

    with CaptureQueriesContext(connection) as again:
        client.get(reverse("home"))

    assert len(again) <= 4


def nothing(entry):
    """These kinds have no rows of their own."""


def fill_practice(practice):
    practice.ties.create(project=make(Project), role="case")
    practice.evidence.create(indicator="Poraba", before=2, after=1)


def fill_book(book):
    make(Chapter, book=book, place=make(Place))


def fill_chapter(chapter):
    make(Chapter, book=chapter.book)


def fill_partner(partner):
    make(Project).participations.create(partner=partner)
    make(Practice, organisation=partner)
    make(Post, partner=partner)


def fill_place(place):
    place.figures.create(indicator=["companies", "employees", "zones"][place.figures.count()], value=3)
    place.ties.create(project=make(Project), role="pilot")
    make(Practice, place=place)
    make(Event).places.add(place)


def fill_project(project):
    number = project.work_packages.count()
    project.participations.create(partner=make(Partner, city="Koper", country="SI"))
    project.deliverables.create(title="Poročilo", work_package=project.work_packages.create(code=number, title="Delo"))
    project.programme.priorities.create(number=number, title="Prednost")
    project.builds_on.add(make(Project))
    project.built_on_by.add(make(Project))
    make(Practice, project=project)


def fill_event(event):
    event.sessions.create(title="Ogled")
    event.materials.create(title="Gradivo", publication=make(Publication))
    event.places.add(make(Place))
    event.practices.add(make(Practice))


FILLERS = {
    Practice: fill_practice,
    Book: fill_book,
    Chapter: fill_chapter,
    Partner: fill_partner,
    Place: fill_place,
    Project: fill_project,
    Event: fill_event,
}


def full(model):
    """An entry whose foreign keys all lead somewhere."""
    place, partner, project = make(Place, country="SI"), make(Partner), make(Project)
    book = make(Book, project=project)
    pointing = {
        Practice: {"place": place, "organisation": partner, "project": project},
        Book: {"project": project},
        Chapter: {"book": book, "place": place},
        Publication: {"project": project},
        Place: {"part_of": place, "country": "SI"},
        Post: {"partner": partner},
        Event: {"host": partner, "project": project},
        Tool: {"project": project, "guideline": book},
        ActionPlan: {"project": project, "place": place, "guideline": book},
        Commitment: {"project": project, "place": place, "guideline": book},
    }
    if model is Project:
        pointing[Project] = {"programme": Programme.objects.create(external_id="med", name="MED")}
    return make(model, **pointing.get(model, {}), topics=[make_topic("voda", "Voda", "Water")])


# How often the page of an entry may ask: for itself, for what belongs to it, for what is related.
MOST_QUERIES = {
    Practice: 4,
    Project: 11,
    Place: 6,
    Partner: 5,
    Event: 6,
    Book: 7,
    Chapter: 13,
    Term: 3,
    PublicRun: 5,
    ActionPlan: 3,
    Commitment: 3,
    Recommendation: 5,
    Transfer: 4,
    Listing: 3,
    Network: 7,
}


@pytest.mark.parametrize("model", MODELS)
def test_the_page_of_an_entry_asks_as_often_for_three_rows_as_for_one(client, model):
    ContentType.objects.get_for_models(*MODELS)  # which every process asks for once
    entry, fill = full(model), FILLERS.get(model, nothing)
    fill(entry)

    one = queries(client, entry.get_absolute_url())
    for n in range(2):
        fill(entry)
        make(model, topics=[*entry.topics.all()])
        entry.topics.add(make_topic(f"t{n}", f"Tema {n}", f"Topic {n}"))
    three = queries(client, entry.get_absolute_url())

    assert (one, one <= MOST_QUERIES.get(model, 2)) == (three, True)

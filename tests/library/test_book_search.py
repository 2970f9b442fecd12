"""Searching in one book: all Slovenian forms, section by section, and nothing of other books."""

import pytest
from django.urls import reverse
from django.utils import translation

from library.books.searching import PAGE_SIZE, sections_of
from library.models import Book, Chapter
from tests.factories import make

pytestmark = pytest.mark.django_db
TEXT = """O mestih.

## Kje so cone {#where}

Industrijska cona leži ob reki [@delo].[^1]

## Kdo jih vodi {#who}

- Občina
- Podjetja

| Kraj | Delež |
|---|---|
| Koper | pristanišče |

[^1]: Poplavno območje.
"""


@pytest.fixture
def book():
    return make(Book, title_sl="Priročnik o gospodarstvu", slug_en="handbook")


@pytest.fixture
def chapter(book):
    return make(Chapter, book=book, order=1, number="1", title_sl="Prostor", body_sl=TEXT)


def search(client, book, words, **more):
    return client.get(reverse("search_book", args=[book.slug_sl]), {"q": words} | more)


def hits_of(client, book, words):
    """[(chapter, [titles of sections])]"""
    return [
        ("".join(part.text for part in hit.title), [words_of(section.title) for section in hit.sections])
        for hit in search(client, book, words).context["hits"]
    ]


def words_of(parts):
    return "".join(part.text for part in parts)


@pytest.mark.parametrize(
    ("typed", "sections"),
    [
        ("industrijskih conah", ["Kje so cone"]),
        ("INDUSTRIJSKE CONE", ["Kje so cone"]),
        ("cone", ["Kje so cone"]),
        ("mesto", [""]),
        ("občinami", ["Kdo jih vodi"]),
        ("pristanišč", ["Kdo jih vodi"]),
        ("poplavnih", ["Kje so cone"]),
        ('"industrijskih con"', ["Kje so cone"]),
        ("cone podjetja", ["Kje so cone", "Kdo jih vodi"]),
    ],
)
def test_words_are_found_in_every_form_by_section(client, book, chapter, typed, sections):
    assert hits_of(client, book, typed) == [("Prostor", sections)]


def test_a_hit_shows_its_lines_and_leads_to_its_section(client, book, chapter):
    [hit] = search(client, book, "industrijskih conah").context["hits"]

    [section] = hit.sections
    assert section.address == f"{chapter.get_absolute_url()}#c{chapter.pk}-where"
    assert [part.text for part in section.lines if part.hit] == ["Industrijska", "cona"]


def test_other_books_and_drafts_are_not_found(client, book, chapter):
    make(Chapter, book=make(Book), order=1, body_sl=TEXT)
    make(Chapter, book=book, order=2, body_sl=TEXT, published=False)

    assert hits_of(client, book, "industrijskih conah") == [("Prostor", ["Kje so cone"])]


def test_the_name_of_the_book_alone_is_no_hit(client, book, chapter):
    assert hits_of(client, book, "gospodarstvo") == []


@pytest.mark.parametrize(
    ("fields", "shown"),
    [({"title_sl": "Energija v conah"}, ["Energija"]), ({"summary_sl": "O energiji."}, ["energiji"])],
)
def test_a_title_or_a_summary_is_a_hit_too(client, book, chapter, fields, shown):
    make(Chapter, book=book, order=2, **{"title_sl": "Drugo"} | fields)

    [hit] = search(client, book, "energija").context["hits"]

    assert ([part.text for part in (*hit.title, *hit.summary) if part.hit], hit.sections) == (shown, [])


def test_what_stands_only_in_the_other_language_says_so(client, book, chapter):
    make(Chapter, book=book, order=2, title_sl="Drugo", body_sl="Nič.", body_en="## Ports {#ports}\n\nA harbour.")

    [hit] = search(client, book, "harbour").context["hits"]

    assert (hit.language, words_of(hit.sections[0].title)) == ("en", "Ports")


def test_chapters_stand_in_their_order_ten_a_page(client, book):
    for number in range(PAGE_SIZE + 2):
        make(Chapter, book=book, order=100 - number, title_sl=f"P{100 - number}", body_sl="Cona.")

    first, second = (search(client, book, "cone", page=page).context for page in (1, 2))

    assert [hit.place.title for hit in first["hits"]] == [f"P{order}" for order in range(89, 99)]
    assert ([hit.place.title for hit in second["hits"]], second["count"]) == (["P99", "P100"], 12)
    assert (first["links"]["next"], second["links"]["previous"]) == ("?q=cone&page=2", "?q=cone")


@pytest.mark.parametrize("page", ["3", "0x", "-1", "9" * 40])
def test_there_is_no_other_page(client, book, chapter, page):
    assert search(client, book, "cone", page=page).status_code == 404


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Napišite besedo ali več"),
        ("   ", "Napišite besedo ali več"),
        ("jadrnica", "V nobenem poglavju te knjige ni »jadrnica«."),
        ("a" * 300, "Skrajšajte"),
        ('"', "V nobenem poglavju"),
        ("-cone", "V nobenem poglavju"),
        ("<script>alert(1)</script>", "&lt;script&gt;"),
    ],
)
def test_what_finds_nothing_says_what_to_do(client, book, chapter, typed, said):
    page = search(client, book, typed).text

    assert (page.count(said) > 0, page.count("<script>alert")) == (True, 0)


def test_the_field_stands_on_the_book_and_in_the_reading_view_in_both_languages(client, book, chapter):
    for language, slug in (("sl", book.slug_sl), ("en", "handbook")):
        with translation.override(language):
            action = f'action="{reverse("search_book", args=[slug])}"'
            pages = [client.get(one.get_absolute_url()).text for one in (book, chapter)]
        assert [page.count(action) for page in pages] == [1, 1]


def test_a_search_costs_two_queries_when_it_is_asked_again(client, book, chapter, django_assert_num_queries):
    search(client, book, "cone")

    with django_assert_num_queries(2):
        search(client, book, "cone")


def test_a_text_is_cut_into_sections_in_plain_words():
    assert [tuple(section) for section in sections_of(TEXT)] == [
        ("", "", "O mestih."),
        ("where", "Kje so cone", "Industrijska cona leži ob reki. Poplavno območje."),
        ("who", "Kdo jih vodi", "Občina Podjetja\nKraj Delež Koper pristanišče"),
    ]

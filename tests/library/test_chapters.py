"""The page of a chapter leads through its book."""

import re
from types import SimpleNamespace

import pytest
from django.urls import reverse

from library.models import Book, Chapter, Practice, Term
from tests.factories import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def book():
    return make(Book)


@pytest.fixture
def chapters(book):
    """Three public chapters in their order, with a draft between the first two."""
    first, second, third = (make(Chapter, book=book, order=order) for order in (1, 3, 4))
    make(Chapter, book=book, order=2, published=False)
    make(Chapter, book=make(Book), order=2)
    return [first, second, third]


@pytest.mark.parametrize(("place", "previous", "following"), [(0, None, 1), (1, 0, 2), (2, 1, None)])
def test_a_chapter_leads_to_its_public_neighbours_in_the_same_book(client, chapters, place, previous, following):
    response = client.get(chapters[place].get_absolute_url())

    wanted = [None if number is None else chapters[number].get_absolute_url() for number in (previous, following)]
    assert [place and place.address for place in map(response.context.get, ("previous", "next"))] == wanted


def test_a_book_lists_its_public_chapters_in_their_order(client, book, chapters):
    response = client.get(book.get_absolute_url())

    assert list(response.context["entry"].chapters.all()) == chapters


# --- What is read, and what goes with it ---


@pytest.fixture
def handbook(book):
    """A book with a part, two chapters to read and what goes with the first."""
    practice, term = make(Practice, title_sl="Skupna para"), make(Term, title_sl="Pojem", summary_sl="Razlaga.")
    part = make(Chapter, book=book, order=1, role="part", number="1", title_sl="Del")
    first = make(
        Chapter, book=book, order=2, level=2, number="1.1", title_sl="Prvo", body_sl="Uvod.\n\n## Kako {#how}\n"
    )
    second = make(Chapter, book=book, order=3, level=2, number="1.2", title_sl="Drugo", body_sl="Besedilo.")
    first.practices.add(practice)
    first.terms.add(term)
    first.analyses = "huff ni-take"
    first.save()
    return SimpleNamespace(book=book, part=part, first=first, second=second, practice=practice, term=term)


def test_a_chapter_says_where_one_is_and_what_goes_with_it(client, handbook):
    page = client.get(handbook.first.get_absolute_url()).context

    assert (page["position"], page["total"], page["reading_time"]) == (1, 2, "približno 1 minuta")
    assert [card.object_id for card in page["cards"]] == [handbook.practice.pk]
    assert (page["terms"], [address for _t, _q, address in page["analyses"]]) == (
        [handbook.term],
        [reverse("analysis", args=["huff"])],
    )


def test_the_contents_are_open_where_the_reader_is(client, handbook):
    further = make(Chapter, book=handbook.book, order=9, role="part", title_sl="Drugi del")

    for chapter, opened in ((handbook.first, "Del"), (further, "Drugi del")):
        contents = client.get(chapter.get_absolute_url()).context["contents"]
        parts = re.findall(r"<details( open)?>\s*<summary[^>]*>([^<]*)", contents)
        assert [title.split(" ", 1)[-1].strip() for is_open, title in parts if is_open] == [opened]
        assert len(parts) == 2

    page = client.get(handbook.first.get_absolute_url()).context["contents"]
    assert re.findall(r'aria-current="page"[^>]*>\s*<span[^>]*>[^<]*</span> (\w+)', page) == ["Prvo"]


def test_the_page_of_a_part_lists_its_chapters(client, handbook):
    page = client.get(handbook.part.get_absolute_url()).context

    assert ([place.title for place in page["below"]], page["next"].title) == (["Prvo", "Drugo"], "Prvo")


def test_practice_term_and_analysis_name_the_chapters_that_use_them(client, handbook):
    addresses = [
        handbook.practice.get_absolute_url(),
        handbook.term.get_absolute_url(),
        reverse("analysis", args=["huff"]),
    ]

    pages = [client.get(address).text for address in addresses]

    link = f'<a href="{handbook.first.get_absolute_url()}">Prvo</a>'
    assert [page.count(link) for page in pages] == [1, 1, 1]


def test_a_chapter_that_is_no_longer_public_is_named_nowhere(client, handbook):
    handbook.first.withdraw()

    pages = [client.get(one.get_absolute_url()).text for one in (handbook.practice, handbook.term, handbook.second)]

    assert [page.count(handbook.first.get_absolute_url()) for page in pages] == [0, 0, 0]


def test_a_link_to_what_was_withdrawn_becomes_words(client, handbook):
    handbook.second.body_sl = f"Glej [paro](entry:practice:{handbook.practice.pk})."
    handbook.second.save()
    before = client.get(handbook.second.get_absolute_url()).context["page"].html
    handbook.practice.withdraw()

    after = client.get(handbook.second.get_absolute_url()).context["page"].html

    assert (before.count(handbook.practice.get_absolute_url()), after.count("(ni več javno)")) == (1, 1)


def test_a_reference_leads_to_a_section_of_its_chapter(client, handbook):
    handbook.first.body_sl = "Glej [](sec:how), [tam](sec:how) in [drugje](sec:ni).\n\n## Kako ravnati {#how}\n"
    handbook.first.save()

    html = client.get(handbook.first.get_absolute_url()).context["page"].html

    address = f"#c{handbook.first.pk}-how"
    assert html.startswith(
        f'<p>Glej <a href="{address}">razdelek »Kako ravnati«</a>, <a href="{address}">tam</a> '
        'in drugje <span class="quiet">(ni več javno)</span>.</p>'
    )


def test_staff_see_a_draft_as_it_is_now(client, handbook, coordinator):
    draft = make(Chapter, book=handbook.book, order=9, body_sl="Prvo besedilo.", published=False)
    client.force_login(coordinator)
    client.get(draft.get_absolute_url())
    Chapter.objects.filter(pk=draft.pk).update(body_sl="Drugo besedilo.")

    page = client.get(draft.get_absolute_url()).context

    assert (page["page"].html, page["position"]) == ("<p>Drugo besedilo.</p>\n", None)


@pytest.mark.parametrize("chapters", [3, 30])
def test_a_chapter_costs_two_queries_however_long_the_book_is(client, handbook, chapters, django_assert_num_queries):
    for number in range(chapters):
        make(Chapter, book=handbook.book, order=10 + number, level=2, number=f"2.{number}", body_sl="Besedilo.")
    client.get(handbook.first.get_absolute_url())

    with django_assert_num_queries(2):
        client.get(handbook.first.get_absolute_url())

"""A book kept on a device: what is kept of it, in which state, and how far its worker reaches."""

import pytest
from django.templatetags.static import static
from django.urls import reverse

from library.books.offline import ASSETS
from library.models import Book, Chapter
from tests.factories import make, make_figure

pytestmark = pytest.mark.django_db


@pytest.fixture
def book():
    book = make(Book)
    chapter = make(Chapter, book=book, order=1, title_sl="Prvo", body_sl="Besedilo. " * 100)
    make_figure(chapter, "map")
    draft = make(Chapter, book=book, order=2, body_sl="Skrito.", published=False)
    make_figure(draft, "secret")
    return book


def kept(client, book):
    return client.get(reverse("kept_book", args=[book.slug_sl])).json()


def test_what_is_kept_is_the_whole_book_and_all_that_its_page_needs(client, book):
    found, whole = kept(client, book), reverse("whole_book", args=[book.slug_sl])

    [figure] = book.chapters.get(order=1).illustrations.all()
    assert found["page"] == whole
    assert found["addresses"] == [
        *map(static, ASSETS),
        reverse("print_style", args=[book.slug_sl]),
        reverse("figure", args=[figure.pk]),
    ]
    page = client.get(whole).text
    assert page.count(f'data-state="{found["state"]}"') == 1
    assert [address for address in found["addresses"][:4] if address not in page] == []


def test_the_state_changes_with_the_text_and_its_pictures_alone(client, book):
    chapter = book.chapters.get(order=1)
    states = [kept(client, book)["state"]]
    make(Book)
    states.append(kept(client, book)["state"])
    chapter.illustrations.all().delete()
    make_figure(chapter, "map")
    chapter.save()
    states.append(kept(client, book)["state"])
    chapter.body_sl = "Drugo."
    chapter.save()
    states.append(kept(client, book)["state"])

    assert (states[0] == states[1], len(set(states))) == (True, 3)


def test_the_worker_reaches_no_further_than_its_book(client, book):
    worker = client.get(reverse("book_worker", args=[book.slug_sl]))

    assert worker["Service-Worker-Allowed"] == book.get_absolute_url()
    assert worker["Content-Type"] == "text/javascript; charset=utf-8"
    assert worker.text.splitlines()[0] == f'const PAGE = "{reverse("whole_book", args=[book.slug_sl])}";'
    assert worker.text.count("addEventListener") == 3


@pytest.mark.parametrize("name", ["kept_book", "book_worker", "whole_book", "print_style", "search_book"])
def test_a_withdrawn_book_has_none_of_these_pages(client, book, name):
    book.withdraw()

    assert client.get(reverse(name, args=[book.slug_sl])).status_code == 404


def test_the_page_of_a_book_to_read_says_how_many_megabytes_it_is(client, book):
    figure = book.chapters.get(order=1).illustrations.get()

    page = client.get(book.get_absolute_url())

    assert page.context["weight"] > 1000 + figure.image.size
    assert page.text.count("približno 0,1 MB") == 1


def test_a_lost_picture_weighs_nothing(client, book):
    figure = book.chapters.get(order=1).illustrations.get()
    figure.image.storage.delete(figure.image.name)

    assert client.get(book.get_absolute_url()).status_code == 200


def test_a_book_without_a_text_offers_nothing_to_keep(client):
    book = make(Book)
    make(Chapter, book=book, order=1)

    assert client.get(book.get_absolute_url()).text.count("data-offline") == 0

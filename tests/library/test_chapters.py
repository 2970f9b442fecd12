"""The page of a chapter leads through its book."""

import pytest

from library.models import Book, Chapter
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

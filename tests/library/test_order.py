"""A book that is numbered by its order gets its numbers from there, in the chapters themselves."""

import pytest

from catalogue.listeners import tell
from library.books.numbering import Placed, numbers
from library.books.order import renumber
from library.models import Book, Chapter
from tests.factories import make

pytestmark = pytest.mark.django_db
ORACLE = [  # role, level, title, number
    ("front", 1, "Predgovor", ""),
    ("part", 1, "Okvir", "I"),
    ("chapter", 1, "A", "1"),
    ("chapter", 2, "A1", "1.1"),
    ("chapter", 2, "A2", "1.2"),
    ("chapter", 1, "B", "2"),
    ("part", 1, "Orodja", "II"),
    ("chapter", 1, "C", "3"),
    ("appendix", 1, "D", "A"),
]


@pytest.fixture
def book():
    """The book of the oracle, with the numbers 1, 2, 3 … of its making."""
    book = make(Book, numbering="auto")
    for order, (role, level, title, _number) in enumerate(ORACLE, 1):
        make(Chapter, book=book, order=order, role=role, level=level, title_sl=title)
    return book


def numbered(book):
    return [(chapter.title_sl, chapter.number) for chapter in book.chapters.in_order()]


def test_numbers_follow_roles_and_levels(book):
    changed = renumber(book)

    assert numbered(book) == [(title, number) for _role, _level, title, number in ORACLE]
    assert (changed, renumber(book)) == (9, 0)


def test_chapters_of_a_part_begin_at_one_whatever_their_level():
    placed = [Placed("part"), Placed("chapter", 2), Placed("chapter", 3), Placed("part"), Placed("chapter", 2)]

    assert numbers(placed) == ["I", "1", "1.1", "II", "2"]


def test_given_numbers_stay(book):
    Book.objects.filter(pk=book.pk).update(numbering="given")
    book.refresh_from_db()
    before = numbered(book)

    assert (renumber(book), numbered(book)) == (0, before)


def test_what_is_not_public_keeps_its_place_and_what_has_none_is_not_counted(book):
    book.chapters.get(title_sl="A").withdraw()
    Chapter.objects.filter(title_sl="B").update(order=None, number="")

    renumber(book)

    assert [(title, number) for title, number in numbered(book) if title in ("A", "A1", "B", "C")] == [
        ("A", "1"),
        ("A1", "1.1"),
        ("C", "2"),
    ]


def test_an_import_numbers_the_book_anew(book):
    moved = book.chapters.get(title_sl="C")
    moved.order, moved.level = 99, 2
    moved.role = "appendix"
    moved.save()

    tell(Chapter, [moved.pk])

    assert numbered(book)[-2:] == [("D", "A"), ("C", "A.1")]

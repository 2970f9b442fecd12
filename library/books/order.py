"""The numbers of a book that is numbered by its order, written into its chapters."""

from django.db import transaction

from library.books.numbering import Placed, numbers
from library.models import Book, Chapter


@transaction.atomic
def renumber(book):
    """Number the chapters of a book anew, where its numbers follow the order; returns how many changed.

    To be called whenever chapters were arranged, published or withdrawn.
    """
    if book.numbering != Book.Numbering.AUTO:
        return 0
    chapters = list(book.chapters.order_by("order"))
    changed = [
        (chapter, number)
        for chapter, number in zip(chapters, automatic(chapters), strict=True)
        if chapter.number != number
    ]
    for chapter, number in changed:
        chapter.number = number
        chapter.save()
    return len(changed)


def automatic(chapters):
    """Their numbers in the order given. Public ones leave no gap; any other has the number it would get beside them."""
    found, public = [], []
    for chapter in chapters:
        here = [*public, Placed(chapter.role, chapter.level)]
        found.append(numbers(here)[-1])
        if chapter.belongs_in_catalogue():
            public = here
    return found


def renumber_changed(model, pks, by=None):
    """After an import: a book whose chapters it changed."""
    if model is Chapter:
        for book in Book.objects.filter(chapters__in=pks, numbering=Book.Numbering.AUTO).distinct():
            renumber(book)
    if model is Book:
        for book in Book.objects.filter(pk__in=pks):
            renumber(book)

"""The numbers of a book that is numbered by its order, written into its chapters."""

from django.db import transaction

from library.books.numbering import Placed, numbers
from library.models import Book, Chapter


@transaction.atomic
def renumber(book):
    """Number the chapters of a book anew, where its numbers follow the order; returns how many changed.

    All chapters that have a place count, public or not, as in the contents that versions of the book hold.
    """
    if book.numbering != Book.Numbering.AUTO:
        return 0
    chapters = list(book.chapters.in_order())
    found = zip(chapters, numbers([Placed(chapter.role, chapter.level) for chapter in chapters]), strict=True)
    changed = [(chapter, number) for chapter, number in found if chapter.number != number]
    for chapter, number in changed:
        chapter.number = number
        chapter.save()
    return len(changed)


def renumber_changed(model, pks, by=None):
    """After an import: a book whose chapters it changed."""
    if model is Chapter:
        for book in Book.objects.filter(chapters__in=pks, numbering=Book.Numbering.AUTO).distinct():
            renumber(book)
    if model is Book:
        for book in Book.objects.filter(pk__in=pks):
            renumber(book)

"""What pages say of books."""

from django import template
from django.urls import reverse
from django.utils import formats
from django.utils.translation import get_language

from library.books.reading import chapters_of_rows, page_of

register = template.Library()


@register.filter
def named_in(entry):
    """The chapters that name a practice; none where it is shown before it is public."""
    return chapters_of_rows(getattr(entry, "chapter_rows", None) or [])


@register.simple_tag
def file_link(book, file):
    """Where the working text is had as this file."""
    return reverse("book_file", args=[getattr(book, f"slug_{get_language()}"), file.format])


@register.filter
def edition_file(edition, file):
    """Where a file of an edition is had."""
    return reverse("edition_file", args=[edition.book_id, edition.number, file.language, file.format])


@register.simple_tag
def book_page(book, name):
    """The address of a page below that of a book, in the language of the page."""
    return page_of(book, name)


@register.filter
def megabytes(size):
    """With one decimal, at least 0.1."""
    return formats.number_format(max(size / 1e6, 0.1), decimal_pos=1, use_l10n=True)

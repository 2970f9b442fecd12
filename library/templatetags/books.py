"""What pages say of books."""

from django import template

from library.books.reading import chapters_of_rows

register = template.Library()


@register.filter
def named_in(entry):
    """The chapters that name a practice; none where it is shown before it is public."""
    return chapters_of_rows(getattr(entry, "chapter_rows", None) or [])

"""The contents of a book as its versions hold them: which chapters, in which order, and their numbers."""

from library.books.numbering import Placed, numbers
from library.models import Book


def is_given(content):
    """Whether people type the numbers, as of a transcribed handbook whose numbers have gaps."""
    return content.get("numbering", Book.Numbering.GIVEN) == Book.Numbering.GIVEN


def numbered(content, rows):
    """The rows with the numbers that follow from their order, where the book is numbered so."""
    if is_given(content):
        return rows
    made = numbers([Placed(row["role"], row["level"]) for row in rows])
    return [row | {"number": number} for row, number in zip(rows, made, strict=True)]

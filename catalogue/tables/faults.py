"""What can be wrong with a table or with one of its rows, as a sentence for the person who made it."""

from typing import NamedTuple

from django.utils.translation import ngettext


class Fault(NamedTuple):
    """What is wrong with one cell or one row, and where it stands."""

    line: int
    column: str  # empty where the whole row is meant
    message: str

    def __str__(self):
        return f"line {self.line}: {self.where()}"

    def where(self):
        return f"{self.column}: {self.message}" if self.column else self.message


class SheetError(ValueError):
    """What is wrong with a table, as a sentence for the person who gave it."""


def listed(names, count):
    """As many of the names as one can read, and how many more there are."""
    text, more = ", ".join(names), count - len(names)
    rest = ngettext("%(names)s and %(more)d more", "%(names)s and %(more)d more", more)
    return rest % {"names": text, "more": more} if more > 0 else text

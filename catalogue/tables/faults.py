"""What can be wrong with a file or with one of its rows, as sentences for the person who made it."""

from typing import NamedTuple


class UnreadableFile(ValueError):
    """What is wrong with the file as a whole."""


class Fault(NamedTuple):
    """What is wrong with one cell or one row, and where it stands."""

    line: int
    column: str  # empty where the whole row is meant
    message: str

    def __str__(self):
        return f"line {self.line}: {self.where()}"

    def where(self):
        return f"{self.column}: {self.message}" if self.column else self.message

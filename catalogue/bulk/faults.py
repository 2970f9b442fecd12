"""What can be wrong with one of the rows of a file, as a sentence for the person who made it."""

from typing import NamedTuple


class Fault(NamedTuple):
    line: int
    column: str  # empty where the whole row is meant
    message: str

    def __str__(self):
        return f"line {self.line}: {self.where()}"

    def where(self):
        return f"{self.column}: {self.message}" if self.column else self.message

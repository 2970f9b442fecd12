"""What an analysis asks for: lists of named things, and tables of numbers over two such lists."""

from dataclasses import dataclass

from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True)
class Attribute:
    """What is told of each thing on a list beside its name."""

    key: str
    label: Words
    kind: str = "number"  # "number", "text", "choice" or "topic"
    choices: tuple[tuple[str, Words], ...] = ()  # of a choice, as (stored word, label)
    default: object = None  # of a new row
    required: bool = False
    low: float | None = None
    high: float | None = None
    above: float | None = None
    help: Words = ""
    more: bool = False  # rarely used: folded below the others


@dataclass(frozen=True)
class Listing:
    """A list of named things: factors, criteria, towns, respondents."""

    key: str
    label: Words  # in the plural: the heading
    noun: Words  # in the singular: heading of the column of names
    add: Words  # the button: “Add a factor”
    attributes: tuple[Attribute, ...] = ()
    least: int = 1
    most: int = 60
    help: Words = ""
    optional: bool = False  # it may be empty
    adds_up: bool = False  # what is told of each thing are amounts, so that a row may hold their total
    total: str = ""  # key of the listing that takes such a total, where a source has its own
    fixed: tuple[tuple[str, Words], ...] = ()  # things always on it, as (stored name, label): nobody types them

    def label_of(self, name):
        """A thing's name as it is shown: of a fixed list in the active language."""
        return str(dict(self.fixed).get(name, name))


@dataclass(frozen=True)
class Table:
    """Numbers for every pair of a thing on one list and a thing on another."""

    key: str
    label: Words
    rows: str  # key of a listing
    columns: str  # key of a listing
    layers: str = ""  # key of a listing: one such table for each thing on it, for example each expert
    shape: str = "full"  # "full", "square" (no diagonal) or "upper" (only above the diagonal)
    missing: bool = True  # cells may stay empty
    optional: bool = False  # the whole table may stay empty
    fractions: bool = False  # one third stands as 1/3
    folds: bool = False  # folded as long as nothing stands in it
    worded: bool = False  # cells are words of a scale, kept as typed; `Question.words_of` tells which
    low: float | None = None
    high: float | None = None
    above: float | None = None
    help: Words = ""

    def asks(self, row, column):
        """Whether there is a cell at this place."""
        return self.shape == "full" or (row != column if self.shape == "square" else row < column)

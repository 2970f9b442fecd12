"""How a kind is written in the portal: its stages, its rows, and what helps with each field.

Every room declares its own in a file `writing.py`; a kind without a declaration is written in the admin alone.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from catalogue.models import Kind

TOPICS = "topics"  # stands in a stage like a field
CONTENTS = "contents"  # also in a stage, and in the content of a version: the parts in their order
WRITINGS = {}  # {kind: Writing}


@dataclass(frozen=True)
class Help:
    """What stands beside a field: what belongs there, an example, and about how many words."""

    text: str
    example: str = ""
    words: tuple[int, int] | None = None


@dataclass(frozen=True)
class Stage:
    """One page of the form."""

    key: str
    title: str
    fields: tuple[str, ...]
    intro: str = ""
    asked: Callable | None = None  # content -> whether the way through the form leads there; without it always


@dataclass(frozen=True)
class Fold:
    """A part of the page of one row: fields of the row, and rows that hang on it by their relations."""

    title: str
    fields: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    intro: str = ""


@dataclass(frozen=True)
class Rows:
    """Child rows that are written with the entry, such as evidence.

    With a `key` a row is named by that column in every version, for ever, so that others may point at it: `links`
    says which column points at rows of which relation, always one declared before it. Rows `under` others are written
    on the page of the one they hang on: that column of `under` holds its name, the others nothing.
    """

    relation: str
    fields: tuple[str, ...]
    title: str
    help: str = ""
    add: str = ""
    most: int = 30
    key: str = ""  # the column that names a row
    position: str = ""  # the column that holds its place; such rows can be moved
    links: dict[str, str] = field(default_factory=dict)  # {column: relation}
    under: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()  # fields that stand behind “More” while they are empty
    page: tuple[Fold, ...] = ()  # where each row has a page of its own on the desk
    beside: Callable | None = None  # (version, name of a row, person) -> what its page shows beside it, as HTML
    told: Callable | None = None  # (content, language) -> {name of a row: a few words beside its title in the list}
    summed: Callable | None = None  # content -> what stands above the list, as a sentence
    helps: dict[str, str] = field(default_factory=dict)  # {field: what belongs there}
    asked: Callable | None = None  # (field, content) -> whether it is asked for; what is not keeps its value
    check: Callable | None = None  # (row, content) -> {column: why it does not go with the other rows}


@dataclass(frozen=True)
class Contents:
    """The parts of an entry in their order, such as the chapters of a book: content of the whole's versions.

    `place` is the column of a part that holds its place, empty where it has none; `fields` are what else the whole
    says of a part. `numbered` completes the rows of a content, as by numbers that follow from the order.
    """

    relation: str
    place: str
    fields: tuple[str, ...]
    numbered: Callable  # (content, rows) -> rows
    is_given: Callable  # content -> whether people type the numbers


@dataclass(frozen=True)
class Writing:
    """How one kind is written."""

    model: type
    stages: tuple[Stage, ...]
    required: tuple[str, ...]  # without these nothing can be submitted
    owner_field: str = ""  # the foreign key that says whose it is, where there is one
    rows: tuple[Rows, ...] = ()
    helps: dict[str, Help] = field(default_factory=dict)
    title_is_ours: str = ""  # the box that says so; where it is empty, the title is the work's own and not translated
    reviewed: bool = False  # experts validate it after the partner has published it
    kept: tuple[str, ...] = ()  # fields that are no part of a version: the whole or the portal decides them
    part_of: str = ""  # the foreign key, one of `kept`, to the whole that it is a part of
    contents: Contents | None = None  # the parts that it is the whole of
    sectioned: tuple[str, ...] = ()  # long texts with headings, whose sections have lasting anchors
    longest: dict[str, int] = field(default_factory=dict)  # {field: characters}, where more than usual are taken
    as_read: Callable | None = None  # entry -> the HTML of its long text
    remarks: Callable | None = None  # (content, language, entry) -> what is to be mended, as sentences; hinders nothing
    terms_in: Callable | None = None  # (text, language) -> [(words, the same as a link to a term)]
    more: Callable | None = None  # entry -> what its page shows besides it
    veiled: Callable | None = None  # content -> the same without what is not for everybody
    desk_ways: Callable | None = None  # dossier -> [(label, address)] of what else the desk holds of it
    guard: Callable | None = None  # (name of a step or "discard", version) -> why it is refused just now, or ""
    in_the_open: Callable | None = None  # (version, person or None) when its content has become the public one

    @property
    def kind(self):
        return Kind(self.model.kind)

    @property
    def template(self):
        """The page of one entry, for the public and for previews alike."""
        return f"{self.model._meta.app_label}/{self.model._meta.model_name}.html"

    def stage(self, key):
        return next((stage for stage in self.stages if stage.key == key), None)

    def way(self, content):
        """The stages that the form leads through, as far as the content says."""
        return [stage for stage in self.stages if stage.asked is None or stage.asked(content)]

    def row(self, relation):
        return next((rows for rows in self.rows if rows.relation == relation), None)

    def stage_of(self, name):
        """The stage where a field is written."""
        wholes = [name, *(rows.relation for rows in self.rows if any(name in fold.rows for fold in rows.page))]
        return next((stage for stage in self.stages if set(wholes) & set(stage.fields)), self.stages[0])

    def written_fields(self):
        """Fields of the model that its stages show, without topics, contents and rows."""
        relations = {rows.relation for rows in self.rows} | {TOPICS, CONTENTS}
        return [name for stage in self.stages for name in stage.fields if name not in relations]


def declare(writing):
    WRITINGS[writing.kind] = writing
    return writing


def writing_of(kind):
    """The declaration of a kind; KeyError where it is written in the admin alone."""
    return WRITINGS[Kind(kind)]


def tell_kind(version, by):
    """The kind of a version hears that its content is the public one from now on."""
    if follow := writing_of(version.dossier.kind).in_the_open:
        follow(version, by)


def refusal_of(step, version):
    """Why the kind of a version refuses a step, or throwing it away, just now; empty where it does not."""
    guard = writing_of(version.dossier.kind).guard
    return str(guard(step, version)) if guard else ""

"""How a kind is written in the portal: its stages, its rows, and what helps with each field.

Every room declares its own in a file `writing.py`; a kind without a declaration is written in the admin alone.
"""

from dataclasses import dataclass, field

from catalogue.models import Kind

TOPICS = "topics"  # stands in a stage like a field
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


@dataclass(frozen=True)
class Rows:
    """Child rows that are written with the entry, such as evidence."""

    relation: str
    fields: tuple[str, ...]
    title: str
    help: str = ""
    add: str = ""
    most: int = 30


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

    @property
    def kind(self):
        return Kind(self.model.kind)

    @property
    def template(self):
        """The page of one entry, for the public and for previews alike."""
        return f"{self.model._meta.app_label}/{self.model._meta.model_name}.html"

    def stage(self, key):
        return next((stage for stage in self.stages if stage.key == key), None)

    def row(self, relation):
        return next((rows for rows in self.rows if rows.relation == relation), None)

    def stage_of(self, name):
        """The stage where a field is written."""
        return next((stage for stage in self.stages if name in stage.fields), self.stages[0])

    def written_fields(self):
        """Fields of the model that its stages show, without topics and rows."""
        relations = {rows.relation for rows in self.rows} | {TOPICS}
        return [name for stage in self.stages for name in stage.fields if name not in relations]


def declare(writing):
    WRITINGS[writing.kind] = writing
    return writing


def writing_of(kind):
    """The declaration of a kind; KeyError where it is written in the admin alone."""
    return WRITINGS[Kind(kind)]

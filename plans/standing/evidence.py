"""What evidence names, as everybody may know of it: of what is not public neither name nor address.

What a row says in its author's own words is content and stays; what tells of the hidden thing itself goes.
"""

from typing import NamedTuple

from django.db.models import prefetch_related_objects

from catalogue.languages import LANGUAGES
from catalogue.models import Entry, public
from plans.models.citation import TARGETS
from publishing.row_merging import UID
from publishing.snapshot import drawn
from publishing.writing import writing_of
from tools.models import PublicRun

NAMING = ("part", "label")  # what a row says of the thing that it names
STORED = ("part", *(f"label_{code}" for code in LANGUAGES))  # the same in a content


class Cited(NamedTuple):
    """A row of evidence with the public entry that it names, if there is one."""

    row: object
    entry: Entry | None = None
    is_hidden: bool = False  # it names something of the portal that is not public

    def tells(self, name):
        """Whether everybody may read what the row says in this column."""
        return not (self.is_hidden and name in NAMING)


def cited(rows):
    """[Cited] of these rows, in a fixed number of queries."""
    prefetch_related_objects(rows, *TARGETS)
    runs = (
        PublicRun.objects.published().select_related("run").filter(run__in=[row.run_id for row in rows if row.run_id])
    )
    by_run = {entry.run_id: entry for entry in runs}
    return [cited_by(row, by_run) for row in rows]


def cited_by(row, by_run):
    if row.target is None:
        return Cited(row)
    entry = by_run.get(row.run_id) if row.run_id else row.target
    return Cited(row, entry) if public(entry) else Cited(row, is_hidden=True)


# --- In a content ---


def hidden_keys(rows):
    """The keys of the rows that name something hidden."""
    return {one.row.key for one in cited(rows) if one.is_hidden}


def veiled(kind, content):
    """The content of a plan or of a recommendation as everybody may read it."""
    rows = drawn(content, writing_of(kind)).evidence.all()
    hidden = hidden_keys(list(rows))
    return content | {"evidence": [without_names(row, hidden) for row in content.get("evidence") or []]}


def without_names(row, hidden):
    return row | dict.fromkeys(STORED, "") if row[UID] in hidden else row

"""What the evidence of a plan names, as everybody may know of it: of what is not public neither name nor address."""

from typing import NamedTuple

from django.db.models import prefetch_related_objects

from catalogue.models import Entry, public
from plans.models.evidence import TARGETS
from tools.models import PublicRun


class Cited(NamedTuple):
    """A row of evidence with the public entry that it names, if there is one."""

    row: object
    entry: Entry | None = None
    is_hidden: bool = False  # it names something of the portal that is not public: then its label is not told either


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

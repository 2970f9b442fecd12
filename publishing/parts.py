"""The parts of a whole as its chief editor looks at them: in their order, with what is open and older in each."""

from typing import NamedTuple

from publishing.models import Dossier, Version
from publishing.rights import Action, may
from publishing.snapshot import BEHIND
from publishing.states import OPEN, PUBLIC
from publishing.writing import writing_of


class Part(NamedTuple):
    """A part of the whole; without an entry it was never public, without a dossier never written at the desk."""

    entry: object
    dossier: Dossier | None
    working: Version | None  # the open version, where the reader may see it
    older: int  # texts of its translations that are older than their source

    @property
    def title(self):
        return self.entry or self.dossier


def parts_of(whole, person):
    """{"kind", "placed", "waiting", "unseen"}: parts with a place, without one, and what was never public."""
    contents = writing_of(whole.kind).contents
    dossiers = list(whole.parts.with_versions())
    by_entry, older = {dossier.object_id: dossier for dossier in dossiers}, older_texts(whole)
    entries = getattr(whole.entry, contents.relation).order_by(contents.place, "pk") if whole.entry else []
    parts = [part_of(entry, by_entry.get(entry.pk), person, older) for entry in entries]
    drafts = [part_of(None, dossier, person, older) for dossier in dossiers if dossier.object_id is None]
    return {
        "kind": writing_of(whole.kind).model._meta.get_field(contents.relation).related_model.kind,
        "placed": [part for part in parts if getattr(part.entry, contents.place) is not None],
        "waiting": [part for part in parts if getattr(part.entry, contents.place) is None],
        "unseen": [part for part in drafts if part.working],
    }


def part_of(entry, dossier, person, older):
    working = dossier.working if dossier else None
    if working:
        working.dossier = dossier
        working = working if may(person, Action.SEE, working) else None
    return Part(entry, dossier, working, older.get(dossier.pk, 0) if dossier else 0)


def older_texts(whole):
    """{dossier: how many translated texts of its newest version fell behind their source}; without any content."""
    rows = Version.objects.filter(dossier__part_of=whole, state__in=(*OPEN, *PUBLIC)).order_by("dossier", "number")
    found = rows.values_list("dossier", f"content__{BEHIND}")
    return {dossier: sum(map(len, (behind or {}).values())) for dossier, behind in found}

"""Saving drafts: every valid field at once, and nothing of what somebody else wrote is lost."""

from django.db import transaction

from publishing.keeping import put_in
from publishing.refusals import Overtaken
from publishing.rights import Action, allows, roles_of
from publishing.translations import carry
from publishing.versions import TITLES, locked_for_writing, set_title
from publishing.workflow import overtaken


@transaction.atomic
def save_draft(*, version, by, sent, base=None, told=None):
    """Put what was sent into an open version; returns (version, names that somebody else changed meanwhile)."""
    fresh = locked_for_writing(version)
    dossier = fresh.dossier
    if not allows(Action.WRITE, fresh.state, roles_of(by, dossier, fresh)):
        raise Overtaken(overtaken(fresh))
    kept = put_in(sent, fresh.content, fresh.typed, base=base, told=told)
    write_draft(fresh, by, kept.content, kept.typed)
    return fresh, kept.conflicts


def write_draft(version, by, content, typed):
    """Write what has changed into an open version that is locked."""
    if (content, typed) == (version.content, version.typed):
        return
    dossier = version.dossier
    carry(version.content, content, dossier.kind, dossier.language)
    forget_checks(version, content)
    version.content, version.typed = content, typed
    version.saves += 1
    version.save(update_fields=["content", "typed", "saves", "checked", "updated_at"])
    version.contributors.add(by)
    set_title(dossier, content)
    dossier.save(update_fields=[*TITLES, "updated_at"])


def forget_checks(version, content):
    """A translation that was changed, or whose source was, is not checked any more."""
    for code in list(version.checked):
        ending = f"_{code}"
        sources = f"_{version.dossier.language}"
        names = {*content, *version.content}
        if any(content.get(name) != version.content.get(name) for name in names if name.endswith((ending, sources))):
            del version.checked[code]

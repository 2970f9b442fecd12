"""A workbook is taken into a draft: all of it, and only onto what its reader saw in the preview."""

from django.db import transaction
from django.utils.translation import gettext as _

from plans.exchange.changes import WorkbookChange
from plans.figures.hashes import content_sha256
from publishing.refusals import Overtaken, Refused
from publishing.rights import Action, allows, roles_of
from publishing.row_lists import still_typed
from publishing.row_merging import UID
from publishing.saving_drafts import write_draft
from publishing.versions import locked_version, open_version
from publishing.workflow import overtaken
from publishing.writing import writing_of


def mark_of(version):
    """Names what stands in a version, typed texts too: so that one sees whether it has changed."""
    return content_sha256([version.content, version.typed])


@transaction.atomic
def take_in(*, dossier, by, grids, remove, mark):
    """The draft with what the sheets change; one is opened where there is none. Refused leaves all as it was."""
    fresh = locked_version(open_version(dossier, by=by))
    if not allows(Action.WRITE, fresh.state, roles_of(by, fresh.dossier, fresh)):
        raise Overtaken(overtaken(fresh))
    if mark_of(fresh) != mark:
        raise Overtaken(_("Somebody has changed the plan since the preview. Nothing was taken; choose the file again."))
    change = WorkbookChange(fresh, grids, remove=remove)
    if change.faults:
        raise Refused(_("The file cannot be taken any more. Nothing was taken; choose it again to see why."))
    write_draft(fresh, by, change.content, typed_beside(fresh, change.content))
    return fresh


def typed_beside(version, content):
    """What is typed and cannot be kept yet, without what stands over a row or a field that the sheets changed."""
    kept, writing = {}, writing_of(version.dossier.kind)
    for name, text in still_typed(writing, version, content).items():
        if writing.row(name):
            same = rows_by_key(version.content, name), rows_by_key(content, name)
            text = [row for row in text if same[0].get(row[UID]) == same[1].get(row[UID])]
        elif any(version.content.get(key) != content.get(key) for key in keys_of(name, version.dossier.language)):
            continue
        if text:
            kept[name] = text
    return kept


def rows_by_key(content, relation):
    return {row[UID]: row for row in content.get(relation) or []}


def keys_of(name, language):
    """Under which names a content may hold a field of the form."""
    return name, f"{name}_id", f"{name}_{language}"

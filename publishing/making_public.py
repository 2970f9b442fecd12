"""Into the open: a version is written into its entry, which is the only way in which what is public changes."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.merging import brought_up_to_date
from publishing.refusals import Clashing, Refused
from publishing.snapshot import BEHIND, put, taken
from publishing.states import State
from publishing.translations import carry
from publishing.versions import catch_up, keep_title, leading_of, replace
from publishing.writing import tell_kind, writing_of


def make_public(version, by):
    """Write a version into its entry and publish it; the version it replaces stays readable."""
    dossier = version.dossier
    catch_up(dossier)
    leading = leading_of(dossier)
    if leading is not None and leading.state == State.REVIEW:
        raise Refused(_("The public version is in expert review. Publish the new one when the review is decided."))
    if leading is not None and leading.state == State.WITHDRAWN:
        raise Refused(_("It was withdrawn. A coordinator must bring it back before a new version can be published."))
    content = version.content
    if leading is not None and version.based_on != leading.number:
        content, conflicts = brought_up_to_date(version, leading)
        if conflicts:
            raise Clashing(
                _("The public text has changed meanwhile. Ask the authors to bring their version up to date.")
            )
    entry = dossier.entry or new_entry(dossier)
    uids = put(content, entry)
    entry.publish()
    if content is not version.content:
        carry(leading.content, content, dossier.kind, dossier.language)
    if leading is not None:
        replace(leading, by)
    version.content = taken(entry) | {BEHIND: renamed(content.get(BEHIND, {}), uids)}
    version.published_at = timezone.now()
    dossier.entry = entry
    dossier.confirmed_at, dossier.asked_at, dossier.asked = version.published_at, None, 0
    keep_title(dossier, version.content)
    tell_kind(version, by)


def new_entry(dossier):
    """The entry of a dossier that was never public; a part of what is not public yet has to wait for it."""
    writing = writing_of(dossier.kind)
    if not writing.part_of:
        return writing.model()
    whole = dossier.part_of.entry if dossier.part_of else None
    if whole is None or not whole.is_published:
        raise Refused(_("What this is a part of is not public yet. Publish that first."))
    return writing.model(**{writing.part_of: whole})


def renamed(behind, uids):
    """Marks of new rows under the names that the rows have once they are stored."""
    names = {f"{relation}.{uid}": f"{relation}.{pk}" for relation, pks in uids.items() for uid, pk in pks.items()}
    return {code: {rename(key, names): text for key, text in marks.items()} for code, marks in behind.items()}


def rename(key, names):
    start, dot, name = key.rpartition(".")
    return f"{names.get(start, start)}{dot}{name}" if dot else key

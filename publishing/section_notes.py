"""Which sections of a public text are older than its source, for the page where it is read."""

from django.contrib.contenttypes.models import ContentType
from django.db.models.fields.json import KeyTransform

from publishing.models import Version
from publishing.sections import stale
from publishing.snapshot import BEHIND
from publishing.states import PUBLIC


def older_sections(entry, name, language):
    """(language of the source, anchors) of what a text of an entry, in one language, says otherwise than its source."""
    source, behind = marks_of(entry)
    first = behind.get(language, {}).get(name, "")
    found = stale(first, getattr(entry, f"{name}_{source}") or "") if first else None
    return source, found.older | found.superfluous if found else set()


def marks_of(entry):
    """(language of the source, its marks): of what is drawn those that came with it, else the public ones."""
    if entry._state.adding:
        return getattr(entry, "marks", ("", {}))
    return marks_of_public(entry)


def marks_of_public(entry):
    content_type = ContentType.objects.get_for_model(entry)
    public = Version.objects.filter(dossier__content_type=content_type, dossier__object_id=entry.pk, state__in=PUBLIC)
    source, behind = public.values_list("dossier__language", KeyTransform(BEHIND, "content")).first() or ("", None)
    return source, behind or {}

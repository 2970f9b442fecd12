"""Files of versions: those whose names stand in a content, for those who may read it."""

from django.db import models
from django.http import Http404
from django.views.decorators.http import require_safe

from catalogue.files.sending import name_at, send_stored
from catalogue.files.uploads import ending_of
from catalogue.views import reader
from publishing.row_merging import UID
from publishing.snapshot import file_fields
from publishing.values import sizes
from publishing.views.versions import readable_version
from publishing.writing import writing_of


@require_safe
def version_file(request, pk, number, field, width=None):
    dossier, version = readable_version(reader(request), pk, number)
    return send_file(request, dossier, version, stored_file(version, field), width)


@require_safe
def version_row_file(request, pk, number, relation, uid, field, width=None):
    dossier, version = readable_version(reader(request), pk, number)
    return send_file(request, dossier, version, stored_row_file(version, relation, uid, field), width)


def send_file(request, dossier, version, stored, width):
    if not stored:
        raise Http404
    name = stored.name if width is None else name_at(stored, width)
    filename = f"{dossier.kind}-{dossier.pk}-{version.number}.{ending_of(name)}"
    return send_stored(name, filename=filename, storage=stored.storage, request=request)


def stored_file(version, field):
    """The file as its field would hold it, a picture with its size; None where the kind has no such file."""
    writing = writing_of(version.dossier.kind)
    return held_file(writing.model, field, version.content) if field in file_fields(writing) else None


def stored_row_file(version, relation, uid, field):
    """The same of a row; None where there is no such row or file."""
    writing = writing_of(version.dossier.kind)
    rows = writing.row(relation)
    values = next((row for row in version.content.get(relation, []) if row[UID] == uid), None) if rows else None
    if values is None or field not in rows.fields:
        return None
    child = writing.model._meta.get_field(relation).related_model
    is_file = isinstance(child._meta.get_field(field), models.FileField)
    return held_file(child, field, values) if is_file else None


def held_file(model, field, content):
    held = {name: content.get(name) for name in (field, *sizes(model._meta.get_field(field)))}
    return getattr(model(**held), field)

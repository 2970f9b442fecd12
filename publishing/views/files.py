"""Files of versions: those whose names stand in a content, for those who may read it."""

from django.http import Http404
from django.views.decorators.http import require_safe

from catalogue.files.sending import name_at, send_stored
from catalogue.files.uploads import ending_of
from catalogue.views import reader
from publishing.snapshot import file_fields
from publishing.views.versions import readable_version
from publishing.writing import writing_of


@require_safe
def version_file(request, pk, number, field, width=None):
    dossier, version = readable_version(reader(request), pk, number)
    stored = stored_file(version, field)
    if not stored:
        raise Http404
    name = stored.name if width is None else name_at(stored, width)
    filename = f"{dossier.kind}-{dossier.pk}-{version.number}.{ending_of(name)}"
    return send_stored(name, filename=filename, storage=stored.storage, request=request)


def stored_file(version, field):
    """The file as its field would hold it, a picture with its size; None where the kind has no such file."""
    writing = writing_of(version.dossier.kind)
    if field not in file_fields(writing):
        return None
    column = writing.model._meta.get_field(field)
    sizes = (getattr(column, name, None) for name in ("width_field", "height_field"))
    held = {name: version.content.get(name) for name in (field, *filter(None, sizes))}
    return getattr(writing.model(**held), field)

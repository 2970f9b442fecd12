"""Files that are found: the rows that hold the texts of an entry's files follow the entry."""

from functools import reduce
from operator import or_

from django.db import models, transaction

from catalogue.files.extraction import kind_of
from catalogue.models.card import CatalogueState
from catalogue.models.file_text import FileText, text_fields
from catalogue.tasks import read_file


def follow(entry):
    """Called with every save: a new file waits to be read, one that is gone leaves nothing; returns the rows."""
    if not text_fields(type(entry)):
        return []
    names = stored_names(entry)
    rows = {row.field: row for row in FileText.objects.of(entry)}
    for field, row in rows.items():
        if field not in names:
            row.delete()
    return [
        rows[field] if field in rows and rows[field].name == name else begin(entry, field, name)
        for field, name in names.items()
    ]


def stored_names(entry):
    """The names of its files by field, as they stand in the database: an instance may be older, or save a part."""
    names = type(entry)._base_manager.values(*text_fields(type(entry))).get(pk=entry.pk)
    return {field: name for field, name in names.items() if kind_of(name or "")}


def begin(entry, field, name):
    """A row without text for a new file, which a job will read."""
    FileText.objects.of(entry).filter(field=field).delete()
    row = FileText.objects.create(entry=entry, field=field, name=name)
    hand_on(row)
    return row


def hand_on(row):
    """To the worker, once the row is there for it to see; a queue that fails does not undo the save."""
    transaction.on_commit(lambda: read_file.enqueue(row.pk), robust=True)


def with_files(model):
    """The entries that hold a file whose words may be found."""
    filled = (~models.Q(**{field: ""}) for field in text_fields(model))
    return model._base_manager.filter(reduce(or_, filled, models.Q(pk=None)))


@transaction.atomic
def catch_up(entry):
    """For entries that were saved before files were read."""
    CatalogueState.lock()
    follow(entry)


@transaction.atomic
def read_again(entry):
    """Have the files of an entry read anew; the words found so far stay until then. Returns how many files."""
    CatalogueState.lock()
    rows = follow(entry)
    for row in rows:
        FileText.objects.filter(pk=row.pk).update(state=FileText.State.WAITING)
        hand_on(row)
    return len(rows)


def read_rows(entry):
    """The rows of its files that are read."""
    if not text_fields(type(entry)):
        return []
    return sorted((row for row in entry.text_rows.all() if row.text), key=lambda row: row.field)

"""Where the files of a version are read: they are no public files, and go with the rights on the version."""

from functools import partial

from django.urls import reverse


def file_address(version, field, width=None, row=()):
    """Where a file of the version is read; of a row of it with its relation and name."""
    name = f"version_{'row_' if row else ''}file{'' if width is None else '_width'}"
    arguments = [version.dossier_id, version.number, *row, field, width]
    return reverse(name, args=[argument for argument in arguments if argument is not None])


def address_files(entry, writing, version):
    """Let an entry that is drawn from a version, and its rows, say where their files are read."""
    entry.file_address = partial(file_address, version)
    for rows in writing.rows:
        for row in getattr(entry, rows.relation).all():
            row.file_address = partial(file_address, version, row=(rows.relation, row.uid))

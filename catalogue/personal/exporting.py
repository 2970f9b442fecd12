"""What the portal holds of a person, in one archive: JSON, tables, own files, a page to be read."""

import json
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import FileField
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.text import capfirst

from catalogue.languages import LANGUAGES
from catalogue.personal import mentions
from catalogue.personal.declaring import data, model_of, name_of
from catalogue.personal.person import rows_about
from catalogue.personal.spelling import Spelling
from catalogue.tables.writing import csv_bytes, zip_bytes

LEFT_OUT = "–"  # what opens something: passwords, tokens


@dataclass
class Found:
    """The rows of one model that are about the person."""

    label: str
    name: str
    columns: list
    rows: list
    files: list


def file_name():
    return f"my-data-{timezone.localdate()}.zip"


def exported(person):
    """The archive and the number of rows in it, in the language of the person."""
    with translation.override(person.language or LANGUAGES[0]):
        groups = [(row, [found for held in row.held if (found := of(held, person)).rows]) for row in data()]
        found = [one for _row, several in groups for one in several]
        named = named_elsewhere(person, found)
        files = [
            ("index.html", page(person, [(row, several) for row, several in groups if several], named).encode()),
            ("data.json", as_json(person, found, named)),
            *((f"tables/{one.label}.csv", table(one)) for one in found),
            *(file for one in found for file in one.files),
        ]
        return zip_bytes(files), sum(len(one.rows) for one in found)


def of(held, person):
    model = model_of(held.model)
    columns = list(model._meta.concrete_fields)
    rows = list(rows_about(held, person).order_by("pk")) if held.lookups else []
    shown = [{column.name: told(row, column, held.secret) for column in columns} for row in rows]
    files = [
        file for row in rows for column in columns if isinstance(column, FileField) for file in stored(row, column)
    ]
    return Found(held.model, name_of(held.model), columns, shown, files)


def told(row, column, secret):
    value = row.__dict__.get(column.attname)
    if column.name in secret:
        return LEFT_OUT if value else ""
    return str(value) if isinstance(column, FileField) and value else value  # its name, whether it was read or not


def stored(row, column):
    """The file as it lies there, under a name that says whose it is; a missing one is passed over."""
    value = getattr(row, column.name)
    if not value:
        return
    name = f"files/{row._meta.label}-{row.pk}-{column.name}{PurePosixPath(value.name).suffix}"
    try:
        with value.open("rb") as file:
            yield name, file.read()
    except OSError:
        return


def named_elsewhere(person, found):
    """Entries, versions and files that hold name or address, beside the rows that are given whole."""
    given = {(one.label, row[model_of(one.label)._meta.pk.name]) for one in found for row in one.rows}
    return [
        {"model": label, "pk": pk, "fields": names, "what": of_what(label, pk)}
        for label, pk, names in mentions.of(Spelling(person))
        if (label, pk) not in given
    ]


def of_what(label, pk):
    """A file is called by its name; others by what they are."""
    model = model_of(label)
    row = model._base_manager.get(pk=pk)
    return row.name if label == "catalogue.FileText" else str(model._meta.verbose_name)


# --- Written ---


def as_json(person, found, named):
    told = {
        "made": timezone.now(),
        "addresses": person.addresses,
        "names": person.names,
        "rows": {one.label: one.rows for one in found},
        "named_elsewhere": named,
    }
    return json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1).encode()


def table(one):
    heads = [column.name for column in one.columns]
    return csv_bytes(
        [heads, *([cell(value) for value in row.values()] for row in one.rows)], translation.get_language()
    )


def cell(value):
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False).strip('"')


def page(person, groups, named):
    context = {
        "language": translation.get_language(),
        "person": person,
        "groups": [(row, [(one.name, facts_of(one)) for one in several]) for row, several in groups],
        "named": named,
        "now": timezone.localtime(),
    }
    return render_to_string("catalogue/personal/export.html", context)


def facts_of(one):
    """Of each row what says something, by the names of its fields."""
    return [
        [(capfirst(str(column.verbose_name)), row[column.name]) for column in one.columns if says(row[column.name])]
        for row in one.rows
    ]


def says(value):
    return value not in (None, "", LEFT_OUT, {}, [])

"""Where a name or an address stands beyond what is declared, as in entries and their files: people decide of these."""

from collections import Counter

from django.apps import apps
from django.db import models

from catalogue.models import Card, CardText, Entry, FileText, Word, WordPiece
from catalogue.personal.declaring import declared, model_of, without_people
from catalogue.personal.person import as_stored

DERIVED = {Card, CardText, Word, WordPiece}  # written anew from entries
AT_ONCE = 500


def histories():
    return [model for model in apps.get_models() if hasattr(model, "instance_type")]


def texts_of(model):
    """The columns in which words of people can stand."""
    kinds = (models.CharField, models.TextField, models.JSONField)
    plain = (models.URLField, models.SlugField, models.UUIDField)
    columns = model._meta.concrete_fields
    return [one for one in columns if isinstance(one, kinds) and not isinstance(one, plain) and not one.choices]


def searched():
    """What is public record, or may become it: entries with their rows, and the words of their files."""
    models_of_record = [model_of(label) for label in without_people()]
    return [model for model in models_of_record if model not in DERIVED and texts_of(model)]


def of(spelling):
    """[(label of the model, primary key, the fields)] of all rows that name the person, in a fixed order."""
    held = [model_of(one.model) for one in declared()]
    return [
        (model._meta.label, pk, names)
        for model in dict.fromkeys([*searched(), *held, *histories()])
        for pk, names in rows_with(model, spelling)
    ]


def rows_with(model, spelling):
    columns = [column.name for column in texts_of(model)]
    rows = as_stored(model).order_by("pk").values_list("pk", *columns).iterator(chunk_size=AT_ONCE)
    for pk, *values in rows:
        names = [name for name, value in zip(columns, values, strict=True) if value and spelling.found(value)]
        if names:
            yield pk, names


def replace(spelling, rows: Counter):
    """Write entries, their rows and the words read from their files without the person; the files stay as they are."""
    of_record = {model_of(held.model): set(held.record) for held in declared() if held.record}
    for model in (*searched(), *of_record, Card, CardText):
        for pk, found in list(rows_with(model, spelling)):
            names = [name for name in found if name in of_record.get(model, found)]
            replace_one(as_stored(model).get(pk=pk), names, spelling)
            rows["name or address replaced", model._meta.label] += 1


def replace_one(row, names, spelling):
    new = {name: cut(row, name, spelling.replaced(getattr(row, name))) for name in names}
    for name, value in new.items():
        setattr(row, name, value)
    if isinstance(row, Entry):
        row.save()  # its card and its terms follow
    else:
        as_stored(type(row)).filter(pk=row.pk).update(**new)
        refile(row)


def cut(row, name, value):
    longest = row._meta.get_field(name).max_length
    return value[:longest] if longest and isinstance(value, str) else value


def refile(row):
    """The entry to which a row belongs finds its words anew."""
    if isinstance(row, FileText) or hasattr(row, "object_id"):
        return
    for column in row._meta.concrete_fields:
        if column.related_model and issubclass(column.related_model, Entry):
            entry = getattr(row, column.name)
            if entry is not None:
                entry.save()
                return

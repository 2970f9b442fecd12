"""The cells of a row as form fields: which field, how wide, what a new row holds, and how a file is kept."""

import secrets
from copy import copy, deepcopy
from functools import cache

from django import forms
from django.db import models
from django.utils.functional import lazy
from django.utils.translation import get_language

from catalogue.languages import translated_fields
from publishing.comparison import headings, label_of
from publishing.fields import neighbour_field
from publishing.form_fields import plain_field
from publishing.values import plain, sizes
from publishing.writing import writing_of

LONG_CELL = 150  # characters


def made_cells(writing, rows, version):
    """{name of a cell: (column, form field)} of the rows of a version, the same for each row."""
    found = {}
    for name, column, field in cells_of(writing.kind, rows.relation, version.dossier.language, get_language()):
        if rows.asked and not rows.asked(name, version.content):
            continue
        if name in rows.links:
            field = with_choices(field, writing, rows.links[name], version.content)
        found[column.attname] = column, field
    return found


@cache
def cells_of(kind, relation, language, page_language):
    """(name, column, form field) of each cell that is written in a language, in words of the page's language."""
    writing = writing_of(kind)
    rows = writing.row(relation)
    child = writing.model._meta.get_field(relation).related_model
    found = []
    for name in rows.fields:
        if name not in rows.under:
            column = child._meta.get_field(f"{name}_{language}" if name in translated_fields(child) else name)
            field = link_field(column) if name in rows.links else row_field(column, label_of(column))
            field.help_text, field.is_wide = rows.helps.get(name, ""), is_wide(field)
            found.append((name, column, field))
    return found


def link_field(column, choices=()):
    return LinkField(label=label_of(column), required=False, choices=choices)


def with_choices(field, writing, relation, content):
    """The field with the rows of the content that it may point at, listed where somebody asks for them."""
    field = copy(field)
    field.widget = deepcopy(field.widget)
    field.choices = listed(cache(lambda: [("", "–"), *headings(writing, relation, content.get(relation) or [])]))
    return field


listed = lazy(lambda choices: choices(), list)


class LinkField(forms.ChoiceField):
    """Which other row of the same entry."""


def is_wide(field):
    """Whether more than a few words stand in a cell."""
    return isinstance(field, LinkField) or (getattr(field, "max_length", None) or 0) >= LONG_CELL


def row_field(column, label):
    """The form field of one cell: what it points at by its name, the rest as in a stage."""
    if isinstance(column, models.ForeignKey):
        return neighbour_field(column.related_model, label)
    field = plain_field(column, label)
    if isinstance(field.widget, forms.Textarea):
        field.widget.attrs["rows"] = 3
    return field


def default_of(column):
    """What a new row holds in this column, as content; None where that is nothing."""
    return plain(column, column.get_default()) if column.has_default() else None


def is_file(column):
    return isinstance(column, models.FileField)


def kept_file(model, column, value):
    """{name: value} of a cell with a file: a new one is stored now, with its size; an untouched one is not named."""
    if not value or isinstance(value, str):
        return {}
    holder = model()
    stored = getattr(holder, column.attname)
    stored.save(value.name, value, save=False)
    return {column.attname: stored.name} | {size: getattr(holder, size) for size in sizes(column)}


def new_uid():
    return f"n{secrets.token_hex(6)}"

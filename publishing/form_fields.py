"""The form field of each stored field that people write."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.db import models

from catalogue.files.uploads import DocumentFormField
from catalogue.form_fields import written_by_people
from catalogue.limits import MOST_FILE_BYTES
from publishing.fields import EntriesField, EntryField
from publishing.values import parsed

LONGEST_TEXT = 20_000  # characters of a long text


def field_for(writing, name, column):
    """The form field of a stored field; `name` is that of the form, without its language."""
    label = writing.model._meta.get_field(name).verbose_name
    label = label[:1].upper() + label[1:]
    if isinstance(column, models.ManyToManyField):
        return EntriesField(column.related_model, label=label)
    if isinstance(column, models.ForeignKey):
        return EntryField(column.related_model, label=label)
    field = plain_field(column, label)
    if isinstance(column, models.TextField):
        field.validators.append(MaxLengthValidator(writing.longest.get(name, LONGEST_TEXT)))
        field.widget = forms.Textarea(attrs={"rows": 7})
    limit = {"title": writing.model.title_limit, "summary": writing.model.summary_limit}.get(name)
    if limit:
        field.validators.append(MaxLengthValidator(limit))
    if name == "summary" or name in getattr(writing.model, "address_lists", ()):
        field.widget = forms.Textarea(attrs={"rows": 3})
    return field


def plain_field(column, label):
    """The form field of a column, which may stay empty; numbers and dates are read as people write them.

    It checks what the column checks; only of a choice the list is enough, which its field compares as text.
    Documents pass a gate of their own; the column of a picture brings its own.
    """
    given = written_by_people(column)
    if isinstance(column, models.FileField) and not isinstance(column, models.ImageField):
        given["form_class"] = DocumentFormField
    field = column.formfield(label=label, required=False, help_text="", **given)
    if isinstance(column, models.FileField):
        field.widget.attrs["data-most"] = MOST_FILE_BYTES
    if not column.choices:
        field.validators += [check for check in column.validators if check not in field.validators]
    return field


def shown_value(column, value):
    """Amounts as numbers, so that they are shown with the reader's decimal sign."""
    return parsed(column, value) if isinstance(column, models.DecimalField) and value else value

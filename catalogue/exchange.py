"""Import and export of the admin: Slovenian letters safe in Excel, formulas neutralised, topics included."""

import csv
import io
import logging
from functools import cache

import tablib
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from import_export import fields, resources, widgets
from import_export.formats import base_formats

from catalogue.languages import LANGUAGES
from catalogue.models import Entry, Topic

logger = logging.getLogger(__name__)

# A cell that begins so may be run as a formula, also in full-width forms.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 50_000
BYTE_ORDER_MARK = "\ufeff"


def neutral(cell):
    """Text that no spreadsheet takes for a formula; numbers stay as they are."""
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) and not is_number(cell):
        return "'" + cell
    return cell


def is_number(text):
    try:
        float(text)
    except ValueError:
        return False
    return text.isascii()


def restored(cell):
    """What `neutral` was made from."""
    if isinstance(cell, str) and cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS):
        return cell[1:]
    return cell


def each_cell(dataset, change):
    rows = ([change(cell) for cell in row] for row in dataset)
    return tablib.Dataset(*rows, headers=dataset.headers)


def checked_size(stream):
    if len(stream) > MOST_BYTES:
        raise ValueError(_("The file is larger than 5 MB."))
    return stream


def checked_rows(dataset):
    if len(dataset) > MOST_ROWS:
        raise ValueError(_("The file has more than 50,000 rows."))
    return each_cell(dataset, restored)


class SafeCSV(base_formats.CSV):
    """UTF-8 with a byte order mark out; UTF-8 or Windows-1250 in, with commas, semicolons or tabs."""

    def is_binary(self):
        return True

    def get_read_mode(self):
        return "rb"

    def export_data(self, dataset, **kwargs):
        text = each_cell(dataset, neutral).export("csv")
        return (BYTE_ORDER_MARK + text).encode("utf-8")

    def create_dataset(self, in_stream, **kwargs):
        text = decoded(checked_size(in_stream))
        if "\0" in text:
            raise ValueError(_("This is not a text file."))
        delimiter = most_likely_delimiter(text)
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
        if not rows:
            raise ValueError(_("The file is empty."))
        headers, *body = rows
        body = [row for row in body if any(cell.strip() for cell in row)]
        for number, row in enumerate(body, 2):
            if len(row) != len(headers):
                raise ValueError(_("Line %(number)d has a different number of cells.") % {"number": number})
        return checked_rows(tablib.Dataset(*body, headers=headers))


def decoded(data):
    for encoding in ("utf-8-sig", "cp1250"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError(_("The file is neither UTF-8 nor Windows-1250 text."))


def most_likely_delimiter(text):
    head = text.split("\n", 1)[0]
    return max(",;\t", key=head.count)


class SafeXLSX(base_formats.XLSX):
    def export_data(self, dataset, **kwargs):
        return super().export_data(each_cell(dataset, neutral), **kwargs)

    def create_dataset(self, in_stream, **kwargs):
        return checked_rows(super().create_dataset(checked_size(in_stream), **kwargs))


FORMATS = [SafeXLSX, SafeCSV]


class EntryResource(resources.ModelResource):
    """Every language column, links by identifier, topics by key; state never comes from a file."""

    topics = fields.Field(column_name="topics")

    def dehydrate_topics(self, entry):
        return ", ".join(topic.slug for topic in entry.topics.all())

    def before_import_row(self, row, **kwargs):
        wanted = topic_keys(row)
        unknown = wanted - set(Topic.objects.filter(slug__in=wanted).values_list("slug", flat=True))
        if unknown:
            raise ValidationError(_("Unknown topics: %(topics)s.") % {"topics": ", ".join(sorted(unknown))})

    def after_save_instance(self, instance, row, **kwargs):
        if "topics" in row and not kwargs.get("dry_run"):
            ordered = sorted(Topic.objects.filter(slug__in=topic_keys(row)), key=lambda topic: topic.slug)
            instance.set_topics(ordered[: instance.max_main_topics], ordered[instance.max_main_topics :])

    def after_export(self, queryset, dataset, **kwargs):
        logger.info("exported %d rows of %s", len(dataset), self._meta.model._meta.label)


def topic_keys(row):
    return {key.strip() for key in str(row.get("topics") or "").split(",") if key.strip()}


class EmptyAsNull(widgets.CharWidget):
    def __init__(self):
        super().__init__(allow_blank=True)

    def clean(self, value, row=None, **kwargs):
        return super().clean(value, row, **kwargs) or None


@cache
def resource_for(model):
    """The resource class of an entry model, made from its columns."""
    names = ["id", *(column.name for column in model._meta.concrete_fields if is_exchanged(model, column))]
    own = {
        column.name: fields.Field(
            column_name=column.name,
            attribute=column.name,
            widget=widgets.ForeignKeyWidget(column.related_model, "external_id"),
        )
        for column in model._meta.concrete_fields
        if column.name in names and column.is_relation
    }
    own["external_id"] = fields.Field("external_id", "external_id", EmptyAsNull())
    options = {
        "model": model,
        "fields": [*names, "topics"],
        "clean_model_instances": True,
        "skip_unchanged": False,
    }
    return type(f"{model.__name__}Resource", (EntryResource,), own | {"Meta": type("Meta", (), options)})


def is_exchanged(model, column):
    """Not the base column beside the language columns, not files, and nothing that a step of the workflow sets."""
    names = {field.name for field in model._meta.concrete_fields}
    has_languages = f"{column.name}_{LANGUAGES[0]}" in names
    linked_by_identifier = not column.is_relation or issubclass(column.related_model, Entry)
    return (
        column.editable
        and not column.primary_key
        and not has_languages
        and linked_by_identifier
        and not isinstance(column, models.FileField)
    )

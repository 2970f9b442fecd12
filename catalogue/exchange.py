"""Import and export of the admin: the tables of the portal as formats of import-export, and what their columns mean."""

import datetime as dt
import logging
import re
from functools import cache

import tablib
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from import_export import fields, resources, results, widgets
from import_export.formats import base_formats

from catalogue import listeners
from catalogue.fields import PartialDateField
from catalogue.form_fields import written_by_people
from catalogue.languages import LANGUAGES
from catalogue.limits import MOST_TABLE_ROWS
from catalogue.models import CatalogueState, Entry, TaggedTopic, Topic
from catalogue.tables.decoding import decoded
from catalogue.tables.delimited import of_length, text_records, without_empty_end
from catalogue.tables.faults import SheetError, listed
from catalogue.tables.guards import unguarded
from catalogue.tables.numbers import read_whole
from catalogue.tables.reading import check_size
from catalogue.tables.workbook import first_sheet
from catalogue.tables.writing import csv_bytes, xlsx_bytes
from catalogue.text import kept_line, shortened

logger = logging.getLogger(__name__)

SHEET = "Tablib Dataset"
ROWS_SHOWN = 100
TOPICS_SHOWN = 10
LARGEST_KEY = 2**63 - 1
NUMBERS = (models.DecimalField, models.FloatField, models.IntegerField)
DATES = (PartialDateField,)


class SafeCSV(base_formats.CSV):
    """As the tables of the portal are read and written; written in no language, with commas and as machines do."""

    def is_binary(self):
        return True

    def get_read_mode(self):
        return "rb"

    def export_data(self, dataset, **kwargs):
        return csv_bytes([[plain(cell) for cell in row] for row in (dataset.headers, *dataset)], language="en")

    def create_dataset(self, in_stream, **kwargs):
        check_size(len(in_stream))
        records = text_records(decoded(in_stream))
        _line, headers = next(records, (1, []))
        headers = without_empty_end(headers)
        return dataset_of(headers, same_length(headers, records))


class SafeXLSX(base_formats.XLSX):
    """The same as a workbook of one sheet."""

    def export_data(self, dataset, **kwargs):
        return xlsx_bytes([(SHEET, (dataset.headers, *dataset))])

    def create_dataset(self, in_stream, **kwargs):
        check_size(len(in_stream))
        rows, _title = first_sheet(in_stream)
        headers, *rows = rows or [[]]
        headers = without_empty_end(headers)
        return dataset_of(headers, same_length(headers, enumerate(rows, start=2)))


def dataset_of(headers, rows):
    """Without blank rows, each text as it was before it was guarded."""
    if not headers:
        raise SheetError(_("The file is empty."))
    headers = [kept_line(plain(name)) for name in headers]
    if "" in headers:
        raise SheetError(_("Column %(number)d has no name in the first line.") % {"number": headers.index("") + 1})
    if twice := sorted({name for name in headers if headers.count(name) > 1}):
        raise SheetError(_("The header names a column twice: %(names)s.") % {"names": ", ".join(twice)})
    filled = [map(imported, row) for row in rows if any(str(cell or "").strip() for cell in row)]
    if len(filled) > MOST_TABLE_ROWS:
        raise SheetError(_("The table has more than 50,000 rows."))
    return tablib.Dataset(*filled, headers=headers)


def same_length(headers, records):
    for line, cells in records:
        found = of_length(cells, len(headers))
        if found is None:
            raise SheetError(
                _("Line %(number)d has more cells than the first line has names of columns.") % {"number": line}
            )
        yield found


def imported(cell):
    return "" if cell is None else unguarded(cell)


def plain(cell):
    return "" if cell is None else str(cell)


FORMATS = [SafeXLSX, SafeCSV]


class PlainDiff(resources.Diff):
    """What an import would change, without the inline style that the portal's policy forbids."""

    def as_html(self):
        return [mark_safe(re.sub(r' style="[^"]*"', "", cell)) for cell in super().as_html()]  # noqa: S308  was safe


class ShortResult(results.Result):
    """What became of a file, of which the page shows the first rows of each kind and how many more there are."""

    def valid_rows(self):
        return super().valid_rows()[:ROWS_SHOWN]

    def row_errors(self):
        return super().row_errors()[:ROWS_SHOWN]

    def append_invalid_row(self, number, row, validation_error):
        if len(self.invalid_rows) < ROWS_SHOWN:
            super().append_invalid_row(number, row, validation_error)

    def more_errors(self):
        return max(0, self.totals["error"] - ROWS_SHOWN)

    def more_invalid_rows(self):
        return max(0, self.totals["invalid"] - ROWS_SHOWN)

    def more_valid_rows(self):
        return max(0, len(super().valid_rows()) - ROWS_SHOWN)


class Sentence(results.Error):
    """What is wrong with a file, for a person and not for a programmer."""

    @property
    def traceback(self):
        return ""


class EntryResource(resources.ModelResource):
    """Every language column, links by identifier, topics by key; state never comes from a file."""

    topics = fields.Field(column_name="topics")
    further_topics = fields.Field(column_name="further_topics")

    @classmethod
    def get_diff_class(cls):
        return PlainDiff

    @classmethod
    def get_result_class(cls):
        return ShortResult

    @classmethod
    def get_error_result_class(cls):
        return Sentence

    def before_import(self, dataset, **kwargs):
        """A column nobody knows is named and nothing is read; what a file never brings is left aside and named, too."""
        model = self._meta.model
        own = {field.name for field in model._meta.get_fields()}
        strange = [name for name in self.left_aside(dataset) if name not in own]
        if strange:
            names = ", ".join(f"“{shortened(name, 30)}”" for name in strange[:5])
            raise SheetError(_("The header has columns nobody knows: %(names)s.") % {"names": names})

    def left_aside(self, dataset):
        known = {field.column_name for field in self.fields.values()}
        return [name for name in dataset.headers or [] if name not in known]

    def dehydrate_topics(self, entry):
        return self.topic_cell(entry, main=True)

    def dehydrate_further_topics(self, entry):
        return self.topic_cell(entry, main=False)

    def topic_cell(self, entry, main):
        tagged = TaggedTopic.objects.filter(
            content_type=ContentType.objects.get_for_model(entry), object_id=entry.pk, main=main
        )
        return ", ".join(tagged.order_by("pk").values_list("tag__slug", flat=True))

    def before_import_row(self, row, **kwargs):
        if len(topic_keys(row, "topics")) > self._meta.model.max_main_topics:
            raise ValidationError(_("Choose up to three main topics."))
        wanted = {*topic_keys(row, "topics"), *topic_keys(row, "further_topics")}
        unknown = wanted - set(Topic.objects.filter(slug__in=wanted).values_list("slug", flat=True))
        if unknown:
            names = [shortened(name, 60) for name in sorted(unknown)[:TOPICS_SHOWN]]
            raise ValidationError(_("Unknown topics: %(topics)s.") % {"topics": listed(names, len(unknown))})

    def before_save_instance(self, instance, row, **kwargs):
        """A room further right may refuse a change for the time being; the row is named, and nothing is imported."""
        CatalogueState.lock()
        if reasons := listeners.refusals(type(instance), [instance.pk] if instance.pk else []):
            raise ValidationError(reasons[instance.pk])

    def after_save_instance(self, instance, row, **kwargs):
        cells = {
            "topics": self.topic_cell(instance, main=True),
            "further_topics": self.topic_cell(instance, main=False),
        }
        given = {name: row[name] for name in cells if name in row}
        if given and not kwargs.get("dry_run"):
            keys = {name: topic_keys(cells | given, name) for name in cells}  # a column that is absent changes nothing
            topics = {
                topic.slug: topic for topic in Topic.objects.filter(slug__in=[*keys["topics"], *keys["further_topics"]])
            }
            instance.set_topics(*([topics[key] for key in keys[name]] for name in cells))

    def after_import(self, dataset, result, **kwargs):
        result.left_aside = self.left_aside(dataset)
        if not kwargs.get("dry_run"):
            changed = [row.object_id for row in result.rows if row.object_id]
            listeners.tell(self._meta.model, changed, kwargs.get("user"))

    def after_export(self, queryset, dataset, **kwargs):
        logger.info("exported %d rows of %s", len(dataset), self._meta.model._meta.label)


def topic_keys(row, column):
    """The keys of a cell in their order, each once."""
    keys = (key.strip() for key in str(row.get(column) or "").split(","))
    return list(dict.fromkeys(filter(None, keys)))


class EmptyAsNull(widgets.CharWidget):
    def __init__(self):
        super().__init__(allow_blank=True)

    def clean(self, value, row=None, **kwargs):
        return super().clean(value, row, **kwargs) or None


class LinkWidget(widgets.ForeignKeyWidget):
    """A link by the identifier of the entry, or by # and its number where it has none."""

    def render(self, value, obj=None, **kwargs):
        return (value.external_id or f"#{value.pk}") if value else ""

    def clean(self, value, row=None, **kwargs):
        if not value:
            return None
        number = read_whole(value[1:], 1, LARGEST_KEY) if value.startswith("#") else None
        found = self.model._base_manager.filter(**{"pk": number} if number else {"external_id": value}).first()
        if found is None:
            raise ValueError(_("there is no “%(value)s”") % {"value": value})
        return found


def dated(value):
    """The text of what a spreadsheet made a date of 2024-05-14, or a number of 2024."""
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


class PlainWidget(widgets.Widget):
    """Numbers and dates, as they are, in no language, and read as people write them; what is unclear is named."""

    def __init__(self, column):
        super().__init__()
        self.column = column
        reader = written_by_people(column)
        self.reader = column.formfield(required=False, **reader) if reader or isinstance(column, DATES) else None

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else str(value)

    def clean(self, value, row=None, **kwargs):
        if value in (None, ""):
            return self.column.get_default() if isinstance(self.column, DATES) else None
        if isinstance(self.column, DATES):
            value = dated(value)
        try:
            read = self.reader.clean(value) if self.reader and isinstance(value, str) else value
            return self.column.to_python(read)
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from error


@cache
def resource_for(model):
    """The resource class of an entry model, made from its columns."""
    names = ["id", *(column.name for column in model._meta.concrete_fields if is_exchanged(model, column))]
    own = {
        column.name: fields.Field(
            column_name=column.name,
            attribute=column.name,
            widget=LinkWidget(column.related_model),
        )
        for column in model._meta.concrete_fields
        if column.name in names and column.is_relation
    }
    own |= {
        column.name: fields.Field(column_name=column.name, attribute=column.name, widget=PlainWidget(column))
        for column in model._meta.concrete_fields
        if column.name in names and isinstance(column, (*NUMBERS, *DATES))
    }
    own["external_id"] = fields.Field("external_id", "external_id", EmptyAsNull())
    options = {
        "model": model,
        "fields": [*names, "topics", "further_topics"],
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
        and column.name not in model.by_steps
        and not isinstance(column, models.FileField)
    )

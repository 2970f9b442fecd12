"""Import and export of the admin: Slovenian letters safe in Excel, formulas neutralised, topics included."""

import csv
import io
import logging
import re
from functools import cache

import tablib
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from import_export import fields, resources, widgets
from import_export.formats import base_formats

from catalogue import listeners
from catalogue.languages import LANGUAGES
from catalogue.models import Entry, TaggedTopic, Topic

logger = logging.getLogger(__name__)

# A cell that begins so may be run as a formula, also in full-width forms.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 50_000
NUMBERS = (models.DecimalField, models.FloatField, models.IntegerField)
BYTE_ORDER_MARK = "\ufeff"


class UnreadableFile(ValueError):
    """What is wrong with an uploaded file, as a sentence for the person who uploaded it."""


def neutral(cell):
    """Text that no spreadsheet takes for a formula; numbers stay as they are."""
    if isinstance(cell, str) and cell.lstrip("'").startswith(FORMULA_STARTS) and not is_number(cell):
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
    if isinstance(cell, str) and cell.startswith("'") and cell.lstrip("'").startswith(FORMULA_STARTS):
        return cell[1:]
    return "" if cell is None else cell


def each_cell(dataset, change):
    rows = ([change(cell) for cell in row] for row in dataset)
    return tablib.Dataset(*rows, headers=dataset.headers)


def checked_size(stream):
    if len(stream) > MOST_BYTES:
        raise UnreadableFile(_("The file is larger than 5 MB."))
    return stream


def checked_rows(dataset):
    """Without blank rows, with what `neutral` changed restored."""
    if len(dataset) > MOST_ROWS:
        raise UnreadableFile(_("The file has more than 50,000 rows."))
    if not dataset.headers:
        raise UnreadableFile(_("The file is empty."))
    filled = (row for row in dataset if any(str(cell or "").strip() for cell in row))
    return each_cell(tablib.Dataset(*filled, headers=dataset.headers), restored)


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
            raise UnreadableFile(_("This is not a text file."))
        delimiter = most_likely_delimiter(text)
        reader = csv.reader(io.StringIO(text), delimiter=delimiter)
        headers, body = next(reader, None), []
        if not headers:
            raise UnreadableFile(_("The file is empty."))
        for row in reader:
            if any(cell.strip() for cell in row):
                if len(row) != len(headers):
                    line = {"number": reader.line_num}
                    raise UnreadableFile(_("Line %(number)d has a different number of cells.") % line)
                body.append(row)
        return checked_rows(tablib.Dataset(*body, headers=headers))


def decoded(data):
    for encoding in ("utf-8-sig", "cp1250"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(_("The file is neither UTF-8 nor Windows-1250 text."))


def most_likely_delimiter(text):
    head = text.split("\n", 1)[0]
    return max(",;\t", key=head.count)


class SafeXLSX(base_formats.XLSX):
    def export_data(self, dataset, **kwargs):
        return super().export_data(each_cell(dataset, neutral), **kwargs)

    def create_dataset(self, in_stream, **kwargs):
        return checked_rows(super().create_dataset(checked_size(in_stream), **kwargs))


FORMATS = [SafeXLSX, SafeCSV]


class PlainDiff(resources.Diff):
    """What an import would change, without the inline style that the portal's policy forbids."""

    def as_html(self):
        return [mark_safe(re.sub(r' style="[^"]*"', "", cell)) for cell in super().as_html()]  # noqa: S308  was safe


class EntryResource(resources.ModelResource):
    """Every language column, links by identifier, topics by key; state never comes from a file."""

    topics = fields.Field(column_name="topics")
    further_topics = fields.Field(column_name="further_topics")

    @classmethod
    def get_diff_class(cls):
        return PlainDiff

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
            raise ValidationError(_("Unknown topics: %(topics)s.") % {"topics": ", ".join(sorted(unknown))})

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
        key = {"pk": value[1:]} if value.startswith("#") and value[1:].isdecimal() else {"external_id": value}
        found = self.model._base_manager.filter(**key).first()
        if found is None:
            raise ValueError(_("there is no “%(value)s”") % {"value": value})
        return found


class PlainWidget(widgets.Widget):
    """Numbers as they are, in no language; an unreadable one is named."""

    def __init__(self, column):
        super().__init__()
        self.column = column

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else str(value)

    def clean(self, value, row=None, **kwargs):
        if value in (None, ""):
            return None
        try:
            return self.column.to_python(value)
        except ValidationError as error:
            raise ValueError(_("“%(value)s” is not a number") % {"value": value}) from error


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
        if column.name in names and isinstance(column, NUMBERS)
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
        and not isinstance(column, models.FileField)
    )

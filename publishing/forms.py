"""The forms in which entries are written: made from a stage of a `Writing`, in the language of the dossier."""

import hashlib
import json
import secrets

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.files.uploads import DocumentFormField
from catalogue.form_fields import written_by_people
from catalogue.languages import translated_fields
from catalogue.limits import MOST_FILE_BYTES
from catalogue.tables.numbers import read_whole
from publishing.fields import EntriesField, EntryField, TopicsField
from publishing.snapshot import FURTHER, UID, parsed, plain
from publishing.writing import TOPICS, writing_of

LONGEST_TEXT = 20_000  # characters of a long text
MOST_TOPICS, MOST_FURTHER = 3, 10
MOST_COUNTED = 999  # rows that a form may say it has


class StageForm(forms.Form):
    """One stage of a version. `stored` names, field by field, what it writes into the content."""

    def __init__(self, *args, version, writing, stage, **kwargs):
        self.version, self.writing, self.stage = version, writing, stage
        self.language = version.dossier.language
        self.stored = {}  # {name of the form field: (name in the content, column of the model)}
        fields = {}
        for name in stage.fields:
            if not writing.row(name):
                fields |= self.made(name)
        initial = {name: shown_value(column, version.content.get(key)) for name, (key, column) in self.stored.items()}
        initial |= version.typed
        super().__init__(*args, initial=initial, use_required_attribute=False, label_suffix="", **kwargs)
        self.fields = fields
        self.rows = [RowSet(*args, version=version, rows=rows) for name in stage.fields if (rows := writing.row(name))]

    def made(self, name):
        """{name: form field} of a field of the stage."""
        if name == TOPICS:
            self.stored |= {TOPICS: (TOPICS, None), FURTHER: (FURTHER, None)}
            return {
                TOPICS: TopicsField(MOST_TOPICS, 3, label=_("Main topics")),
                FURTHER: TopicsField(MOST_FURTHER, 3, label=_("Further topics")),
            }
        column = self.writing.model._meta.get_field(self.column_name(name))
        self.stored[name] = (column.attname if hasattr(column, "attname") else name, column)
        return {name: field_for(self.writing, name, column)}

    def column_name(self, name):
        return f"{name}_{self.language}" if name in translated_fields(self.writing.model) else name

    def is_valid(self):
        return all([super().is_valid(), *(rows.is_valid() for rows in self.rows)])

    def changes(self):
        """{name in the content: value} of all that is valid, with new files already kept."""
        found = {}
        for name, (key, column) in self.stored.items():
            if name in self.cleaned_data and self.was_sent(name):
                found[key] = self.value(name, key, column)
        for rows in self.rows:
            if rows.is_valid() and rows.was_sent():
                found[rows.relation] = rows.values()
        return found

    def was_sent(self, name):
        """A request that does not hold a field says nothing about it; a box that is not ticked is never sent."""
        field, prefixed = self.fields[name], self.add_prefix(name)
        if isinstance(field.widget, forms.CheckboxInput):
            return "complete" in self.data
        omitted = field.widget.value_omitted_from_data(self.data, self.files, prefixed)
        return not omitted

    def value(self, name, key, column):
        value = self.cleaned_data[name]
        if column is None or isinstance(column, models.ForeignKey | models.ManyToManyField):
            return value
        if isinstance(column, models.FileField):
            return self.kept_file(value, key, column)
        return plain(column, value)

    def kept_file(self, value, key, column):
        """The name of the stored file: a new one is stored now, an untouched one stays, a removed one leaves none."""
        if value is False:
            return ""
        if not value or isinstance(value, str):
            return self.version.content.get(key) or ""
        holder = self.writing.model()
        stored = getattr(holder, column.attname)
        stored.save(value.name, value, save=False)
        return stored.name

    def typed(self):
        """{name: what was typed} of the fields whose text cannot be kept as content."""
        return {
            name: self.data[name][:1000].replace("\0", "")
            for name in self.errors
            if isinstance(self.data.get(name), str)
        }

    def base(self):
        """What the form shows, field by field, as short digests: so that two people's changes can be told apart."""
        names = [key for key, _column in self.stored.values()] + [rows.relation for rows in self.rows]
        return {name: digest(self.version.content.get(name)) for name in names}

    def base_json(self):
        return json.dumps(self.base())

    def groups(self):
        """The fields and rows in the order of the stage, each with its help."""
        rows = {rows.relation: rows for rows in self.rows}
        for name in self.stage.fields:
            if name in rows:
                yield {"rows": rows[name]}
                continue
            yield {
                "field": self[name],
                "help": self.writing.helps.get(name),
                "required": name in self.writing.required,
            }
            if name == TOPICS:
                yield {"field": self[FURTHER], "help": None, "required": False}

    def has_files(self):
        return any(isinstance(column, models.FileField) for _key, column in self.stored.values())


def field_for(writing, name, column):
    """The form field of a stored field; `name` is that of the form, without its language."""
    label = writing.model._meta.get_field(name).verbose_name
    label = label[:1].upper() + label[1:]
    if isinstance(column, models.ManyToManyField):
        return EntriesField(column.related_model, label=label)
    if isinstance(column, models.ForeignKey):
        return EntryField(column.related_model, label=label)
    field = plain_field(column, label)
    if isinstance(column, models.FileField):
        field.widget.attrs["data-most"] = MOST_FILE_BYTES
    field.validators += [check for check in column.validators if check not in field.validators]
    if isinstance(column, models.TextField):
        field.validators.append(MaxLengthValidator(LONGEST_TEXT))
        field.widget = forms.Textarea(attrs={"rows": 7})
    limit = {"title": writing.model.title_limit, "summary": writing.model.summary_limit}.get(name)
    if limit:
        field.validators.append(MaxLengthValidator(limit))
    if name == "summary" or name in getattr(writing.model, "address_lists", ()):
        field.widget = forms.Textarea(attrs={"rows": 3})
    return field


def plain_field(column, label):
    """The form field of a column, which may stay empty; numbers and dates are read as people write them.

    Documents pass a gate of their own; the column of a picture brings its own.
    """
    given = written_by_people(column)
    if isinstance(column, models.FileField) and not isinstance(column, models.ImageField):
        given["form_class"] = DocumentFormField
    return column.formfield(label=label, required=False, help_text="", **given)


def shown_value(column, value):
    """Amounts as numbers, so that they are shown with the reader's decimal sign."""
    return parsed(column, value) if isinstance(column, models.DecimalField) and value else value


def digest(value):
    value = None if value in ("", [], {}) else value
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:12]


class RowForm(forms.Form):
    """One child row; its name through all versions is the hidden `uid`."""

    uid = forms.SlugField(required=False, max_length=40, widget=forms.HiddenInput)
    remove = forms.BooleanField(required=False, label=_("Remove"))

    def __init__(self, *args, rows, version, **kwargs):
        super().__init__(*args, label_suffix="", use_required_attribute=False, **kwargs)
        self.initial = dict(self.initial)
        self.child = writing_of(version.dossier.kind).model._meta.get_field(rows.relation).related_model
        self.columns = {}
        for name in rows.fields:
            own = f"{name}_{version.dossier.language}" if name in translated_fields(self.child) else name
            column = self.child._meta.get_field(own)
            label = self.child._meta.get_field(name).verbose_name
            self.columns[own] = column
            self.initial[own] = shown_value(column, self.initial.get(own))
            self.fields[own] = plain_field(column, label[:1].upper() + label[1:])
        self.fields["remove"] = self.fields.pop("remove")

    def is_blank(self):
        return not any(self.cleaned_data.get(name) not in (None, "") for name in self.columns)

    def clean(self):
        super().clean()
        if self.errors or self.is_blank() or self.cleaned_data.get("remove"):
            return
        row = self.child()
        for name, value in self.cleaned_data.items():
            if name in self.columns and value not in (None, ""):
                setattr(row, name, value)
        owner = [field.name for field in self.child._meta.fields if field.is_relation]
        try:
            row.clean_fields(exclude=[*owner, *(f.name for f in self.child._meta.fields if f.name not in self.columns)])
            row.validate_constraints(exclude=owner)
        except ValidationError as error:
            self.add_error(None, [text for texts in error.message_dict.values() for text in texts])

    def values(self):
        filled = {name: plain(column, self.cleaned_data.get(name)) for name, column in self.columns.items()}
        return {UID: self.cleaned_data.get(UID) or new_uid()} | {
            name: "" if value is None and not self.columns[name].null else value for name, value in filled.items()
        }

    def visible(self):
        return [field for field in self if not field.is_hidden and field.name != "remove"]


def new_uid():
    return f"n{secrets.token_hex(6)}"


class RowSet:
    """The rows of one relation: those that stand and one empty one; more are asked for with a button."""

    def __init__(self, data=None, files=None, *, version, rows):
        self.rows, self.relation, self.version = rows, rows.relation, version
        self.data = data
        stored = version.content.get(rows.relation, [])
        if data is None:
            self.forms = [self.form(index, initial=values) for index, values in enumerate(stored)]
            self.forms += [self.form(len(stored), initial={UID: new_uid()})]
        else:
            self.forms = [self.form(index, data=data) for index in range(min(self.count(), rows.most))]

    def count(self):
        return read_whole(self.data.get(f"{self.relation}-count", "0"), 0, MOST_COUNTED) or 0

    def form(self, index, **given):
        return RowForm(
            given.get("data"),
            initial=given.get("initial"),
            prefix=f"{self.relation}-{index}",
            rows=self.rows,
            version=self.version,
        )

    def add(self):
        """One more empty row."""
        if len(self.forms) < self.rows.most:
            self.forms.append(self.form(len(self.forms), initial={UID: new_uid()}))

    def was_sent(self):
        return self.data is not None and f"{self.relation}-count" in self.data

    def is_valid(self):
        return self.data is None or all(form.is_valid() for form in self.forms if form.is_bound)

    def values(self):
        """The rows as the content holds them; what the other language says of a row that stands is kept."""
        standing = {values[UID]: values for values in self.version.content.get(self.relation, [])}
        kept = [form for form in self.forms if not form.is_blank() and not form.cleaned_data.get("remove")]
        return [standing.get(values[UID], {}) | values for values in (form.values() for form in kept)]

    def blank_form(self):
        """What the script copies for one more row."""
        return RowForm(prefix=f"{self.relation}-NEW", rows=self.rows, version=self.version)


class ReasonForm(forms.Form):
    """What a step or a comment says."""

    text = forms.CharField(
        label=_("Comment"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )


class NewForm(forms.Form):
    """What is to be written, for whom and in which language."""

    title = forms.CharField(label=_("Title"), max_length=100)

    def __init__(self, *args, kinds, owners, languages, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["kind"] = forms.ChoiceField(
            label=_("What do you want to write?"), choices=kinds, widget=forms.RadioSelect
        )
        self.fields["owner"] = forms.ChoiceField(label=_("For which organisation?"), choices=owners)
        self.fields["language"] = forms.ChoiceField(
            label=_("In which language do you write?"), choices=languages, widget=forms.RadioSelect
        )
        self.order_fields(["kind", "title", "owner", "language"])

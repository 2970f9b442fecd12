"""One child row of an entry, such as evidence, as a form."""

from copy import copy

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from publishing.comparison import plain_name
from publishing.form_fields import shown_value
from publishing.keeping import as_typed
from publishing.row_cells import default_of, is_file, kept_file, made_cells, new_uid
from publishing.row_merging import NOTHING, UID
from publishing.rows import row_columns
from publishing.values import parsed, plain
from publishing.writing import writing_of

NAME_FIELD = forms.SlugField(required=False, max_length=40, widget=forms.HiddenInput)
REMOVE_FIELD = forms.BooleanField(required=False, label=_("Remove"))


class RowForm(forms.Form):
    """One child row; its name through all versions is the hidden `uid`.

    Its fields are shared by all rows, since copying them costs more than reading what was typed.
    """

    def __init__(self, *args, rows, version, held=None, beside=None, made=None, **kwargs):
        super().__init__(*args, label_suffix="", use_required_attribute=False, **kwargs)
        self.initial = dict(self.initial)
        self.beside = beside  # () -> the content as this page and the rows above this one say it
        self.version, self.rows, self.relation = version, rows, rows.relation
        self.held = held or {}  # {column: name of the row that it hangs on}
        self.writing = writing_of(version.dossier.kind)
        self.child = self.writing.model._meta.get_field(rows.relation).related_model
        self.columns, self.fields[UID] = {}, NAME_FIELD
        for name, (column, field) in (made or made_cells(self.writing, rows, version)).items():
            self.add_cell(name, column, field)
        self.fields["remove"] = REMOVE_FIELD

    def add_cell(self, name, column, field):
        """A field that knows what stands in its row is the row's own."""
        if hasattr(field, "standing"):
            field = copy(field)
            field.standing = self.stored.get(name)
        self.columns[name], self.fields[name] = column, field
        self.initial[name] = shown_value(column, self.initial.get(name, default_of(column)))

    def is_blank(self):
        if self.errors or not all(self.is_untouched(name, column) for name, column in self.columns.items()):
            return False
        return not self.stored_files()

    def is_untouched(self, name, column):
        """Whether a cell says nothing, or what a new row says by itself."""
        value = self.cleaned_data.get(name)
        return value in (None, "", False) or (not self.stored and plain(column, value) == default_of(column))

    def is_kept(self):
        """Whether it says something, and nothing wrong."""
        return self.is_valid() and not self.is_blank()

    def is_gone(self):
        """Whether it is to be removed, whatever else is typed in it."""
        return self.is_bound and bool(self["remove"].data)

    def clashes(self):
        """What is said of a row that is to be removed: somebody else changed it."""
        return self.non_field_errors() if self.is_gone() else []

    def clean(self):
        super().clean()
        if self.errors or self.is_blank() or self.is_gone():
            return
        if not self.is_as_stored():
            self.ask_model()
        if self.rows.check and self.beside and not self.errors:
            for column, sentence in self.rows.check(self.cells(), self.beside()).items():
                self.add_error(column, sentence)

    def is_as_stored(self):
        """Whether it says what stands already, which passed when it was written."""
        if not self.stored or self.sent_anew():
            return False
        both = ((self.stored.get(name), value) for name, value in self.cells().items())
        return all(one == other or (one in NOTHING and other in NOTHING) for one, other in both)

    def sent_anew(self):
        """Whether a new file came with it."""
        return any(name in self.files for name in map(self.add_prefix, self.columns))

    def ask_model(self):
        """What the row's own rules say against it."""
        row = self.drawn()
        owner = [field.name for field in self.child._meta.fields if field.is_relation]
        try:
            row.clean_fields(exclude=[*owner, *(f.name for f in self.child._meta.fields if not self.checks(f))])
            row.clean()
            row.validate_constraints(exclude=[*owner, self.rows.key, *self.not_asked()])
        except ValidationError as error:
            self.tell(error)

    def not_asked(self):
        """The fields of its kind that the form has not: they stay as they are."""
        return {*self.rows.fields} - {plain_name(column) for column in self.columns.values()}

    def drawn(self):
        """The row as it would be, for its own rules; what it points at among the rows of its entry stands in memory."""
        row = self.child()
        for name, value in self.cleaned_data.items():
            column = self.columns.get(name)
            if column is None or value in (None, "") or is_file(column):
                continue
            if column.name in self.rows.links:
                setattr(row, column.name, self.linked_row(column, value))
            else:
                setattr(row, name, value)
        return row

    def linked_row(self, column, uid):
        rows = self.writing.row(self.rows.links[column.name])
        values = next(row for row in self.version.content[rows.relation] if row[UID] == uid)
        made = column.related_model()
        for written in row_columns(self.writing.model, rows.relation, rows.fields):
            if not isinstance(written, models.ForeignKey):
                setattr(made, written.attname, parsed(written, values.get(written.attname)))
        return made

    def tell(self, error):
        """At the fields that the form has; else at the row."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, texts in error.error_dict.items():
            attname = next(
                (own for own, column in self.columns.items() if name in (own, column.name, plain_name(column))), None
            )
            self.add_error(attname, [text for one in texts for text in one.messages])

    def checks(self, column):
        """Whether the model may judge a field: a file passed its own gate."""
        return column.attname in self.columns and not is_file(column)

    def values(self):
        """The row as the content holds it; a file that was not sent again is left as it stands."""
        return self.cells() | self.sent_files()

    def cells(self):
        """The row as the content holds it, without its files."""
        found = {UID: self.own_uid()}
        for name, column in self.columns.items():
            if not is_file(column):
                value = self.cleaned_data.get(name)
                value = (value or None) if isinstance(column, models.ForeignKey) else plain(column, value)
                found[name] = (default_of(column) or "") if value is None and not column.null else value
        return found | self.held

    def sent_files(self):
        """{name: value} of the files that came with the row, now stored."""
        found = {}
        for name, column in self.columns.items():
            if is_file(column):
                found |= kept_file(self.child, column, self.cleaned_data.get(name))
        return found

    def own_uid(self):
        return self.cleaned_data.get(UID) or new_uid()

    def typed(self):
        """{name: what was typed} of a row that cannot be kept as content."""
        texts = {name for name, column in self.columns.items() if not is_file(column)}
        return {UID: self.own_uid()} | {name: as_typed(self[name].data) or "" for name in texts} | self.held

    @cached_property
    def stored(self):
        """The row as the version holds it; empty where it holds none of this name."""
        rows, own = self.version.content.get(self.relation, []), self["uid"].value()
        return next((row for row in rows if row[UID] == own), {})

    def stored_files(self):
        """The names of the fields whose files the version holds already."""
        return [name for name, column in self.columns.items() if is_file(column) and self.stored.get(name)]

    def visible(self):
        return [field for field in self if not field.is_hidden and field.name != "remove"]

    def at_once(self):
        return [field for field in self.visible() if not self.is_folded(field)]

    def behind_more(self):
        return [field for field in self.visible() if self.is_folded(field)]

    def is_folded(self, field):
        """Whether a field stands behind “More”: a lesser one that says nothing, or nothing but what is usual."""
        if plain_name(self.columns[field.name]) not in self.rows.folded or field.errors:
            return False
        said = plain(self.columns[field.name], field.value())
        return said in (None, "", False, default_of(self.columns[field.name]))

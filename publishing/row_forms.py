"""Child rows of an entry, such as evidence, as a form: those that stand, what was typed in them, and one more."""

from copy import copy
from functools import partial

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from catalogue.tables.numbers import read_whole
from publishing.comparison import plain_name
from publishing.form_fields import shown_value
from publishing.keeping import Sent, as_typed, mark
from publishing.row_cells import default_of, is_file, kept_file, made_cells, new_uid
from publishing.row_merging import NOTHING, PLACE, UID, row_marks
from publishing.rows import row_columns
from publishing.values import parsed, plain
from publishing.writing import writing_of

MOST_COUNTED = 999  # rows that a form may say it has
MOST_OVER = 50  # rows that are kept as they were typed, beyond those that are taken


class RowForm(forms.Form):
    """One child row; its name through all versions is the hidden `uid`."""

    uid = forms.SlugField(required=False, max_length=40, widget=forms.HiddenInput)
    remove = forms.BooleanField(required=False, label=_("Remove"))

    def __init__(self, *args, rows, version, held=None, beside=None, made=None, **kwargs):
        super().__init__(*args, label_suffix="", use_required_attribute=False, **kwargs)
        self.initial = dict(self.initial)
        self.beside = beside  # () -> the content as this page and the rows above this one say it
        self.version, self.rows, self.relation = version, rows, rows.relation
        self.held = held or {}  # {column: name of the row that it hangs on}
        self.writing = writing_of(version.dossier.kind)
        self.child = self.writing.model._meta.get_field(rows.relation).related_model
        self.columns = {}
        for name, (column, field) in (made or made_cells(self.writing, rows, version)).items():
            self.add_cell(name, column, field)
        self.fields["remove"] = self.fields.pop("remove")

    def add_cell(self, name, column, field):
        """Fields are shared by the rows of a list; one that knows what stands in its row is the row's own."""
        if hasattr(field, "standing"):
            field = copy(field)
            field.standing = self.stored.get(name)
        self.columns[name], self.fields[name] = column, field
        self.initial[name] = shown_value(column, self.initial.get(name, default_of(column)))

    def is_blank(self):
        if self.errors or self.stored_files():
            return False
        return all(self.is_untouched(name, column) for name, column in self.columns.items())

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
            row.validate_constraints(exclude=[*owner, self.rows.key])
        except ValidationError as error:
            self.tell(error)

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
        row = self.stored
        return [name for name, column in self.columns.items() if is_file(column) and row.get(name)]

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


class RowSet:
    """The rows of one relation: those that stand and one empty one; more are asked for with a button."""

    around = None  # () -> the content with what the rest of the page says
    was_asked = False  # for one more row, with the button

    def __init__(self, data=None, files=None, *, version, rows, part=None):
        self.clashes = []  # what is said of rows that the form has not
        self.rows, self.relation, self.version = rows, rows.relation, version
        self.part = part  # where only some of the rows are shown
        self.data, self.files = data, files
        if data is None:
            self.forms = list(self.standing())
            self.add()
        else:
            self.forms = [self.form(index, data) for index in range(min(self.count() or 0, rows.most + MOST_OVER))]
            self.refuse_further()

    def refuse_further(self):
        for form in self.forms[self.rows.most :]:
            if not form.is_gone() and not form.is_blank():
                form.add_error(None, _("At most %(most)s rows are taken here.") % {"most": self.rows.most})

    def stored(self):
        """Rows in their order: the content's, with what was typed over it or beside it where that is none."""
        texts = {row[UID]: row for row in self.typed_rows() if UID in row}
        found = [texts.pop(row[UID], row) for row in self.content_rows()]
        for row in texts.values():
            found.insert(row.get(PLACE, len(found)), row)
        return found

    def content_rows(self):
        rows = self.version.content.get(self.relation) or []
        return self.part.of(rows) if self.part else rows

    def typed_rows(self):
        rows = self.version.typed.get(self.relation) or []
        return self.part.of(rows) if self.part else rows

    def standing(self):
        typed = self.typed_rows()
        for index, row in enumerate(self.stored()):
            if row in typed:  # bound, so that what is wrong with it is said
                yield self.form(index, {f"{self.relation}-{index}-{name}": text for name, text in row.items()})
            else:
                yield self.form(index, initial=row)

    def count(self):
        """How many rows were sent; None where that is nonsense."""
        return read_whole(self.data.get(f"{self.relation}-count", ""), 0, MOST_COUNTED)

    def form(self, index, data=None, initial=None):
        prefix = f"{self.relation}-{index}"
        files = None if data is None else self.files
        beside = partial(self.beside, index)
        return RowForm(data, files, initial=initial, prefix=prefix, beside=beside, **self.shared())

    def shared(self):
        """What all its forms have in common."""
        return {"rows": self.rows, "version": self.version, "held": self.held, "made": self.made}

    @cached_property
    def made(self):
        return made_cells(writing_of(self.version.dossier.kind), self.rows, self.version)

    def beside(self, index):
        """The content by which a row is judged: of those shown here only the ones above it, as they were typed."""
        content = self.around() if self.around else self.version.content
        shown = {row[UID] for row in self.content_rows()}
        others = [row for row in content.get(self.relation) or [] if row[UID] not in shown]
        above = [form for form in self.forms[:index] if form.is_bound and not form.is_gone()]
        return content | {self.relation: others + [form.cells() for form in above if form.is_kept()]}

    @property
    def held(self):
        """{column: name of the row that all of these hang on}."""
        return {self.part.column: self.part.name} if self.part and self.part.column != UID else {}

    def add(self):
        """One more empty row."""
        self.was_asked = self.data is not None
        if len(self.forms) < self.rows.most:
            self.forms.append(self.form(len(self.forms), initial={UID: new_uid()}))

    def has_files(self):
        return any(is_file(column) for column in self.blank_form().columns.values())

    def marks(self, content, typed):
        """{“relation.uid”: mark} of every row that the form shows."""
        of = self.part.of if self.part else list
        rows, over = of(content.get(self.relation) or []), of(typed.get(self.relation) or [])
        found = {f"{self.relation}.{uid}": mark for uid, mark in row_marks(rows, over).items()}
        if self.part:
            found[self.relation] = mark({self.relation: rows}, {self.relation: over}, self.relation, self.relation)
        return found

    def was_sent(self):
        return self.data is not None and self.count() is not None

    def is_valid(self):
        return self.data is None or all(form.is_valid() for form in self.bound())

    def bound(self):
        return [form for form in self.forms if form.is_bound and not form.is_gone()]

    def sent(self):
        """The rows as the content holds them; what the other language says of a row that stands is kept.

        A row that cannot be kept as it was typed stands as it stood.
        """
        before = {values[UID]: values for values in self.content_rows()}
        values, typed = [], []
        for place, form in enumerate(self.bound()):
            if not form.is_valid():
                typed.append(form.typed() | {PLACE: place})
                uid = typed[-1][UID]
                standing = before.get(uid, {}) | form.sent_files()
                values += [{UID: uid} | standing] if standing else []
            elif not form.is_blank():
                made = form.values()
                values.append(before.get(made[UID], {}) | made)
        return Sent(self.relation, values, typed or None, self.part)

    def texts(self):
        """(label, text) of all that was typed."""
        named = self.names()
        fields = [field for form in self.bound() for field in form.visible()]
        return [(named[field.html_name][1], text) for field in fields if (text := as_typed(field.data))]

    def mistakes(self):
        """{name of a control or a row: sentences}."""
        found = {self.relation: self.clashes} if self.clashes else {}
        for form in self.bound():
            for name, texts in form.errors.items():
                found[form.prefix if name == NON_FIELD_ERRORS else form.add_prefix(name)] = list(texts)
        return found | {form.prefix: list(texts) for form in self.forms if (texts := form.clashes())}

    def names(self):
        """{name of a control or a row: (id, label)}."""
        named = {self.relation: (f"rows-{self.relation}", self.rows.title)}
        for number, form in enumerate(self.forms, start=1):
            row = _("%(title)s, row %(number)s") % {"title": self.rows.title, "number": number}
            named[form.prefix] = (form.visible()[0].id_for_label, row)
            named |= {field.html_name: (field.id_for_label, f"{row}, {field.label}") for field in form.visible()}
        return named

    def cell_fields(self):
        return [field for _column, field in self.made.values()]

    def blank_form(self):
        """What the script copies for one more row."""
        return RowForm(prefix=f"{self.relation}-NEW", **self.shared())

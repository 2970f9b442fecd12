"""The rows of one relation as forms: those that stand, what was typed in them, and one more."""

from functools import partial

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from catalogue.tables.numbers import read_whole
from publishing.keeping import Sent, as_typed, mark
from publishing.row_cells import is_file, made_cells, new_uid
from publishing.row_forms import RowForm
from publishing.row_merging import PLACE, UID, row_marks
from publishing.writing import writing_of

MOST_COUNTED = 999  # rows that a form may say it has
MOST_OVER = 50  # rows that are kept as they were typed, beyond those that are taken


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

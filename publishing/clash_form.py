"""The form in which clashes are decided: for each field keep one side, or write a third text."""

from django import forms
from django.db import models
from django.utils.translation import gettext as _

from publishing.clashes import MINE, THEIRS, THIRD
from publishing.comparison import plain_name
from publishing.fields import EntriesField, TopicsField
from publishing.form_fields import field_for, shown_value
from publishing.forms import MOST_FURTHER, MOST_TOPICS
from publishing.models import Version
from publishing.row_cells import is_file
from publishing.row_forms import RowForm
from publishing.row_merging import UID
from publishing.snapshot import FURTHER
from publishing.values import plain
from publishing.writing import CONTENTS, TOPICS


class ClashForm(forms.Form):
    """One choice for each clash, with the fields for a third text or row where the form of the stage has them."""

    def __init__(self, *args, found, dossier, **kwargs):
        super().__init__(*args, label_suffix="", use_required_attribute=False, **kwargs)
        self.found, self.clashes = found, found.clashes()
        self.rows = {}
        for clash in self.clashes:
            third = self.third(clash, dossier, *args)
            choices = sides_of(clash) + ([(THIRD, _("Write it anew below"))] if third else [])
            self.fields[self.choice(clash)] = forms.ChoiceField(
                label=_("What shall stand there?"), choices=choices, widget=forms.RadioSelect
            )

    def choice(self, clash):
        return f"{clash.name}-choice"

    def third(self, clash, dossier, data=None, *files):
        """Whether one may write a third value; its field or the form of its row is made here."""
        writing = self.found.writing
        if clash.row:
            self.rows[clash.name] = row_form(clash, Version(dossier=dossier, content=self.found.mine), data)
            return True
        if (field := field_of(writing, clash)) is None:
            return False
        field.label = _("Written anew")
        field.initial = shown_value(clash.column, self.found.mine.get(clash.name))
        self.fields[f"{clash.name}-third"] = field
        return True

    def clean(self):
        """A third text that is not wanted may be whatever it is."""
        for clash in self.clashes:
            if self.cleaned_data.get(self.choice(clash)) != THIRD:
                self.errors.pop(f"{clash.name}-third", None)
        return self.cleaned_data

    def is_valid(self):
        super().is_valid()
        for name, row in self.rows.items():
            if self.cleaned_data.get(f"{name}-choice") != THIRD:
                row.errors.clear()
            elif not row.is_valid():
                self.add_error(f"{name}-choice", _("Mend the row that is written anew."))
        return super().is_valid()

    def chosen(self):
        """{name: (side, own value)}"""
        return {
            clash.name: (side, self.own(clash) if side == THIRD else None)
            for clash in self.clashes
            if (side := self.cleaned_data[self.choice(clash)])
        }

    def own(self, clash):
        if clash.name in self.rows:
            return self.rows[clash.name].values()
        value = self.cleaned_data[f"{clash.name}-third"]
        keeps = clash.column is None or isinstance(clash.column, models.ForeignKey)
        return value if keeps else plain(clash.column, value)

    def groups(self):
        """What the page shows of each clash."""
        for clash in self.clashes:
            third = f"{clash.name}-third"
            yield {
                "clash": clash,
                "choice": self[self.choice(clash)],
                "third": self[third] if third in self.fields else None,
                "row": self.rows.get(clash.name),
            }


class AnewForm(RowForm):
    """A row that is written anew in place of both; what the form does not show, such as files, is as in `row`."""

    def __init__(self, *args, row, **kwargs):
        self.row = row
        super().__init__(*args, initial=row, **kwargs)
        for name in ["remove", UID, *(name for name, column in self.columns.items() if is_file(column))]:
            del self.fields[name]

    def is_gone(self):
        return False

    def clean(self):
        super().clean()
        if self.is_blank():
            self.add_error(None, _("Still empty."))

    @property
    def stored(self):
        return self.row

    def values(self):
        return self.row | super().values() | {UID: self.row[UID]}


def row_form(clash, version, data):
    rows, mine, theirs = clash.row
    return AnewForm(data, row=mine or theirs, prefix=f"{clash.name}-third", rows=rows, version=version)


def sides_of(clash):
    """The two choices; where one removed a row, they say so."""
    ours, public = _("Keep ours"), _("Take the public one")
    if clash.row and clash.row.mine is None:
        ours = _("Leave it removed, as in ours")
    if clash.row and clash.row.theirs is None:
        public = _("Remove it, as in the public one")
    return [(MINE, ours), (THEIRS, public)]


def field_of(writing, clash):
    """The field of the stage's form; None for files, for contents and for what is not written here."""
    if clash.name in (TOPICS, FURTHER):
        most = MOST_TOPICS if clash.name == TOPICS else MOST_FURTHER
        return TopicsField(most, 3, label=clash.label)
    if clash.name == CONTENTS:
        return None
    if clash.column is None:
        return EntriesField(writing.model._meta.get_field(clash.name).related_model, label=clash.label)
    name = plain_name(clash.column)
    if name not in writing.written_fields() or isinstance(clash.column, models.FileField):
        return None
    return field_for(writing, name, clash.column)

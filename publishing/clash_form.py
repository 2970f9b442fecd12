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
from publishing.row_forms import RowSet
from publishing.row_merging import UID
from publishing.snapshot import FURTHER
from publishing.values import plain
from publishing.writing import CONTENTS, TOPICS


class ClashForm(forms.Form):
    """One choice for each clash, with a field for a third text where the form of the stage has one."""

    def __init__(self, *args, found, dossier, **kwargs):
        super().__init__(*args, label_suffix="", use_required_attribute=False, **kwargs)
        self.found, self.clashes = found, found.clashes()
        self.rows = {}
        for clash in self.clashes:
            third = self.third(clash, dossier, *args)
            choices = [(MINE, _("Keep ours")), (THEIRS, _("Take the public one"))]
            choices += [(THIRD, _("Write it anew below"))] if third else []
            self.fields[self.choice(clash)] = forms.ChoiceField(
                label=_("What shall stand there?"), choices=choices, widget=forms.RadioSelect
            )

    def choice(self, clash):
        return f"{clash.name}-choice"

    def third(self, clash, dossier, data=None, *files):
        """Whether one may write a third value; its field or rows are made here."""
        writing = self.found.writing
        if rows := writing.row(clash.name):
            version = Version(dossier=dossier, content={clash.name: all_rows(self.found, clash.name)})
            self.rows[clash.name] = RowSet(data, version=version, rows=rows)
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
        chosen = super().is_valid()
        wanted = [rows for name, rows in self.rows.items() if self.cleaned_data.get(f"{name}-choice") == THIRD]
        return all([chosen, *(rows.was_sent() and rows.is_valid() for rows in wanted)])

    def chosen(self):
        """{name: (side, own value)}"""
        return {
            clash.name: (side, self.own(clash) if side == THIRD else None)
            for clash in self.clashes
            if (side := self.cleaned_data[self.choice(clash)])
        }

    def own(self, clash):
        if clash.name in self.rows:
            return self.rows[clash.name].sent().value
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
                "rows": self.rows.get(clash.name),
            }


def all_rows(found, name):
    """The rows of the open version, then those that only the public text has."""
    mine = found.mine.get(name) or []
    known = {row[UID] for row in mine}
    return mine + [row for row in found.theirs.get(name) or [] if row[UID] not in known]


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

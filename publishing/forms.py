"""The forms in which entries are written: made from a stage of a `Writing`, in the language of the dossier."""

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.languages import translated_fields
from publishing.contents_field import ContentsField
from publishing.fields import TopicsField
from publishing.form_fields import field_for, shown_value
from publishing.keeping import with_kept_texts
from publishing.kept_form import KeptForm
from publishing.row_cells import kept_file
from publishing.row_clashes import tell
from publishing.row_lists import listed
from publishing.row_sets import RowSet
from publishing.sections import with_anchors
from publishing.snapshot import FURTHER
from publishing.values import plain
from publishing.writing import CONTENTS, TOPICS, writing_of

MOST_TOPICS, MOST_FURTHER = 3, 10


class StageForm(KeptForm):
    """One stage of a version. `stored` names, field by field, what it writes into the content.

    `is_finished` once a button was pressed: then headings get the anchors that they keep. While somebody is typing the
    text stays as it is.
    """

    def __init__(self, data=None, files=None, *, version, writing, stage, is_finished=False):
        self.version, self.writing, self.stage, self.is_finished = version, writing, stage, is_finished
        self.language = version.dossier.language
        self.stored = {}  # {name of the form field: (name in the content, column of the model)}
        made = [self.made(name) for name in stage.fields if not writing.row(name)]
        fields = {name: field for some in made for name, field in some.items()}
        self.content = version.content
        initial = {name: self.value_shown(name) for name in self.stored}
        super().__init__(data, files, fields=fields, content=version.content, typed=version.typed, initial=initial)
        given = self.data if self.is_bound else None
        self.rows = [
            RowSet(given, self.files, version=version, rows=rows)
            for name in stage.fields
            if (rows := writing.row(name)) and not rows.page
        ]

    def made(self, name):
        """{name: form field} of a field of the stage."""
        if name == TOPICS:
            self.stored |= {TOPICS: (TOPICS, None), FURTHER: (FURTHER, None)}
            return {
                TOPICS: TopicsField(MOST_TOPICS, 3, label=_("Main topics")),
                FURTHER: TopicsField(MOST_FURTHER, 3, label=_("Further topics")),
            }
        if name == CONTENTS:
            self.stored[CONTENTS] = (CONTENTS, None)
            return {CONTENTS: ContentsField(self.writing, self.version)}
        column = self.writing.model._meta.get_field(self.column_name(name))
        self.stored[name] = (column.attname if hasattr(column, "attname") else name, column)
        return {name: field_for(self.writing, name, column)}

    def column_name(self, name):
        return f"{name}_{self.language}" if name in translated_fields(self.writing.model) else name

    def keys(self):
        return {name: key for name, (key, _column) in self.stored.items()} | {r.relation: r.relation for r in self.rows}

    def marks(self):
        found = super().marks()
        for rows in self.rows:
            found |= rows.marks(self.content, self.typed)
        return found

    def value_shown(self, name):
        key, column = self.stored[name]
        return shown_value(column, self.content.get(key))

    def show(self, version):
        """What the version holds now is what the form is based on."""
        self.version, self.content, self.typed = version, version.content, version.typed

    def is_valid(self):
        return all([super().is_valid(), *(rows.is_valid() for rows in self.rows)])

    def all_sent(self):
        return super().all_sent() | {rows.relation: rows.sent() for rows in self.rows if rows.was_sent()}

    def value(self, name):
        value, (key, column) = self.cleaned_data[name], self.stored[name]
        if column is None or isinstance(column, models.ForeignKey | models.ManyToManyField):
            return value
        if isinstance(column, models.FileField):
            return self.kept_file(value, key, column)
        if self.is_finished and name in self.writing.sectioned:
            return with_anchors(value)
        return plain(column, value)

    def kept_file(self, value, key, column):
        """The name of the stored file: a new one is stored now, an untouched one stays, a removed one leaves none."""
        if value is False:
            return ""
        return kept_file(self.writing.model, column, value).get(key, self.content.get(key) or "")

    def texts(self):
        return super().texts() + [pair for rows in self.rows for pair in rows.texts()]

    def tell_conflicts(self, conflicts, base):
        super().tell_conflicts(conflicts, base)
        for rows in self.rows:
            if rows.relation in self.sent():
                tell(rows, conflicts, self.sent()[rows.relation], self.content, self.typed)

    def mistakes(self):
        found = super().mistakes()
        for rows in self.rows:
            found |= rows.mistakes()
        return found

    def named(self):
        named = super().named()
        for rows in self.rows:
            named |= rows.names()
        return named

    def groups(self):
        """The fields and rows in the order of the stage, each with its help."""
        rows = {rows.relation: rows for rows in self.rows}
        for name in self.stage.fields:
            if name in rows:
                yield {"rows": rows[name]}
                continue
            if declared := self.writing.row(name):
                summed = declared.summed(self.version.content) if declared.summed else ""
                yield {"list": declared, "listed": listed(self.version, name), "summed": summed}
                continue
            yield {
                "field": self[name],
                "help": self.writing.helps.get(name),
                "required": name in self.writing.required,
                "is_long": name in self.writing.sectioned,
            }
            if name == TOPICS:
                yield {"field": self[FURTHER], "help": None, "required": False}

    def long_texts(self):
        """The fields of the stage whose text is written with a preview beside it."""
        return [name for name in self.stage.fields if name in self.writing.sectioned]

    def has_files(self):
        own = any(isinstance(column, models.FileField) for _key, column in self.stored.values())
        return own or any(rows.has_files() for rows in self.rows)


class PlainForm(forms.Form):
    """Texts are read as they are stored, so that a limit counts what is stored."""

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(None if data is None else with_kept_texts(data), *args, **kwargs)


class ReasonForm(PlainForm):
    """What a step says."""

    text = forms.CharField(
        label=_("Comment"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )


class CommentForm(ReasonForm):
    """What somebody says about a version, or about one of its sections: `sections` are the choices of these."""

    use_required_attribute = False

    def __init__(self, *args, sections=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].required = True
        self.fields["text"].error_messages["required"] = _("Write your comment first.")
        if sections:
            self.fields["anchor"] = forms.ChoiceField(
                label=_("About which section?"),
                choices=[("", _("The whole")), *sections],
                required=False,
                error_messages={"invalid_choice": _("This section is not in the text any more. Choose another one.")},
            )


class NewForm(forms.Form):
    """What is to be written, for whom and in which language; of a part also, what it is a part of.

    `wholes` are the choices of that.
    """

    title = forms.CharField(label=_("Title"), max_length=100)

    def __init__(self, *args, kinds, owners, languages, wholes, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.wholes = wholes
        self.fields["kind"] = forms.ChoiceField(
            label=_("What do you want to write?"), choices=kinds, widget=forms.RadioSelect
        )
        self.fields["owner"] = forms.ChoiceField(label=_("For which organisation?"), choices=owners)
        self.fields["language"] = forms.ChoiceField(
            label=_("In which language do you write?"), choices=languages, widget=forms.RadioSelect
        )
        if wholes:
            self.fields["within"] = forms.ChoiceField(
                label=_("Only for a chapter: in which guidelines?"), choices=[("", "–"), *wholes], required=False
            )
        self.order_fields(["kind", "title", "within", "owner", "language"])

    def clean(self):
        super().clean()
        kind = self.cleaned_data.get("kind")
        if kind and writing_of(kind).part_of and not self.cleaned_data.get("within") and "within" not in self.errors:
            self.add_error("within", _("Choose the guidelines that the chapter belongs to."))

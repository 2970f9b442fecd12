"""What forms of rows beside a plan share: they show what counts so far, and never overwrite what others stored."""

from decimal import Decimal

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from catalogue.languages import LANGUAGES, translated_fields
from publishing.form_fields import LONGEST_TEXT, plain_field
from publishing.keeping import digest

CLASH = gettext_lazy("Somebody else changed this meanwhile. Save again to keep yours instead.")


def languages_of(dossier):
    """The language of the dossier first."""
    return [dossier.language, *(code for code in LANGUAGES if code != dossier.language)]


def field_of(model, name, column):
    """The form field of a stored field; with columns per language, of each of them."""
    field = plain_field(model._meta.get_field(column), capfirst(model._meta.get_field(name).verbose_name))
    if isinstance(field.widget, forms.Textarea):
        field.validators.append(MaxLengthValidator(LONGEST_TEXT))
        field.widget = forms.Textarea(attrs={"rows": 2})
    return field


def mistakes_of(forms):
    """(id of the control, its label, sentences) of each mistake."""
    return [
        (form[name].auto_id if name in form.fields else "", label_in(form, name), texts)
        for form in forms
        for name, texts in form.errors.items()
    ]


def label_in(form, name):
    label = form[name].label if name in form.fields else ""
    return ": ".join(filter(None, [form.title, str(label)]))


class StateForm(forms.Form):
    """What a report says of one row, `stored`; where it says nothing yet, what was said `last` stands there.

    `base` is what the writer saw: what others stored meanwhile is not overwritten before the writer was told. A row
    that was not on the page, and so has no base, is left alone.
    """

    model, names, letter = None, (), ""

    def __init__(self, *sent, dossier, row, stored=None, last=None, **options):
        self.dossier, self.row, self.stored, self.last = dossier, row, stored, last
        prefix = f"{self.letter}-{row.key}"
        sent = [data if data and f"{prefix}-base" in data else None for data in sent]
        super().__init__(*sent, prefix=prefix, label_suffix="", **options)
        for name in self.own_names():
            if name not in translated_fields(self.model):
                self.fields[name] = field_of(self.model, name, name)
        for code in languages_of(dossier):
            for name in self.own_names():
                if name in translated_fields(self.model):
                    self.fields[f"{name}_{code}"] = field_of(self.model, name, f"{name}_{code}")
        self.initial = self.shown()
        self.use_required_attribute = False

    def own_names(self):
        return self.names

    def shown(self):
        """What stands in the fields when one comes."""
        return values_of(self.stored or self.last, self.fields)

    # --- For the page ---

    @property
    def title(self):
        return str(self.row)

    def plain_fields(self):
        """The fields without those of other languages."""
        return [self[name] for name in self.fields if not self.is_foreign(name)]

    def foreign_fields(self):
        """[(language, field)] of the texts in other languages."""
        return [(name.rpartition("_")[2], self[name]) for name in self.fields if self.is_foreign(name)]

    def is_foreign(self, name):
        return any(name.endswith(f"_{code}") for code in LANGUAGES if code != self.dossier.language)

    def has_foreign(self):
        return any(field.value() or field.errors for _code, field in self.foreign_fields())

    def mark(self):
        """A short name for what is stored."""
        return mark_of(values_of(self.stored, self.fields))

    def texts(self):
        """What was typed, as (label, text)."""
        return [(label_in(self, name), self[name].value()) for name in self.fields if self[name].value()]

    # --- What was typed ---

    def clean(self):
        if not self.errors:
            self.check()
        if self.is_overtaken():
            self.add_error(None, CLASH)

    def is_overtaken(self):
        return self.data[f"{self.prefix}-base"] != self.mark() and not self.says(self.stored)

    def says(self, state):
        """Whether what was typed is what this state says."""
        typed = {name: filled(self.cleaned_data.get(name)) for name in self.fields}
        return typed == (values_of(state, self.fields) or dict.fromkeys(self.fields, ""))

    def check(self):
        """The rules of this kind of row."""

    def says_nothing(self):
        """Whether nothing is to be stored."""
        return all(value in (None, "") for value in self.cleaned_data.values())

    def repeats_last(self):
        return self.last is not None and self.says(self.last)

    def has_reason(self):
        return any((self.cleaned_data.get(f"reason_{code}") or "").strip() for code in LANGUAGES)

    def reason_name(self):
        return f"reason_{self.dossier.language}"

    def state(self, report):
        """What is stored of it, or None."""
        return None if self.says_nothing() else self.model(report=report, key=self.row.key, **self.cleaned_data)


def mark_of(values):
    return digest({name: str(value) for name, value in values.items()})


def values_of(state, names):
    return {name: filled(getattr(state, name)) for name in names if hasattr(state, name)} if state else {}


def filled(value):
    """A stored value as it is typed: nothing is empty, and a number has no more digits than it needs."""
    if isinstance(value, Decimal):
        return Decimal(f"{value.normalize():f}")
    return "" if value is None else value

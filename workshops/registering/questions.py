"""Questions of a registration: as fields of a form, as they are kept, and as they are read."""

import datetime as dt

from django import forms
from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_countries import countries
from django_countries.fields import Country

from catalogue.form_fields import DayField, MeasureField
from workshops.models import Question

Kind = Question.Kind
LONGEST_LINE, LONGEST_TEXT = 300, 5_000
YES, NO = "yes", "no"


# --- As fields ---


def field_of(question, *, required):
    """The form field that asks it, in the language of the page."""
    return MAKERS[question.kind](question, label=question.label, help_text=question.help, required=required)


def line_field(question, **told):
    return forms.CharField(max_length=LONGEST_LINE, **told)


def text_field(question, **told):
    return forms.CharField(max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 5}), **told)


def choice_field(question, **told):
    choices = choices_of(question) + ([] if told["required"] else [("", _("no answer"))])
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **told)


def several_field(question, **told):
    return forms.MultipleChoiceField(choices=choices_of(question), widget=forms.CheckboxSelectMultiple, **told)


def yes_no_field(question, **told):
    choices = [(YES, _("yes")), (NO, _("no"))] + ([] if told["required"] else [("", _("no answer"))])
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **told)


def number_field(question, **told):
    return MeasureField(**told)


def date_field(question, **told):
    return DayField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **told)


def country_field(question, **told):
    return forms.ChoiceField(choices=[("", "–"), *countries], **told)


MAKERS = {
    Kind.TEXT: line_field,
    Kind.LONG: text_field,
    Kind.CHOICE: choice_field,
    Kind.SEVERAL: several_field,
    Kind.YES_NO: yes_no_field,
    Kind.NUMBER: number_field,
    Kind.DATE: date_field,
    Kind.COUNTRY: country_field,
}


def choices_of(question):
    return [(choice["key"], question.choice_label(choice["key"], get_language())) for choice in question.choices]


# --- As they are kept ---


def kept(question, value):
    """What is stored of the cleaned value of its field; None where nothing was answered."""
    if value in ("", None, []):
        return None
    if question.kind == Kind.YES_NO:
        return value == YES
    return value.isoformat() if isinstance(value, dt.date) else value


def initial(question, value):
    """What its field shows of a stored value."""
    if question.kind == Kind.YES_NO and isinstance(value, bool):
        return YES if value else NO
    if question.kind == Kind.DATE and value:
        return dt.date.fromisoformat(value)
    return value


# --- As they are read ---


def words(question, value):
    """A stored value in the language of the page."""
    if value is None:
        return ""
    return WORDS.get(question.kind, lambda _question, value: str(value))(question, value)


def choice_words(question, value):
    return question.choice_label(value, get_language())


def several_words(question, value):
    return ", ".join(choice_words(question, key) for key in value)


WORDS = {
    Kind.CHOICE: choice_words,
    Kind.SEVERAL: several_words,
    Kind.YES_NO: lambda _question, value: _("yes") if value else _("no"),
    Kind.NUMBER: lambda _question, value: formats.localize(value),
    Kind.DATE: lambda _question, value: formats.date_format(dt.date.fromisoformat(value)),
    Kind.COUNTRY: lambda _question, value: Country(value).name,
}

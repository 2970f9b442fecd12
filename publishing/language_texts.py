"""Texts that a form asks for once per language, of which one is enough."""

from django import forms
from django.utils.translation import gettext as _

from catalogue.labels import language_word
from catalogue.languages import LANGUAGES

LONGEST_TEXT = 5_000


def names_of(name):
    return [f"{name}_{code}" for code in LANGUAGES]


def in_language(label, code):
    return _("%(label)s (%(language)s)") % {"label": label, "language": language_word(code)}


def text_fields(name, label, *, rows=4, longest=LONGEST_TEXT, help_text=""):
    """{name of the column: form field}; one line where `rows` is one."""
    return {
        f"{name}_{code}": forms.CharField(
            label=in_language(label, code),
            max_length=longest,
            required=False,
            help_text=help_text,
            widget=forms.Textarea(attrs={"rows": rows, "lang": code}) if rows > 1 else forms.TextInput({"lang": code}),
        )
        for code in LANGUAGES
    }


def ask_for_one(form, name, sentence):
    """A mistake at the first of the texts where none of them is there."""
    names = names_of(name)
    if not any(form.cleaned_data.get(each) for each in names) and not set(names) & set(form.errors):
        form.add_error(names[0], sentence)


def texts_by_language(form, name):
    return {code: form.cleaned_data[f"{name}_{code}"] for code in LANGUAGES}

"""Several of a few choices in one column, as codes.

A `CodesField` holds them as text, with commas between, in the order of the choices: so versions of entries
hold them. A `CodeListField` holds a list, which tables are narrowed by.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.models import language_codes, validate_language_codes

SEPARATOR = ", "


def codes_of(text):
    return [code for code in (part.strip() for part in (text or "").split(",")) if code]


def in_order(codes, choices):
    """The text that holds these codes, each once."""
    return SEPARATOR.join(code for code, _label in choices if code in codes)


def refuse_unknown(codes):
    for code in codes:
        raise ValidationError(_("“%(code)s” is not one of the choices."), code="code", params={"code": code})


class CodesFormField(forms.MultipleChoiceField):
    """Boxes to tick; the text that the column holds."""

    widget = forms.CheckboxSelectMultiple

    def prepare_value(self, value):
        return codes_of(value) if isinstance(value, str) or value is None else value

    def clean(self, value):
        given = codes_of(value) if isinstance(value, str) else [code for code in value or () if code]
        return in_order(super().clean(given), self.choices)

    def has_changed(self, initial, data):
        return super().has_changed(codes_of(initial) if isinstance(initial, str) else initial, data)


class CodesField(models.CharField):
    """`options` are the choices, no matter of the table; `choices` would allow one alone."""

    def __init__(self, *args, options=(), **kwargs):
        self.options = list(getattr(options, "choices", options))
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        known = {code for code, _label in self.options}
        refuse_unknown(code for code in codes_of(value) if code not in known)

    def formfield(self, **kwargs):
        told = {"label": self.verbose_name, "help_text": self.help_text, "required": not self.blank}
        told |= {name: value for name, value in kwargs.items() if name in (*told, "initial")}
        return CodesFormField(choices=self.options, **told)

    def labels(self, value):
        """What readers see for the codes of a value."""
        names = dict(self.options)
        return [str(names.get(code, code)) for code in codes_of(value)]


# --- As a list ---


class LanguageCodesField(forms.CharField):
    """Codes of languages as people write them, with commas between; a list once it is clean."""

    default_validators = [validate_language_codes]

    def prepare_value(self, value):
        return SEPARATOR.join(value) if isinstance(value, list) else value

    def clean(self, value):
        return list(dict.fromkeys(language_codes(super().clean((value or "").lower()))))

    def has_changed(self, initial, data):
        return language_codes(data or "") != list(initial or ())


class CodeListField(models.TextField):
    """A few codes, such as audiences: a list in Python, ",sme,media," where it is kept.

    With a comma on each side of a code, a row that holds it is found by `contains` on every database.
    """

    def __init__(self, *args, options=None, **kwargs):
        """`options` is the enumeration that they come from; without it they are codes of languages."""
        self.options = options
        super().__init__(*args, **{"default": list, "blank": True} | kwargs)

    def from_db_value(self, value, expression, connection):
        return self.to_python(value)

    def to_python(self, value):
        return codes_of(value) if isinstance(value, str) else list(value or ())

    def get_prep_value(self, value):
        return value if isinstance(value, str) else kept(value or ())

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        known = self.options.values if self.options else [code for code in value if language_codes(code) == [code]]
        refuse_unknown(code for code in value if code not in known)

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj))

    def formfield(self, **kwargs):
        """Boxes to tick where the codes are a list of the portal's own."""
        given = {"form_class": LanguageCodesField, "widget": forms.TextInput}
        if self.options:
            given = {"form_class": forms.MultipleChoiceField, "widget": forms.CheckboxSelectMultiple}
            given["choices"] = self.options.choices
        return models.Field.formfield(self, **given | {"initial": None} | kwargs)


def kept(codes):
    """As a `CodeListField` holds them; of one code also what to look for."""
    return f",{','.join(codes)}," if codes else ""

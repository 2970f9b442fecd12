"""Several of a few choices in one column: their codes with commas between, in the order of the choices."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

SEPARATOR = ", "


def codes_of(text):
    return [code for code in (part.strip() for part in (text or "").split(",")) if code]


def in_order(codes, choices):
    """The text that holds these codes, each once."""
    return SEPARATOR.join(code for code, _label in choices if code in codes)


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
        for code in codes_of(value):
            if code not in known:
                raise ValidationError(_("“%(code)s” is not one of the choices."), code="code", params={"code": code})

    def formfield(self, **kwargs):
        told = {"label": self.verbose_name, "help_text": self.help_text, "required": not self.blank}
        told |= {name: value for name, value in kwargs.items() if name in (*told, "initial")}
        return CodesFormField(choices=self.options, **told)

    def labels(self, value):
        """What readers see for the codes of a value."""
        names = dict(self.options)
        return [str(names.get(code, code)) for code in codes_of(value)]

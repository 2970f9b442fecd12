from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.models import language_codes, validate_language_codes


class LanguageCodesField(forms.CharField):
    """Codes of languages as people write them, with commas between; a list once it is clean."""

    default_validators = [validate_language_codes]

    def prepare_value(self, value):
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value):
        return list(dict.fromkeys(language_codes(super().clean((value or "").lower()))))

    def has_changed(self, initial, data):
        return language_codes(data or "") != list(initial or ())


class CodesField(models.TextField):
    """A few codes, such as audiences: a list in Python, ",sme,media," where it is kept.

    With a comma on each side of a code, a row that holds it is found by `contains` on every database.
    """

    def __init__(self, *args, codes=None, **kwargs):
        """`codes` is the enumeration that they come from; without it they are codes of languages."""
        self.codes = codes
        super().__init__(*args, **{"default": list, "blank": True} | kwargs)

    def from_db_value(self, value, expression, connection):
        return self.to_python(value)

    def to_python(self, value):
        if isinstance(value, str):
            return [code for code in value.split(",") if code]
        return list(value or ())

    def get_prep_value(self, value):
        return value if isinstance(value, str) else kept(value or ())

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        known = self.codes.values if self.codes else [code for code in value if language_codes(code) == [code]]
        if unknown := [code for code in value if code not in known]:
            raise ValidationError(_("Unknown: %(codes)s."), params={"codes": ", ".join(unknown)})

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj))

    def formfield(self, **kwargs):
        """Boxes to tick where the codes are a list of the portal's own."""
        given = {"form_class": LanguageCodesField, "widget": forms.TextInput}
        if self.codes:
            given = {"form_class": forms.MultipleChoiceField, "widget": forms.CheckboxSelectMultiple}
            given["choices"] = self.codes.choices
        return models.Field.formfield(self, **given | {"initial": None} | kwargs)


def kept(codes):
    """As the table holds them; of one code also what to look for."""
    return f",{','.join(codes)}," if codes else ""

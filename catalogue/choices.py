"""Lists that people choose from stand in the Slovenian alphabet, not in the order of code points or of keys.

Django sorts choices by a database that knows no č, the countries without accents, and has no setting for either: so its
fields for records, the filters of the administration and the list of countries are taught it here, once.
"""

from functools import wraps

import django_countries
from django import forms
from django.contrib.admin import FieldListFilter, RelatedFieldListFilter, TabularInline
from django.contrib.admin.widgets import AutocompleteMixin
from django.contrib.contenttypes.admin import GenericInlineModelAdmin
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from catalogue.text import alphabet_key


def teach_choices():
    forms.ModelChoiceField.iterator = InAlphabet
    AutocompleteMixin.build_attrs = as_one_may_write(AutocompleteMixin.build_attrs)
    for inline in (TabularInline, GenericInlineModelAdmin):
        inline.get_formset = with_names(inline.get_formset)
    FieldListFilter.register(lambda field: field.remote_field, FilterInAlphabet, take_priority=True)
    django_countries.sort_key = by_label


def by_label(choice):
    return alphabet_key(str(choice[1]))


def by_name(thing):
    return alphabet_key(str(thing)), thing.pk


def with_names(formset):
    """In rows below headings, each field says itself what it is: no label stands beside it."""

    @wraps(formset)
    def get_formset(self, *args, **kwargs):
        found = formset(self, *args, **kwargs)
        for field in found.form.base_fields.values():
            getattr(field.widget, "widget", field.widget).attrs.setdefault("aria-label", field.label)
        found.deletion_widget = forms.CheckboxInput(attrs={"aria-label": _("Remove")})
        return found

    return get_formset


def as_one_may_write(attributes):
    """A list that asks while one types holds no choice at first, so it cannot be required; nor is None a language."""

    @wraps(attributes)
    def build_attrs(self, *args, **kwargs):
        found = attributes(self, *args, **kwargs)
        return {name: value for name, value in found.items() if name != "required" and (name, value) != ("lang", None)}

    return build_attrs


class InAlphabet(ModelChoiceIterator):
    def __iter__(self):
        choices = super().__iter__()
        if self.field.empty_label is not None:
            yield next(choices)  # before the database is asked, since a widget may look at the first one only
        yield from sorted(choices, key=by_label)


class FilterInAlphabet(RelatedFieldListFilter):
    empty_value_display = _("none of them")  # a dash alone is no name

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.empty_value_display = type(self).empty_value_display

    def field_choices(self, field, request, model_admin):
        return sorted(super().field_choices(field, request, model_admin), key=by_label)

"""Lists that people choose from stand in the Slovenian alphabet, not in the order of code points or of keys.

Django sorts choices by a database that knows no č, the countries without accents, and has no setting for either: so its
fields for records, the filters of the administration and the list of countries are taught it here, once.
"""

import django_countries
from django import forms
from django.contrib.admin import FieldListFilter, RelatedFieldListFilter
from django.forms.models import ModelChoiceIterator

from catalogue.text import alphabet_key


def teach_choices():
    forms.ModelChoiceField.iterator = InAlphabet
    FieldListFilter.register(lambda field: field.remote_field, FilterInAlphabet, take_priority=True)
    django_countries.sort_key = by_label


def by_label(choice):
    return alphabet_key(str(choice[1]))


def by_name(thing):
    return alphabet_key(str(thing)), thing.pk


class InAlphabet(ModelChoiceIterator):
    def __iter__(self):
        choices = list(super().__iter__())
        blank = [choice for choice in choices if choice[0] == ""]
        yield from blank + sorted(choices[len(blank) :], key=by_label)


class FilterInAlphabet(RelatedFieldListFilter):
    def field_choices(self, field, request, model_admin):
        return sorted(super().field_choices(field, request, model_admin), key=by_label)

"""Fields of options: plain numbers and words that JSON keeps and gives back the same."""

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.form_fields import CountField, MeasureField


class Number(MeasureField):
    """A number as people write it."""


class Whole(CountField):
    """A whole number."""


class Choice(forms.ChoiceField):
    """One of a few words, each with a sentence that says why."""

    def __init__(self, *, choices, **kwargs):
        super().__init__(choices=choices, widget=forms.RadioSelect, **kwargs)


class Choices(forms.MultipleChoiceField):
    """One or more of a few words."""

    def __init__(self, *, choices, **kwargs):
        super().__init__(choices=choices, widget=forms.CheckboxSelectMultiple, **kwargs)


class Yes(forms.BooleanField):
    """Yes or no."""

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)


def seed():
    """The seed of the random numbers."""
    return Whole(
        label=_("Seed of the random numbers"),
        min_value=0,
        max_value=1_000_000_000,
        initial=0,
        help_text=_("The same seed gives the same result. Change it to see how much chance matters."),
    )


def runs():
    """How often the weights are drawn."""
    return Whole(
        label=_("Number of random runs"),
        min_value=100,
        max_value=10_000,
        initial=1_000,
        help_text=_("1,000 are enough for whole per cents; more take longer."),
    )

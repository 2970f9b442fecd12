"""Time zones by their names in the IANA database, in which local times are meant."""

from functools import cache
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

HOME_ZONE = "Europe/Ljubljana"
CONTINENTS = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")


@cache
def zone_names():
    """Those of places, in the order of their names; neither old aliases nor fixed distances from UTC."""
    return tuple(sorted(name for name in available_timezones() if name.startswith(CONTINENTS)))


def validate_zone(name):
    if name not in zone_names():
        raise ValidationError(_("Choose a time zone such as Europe/Ljubljana."), code="zone")


def zone_label(name):
    """As people read it: “Europe/Buenos Aires”."""
    return name.replace("_", " ")


class ZoneFormField(forms.ChoiceField):
    """One of the zones of places; where nothing is chosen, ours."""

    def __init__(self, **kwargs):
        super().__init__(choices=[(name, zone_label(name)) for name in zone_names()], **kwargs)

    def prepare_value(self, value):
        return value or HOME_ZONE

    def to_python(self, value):
        return super().to_python(value) or HOME_ZONE


class ZoneField(models.CharField):
    default_validators = [validate_zone]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 40)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs):
        told = {"label": self.verbose_name, "help_text": self.help_text, "required": not self.blank}
        return ZoneFormField(**told | {name: value for name, value in kwargs.items() if name in (*told, "widget")})

"""What the portal holds of people: every app says it in its `privacy.py`, model by model, once.

From these declarations follow what a person gets, what erasing makes of it, what is purged, and what the privacy page
says.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.utils.functional import lazystr
from django.utils.text import capfirst
from django.utils.translation import ngettext

DAYS_OF_A_MONTH = 30.44


@dataclass(frozen=True)
class Held:
    """A model that holds something of people. Each field stands where it says what erasing makes of it.

    Lookups of other rows (`registration__email`) are welcome; whether one asks for an account or an address follows
    from its last field.
    """

    model: str
    stays: tuple = ()  # accounts that go on being named: an erased one is called “removed person 12”
    goes: tuple = ()  # accounts and addresses with which the row itself goes
    cleared: Mapping = field(default_factory=dict)  # {account or address: the fields that are emptied with it}
    told: tuple = ()  # texts and JSON in which names and addresses of anybody may stand
    texts: tuple = ()  # what the person wrote: a dash, where that is asked for
    record: tuple = ()  # public record: without the person only where that is asked for
    plain: tuple = ()  # what only looks like a person, an address or JSON with people in it
    secret: tuple = ()  # told to nobody
    reached: tuple = ()  # further lookups by which a row is the person's
    forget: Callable = None  # takes e-mail addresses: where more is to be done than emptying fields
    page: str = ""  # the name of the address where whoever is signed in finds their own

    @property
    def lookups(self):
        return (*self.stays, *self.goes, *self.cleared, *self.reached)

    @property
    def named(self):
        """All fields of the model itself that the declaration speaks of."""
        emptied = (name for names in self.cleared.values() for name in names)
        fields = {*self.lookups, *emptied, *self.told, *self.texts, *self.record, *self.plain, *self.secret}
        return {name for name in fields if "__" not in name}


@dataclass(frozen=True)
class Data:
    """A row of the table on the privacy page."""

    label: str
    kept: str
    erased: str
    held: tuple
    purged: tuple = ()  # the parts of the daily round that see to it


def data():
    """All that is declared, in the order of the apps from the right to the left, then of what is not the portal's."""
    return [row for room in rooms() for row in room.DATA]


def declared():
    return [held for row in data() for held in row.held]


def without_people():
    """{model: its fields that only look personal} of those that are not meant to hold anything of people."""
    return {model: fields for room in rooms() for model, fields in room.WITHOUT.items()}


@cache
def rooms():
    names = [f"{config.name}.privacy" for config in apps.get_app_configs() if "." not in config.name]
    house = [name for name in names if name == "mer_portal.privacy"]  # what others made comes last
    return [import_module(name) for name in [*(n for n in names if n not in house), *house] if find_spec(name)]


def model_of(label):
    return apps.get_model(label)


def name_of(label):
    """What its rows are called; ties between two models are called like what the person is tied to."""
    model = model_of(label)
    if model._meta.auto_created:
        model = [column.related_model for column in model._meta.concrete_fields if column.is_relation][-1]
    return capfirst(model._meta.verbose_name_plural)


# --- How long, in words that are read from where the term stands ---


def told(text, **values):
    """A sentence with terms in it, in the language of whoever reads it."""
    return lazystr(Sentence(text, values))


@dataclass(frozen=True)
class Sentence:
    text: str
    values: Mapping

    def __str__(self):
        return str(self.text) % {name: str(value) for name, value in self.values.items()}


@dataclass(frozen=True)
class Days:
    """A `timedelta`, said in days."""

    term: object

    def __str__(self):
        number = self.term.days
        return ngettext("%(n)d day", "%(n)d days", number) % {"n": number}


@dataclass(frozen=True)
class Months:
    """A `timedelta`, said in months."""

    term: object

    def __str__(self):
        number = round(self.term.days / DAYS_OF_A_MONTH)
        return ngettext("%(n)d month", "%(n)d months", number) % {"n": number}

"""A row of any model, made without asking it: to see that nothing that is declared of people is forgotten."""

import uuid
from itertools import count

from django.db import IntegrityError, models, transaction
from django.db.models import NOT_PROVIDED, QuerySet
from django.utils import timezone

from catalogue.personal.declaring import model_of
from catalogue.personal.erasing import in_every_language
from catalogue.personal.person import rows_by, whose
from plans.models import Signature
from tests.catalogue.personal.everywhere import EMAIL, NAME

NUMBERS = count(1_000)
TEXT = f"Pokliči {NAME}, {EMAIL}."
FITTING = {  # what their constraints ask for
    "plans.StakeholderRating": lambda: {"importance": 1, "influence": 1},
    "plans.DutyState": lambda: {"signature": make_row(Signature)},
    "publishing.Comment": lambda: {"resolved_at": timezone.now()},
    "library.Edition": lambda: {"identifier": ""},
}
SHARED = ("contenttypes.ContentType", "auth.Permission", "auth.Group")
LISTS = {"args_kwargs": {"args": [TEXT], "kwargs": {}}}


def left_by(held, person):
    """For each account and address of a declared model a row of its own, with the name in all that is told.

    Returns the fields of which no row could be made.
    """
    return [lookup for lookup in held.lookups or [""] if not made(held, lookup, person)]


def made(held, lookup, person):
    model = model_of(held.model)
    if lookup and "__" not in lookup and model._meta.get_field(lookup).many_to_many:
        return True
    given = {name: told(model._meta.get_field(name)) for name in in_every_language(model, held.told)}
    given |= FITTING.get(held.model, dict)() | by(model, lookup, person)
    for more in (given, given | dict.fromkeys(needed_by(held, lookup), person)):
        try:
            with transaction.atomic():
                make_row(model, **more)
            return True
        except IntegrityError:  # what the model wants to be whole
            continue
    return bool(lookup) and rows_by(held.model, [lookup], whose(EMAIL)).exists()


def by(model, lookup, person):
    """Where the person stands: in the row itself, or in one that it hangs on."""
    if not lookup:
        return {}
    name, _way, further = lookup.partition("__")
    column = model._meta.get_field(name)
    if further:
        return {name: make_row(column.related_model, **by(column.related_model, further, person))}
    return {name: person if column.is_relation else EMAIL}


def needed_by(held, lookup):
    """Accounts that have to stand beside, as who decided beside who asked."""
    model = model_of(held.model)
    return [name for name in held.stays if name != lookup and not model._meta.get_field(name).many_to_many]


def told(column):
    if isinstance(column, models.JSONField):
        return LISTS.get(column.name, {"who": [TEXT]})
    return TEXT[: column.max_length] if column.max_length and column.max_length < len(TEXT) else TEXT


def make_row(model, **given):
    for column in model._meta.concrete_fields:
        if column.attname not in given and column.name not in given and must_be_given(column):
            given[column.name] = value_for(column)
    return QuerySet(model).bulk_create([model(**given)])[0]


def must_be_given(column):
    return not (column.primary_key or column.null or column.default is not NOT_PROVIDED) or column.is_relation


def value_for(column):
    number = next(NUMBERS)
    if column.is_relation:
        if column.null:
            return None
        found = column.related_model
        return QuerySet(found).first() if found._meta.label in SHARED else make_row(found)
    if column.choices:
        return column.flatchoices[0][0]
    kinds = {
        models.DateTimeField: timezone.now(),
        models.DateField: timezone.localdate(),
        models.TimeField: timezone.localtime().time(),
        models.BooleanField: False,
        models.JSONField: {},
        models.UUIDField: uuid.uuid4(),
        models.DecimalField: 1,
        models.FloatField: 1,
        models.IntegerField: number % 30_000,
    }
    for kind, value in kinds.items():
        if isinstance(column, kind):
            return value
    return str(number)[: column.max_length]

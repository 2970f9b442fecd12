"""Everything the portal could hold of people is declared, once, and every term of the table is kept by somebody."""

import re
from itertools import chain

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import translation
from modeltranslation.fields import TranslationField

from catalogue.personal.declaring import data, declared, model_of, without_people
from catalogue.personal.mentions import histories
from catalogue.personal.person import last_field
from catalogue.personal.purged import purging_parts
from publishing.daily_round import PARTS

LIKE_A_PERSON = re.compile(
    r"(\A|_)(name|surname|person|participants?|contact|phone|asker|speakers?|authors?|manager|owner|lead|who|whom|email"
    r"|sender|recipients?|signator(y|ies)|credit|reviewer|user)\Z"
    r"|\Ato\Z|(\A|_)thanks_to\Z|(\Aby|_by)(_|\Z)"
)


def asked_of(model):
    """The fields of which a declaration must speak: accounts, addresses, JSON, and what is called like a person."""
    for column in model._meta.get_fields():
        if not getattr(column, "concrete", False) or isinstance(column, TranslationField):
            continue
        looks_personal = is_text(column) and LIKE_A_PERSON.search(column.name)
        if looks_personal or is_account(column) or isinstance(column, models.EmailField | models.JSONField):
            yield column.name


def is_text(column):
    return isinstance(column, models.CharField | models.TextField) and not column.choices


def is_account(column):
    return column.is_relation and column.related_model and column.related_model._meta.label == settings.AUTH_USER_MODEL


def all_models():
    return {model._meta.label: model for model in apps.get_models(include_auto_created=True)}


def test_every_model_is_declared_once():
    labels = [*(held.model for held in declared()), *without_people()]

    assert sorted(labels) == sorted(all_models())


def test_a_declaration_speaks_of_every_field_that_could_be_about_people():
    spoken = {held.model: held.named for held in declared()} | {
        label: set(names) for label, names in without_people().items()
    }

    silent = {label: {*asked_of(model)} - spoken[label] for label, model in all_models().items()}

    former = {model._meta.label for model in histories()}
    assert {label: names for label, names in silent.items() if names and label not in former} == {}


def test_whoever_holds_an_account_or_an_address_is_found_by_it():
    """`without_people` is no place for either."""
    found = {label for label, names in without_people().items() for name in names if is_of_people(label, name)}

    assert found == set()


def is_of_people(label, name):
    column = model_of(label)._meta.get_field(name)
    return is_account(column) or isinstance(column, models.EmailField)


@pytest.mark.parametrize("held", declared(), ids=lambda held: held.model)
def test_what_is_declared_is_there(held):
    model = model_of(held.model)
    ends = [last_field(model, lookup) for lookup in held.lookups]

    named = {model._meta.get_field(name).name for name in held.named}

    assert named == held.named
    assert [end for end in ends if not is_account(end) and not isinstance(end, models.EmailField)] == []


def test_every_term_that_names_a_part_of_the_daily_round_finds_it():
    assert [name for name in purging_parts() if name not in PARTS] == []


@pytest.mark.parametrize("language", ["sl", "en"])
def test_every_row_of_the_table_says_what_how_long_and_what_becomes_of_it(language):
    with translation.override(language):
        told = [[str(row.label), str(row.kept), str(row.erased)] for row in data()]

    assert [row for row in told if not all(row) or any("%(" in text for text in chain(row))] == []

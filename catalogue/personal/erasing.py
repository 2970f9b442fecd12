"""Forgetting a person: accounts become anonymous rows, and nothing that is declared names them any more.

Never `user.delete()`: reviews, their scores and the log of the administration hang on the account and would go with it.
"""

from collections import Counter
from dataclasses import dataclass, field

from django.contrib.auth import get_user_model
from django.db import models, transaction

from catalogue import audit
from catalogue.languages import LANGUAGES
from catalogue.models import CatalogueState
from catalogue.personal import mentions, remembering
from catalogue.personal.declaring import declared, model_of
from catalogue.personal.names import removed_address, removed_name
from catalogue.personal.person import as_stored, rows_about, rows_by, whose
from catalogue.personal.spelling import Spelling

DASH = "—"
AT_ONCE = 500
LOCK = audit.LOCK + 1


@dataclass
class Erased:
    """What was done, or would be: how many rows of which model, and what is left for people to decide."""

    person: object
    rows: Counter = field(default_factory=Counter)  # {(what, label of the model): how many}
    left: list = field(default_factory=list)


def erase(email, **how):
    """Forget whoever has this address."""
    return erase_whole(whose(email), **how)


@transaction.atomic
def erase_whole(person, *, with_texts=False, with_entries=False, dry_run=False):
    """Forget a person. A dry run does all of it and takes it back, so it says exactly what would be."""
    one_at_a_time()
    done = Erased(person)
    spelling = Spelling(person)
    erase_rows(person, done, with_texts=with_texts)
    erase_spelled(spelling, done)
    erase_history(spelling if with_entries else Spelling(person, with_names=False), done)
    for pk in person.accounts:
        done.rows["anonymous", get_user_model()._meta.label] += make_anonymous(pk)
    if with_entries:
        mentions.replace(spelling, done.rows)
    done.left = mentions.of(spelling)
    remembering.remember(person.addresses, with_texts=with_texts, with_entries=with_entries)
    CatalogueState.bump()  # pages name people
    if dry_run:
        transaction.set_rollback(True)
    else:
        for pk in person.accounts or [None]:
            audit.note(audit.Action.ERASE, about=(get_user_model(), pk))
    return done


def one_at_a_time():
    """Of two who erase at once one waits, and finds nothing to do where both meant the same person."""
    audit.one_at_a_time(LOCK)


def forget(emails):
    """What rooms do by themselves for the people of these addresses, as long as their accounts are still known."""
    emails = list(emails)
    for held in declared():
        if held.forget:
            held.forget(emails)


# --- Rows of the person ---


def erase_rows(person, done, *, with_texts):
    for held in declared():
        if held.forget and (number := rows_about(held, person).count()):
            done.rows["forgotten", held.model] += number
    forget(person.addresses)
    for held in declared():
        if with_texts and held.texts:
            done.rows["without text", held.model] += write_dash(held, person)
    for held in declared():
        for lookup, names in held.cleared.items():
            done.rows["emptied", held.model] += empty(held, lookup, names, person)
    for held in declared():
        if held.goes:
            number, _each = rows_by(held.model, held.goes, person).delete()
            done.rows["deleted", held.model] += number


def write_dash(held, person):
    texts = dict.fromkeys(in_every_language(model_of(held.model), held.texts), DASH)
    return rows_about(held, person).update(**texts)


def in_every_language(model, names):
    """The columns of texts: a translated one has one for each language beside its own."""
    found = {column.name for column in model._meta.concrete_fields}
    endings = ("", *(f"_{code}" for code in LANGUAGES))
    return [name + ending for name in names for ending in endings if name + ending in found]


def empty(held, lookup, names, person):
    model = model_of(held.model)
    return rows_by(held.model, [lookup], person).update(**{name: nothing_in(model, name) for name in names})


def nothing_in(model, name):
    """The empty value of a field; what is to be unique gets one that nobody knows."""
    column = model._meta.get_field(name)
    if column.null:
        return None
    if isinstance(column, models.BooleanField):
        return False
    return {} if isinstance(column, models.JSONField) else ""


# --- Where names and addresses are spelled ---


def erase_spelled(spelling, done):
    for held in declared():
        if held.told:
            model = model_of(held.model)
            names = in_every_language(model, held.told)
            done.rows["name or address replaced", held.model] += replace_in(model, names, spelling)


def erase_history(spelling, done):
    """What entries once were stays for the record, without the address; who changed them is an anonymous row."""
    for model in mentions.histories():
        names = [column.name for column in mentions.texts_of(model)]
        done.rows["name or address replaced", model._meta.label] += replace_in(model, names, spelling)


def replace_in(model, names, spelling):
    """Write the texts of these fields without the person; returns of how many rows."""
    changed = 0
    columns = [model._meta.get_field(name) for name in names]
    for pk, *values in list_of(model, names):
        new = {
            column.name: value_without(spelling, column, value) for column, value in zip(columns, values, strict=True)
        }
        if different := {name: value for (name, value), old in zip(new.items(), values, strict=True) if value != old}:
            as_stored(model).filter(pk=pk).update(**different)
            changed += 1
    return changed


def list_of(model, names):
    return as_stored(model).order_by("pk").values_list("pk", *names).iterator(chunk_size=AT_ONCE)


def value_without(spelling, column, value):
    new = spelling.replaced(value)
    return new[: column.max_length] if isinstance(new, str) and column.max_length else new


# --- The account ---


def make_anonymous(pk):
    """The row that reviews, steps and histories go on pointing to; whether it was not anonymous yet."""
    account = get_user_model().objects.get(pk=pk)
    if account.email == removed_address(pk):
        return 0
    account.email, account.name = removed_address(pk), removed_name(pk)
    account.is_active = account.is_staff = account.is_superuser = False
    account.last_login = None
    account.set_unusable_password()
    account.save()
    return 1

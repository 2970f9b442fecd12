"""What many tests of a module stand on: made once, in a transaction around the transactions of the tests."""

from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.utils import translation


@contextmanager
def standing(django_db_blocker, build):
    """What `build` makes is there until the end of the fixture that stands in it, and gone afterwards.

    For fixtures of a module whose other tests do not mind: each test undoes what it did itself, but meets the rows.
    """
    with django_db_blocker.unblock(), translation.override("sl"), transaction.atomic():
        made = build()
        settle()
        yield made
        transaction.set_rollback(True)


def stands(build):
    """A fixture for a module: what `build` makes, once; each test gives itself a deep copy of it."""

    @pytest.fixture(scope="module")
    def made(django_db_setup, django_db_blocker):
        with standing(django_db_blocker, build) as made:
            yield made

    return made


def stands_on_people(build):
    """The same of what `build` makes of the people of the module; None where those are made for each test."""

    @pytest.fixture(scope="module")
    def made(people_of_module, django_db_blocker):
        if people_of_module is None:
            yield None
            return
        with standing(django_db_blocker, lambda: build(people_of_module)) as made:
            yield made

    return made


def settle():
    """PostgreSQL checks all links now, once, not again at the end of every test; and it learns how much there is."""
    connection.check_constraints()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE (SKIP_LOCKED)")

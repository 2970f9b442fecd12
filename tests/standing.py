"""What many tests of a module stand on: made once, in a transaction around the transactions of the tests."""

from contextlib import contextmanager

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


def settle():
    """PostgreSQL checks all links now, once, not again at the end of every test; and it learns how much there is."""
    connection.check_constraints()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

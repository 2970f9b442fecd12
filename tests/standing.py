"""What many tests of a module stand on: made once, in a transaction around the transactions of the tests."""

from contextlib import contextmanager

from django.db import transaction
from django.utils import translation


@contextmanager
def standing(django_db_blocker):
    """Whatever is written inside is there until the end of the fixture that stands in it, and gone afterwards.

    For fixtures of a module whose other tests do not mind: each test undoes what it did itself, but meets the rows.
    """
    with django_db_blocker.unblock(), translation.override("sl"), transaction.atomic():
        yield
        transaction.set_rollback(True)

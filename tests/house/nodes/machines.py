"""Databases as a node on a replica meets them."""

from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def refusing_writes():
    """The database takes nothing, as a replica does; afterwards all is as it was."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL transaction_read_only = on")
            yield
            transaction.set_rollback(True)
        else:
            cursor.execute("PRAGMA query_only = ON")
            try:
                yield
            finally:
                cursor.execute("PRAGMA query_only = OFF")

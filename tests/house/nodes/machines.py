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
            write_what_waits(cursor)
            cursor.execute("PRAGMA query_only = ON")
            try:
                yield
            finally:
                connection.connection.execute("PRAGMA query_only = OFF")  # also where Django lets no more be asked


def write_what_waits(cursor):
    """The index of words keeps what its transaction wrote until somebody asks; a node meets what was committed."""
    cursor.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%USING fts5%'")
    for (name,) in cursor.fetchall():
        cursor.execute(f'SELECT count(*) FROM "{name}" WHERE "{name}" MATCH \'a\'')  # noqa: S608  our own

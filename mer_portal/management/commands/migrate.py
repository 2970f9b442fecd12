"""Django's own, but it waits two seconds at most for a lock: all who read the table would wait behind it."""

import time
from contextlib import contextmanager

from django.core.management import CommandError
from django.core.management.commands import migrate
from django.db import OperationalError, connections

WAITS = "2s"
TRIES, PAUSE = 30, 2  # what holds a table is a request or a backup: it lets go by and by
NOT_AVAILABLE = "55P03"  # of PostgreSQL


class Command(migrate.Command):
    def handle(self, *args, **options):
        connection = connections[options["database"]]
        if connection.vendor != "postgresql":
            return super().handle(*args, **options)
        with impatient(connection):
            for _attempt in range(TRIES):
                try:
                    return super().handle(*args, **options)
                except OperationalError as error:
                    if getattr(error.__cause__, "pgcode", None) != NOT_AVAILABLE:
                        raise
                    self.stderr.write("Somebody holds a table that is to be changed; trying again.")
                    time.sleep(PAUSE)
        raise CommandError("A table that is to be changed was never free. What was done stays; migrate again later.")


@contextmanager
def impatient(connection):
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = %s", [WAITS])
    try:
        yield
    finally:
        if connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("RESET lock_timeout")

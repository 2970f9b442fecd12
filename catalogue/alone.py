"""Of several nodes one does it: whoever comes while another is at it finds it taken."""

import fcntl
import zlib
from contextlib import contextmanager
from pathlib import Path

from django.db import Error, connection

TAKEN = "{name}: done by another process at this moment, so not here."


@contextmanager
def alone(name):
    """Whether nobody else does this now, which stays so until the end; a process that is killed holds up nobody."""
    if connection.vendor == "postgresql":
        yield from in_database(zlib.crc32(f"mer {name}".encode()))
    elif Path(str(connection.settings_dict["NAME"])).is_file():
        yield from beside_file(f"{connection.settings_dict['NAME']}.{name}.lock")
    else:
        yield True  # in memory: nobody else has this database


def in_database(number):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [number])
        taken = cursor.fetchone()[0]
        try:
            yield taken
        finally:
            if taken:
                give_back(cursor, number)


def give_back(cursor, number):
    """Where that cannot be said any more the connection is gone, or goes, and with it what it held."""
    try:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [number])
    except Error:
        connection.close()


def beside_file(path):
    with Path(path).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True

"""Databases beside the one the suite runs on: on the same PostgreSQL server, or a file of SQLite."""

import os
import shutil
from contextlib import closing, contextmanager
from urllib.parse import urlsplit

import psycopg2


@contextmanager
def database(folder, name, **options):
    """The address of a new database of this name, gone afterwards; the options of `create`."""
    try:
        yield create(folder, name, **options)
    finally:
        drop(name)


def create(folder, name, *, script="", copy_of=None):
    """The address of a new database: empty, or a copy of another, or on PostgreSQL what the script makes.

    `copy_of` is the (folder, name) of one that nobody uses at the moment.
    """
    server = server_url()
    if server is None:
        if copy_of:
            shutil.copyfile(copy_of[0] / "portal.sqlite3", folder / "portal.sqlite3")
        return f"sqlite:///{folder / 'portal.sqlite3'}"
    drop(name)
    execute(server, f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{copy_of[1]}"' if copy_of else ""))
    url = server._replace(path=f"/{name}").geturl()
    if script:
        with closing(psycopg2.connect(url)) as connection, connection, connection.cursor() as cursor:
            cursor.execute(script)
    return url


def drop(name):
    """On SQLite the file goes with its folder."""
    if server := server_url():
        execute(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def server_url():
    """The address of the PostgreSQL server the suite runs on; none where it runs on SQLite."""
    url = urlsplit(os.environ.get("DATABASE_URL", ""))
    return url if url.scheme.startswith("postgres") else None


def execute(server, statement):
    """A statement about whole databases, outside of a transaction."""
    with closing(psycopg2.connect(server._replace(path="/postgres").geturl())) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)

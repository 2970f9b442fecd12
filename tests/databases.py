"""Databases beside the one the suite runs on: on the same PostgreSQL server, or a file of SQLite."""

import os
from contextlib import closing, contextmanager
from urllib.parse import urlsplit

import psycopg2


def server_url():
    """The address of the PostgreSQL server the suite runs on; none where it runs on SQLite."""
    url = urlsplit(os.environ.get("DATABASE_URL", ""))
    return url if url.scheme.startswith("postgres") else None


@contextmanager
def database(folder, name, script=""):
    """The address of a new database of this name, gone afterwards; on PostgreSQL it first runs the script."""
    server = server_url()
    if server is None:
        yield f"sqlite:///{folder / 'portal.sqlite3'}"
        return
    url = server._replace(path=f"/{name}").geturl()
    execute(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}"')
    try:
        if script:
            with closing(psycopg2.connect(url)) as connection, connection, connection.cursor() as cursor:
                cursor.execute(script)
        yield url
    finally:
        execute(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def execute(server, *statements):
    """Statements about whole databases, each outside of a transaction."""
    with closing(psycopg2.connect(server._replace(path="/postgres").geturl())) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

"""What only PostgreSQL has: its own programs for copies, and schemas, of which one steps back for another."""

import os
import secrets
import shutil
import subprocess
import time
from contextlib import closing, contextmanager
from urllib.parse import urlsplit

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.backends.postgresql.client import DatabaseClient

from mer_portal.backup.refusals import Refused

BEFORE = "before_restore"  # the schema that holds what was there, until the restore is done
SCRATCH = "mer_check_"
OTHERS = """SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"""
TIMES, PAUSE = 10, 0.2
ALL_GONE = "Somebody is still connected to this database: stop the portal and its worker, and come again."
NOT_OWNED = "The role of DATABASE_URL must own the database and its schema public to restore: {}"


class Postgres:
    name = "postgresql"

    # --- Backup ---

    def save(self, target):
        """Dump the database as it is at one moment; returns {table: rows} of that moment."""
        with own_connection() as connection, connection.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            [moment] = cursor.fetchone()
            rows = rows_of(cursor)
            run("pg_dump", connection, "-Fc", "-n", "public", f"--snapshot={moment}", "-f", str(target))
            return rows

    # --- A scratch database ---

    @contextmanager
    def scratch(self, backup):
        name = SCRATCH + secrets.token_hex(8)
        with own_connection() as connection:
            execute(connection, f'CREATE DATABASE "{name}"', "This role may not create a database to try the backup in")
            try:
                with own_connection(name) as new:
                    load(new, backup.database)
                yield urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
            finally:
                execute(connection, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', "It could not be dropped")

    # --- Restore ---

    def rows(self):
        with own_connection() as connection, connection.cursor() as cursor:
            return rows_of(cursor)

    def require_nobody(self):
        """Whoever has just closed a connection is seen for a moment longer."""
        connections.close_all()
        with own_connection() as connection, connection.cursor() as cursor:
            for _time in range(TIMES):
                cursor.execute(OTHERS)
                if not cursor.fetchone()[0]:
                    return
                time.sleep(PAUSE)
        raise Refused(f"{ALL_GONE} Nothing was changed.")

    def stage(self, backup):
        """The old schema steps back, the new one is filled in one transaction; returns the address."""
        connections.close_all()
        with own_connection() as connection:
            self.forget(connection)
            step = f"BEGIN; ALTER SCHEMA public RENAME TO {BEFORE}; CREATE SCHEMA public; COMMIT"
            execute(connection, step, NOT_OWNED.format("it may not exchange the schema"))
            load(connection, backup.database)
        return os.environ["DATABASE_URL"]

    def exchange(self):
        """It has its name already."""

    def take_back(self, had_database):
        connections.close_all()
        with own_connection() as connection, connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [BEFORE])
            if cursor.fetchone():
                back = f"BEGIN; DROP SCHEMA IF EXISTS public CASCADE; ALTER SCHEMA {BEFORE} RENAME TO public; COMMIT"
                execute(connection, back, "What was there could not be taken back")

    def forget_before(self):
        with own_connection() as connection:
            self.forget(connection)

    def forget(self, connection):
        execute(connection, f"DROP SCHEMA IF EXISTS {BEFORE} CASCADE", "What was there could not be cleared away")


@contextmanager
def own_connection(name=None):
    """Not the one of the portal: whatever is done here has no part in its transactions."""
    connection = connections.create_connection(DEFAULT_DB_ALIAS)
    if name:
        connection.settings_dict = connection.settings_dict | {"NAME": name}
    with closing(connection):
        yield connection


def execute(connection, statement, sentence):
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        raise Refused(f"{sentence} ({str(error).splitlines()[0]}).") from error


def rows_of(cursor):
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    tables = sorted(name for (name,) in cursor.fetchall())
    found = {}
    for table in tables:
        cursor.execute(f'SELECT count(*) FROM public."{table}"')  # noqa: S608  a name of the database itself
        [found[table]] = cursor.fetchone()
    return found


def load(connection, dump):
    """All of it or nothing; owner and rights are those of whoever restores."""
    options = ["-n", "public", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]
    run("pg_restore", connection, *options, str(dump))


def run(program, connection, *arguments):
    """One of PostgreSQL's own programs; the password goes by the environment, which no list of processes shows."""
    if shutil.which(program) is None:
        raise Refused(f"{program} is not installed: it comes with PostgreSQL's client (Debian: postgresql-client).")
    (_psql, *where, name), secret = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    command = [program, "--no-password", *where, "-d", name, *arguments]
    done = subprocess.run(command, env=os.environ | (secret or {}), capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["it ended without a word"])[0]
        raise Refused(f"{program} failed: {said}.")

"""Machines for a portal: a folder each, with a database, files, a key; commands run there as an operator runs them."""

import json
import os
import subprocess
import sys
from contextlib import closing, contextmanager

from django.conf import settings
from django.db import connection
from django.db.utils import ConnectionHandler
from environ import Env

from tests.databases import create, drop

KEY = "only-for-tests-" + "k" * 50
LOOK = "from tests.house.backup import stage; stage."


class Machine:
    def __init__(self, folder, url, **more):
        self.folder, self.url = folder, url
        self.media, self.backups = folder / "media", folder / "backups"
        self.environment = {
            "DATABASE_URL": url,
            "MEDIA_ROOT": str(self.media),
            "CACHE_ROOT": str(folder / "cache"),
            "SECRET_KEY": KEY,
            "SITE_URL": "http://portal.example.eu",
        } | more

    def start(self, *arguments, **more):
        """(status, what was said, what was complained of) of a command."""
        done = subprocess.run(
            [sys.executable, "manage.py", *map(str, arguments)],
            cwd=settings.BASE_DIR,
            env=os.environ | self.environment | more,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    def manage(self, *arguments, **more):
        status, said, complained = self.start(*arguments, **more)
        assert status == 0, complained[-3000:]
        return said

    def python(self, code):
        """What a function of `stage` says, there."""
        return json.loads(self.manage("shell", "--verbosity=0", f"--command={LOOK}{code}").splitlines()[-1])

    def backup(self, *arguments, **more):
        """The file of a new backup."""
        said = self.manage("backup", self.backups, *arguments, **more)
        return self.backups / said.partition(": ")[0].rpartition("/")[2]

    def restore(self, path, *arguments):
        return self.start("restore", path, "--secrets-to", self.folder / "var", *arguments)

    @contextmanager
    def opened(self):
        handler = ConnectionHandler({"default": Env.db_url_config(self.url)})
        with closing(handler["default"]) as database:
            yield database

    def rows(self):
        """{table: its rows as texts}"""
        with self.opened() as database, database.cursor() as cursor:
            names = [name for name in database.introspection.table_names(cursor) if not name.startswith("sqlite_stat")]
            return {name: rows_of(cursor, name) for name in sorted(names)}

    def asked(self, statement):
        with self.opened() as database, database.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall()

    def files(self):
        paths = (path for path in self.media.rglob("*") if path.is_file() and path.name != ".lock")
        return {str(path.relative_to(self.media)): path.read_bytes() for path in paths}


def rows_of(cursor, name):
    cursor.execute(f'SELECT * FROM "{name}"')  # noqa: S608  a table of ours
    return sorted(repr(row) for row in cursor.fetchall())


@contextmanager
def machine(folder, name, *, copy=False, **more):
    """One with an empty database, or with a copy of the tables that the tests run on; its database goes with it."""
    folder.mkdir()
    try:
        yield Machine(folder, copied(folder, name) if copy else create(folder, name), **more)
    finally:
        drop(name)


def copied(folder, name):
    if connection.vendor == "postgresql":
        own = connection.settings_dict["NAME"]
        connection.close()
        return create(folder, name, copy_of=(None, own))
    connection.ensure_connection()
    (folder / "portal.sqlite3").write_bytes(connection.connection.serialize())  # also within a transaction
    return create(folder, name)

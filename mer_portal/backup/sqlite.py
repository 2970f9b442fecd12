"""What only SQLite has: a copy in one statement, and a database that is a file."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from django.conf import settings

from mer_portal.backup.packing import sync_folder
from mer_portal.backup.refusals import Refused

TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
PATIENCE = 20  # seconds
BESIDE = ("", "-wal", "-shm")
ALL_CLOSED = "The portal still has its database open: stop it, with its worker, and come again. Nothing was changed."


class Sqlite:
    name = "sqlite"

    @property
    def path(self):
        name = str(settings.DATABASES["default"]["NAME"])
        if not name or ":memory:" in name:
            raise Refused("This database is in memory only: there is nothing that would last.")
        return Path(name)

    @property
    def staged(self):
        return self.path.with_name(f"{self.path.name}.restoring")

    @property
    def before(self):
        return self.path.with_name(f"{self.path.name}.before-restore")

    # --- Backup ---

    def save(self, target):
        """Copy the database as it is at one moment; returns {table: rows} of the copy. Writers go on meanwhile.

        Never step by step: with a writer every 20 ms that begins anew again and again.
        """
        try:
            with closing(connected(self.path)) as source:
                source.execute("VACUUM INTO ?", [str(target)])
            with closing(connected(target)) as copy:
                return rows_of(copy)
        except sqlite3.Error as error:
            raise Refused(f"The database could not be copied: {error}.") from error

    # --- A scratch database ---

    def scratch(self, backup):
        """The unpacked file itself."""
        return AsItIs(address(backup.database))

    # --- Restore ---

    def rows(self):
        """{table: rows} of the database in place, which may not be there; raises DatabaseError where it is broken."""
        if not self.path.exists():
            return {}
        with closing(connected(self.path)) as database:
            return rows_of(database)

    def require_nobody(self):
        """Leaving the write-ahead log needs the database for oneself, and leaves one file."""
        if not self.path.exists():
            return
        with closing(connected(self.path, patience=0.5)) as database:
            try:
                database.execute("PRAGMA journal_mode=DELETE")
            except sqlite3.OperationalError as error:
                raise Refused(ALL_CLOSED) from error
            except sqlite3.DatabaseError:  # it is broken, which may be why somebody restores
                return

    def stage(self, backup):
        """Bring the new database beside the old one; returns its address."""
        self.forget_staged()
        copy(backup.database, self.staged)
        return address(self.staged)

    def exchange(self):
        """The new one takes the place of the old."""
        with closing(connected(self.staged)) as new:
            new.execute("PRAGMA journal_mode=DELETE")
        with self.staged.open("rb") as new:
            os.fsync(new.fileno())
        for ending in BESIDE:
            if (old := beside(self.path, ending)).exists():
                old.rename(beside(self.before, ending))
        self.staged.rename(self.path)
        sync_folder(self.path.parent)

    def take_back(self, had_database):
        if self.before.exists():
            for ending in BESIDE:
                beside(self.path, ending).unlink(missing_ok=True)
            for ending in BESIDE[::-1]:  # the database last: with it this is done
                if (old := beside(self.before, ending)).exists():
                    old.rename(beside(self.path, ending))
        elif not had_database:
            for ending in BESIDE:
                beside(self.path, ending).unlink(missing_ok=True)
        self.forget_staged()

    def forget_before(self):
        self.forget_staged()
        for ending in BESIDE:
            beside(self.before, ending).unlink(missing_ok=True)

    def forget_staged(self):
        for ending in BESIDE:
            beside(self.staged, ending).unlink(missing_ok=True)


class AsItIs:
    """An address within a block, with nothing to clear away after it."""

    def __init__(self, url):
        self.url = url

    def __enter__(self):
        return self.url

    def __exit__(self, *error):
        return None


def connected(path, patience=PATIENCE):
    """A connection of its own, which makes no database where there is none."""
    return sqlite3.connect(f"file:{quote(str(path))}?mode=rw", uri=True, timeout=patience)


def rows_of(database):
    tables = [name for (name,) in database.execute(TABLES)]
    return {table: database.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in tables}  # noqa: S608


def address(path):
    return f"sqlite:///{quote(str(path.resolve()))}"


def beside(path, ending):
    return path.with_name(path.name + ending)


def copy(source, target):
    """By chunks, for it may lie on another disk."""
    with source.open("rb") as read, target.open("xb") as written:
        target.chmod(0o600)
        while data := read.read(1 << 20):
            written.write(data)

"""A backup of a portal that is written to fifty times a second is of one moment, on both databases."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager

import pytest
from django.db import connection
from django.db.utils import ConnectionHandler
from environ import Env

from mer_portal.backup.sqlite import connected, rows_of
from mer_portal.backup.unpacking import unpack
from tests.house.backup.machines import machine

A_SECOND = 50

pytestmark = pytest.mark.django_db
PAIR = ("first", "second")


@contextmanager
def writing(portal):
    """Pairs of rows, each in one transaction, as fast as is asked; the list grows with them."""
    done, stop = [], threading.Event()

    def write():
        options = Env.db_url_config(portal.url)
        if options["ENGINE"].endswith("sqlite3"):
            options["OPTIONS"] = {"timeout": 20, "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL"}
        with closing(ConnectionHandler({"default": options})["default"]) as database, database.cursor() as cursor:
            while not stop.wait(1 / A_SECOND):
                cursor.execute("BEGIN")
                for name in PAIR:
                    cursor.execute(f"INSERT INTO {name} VALUES ({len(done)})")  # noqa: S608  numbers
                cursor.execute("COMMIT")
                done.append(time.monotonic())

    with ThreadPoolExecutor(1) as beside:
        job = beside.submit(write)
        try:
            yield done, job
        finally:
            stop.set()
        job.result()


def test_of_pairs_that_are_written_meanwhile_none_is_torn(tmp_path, worker_id, settings):
    with machine(tmp_path / "busy", f"backup_busy_{worker_id}", copy=True) as portal:
        for name in PAIR:
            with portal.opened() as database, database.cursor() as cursor:
                cursor.execute(f"CREATE TABLE {name} (number integer)")
        with writing(portal) as (done, job):
            while len(done) < 5 and not job.done():
                time.sleep(0.05)
            begun = len(done)
            path = portal.backup()
            ended = len(done)
        status, said, complained = portal.start("check_backup", path)

        assert (status, complained) == (0, ""), said
        counts = in_backup(path, tmp_path, portal)
        assert counts["first"] == counts["second"]
        assert begun <= counts["first"] <= ended
        assert ended - begun > 20
        assert portal.asked("SELECT count(*) FROM first")[0][0] == len(done)


def in_backup(path, tmp_path, portal):
    """Rows of the tables in the backup, as the database itself holds them."""
    (tmp_path / "out").mkdir()
    backup = unpack(path, tmp_path / "out", engine=connection.vendor)
    if connection.vendor == "sqlite":
        with closing(connected(backup.database)) as database:
            return rows_of(database)
    return backup.manifest["rows"]  # which the check has just found to be the database's

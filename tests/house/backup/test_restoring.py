"""A portal comes back from its backup, on another machine or in place of what is there: all of it or nothing."""

import shutil
from contextlib import contextmanager

import pytest
from django.db import connection

from tests.house.backup import stage
from tests.house.backup.machines import KEY, machine

# What a restore itself writes, or what only the old machine needs.
OWN = {
    "catalogue_auditevent",
    "catalogue_cataloguestate",
    "catalogue_harvested",
    "catalogue_pagechange",
    "django_session",
    "partners_leaving",
    "portal_cache",
    "publishing_mailhold",
}
KILL = "import os, signal; from unittest.mock import patch; from django.core.management import call_command\n"
KILL += "with patch('{}', lambda *given, **more: os.kill(os.getpid(), signal.SIGKILL)):\n    call_command({})"

pytestmark = pytest.mark.django_db


@contextmanager
def another(tmp_path, worker_id, name, **more):
    with machine(tmp_path / name, f"backup_{name}_{worker_id}", **more) as made:
        yield made


@pytest.fixture(scope="module")
def portal(tmp_path_factory, worker_id, django_db_setup, django_db_blocker):
    """The machine that is backed up. Its database is used by commands alone."""
    with (
        django_db_blocker.unblock(),
        machine(tmp_path_factory.mktemp("backup") / "old", f"backup_old_{worker_id}", copy=True) as made,
    ):
        made.python("fill()")
        yield made


@pytest.fixture(scope="module")
def backup(portal, django_db_blocker):
    with django_db_blocker.unblock():
        return portal.backup()


def test_on_an_empty_machine_every_table_file_page_and_search_is_the_same(portal, backup, tmp_path, worker_id):
    with another(tmp_path, worker_id, "new", SECRET_KEY="") as new:
        status, said, complained = new.restore(backup)
        new.environment["SECRET_KEY"] = (new.folder / "var" / "secret_key").read_text().strip()

        assert (status, complained) == (0, ""), said
        assert f"whether they still wish to be erased: {stage.GONE}.\n" in said
        assert new.environment["SECRET_KEY"] == KEY
        before, after = portal.rows(), new.rows()
        assert {name for name in {*before, *after} - OWN if before.get(name) != after.get(name)} == set()
        assert new.files() == portal.files()
        assert len(new.files()) == len(stage.NAMES)
        told, of_old = new.python("look()"), portal.python("look()")
        assert told["pages"] == of_old["pages"]
        assert {status for status, _sum in told["pages"].values()} == {200}
        assert (told["broken"], told["events"][-1], told["due"], told["waiting"]) == ([], "restore", 0, 1)
        assert new.asked("SELECT count(*) FROM django_session") == [(0,)]
        assert len(told["stamps"]) == 1
        assert told["stamps"] > of_old["stamps"]
        [place] = (new.folder / "var").glob("restored-*")
        assert f"DATABASE_URL={portal.url}" in (place / "environment").read_text().splitlines()
        assert {path.stat().st_mode & 0o777 for path in place.iterdir()} == {0o600}
        with pytest.raises(Exception, match="neither changed nor deleted"):
            new.asked("UPDATE catalogue_auditevent SET said = 'x'")


def test_a_check_says_that_it_is_whole_and_leaves_nothing(portal, backup, tmp_path):
    before = databases(portal)

    status, said, complained = portal.start("check_backup", backup, TMPDIR=str(tmp_path))

    assert (status, complained) == (0, "")
    assert said.endswith("and 3 files are as they were, 10 pages open.\n")
    assert (databases(portal), list(tmp_path.iterdir())) == (before, [])


def databases(portal):
    return portal.asked("SELECT datname FROM pg_database WHERE datname LIKE 'mer%'") if is_postgres() else []


def is_postgres():
    return connection.vendor == "postgresql"


def test_what_is_there_is_not_given_up_unasked(portal, backup):
    before = portal.files()

    status, said, complained = portal.restore(backup)

    assert (status, said) == (1, "")
    assert complained.startswith("CommandError: This portal is not empty: ")
    assert portal.files() == before


def test_an_older_backup_forgets_whom_the_portal_had_forgotten(portal, backup, tmp_path, worker_id):
    """By what the portal in place remembers, and on a new machine by what lies beside the backups.

    The older one lacks a migration, too.
    """
    portal.manage("migrate", "--verbosity=0", "publishing", "0011")
    alone = shutil.move(portal.backup(), tmp_path / "mer-older.tar")
    portal.manage("migrate", "--verbosity=0")
    assert stage.GONE in str(portal.rows())
    portal.manage("erase_person", stage.GONE, BACKUP_FOLDER=str(portal.backups))
    (portal.media / "later.txt").write_bytes(b"x")

    status, _said, complained = portal.restore(alone, "--replace")
    with another(tmp_path, worker_id, "new", SECRET_KEY="") as new:
        done = new.restore(backup)
        of_new = new.rows()

    assert (status, done[0]) == (0, 0), (complained, done)
    for rows in (portal.rows(), of_new):
        assert {name for name, found in rows.items() if "novak" in str(found).lower()} == set()
        assert (len(rows["catalogue_erasedaddress"]), len(rows["publishing_mailhold"])) == (1, 1)
    assert "later.txt" not in portal.files()


def test_a_restore_that_is_killed_is_taken_back(portal, tmp_path):
    """Until then the portal does not start."""
    backup = portal.backup()
    before, files = portal.rows(), portal.files()
    exchange = f"mer_portal.backup.{'postgres.Postgres' if is_postgres() else 'sqlite.Sqlite'}.exchange"

    killed = portal.start("shell", "-c", KILL.format(exchange, f"'restore', '{backup}', replace=True"))
    refused = portal.start("check")
    again = portal.restore(backup)
    taken_back = portal.manage("restore", "--undo")

    assert killed[0] == -9
    assert (refused[0], "A restore was interrupted" in refused[2]) == (1, True)
    assert (again[0], "A restore was interrupted" in again[2]) == (1, True)
    assert taken_back == "What was there is back.\n"
    after = portal.rows()
    assert {name for name in {*before, *after} if before.get(name) != after.get(name)} <= {
        "catalogue_auditevent",
        "catalogue_pagechange",
    }
    assert portal.files() == files
    assert [path.name for path in portal.media.glob(".*")] == [".lock"]


def test_a_backup_that_is_killed_leaves_no_file_and_no_lock(portal):
    before = sorted(portal.backups.glob("mer-*"))
    killed = portal.start(
        "shell", "-c", KILL.format("mer_portal.backup.making.add_media", f"'backup', '{portal.backups}'")
    )
    left = sorted(portal.backups.glob("mer-*"))

    made = portal.backup("--without-secrets")

    assert (killed[0], left) == (-9, before)
    assert [path.name for path in portal.backups.glob(".*")] == []
    assert sorted(portal.backups.glob("mer-*")) == sorted([*before, made])
    assert list((portal.folder / "cache").glob("backup-*")) == []

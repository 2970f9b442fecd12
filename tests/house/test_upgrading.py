"""An upgrade beside readers: locks are not waited for long, indexes are built beside, old static files stay a month."""

import datetime as dt
import http.client
import json
import socket
import subprocess
import sys
import time
from contextlib import closing

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, models
from django.db.migrations.state import ModelState, ProjectState

from catalogue.indexing_beside import AddIndexBeside
from mer_portal import static_files
from mer_portal.management.commands import migrate

TODAY = dt.date(2027, 3, 31)


# --- The database ---


def lock_timeout():
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        return cursor.fetchone()[0]


@pytest.fixture
def pauses(monkeypatch):
    """How long was waited between tries."""
    waited = []
    monkeypatch.setattr(migrate.time, "sleep", waited.append)
    return waited


def held_up(monkeypatch, times, code="55P03"):
    """Django's command, which so many times meets a lock."""
    seen = []

    def handle(self, *args, **options):
        seen.append(lock_timeout())
        if len(seen) <= times:
            held = type("Held", (Exception,), {"pgcode": code})()
            raise OperationalError("canceling statement due to lock timeout") from held

    monkeypatch.setattr(migrate.migrate.Command, "handle", handle)
    return seen


@pytest.mark.django_db
def test_a_migration_waits_two_seconds_for_a_lock_then_tries_again(monkeypatch, pauses):
    if connection.vendor == "sqlite":
        return  # has one writer at a time, and waits for it
    seen = held_up(monkeypatch, times=2)

    call_command("migrate", verbosity=0)

    assert (seen, pauses, lock_timeout()) == (["2s"] * 3, [2, 2], "0")


@pytest.mark.django_db
def test_a_table_that_is_never_free_is_told_and_other_faults_are_not_tried_again(monkeypatch, pauses):
    if connection.vendor == "sqlite":
        return
    held_up(monkeypatch, times=99)
    with pytest.raises(CommandError, match="never free"):
        call_command("migrate", verbosity=0)
    assert len(pauses) == 30

    seen = held_up(monkeypatch, times=99, code="57P01")
    with pytest.raises(OperationalError):
        call_command("migrate", verbosity=0)
    assert len(seen) == 1


@pytest.fixture
def table(transactional_db):
    """The state of a model with a table of its own, which goes with the test."""
    state = ProjectState()
    state.add_model(
        ModelState("catalogue", "Beside", [("id", models.AutoField(primary_key=True)), ("day", models.DateField())])
    )
    with connection.schema_editor() as editor:
        editor.create_model(state.apps.get_model("catalogue", "Beside"))
    yield state
    with connection.schema_editor() as editor:
        editor.delete_model(state.apps.get_model("catalogue", "Beside"))


def indexes():
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, "catalogue_beside")
    return [name for name, kind in found.items() if name == "beside_day"]


def test_an_index_is_built_beside_and_taken_away_again_whatever_an_earlier_try_left(table):
    operation = AddIndexBeside("beside", models.Index(fields=["day"], name="beside_day"))
    with_index = table.clone()
    operation.state_forwards("catalogue", with_index)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("CREATE INDEX beside_day ON catalogue_beside (id)")

    with connection.schema_editor(atomic=False) as editor:
        operation.database_forwards("catalogue", editor, table, with_index)
    built = indexes()
    with connection.schema_editor(atomic=False) as editor:
        operation.database_backwards("catalogue", editor, with_index, table)

    assert (built, indexes()) == (["beside_day"], [])


# --- Static files ---


@pytest.fixture
def folder(settings, monkeypatch, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    (settings.STATIC_ROOT / "css").mkdir(parents=True)
    storage = type("Storage", (), {"hashed_files": {"css/a.css": "css/a.0123456789ab.css"}})
    monkeypatch.setattr(static_files, "staticfiles_storage", storage)
    for name in ("a.css", "a.0123456789ab.css", "a.0123456789ab.css.gz", "a.ba9876543210.css", "a.ba9876543210.css.gz"):
        (settings.STATIC_ROOT / "css" / name).touch()
    return settings.STATIC_ROOT


def swept_on(monkeypatch, day):
    monkeypatch.setattr(static_files.timezone, "localdate", lambda: day)
    return static_files.sweep()


def test_files_of_the_release_before_stay_a_month_from_the_day_they_were_left(folder, monkeypatch):
    gone = ["css/a.ba9876543210.css", "css/a.ba9876543210.css.gz"]

    assert [swept_on(monkeypatch, TODAY + dt.timedelta(days=days)) for days in (0, 29, 30, 31)] == [[], [], gone, []]
    names = ["a.0123456789ab.css", "a.0123456789ab.css.gz", "a.css"]
    assert sorted(path.name for path in (folder / "css").iterdir()) == names


def test_what_a_release_names_again_begins_anew_and_lost_notes_make_it_stay(folder, monkeypatch):
    swept_on(monkeypatch, TODAY)
    static_files.staticfiles_storage.hashed_files = {"css/a.css": "css/a.ba9876543210.css"}
    swept_on(monkeypatch, TODAY + dt.timedelta(days=20))
    kept = json.loads((folder.parent / "static_left.json").read_text())
    (folder.parent / "static_left.json").write_text("{")

    assert set(kept) == {"css/a.0123456789ab.css", "css/a.0123456789ab.css.gz"}
    assert swept_on(monkeypatch, TODAY + dt.timedelta(days=60)) == []


@pytest.mark.django_db
def test_a_static_file_that_is_not_there_is_not_remembered_as_missing(client):
    response = client.get("/static/css/portal.0123456789ab.css")

    assert (response.status_code, response["Cache-Control"]) == (404, "no-store")


# --- On one machine ---


@pytest.fixture
def waiting():
    """The port of what answers while the portal is made ready."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, "bin/waiting", "127.0.0.1", str(port)], cwd=settings.BASE_DIR)
    for _attempt in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield port
    process.terminate()
    assert process.wait(10) == 0


@pytest.mark.parametrize(("method", "says"), [("GET", True), ("HEAD", False), ("POST", True)])
def test_while_the_portal_is_made_ready_it_is_said_when_to_come_again(waiting, method, says):
    with closing(http.client.HTTPConnection("127.0.0.1", waiting, timeout=10)) as link:
        link.request(method, "/sl/")
        answer = link.getresponse()
        body = answer.read().decode()

    assert (answer.status, answer.headers["Retry-After"]) == (503, "15")
    assert ("Takoj bomo nazaj" in body) is says

"""The parts of a backup by themselves: files that stay, secrets, whom the portal forgot, marks of a restore."""

import json
import runpy
import shlex
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from catalogue.files import removing
from catalogue.models import ErasedAddress
from catalogue.personal.erasing import erase
from catalogue.personal.names import removed_name
from mer_portal import checks
from mer_portal.backup import exchanging, forgotten, keeping, keys, layout, making, postgres, restoring
from mer_portal.backup.refusals import Refused
from mer_portal.backup.settling import erase as erase_once_more
from publishing import sweeping
from tests.factories import make_person
from tests.publishing.test_sweeping import sweep

HOLD = "import fcntl, sys; lock = open(sys.argv[1]); fcntl.flock(lock, fcntl.LOCK_EX); print(flush=True); input()"


@pytest.fixture
def another_backup(settings):
    """Of another process, which is under way."""
    path = Path(settings.MEDIA_ROOT) / removing.LOCK
    path.parent.mkdir(parents=True)
    path.touch()
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        process.stdout.readline()
        yield process
        process.kill()


# --- Files stay ---


@pytest.mark.django_db
def test_while_a_backup_is_made_nothing_removes_a_file(another_backup):
    name = default_storage.save("publications/nihce.pdf", ContentFile(b"x"))

    default_storage.delete(name)
    swept, named = sweep(), sweep(delete=False)

    assert (swept, named, default_storage.exists(name)) == ([], [name], True)


@pytest.mark.django_db
def test_a_backup_that_was_killed_keeps_nothing_back(another_backup):
    name = default_storage.save("publications/nihce.pdf", ContentFile(b"x"))
    another_backup.kill()
    another_backup.wait()

    assert (sweep(), sweeping.orphans()) == ([name], [])


@pytest.mark.django_db
def test_of_two_backups_at_once_one_is_refused(another_backup, tmp_path, monkeypatch):
    monkeypatch.setattr(removing, "PATIENCE", 0)
    monkeypatch.setattr(making, "write", None)

    with pytest.raises(CommandError, match="Another backup is being made"):
        call_command("backup", tmp_path / "backups")


def test_a_backup_wants_a_folder(settings):
    settings.BACKUP_FOLDER = ""

    with pytest.raises(CommandError, match="Name a folder"):
        call_command("backup")


def test_without_the_programs_of_postgresql_a_sentence_says_so(monkeypatch):
    monkeypatch.setenv("PATH", "")

    with pytest.raises(Refused, match="pg_dump is not installed"):
        postgres.run("pg_dump", None)


def test_the_password_stands_on_no_command_line(monkeypatch):
    seen = {}
    ended = SimpleNamespace(returncode=0)
    monkeypatch.setattr(postgres.subprocess, "run", lambda command, **more: seen.update(more, line=command) or ended)
    given = {"NAME": "mer", "USER": "portal", "PASSWORD": "skrivnost", "HOST": "db", "PORT": 5432, "OPTIONS": {}}
    monkeypatch.setattr(postgres.shutil, "which", lambda program: program)

    postgres.run("pg_dump", SimpleNamespace(settings_dict=given), "-Fc")

    assert ("skrivnost" in " ".join(seen["line"]), seen["env"]["PGPASSWORD"]) == (False, "skrivnost")


# --- Secrets ---


def held(tmp_path, key="k" * 60):
    """A backup that was unpacked."""
    return SimpleNamespace(
        head={"made": "20260101T000000Z", "key": keys.proof_of(key)},
        secret={layout.SECRET_KEY: key, layout.ENVIRONMENT: "DEBUG=off\n"}.get,
    )


def test_the_environment_is_written_as_a_shell_reads_it(settings, monkeypatch):
    settings.ENVIRONMENT_READ = ["MAIL_FROM", "NOT_GIVEN", "SITE_URL"]
    monkeypatch.setenv("MAIL_FROM", "MER's “portal” <p@example.org>")
    monkeypatch.setenv("SITE_URL", "http://example.org")

    lines = [shlex.split(line) for line in keys.environment().splitlines()]

    assert lines == [["MAIL_FROM=MER's “portal” <p@example.org>"], ["SITE_URL=http://example.org"]]


def test_the_settings_say_which_variables_they_read(settings):
    assert {"SECRET_KEY", "DATABASE_URL", "EMAIL_URL", "MEDIA_ROOT", "API_RATE"} <= set(settings.ENVIRONMENT_READ)


def test_secrets_are_written_below_a_folder_of_their_own_and_never_over_others(tmp_path):
    first, second = keys.put(held(tmp_path), tmp_path), keys.put(held(tmp_path), tmp_path)

    assert (first[1:], second[1:]) == ([keys.KEY_DIFFERS], [keys.KEY_DIFFERS])
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "restored-20260101T000000Z",
        "restored-20260101T000000Z-2",
    ]
    assert (tmp_path / "restored-20260101T000000Z" / "secret_key").read_text() == "k" * 60 + "\n"


def test_a_machine_without_a_key_gets_that_of_the_backup(settings, tmp_path):
    settings.SECRET_KEY = keys.PASSING + "x" * 50

    keys.put(held(tmp_path), tmp_path)
    again = keys.put(held(tmp_path, key="o" * 60), tmp_path)

    assert ((tmp_path / "secret_key").read_text(), again[-1]) == ("k" * 60 + "\n", keys.KEY_DIFFERS)


def test_a_backup_of_another_key_that_it_does_not_hold_is_refused(settings):
    backup = SimpleNamespace(head={"key": keys.proof_of("k" * 60)}, secret=lambda name: None)
    own = SimpleNamespace(head={"key": keys.proof_of(settings.SECRET_KEY)}, secret=lambda name: None)

    with pytest.raises(Refused, match="of another SECRET_KEY, which it does not hold"):
        restoring.key_of(backup, other_key=False)
    assert restoring.key_of(backup, other_key=True) == restoring.key_of(own, other_key=False) == settings.SECRET_KEY


# --- Whom the portal forgot ---


@pytest.mark.django_db
def test_each_erasing_is_noted_beside_the_backups_at_once(settings, tmp_path, django_capture_on_commit_callbacks):
    settings.BACKUP_FOLDER = str(tmp_path)
    with django_capture_on_commit_callbacks(execute=True):
        erase("ana@example.org")
    ErasedAddress.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        erase("bojan@example.org", with_texts=True)

    rows = forgotten.read(tmp_path)

    assert [row["with_texts"] for row in rows] == [False, True]
    assert "example" not in (tmp_path / forgotten.FILE).read_text()
    assert ((tmp_path / forgotten.FILE).stat().st_mode & 0o777, len(list(tmp_path.iterdir()))) == (0o600, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("content", ["{", "[]", '{"digest": "x"}', "\udce8"])
def test_a_note_that_cannot_be_read_is_refused_and_hinders_no_erasing(settings, tmp_path, content):
    settings.BACKUP_FOLDER = str(tmp_path)
    (tmp_path / forgotten.FILE).write_text(content, errors="surrogateescape")

    forgotten.note_at_once()

    with pytest.raises(Refused, match="names, by digests, whom this portal forgot"):
        forgotten.read(tmp_path)


@pytest.mark.django_db
def test_people_are_known_by_the_key_under_which_they_were_forgotten(settings, tmp_path):
    """A portal that goes on with another key than its backup's knows both."""
    own, settings.SECRET_KEY = settings.SECRET_KEY, "o" * 60
    erase("ana@example.org")
    forgotten.note(tmp_path)
    settings.SECRET_KEY = own
    ErasedAddress.objects.all().delete()
    person = make_person("ana@example.org", name="Ana Novak")

    assert erase_once_more([own], forgotten.read(tmp_path)) == 0
    assert erase_once_more([own, "o" * 60], forgotten.read(tmp_path)) == 1
    person.refresh_from_db()
    assert (person.name, settings.SECRET_KEY) == (removed_name(person.pk), own)


# --- A restore that was interrupted ---


class Database:
    """As little as a database needs for files to be exchanged."""

    def __init__(self, fails=False):
        self.fails, self.calls = fails, []

    def exchange(self):
        if self.fails:
            raise OSError("no")

    def take_back(self, had_database):
        self.calls.append(had_database)

    def forget_before(self):
        self.calls.append("forgotten")


@pytest.fixture
def restored(settings):
    """Files in place, others that are to take their place, and the mark."""
    root = Path(settings.MEDIA_ROOT)
    for name in ("old/a", "both", f"{layout.STAGED}/media/new/b", f"{layout.STAGED}/media/both"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name)
    exchanging.mark(had_database=True, files=exchanging.OUT)
    return root


def lying(root):
    return {str(path.relative_to(root)): path.read_text() for path in root.rglob("*") if path.is_file()}


def test_new_files_take_the_place_of_the_old_ones(restored):
    database = Database()
    exchanging.exchange(database, restored / layout.STAGED / "media", True)
    exchanging.done(database)

    assert lying(restored) == {"new/b": f"{layout.STAGED}/media/new/b", "both": f"{layout.STAGED}/media/both"}


@pytest.mark.parametrize("moves", range(5))
def test_wherever_it_is_interrupted_the_old_files_come_back(restored, monkeypatch, moves):
    """And where taking back is interrupted too, it is taken back the next time."""
    rename, left = Path.rename, [moves]

    def renamed(path, target):
        if path.name in {"old", "new", "both"}:
            if not left[0]:
                raise KeyboardInterrupt
            left[0] -= 1
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", renamed)
    with pytest.raises((KeyboardInterrupt, OSError)):
        exchanging.exchange(Database(fails=True), restored / layout.STAGED / "media", True)
    left[0] = 1
    with suppress(KeyboardInterrupt):
        exchanging.take_back(Database())
    left[0] = 9
    if exchanging.unfinished():
        exchanging.take_back(Database())

    assert lying(restored) == {"old/a": "old/a", "both": "both"}


def test_while_the_mark_lies_there_the_portal_does_not_start(restored, settings):
    [error] = checks.restore_is_done(None)

    assert error.msg == exchanging.SENTENCE
    with pytest.raises(SystemExit, match="A restore was interrupted"):
        runpy.run_path(str(settings.BASE_DIR / "mer_portal" / "wsgi.py"))
    assert json.loads((restored / layout.MARK).read_text()) == {"had_database": True, "files": "out"}


# --- How long they are kept ---


def test_an_old_backup_goes_when_a_new_one_is_whole_and_nothing_else_does(tmp_path):
    now = datetime(2026, 11, 30, 2, 30, tzinfo=UTC)
    kept = [
        "forgotten.jsonl",
        "mer-20261026T023000Z.tar",
        "mer-key.txt",
        "mer-old.tar",
        "mer-20261026T023000Z.tar.part",
    ]
    gone = ["mer-20240101T000000Z.tar", "mer-20261026T022959Z.tar.age"]
    for name in [*kept, *gone]:
        (tmp_path / name).touch()

    went = keeping.forget_outdated(tmp_path, now)

    assert [path.name for path in went] == gone
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(kept)

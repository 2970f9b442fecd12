"""Round, purge and backup run on one node at a time; a second one says so and is content."""

import subprocess
import sys
from io import StringIO
from unittest.mock import MagicMock, patch

import pytest
from django.core.management import call_command
from django.db import InterfaceError, connection

from catalogue.alone import alone
from tests.databases import server_url

pytestmark = pytest.mark.django_db

HOLD = """
import sys, psycopg2, zlib
held = psycopg2.connect(sys.argv[1])
held.cursor().execute("SELECT pg_advisory_lock(%s)", [zlib.crc32(f"mer {sys.argv[2]}".encode())])
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def held(tmp_path):
    """Somebody else is at it, until the test is over."""
    running = []

    def hold(name):
        if connection.vendor == "postgresql":
            url = server_url()._replace(path="/" + connection.settings_dict["NAME"]).geturl()
            command = [sys.executable, "-c", HOLD, url, name]
            running.append(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
            assert running[-1].stdout.readline() == "held\n"
        else:
            file = tmp_path / "db.sqlite3"
            file.touch()
            other = patch.dict(connection.settings_dict, {"NAME": file})
            other.start()
            first = alone(name)
            assert first.__enter__() is True
            running.append((first, other))

    yield hold
    for each in running:
        if isinstance(each, tuple):
            each[0].__exit__(None, None, None)
            each[1].stop()
        else:
            each.communicate("")


@pytest.mark.parametrize(
    ("command", "work", "arguments"),
    [
        ("daily_round", "publishing.management.commands.daily_round.daily_round", []),
        ("purge", "mer_portal.management.commands.purge.purge", []),
        ("backup", "mer_portal.management.commands.backup.backup", ["folder"]),
    ],
)
def test_a_second_one_says_so_and_does_nothing(held, command, work, arguments):
    held(command)
    said = StringIO()

    with patch(work) as done:
        call_command(command, *arguments, stdout=said)

    assert (done.called, said.getvalue().partition(": ")[2]) == (
        False,
        "done by another process at this moment, so not here.\n",
    )


def test_whoever_is_done_leaves_it_to_the_next_one(held):
    for _twice in range(2):
        with alone("any") as first:
            assert first is True


def test_what_went_wrong_is_what_is_told_though_the_connection_went_too(monkeypatch):
    gone = MagicMock(vendor="postgresql")
    gone.cursor.return_value.__enter__.return_value.execute.side_effect = [None, InterfaceError("closed")]
    monkeypatch.setattr("catalogue.alone.connection", gone)

    with pytest.raises(ValueError, match="the true reason"), alone("any"):
        raise ValueError("the true reason")

    assert gone.close.called


def test_another_thing_may_be_done_meanwhile(held):
    held("backup")

    with alone("daily_round") as first:
        assert first is True

"""bin/serve: gunicorn and the worker begin together, end together, and a worker that dies is started again.

Both are stood in for by programs that write down what happens to them; the real ones stand beside a copy of the script.
"""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

import pytest
from django.conf import settings

STAND_IN = """
import os, signal, sys, time
from pathlib import Path

name = sys.argv[1] if Path(sys.argv[0]).name == "manage.py" else "gunicorn"
log = Path("log")

def say(what):
    with log.open("a") as stream:
        stream.write(f"{name} {what}\\n")

def told(number, frame):
    say(signal.Signals(number).name)
    sys.exit(0)

for each in (signal.SIGINT, signal.SIGTERM):
    signal.signal(each, told)
Path(f"{name}.pid").write_text(str(os.getpid()))
say("begins")
if name == "read_files":
    sys.exit(0)
if Path(f"{name} fails").exists():
    Path(f"{name} fails").unlink()
    sys.exit(2)
time.sleep(60)
"""


@pytest.fixture
def house(tmp_path):
    (tmp_path / "bin").mkdir()
    script = (settings.BASE_DIR / "bin/serve").read_text().replace("PAUSE = 5", "PAUSE = 0.5")
    (tmp_path / "bin/serve").write_text(script)
    (tmp_path / "manage.py").write_text(STAND_IN)
    (tmp_path / "gunicorn.py").write_text(STAND_IN)
    return tmp_path


@pytest.fixture
def serve(house):
    running = []

    def begin():
        running.append(subprocess.Popen([sys.executable, "bin/serve"], cwd=house, stderr=subprocess.PIPE, text=True))
        return running[-1]

    yield begin
    for process in running:
        process.kill()
        process.communicate()


def wait_for(condition):
    until = time.monotonic() + 15
    while not condition():
        assert time.monotonic() < until, "It did not happen in 15 seconds."
        time.sleep(0.05)


def log_of(house):
    return (house / "log").read_text().splitlines() if (house / "log").exists() else []


def both_began(house):
    return lambda: {"gunicorn begins", "db_worker begins"} <= set(log_of(house))


def is_gone(house, name):
    with suppress(ProcessLookupError):
        os.kill(int((house / f"{name}.pid").read_text()), 0)
        return False
    return True


@pytest.mark.parametrize(
    ("number", "told"),
    [(signal.SIGINT, "SIGINT"), (signal.SIGTERM, "SIGTERM"), (signal.SIGHUP, "SIGTERM")],
)
def test_both_end_when_the_portal_is_told_to(house, serve, number, told):
    process = serve()
    wait_for(both_began(house))

    process.send_signal(number)
    _out, said = process.communicate(timeout=15)

    assert sorted(log_of(house)) == ["db_worker SIGTERM", "db_worker begins", f"gunicorn {told}", "gunicorn begins"]
    assert (process.returncode, said) == (0, "")
    assert [name for name in ("gunicorn", "db_worker") if not is_gone(house, name)] == []


def test_a_round_is_made_now_and_then_but_never_two_at_once(house, serve):
    script = (house / "bin/serve").read_text().replace("FIRST_ROUND = 60", "FIRST_ROUND = 0.2")
    (house / "bin/serve").write_text(script.replace("HOUR = 3600", "HOUR = 0.1"))
    (house / "daily_round fails").touch()

    process = serve()
    wait_for(lambda: log_of(house).count("daily_round begins") == 2)
    time.sleep(1)
    process.terminate()
    _out, said = process.communicate(timeout=15)

    rounds = [line for line in log_of(house) if line.startswith("daily_round")]
    assert rounds == ["daily_round begins", "daily_round begins", "daily_round SIGTERM"]
    assert (process.returncode, said, is_gone(house, "daily_round")) == (0, "", True)


def test_when_gunicorn_fails_the_worker_ends_and_the_status_is_told(house, serve):
    (house / "gunicorn fails").touch()

    process = serve()
    process.communicate(timeout=15)

    assert (process.returncode, is_gone(house, "db_worker")) == (2, True)


def test_a_worker_that_ends_is_reported_and_started_again_and_what_it_left_is_handed_on(house, serve):
    (house / "db_worker fails").touch()

    process = serve()
    wait_for(lambda: log_of(house).count("db_worker begins") == 2)
    process.terminate()
    _out, said = process.communicate(timeout=15)

    assert [line for line in log_of(house) if line.startswith(("db_worker b", "read_files"))] == [
        "db_worker begins",
        "read_files begins",
        "db_worker begins",
    ]
    assert (process.returncode, said) == (0, "The worker ended with 2; it is started again.\n")


def test_both_end_even_when_the_portal_is_killed(house, serve):
    process = serve()
    wait_for(both_began(house))

    process.kill()

    wait_for(lambda: sorted(log_of(house))[::2] == ["db_worker SIGTERM", "gunicorn SIGTERM"])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_node_that_only_reads_has_no_worker_and_no_round(house, serve, monkeypatch, number):
    monkeypatch.setenv("READ_ONLY", "on")
    process = serve()
    wait_for(lambda: log_of(house) == ["gunicorn begins"])
    time.sleep(1)

    process.send_signal(number)
    _out, said = process.communicate(timeout=15)

    assert log_of(house) == ["gunicorn begins", f"gunicorn {number.name}"]
    assert (process.returncode, said) == (0, "")

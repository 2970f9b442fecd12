"""gunicorn that is told to end: it says so where proxies ask and serves on for a while."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.conf import settings

APP = """
from mer_portal.nodes import draining

def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"ends" if draining.has_begun() else b"serves"]
"""
ENVIRONMENT = {"DJANGO_SETTINGS_MODULE": "mer_portal.settings", "WEB_WORKERS": "2", "DATABASE_URL": "sqlite://:memory:"}
GUNICORN = ["-m", "gunicorn", "-c", str(settings.BASE_DIR / "mer_portal/gunicorn.conf.py")]


def said(address):
    """What it answers; None where nobody listens."""
    try:
        with urlopen(address, timeout=5) as answer:  # noqa: S310  our own address
            return answer.read().decode()
    except (URLError, ConnectionError):
        return None


def said_until(address, wanted, seconds=20):
    """All different answers up to the wanted one, in their order."""
    until, found = time.monotonic() + seconds, []
    while not found or found[-1] != wanted:
        assert time.monotonic() < until, found
        answer = said(address)
        if answer not in found[-1:]:
            found.append(answer)
        time.sleep(0.05)
    return found


@pytest.fixture
def serving(tmp_path):
    """Serves with so many seconds to drain; returns the process and its address."""
    (tmp_path / "told.py").write_text(APP)
    running = []

    def begin(seconds):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, *GUNICORN, "--pythonpath", str(tmp_path), "told:application"]
        told = os.environ | ENVIRONMENT | {"PORT": str(port), "HOST": "127.0.0.1", "DRAIN_SECONDS": seconds}
        running.append(subprocess.Popen(command, env=told, stderr=subprocess.DEVNULL))
        said_until(f"http://127.0.0.1:{port}/", "serves")
        return running[-1], f"http://127.0.0.1:{port}/"

    yield begin
    for process in running:
        process.terminate()
        process.wait(30)


def test_a_node_that_is_told_to_end_first_says_so_and_serves_on(serving):
    process, address = serving("2")
    began = time.monotonic()

    process.send_signal(signal.SIGTERM)
    found = said_until(address, None)
    lasted = time.monotonic() - began

    assert found in (["ends", None], ["serves", "ends", None])
    assert (process.wait(20), lasted >= 2) == (0, True)


def test_a_worker_that_falls_meanwhile_has_its_successor(serving):
    process, address = serving("4")

    process.send_signal(signal.SIGTERM)
    said_until(address, "ends")
    for number in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split():
        os.kill(int(number), signal.SIGKILL)

    assert said(address) == "ends"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_who_will_not_wait_tells_it_again(serving, number):
    process, address = serving("60")

    process.send_signal(signal.SIGTERM)
    said_until(address, "ends")
    process.send_signal(number)

    assert process.wait(20) == 0


def test_without_seconds_it_ends_at_once(serving):
    process, _address = serving("0")
    began = time.monotonic()

    process.send_signal(signal.SIGTERM)

    assert (process.wait(20), time.monotonic() - began < 10) == (0, True)

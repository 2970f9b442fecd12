"""The portal as production serves it: gunicorn, compressed files, a database of its own with the shipped content."""

import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.urls import reverse
from django.utils import translation

from tests.databases import create, database, drop

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 60
ANY_PORT = 8000  # while nothing is served
STAGE = ["manage.py", "shell", "--verbosity=0", "--command=from tests.browser import stage; stage.main()"]
# What would change the portal from outside; each is set here or left at what production starts with.
OF_THE_PORTAL = {"EXTRA_HOSTS", "TRUSTED_PROXIES", "EMAIL_URL", "MAIL_FROM", "ADMIN_EMAIL", "LOG_LEVEL", "DEBUG"}
OF_THE_PORTAL |= {"HOST", "WEB_WORKERS", "WEB_THREADS", "WEB_ACCESS_LOG", "GUNICORN_CMD_ARGS"}

# Names of addresses without an entry, with their arguments.
PLAIN = {"home": [], "catalogue": [], "map": [], "account_login": [], "account_reset_password": []}
PLAIN |= {"analyses": [], "analysis": ["huff"], "indicators": []}
PLAIN |= {"about": ["about"], "privacy": ["privacy"], "accessibility": ["accessibility"]}
QUERIES = {
    "catalogue_narrowed": "?q=energija&kind=practice&language=sl",
    "catalogue_second_page": "?page=2",
    "catalogue_empty": "?q=xyzzy",
    "catalogue_misread": "?country=XX",
}


class Portal:
    """Where the served portal is, and where on it each kind of page."""

    def __init__(self, env, staged):
        self.url = env["SITE_URL"]
        self.env = env
        self.addresses = staged["addresses"]
        self.practice = staged["practice"]
        self.run = staged["run"]
        self.plan = staged["plan"]
        self.to_sign = staged["to_sign"]  # {language: page of a commitment that is open for signing}
        self.attended = staged["attended"]  # an event of today
        self.consulted = staged["consulted"]  # number of the dossier of one in consultation
        self.dossiers = staged["dossiers"]  # numbers of dossiers of practices, by what they are for
        self.visits = staged["visits"]  # {"coming" or "over": numbers of the event, of a question, of the partner}
        self.network = staged["network"]  # number of one that the organisation coordinates
        self.organised = staged["organised"]  # key of an event with registrations, run by the organisation

    def address(self, name, language="sl"):
        """The address of a page by its name; a kind stands for one entry of it."""
        if name in self.addresses:
            return self.addresses[name][language]
        with translation.override(language):
            if name == "not_found":
                return reverse("home") + "xyzzy/"
            if name in QUERIES:
                return reverse("catalogue") + QUERIES[name]
            if name in {"about", "privacy", "accessibility"}:
                return reverse("page", args=PLAIN[name])
            return reverse(name, args=PLAIN.get(name, []))


def environment(folder, port, database_url):
    kept = {name: value for name, value in os.environ.items() if name not in OF_THE_PORTAL}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "tests.browser.portal_settings",
        "PYTHONPATH": str(ROOT),
        "PORTAL_STATIC_ROOT": str(folder / "static"),
        "MEDIA_ROOT": str(folder / "media"),
        "DATABASE_URL": database_url,
        "SECRET_KEY": "only-for-tests-" + "x" * 40,
        "SITE_URL": f"http://127.0.0.1:{port}",
        "PORT": str(port),
        "CONTACT_EMAIL": "pisarna@example.org",
        "PAGE_CACHE_MEGABYTES": "0",  # what a test changes is looked at in the same second
    }


def run(arguments, env):
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=env, capture_output=True, text=True)
    if done.returncode:
        pytest.fail(f"{' '.join(arguments)} ended with {done.returncode}:\n{done.stdout}{done.stderr}", pytrace=False)
    return done.stdout


@contextmanager
def gunicorn(env, listener, log):
    """Serve on a socket that is open already: who asks too early waits for the answer."""
    command = [sys.executable, "-m", "gunicorn", "-c", "mer_portal/gunicorn.conf.py"]
    command += ["--bind", f"fd://{listener.fileno()}", "mer_portal.wsgi:application"]
    with log.open("w") as output:
        server = subprocess.Popen(
            command,
            cwd=ROOT,
            env=env,
            pass_fds=[listener.fileno()],
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # with its workers, a group of processes that ends as one
        )
        listener.close()  # now its own alone: where it dies, the question below fails at once
        try:
            ask_for_health(env["SITE_URL"], log)
            yield
        finally:
            with suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=40)


def ask_for_health(url, log):
    try:
        with urlopen(f"{url}/healthz", timeout=SECONDS_TO_START):  # noqa: S310  our own address
            pass
    except OSError as error:
        pytest.fail(f"The portal did not start: {error}\n{log.read_text()}", pytrace=False)


def prepare(folder, name):
    """Set a portal up by the same steps as `make run`, with what a browser must also meet, once for all workers."""
    (folder / "static").mkdir(exist_ok=True)
    env = environment(folder, ANY_PORT, create(folder, name))
    run(["bin/prepare"], env)
    (folder / "staged.json").write_text(run(STAGE, env))


@contextmanager
def alone(shared):
    """Workers of one run prepare and leave one after the other; whoever comes second waits until it is done."""
    with (shared / "prepared.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def prepared(shared, name, worker):
    """The folder of the prepared portal, whose database of this name the last worker to leave takes along."""
    source, workers = shared / "prepared", shared / "prepared" / "workers"
    with alone(shared):
        workers.mkdir(parents=True, exist_ok=True)  # a worker that failed before left it
        (workers / worker).touch()
        if not (source / "staged.json").exists():
            prepare(source, name)
    try:
        yield source
    finally:
        with alone(shared):
            (workers / worker).unlink()
            if not any(workers.iterdir()):
                (source / "staged.json").unlink()
                drop(name)


@contextmanager
def served(shared, folder, run_name, worker):
    """A copy of the prepared portal, of which this worker writes its own, served until the end of the tests.

    The names of the databases are of this run: another on the same server has its own.
    """
    original, copy = f"prepared_{run_name}", f"portal_{run_name}_{worker}"
    with (
        prepared(shared, original, worker) as source,
        socket.create_server(("127.0.0.1", 0)) as listener,
        database(folder, copy, copy_of=(source, original)) as database_url,
    ):
        shutil.copytree(source / "media", folder / "media")
        env = environment(source, listener.getsockname()[1], database_url) | {"MEDIA_ROOT": str(folder / "media")}
        with gunicorn(env, listener, folder / "gunicorn.log"):
            yield Portal(env, json.loads((source / "staged.json").read_text()))

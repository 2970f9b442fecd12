"""What all tests share: settings of a test machine, empty caches, people."""

import gc
import os
from contextlib import contextmanager
from copy import deepcopy
from itertools import count
from pathlib import Path
from unittest.mock import patch

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches
from django.test.utils import override_settings
from django.utils import translation
from django_tasks_db.management.commands import db_worker

from catalogue.caches import forget_all
from tests.factories import make_person
from tests.people import make_people
from tests.standing import standing

NUMBERS = count(1)
LOCAL_CACHE = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
DATABASE = {"db", "transactional_db", "django_db_setup"}
IN_BROWSER = Path(__file__).parent / "browser"


def pytest_addoption(parser):
    parser.addoption("--only-database", action="store_true", help="leave out tests to which it does not matter")


def pytest_ignore_collect(collection_path, config):
    """Browser tests have a folder of their own: who runs only them, or all others, need not read the rest."""
    marked = config.getoption("markexpr")
    if collection_path.is_file() and marked in ("browser", "not browser"):
        return (marked == "browser") != (IN_BROWSER in collection_path.parents) or None
    return None


def pytest_collection_modifyitems(config, items):
    """With `--only-database`: what asks none, or is the same whichever answers, need not run on each."""
    if config.getoption("only_database"):
        found = {True: [], False: []}
        for item in items:
            found[asks_the_database(item)].append(item)
        config.hook.pytest_deselected(items=found[False])
        items[:] = found[True]


def asks_the_database(item):
    """Whether its answers matter: a picture, a file or markup is the same whichever database the rest lies in."""
    if item.get_closest_marker("any_database"):
        return False
    return bool(item.get_closest_marker("django_db") or DATABASE & set(item.fixturenames))


def pytest_collection_finish(session):
    """What is loaded by now stays to the end, so the garbage collector need not look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def test_machine(tmp_path_factory):
    """No manifest, no real mail, quick passwords, no files of an installation, no limits of the clock."""
    folder = tmp_path_factory.mktemp("portal")
    (folder / "static").mkdir()
    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with (
        patch("catalogue.apart.SPARE", 60),
        patch("catalogue.apart.SHARED_BY", f"test {os.getpid()}"),  # one test fills all places, others run beside it
        patch("catalogue.previews.keeping.hand_on"),  # nearly every save leaves a job of drawing, which is slow
        patch("catalogue.previews.keeping.draw", lambda faces: [None] * len(faces)),
        patch("catalogue.steady.sleep"),  # nobody measures, so nobody waits
        patch("catalogue.audit.write"),  # events that are committed stay, and tests take back what they commit
        override_settings(
            STORAGES=django_settings.STORAGES | plain,
            STATIC_ROOT=folder / "static",
            MEDIA_ROOT=folder / "media",
            CACHES={name: LOCAL_CACHE | {"LOCATION": name} for name in django_settings.CACHES},
            PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
            API_RATE=0,
            PAGE_CACHE_MEGABYTES=0,
            STATEMENTS_ON_SERVER=False,  # tests look into what the database is asked
        ),
    ):
        yield folder


@pytest.fixture(autouse=True)
def media_of_the_test(test_machine, settings):
    """Files of one test are not there in the next."""
    settings.MEDIA_ROOT = test_machine / f"files-{next(NUMBERS)}" / "media"


@pytest.fixture(autouse=True)
def fresh_caches():
    """A rolled-back test leaves the version of the catalogue where it was, so what is kept by it must go."""
    forget_all()
    for kept in caches.all(initialized_only=True):
        kept.clear()


@pytest.fixture(autouse=True)
def slovenian():
    with translation.override("sl"):
        yield


@pytest.fixture
def no_spare_time(monkeypatch):
    """For tests of how long a reading may take."""
    monkeypatch.setattr("catalogue.apart.SPARE", 0)


@pytest.fixture
def make_user(db):
    return make_person


@pytest.fixture(scope="module")
def people_of_module(request, django_db_setup, django_db_blocker):
    """None where tests have live connections, which see only what is committed: those make people for each."""
    marker = request.node.get_closest_marker("django_db")
    if marker and marker.kwargs.get("transaction"):
        yield None
        return
    with standing(django_db_blocker, make_people) as made:
        yield made


@pytest.fixture
def people(people_of_module, db):
    """One person for each role in publishing; what a test does to them, the next does not meet."""
    return deepcopy(people_of_module) or make_people()


def work_off():
    """Do the jobs that wait, in this process and on the connection of the test, as the worker does."""
    worker = db_worker.Worker(
        queue_names=["default"],
        excluded_queue_names=[],
        backend_name="default",
        interval=0,
        batch=True,
        startup_delay=False,
        max_tasks=None,
        worker_id="tests",
    )
    with patch.object(db_worker, "close_old_connections"):
        worker.run()


@pytest.fixture
def jobs(django_capture_on_commit_callbacks):
    """What is saved inside is committed at its end, and the jobs it left are done; without it they never are."""

    @contextmanager
    def committed_and_done():
        with django_capture_on_commit_callbacks(execute=True):
            yield
        work_off()

    return committed_and_done


@pytest.fixture
def coordinator(make_user):
    return make_user("koordinator@example.org", group="Coordinators")


@pytest.fixture
def admin(django_user_model):
    return django_user_model.objects.create_superuser("admin@example.org", "geslo-za-preizkus")


@pytest.fixture(scope="session")
def content_dir():
    return django_settings.CONTENT_DIR

"""What proxies and machines ask: whether the process lives, and whether readers should be sent to it."""

from collections import namedtuple
from types import SimpleNamespace

import pytest
from django.db import DatabaseError
from django.test import Client

from mer_portal.nodes import draining, lag, readiness
from mer_portal.nodes.lag import Lag

pytestmark = pytest.mark.django_db
NAMES = ["cache", "database", "disk", "draining", "lag", "migrations"]
Usage = namedtuple("Usage", "total used free")


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch):
    monkeypatch.setitem(readiness.OF_DATABASE, "migrations", readiness.Migrations())
    lag.LAG.forget()


def told(response):
    found = response.json()
    wrong = {name: word for name, word in found["checks"].items() if word != "ok"}
    assert found["ready"] == (response.status_code == 200) == (not wrong)
    return response.status_code, wrong


def test_a_node_says_that_it_is_ready_and_names_what_it_looked_at(client):
    response = client.get("/readyz")

    assert (told(response), sorted(response.json()["checks"])) == ((200, {}), NAMES)


def test_migrations_are_looked_through_once(client, django_assert_max_num_queries):
    client.get("/readyz")

    with django_assert_max_num_queries(2):
        client.get("/readyz")


def test_a_node_before_its_migrations_is_not_ready(client, monkeypatch, caplog):
    monkeypatch.setattr(readiness.MigrationExecutor, "migration_plan", lambda self, targets: ["0001_first"])

    assert told(client.get("/readyz")) == (503, {"migrations": "some are not applied"})
    assert caplog.records == []


def test_without_the_database_a_node_lives_but_is_not_ready(client, monkeypatch):
    def gone(*args, **kwargs):
        raise DatabaseError("secret")

    monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", gone)
    monkeypatch.setattr(readiness, "connection", SimpleNamespace(cursor=gone, close=lambda: None))

    assert client.get("/healthz").content == b"ok\n"
    assert told(client.get("/readyz")) == (503, {"database": "does not answer"})


def test_without_the_table_of_the_cache_a_node_is_not_ready(client, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "no_such"}}

    assert told(client.get("/readyz"))[0] == 503


def test_where_a_disk_is_nearly_full_a_node_is_not_ready(client, monkeypatch):
    monkeypatch.setattr(readiness.shutil, "disk_usage", lambda place: Usage(1000, 951, 49))

    assert told(client.get("/readyz")) == (503, {"disk": "less than 5% is free"})


def test_a_node_that_is_told_to_end_sends_readers_elsewhere_and_still_serves(client):
    draining.begin()
    try:
        answers = told(client.get("/readyz")), client.get("/sl/").status_code, client.get("/healthz").status_code
    finally:
        draining.forget()

    assert answers == ((503, {"draining": "this node is about to end"}), 200, 200)


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
@pytest.mark.parametrize("host", ["10.0.0.3:8000", "localhost", "evil.example", "a b"])
def test_probes_are_answered_by_any_name_and_never_sent_on_or_kept(settings, address, host):
    settings.SECURE_SSL_REDIRECT = True
    client = Client()

    response = client.get(address, headers={"host": host})

    assert (response.status_code, "no-store" in response["Cache-Control"]) == (200, True)
    assert (response.cookies.keys(), b"evil" in response.content) == (set(), False)


# --- How far a replica is behind: (seconds, received, replayed, age of the last transaction, fed) at each look ---


@pytest.mark.parametrize(
    ("looks", "behind", "cut_off"),
    [
        ([(0, 5, 5, 9000, True)], 0, 0),  # idle for hours is no lag
        ([(0, 5, 5, 0, True), (9000, 6, 5, 9000, True)], 0, 0),  # nor is what comes then
        ([(0, 5, 5, 0, True), (1, 6, 5, 1, True), (12, 9, 5, 12, True)], 11, 0),
        ([(0, 5, 5, 0, True), (1, 6, 5, 1, True), (12, 9, 6, 12, True)], 0, 0),
        ([(0, 5, 5, 0, True), (1, 6, 5, 1, True), (4, 9, 5, 4, True), (12, 9, 6, 8, True)], 8, 0),
        ([(100, 6, 5, 60, True)], 60, 0),  # just started beside a replica that is far behind
        ([(0, 5, 5, 0, True), (1, 5, 5, 1, False), (30, 5, 5, 30, False)], 0, 29),
        ([(0, 5, 5, 0, False), (30, 5, 5, 30, True)], 0, 0),
    ],
)
def test_a_replica_is_as_far_behind_as_what_it_received_waits(monkeypatch, looks, behind, cut_off):
    found = Lag()
    for at, *told in looks:
        monkeypatch.setattr(lag.time, "monotonic", lambda at=at: at)
        monkeypatch.setattr(lag, "asked", lambda told=told: told)
        found.look()

    assert (found.behind(), found.cut_off()) == (behind, cut_off)


def test_a_primary_is_never_behind():
    found = Lag()
    found.look()

    assert (lag.asked(), found.behind(), found.cut_off()) == (None, 0, 0)


@pytest.mark.parametrize(
    ("behind", "cut_off", "wrong"),
    [(0, 0, {}), (10, 10, {}), (61, 0, {"lag": "61 s behind"}), (0, 12, {"lag": "no primary for 12 s"})],
)
def test_a_replica_that_is_far_behind_or_cut_off_is_not_ready(client, monkeypatch, behind, cut_off, wrong):
    monkeypatch.setattr(Lag, "behind", lambda self: behind)
    monkeypatch.setattr(Lag, "cut_off", lambda self: cut_off)

    assert told(client.get("/readyz"))[1] == wrong

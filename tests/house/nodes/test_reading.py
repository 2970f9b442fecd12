"""A node on a replica: it writes nothing whatever is read, and who sends something is told that it was not stored."""

import datetime as dt
from unittest.mock import patch
from xml.etree import ElementTree

import pytest
from django.db import DatabaseError, DataError, InterfaceError, OperationalError
from django.test import Client
from django.utils import timezone, translation

from catalogue.filing.filing import current_state
from catalogue.models import Card, CatalogueState
from library.models import Practice
from mer_portal.nodes import lag, reading, watching
from tests.factories import make
from tests.house.nodes.machines import refusing_writes
from tests.house.test_hostile_addresses import PLACE, addresses
from tests.house.test_markup import pages, portal, starts  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db
MACHINES = [
    *("/oai?verb=Identify", "/oai?verb=ListRecords&metadataPrefix=oai_dc", "/oai?verb=ListSets"),
    *("/api/v1/search?q=voda", "/api/v1/entries/practice/1", "/sitemap.xml", "/sitemap-pages.xml", "/robots.txt"),
]
TOLD = {
    "sl": "Portal je trenutno mogoče samo brati",
    "en": "At the moment the portal can only be read",
}


@pytest.fixture
def reading_node(settings):
    settings.READ_ONLY = True
    lag.LAG.forget()


@pytest.fixture
def overdue():
    """An entry whose date has come, and nobody filed it."""
    practice = make(Practice, title_sl="Ob uri", title_en="On the hour", published_at=timezone.now() + dt.timedelta(1))
    past = timezone.now() - dt.timedelta(minutes=1)
    Practice.objects.filter(pk=practice.pk).update(published_at=past)
    Card.objects.filter(object_id=practice.pk, kind="practice").update(published_at=past)
    CatalogueState.objects.update(due=past)
    return practice


def test_every_public_page_is_read_without_writing_anything(portal, overdue, settings):  # noqa: F811
    client = Client()
    begun = starts("public", client)
    settings.READ_ONLY = True

    with refusing_writes():
        read = [here for here, _markup in pages(client, [*begun, "/en/", "/en/catalogue/"])]

    assert len(read) >= 40


@pytest.mark.parametrize("language", ["sl", "en"])
def test_every_address_is_answered_by_a_database_that_takes_nothing(overdue, reading_node, language):
    with translation.override(language):
        found = {PLACE.sub("1", route) for route in addresses()}
    client = Client()

    with refusing_writes():
        statuses = {address: client.get(address).status_code for address in sorted({*found, *MACHINES})}

    assert {address: status for address, status in statuses.items() if status >= 500} == {}
    assert len(statuses) > 300


def test_who_is_signed_in_there_meets_no_fault(portal, reading_node):  # noqa: F811
    client = Client(raise_request_exception=False)
    client.force_login(portal["editor"])

    with refusing_writes():
        found = [here for here, markup in pages(client, ["/sl/moja-miza/"], most=40) if "Nekaj je šlo narobe" in markup]

    assert found == []


def test_the_database_of_the_tests_refuses_what_is_written():
    with pytest.raises(DatabaseError), refusing_writes():
        CatalogueState.bump()


def test_what_is_due_is_filed_by_a_node_that_writes(overdue, settings):
    settings.READ_ONLY = True
    read = current_state().due
    settings.READ_ONLY = False

    assert (read is not None, current_state().due) == (True, None)
    assert list(Card.objects.filter(object_id=overdue.pk, waiting=True)) == []


def test_a_node_that_writes_looks_for_it_by_itself(overdue):
    with patch.object(watching, "close_old_connections"):
        looked = watching.look(1)

    assert (looked, CatalogueState.objects.get().due) == (True, None)


def test_a_node_goes_on_looking_while_its_database_is_away_and_says_so_once(caplog):
    away = patch.object(watching, "current_state", side_effect=OperationalError("gone"))
    with away, patch.object(watching, "close_old_connections"):
        assert watching.look(2, watching.look(1)) is False

    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_a_node_that_reads_looks_how_far_it_is_behind_and_files_nothing(overdue, reading_node):
    with patch.object(watching, "close_old_connections"), patch.object(lag, "asked", return_value=(6, 5, 60, True)):
        looked = watching.look(watching.JOBS_EVERY)

    assert (looked, lag.LAG.behind() > 10, CatalogueState.objects.get().due is None) == (True, True, False)
    lag.LAG.forget()


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", ["/sl/", "/en/catalogue/", "/sl/racun/login/", "/en/account/login/"])
def test_what_is_sent_to_it_is_refused_before_anything_is_asked(
    reading_node, method, address, django_assert_num_queries
):
    client = Client(enforce_csrf_checks=True)

    with django_assert_num_queries(0):
        response = getattr(client, method)(address)

    language = "en" if address.startswith("/en/") else "sl"
    assert (response.status_code, response["Retry-After"], response["Cache-Control"]) == (503, "120", "no-store")
    assert f"<h1>{TOLD[language]}</h1>" in response.content.decode()
    assert (response["Content-Language"], response.cookies.keys()) == (language, set())
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_machines_only_read_anyway(reading_node):
    client = Client()

    refused, harvested = client.post("/api/v1/search"), client.post("/oai", {"verb": "Identify"})

    assert (refused.status_code, refused["Content-Type"]) == (405, "application/json")
    assert (harvested.status_code, ElementTree.fromstring(harvested.content).tag[-7:]) == (200, "OAI-PMH")  # noqa: S314


@pytest.mark.parametrize(
    ("address", "kind"),
    [("/sl/", "text/html"), ("/api/v1/search?q=a", "application/json"), ("/oai", "application/json")],
)
def test_a_replica_that_is_far_behind_hands_its_readers_on(reading_node, monkeypatch, address, kind):
    monkeypatch.setattr(lag, "is_behind", lambda: True)

    response = Client().get(address)

    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert response["Content-Type"].startswith(kind)


def test_a_reading_node_without_its_database_hands_its_readers_on(reading_node, monkeypatch):
    def gone(*args, **kwargs):
        raise OperationalError("secret")

    monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", gone)

    response = Client(raise_request_exception=False).get("/en/")

    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert "secret" not in response.content.decode()


class Told(Exception):
    def __init__(self, pgcode):
        self.pgcode = pgcode


def caused(error, pgcode):
    error.__cause__ = Told(pgcode)
    return error


@pytest.mark.parametrize(
    ("read_only", "error", "away"),
    [
        (False, caused(OperationalError(), None), True),
        (False, caused(OperationalError(), "57P01"), True),
        (False, caused(OperationalError(), "40P01"), False),
        (False, OperationalError("no such column"), False),
        (False, InterfaceError(), True),
        (False, DataError(), False),
        (False, ValueError(), False),
        (False, None, False),
        (True, DataError(), True),
        (True, OperationalError("attempt to write a readonly database"), True),
        (True, ValueError(), False),
    ],
)
def test_only_a_database_that_is_away_sends_readers_to_another_node(settings, read_only, error, away):
    settings.READ_ONLY = read_only

    assert reading.is_away(error) == away

"""Numbers for Prometheus: who may read them, that they are right, and that nothing of anybody stands in them."""

import os
import re
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from library.models import Practice
from mer_portal.nodes import lag
from mer_portal.page_cache import moment
from mer_portal.watching import gauges
from mer_portal.watching.counters import CLASSES, SECONDS, SLOTS, Counters, counters
from publishing.models import Mail
from tests.factories import make, make_run

pytestmark = pytest.mark.django_db

HERE = {"HTTP_HOST": "127.0.0.1:8000", "REMOTE_ADDR": "127.0.0.1"}
SAMPLE = re.compile(r'^(\w+)(?:\{(\w+="(?:[^"\\]|\\.)*"(?:,\w+="(?:[^"\\]|\\.)*")*)\})? (\S+)$')


@pytest.fixture(autouse=True)
def from_nought():
    counters().clear()


def numbers(client):
    """{name with labels: number} of what is answered."""
    answer = client.get("/metrics", **HERE)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/plain; version=0.0.4; charset=utf-8")
    lines = [line for line in answer.content.decode().splitlines() if not line.startswith("#")]
    assert [line for line in lines if not SAMPLE.match(line)] == []
    return {name: float(number) for name, _space, number in (line.rpartition(" ") for line in lines)}


# --- Who may read them ---


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        (HERE, 200),
        ({"HTTP_HOST": "[::1]:8000", "REMOTE_ADDR": "::1"}, 200),
        (HERE | {"REMOTE_ADDR": "192.0.2.1"}, 404),
        (HERE | {"REMOTE_ADDR": ""}, 404),
        (HERE | {"HTTP_HOST": "testserver"}, 404),
        (HERE | {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, 404),
        (HERE | {"HTTP_X_FORWARDED_PROTO": "https"}, 404),
        (HERE | {"HTTP_FORWARDED": "for=127.0.0.1"}, 404),
        (HERE | {"HTTP_X_REAL_IP": "127.0.0.1"}, 404),
        (HERE | {"HTTP_VIA": "1.1 proxy"}, 404),
    ],
)
@pytest.mark.parametrize("proxies", [0, 1])
def test_only_who_asks_on_this_machine_and_through_no_proxy_gets_them(client, settings, asked, status, proxies):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    settings.ALLOWED_HOSTS = ["*"]

    assert client.get("/metrics", **asked).status_code == status


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"HTTP_AUTHORIZATION": "Bearer a-token-of-some-length"}, 200),
        ({"HTTP_AUTHORIZATION": "Bearer a-token-of-some-lengtH"}, 404),
        ({"HTTP_AUTHORIZATION": "Bearer ž"}, 404),
        ({"HTTP_AUTHORIZATION": "a-token-of-some-length"}, 404),
        (HERE, 404),
    ],
)
def test_with_a_token_it_is_the_token_that_opens_them_from_anywhere(client, settings, asked, status):
    settings.METRICS_TOKEN, settings.ALLOWED_HOSTS = "a-token-of-some-length", ["*"]

    assert client.get("/metrics", **asked).status_code == status


def test_they_need_no_https_no_allowed_host_and_leave_no_session(client, settings):
    settings.SECURE_SSL_REDIRECT, settings.ALLOWED_HOSTS = True, ["portal.example.eu"]

    answer = Client().get("/metrics", **HERE)

    assert (answer.status_code, answer.cookies.output(), answer.headers["Cache-Control"]) == (200, "", "no-store")


@pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
def test_they_are_only_read(client, settings, method):
    settings.ALLOWED_HOSTS = ["*"]

    assert getattr(client, method)("/metrics", **HERE).status_code in (403, 404, 405)


# --- That they are right ---


def test_requests_are_counted_by_route_and_class_and_measured(client):
    practice = make(Practice)
    for address in [practice.get_absolute_url()] * 2 + [
        "/sl/ni-strani/",
        "/sl/admin/",
        "/robots.txt",
        "/static/none.css",
    ]:
        client.get(address)

    found = numbers(client)

    asked = {name: number for name, number in found.items() if name.startswith("mer_requests_total")}
    assert asked == {
        'mer_requests_total{route="practice",status="2xx"}': 2,
        'mer_requests_total{route="none",status="4xx"}': 1,
        'mer_requests_total{route="admin",status="3xx"}': 1,
        'mer_requests_total{route="robots",status="2xx"}': 1,
        'mer_requests_total{route="static",status="4xx"}': 1,
    }
    assert found['mer_request_seconds_count{route="practice"}'] == 2
    assert found['mer_request_seconds_bucket{route="practice",le="+Inf"}'] == 2
    assert 0 < found['mer_request_seconds_sum{route="practice"}'] < 60


def test_times_fall_between_their_bounds_and_add_up(client):
    for seconds in (0.0005, SECONDS[0], 0.02, 99):
        counters().count("home", 200, seconds)

    found = numbers(client)

    assert [
        found[f'mer_request_seconds_bucket{{route="home",le="{bound}"}}']
        for bound in (0.001, 0.01, 0.025, 10.0, "+Inf")
    ] == [2, 2, 3, 3, 4]


def test_what_became_of_pages_that_may_be_kept_is_counted(settings, monkeypatch):
    settings.PAGE_CACHE_MEGABYTES = 4
    monkeypatch.setattr(moment, "ASKED_EVERY", 0)
    reader = Client()
    for address in ["/sl/", "/sl/", "/sl/", "/sl/ni-strani/", "/sl/?x=1"]:
        reader.get(address)
    reader.get("/sl/", HTTP_IF_NONE_MATCH="*")

    found = numbers(reader)

    assert [found[f'mer_page_cache_total{{result="{what}"}}'] for what in ("hit", "missed", "stored")] == [3, 1, 1]
    assert found['mer_requests_total{route="home",status="2xx"}'] == 4
    assert found['mer_requests_total{route="home",status="3xx"}'] == 1


def test_what_waits_and_what_failed_is_told_with_the_age_of_the_oldest(client):
    common = {"to": "oseba@example.org", "language": "sl", "subject": "S", "text": "T", "html": "H"}
    for number, state in enumerate(["waiting", "waiting", "failed", "sent"]):
        Mail.objects.create(key=f"k{number}", state=state, **common)
    Mail.objects.filter(key="k0").update(created_at=timezone.now() - timedelta(hours=1))
    for status, at in [("READY", 2), ("FAILED", 9), ("SUCCESSFUL", 9)]:
        job = DBTaskResult.objects.create(
            status=status, task_path="x.y", queue_name="default", backend_name="default", args_kwargs={}
        )
        DBTaskResult.objects.filter(pk=job.pk).update(enqueued_at=timezone.now() - timedelta(hours=at))

    found = numbers(client)

    assert [found[f'mer_mails{{state="{state}"}}'] for state in ("waiting", "sending", "failed")] == [2, 0, 1]
    assert [found[f'mer_jobs{{state="{state}"}}'] for state in ("waiting", "running", "failed")] == [1, 0, 1]
    assert round(found["mer_oldest_mail_seconds"] / 3600, 1) == 1
    assert round(found["mer_oldest_job_seconds"] / 3600, 1) == 2


def test_versions_grow_and_the_last_migrations_are_named(client):
    before = numbers(client)
    make(Practice)
    after = numbers(client)

    assert after["mer_catalogue_version"] > before["mer_catalogue_version"]
    assert after["mer_page_version"] > before["mer_page_version"]
    named = [name for name in after if name.startswith("mer_migration_info")]
    assert len(named) == len({name.split(",")[0] for name in named}) == 9
    assert "mer_replica_lag_seconds" not in after


def test_a_replica_says_how_far_it_is_behind(client):
    with patch.object(gauges, "replica_lag", return_value=2.5):
        assert numbers(client)["mer_replica_lag_seconds"] == 2.5


def test_what_has_just_come_after_hours_without_anything_is_no_lag(client, monkeypatch):
    """Else each such moment at which the numbers are asked for would be an alarm."""
    monkeypatch.setattr(lag, "LOOKED_EVERY", 0)
    lag.LAG.forget()
    for received in (5, 6):
        monkeypatch.setattr(lag, "asked", lambda received=received: (received, 5, 9000.0, True))
        behind = numbers(client)["mer_replica_lag_seconds"]
    lag.LAG.forget()

    assert behind < 5


@pytest.mark.parametrize("rows", [1, 3])
def test_they_cost_a_fixed_number_of_questions(client, rows, django_assert_max_num_queries):
    for _each in range(rows):
        make(Practice)

    with django_assert_max_num_queries(7):
        numbers(client)


def test_while_the_database_does_not_answer_the_rest_is_told(client):
    with patch.object(gauges, "page_version", side_effect=DatabaseError):
        found = numbers(client)

    assert (found["mer_database_up"], "mer_jobs" in found) == (0, False)


# --- The memory of the workers ---


def test_workers_add_up_and_one_that_is_renewed_goes_on_where_the_last_one_was():
    shared = Counters(["home"])
    for slot in (1, 2, 1):
        worker = os.fork()
        if not worker:
            shared.take(slot)
            shared.count("home", 200, 0.1)
            os._exit(0)
        os.waitpid(worker, 0)

    [row], _kept = shared.added_up()

    assert (row.classes, round(row.seconds, 6)) == ([0, 3, 0, 0, 0], 0.3)


def test_there_is_a_place_for_every_worker_while_they_are_exchanged():
    assert SLOTS >= 2 * 64


def test_a_route_that_nobody_knew_of_is_another(client):
    counters().count("made-up by a reader", 404, 0.1)
    counters().count("admin:partners_user_change", 200, 0.1)

    assert {row.route for row in counters().added_up()[0]} == {"other", "admin"}


# --- Acceptance: nothing of anybody ---


def test_no_draft_private_run_name_address_or_query_stands_in_the_metrics(client, people):
    draft = make(Practice, title_sl="Skrivni osnutek", published=False)
    run = make_run(title="Skrivna analiza", author=people.editor)
    client.force_login(people.editor)
    hostile = [
        "/sl/katalog/?q=Skrivna+beseda",
        "/sl/Skrivni-naslov/",
        "/sl/povabila/Skrivni-zeton/",
        '/sl/"}\nSkrivni{x="',
    ]
    for address in [draft.get_absolute_url(), run.get_absolute_url(), "/sl/moja-miza/", *hostile]:
        client.get(address, HTTP_X_REQUEST_ID="Skrivna-stevilka")

    text = client.get("/metrics", **HERE).content.decode()

    personal = [people.editor.email, people.editor.name or "–", draft.slug_sl, "skrivn", "@"]
    assert [word for word in personal if word.lower() in text.lower()] == []
    assert set(re.findall(r'(\w+)="', text)) <= {
        *("route", "status", "le", "result", "state", "app", "name", "django", "python", "database"),
    }
    assert {label.split('"')[1] for label in re.findall(r'status="\w+"', text)} <= set(CLASSES)

"""The logs: a line per request where that is wanted, each line whole, and nothing of people in it but a number."""

import json
import logging
import re
import time
from unittest.mock import patch

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import IntegrityError, OperationalError
from django.test import Client, RequestFactory
from django.urls import resolve
from django_tasks.signals import task_finished, task_started

from library.models import Practice
from mer_portal.page_cache import moment
from mer_portal.watching.current import REQUEST, identifier_of
from mer_portal.watching.lines import ACCESS, Json, Line, fields_of
from tests.factories import make

MADE = re.compile(r"[0-9a-f]{16}")


@pytest.fixture
def heard():
    """All that is logged, as the records are."""
    kept = []

    class Listening(logging.Handler):
        def emit(self, record):
            record.fields = fields_of(record)
            record.whole = {"line": Line().format(record), "json": Json().format(record)}
            kept.append(record)

    handler, root = Listening(), logging.getLogger()
    root.addHandler(handler)
    yield kept
    root.removeHandler(handler)


@pytest.fixture
def reader(settings, monkeypatch):
    """Who reads a portal that keeps pages and writes a line of each request."""
    settings.PAGE_CACHE_MEGABYTES, settings.WEB_ACCESS_LOG = 4, True
    monkeypatch.setattr(moment, "ASKED_EVERY", 0)
    return Client(raise_request_exception=False)


def lines_of(heard):
    return [record.fields for record in heard if record.name == ACCESS]


# --- A line of each request ---


@pytest.mark.django_db
def test_each_request_has_a_line_also_where_the_page_was_kept(reader, heard):
    practice = make(Practice)
    for address in [practice.get_absolute_url()] * 2 + ["/sl/ni-strani/", "/robots.txt"]:
        reader.get(address)

    told = lines_of(heard)

    assert [(line["route"], line["method"], line["status"]) for line in told] == [
        ("practice", "GET", 200),
        ("practice", "GET", 200),
        ("none", "GET", 404),
        ("robots", "GET", 200),
    ]
    assert all(MADE.fullmatch(line["request"]) and line["ms"] >= 0 and "user" not in line for line in told)
    assert len({line["request"] for line in told}) == 4


@pytest.mark.django_db
def test_without_being_asked_for_no_line_is_written(client, heard):
    client.get("/robots.txt")

    assert lines_of(heard) == []


@pytest.mark.django_db
def test_of_who_is_signed_in_the_line_says_the_number(reader, heard, make_user):
    person = make_user("ana.novak@example.org", name="Ana Novak")
    reader.force_login(person)
    reader.get("/sl/racun/email/")

    [line] = lines_of(heard)

    assert line["user"] == str(person.pk)
    assert [word for word in ("Ana", "Novak", "example.org") if word in str(heard[0].whole)] == []


@pytest.mark.django_db
@pytest.mark.parametrize(("wanted", "address"), [(False, None), (True, "192.0.2.7")])
def test_addresses_are_written_only_where_that_is_switched_on(reader, heard, settings, wanted, address):
    settings.LOG_ADDRESSES = wanted
    reader.get("/robots.txt", REMOTE_ADDR="192.0.2.7")

    assert lines_of(heard)[0].get("address") == address
    assert ("192.0.2.7" in heard[0].whole["json"]) == wanted


# --- The number of a request ---


@pytest.mark.django_db
@pytest.mark.parametrize("given", ["abcdef12", "7b1c4c9e-5f0d-4f7e-8c59-0d5e3a1f2b4c"])
def test_a_number_that_a_proxy_gave_is_kept_and_given_back(reader, heard, given):
    answer = reader.get("/robots.txt", HTTP_X_REQUEST_ID=given)

    assert (answer.headers["X-Request-ID"], lines_of(heard)[0]["request"]) == (given, given)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "given", ["", "short", "x" * 10_000, "abcdefgh\r\nX: y", "abcdefgh\x1b[31m", "č" * 10, '"}{"a":"', "a b c d e f g"]
)
def test_a_number_that_looks_wrong_is_replaced(reader, heard, given):
    answer = reader.get("/robots.txt", HTTP_X_REQUEST_ID=given)

    assert MADE.fullmatch(answer.headers["X-Request-ID"])
    assert lines_of(heard)[0]["request"] == answer.headers["X-Request-ID"]


@pytest.mark.django_db
def test_a_page_that_was_kept_carries_the_number_of_its_own_request(reader, heard):
    answers = [reader.get("/sl/", HTTP_X_REQUEST_ID=f"reader-{number}") for number in (1, 2, 3)]

    assert [dict(answer.items())["X-Request-ID"] for answer in answers] == ["reader-1", "reader-2", "reader-3"]
    assert [line["request"] for line in lines_of(heard)] == ["reader-1", "reader-2", "reader-3"]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["sl", "en"])
def test_the_page_of_a_fault_tells_the_number_and_so_does_its_line(reader, heard, language):
    with patch("mer_portal.views.counts.numbers", side_effect=RuntimeError("broken")):
        answer = reader.get(f"/{language}/")

    [fault] = [record for record in heard if record.levelname == "ERROR"]
    assert answer.status_code == 500
    assert fault.fields["request"] == answer.headers["X-Request-ID"]
    assert answer.headers["X-Request-ID"] in answer.content.decode()
    assert "RuntimeError: broken" in json.loads(fault.whole["json"])["traceback"]


@pytest.mark.django_db
def test_the_page_of_a_refused_form_tells_the_number():
    reader = Client(enforce_csrf_checks=True)

    answer = reader.post("/sl/racun/login/", {}, HTTP_X_REQUEST_ID="reader-17")

    assert (answer.status_code, "reader-17" in answer.content.decode()) == (403, True)


# --- Each line is whole, and holds nothing of people ---


def record(message, *args, name="test", fault=None, **extra):
    made = logging.LogRecord(name, logging.ERROR, "x.py", 1, message, args, fault and (type(fault), fault, None))
    vars(made).update(extra)
    return made


HOSTILE = [
    "a\nERROR forged",
    "a\r\n2026-01-01 INFO forged",
    "a\x1b[2Jb",
    "a\u2028forged",
    "\x00",
    "\ud800",
    "x" * 10_000,
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_came_from_outside_begins_no_line_of_its_own(hostile):
    made = record("Not Found: %s", hostile)

    line, text = Line().format(made), Json().format(made)

    assert (len(line.splitlines()), len(text.splitlines())) == (1, 1)
    assert json.loads(text)["message"].startswith("Not Found: ")
    assert len(text) < 2_500
    text.encode()


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_traceback_is_one_line_of_json_and_set_in_for_people(hostile):
    made = record("broken", fault=ValueError(hostile))

    line, text = Line().format(made), Json().format(made)

    assert len(text.splitlines()) == 1
    assert json.loads(text)["traceback"].startswith("ValueError: ")
    assert [part for part in line.split("\n")[1:] if not part.startswith("    ")] == []


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/sl/a%0AERROR%20forged/", "/sl/" + "x" * 10_000, "/sl/%1b%5b2J/"])
def test_a_hostile_path_leaves_whole_lines(reader, heard, path):
    reader.get(path)

    assert [len(record.whole[kind].splitlines()) for record in heard for kind in ("line", "json")] == [1] * 2 * len(
        heard
    )


@pytest.mark.parametrize(
    "fault",
    [
        IntegrityError(
            'duplicate key value violates unique constraint "user_email_once"\n'
            "DETAIL:  Key (lower(email::text))=(ana.novak@example.org) already exists.\n"
        ),
        IntegrityError("violates check constraint\nDETAIL:  Failing row contains (7, Ana Novak, 2026).\n"),
        ValueError("Mail to <ana.novak@example.org> was refused: ana.novak+x@mail.example.org"),
    ],
)
@pytest.mark.parametrize("form", [Line, Json])
def test_addresses_and_rows_of_a_database_are_covered(form, fault):
    text = form().format(record("broken: %s", fault, fault=fault))

    assert [word for word in ("ana", "Novak", "example.org") if word.lower() in text.lower()] == []


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("<ana@example.org>,b@c", "<…>,…"),
        ("a@b@c a@ @b @ a@@b", "…@c a@ @b @ a@@b"),
        ("ip=ana@example.org:25", "ip=…:25"),
    ],
)
def test_what_looks_like_an_address_is_covered_and_nothing_else(said, told):
    assert fields_of(record("%s", said))["message"] == told


def test_a_long_word_is_looked_through_once():
    began = time.perf_counter()

    fields_of(record("Not Found: /%s", "a" * 100_000))  # takes minutes where each letter may begin an address

    assert time.perf_counter() - began < 2


def test_a_line_is_written_though_nobody_can_say_who_is_signed_in():
    request = RequestFactory().get("/")
    request.session = SessionStore("abcdefghijklmnop")
    with patch.object(SessionStore, "load", side_effect=OperationalError("gone")):
        with pytest.raises(OperationalError):
            request.session.get("anything")

        told = fields_of(record("The database is gone", request=request))

    assert (told["message"], "user" in told) == ("The database is gone", False)


def test_a_key_that_opens_a_page_stands_in_no_line(settings):
    path = "/sl/povabilo/skrivni-zeton-0123456789/"
    request = RequestFactory().get(path)
    request.resolver_match = resolve("/sl/racun/email/")
    request.resolver_match.kwargs = {"token": "skrivni-zeton-0123456789"}

    text = Json().format(record("Gone: %s", path, request=request))

    assert json.loads(text)["message"] == "Gone: /sl/povabilo/…/"


def test_what_gunicorn_says_of_who_asked_is_covered(settings):
    made = record("Invalid request from ip=%s: %s", "192.0.2.7", "/sl/?q=Ana", name="gunicorn.error")

    assert fields_of(made)["message"] == "Invalid request from ip=…: /sl/?…"
    settings.LOG_ADDRESSES = True
    assert "192.0.2.7" in fields_of(made)["message"]


def test_the_socket_that_the_server_for_developers_calls_a_request_is_none():
    assert "request" not in fields_of(record("x", request=object()))


# --- Jobs ---


def test_a_line_of_a_job_says_its_task_and_its_number():
    class Result:
        class task:
            module_path = "publishing.tasks.send_mail"

        id, status = "0f0f", "SUCCESSFUL"

    task_started.send(type(Result), task_result=Result)
    during = fields_of(record("x"))
    task_finished.send(type(Result), task_result=Result)

    assert (during["task"], during["job"]) == ("publishing.tasks.send_mail", "0f0f")
    assert "task" not in fields_of(record("x"))


def test_a_request_asks_for_its_number_once():
    request = RequestFactory().get("/")
    known = REQUEST.set(request)
    try:
        assert fields_of(record("x"))["request"] == identifier_of(request)
    finally:
        REQUEST.reset(known)

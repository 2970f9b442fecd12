"""The lines of the logs, for people or as JSON: of gunicorn, of the portal and of its jobs alike.

Nothing of people stands in them but the number of an account: addresses are covered, so are the keys that open a page
and the rows that a database names when it refuses one. What came from outside cannot begin a line of its own.
"""

import json
import logging
import re
from datetime import UTC, datetime

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import Error
from django.http import HttpRequest

from catalogue.addresses import SECRETS
from mer_portal.watching.current import JOB, REQUEST, identifier_of, route_of

ACCESS = "mer_portal.access"
LONGEST_MESSAGE, LONGEST_FAULT = 2_000, 30_000
COVERED = "…"
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
LETTER = r"[^\s@<>\"'(),;:=\[\]]"
MAIL_ADDRESS = re.compile(rf"(?<!{LETTER}){LETTER}++@{LETTER}+")  # each word is looked through once, however long it is
ROW = re.compile(r"(DETAIL: |LINE \d+:).*")  # what PostgreSQL quotes of what was written
OF_CLIENT, QUERY = re.compile(r"\bip=\S+?(?=:?(?:\s|$))"), re.compile(r"\?\S*")


def fields_of(record):
    """Of a line: who said it and when, and what was being done."""
    fields = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "level": record.levelname,
        "logger": record.name,
        "message": on_one_line(message_of(record))[:LONGEST_MESSAGE],
    }
    if request := request_of(record):
        fields |= {"request": identifier_of(request), "route": route_of(request)}
        if number := number_of_person(request):
            fields["user"] = number
    if job := JOB.get():
        fields |= {"task": job.name, "job": job.number}
    return fields | getattr(record, "told", {})


def request_of(record):
    """Of a page that was not found Django tells once the request is over."""
    named = getattr(record, "request", None)
    return named if isinstance(named, HttpRequest) else REQUEST.get()


def number_of_person(request):
    """Without asking for a session that nobody has asked for: a public page has none."""
    session = getattr(request, "session", None)
    if session is None or not session.accessed:
        return None
    try:
        return session.get(SESSION_KEY)
    except Error:  # what the line tells of may be just that
        return None


def message_of(record):
    text = record.getMessage()
    match = getattr(request_of(record), "resolver_match", None)
    for name in SECRETS & set(match.kwargs if match else ()):
        text = text.replace(str(match.kwargs[name]), COVERED)
    if record.name.startswith("gunicorn"):
        text = QUERY.sub(f"?{COVERED}", text if settings.LOG_ADDRESSES else OF_CLIENT.sub(f"ip={COVERED}", text))
    return covered(text)


def fault_of(record):
    """The traceback, its end where it is too long."""
    parts = [logging.Formatter().formatException(record.exc_info)] if record.exc_info else []
    parts += [record.stack_info] if record.stack_info else []
    return covered("\n".join(parts))[-LONGEST_FAULT:]


def covered(text):
    return ROW.sub(rf"\1{COVERED}", MAIL_ADDRESS.sub(COVERED, text))


def on_one_line(text):
    return CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


class Line(logging.Formatter):
    """For people: what was being done stands behind the message, each line of a traceback is set in."""

    def format(self, record):
        fields = fields_of(record)
        began = " ".join(fields.pop(name) for name in ("time", "level", "logger"))
        message = fields.pop("message")
        known = " ".join(f"{name}={on_one_line(str(value))}" for name, value in fields.items() if value != "")
        line = f"{began}: {message}" + (f" [{known}]" if known else "")
        return "\n    ".join([line, *map(on_one_line, fault_of(record).splitlines())])


class Json(logging.Formatter):
    """For programs: an object on each line."""

    def format(self, record):
        fields = fields_of(record)
        if fault := fault_of(record):
            fields["traceback"] = "\n".join(map(on_one_line, fault.splitlines()))
        return on_one_line(json.dumps(fields, ensure_ascii=False, default=str))

"""What is being done: the request or the job to which a line of the logs belongs."""

import re
import secrets
from contextvars import ContextVar
from typing import NamedTuple

LOOKS_RIGHT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")  # of a proxy, or of whoever wants to find it again

REQUEST = ContextVar("request", default=None)
JOB = ContextVar("job", default=None)


class Job(NamedTuple):
    name: str
    number: str


def identifier_of(request):
    """Made when somebody asks for it: most requests are told of in no line."""
    known = getattr(request, "identifier", None)
    if known is None:
        given = request.META.get("HTTP_X_REQUEST_ID", "")
        known = request.identifier = given if LOOKS_RIGHT.fullmatch(given) else secrets.token_hex(8)
    return known


def route_of(request):
    """What the portal itself calls the page; nothing of what somebody typed."""
    match = getattr(request, "resolver_match", None)
    return match.view_name if match else ""

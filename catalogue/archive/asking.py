"""Asks the portal in this process, as a reader who is nobody in particular: no network, no cookie, no session."""

import io
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.utils import translation

KEPT_STATUS = {200, 410}  # a page, or the notice of what is gone
MOVED = {301, 302, 303, 307, 308}


class Answer(NamedTuple):
    status: int
    headers: dict
    body: bytes

    @property
    def content_type(self):
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()


def ask(address, frozen=None, row=None):
    """The answer at an address.

    `frozen` is the day of the archive that the page is for, None for the page as it is; `row` the InARow of the pages
    that are asked for together.
    """
    path, _mark, query = address.partition("?")
    if path.startswith(settings.STATIC_URL):
        return static_file(path)
    request = WSGIRequest(environment(path, query))
    request.in_house, request.frozen, request.row = True, frozen, row
    with translation.override(None):
        response = handler().get_response(request)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    for close in response._resource_closers:  # without the signal that closes connections, as the test client does
        close()
    return Answer(response.status_code, dict(response.items()), body)


@cache
def handler():
    made = BaseHandler()
    made.load_middleware()
    return made


def environment(path, query):
    site = urlsplit(settings.SITE_URL)
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote(path),
        "QUERY_STRING": query,
        "SERVER_NAME": site.hostname,
        "SERVER_PORT": str(site.port or (443 if site.scheme == "https" else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": site.netloc,
        "HTTP_X_FORWARDED_PROTO": site.scheme,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": site.scheme,
        "wsgi.input": io.BytesIO(),
    }


def static_file(path):
    """As it was collected, else where its app keeps it."""
    name = unquote(path.removeprefix(settings.STATIC_URL))
    collected = Path(settings.STATIC_ROOT) / name
    found = collected if ".." not in name and collected.is_file() else finders.find(name)
    if not found:
        return Answer(404, {}, b"")
    return Answer(200, {"Content-Type": content_type_of(name)}, Path(found).read_bytes())


def content_type_of(name):
    return {"css": "text/css", "svg": "image/svg+xml"}.get(name.rpartition(".")[2], "application/octet-stream")

"""The pages that are kept, and the answers made of them. An answer shares bytes and headers with the next one."""

import gzip
import hashlib
import time
from collections import OrderedDict
from http.cookies import SimpleCookie
from threading import Lock

from django.http import HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags

MEGABYTE = 1024 * 1024
LARGEST_PAGE = MEGABYTE
KEPT_FOR = 60  # seconds: deadlines and beginnings pass without anybody changing anything
MADE_WITHIN = 5  # seconds that others get the page of before while one makes the new one
OVERHEAD = 2_000  # bytes of what is kept of a page beside its text
FOR_A_PROXY = "X-Accel-Expires"  # nginx keeps what has it, and nothing else, and does not hand it on
WITH_UNCHANGED = (FOR_A_PROXY, "Cache-Control", "Content-Language", "Vary", "Content-Security-Policy")


class Ready(HttpResponse):
    """An answer whose parts are made already; Django's own way of making one costs more than sending it."""

    def __init__(self, page):
        self._charset = "utf-8"
        self._resource_closers = []
        self._handler_class = None
        self._reason_phrase = None
        self._container = page.container
        self.headers = page.headers
        self.cookies = SimpleCookie()
        self.status_code = 200
        self.closed = False
        self.identifier = None  # of this very answer: its headers are also those of the next one

    def items(self):
        own = self.headers.items()
        return own if self.identifier is None else [*own, ("X-Request-ID", self.identifier)]


class Page:
    def __init__(self, moment, response, route):
        body = response.content
        text = gzip.decompress(body) if response.headers.get("Content-Encoding") == "gzip" else body
        self.moment = moment
        self.route = route
        self.made = time.monotonic()
        self.second = None
        self.being_made = None  # when somebody began to make the next one
        self.etag = f'W/"{hashlib.blake2b(text, digest_size=16).hexdigest()}"'
        response.headers["ETag"] = self.etag
        response.headers["Cache-Control"] = "max-age=0, must-revalidate"
        response.headers["Content-Length"] = str(len(body))
        self.container, self.headers = [body], response.headers
        self.size = len(body) + OVERHEAD
        self.last_for_this_second()  # before anybody else reads the headers: they may then change, but not grow

    def is_of(self, moment):
        return self.moment == moment and time.monotonic() - self.made < KEPT_FOR

    def claim(self):
        """Whether the one who asks shall make the next page; the others go on with this one for a moment."""
        at = time.monotonic()
        if self.being_made is not None and at - self.being_made < MADE_WITHIN:
            return False
        self.being_made = at
        return True

    def answer(self, request):
        self.last_for_this_second()
        asked = request.META.get("HTTP_IF_NONE_MATCH")
        if asked and self.is_known(asked):
            unchanged = HttpResponseNotModified(headers={"ETag": self.etag})
            for name in WITH_UNCHANGED:
                if name in self.headers:
                    unchanged.headers[name] = self.headers[name]
            return unchanged
        return Ready(self)

    def last_for_this_second(self):
        """A proxy keeps it to the end of the second; nginx, told “for one second”, would keep it for up to two."""
        second = time.time_ns() // 1_000_000_000
        if self.second != second:
            self.second = second
            self.headers[FOR_A_PROXY] = f"@{second}"

    def is_known(self, asked):
        tags = parse_etags(asked)
        return tags == ["*"] or any(tag.removeprefix("W/") == self.etag.removeprefix("W/") for tag in tags)


class Pages:
    """Some megabytes of pages; the one that was used least lately goes first."""

    def __init__(self, most):
        self.most, self.size = most, 0
        self.kept, self.lock = OrderedDict(), Lock()

    def get(self, key):
        with self.lock:
            page = self.kept.get(key)
            if page is not None:
                self.kept.move_to_end(key)
            return page

    def put(self, key, page):
        with self.lock:
            self.take(key)
            self.kept[key] = page
            self.size += page.size
            while self.size > self.most:
                self.size -= self.kept.popitem(last=False)[1].size

    def drop(self, key):
        with self.lock:
            self.take(key)

    def take(self, key):
        gone = self.kept.pop(key, None)
        self.size -= gone.size if gone else 0

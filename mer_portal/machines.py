"""The door that machines come through: reading only, from anywhere, in the language asked for, and not too often."""

import math
import mmap
import time
from threading import Lock

from django.conf import settings
from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from catalogue.api.errors import is_for_machines, language_asked, refusal
from catalogue.clients import client_address
from catalogue.oai import PATH, views

METHODS = "GET, HEAD, OPTIONS"
PREFLIGHT = {
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}


class Buckets:
    """A bucket of requests for each address: it holds those of a minute and fills again with time.

    The buckets lie in memory that gunicorn's workers share, since they are forks of the process that made it: one
    limit over all workers, and no question to a database. Addresses that fall into one slot share its bucket. Two
    workers at the very same moment may count one request instead of two, which a limit can bear.
    """

    SLOTS = 1 << 16

    def __init__(self):
        self.memory = memoryview(mmap.mmap(-1, self.SLOTS * 16)).cast("d")  # of each slot: when, and how many left
        self.lock = Lock()

    def take(self, address, per_minute):
        """Take one request; returns the seconds to wait, 0 where it may go on."""
        slot = hash(address) % self.SLOTS * 2
        with self.lock:
            now = time.time()
            since = max(0.0, now - self.memory[slot])
            left = min(per_minute, self.memory[slot + 1] + since * per_minute / 60)
            self.memory[slot] = now
            self.memory[slot + 1] = left - 1 if left >= 1 else left
        return 0 if left >= 1 else math.ceil((1 - left) * 60 / per_minute)

    def clear(self):
        for place in range(len(self.memory)):
            self.memory[place] = 0.0


BUCKETS = Buckets()


def door(get_response):
    """Errors from further in speak the language, too. The cookies of whoever asks open nothing here."""

    def middleware(request):
        if request.path_info == PATH:
            return open_to_all(refused_harvester(request) or get_response(request))
        if not is_for_machines(request):
            return get_response(request)
        language = language_asked(request)
        with translation.override(language):
            response = refused(request) or get_response(request)
        response.headers.setdefault("Content-Language", language)
        return open_to_all(response)

    return middleware


def refused(request):
    """The answer to what is not let in, or to a browser that asks whether it may come."""
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers=PREFLIGHT | {"Allow": METHODS})
    if request.method not in {"GET", "HEAD"}:
        response = refusal(405, _("Only reading is possible here: GET or HEAD."))
        response.headers["Allow"] = METHODS
        return response
    if wait := seconds_to_wait(request):
        response = refusal(429, _("Too many requests. Wait as many seconds as Retry-After says."))
        response.headers["Retry-After"] = str(wait)
        return response
    return None


def refused_harvester(request):
    """As the protocol of harvesters has it, which says nothing of 429."""
    if request.method == "OPTIONS":
        methods = ", ".join([*views.METHODS, "OPTIONS"])
        return HttpResponse(status=204, headers={"Access-Control-Allow-Methods": methods, "Allow": methods})
    if wait := seconds_to_wait(request):
        text = "Too many requests. Wait as many seconds as Retry-After says.\n"
        return HttpResponse(text, status=503, content_type="text/plain", headers={"Retry-After": str(wait)})
    return None


def seconds_to_wait(request):
    """None for the archive, which asks in this very process."""
    limited = settings.API_RATE and not getattr(request, "in_house", False)
    return limited and BUCKETS.take(client_address(request), settings.API_RATE)


def open_to_all(response):
    """Scripts of any site may read it: it is public, and no cookie changes it."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag, Retry-After"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response

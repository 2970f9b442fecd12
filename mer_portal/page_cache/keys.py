"""Which requests are answered alike, and which never: whoever is known by a cookie, and what is asked for oddly."""

import re
from typing import NamedTuple

from django.conf import settings

from catalogue.models import Facet
from mer_portal.middleware import SIGNED_OUT
from mer_portal.nodes.own_writes import FRESH

LONGEST_QUERY = 200  # bytes
# What public pages read of an address; with anything else a page is made for itself.
PARAMETERS = frozenset({"q", "page", "sort", *Facet.values})
TAKES_GZIP = re.compile(r"\bgzip\b")


class Key(NamedTuple):
    scheme: str
    host: str
    path: str
    query: str
    gzip: bool


def key_of(request):
    """None where the answer is kept by nobody."""
    told = request.META
    if request.method not in ("GET", "HEAD") or "HTTP_AUTHORIZATION" in told or hasattr(request, "in_house"):
        return None
    cookies = told.get("HTTP_COOKIE")
    if cookies and any(name in cookies for name in own_cookies()):
        return None
    query = told.get("QUERY_STRING", "")
    if query and not is_plain(query):
        return None
    takes_gzip = bool(TAKES_GZIP.search(told.get("HTTP_ACCEPT_ENCODING", "")))
    return Key(request.scheme, told.get("HTTP_HOST", ""), request.path, query, takes_gzip)


def own_cookies():
    return settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages", SIGNED_OUT, FRESH


def is_plain(query):
    return len(query) <= LONGEST_QUERY and all(part.partition("=")[0] in PARAMETERS for part in query.split("&"))

"""The first of all middlewares: counts, measures and, where that is wanted, writes a line of each request."""

import logging
from time import perf_counter

from django.conf import settings

from catalogue.clients import client_address
from mer_portal.watching.counters import NO_ROUTE, STATIC, counters
from mer_portal.watching.current import REQUEST, identifier_of
from mer_portal.watching.lines import ACCESS
from mer_portal.watching.metrics import PATH, metrics

NOT_KEPT = (None, None)
logger = logging.getLogger(ACCESS)


def watch(get_response):
    count, logged = counters().count, settings.WEB_ACCESS_LOG

    def middleware(request):
        if request.path_info == PATH and (answer := metrics(request)):
            return answer
        began = perf_counter()
        response = get_response(request)
        seconds = perf_counter() - began
        kept, route = getattr(request, "page_cache", NOT_KEPT)
        route = route or own_name(request)
        count(route, response.status_code, seconds, kept)
        if logged:
            tell(request, response, route, seconds)
        if logged or not (is_shared(response) or hasattr(request, "in_house")):
            name(request, response)
        return response

    return middleware


def know(get_response):
    """Behind the pages that are kept, which have nothing to say: lines that are written from here on tell of whom."""

    def middleware(request):
        known = REQUEST.set(request)
        try:
            return get_response(request)
        finally:
            REQUEST.reset(known)

    return middleware


def own_name(request):
    match = request.resolver_match
    if match is not None:
        return match.view_name
    return STATIC if request.path_info.startswith(settings.STATIC_URL) else NO_ROUTE


def is_shared(response):
    """A page that is kept shares its headers with the next reader's, so it carries the number beside them."""
    return hasattr(response, "identifier")


def name(request, response):
    if is_shared(response):
        response.identifier = identifier_of(request)
    else:
        response.headers["X-Request-ID"] = identifier_of(request)


def tell(request, response, route, seconds):
    milliseconds = round(seconds * 1000, 1)
    told = {"route": route, "method": request.method[:20], "status": response.status_code, "ms": milliseconds}
    if settings.LOG_ADDRESSES:
        told["address"] = client_address(request)
    logger.info("answered", extra={"told": told, "request": request})

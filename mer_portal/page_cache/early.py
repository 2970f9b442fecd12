"""The first of all middlewares: a page that is kept goes out before anything else looks at the request."""

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed

from catalogue.models import Kind
from mer_portal.page_cache.keys import key_of
from mer_portal.page_cache.moment import Clock
from mer_portal.page_cache.pages import LARGEST_PAGE, MEGABYTE, Page, Pages
from mer_portal.watching.counters import KEPT, counters

KINDS = [*Kind.values, *(f"{kind}_list" for kind in Kind.values)]
ROUTES = frozenset(
    [
        *KINDS,
        *("home", "catalogue", "map", "page", "letters", "letter", "letter_issue"),
        *("opportunities", "past_opportunities", "network_of_networks", "network_overlap"),
        *("edition", "edition_chapter", "edition_compare", "whole_book", "search_book"),
        *("plan_actions", "plan_action", "plan_lanes", "plan_time_line", "plan_money", "plan_risks", "plan_swot"),
        *("plan_evidence", "plan_reports", "plan_report", "plan_course", "register", "signatory"),
        *("analyses", "indicators", "indicator", "press", "project_press"),
    ]
)
PRIVATE = ("no-store", "private")


def early(get_response):
    if not settings.PAGE_CACHE_MEGABYTES:
        raise MiddlewareNotUsed
    clock, pages = Clock(), Pages(settings.PAGE_CACHE_MEGABYTES * MEGABYTE)
    hit, missed, stored = (counters().place_of_kept(what) for what in KEPT)

    def middleware(request):
        key = key_of(request)
        moment = clock.now() if key else None
        if moment is None:
            return get_response(request)
        page = pages.get(key)
        makes_pages = request.method == "GET"
        if page and (page.is_of(moment) or (makes_pages and not page.claim())):
            request.page_cache = hit, page.route
            return page.answer(request)
        request.page_cache = missed, None
        response = get_response(request)
        if makes_pages:
            if may_be_kept(request, response):
                page = Page(moment, response, request.resolver_match.view_name)
                request.page_cache = stored, page.route
                pages.put(key, page)
                return page.answer(request)
            pages.drop(key)
        return response

    return middleware


def may_be_kept(request, response):
    """Only what everybody would get: of a route on the list, and with nothing in it that is somebody's."""
    match = request.resolver_match
    return (
        response.status_code == 200
        and not response.streaming
        and match is not None
        and match.view_name in ROUTES
        and not response.cookies
        and "CSRF_COOKIE" not in request.META
        and not any(word in response.headers.get("Cache-Control", "") for word in PRIVATE)
        and response.headers.get("Vary", "Accept-Encoding").lower() == "accept-encoding"
        and len(response.content) <= LARGEST_PAGE
    )

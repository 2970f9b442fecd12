"""The house itself: home, what machines ask for, files, and the pages for what went wrong."""

import datetime as dt
import sys

from django.conf import settings
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.sitemaps.views import SitemapIndexItem
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.api.errors import is_for_machines, refusal
from catalogue.caches import kept_per_version
from catalogue.files.sending import name_at, send_stored
from catalogue.files.uploads import ending_of
from catalogue.filing import counts
from catalogue.filing.filing import current_state, entry_models
from catalogue.labels import labels
from catalogue.languages import LANGUAGES
from catalogue.models import Card, Facet, Kind
from catalogue.oai import PATH
from catalogue.views import reader
from library.editions.beside import book_to_offer
from mer_portal.nodes import reading
from mer_portal.sitemaps import parts
from mer_portal.watching.current import identifier_of
from projects.models import Project
from publishing.views.signed_out import keep_form
from workshops.models import Event


@require_safe
def home(request):
    state, language = current_state(), translation.get_language()
    shown = at_home(state.page_version, language, timezone.localdate()) | ways_in(state.version, language)
    return render(request, "home.html", shown | {"reading": book_to_offer(language, state.page_version)})


@kept_per_version(8)
def at_home(_version, _language, _day):
    """What the home page shows of entries."""
    found = {
        "projects": Project.objects.published().core(),
        "practices": Card.objects.live().of_kind(Kind.PRACTICE).order_by("-score", "pk")[:6],
        "events": Event.objects.published().upcoming()[:3],
    }
    return {name: list(entries) for name, entries in found.items()}


@kept_per_version(8)
def ways_in(version, _language):
    """How many entries there are of each kind and on each topic."""
    numbers = counts.numbers(version)
    kinds, topics, names = numbers[Facet.KIND], numbers[Facet.TOPIC], labels(Facet.TOPIC, version)
    return {
        "total": sum(kinds.values()),
        "kinds": [(kind, kinds[kind]) for kind in Kind if kinds.get(kind)],
        "topics": [(slug, name, topics[slug]) for slug, name in names.items() if topics.get(slug)],
    }


@require_safe
def sitemap_index(request):
    """The parts by the configured address; Django's own index believes the host a request names."""
    items = [SitemapIndexItem(location=settings.SITE_URL + part) for part in parts()]
    return render(
        request,
        "sitemap_index.xml",
        {"sitemaps": items},
        content_type="application/xml",
    )


@require_safe
def robots(request):
    lines = [
        "User-agent: *",
        "Disallow: /files/",
        # The pages say the same in words; those who want the data know the address.
        *(f"Disallow: /api/v1/{door}" for door in ("search", "entries/")),
        "Disallow: /*/pdf/",  # so do sheets
        f"Disallow: {PATH}",  # and records for harvesters
        *(f"Disallow: /{code}/admin/" for code, _name in settings.LANGUAGES),
        f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def security(request):
    """RFC 9116; where no contact address is configured there is nobody to name, so there is no file."""
    if not settings.CONTACT_EMAIL:
        raise Http404
    expires = (timezone.now() + dt.timedelta(days=180)).replace(microsecond=0).astimezone(dt.UTC)
    lines = [
        f"Contact: mailto:{settings.CONTACT_EMAIL}",
        f"Expires: {expires.isoformat().replace('+00:00', 'Z')}",
        "Preferred-Languages: sl, en",
        f"Canonical: {settings.SITE_URL}{reverse('security')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def opensearch(request, language):
    """By this a browser learns to search the portal from its address bar."""
    if language not in LANGUAGES:
        raise Http404
    with translation.override(language):
        context = {"site": settings.SITE_URL, "language": language, "suggestions": address_of("suggest")}
        response = render(None, "opensearch.xml", context, "application/opensearchdescription+xml; charset=utf-8")
    response.headers["Content-Language"] = language
    return response


def address_of(name):
    """The address, or nothing where the portal has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@require_safe
def favicon(request):
    return HttpResponsePermanentRedirect(static("img/favicon.ico"))


@require_safe
def file(request, kind, pk, field, width=None):
    """A file of an entry, a picture also in one of its widths, for those who may see the entry."""
    model = next((model for model in entry_models() if model.kind == kind), None)
    if model is None or field not in getattr(model, "public_files", ()):
        raise Http404
    entry = model.objects.visible_to(reader(request)).filter(pk=pk).first()
    stored = getattr(entry, field, None)
    if not stored:
        raise Http404
    name = stored.name if width is None else name_at(stored, width)
    filename = f"{entry.slug_sl}.{ending_of(name)}"
    return send_stored(name, filename=filename, storage=stored.storage, request=request)


SAMPLES = {  # what the gallery fills components with
    "rows": [{"address": "#main", "title": "row-title", "note": "row-note"}] * 2,
    "addresses": ["https://example.org/", "https://www.example.com/page"],
    "facts": [("dt", "dd"), ("dt ČŠŽ čšž", 2026)],
    "columns": [("th", False), ("th number", True)],
    "cells": [[("th", False), (12, True)], [("th ČŠŽ čšž", False), (3456, True)]],
}


@staff_member_required
@require_safe
def components(request):
    """Every component of the portal on one page, for those who build it."""
    cards = Card.objects.live()
    examples = [cards.of_kind(kind).order_by("-score", "pk").first() for kind in Kind]
    return render(request, "components/gallery.html", SAMPLES | {"cards": [card for card in examples if card]})


# Addresses where people write for long.
KEPT = {"write", "write_new", "translate", "review", "reviews", "step", "comment", "clashes"}


def trouble(request, status, title, text, way=None):
    """The page that says what went wrong, with a `way` on as (address, words) where there is one."""
    if is_for_machines(request):
        return refusal(status, f"{title}. {text}")
    known = "" if status == 404 else identifier_of(request)
    context = {"title": title, "text": text, "status": status, "way": way, "known": known}
    return render(request, "error.html", context, status=status)


def nothing(request):
    """An address that a package brings and the portal does not have."""
    raise Http404


def bad_request(request, exception=None):
    return trouble(request, 400, _("The request could not be read"), _("Check the address and try again."))


def forbidden(request, exception=None):
    return trouble(request, 403, _("You may not see this page"), _("Sign in with an account that may."))


def csrf_failure(request, reason=""):
    """A form of the portal's own that was open while its writer signed in anew is not lost: it can be sent again."""
    if is_own_writing(request):
        return keep_form(request)
    text = _("The form was open for too long or came from elsewhere. Go back, reload the page and send it again.")
    return trouble(request, 403, _("The form was not accepted"), text)


def is_own_writing(request):
    """Sent by a page of the portal itself, as browsers say in headers that no other site can set."""
    match = request.resolver_match
    own = request.headers.get("Sec-Fetch-Site") == "same-origin" or request.headers.get("Origin") == settings.SITE_URL
    return request.method == "POST" and own and match is not None and match.url_name in KEPT


def not_found(request, exception=None):
    text = _("The page may have moved, or it is not public any more. The search finds what is here.")
    return trouble(request, 404, _("This page does not exist"), text)


def too_many(request):
    text = _("For safety the sign-in waits after several wrong tries. Try again in five minutes.")
    way = reverse("account_request_login_code"), _("Sign in with a code sent by mail")
    return trouble(request, 429, _("Too many tries"), text, way)


def server_error(request):
    """Without the database, the session or the context processors: they may be what failed."""
    if reading.is_away(sys.exception()):
        return reading.away(request)
    if is_for_machines(request):
        return refusal(500, _("Something went wrong on our side. It has been noted; please try again later."))
    context = {"language": getattr(request, "LANGUAGE_CODE", "sl"), "known": identifier_of(request)}
    return render(None, "500.html", context, status=500)

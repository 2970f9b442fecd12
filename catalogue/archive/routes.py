"""Where a link of the portal leads in the archive: to a page, to the search, or to nothing."""

from functools import cache, lru_cache
from typing import NamedTuple

from django.conf import settings
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.translation import get_language_from_path

from catalogue.addresses import SECRETS
from catalogue.archive.addresses import internal, narrowing, numbered
from catalogue.archive.registered import LEFT_OUT
from catalogue.languages import LANGUAGES
from catalogue.models import Kind

NAMESPACES = {"admin"}
OF_PEOPLE = ("account_", "mfa_")  # how the addresses of accounts are named
SEARCH = "search.html"


EXPECTED = set()  # addresses of entries: most links lead to one of them, and finding out what an address is takes time


def expect(addresses):
    EXPECTED.clear()
    EXPECTED.update(addresses)


class Target(NamedTuple):
    """An address to ask for, or a file that the archive makes itself, with its query string; neither is not here."""

    address: str = ""
    file: str = ""
    query: str = ""
    fragment: str = ""


def target(link, base):
    """Where a link of the page at `base` leads; None where it leaves the portal."""
    found = internal(link, base, settings.SITE_URL)
    if found is None:
        return None
    if found.path in search_pages():
        return Target(file=search_pages()[found.path], query=narrowing(found.query), fragment=found.fragment)
    if found.path in lists():
        language, kind = lists()[found.path]
        if wanted := narrowing(found.query, kind):
            return Target(file=f"{language}/{SEARCH}", query=wanted)
        return Target(numbered(found.path, found.query), fragment=found.fragment)
    return Target(found.path, fragment=found.fragment) if is_kept(found.path) else Target()


@cache
def lists():
    """{path: (language, kind)} of all lists that can be narrowed; the catalogue has no kind."""
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            found[reverse("catalogue")] = (language, "")
            found |= {reverse(kind.list_name): (language, kind.value) for kind in Kind}
    return found


@cache
def search_pages():
    return {f"/{language}/{SEARCH}": f"{language}/{SEARCH}" for language in LANGUAGES}


def is_kept(path):
    """Whether the archive has what stands at this address, if anything does."""
    return path in EXPECTED or path.startswith(settings.STATIC_URL) or is_public_page(path)


@lru_cache(maxsize=200_000)
def is_public_page(path):
    with translation.override(get_language_from_path(path) or settings.LANGUAGE_CODE):
        try:
            match = resolve(path)
        except Resolver404:
            return False
    if not NAMESPACES.isdisjoint(match.namespaces) or not SECRETS.isdisjoint(match.kwargs):
        return False
    return match.view_name not in LEFT_OUT and not match.view_name.startswith(OF_PEOPLE)

"""Addresses below a list at which another page of the portal stands; it would hide an entry that had the same."""

from functools import cache

from django.urls import URLPattern, get_resolver, reverse
from django.urls.resolvers import RegexPattern
from django.utils import translation

from catalogue.languages import LANGUAGES

ANY = "xyzzy"


@cache
def reserved_slugs(kind):
    """In any language: an entry may get the address of one language from its title in another."""
    found = set()
    for code in LANGUAGES:
        with translation.override(code):
            before, after = reverse(kind, args=[ANY]).split(ANY)
            for address in plain_addresses(get_resolver()):
                if address.startswith(before) and address.endswith(after):
                    found.add(address.removeprefix(before).removesuffix(after))
    return frozenset(slug for slug in found if slug and "/" not in slug)


def plain_addresses(resolver, start="/"):
    """Of all pages that need no argument, in the active language."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern.pattern, RegexPattern) or "<" in str(pattern.pattern):
            continue
        address = f"{start}{pattern.pattern}"
        if isinstance(pattern, URLPattern):
            yield address
        else:
            yield from plain_addresses(pattern, address)

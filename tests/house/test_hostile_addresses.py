"""Numbers without end in addresses and in what is asked of a page: not found or passed over, never a fault."""

import re

import pytest
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLPattern
from django.utils import translation

from tests.factories import MODELS, make, make_person

pytestmark = pytest.mark.django_db

ENDLESS = {f"{digits} digits": "9" * digits for digits in (20, 5000)} | {"other digits": "٣"}
PARAMETERS = [
    "page",
    "limit",
    "q",
    "year",
    "version",
    "old",
    "new",
    "number",
    "kind",
    "sort",
    "lang",
    "country",
    "_p",
    "p",
]
PLACE = re.compile(r"<(?:(\w+):)?(\w+)>")


def addresses(resolver=None, prefix="/"):
    """All addresses of the portal as they are written in code, with their places to fill."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(getattr(pattern.pattern, "_route", "") or getattr(pattern.pattern, "language_prefix", ""))
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from addresses(pattern, route)


def filled(value):
    """All addresses with a place, the value in each of them; those without are asked below."""
    with translation.override("en"):
        return sorted({PLACE.sub(value, route) for route in addresses() if PLACE.search(route)})


@pytest.fixture
def staff():
    browser = Client(raise_request_exception=False)
    browser.force_login(make_person("vse@example.org", is_superuser=True, is_staff=True))
    return browser


@pytest.mark.parametrize("digits", ENDLESS)
def test_a_number_without_end_in_an_address_breaks_no_page(staff, digits):
    found = filled(ENDLESS[digits])

    broken = [address[:120] for address in found if staff.get(address).status_code >= 500]

    assert len(found) > 150
    assert broken == []


@pytest.mark.parametrize("digits", ENDLESS)
def test_a_number_without_end_in_a_question_breaks_no_page(staff, digits):
    entries = [make(model) for model in MODELS]
    asked = dict.fromkeys(PARAMETERS, ENDLESS[digits])
    with translation.override("en"):
        pages = [route for route in addresses() if not PLACE.search(route)]
        pages += [entry.get_absolute_url() for entry in entries]

    broken = [page for page in pages if "logout" not in page and staff.get(page, asked).status_code >= 500]

    assert broken == []

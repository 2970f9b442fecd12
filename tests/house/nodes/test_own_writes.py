"""Who has just sent something sees it, though readers are sent to a replica that has not heard of it yet."""

from unittest.mock import patch

import pytest
from django.http import HttpResponse
from django.test import Client

from mer_portal.nodes import door
from mer_portal.page_cache import moment
from tests.house.test_page_cache import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(rf):
    """The cookies of an answer to a request with this method and address."""

    def ask(method="POST", address="/sl/", status=200, cookies=None):
        request = rf.generic(method, address)
        request.COOKIES = cookies or {}
        return door.door(lambda request: HttpResponse(status=status))(request).cookies

    return ask


@pytest.mark.parametrize("https", [False, True])
def test_who_sent_something_is_known_for_some_seconds(answered, settings, https):
    settings.SESSION_COOKIE_SECURE = https

    cookie = answered(status=302)["fresh"]

    assert (cookie.value, cookie["max-age"], cookie["samesite"]) == ("1", 5, "Lax")
    assert (bool(cookie["httponly"]), bool(cookie["secure"])) == (True, https)


@pytest.mark.parametrize(
    "asked",
    [
        {"method": "GET"},
        {"method": "HEAD"},
        {"status": 403},
        {"status": 500},
        {"address": "/oai"},
        {"address": "/api/v1/search"},
        {"cookies": {"sessionid": "x"}},
    ],
)
def test_nobody_else_gets_the_cookie(answered, asked):
    assert answered(**asked).keys() == set()


def test_who_sent_something_gets_no_page_that_was_kept(settings, monkeypatch):
    settings.PAGE_CACHE_MEGABYTES = 4
    monkeypatch.setattr(moment, "ASKED_EVERY", 60)
    client = Client()
    client.get("/sl/")
    client.cookies["fresh"] = "1"

    with patch("mer_portal.page_cache.early.Pages.get") as looked_up:
        response, kept = made(client, "/sl/")

    assert (response.status_code, looked_up.called, kept) == (200, False, 0)

"""Whole pages are kept for readers who are nobody in particular; nobody gets what is somebody's, or what was."""

import gzip
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone, translation

from catalogue.models import Card, CatalogueState, Page
from library.models import Practice
from mer_portal.page_cache import early, moment, pages
from mer_portal.page_cache.early import ROUTES
from mer_portal.page_cache.pages import OVERHEAD, Pages
from tests.factories import make, make_topic

pytestmark = pytest.mark.django_db

ZIP = {"HTTP_ACCEPT_ENCODING": "gzip"}


@pytest.fixture
def reader(settings, monkeypatch):
    """Who reads a portal that keeps pages and asks at every request what they are kept by."""
    settings.PAGE_CACHE_MEGABYTES = 4
    monkeypatch.setattr(moment, "ASKED_EVERY", 0)
    return Client()


@pytest.fixture
def practice():
    return make(Practice, title_sl="Zelena streha", title_en="Green roof", topics=[make_topic("voda", "Voda", "Water")])


def made(client, address, **asked):
    """The answer, and how many pages were kept for it."""
    with patch("mer_portal.page_cache.early.Page", wraps=pages.Page) as page:
        response = client.get(address, **asked)
    return response, page.call_count


def is_kept(client, address, **asked):
    """Whether asking twice makes the page once."""
    first = client.get(address, **asked)
    with patch("django.core.handlers.base.get_resolver", wraps=get_resolver) as looked_up:
        second = client.get(address, **asked)
    if looked_up.called:
        return False
    assert (second.status_code, second.content, dict(second.items())) == (200, first.content, dict(first.items()))
    return True


# --- What is kept ---


def test_every_route_on_the_list_is_one_of_the_portal():
    known = {key for key in get_resolver().reverse_dict if isinstance(key, str)}

    assert {*ROUTES} - known == set()


@pytest.mark.parametrize("address", ["/sl/", "/en/catalogue/?q=roof", "/sl/katalog/?topic=voda&page=1", None])
def test_a_public_page_is_made_once(reader, practice, address):
    assert is_kept(reader, address or practice.get_absolute_url())


def test_a_proxy_is_told_to_keep_it_to_the_end_of_the_second_and_nothing_else(reader, practice, monkeypatch):
    address = practice.get_absolute_url()
    told = []
    for second in (1_900_000_000, 1_900_000_001):
        monkeypatch.setattr(pages.time, "time_ns", lambda second=second: second * 1_000_000_000 + 999_999_999)
        whole = reader.get(address)
        known = reader.get(address, HTTP_IF_NONE_MATCH=whole["ETag"])
        told.append((known.status_code, whole["X-Accel-Expires"], known["X-Accel-Expires"]))

    assert told == [(304, "@1900000000", "@1900000000"), (304, "@1900000001", "@1900000001")]
    assert "X-Accel-Expires" not in reader.get(reverse("account_login"))


def test_who_takes_gzip_and_who_does_not_get_the_same_page(reader, practice):
    address = practice.get_absolute_url()
    for _twice in range(2):
        packed, plain = reader.get(address, **ZIP), reader.get(address)

    assert gzip.decompress(packed.content) == plain.content
    assert (packed.headers["Content-Encoding"], plain.headers.get("Content-Encoding")) == ("gzip", None)
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"


def test_who_has_the_page_already_is_told_so(reader, practice):
    address = practice.get_absolute_url()
    page = reader.get(address)

    answers = [reader.get(address, HTTP_IF_NONE_MATCH=tag) for tag in (page.headers["ETag"], "*", '"other"')]

    assert [answer.status_code for answer in answers] == [304, 304, 200]
    assert (answers[0].content, answers[0].headers["ETag"]) == (b"", page.headers["ETag"])
    assert page.headers["Cache-Control"] == "max-age=0, must-revalidate"


def test_the_other_language_is_another_page(reader, practice):
    with translation.override("en"):
        english = practice.get_absolute_url()

    titles = [b"Green roof" in reader.get(address).content for address in [practice.get_absolute_url(), english] * 2]

    assert titles == [False, True] * 2


def test_a_head_is_answered_from_what_is_kept(reader, practice):
    address = practice.get_absolute_url()
    page = reader.get(address)

    assert reader.head(address).headers["ETag"] == page.headers["ETag"]


def test_a_head_holds_up_no_new_page(reader, practice):
    address = practice.get_absolute_url()
    reader.get(address)
    retitled(practice)

    reader.head(address)

    assert b"Modra streha" in reader.get(address).content


# --- What never is ---


@pytest.mark.parametrize(
    "cookie", ["sessionid=abc", "csrftoken=abc", "messages=abc", "signed-out=1", "fresh=1", "other=1; sessionid=abc"]
)
def test_who_brings_a_cookie_of_the_portal_gets_a_page_of_their_own(reader, practice, cookie):
    reader.cookies.load(cookie)

    assert not is_kept(reader, practice.get_absolute_url())


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("/sl/katalog/?utm_source=x", {}),
        (f"/sl/katalog/?q={'x' * 300}", {}),
        ("/sl/", {"HTTP_AUTHORIZATION": "Bearer x"}),
        ("/sl/racun/login/", {}),
        ("/sl/ni-strani/", {}),
        ("/api/v1/search?q=voda", {}),
    ],
)
def test_what_is_no_page_of_everybody_is_not_kept(reader, practice, address, asked):
    _answer, count = made(reader, address, **asked)

    assert count == 0


def test_a_form_with_a_token_is_not_kept(reader, practice):
    """It would be the token of another reader."""
    address = reverse("analysis", args=["huff"])

    with patch("mer_portal.page_cache.early.ROUTES", {*ROUTES, "analysis"}):
        page, count = made(reader, address)

    assert (b"csrfmiddlewaretoken" in page.content, count) == (True, 0)


@pytest.mark.parametrize("host", ["evil.example", "testserver:99", "testserver.evil.example", ""])
def test_a_foreign_host_gets_nothing_and_leaves_nothing(reader, practice, host):
    address = practice.get_absolute_url()
    before = reader.get(address).content

    answer = reader.get(address, HTTP_HOST=host)

    assert answer.status_code in (200, 400)
    assert b"evil" not in answer.content
    assert reader.get(address).content == before


# --- Nothing stale ---


def retitled(practice):
    Practice.objects.filter(pk=practice.pk).update(title_sl="Modra streha")


def withdrawn(practice):
    practice.withdraw()


def removed(practice):
    practice.delete()


@pytest.mark.parametrize(
    ("change", "status", "shown"), [(retitled, 200, True), (withdrawn, 410, False), (removed, 404, False)]
)
def test_a_change_is_seen_at_once(reader, practice, change, status, shown):
    address = practice.get_absolute_url()
    reader.get(address)

    change(practice)
    answers = [reader.get(address) for _twice in range(2)]

    assert [answer.status_code for answer in answers] == [status] * 2
    assert [b"Modra streha" in answer.content for answer in answers] == [shown] * 2


def test_a_text_of_the_portal_that_is_changed_is_seen_at_once(reader):
    text = Page.objects.create(key="about", title_sl="O nas", title_en="About", body_sl="Prej", body_en="Before")
    address = text.get_absolute_url()
    before = reader.get(address).content

    Page.objects.update(body_sl="Zdaj")

    assert (b"Prej" in before, b"Zdaj" in reader.get(address).content) == (True, True)


def test_an_entry_whose_day_has_come_is_seen(reader):
    make(Practice, title_sl="Zelena streha", published=False)
    late = Practice.objects.get()
    late.status, late.published_at = "published", timezone.now() + timedelta(minutes=5)
    late.save()
    before = reader.get("/sl/katalog/").content

    Practice.objects.update(published_at=timezone.now() - timedelta(seconds=1))
    Card.objects.update(published_at=timezone.now() - timedelta(seconds=1))
    CatalogueState.objects.update(due=timezone.now() - timedelta(seconds=1))

    after = reader.get("/sl/katalog/").content
    assert [b"Zelena streha" in content for content in (before, after)] == [False, True]


def test_the_version_is_asked_for_now_and_then_only(settings, practice, django_assert_num_queries):
    settings.PAGE_CACHE_MEGABYTES = 4
    reader = Client()
    reader.get("/sl/")

    with django_assert_num_queries(0):
        for _often in range(20):
            reader.get("/sl/")


def test_while_the_database_does_not_answer_readers_get_what_is_kept(reader, practice):
    address = practice.get_absolute_url()
    reader.get(address)

    with patch.object(moment, "page_version", side_effect=DatabaseError):
        answer = reader.get(address)

    assert answer.status_code == 200


# --- How much ---


def test_the_page_that_was_used_least_lately_goes_first():
    class Sized:
        size = OVERHEAD

    kept = Pages(2 * OVERHEAD)
    for key in "ab":
        kept.put(key, Sized())
    kept.get("a")
    kept.put("c", Sized())

    assert ([bool(kept.get(key)) for key in "abc"], kept.size) == ([True, False, True], 2 * OVERHEAD)


def test_one_makes_the_new_page_and_others_get_the_old_one_meanwhile(reader, practice):
    address = practice.get_absolute_url()
    reader.get(address)
    retitled(practice)
    seen = []

    def in_between(*given, **more):
        """As the new page is being made, somebody else asks."""
        seen.append(reader.get(address).content)
        return real(*given, **more)

    real = early.may_be_kept
    with patch.object(early, "may_be_kept", in_between):
        new = reader.get(address)

    assert (b"Zelena streha" in seen[0], b"Modra streha" in new.content) == (True, True)

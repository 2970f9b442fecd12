"""Pages for what went wrong: in the reader's language, with a way on, and without what may have failed."""

import re

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from mer_portal import views

pytestmark = pytest.mark.django_db
SECRET = "the reason that stays with us"


def text(response):
    return response.content.decode()


def told(sentence, language):
    """A sentence of the interface in a language."""
    with translation.override(language):
        return gettext(sentence)


def head(response):
    """Language, title and heading of a page."""
    patterns = (r'<html lang="(\w+)">', r"<title>(.*?)</title>", r"<h1>(.*?)</h1>")
    return tuple(re.findall(pattern, text(response)) for pattern in patterns)


@pytest.fixture
def failing(monkeypatch):
    """Make the home page raise, and answer as production would."""

    def fail(error):
        def broken(*args, **kwargs):
            raise error

        monkeypatch.setattr("mer_portal.views.counts.numbers", broken)
        return Client(raise_request_exception=False)

    return fail


@pytest.fixture
def failing_database(monkeypatch):
    """Every question to the database raises, as when its server is gone."""

    def broken(*args, **kwargs):
        raise DatabaseError(SECRET)

    def start():
        monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", broken)
        return Client(raise_request_exception=False)

    return start


@pytest.mark.parametrize(
    ("address", "language", "title"),
    [
        ("/sl/ni-je/", "sl", "This page does not exist"),
        ("/en/nothing/", "en", "This page does not exist"),
        ("/nic", "sl", "This page does not exist"),
        ("/sl/dobre-prakse/ni-je/", "sl", "This page does not exist"),
        ("/en/good-practices/nothing/", "en", "This page does not exist"),
        ("/en/catalogue/?page=99", "en", "This page does not exist"),
        ("/en/pages/nothing/", "en", "This page does not exist"),
        ("/files/practice/1/image", "sl", "This page does not exist"),
        ("/files/nothing/1/image", "sl", "This page does not exist"),
        ("/sitemap-nothing.xml", "sl", "This page does not exist"),
    ],
)
def test_a_missing_page_says_so_in_the_language_of_its_address(client, address, language, title):
    response = client.get(address)

    own = told(title, language)
    assert response.status_code == 404
    assert head(response) == ([language], [f"{own} – MER portal"], [own])


@pytest.mark.parametrize(("language", "catalogue"), [("sl", "/sl/katalog/"), ("en", "/en/catalogue/")])
def test_a_missing_page_offers_the_search_and_the_way_home(client, language, catalogue):
    page = text(client.get(f"/{language}/x-y-z/"))

    assert re.findall(r'<form class="search" role="search" action="(.*?)" method="get">', page) == [catalogue]
    assert page.count(f'<p><a href="/{language}/">') == 1
    assert page.count('<meta name="robots" content="noindex">') == 1


@pytest.mark.parametrize(
    "address", ["/en/%00/", "/en/good-practices/%F0%28/", "/en/" + "a" * 5000 + "/", "/en/../../etc/passwd", "/%ff%fe"]
)
def test_a_broken_address_is_missing_and_never_a_fault(address):
    response = Client(raise_request_exception=False).get(address)

    assert response.status_code == 404


@pytest.mark.parametrize(
    "query", ["page=abc", "page=-1", "page=100000000000000000000", "page=0", "page=1.5", "page=%00", "page=²"]
)
def test_a_page_number_that_is_none_is_missing(client, query):
    assert client.get(f"/en/catalogue/?{query}").status_code == 404


@pytest.mark.parametrize(
    "query", ["q=%00", "q=%ff", "q=" + "a" * 10_000, "kind=x", "topic=%00", "year=x", "sort=drop", "q=%ED%A0%80"]
)
def test_nonsense_in_the_query_narrows_nothing_and_is_never_a_fault(query):
    response = Client(raise_request_exception=False).get(f"/en/catalogue/?{query}")

    assert response.status_code == 200


@pytest.mark.parametrize(
    ("address", "language", "title"),
    [("/sl/", "sl", "Nekaj je šlo narobe"), ("/en/", "en", "Something went wrong")],
)
def test_a_fault_of_ours_says_so_in_the_language_of_its_address(failing, address, language, title):
    response = failing(RuntimeError(SECRET)).get(address)

    assert response.status_code == 500
    assert head(response) == ([language], [f"{title} – MER portal"], [title])
    assert text(response).count(f'<a href="/{language}/">') == 1


@pytest.mark.parametrize(("address", "title"), [("/sl/", "Nekaj je šlo narobe"), ("/en/", "Something went wrong")])
def test_the_page_for_faults_tells_nothing_of_their_reason(failing, address, title):
    page = text(failing(RuntimeError(SECRET)).get(address))

    assert (page.count(title), page.count(SECRET), page.count("Traceback")) == (2, 0, 0)


@pytest.mark.parametrize(("address", "title"), [("/sl/", "Nekaj je šlo narobe"), ("/en/", "Something went wrong")])
def test_the_page_for_faults_works_without_the_database(failing_database, address, title):
    response = failing_database().get(address)

    assert (response.status_code, head(response)[2]) == (500, [title])


def test_the_page_for_faults_works_without_the_database_for_a_signed_in_person(coordinator, failing_database):
    signed_in = Client(raise_request_exception=False)
    signed_in.force_login(coordinator)
    failing_database()

    response = signed_in.get("/en/")

    assert (response.status_code, head(response)[2]) == (500, ["Something went wrong"])


def test_the_page_for_faults_asks_the_database_nothing(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = views.server_error(rf.get("/sl/"))

    assert response.status_code == 500


def test_the_template_for_faults_leans_on_nothing_that_may_fail():
    source = (settings.BASE_DIR / "templates/500.html").read_text(encoding="utf-8")

    assert set(re.findall(r"{%\s*(\w+)", source)) == {"if", "else", "endif"}
    assert set(re.findall(r"{{\s*(.*?)\s*}}", source)) == {"language", "known"}


def test_the_style_of_the_page_for_faults_exists():
    source = (settings.BASE_DIR / "templates/500.html").read_text(encoding="utf-8")

    [path] = re.findall(r'href="/static/(.*?)"', source)

    assert (settings.BASE_DIR / "static" / path).is_file()


@pytest.mark.parametrize(
    ("error", "status", "title"),
    [
        (SuspiciousOperation(SECRET), 400, "The request could not be read"),
        (PermissionDenied(SECRET), 403, "You may not see this page"),
    ],
)
@pytest.mark.parametrize("language", ["sl", "en"])
def test_a_refusal_says_so_in_both_languages_and_keeps_its_reason(failing, error, status, title, language):
    response = failing(error).get(f"/{language}/")

    own = told(title, language)
    assert response.status_code == status
    assert head(response) == ([language], [f"{own} – MER portal"], [own])
    assert text(response).count(SECRET) == 0


@pytest.mark.parametrize(("address", "language"), [("/sl/racun/login/", "sl"), ("/en/account/login/", "en")])
def test_a_form_without_its_token_is_refused_with_a_sentence(address, language):
    strict = Client(enforce_csrf_checks=True)

    response = strict.post(address, {"login": "a@example.org", "password": "x"})

    own = told("The form was not accepted", language)
    assert response.status_code == 403
    assert head(response) == ([language], [f"{own} – MER portal"], [own])


def test_a_form_from_a_foreign_site_is_refused(coordinator):
    strict = Client(enforce_csrf_checks=True)
    token = strict.get("/en/account/login/").cookies["csrftoken"].value

    response = strict.post(
        "/en/account/login/",
        {"login": coordinator.email, "password": "geslo-za-preizkus", "csrfmiddlewaretoken": token},
        headers={"origin": "https://evil.example"},
    )

    assert response.status_code == 403
    assert strict.cookies.get("sessionid") is None


def test_a_host_that_is_not_ours_gets_a_page_in_both_languages(client):
    pages = [client.get(address, headers={"host": "evil.example"}) for address in ("/sl/", "/en/")]

    assert [response.status_code for response in pages] == [400, 400]
    assert [head(response)[0] for response in pages] == [["sl"], ["en"]]


def test_the_administration_is_closed_to_those_who_are_no_staff(client, make_user):
    client.force_login(make_user())

    response = client.get(reverse("admin:index"), follow=True)

    assert response.status_code == 403
    assert head(response)[0] == ["sl"]

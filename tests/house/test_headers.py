"""What browsers and caches are told with every answer."""

import gzip

import pytest
from django.test import Client
from django.urls import reverse

from library.models import Practice
from tests.factories import make

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
}
PROBES = {"/healthz", "/readyz"}
PUBLIC = ["/sl/", "/en/", "/sl/katalog/", "/en/catalogue/", "/sl/dobre-prakse/", "/en/map/", "/sl/ni-je/"]
MACHINES = [
    "/sitemap.xml",
    "/sitemap-pages.xml",
    "/robots.txt",
    "/favicon.ico",
    "/.well-known/security.txt",
    *PROBES,
]
ACCOUNT = ["/sl/racun/login/", "/en/account/password/reset/", "/sl/admin/", "/sl/admin/login/"]


def policy(response):
    parts = [part.strip().partition(" ") for part in response["Content-Security-Policy"].split(";") if part.strip()]
    return {name: sources for name, _space, sources in parts}


def lists(value):
    return {part.strip() for part in value.split(",")} - {""}


@pytest.fixture
def practice():
    return make(Practice, title_sl="Skupna čistilna naprava", title_en="A shared treatment plant")


@pytest.mark.parametrize("address", [*PUBLIC, *MACHINES, *ACCOUNT, "/", "/admin/", "/files/practice/1/image"])
def test_every_answer_carries_the_whole_set_of_headers(client, practice, address):
    response = client.get(address)

    assert {name: response.get(name) for name in FIXED} == FIXED
    assert policy(response) == POLICY


def test_the_page_of_an_entry_carries_them_in_both_languages(client, practice):
    for address in practice.addresses().values():
        response = client.get(address)

        assert (response.status_code, policy(response)) == (200, POLICY)
        assert {name: response.get(name) for name in FIXED} == FIXED


def test_a_static_file_carries_the_headers_that_concern_it(client, settings):
    (settings.STATIC_ROOT / "some.css").write_text("body { color: black }")

    response = client.get("/static/some.css")
    response.close()

    assert (response.status_code, response["Content-Type"]) == (200, 'text/css; charset="utf-8"')
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"


def test_the_administration_has_the_same_policy(client, coordinator):
    client.force_login(coordinator)

    response = client.get(reverse("admin:index"))

    assert (response.status_code, policy(response)) == (200, POLICY)


@pytest.mark.parametrize("address", [*PUBLIC, *MACHINES])
def test_a_public_page_sets_no_cookie_and_may_be_kept_by_a_cache(client, practice, address):
    response = client.get(address)

    assert response.cookies.output() == ""
    assert ("no-store" in response.get("Cache-Control", "")) == (address in PROBES)
    assert lists(response.get("Vary", "")) <= {"Accept-Encoding", "origin"}


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page_holds_no_token(client, practice, address):
    content = client.get(address).content.decode()

    assert content.count("csrfmiddlewaretoken") == 0


def test_the_page_of_an_entry_is_the_same_for_every_anonymous_reader(practice):
    address = practice.get_absolute_url()

    one = Client(headers={"accept-language": "en", "user-agent": "one"}).get(address)
    other = Client(headers={"accept-language": "sl", "user-agent": "other"}).get(address)

    assert one.content == other.content
    assert one.cookies.output() == ""


@pytest.mark.parametrize("address", ["/sl/", "/en/catalogue/", "/sl/ni-je/", "/sl/admin/", "/sl/racun/email/"])
def test_what_a_signed_in_person_sees_is_kept_by_no_cache(client, coordinator, address):
    client.force_login(coordinator)

    response = client.get(address)

    assert lists(response["Cache-Control"]) >= {"no-store", "private"}


def test_a_draft_that_staff_may_see_is_kept_by_no_cache(client, coordinator):
    draft = make(Practice, published=False)
    client.force_login(coordinator)

    response = client.get(draft.get_absolute_url())

    assert response.status_code == 200
    assert lists(response["Cache-Control"]) >= {"no-store", "private"}


@pytest.mark.parametrize("address", ["/sl/racun/login/", "/en/account/login/", "/sl/racun/password/reset/"])
def test_a_page_with_a_form_and_a_token_is_kept_by_no_cache(client, address):
    response = client.get(address)

    assert response.cookies["csrftoken"].value != ""
    assert lists(response.get("Cache-Control", "")) >= {"no-store", "private"}


def test_the_answer_that_signs_somebody_in_is_kept_by_no_cache(client, coordinator):
    response = client.post("/sl/racun/login/", {"login": coordinator.email, "password": "geslo-za-preizkus"})

    assert response.status_code == 302
    assert response.cookies["sessionid"].value != ""
    assert lists(response.get("Cache-Control", "")) >= {"no-store", "private"}


def test_the_cookies_are_out_of_reach_of_scripts_and_of_other_sites(client, coordinator):
    client.get("/sl/racun/login/")

    client.post("/sl/racun/login/", {"login": coordinator.email, "password": "geslo-za-preizkus"})

    flags = {name: (bool(cookie["httponly"]), cookie["samesite"]) for name, cookie in client.cookies.items()}
    assert flags["sessionid"] == (True, "Lax")
    assert flags["csrftoken"] == (True, "Lax")


@pytest.mark.parametrize("address", ["/sl/", "/sl/katalog/", "/robots.txt", "/sitemap.xml"])
@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "evil.example:80", "a b", "testserver@evil"]
)
def test_a_foreign_host_is_refused(client, address, host):
    response = client.get(address, headers={"host": host})

    assert response.status_code == 400
    assert "evil" not in response.content.decode()


def test_a_foreign_host_is_refused_where_plain_http_is_sent_on_to_https(settings):
    settings.SECURE_SSL_REDIRECT = True
    client = Client(raise_request_exception=False)

    response = client.get("/sl/", headers={"host": "evil.example"})

    assert response.status_code == 400


def test_plain_http_is_sent_on_to_https_but_for_the_health_page(settings):
    settings.SECURE_SSL_REDIRECT = True
    client = Client()

    assert client.get("/sl/?q=a").headers["Location"] == "https://testserver/sl/?q=a"
    assert client.get("/healthz").status_code == 200


def test_a_forwarded_host_is_not_heard(client, practice):
    plain = client.get(practice.get_absolute_url())

    forwarded = client.get(
        practice.get_absolute_url(), headers={"x-forwarded-host": "evil.example", "x-forwarded-proto": "https"}
    )

    assert forwarded.content == plain.content
    assert client.get("/", headers={"x-forwarded-host": "evil.example"})["Location"] == "/sl/"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize(
    "address", ["/sl/", "/en/catalogue/", "/sl/dobre-prakse/", "/en/map/", "/robots.txt", "/healthz", "/readyz"]
)
def test_public_pages_only_answer_to_reading(client, method, address):
    response = getattr(client, method)(address)

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")


def test_a_form_sent_to_the_page_of_an_entry_is_refused(client, practice):
    response = client.post(practice.get_absolute_url(), {"title_sl": "Drugo"})

    practice.refresh_from_db()
    assert (response.status_code, practice.title_sl) == (405, "Skupna čistilna naprava")


def test_head_answers_as_get_does_but_without_a_body(client, practice):
    response = client.head(practice.get_absolute_url())

    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize("address", ["/sl/", "/en/catalogue/", "/sitemap-pages.xml"])
def test_text_is_compressed_for_those_who_ask(client, practice, address):
    plain = client.get(address)

    packed = client.get(address, headers={"accept-encoding": "gzip"})

    assert (plain.get("Content-Encoding"), packed["Content-Encoding"]) == (None, "gzip")
    assert gzip.decompress(packed.content) == plain.content
    assert "Accept-Encoding" in lists(packed["Vary"])


@pytest.mark.parametrize(
    ("address", "language"), [("/sl/", "sl"), ("/en/", "en"), ("/en/nothing/", "en"), ("/robots.txt", "sl")]
)
def test_the_language_of_an_answer_is_that_of_its_address(client, address, language):
    response = client.get(address, headers={"accept-language": "de"})

    assert response["Content-Language"] == language


def test_the_bare_address_leads_to_the_default_language_whatever_the_browser_asks_for(client):
    response = client.get("/", headers={"accept-language": "en"})

    assert (response.status_code, response["Location"]) == (302, "/sl/")

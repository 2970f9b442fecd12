"""What search engines, browsers and monitors ask for: right, complete, and with the configured address."""

import datetime as dt
import json
import re
from html import unescape
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.utils import timezone

from catalogue.models import Kind, Page
from library.models import Practice, Publication
from mer_portal.sitemaps import PortalSitemap
from partners.models import Place
from tests.factories import MODELS, make
from tools.questions.registry import QUESTIONS

pytestmark = pytest.mark.django_db
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
SITE = "https://portal.example.eu"


@pytest.fixture
def site(settings):
    """The configured address is another one than the host that a request names."""
    settings.SITE_URL = SITE
    return SITE


def tree(response):
    return ElementTree.fromstring(response.content)  # noqa: S314  our own answer


def addresses(response):
    return [node.text for node in tree(response).iterfind(".//s:loc", NAMES)]


def attribute(page, pattern):
    return [unescape(found) for found in re.findall(pattern, page)]


def page_of(client, entry):
    return client.get(entry.get_absolute_url()).content.decode()


def data_of(page):
    [found] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(found)


def test_robots_may_read_everything_but_files_and_the_administration(client, site):
    response = client.get("/robots.txt")

    assert (response.status_code, response["Content-Type"]) == (200, "text/plain; charset=utf-8")
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /files/",
        "Disallow: /api/v1/search",
        "Disallow: /api/v1/entries/",
        "Disallow: /*/pdf/",
        "Disallow: /oai",
        "Disallow: /sl/admin/",
        "Disallow: /en/admin/",
        f"Sitemap: {SITE}/sitemap.xml",
    ]


def test_without_a_contact_address_there_is_no_security_file(client, settings):
    settings.CONTACT_EMAIL = ""

    assert client.get("/.well-known/security.txt").status_code == 404


def test_the_security_file_says_whom_to_write_to_and_until_when(client, settings, site):
    settings.CONTACT_EMAIL = "security@example.eu"

    response = client.get("/.well-known/security.txt")

    fields = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    expires = dt.datetime.fromisoformat(fields.pop("Expires"))
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert fields == {
        "Contact": "mailto:security@example.eu",
        "Preferred-Languages": "sl, en",
        "Canonical": f"{SITE}/.well-known/security.txt",
    }
    assert dt.timedelta(days=30) < expires - timezone.now() < dt.timedelta(days=366)


def test_the_icon_is_where_browsers_look_for_it(client):
    response = client.get("/favicon.ico")

    assert (response.status_code, response["Location"]) == (301, "/static/img/favicon.ico")
    assert (settings.BASE_DIR / "static/img/favicon.ico").read_bytes()[:4] == b"\0\0\1\0"


def test_the_health_page_asks_no_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")

    assert (response.status_code, response.content, response["Content-Type"]) == (200, b"ok\n", "text/plain")


def test_the_sitemap_names_one_part_for_each_kind_by_the_configured_address(client, site):
    response = client.get("/sitemap.xml")

    parts = ["pages", "media", "letters", *(kind.value for kind in Kind)]
    assert addresses(response) == [f"{SITE}/sitemap-{part}.xml" for part in parts]


@pytest.mark.parametrize("most", [1, 4, 5, 6, 7])
def test_a_long_part_of_the_sitemap_has_pages_that_the_index_names(client, site, monkeypatch, most):
    monkeypatch.setattr(PortalSitemap, "limit", most)
    practices = [make(Practice) for _practice in range(3)]

    parts = [part.removeprefix(SITE) for part in addresses(client.get("/sitemap.xml")) if "practice" in part]
    found = [address for part in parts for address in addresses(client.get(part))]

    wanted = [address for practice in practices for address in practice.addresses().values()]
    assert sorted(found) == sorted(SITE + address for address in wanted)


def test_every_part_of_the_sitemap_can_be_read(client):
    for model in MODELS:
        make(model)

    answers = [client.get(f"/sitemap-{part}.xml") for part in ("pages", *Kind.values)]

    assert {(response.status_code, response["Content-Type"]) for response in answers} == {(200, "application/xml")}


def test_a_part_of_the_sitemap_lists_published_entries_in_both_languages(client, site):
    practice, _draft = (
        make(Practice, title_sl="Čistilna naprava", title_en="Treatment plant"),
        make(Practice, published=False),
    )
    withdrawn = make(Practice)
    withdrawn.withdraw()

    response = client.get("/sitemap-practice.xml")

    assert sorted(addresses(response)) == [
        f"{SITE}/en/good-practices/treatment-plant/",
        f"{SITE}/sl/dobre-prakse/cistilna-naprava/",
    ]
    assert practice.is_published


def test_every_address_of_the_sitemap_names_its_other_languages_and_a_default(client, site):
    make(Practice, title_sl="Čistilna naprava", title_en="Treatment plant")

    entries = list(tree(client.get("/sitemap-practice.xml")).iterfind("s:url", NAMES))

    links = [
        [(link.get("hreflang"), link.get("href")) for link in entry.iterfind("x:link", NAMES)] for entry in entries
    ]
    expected = [
        ("en", f"{SITE}/en/good-practices/treatment-plant/"),
        ("sl", f"{SITE}/sl/dobre-prakse/cistilna-naprava/"),
        ("x-default", f"{SITE}/sl/dobre-prakse/cistilna-naprava/"),
    ]
    assert [sorted(found) for found in links] == [expected, expected]


def test_the_sitemap_of_pages_holds_every_list_and_every_page(client, site):
    Page.objects.create(key="about", title_sl="O portalu", title_en="About", body_sl="x", body_en="x")

    found = addresses(client.get("/sitemap-pages.xml"))

    assert len(found) == len(set(found)) == 2 * (10 + len(Kind) + len(QUESTIONS) + 1)
    assert {f"{SITE}/sl/", f"{SITE}/en/", f"{SITE}/en/map/", f"{SITE}/en/pages/about/"} - set(found) == set()


def test_every_address_in_the_sitemap_answers(client):
    for model in MODELS:
        make(model)
    parts = ("pages", *Kind.values)
    found = [address for part in parts for address in addresses(client.get(f"/sitemap-{part}.xml"))]

    wrong = [address for address in found if client.get(address.removeprefix("http://testserver")).status_code != 200]

    assert len(found) > 2 * len(MODELS)
    assert wrong == []


@pytest.mark.parametrize("model", MODELS)
def test_the_page_of_an_entry_says_what_it_is_to_machines(client, site, model):
    entry = make(model)

    data = data_of(page_of(client, entry))

    assert data["@context"] == "https://schema.org"
    assert data["@type"] == entry.schema_type
    assert data["name"] == entry.title_sl
    assert data["url"] == SITE + entry.get_absolute_url()


@pytest.mark.parametrize(
    "title", ["</script><script>alert(1)</script>", "<!-- <script>", 'A "quoted" & 5 > 3', "Č š ž đ €"]
)
def test_no_title_ends_the_script_element_it_stands_in(client, title):
    entry = make(Practice, title_sl=title, title_en=title, summary_sl=title)

    page = page_of(client, entry)

    assert (data_of(page)["name"], data_of(page)["description"]) == (title, title)
    assert page.count("<script>") == 0
    assert page.count("alert(1)</script>") == 0


def test_hostile_text_in_every_field_stays_text(client):
    hostile = "<img src=x onerror=alert(1)>"
    place = make(Place, title_sl=hostile, title_en=hostile, town=hostile, manager_sl=hostile)
    fields = {f"{name}_sl": f"{hostile} {name}" for name in Practice.body_fields}
    practice = make(
        Practice, title_sl=hostile, title_en=hostile, summary_sl=hostile, place=place, note_sl=hostile, **fields
    )
    publication = make(Publication, title_sl=hostile, title_en=hostile, authors=hostile, publisher=hostile)

    pages = [page_of(client, entry) for entry in (place, practice, publication)]
    pages += [client.get(address).content.decode() for address in ("/sl/", "/sl/katalog/", f"/sl/katalog/?q={hostile}")]

    assert [page.count("<img src=x") for page in pages] == [0] * 6


def test_an_address_that_is_a_script_is_never_a_link(client):
    practice = make(
        Practice,
        links="javascript:alert(1)\nhttps://example.org/a\ndata:text/html,x",
        more_sources="javascript:alert(2)",
    )

    page = page_of(client, practice)

    assert re.findall(r'<a [^>]*href="(?:javascript|data):[^"]*"', page) == []


def test_the_page_of_an_entry_has_a_preview_for_others_to_show(client, site):
    entry = make(
        Practice, title_sl="Odpadna toplota", title_en="Waste heat", summary_sl="Toplota iz tovarne greje mesto."
    )

    page = page_of(client, entry)

    found = dict(re.findall(r'<meta property="(og:[a-z_:]+)" content="(.*?)">', page))
    assert found == {
        "og:site_name": "MER portal",
        "og:title": "Odpadna toplota",
        "og:description": "Toplota iz tovarne greje mesto.",
        "og:type": "article",
        "og:url": f"{SITE}/sl/dobre-prakse/odpadna-toplota/",
        "og:locale": "sl_SI",
        "og:image": f"{SITE}/static/img/preview-sl.png",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "MER portal: Industrijska območja in mala mesta",
    }
    assert attribute(page, r'<meta name="description" content="(.*?)">') == ["Toplota iz tovarne greje mesto."]
    assert attribute(page, r"<title>(.*?)</title>") == ["Odpadna toplota · Dobra praksa – MER portal"]


def test_the_page_of_an_entry_names_its_own_address_and_those_in_other_languages(client, site):
    make(Practice, title_sl="Odpadna toplota", title_en="Waste heat")

    page = client.get("/en/good-practices/waste-heat/?utm_source=x").content.decode()

    sl, en = f"{SITE}/sl/dobre-prakse/odpadna-toplota/", f"{SITE}/en/good-practices/waste-heat/"
    assert attribute(page, r'<link rel="canonical" href="(.*?)">') == [en]
    assert re.findall(r'<link rel="alternate" hreflang="(.*?)" href="(.*?)">', page) == [
        ("sl", sl),
        ("en", en),
        ("x-default", sl),
    ]


@pytest.mark.parametrize("address", ["/sl/", "/en/", "/en/catalogue/", "/en/good-practices/", "/en/map/"])
def test_every_list_names_its_own_address_and_those_in_other_languages(client, site, address):
    page = client.get(address).content.decode()

    alternates = dict(re.findall(r'<link rel="alternate" hreflang="(.*?)" href="(.*?)">', page))
    assert attribute(page, r'<link rel="canonical" href="(.*?)">') == [SITE + address]
    assert list(alternates) == ["sl", "en", "x-default"]
    assert alternates[address[1:3]] == SITE + address
    assert alternates["x-default"] == alternates["sl"]
    assert [client.get(found.removeprefix(SITE)).status_code for found in alternates.values()] == [200, 200, 200]


def test_no_page_names_the_host_that_a_request_names(client, settings, site):
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    practice = make(Practice)
    found = [
        practice.get_absolute_url(),
        "/sl/",
        "/en/catalogue/",
        "/sitemap.xml",
        "/sitemap-practice.xml",
        "/robots.txt",
    ]

    pages = [client.get(address, headers={"host": "other.example"}).content.decode() for address in found]

    assert [address for address, page in zip(found, pages, strict=True) if "other.example" in page] == []


def test_a_narrowed_list_is_not_for_search_engines(client):
    plain, narrowed = (client.get(address).content.decode() for address in ("/en/catalogue/", "/en/catalogue/?q=heat"))

    robots = r'<meta name="robots" content="(.*?)">'
    assert (attribute(plain, robots), attribute(narrowed, robots)) == ([], ["noindex, follow"])


def test_a_draft_is_not_for_search_engines(client, coordinator):
    draft = make(Practice, published=False)
    client.force_login(coordinator)

    page = page_of(client, draft)

    assert attribute(page, r'<meta name="robots" content="(.*?)">') == ["noindex"]

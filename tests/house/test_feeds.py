"""Feeds of what is new, and the description by which browsers learn to search: whole, valid, by the right address."""

import datetime as dt
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from catalogue.feeds import EMPTY_SINCE, NEWEST
from catalogue.models import Card, Kind
from library.models import Practice, Term
from partners.models import Partner, Post
from tests.factories import MODELS, make, make_topic

pytestmark = pytest.mark.django_db
SITE = "https://portal.example.eu"
ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


@pytest.fixture
def site(settings):
    """The configured address is another one than the host that a request names."""
    settings.SITE_URL = SITE
    return SITE


def address(language="sl", **shelf):
    with translation.override(language):
        return reverse("feed", kwargs=shelf)


def tree(response):
    return ElementTree.fromstring(response.content)  # noqa: S314  our own answer


def read(client, language="sl", **shelf):
    return tree(client.get(address(language, **shelf)))


def entries(feed):
    return feed.findall(f"{ATOM}entry")


def text(node, name):
    return node.findtext(f"{ATOM}{name}")


def titles(feed):
    return [text(entry, "title") for entry in entries(feed)]


def moment(node, name):
    return dt.datetime.fromisoformat(text(node, name))


def links(node, **wanted):
    found = (link.attrib for link in node.findall(f"{ATOM}link"))
    return [link["href"] for link in found if wanted.items() <= link.items()]


# --- The feed ---


@pytest.mark.parametrize("language", ["sl", "en"])
def test_a_feed_has_all_that_atom_asks_for(client, site, language):
    make(Practice)

    response = client.get(address(language))

    feed, own = tree(response), SITE + address(language)
    assert (response.status_code, response["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    assert (feed.tag, feed.get(LANG)) == (f"{ATOM}feed", language)
    assert (text(feed, "id"), links(feed, rel="self")) == (own, [own])
    assert text(feed, "title") == "MER portal"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "MER portal"
    assert moment(feed, "updated") == moment(entries(feed)[0], "updated")
    with translation.override(language):
        assert links(feed, rel="alternate") == [SITE + reverse("catalogue")]


def test_an_entry_of_a_feed_tells_what_is_known(client, site):
    topic = make_topic("voda", "Voda", "Water")
    post = make(
        Post,
        title_sl="Novica & več",
        title_en="News & more",
        summary_sl="Kratko <b>.",
        partner=make(Partner, title_sl="Občina", title_en="Town"),
        topics=[topic],
    )
    Card.objects.filter(kind=Kind.POST).update(licence="CC BY 4.0")

    [entry] = entries(read(client, "en", kind="post"))

    own = post.addresses()
    assert text(entry, "id") == f"tag:portal.example.eu,2026:post:{post.pk}"
    assert text(entry, "title") == "News & more"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Town"
    assert text(entry, "rights") == "CC BY 4.0"
    assert links(entry, rel="alternate", hreflang="sl") == [SITE + own["sl"]]
    assert links(entry, rel="alternate")[0] == SITE + own["en"]
    assert [(node.get("term"), node.get("label")) for node in entry.findall(f"{ATOM}category")] == [
        ("post", "Post"),
        ("voda", "Water"),
    ]
    summary = entry.find(f"{ATOM}summary")
    assert (summary.text, summary.get("type"), summary.get(LANG)) == ("Kratko <b>.", "text", "sl")
    post.refresh_from_db()
    assert [moment(entry, name) for name in ("published", "updated")] == [post.published_at, post.updated_at]


def test_a_text_in_another_language_is_marked_as_such(client):
    make(Practice, title_sl="Samo slovensko", summary_sl="Povzetek.")

    marks = []
    for language in ("sl", "en"):
        [entry] = entries(read(client, language))
        marks.append([entry.find(f"{ATOM}{name}").get(LANG) for name in ("title", "summary")])

    assert marks == [[None, None], ["sl", "sl"]]


def test_a_feed_is_of_a_kind_of_a_topic_or_of_both(client, site):
    water, energy = make_topic("voda", "Voda", "Water"), make_topic("energija", "Energija", "Energy")
    make(Practice, title_sl="A", topics=[water])
    make(Practice, title_sl="B", topics=[energy])
    make(Term, title_sl="C", topics=[water])

    shelves = [{}, {"kind": "practice"}, {"topic": "voda"}, {"kind": "practice", "topic": "voda"}]
    feeds = [read(client, **shelf) for shelf in shelves]

    assert [titles(feed) for feed in feeds] == [["C", "B", "A"], ["B", "A"], ["C", "A"], ["A"]]
    assert [text(feed, "id") for feed in feeds] == [SITE + address(**shelf) for shelf in shelves]
    assert len({text(feed, "title") for feed in feeds}) == 4


def test_a_feed_leads_to_the_list_of_the_same(client):
    make(Practice, topics=[make_topic("voda", "Voda", "Water")])

    [listed] = links(read(client, kind="practice", topic="voda"), rel="alternate")

    page = client.get(listed.removeprefix("http://testserver"))
    assert page.context["page"].count == 1
    assert page.context["search"].feed() == address(kind="practice", topic="voda")


def test_a_feed_holds_the_fifty_newest_by_the_day_they_became_public(client):
    now = timezone.now()
    for number in range(NEWEST + 2):
        make(Term, title_sl=f"Beseda {number}", published_at=now - dt.timedelta(days=number))

    assert titles(read(client)) == [f"Beseda {number}" for number in range(NEWEST)]


def test_an_empty_feed_is_a_feed(client):
    feed = read(client, kind="event")

    assert (entries(feed), moment(feed, "updated")) == ([], EMPTY_SINCE)


@pytest.mark.parametrize("shelf", [{"kind": "nikamor"}, {"topic": "nikamor"}, {"kind": "practice", "topic": "x"}])
def test_a_feed_of_nothing_is_not_found(client, shelf):
    make(Practice)

    assert client.get(address(**shelf)).status_code == 404


def test_every_kind_has_a_feed(client):
    for model in MODELS:
        make(model)

    assert {kind.value for kind in Kind if not titles(read(client, kind=kind.value))} == set()


def test_signs_that_no_xml_may_hold_are_left_out(client):
    make(Practice)
    Card.objects.update(title_sl="A\x0b\x01B\ufffe", summary_sl="C\x1f.")  # as they were stored once

    [entry] = entries(read(client))

    assert (text(entry, "title"), text(entry, "summary")) == ("AB", "C.")


# --- What it costs, and who may keep it ---


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("shelf", [{}, {"kind": "practice"}, {"kind": "practice", "topic": "voda"}])
def test_a_feed_asks_the_database_twice(client, number, shelf):
    topic = make_topic("voda", "Voda", "Water")
    for _number in range(number):
        make(Practice, topics=[topic])
    read(client, **shelf)

    with CaptureQueriesContext(connection) as asked:
        assert len(entries(read(client, **shelf))) == number

    assert len(asked) == 2


def test_a_feed_without_news_is_not_sent_again(client, django_assert_num_queries):
    make(Practice)
    first = client.get(address())

    with django_assert_num_queries(1):
        again = client.get(address(), headers={"if-none-match": first["ETag"]})
    make(Practice)
    changed = client.get(address(), headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert (changed.status_code, changed["ETag"] == first["ETag"]) == (200, False)


def test_a_feed_may_be_read_and_kept_by_everybody(client):
    response = client.get(address())

    assert response["Cache-Control"] == "public, max-age=60"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response.get("Vary", "") in {"", "Accept-Encoding"}


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_feed_is_only_for_reading(client, method):
    assert getattr(client, method)(address()).status_code == 405


# --- Where it is found ---


@pytest.mark.parametrize("name", ["home", "catalogue", "practice_list"])
@pytest.mark.parametrize("language", ["sl", "en"])
def test_lists_name_their_feed(client, name, language):
    with translation.override(language):
        page = client.get(reverse(name)).content.decode()

    own = address(language, **({"kind": "practice"} if name == "practice_list" else {}))
    assert page.count(f'href="{own}">') == 1
    assert page.count(f'<a class="feed" href="{own}"') == (name != "home")


# --- Searching from the browser ---


@pytest.mark.parametrize("language", ["sl", "en"])
def test_a_browser_learns_to_search_in_each_language(client, site, language):
    response = client.get(f"/opensearch-{language}.xml")

    found = tree(response)
    urls = {url.get("type"): url.get("template") for url in found.findall(f"{SEARCH}Url")}
    with translation.override(language):
        page = SITE + reverse("catalogue")
    assert response["Content-Type"] == "application/opensearchdescription+xml; charset=utf-8"
    assert (found.tag, found.findtext(f"{SEARCH}ShortName")) == (f"{SEARCH}OpenSearchDescription", "MER portal")
    assert found.findtext(f"{SEARCH}Language") == response["Content-Language"] == language
    assert 0 < len(found.findtext(f"{SEARCH}Description")) <= 1024
    assert found.findtext(f"{SEARCH}InputEncoding") == "UTF-8"
    assert found.findtext(f"{SEARCH}Image") == f"{SITE}/static/img/favicon.ico"
    assert urls["text/html"] == f"{page}?q={{searchTerms}}&page={{startPage?}}"
    assert urls["application/opensearchdescription+xml"] == f"{SITE}/opensearch-{language}.xml"
    assert urls["application/json"].startswith(f"{SITE}/api/v1/search?lang={language}&q={{searchTerms}}")


@pytest.mark.parametrize("kind", ["text/html", "application/json"])
@pytest.mark.parametrize("page", ["", "1"])
def test_what_a_browser_makes_of_the_description_finds(client, kind, page):
    make(Practice, title_sl="Odpadna toplota")
    urls = {url.get("type"): url.get("template") for url in tree(client.get("/opensearch-sl.xml")).iter(f"{SEARCH}Url")}
    asked = urls[kind].replace("{searchTerms}", "toplota").replace("{startPage?}", page).replace("{count?}", "")

    response = client.get(asked.removeprefix("http://testserver"))

    assert (response.status_code, response.content.decode().count("Odpadna") > 0) == (200, True)


def test_there_is_no_description_in_a_language_the_portal_does_not_speak(client):
    assert client.get("/opensearch-de.xml").status_code == 404


@pytest.mark.parametrize("language", ["sl", "en"])
def test_every_page_names_the_description_in_its_language(client, language):
    pages = [client.get(f"/{language}/{path}").content.decode() for path in ("", "x-y-z/")]

    assert [page.count(f'href="/opensearch-{language}.xml"') for page in pages] == [1, 1]


# --- Of a search ---


def test_every_search_has_a_feed_of_its_own(client, site):
    water, energy = make_topic("voda", "Voda", "Water"), make_topic("energija", "Energija", "Energy")
    make(Practice, title_sl="Čistilna naprava", topics=[water], country="SI")
    make(Practice, title_sl="Hladilna voda", topics=[water, energy], country="AT")
    make(Term, title_sl="Čistilna naprava v slovarju", topics=[water])

    found = {
        query: titles(tree(client.get(f"{reverse('feed')}{query}")))
        for query in ("?q=naprava&kind=practice", "?topic=energija&topic=voda&country=AT", "?sort=newest&utm_source=x")
    }

    assert list(found.values()) == [
        ["Čistilna naprava"],
        ["Hladilna voda"],
        ["Čistilna naprava v slovarju", "Hladilna voda", "Čistilna naprava"],
    ]


def test_the_list_of_a_search_leads_to_its_feed_and_the_feed_back(client, site):
    make(Practice, title_sl="Čistilna naprava", country="SI")

    page = client.get(reverse("practice_list"), {"q": "naprava", "country": "SI", "sort": "newest"})

    own = page.context["search"].feed()
    feed = tree(client.get(own))
    assert own == f"{reverse('feed')}?kind=practice&country=SI&q=naprava"
    assert links(feed, rel="self") == [SITE + own]
    assert links(feed, rel="alternate") == [f"{SITE}{reverse('catalogue')}?kind=practice&country=SI&q=naprava"]
    assert titles(feed) == ["Čistilna naprava"]


@pytest.mark.parametrize("query", ["?topic=ni-je", "?kind=x", "?q=" + "x" * 201, "?country=%00"])
def test_a_search_for_what_is_not_there_has_no_feed(client, query):
    assert client.get(f"{reverse('feed')}{query}").status_code == 404

"""An archive opened from a disk: it is read and searched without a server, and asks nobody."""

import json
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.portal import run

MAKE = """
import json
from pathlib import Path
from catalogue.models import Card
from tests.catalogue.archive.making import Silent, only
from catalogue.archive.making import make
with only("/sl/pojmovnik/", "/en/glossary/", "/sl/katalog/", "/en/catalogue/", "/sl/strani/", "/en/pages/"):
    make(Path({folder!r}), tell=Silent(), processes=1)
cards = Card.objects.live().order_by("-score", "pk")
print(json.dumps(list(cards.values_list("address_sl", flat=True))))
"""
# Words as people type them, with what narrows them; the portal itself says what they find.
QUERIES = [
    {"q": q}
    for q in [
        *(
            "industrijska simbioza",
            "industrijske simbioze",
            "industrijsko simbiozo",
            "simbiozami",
            "industrial symbiosis",
        ),
        *("zelenega trženja", "zelenega trzenja", "zelenim trženjem", "green marketing", "marketing", "trzenje con"),
        *("občine", "obcini", "občinskih", "municipality", "municipalities", "mestno središče", "mestnega sredisca"),
        *("poslovnih con", "poslovne cone", "business zones", "opuščena območja", "opuscenih obmocij", "brownfields"),
        *("sončne elektrarne", "soncno elektrarno", "energija", "energije", "energiji", "energy", "odpadna toplota"),
        *("delavnica", "delavnice", "workshop", "trgovina", "trgovin", "town centre", "vodnik", "guidelines"),
        *("dobre prakse", "good practices", "simbioza -Kranj", "energija -toplota", "zemljevid", "podjetja"),
    ]
]
QUERIES += [
    {"q": "energija", "kind": "practice"},
    {"q": "zone", "country": "SI"},
    {"q": "trženje", "kind": ["practice", "guideline"]},
    {"kind": "event"},
    {"q": "xyzzyqwv simbioza"},
]
FOUND = "MER.answer.then((answer) => answer.found)"
LEFT = "net::ERR_ABORTED"  # the test went on before it was there
PAGE_OF_SEARCH = "sl/search.html"


@pytest.fixture(scope="module")
def made(portal, tmp_path_factory):
    """(folder, addresses of the entries by number): the search of the shipped content, and some of its pages."""
    folder = tmp_path_factory.mktemp("archive") / "made"
    told = run(["manage.py", "shell", "--verbosity=0", f"--command={MAKE.format(folder=str(folder))}"], portal.env)
    return folder, json.loads(told.splitlines()[-1])


@pytest.fixture(scope="module")
def archive(made):
    return made[0]


@pytest.fixture
def at_disk(browser, archive):
    """A page that opens files of the archive; fails where it asks elsewhere, misses a file or complains."""
    context = browser.new_context()
    page, complaints = context.new_page(), []
    page.on("request", lambda one: one.url.startswith(("file:", "data:")) or complaints.append(one.url))
    page.on("requestfailed", lambda one: one.failure == LEFT or complaints.append(f"not loaded: {one.url}"))
    page.on("console", lambda one: complaints.append(one.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.open_file = lambda name: page.goto(f"file://{archive}/{name}")
    yield page
    context.close()
    assert complaints == []


def query_string(asked):
    return urlencode(asked, doseq=True)


@pytest.fixture(scope="module")
def of_portal(portal):
    """Addresses of the Slovenian pages that the portal itself finds."""

    def ask(asked):
        found, page = set(), 1
        while page:
            address = f"{portal.url}/api/v1/search?limit=200&page={page}&{query_string(asked)}"
            with urlopen(address, timeout=60) as answer:  # noqa: S310  our own address
                told = json.load(answer)
            found |= {entry["url"]["sl"].removeprefix(portal.url) for entry in told["results"]}
            page = page + 1 if told["next"] else 0
        return found

    return ask


def of_archive(page, addresses, asked):
    page.open_file(f"{PAGE_OF_SEARCH}?{query_string(asked)}")
    return {addresses[number] for number in page.evaluate(FOUND)}


def f1(found, relevant):
    return 2 * len(found & relevant) / (len(found) + len(relevant)) if found or relevant else 1.0


def test_fifty_queries_find_what_the_portal_finds(at_disk, made, of_portal):
    scores = {str(asked): f1(of_archive(at_disk, made[1], asked), of_portal(asked)) for asked in QUERIES}

    assert len(scores) >= 50
    assert sum(scores.values()) / len(scores) >= 0.97, {asked: score for asked, score in scores.items() if score < 1}


@pytest.mark.parametrize("typed", ["zelenega trzenja", "sredisca", "obcinskih"])
def test_inflected_words_are_found_without_their_carons(at_disk, typed):
    at_disk.open_file(PAGE_OF_SEARCH)
    at_disk.locator("#q").fill(typed)
    at_disk.keyboard.press("Enter")

    expect(at_disk.locator(".hits > li").first).to_be_visible()


def test_ten_links_lead_somewhere(at_disk):
    at_disk.open_file("index.html")
    at_disk.locator("a", has_text="English").click()
    for name in ["en/catalogue/index.html", "en/glossary/index.html", "en/pages/about/index.html", "sl/index.html"]:
        at_disk.open_file(name)
        for _turn in range(3):
            links = at_disk.locator("main a[href$='.html']:not([href*='://'])")  # those that stay in the archive
            if not links.count():
                break
            at_disk.goto(links.last.evaluate("link => link.href"))
            expect(at_disk.locator("h1")).to_be_visible()


@pytest.mark.parametrize(
    "name", ["sl/search.html?q=energija", "en/search.html", "en/index.html", "sl/katalog/index.html"]
)
def test_a_page_of_the_archive_is_accessible(browser, archive, name):
    """Not watched: axe itself asks for the style sheets, which pages from a disk may not read."""
    page = browser.new_page()
    page.goto(f"file://{archive}/{name}")
    if "search" in name:
        expect(page.locator("#results")).to_be_visible()

    assert violations(page) == []
    page.close()

"""An archive opened from a disk: it is read and searched without a server, and asks nobody."""

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.portal import ROOT, run

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
KILLED = """
import json
from pathlib import Path
from tests.catalogue.archive.making import Silent, only
from catalogue.archive.checking import check
from catalogue.archive.making import make
with only("/sl/pojmovnik/", "/en/glossary/"):
    state = make(Path({folder!r}), tell=Silent(), processes=2)
print(json.dumps([state["complete"], state["pages"], check(Path({folder!r}))[0]]))
"""
SECONDS_TO_END = 10
OF_THE_WHOLE = "the search leads to no page"  # it knows all entries, and only some pages are made here
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


class Quiet(SimpleHTTPRequestHandler):
    """As `python -m http.server`."""

    def log_message(self, *said):
        pass


@pytest.fixture(scope="module")
def bases(archive, tmp_path_factory):
    """Where the archive can be read: from the disk, and from any server of files, there below an address of others."""
    root = tmp_path_factory.mktemp("served")
    (root / "old").mkdir()
    (root / "old" / "mer").symlink_to(archive, target_is_directory=True)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=root)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield {"disk": f"file://{archive}", "server": f"http://127.0.0.1:{server.server_port}/old/mer"}
        server.shutdown()


@pytest.fixture(params=["disk", "server"])
def base(bases, request):
    return bases[request.param]


@pytest.fixture
def reader(browser, base):
    yield from watched(browser, base)


@pytest.fixture
def at_disk(browser, bases):
    yield from watched(browser, bases["disk"])


def watched(browser, base):
    """A page that opens files of the archive; fails where it asks elsewhere, misses a file or complains."""
    context = browser.new_context()
    page, complaints = context.new_page(), []
    page.on("request", lambda one: one.url.startswith((base, "data:")) or complaints.append(one.url))
    page.on("response", lambda one: one.status < 400 or complaints.append(f"{one.status}: {one.url}"))
    page.on("requestfailed", lambda one: one.failure == LEFT or complaints.append(f"not loaded: {one.url}"))
    page.on("console", lambda one: complaints.append(one.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.open_file = lambda name: page.goto(f"{base}/{name}")
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
def test_inflected_words_are_found_without_their_carons(reader, typed):
    reader.open_file(PAGE_OF_SEARCH)
    reader.locator("#q").fill(typed)
    reader.keyboard.press("Enter")

    expect(reader.locator(".hits > li").first).to_be_visible()


def test_ten_links_lead_somewhere(reader):
    reader.open_file("index.html")
    reader.locator("a", has_text="English").click()
    for name in ["en/catalogue/index.html", "en/glossary/index.html", "en/pages/about/index.html", "sl/index.html"]:
        reader.open_file(name)
        for _turn in range(3):
            links = reader.locator("main a[href$='.html']:not([href*='://'])")  # those that stay in the archive
            if not links.count():
                break
            reader.goto(links.last.evaluate("link => link.href"))
            expect(reader.locator("h1")).to_be_visible()


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


def test_a_run_that_was_killed_is_completed_by_a_second_one(portal, tmp_path):
    """Killed as by the machine: nothing of it may tidy up, and its workers end by themselves."""
    folder = tmp_path / "archive"
    command = ["manage.py", "shell", "--verbosity=0", f"--command={KILLED.format(folder=str(folder))}"]
    journal = folder / ".work" / "journal.jsonl"
    making = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=portal.env, stdout=subprocess.DEVNULL)
    while making.poll() is None and not (journal.exists() and journal.read_text().count("\n") > 5):
        time.sleep(0.05)
    workers = children_of(making.pid)
    making.send_signal(signal.SIGKILL)
    assert making.wait() == -signal.SIGKILL
    before = {json.loads(line)[0] for line in journal.read_text().splitlines()[:5]}
    begun = time.monotonic()
    while any(map(is_there, workers)) and time.monotonic() - begun < SECONDS_TO_END:
        time.sleep(0.1)

    complete, pages, faults = json.loads(run(command, portal.env).splitlines()[-1])

    assert len(workers) == 2
    assert not any(map(is_there, workers))
    assert len(before) == 5
    assert complete
    assert [fault for fault in faults if not fault.startswith(OF_THE_WHOLE)] == []
    assert pages > 10
    assert not journal.parent.exists()


def children_of(pid):
    """Processes whose parent this is; threads may have begun them, too."""
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True)
    return [int(one) for one in found.stdout.split()]


def is_there(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True

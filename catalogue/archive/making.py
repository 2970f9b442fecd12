"""Makes an archive from beginning to end: ask, write, make the search, list the sums, look at it all once more."""

import hashlib

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from catalogue.archive import bagging, registered, writing
from catalogue.archive.crawling import crawl, write
from catalogue.archive.entries import entry_files, write_entries
from catalogue.archive.journal import NAME, Journal, read_state
from catalogue.archive.refusals import Refused
from catalogue.archive.registered import LEFT_OUT
from catalogue.archive.routes import expect
from catalogue.archive.searching import search_files
from catalogue.archive.warc import write_warc
from catalogue.archive.workers import Place, workers
from catalogue.languages import LANGUAGES
from catalogue.models import Card

SUMS = "SHA256SUMS"
PAYLOAD = "data"  # of a bag
ADDRESSES = [f"address_{code}" for code in LANGUAGES]


def make(folder, *, bag=False, processes=1, tell, warc=None):
    """Write the archive into the folder, or go on with it; returns its state."""
    site = folder / PAYLOAD if bag else folder
    check_is_ours(folder, site)
    journal = Journal(site, settings.SITE_URL, timezone.localdate().isoformat(), folder)
    journal.begin()
    place, day = Place(site, journal.work), timezone.datetime.fromisoformat(journal.day).date()
    tell.stage("asking")
    expect(page for pair in Card.objects.live().values_list(*ADDRESSES) for page in pair)
    with workers(place, day, processes) as crew:
        version, outdated = crawl(journal, crew, tell)
    journal.write(version=version, complete=False)
    entries = entry_files()
    writing.FILES = journal.files() | entries
    tell.stage("writing")
    with workers(place, day, processes) as crew:  # forks that know all files
        digests = writing.write_all(journal, crew, tell)
        tell.stage("entries")
        digests |= write_entries(crew, tell)
    tell.stage("search")
    digests |= put(site, search_files(writing.FILES, day))
    digests |= put(site, other_files())
    if warc:
        tell.stage("warc")
        pages = (told.address for told in journal.told.values() if told.file or told.moved)
        write_warc(warc, [*dict.fromkeys([*pages, *entries])], tell)
    return finish(journal, folder, digests, version, outdated, bag)


def check_is_ours(folder, site):
    """A folder with anything else in it is left alone."""
    if folder.exists() and not folder.is_dir():
        raise Refused(f"{folder} is a file, not a folder.")
    state = read_state(site)
    if folder.exists() and any(folder.iterdir()) and not state:
        raise Refused(f"{folder} holds something else than an archive of this form. Name an empty folder or a new one.")
    if state and state.get("portal") != settings.SITE_URL:
        raise Refused(f"{folder} holds an archive of {state.get('portal')}. Name another folder.")


def finish(journal, folder, digests, version, outdated, bag):
    writing.drop_others(journal.folder, digests)
    journal.write(
        version=version,
        complete=True,
        pages=sum(name.endswith(".html") for name in digests),
        files=len(digests),
        entries=Card.objects.live().count(),
        older=sorted(outdated),
        left_out=sorted(LEFT_OUT),
    )
    digests[NAME] = hashlib.sha256((journal.folder / NAME).read_bytes()).hexdigest()
    if bag:
        bagging.write_bag(folder, digests, source=settings.SITE_URL, day=journal.day)
    else:
        write(folder / SUMS, bagging.lines_of(digests).encode())
    journal.finish()
    return read_state(journal.folder)


def put(folder, files):
    """Write (name, content); returns {name: sha256}."""
    digests = {}
    for name, content in files:
        write(folder / name, content)
        digests[name] = hashlib.sha256(content).hexdigest()
    return digests


def other_files():
    """The page one opens first, and what other rooms have."""
    homes = [(code, name, f"{code}/index.html") for code, name in settings.LANGUAGES if code in LANGUAGES]
    yield "index.html", render_to_string("catalogue/archive/index.html", {"homes": homes}).encode()
    for files in registered.FILES:
        yield from files()

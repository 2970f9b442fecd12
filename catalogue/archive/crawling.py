"""Asks for every public page, from the sitemap and the lists on, until no link is new."""

import gzip
import hashlib
import logging
import re
from html import unescape
from itertools import chain
from urllib.parse import urlencode

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

from catalogue.archive import markup, registered
from catalogue.archive.addresses import file_of, internal
from catalogue.archive.asking import KEPT_STATUS, MOVED, ask
from catalogue.archive.journal import Told
from catalogue.archive.routes import is_kept, target
from catalogue.archive.rows import InARow, in_rows
from catalogue.filing.filing import current_state, entry_models
from catalogue.gone import was_public, withdrawn
from catalogue.models import CatalogueState

PASSES = 3
WITH_LINKS = {"text/html": markup.links, "text/css": markup.css_links, "application/atom+xml": markup.xml_links}
IN_SITEMAP = re.compile(r"<loc>([^<]+)</loc>|<xhtml:link[^>]*\bhref=\"([^\"]+)\"")
HEARD_OF_ERRORS = logging.getLogger("django.request")


def crawl(journal, workers, tell):
    """Ask until all is of one state of the catalogue, in three passes at most; returns that state and what is older."""
    journal.known |= dict.fromkeys(starts())
    ask_all(journal, workers, tell, journal.waiting())
    for _turn in range(PASSES - 1):
        version = current_state().version
        outdated = journal.outdated(version)
        if not outdated:
            break
        tell(f"The catalogue changed meanwhile: {len(outdated)} pages are asked for again.")
        journal.known |= dict.fromkeys(starts())
        ask_all(journal, workers, tell, outdated)
    version = current_state().version
    return version, journal.outdated(version)


def ask_all(journal, workers, tell, wave):
    """Wave after wave: what is asked for names the next."""
    with journal.lines.open("a", encoding="utf-8") as out:
        while wave:
            for told in workers.each_of_rows(visit_row, in_rows(sorted(wave, key=without_query))):
                journal.note(told, out)
                tell.progress(len(journal.told), len(journal.known))
            out.flush()
            wave = journal.waiting()


def without_query(address):
    """Pages of long lists come in a row of their own."""
    return "?" in address, address


def starts():
    """Addresses that the archive begins with: the sitemap's, of what is gone, of other rooms."""
    yield from ("/", static("js/archive.js"))
    yield from (address for address in of_sitemap() if is_kept(address))
    yield from gone()
    yield from chain.from_iterable(further() for further in registered.ADDRESSES)


def of_sitemap():
    parts = [address for address in addresses_in(reverse("sitemap")) if "sitemap-" in address]
    return dict.fromkeys(chain.from_iterable(map(addresses_in, parts)))


def addresses_in(sitemap):
    found = IN_SITEMAP.findall(ask(sitemap).body.decode())
    links = (internal(unescape(one or other), "/", settings.SITE_URL) for one, other in found)
    return [f"{link.path}?{urlencode(link.query)}" if link.query else link.path for link in links if link]


def gone():
    """Addresses of the notices that stay where an entry was public once."""
    for model in entry_models():
        for entry in withdrawn(model.objects.all()):
            if was_public(entry):
                yield from entry.addresses().values()


# --- In a worker ---


def visit_row(errand):
    """Yields what became of each of these addresses."""
    place, day, addresses = errand
    HEARD_OF_ERRORS.setLevel(logging.ERROR)  # what is gone or missing is told in the report
    version, row = CatalogueState.objects.values_list("version", flat=True).get(pk=1), InARow(addresses)
    for address in addresses:
        yield visit(place, address, version, ask(address, frozen=day, row=row))


def visit(place, address, version, answer):
    """Put the answer where it is worked on, or into its place at once."""
    told = Told(address, answer.status, version, answer.content_type)
    if answer.status in MOVED:
        return moved(told, answer.headers["Location"])
    if answer.status not in KEPT_STATUS or (answer.status == 410 and answer.content_type != "text/html"):
        return told
    return kept(place, told, answer)


def moved(told, location):
    found = target(location, told.address)
    address = found.address if found else ""
    return told._replace(moved=address, links=(address,) if address else ())


def kept(place, told, answer):
    file = file_of(told.address, answer.content_type, answer.headers.get("Content-Disposition", ""))
    told = told._replace(file=file)
    named = WITH_LINKS.get(answer.content_type)
    if named is None:
        write(place.folder / file, answer.body)
        return told._replace(digest=hashlib.sha256(answer.body).hexdigest())
    write(spooled(place.work, told.address), gzip.compress(answer.body, 1))
    targets = (target(link, told.address) for link in dict.fromkeys(named(answer.body.decode())))
    return told._replace(links=tuple(dict.fromkeys(one.address for one in targets if one and one.address)))


def spooled(work, address):
    name = hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()
    return work / name[:2] / f"{name}.gz"


def write(path, content):
    """Whole or not at all: what is there was written to its end."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".new")
    draft.write_bytes(content)
    draft.replace(path)

"""Writes what was asked for: every link becomes the way to a file of the archive, or no link."""

import gzip
import hashlib

from django.utils import translation
from django.utils.translation import get_language_from_path
from django.utils.translation import gettext as _

from catalogue.archive import markup
from catalogue.archive.addresses import relative
from catalogue.archive.crawling import spooled, write
from catalogue.archive.journal import NAME, WORK
from catalogue.archive.routes import SEARCH, lists, target
from catalogue.languages import LANGUAGES

FILES = {}  # {address: file}, known to the forks that write


def write_all(journal, workers, tell):
    """Returns {file: sha256} of all that was asked for."""
    digests = {told.file: told.digest for told in journal.told.values() if told.digest}
    waiting = [told.address for told in journal.told.values() if told.file and not told.digest]
    for number, (file, digest) in enumerate(workers.each(write_one, waiting), 1):
        digests[file] = digest
        tell.progress(number, len(waiting))
    return digests


def write_one(errand):
    place, _day, address = errand
    file = FILES[address]
    text = gzip.decompress(spooled(place.work, address).read_bytes()).decode()
    content = written(text, address, file).encode()
    write(place.folder / file, content)
    return file, hashlib.sha256(content).hexdigest()


def written(text, address, file):
    """As it stands in the archive."""

    def place(link):
        return placed(link, address, file)

    if file.endswith(".css"):
        return markup.placed_css(text, place)
    if file.endswith(".xml"):
        return markup.placed_xml(text, place)
    return frozen(text, address, file)


def frozen(text, address, file):
    with translation.override(get_language_from_path(address) or LANGUAGES[0]):
        words = _("This part works only in the living portal.")
    page = markup.Page(lambda link: placed(link, address, file), lambda action: search_of(action, address, file), words)
    return page.frozen(text)


def placed(link, address, file):
    """What a link of the page becomes; None where the archive has nothing there."""
    found = target(link, address)
    if found is None:
        return link
    there = found.file or FILES.get(found.address)
    if not there:
        return None
    if there == file and found.fragment and not found.query:
        return f"#{found.fragment}"
    return relative(there, file, found.query, found.fragment)


def search_of(action, address, file):
    """(way to the search, kind) for the form of a list; None for any other form."""
    found = target(action, address)
    if found and found.file:
        return relative(found.file, file), ""
    language, kind = lists().get(found.address if found else "", ("", ""))
    return (relative(f"{language}/{SEARCH}", file), kind) if language else None


def drop_others(folder, kept):
    """Files of an earlier archive that this one does not have."""
    for path in sorted(folder.rglob("*"), reverse=True):
        name = path.relative_to(folder).as_posix()
        if name.split("/")[0] == WORK or name == NAME:
            continue
        if path.is_file() and name not in kept:
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()

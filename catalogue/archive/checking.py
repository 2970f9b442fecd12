"""Looks at a finished archive as a reader's computer would: every way leads somewhere, nothing is asked elsewhere."""

import hashlib
import json
import posixpath
from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from catalogue.archive import bagging, markup
from catalogue.archive.forms import letters_of
from catalogue.archive.making import PAYLOAD, SUMS
from catalogue.archive.shards import Postings, fnv1a
from catalogue.archive.workers import Place, workers
from catalogue.text import fold, words

QUERIES = 20
FETCHED = {"src", "poster", "data", "srcset"}  # what a browser asks for by itself
OUTWARD = {"http", "https", "mailto", "tel"}  # where only a reader's click leads
THERE = set()  # all files, known to the forks that look at pages


@dataclass
class Seen:
    pages: int = 0
    links: int = 0
    queries: int = 0
    sums: int = 0


def check(folder, processes=1):
    """(faults, Seen) of an archive or a bag."""
    site = folder / PAYLOAD if (folder / "bagit.txt").exists() else folder
    seen = Seen()
    if not (site / "index.html").exists():
        return [f"{folder} holds no archive."], seen
    faults = [*links_of(site, seen, processes), *queries_of(site, seen), *sums_of(folder, seen)]
    return faults, seen


# --- Links ---


def links_of(site, seen, processes):
    """Every href, src and fragment; no absolute path, no foreign host."""
    THERE.clear()
    THERE.update(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    names = sorted(name for name in THERE if name.endswith((".html", ".css")))
    inside = defaultdict(dict)  # {file: {fragment that somebody names: who}}
    with workers(Place(site, None), None, processes) as crew:
        for name, number, faults, named in crew.each(links_in, names):
            seen.pages += name.endswith(".html")
            seen.links += number
            yield from faults
            for file, fragment in named:
                inside[file].setdefault(fragment, name)
    for file, named in sorted(inside.items()):
        known = markup.fragments((site / file).read_text("utf-8"))
        yield from (
            f"{file} has no #{fragment}, to which {source} leads"
            for fragment, source in sorted(named.items())
            if fragment not in known
        )


def links_in(errand):
    """(name, number of links, faults, {(file, fragment)}) of a page or a style sheet; most links stand there twice."""
    place, _day, name = errand
    text = (place.folder / name).read_text("utf-8")
    found = list(addresses(text)) if name.endswith(".html") else [(True, link) for link in markup.css_links(text)]
    faults, named = [], set()
    for fetched, link in dict.fromkeys(found):
        faults += fault_of(name, link, fetched, named)
    return name, len(found), faults, named


def addresses(text):
    """(whether a browser fetches it by itself, address) of a page."""
    for match in markup.TAG.finditer(text):
        name = (match["name"] or match["raw"] or "").lower()
        if not name:
            continue
        attributes = markup.attributes_of(match["attributes"] or match["raw_attributes"] or "")
        for key, value in attributes.items():
            if key == "srcset":
                yield from ((True, address) for address, _size in markup.candidates(value))
            elif key in markup.ADDRESSES or (name == "form" and key == "action"):
                yield key in FETCHED or name in {"link", "use", "image", "form"}, value


def fault_of(source, link, fetched, named):
    parts = urlsplit(link)
    if parts.scheme == "data" or (parts.scheme in OUTWARD and not fetched):
        return
    if parts.scheme or parts.netloc:
        yield f"{source}: {link} is asked of another host"
        return
    if parts.path.startswith("/"):
        yield f"{source}: {link} is an absolute path"
        return
    file = posixpath.normpath(posixpath.join(posixpath.dirname(source), unquote(parts.path))) if parts.path else source
    if file not in THERE:
        yield f"{source}: {link} leads to no file"
    elif parts.fragment and file.endswith(".html"):
        named.add((file, unquote(parts.fragment)))


# --- Search ---


def queries_of(site, seen):
    """Words of titles lead, by the files of the search, to their entries."""
    count = len(list((site / "search").glob("d*.js")))
    rows = [row for number in range(count) for row in read(site, f"d{number}")]
    for number in range(0, len(rows), max(1, len(rows) // QUERIES)):
        if seen.queries == QUERIES:
            break
        title = rows[number][3][0]
        typed = [word for word in words(title) if len(word) > 2 and word.isalpha()]
        if not typed:
            continue
        seen.queries += 1
        if not any(number in found(site, word) for word in typed):
            yield f"the search does not find “{title}” by a word of its title"
        if not all((site / language[3]).is_file() for language in rows[number][3:]):
            yield f"the search leads to no page of “{title}”"


def found(site, word):
    """The numbers of the entries that a typed word finds."""
    form = fold(word)
    numbers = set()
    for term in {form, *terms_of(site, form)}:
        held = read(site, f"t{fnv1a(term) % Postings.SHARDS}").get(term, "")
        numbers |= unpacked(held)
    return numbers


def terms_of(site, form):
    for row in read(site, f"f{letters_of(form)}", []):
        stem, endings, terms = row.split("|")
        if form.startswith(stem) and form.removeprefix(stem) in endings.split(","):
            yield from terms.split()


def unpacked(held):
    numbers, last = set(), 0
    for part in "".join(f" {sign}" if sign.isupper() else sign for sign in held).split():
        last += int(part[1:], 36)
        numbers.add(last)
    return numbers


def read(site, name, default=None):
    path = site / "search" / f"{name}.js"
    if not path.exists() and default is not None:
        return default
    text = path.read_text("utf-8")
    return json.loads(text[text.index(",") + 1 : text.rindex(")")])


# --- Sums ---


def sums_of(folder, seen):
    """What `sha256sum -c` would say, and what is there without being listed."""
    bag = (folder / "bagit.txt").exists()
    listed = {}
    for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt") if bag else (SUMS,):
        listed |= bagging.read_lines((folder / name).read_text("utf-8")) if (folder / name).exists() else {}
    for name, digest in sorted(listed.items()):
        seen.sums += 1
        path = folder / name
        if not path.is_file():
            yield f"{name} is missing"
        elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            yield f"{name} is not what was written"
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    unlisted = there - listed.keys() - {SUMS, "manifest-sha256.txt", "tagmanifest-sha256.txt"}
    yield from (f"{name} is in no list of sums" for name in sorted(unlisted))

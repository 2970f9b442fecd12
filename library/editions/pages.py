"""The pages of an edition: written once, when it is proposed, and read from its JSON file ever after.

So nothing that a text links to, and nothing that is written anew in the portal, changes what the edition says.
"""

import base64
import json
from functools import lru_cache
from html import escape
from typing import NamedTuple

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from library.books.epub import STYLE
from library.books.html import Writer, clean, minutes
from library.models import EditionFile

MOST_KEPT = 12  # editions in one language
OWN_STYLE = "body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; } img { max-width: 100%; height: auto; }\n"


class PageWriter(Writer):
    """A chapter for the pages of the edition; `places` are the addresses of its chapters by those of today."""

    def __init__(self, leaf, edition, places):
        super().__init__(leaf.document, leaf.library, f"c{leaf.pk}")
        self.edition, self.leaf, self.places = edition, leaf, places

    def local(self, address):
        page, hash_, anchor = address.partition("#")
        return f"{self.places[page]}{hash_}{anchor}" if page in self.places else self.outside(address)

    def outside(self, address):
        return address

    def picture(self, found):
        """From the version that the edition holds: the chapter may show another one today."""
        size = f' width="{found.width}" height="{found.height}"' if found.width and found.height else ""
        return f'<img src="{escape(self.source(found))}" alt="{escape(found.alt)}"{size} loading="lazy">'

    def source(self, found):
        return reverse("edition_figure", args=[self.edition.book_id, self.edition.number, self.leaf.pk, found.key])


class FileWriter(PageWriter):
    """The same for one file with the whole book: links stay in it, and pictures are in it."""

    def local(self, address):
        page, _hash, anchor = address.partition("#")
        if page in self.places:
            return f"#{anchor}" if anchor else self.places[page]
        return address if not page else self.outside(address)

    def outside(self, address):
        return settings.SITE_URL + address

    def source(self, found):
        with found.stored.storage.open(found.stored.name) as file:
            return f"data:image/webp;base64,{base64.b64encode(file.read()).decode()}"


# --- Written ---


def as_json(volume, edition):
    """All that the pages show, as bytes."""
    with translation.override(volume.language):
        places = {
            leaf.address: reverse("edition_chapter", args=[edition.book_id, edition.number, place])
            for place, leaf in enumerate(volume.leaves, start=1)
        }
        told = {
            "edition": edition.number,
            "language": volume.language,
            "title": volume.whole_title,
            "summary": volume.summary,
            "authors": list(volume.authors),
            "address": volume.address,
            "colophon": [list(pair) for pair in volume.colophon],
            "terms": volume.terms,
            "chapters": [chapter(leaf, edition, places) for leaf in volume.leaves],
        }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def chapter(leaf, edition, places):
    writer = PageWriter(leaf, edition, places)
    return {
        "id": leaf.pk,
        "role": leaf.role,
        "level": leaf.level,
        "number": leaf.number,
        "title": leaf.title,
        "summary": leaf.summary,
        "language": leaf.language,
        "html": clean(writer.html()),
        "works": clean(writer.bibliography()),
        "minutes": minutes(leaf.document),
    }


def as_html(volume, edition):
    """The whole book as one page that needs nothing beside it, as bytes."""
    places = {leaf.address: f"#c{leaf.pk}" for leaf in volume.leaves}
    with translation.override(volume.language):
        chapters = "".join(section(leaf, FileWriter(leaf, edition, places)) for leaf in volume.leaves)
        title, language = escape(volume.whole_title), volume.language
        return (
            f'<!DOCTYPE html>\n<html lang="{language}">\n<head><meta charset="utf-8"><title>{title}</title>\n'
            f'<meta name="viewport" content="width=device-width"><style>\n{STYLE}{OWN_STYLE}</style></head>\n<body>\n'
            f"<header><h1>{title}</h1>\n{paragraphs(volume)}</header>\n{contents(volume)}<main>\n{chapters}</main>\n"
            f"{colophon(volume)}</body>\n</html>\n"
        ).encode()


def paragraphs(volume):
    return "".join(f"<p>{escape(text)}</p>\n" for text in [*volume.authors, volume.edition, volume.summary] if text)


def contents(volume):
    title = escape(_("Contents"))
    items = "".join(f'<li><a href="#c{leaf.pk}"{lang(leaf)}>{escape(named(leaf))}</a></li>\n' for leaf in volume.leaves)
    return f'<nav aria-label="{title}"><h2>{title}</h2>\n<ul class="works">\n{items}</ul></nav>\n'


def section(leaf, writer):
    text, works = writer.html(), writer.bibliography()
    lead = "" if text else f'<p class="lead">{escape(leaf.summary)}</p>\n'
    if works:
        works = f"<h3>{escape(_('Sources of this chapter'))}</h3>\n{works}"
    return f'<section id="c{leaf.pk}"{lang(leaf)}><h1>{escape(named(leaf))}</h1>\n{lead}{text}{works}</section>\n'


def colophon(volume):
    rows = "".join(f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>\n" for label, value in volume.colophon)
    return f"<footer><h2>{escape(_('Colophon'))}</h2>\n<dl>\n{rows}</dl></footer>\n"


def named(leaf):
    return " ".join(filter(None, [leaf.number, leaf.title]))


def lang(leaf):
    return f' lang="{leaf.language}"' if leaf.language else ""


# --- Read ---


class Place(NamedTuple):
    """A chapter of an edition, with the names that the contents of a book ask for."""

    pk: int  # its position
    chapter: int  # the primary key that the chapter had
    role: str
    level: int
    number: str
    title: str
    summary: str
    language: str
    address: str
    html: str
    works: str
    minutes: int


class Pages(NamedTuple):
    """An edition as it is read in one language; `language` is set where that is not the language of the page."""

    title: str
    summary: str
    language: str
    colophon: list
    places: list

    def at(self, position):
        if not 1 <= position <= len(self.places):
            raise Http404
        return self.places[position - 1]


def pages_of(edition):
    """In the language of the page, else in one that the edition has; 404 where its file is lost."""
    files = {file.language: file for file in edition.files.filter(format=EditionFile.Format.JSON)}
    if not files:
        raise Http404
    file = files.get(get_language()) or next(iter(files.values()))
    told = read(file.file.name, file.sha256, file.file.storage)
    other = "" if file.language == get_language() else file.language
    places = [place_of(edition, other, *pair) for pair in enumerate(told["chapters"], start=1)]
    return Pages(told["title"], told["summary"], other, told["colophon"], places)


@lru_cache(maxsize=MOST_KEPT)
def read(name, _sha256, storage):
    """What was written once never changes, so what was read of it is kept."""
    try:
        with storage.open(name) as file:
            return json.load(file)
    except OSError as error:
        raise Http404 from error


def place_of(edition, other, position, told):
    return Place(
        pk=position,
        chapter=told["id"],
        role=told["role"],
        level=told["level"],
        number=told["number"],
        title=told["title"],
        summary=told["summary"],
        language=told["language"] or other,
        address=reverse("edition_chapter", args=[edition.book_id, edition.number, position]),
        html=mark_safe(told["html"]),  # noqa: S308  written by this portal, through an allow-list
        works=mark_safe(told["works"]),  # noqa: S308  the same
        minutes=told["minutes"],
    )

"""A whole book on one page: its links stay on it, and printed it has running titles."""

import hashlib
from typing import NamedTuple

from catalogue.caches import kept_per_version
from catalogue.languages import shown
from library.books.html import Writer, clean
from library.books.reading import Place, place_of
from library.books.shelf import opened, prefix_of
from library.models import Chapter, Illustration

MOST_KEPT = 20  # books
PAGE = """@page { margin: 24mm 18mm 20mm; font: 8pt sans-serif; }
@page { @top-left { content: %(title)s; } @bottom-right { content: counter(page); } }
"""
CHAPTER = """@page %(name)s { @top-right { content: %(words)s; } }
#%(name)s { page: %(name)s; }
"""


class WholeChapter(NamedTuple):
    """A chapter as it stands in the whole book."""

    place: Place
    name: str  # its id
    summary: str
    summary_language: str
    html: str
    works: str
    language: str  # of the text, set only where it is not that of the page


class WholeWriter(Writer):
    """Headings are one level deeper, below that of the chapter; `chapters` are its names by the addresses they have."""

    deeper = 1

    def __init__(self, document, library, prefix, chapters):
        super().__init__(document, library, prefix)
        self.chapters = chapters

    def local(self, address):
        page, _hash, anchor = address.partition("#")
        return f"#{anchor or self.chapters[page]}" if page in self.chapters else address


@kept_per_version(MOST_KEPT)
def whole(pk, language, version):
    """The public chapters of a book in their order, as WholeChapters."""
    found = opened(Chapter.objects.published().filter(book=pk).in_order().select_related("book"))
    names = {one.chapter.get_absolute_url(): prefix_of(one.chapter) for one in found}
    return [written(one, names) for one in found]


@kept_per_version(MOST_KEPT)
def state_of(pk, language, version):
    """Names the text and its pictures as they are now."""
    pictures = list(Illustration.objects.filter(chapter__book=pk).order_by("pk").values_list("pk", "image"))
    return hashlib.sha256(repr((whole(pk, language, version), pictures)).encode()).hexdigest()[:32]


def written(one, names):
    writer = WholeWriter(one.document, one.library, prefix_of(one.chapter), names)
    summary = shown(one.chapter, "summary")
    return WholeChapter(
        place=place_of(one.chapter),
        name=prefix_of(one.chapter),
        summary=summary.text,
        summary_language=summary.language,
        html=clean(writer.html()),
        works=clean(writer.bibliography()),
        language=one.language,
    )


def print_style(title, chapters):
    """Running titles for paper: that of the book on every page, that of its chapter beside it."""
    rules = [PAGE % {"title": css_text(title)}]
    for one in chapters:
        words = " ".join(filter(None, [one.place.number, one.place.title]))
        rules.append(CHAPTER % {"name": one.name, "words": css_text(words)})
    return "".join(rules)


def css_text(words):
    """As a string of CSS: every sign that means something there stands as its number."""
    return '"' + "".join(sign if sign.isalnum() or sign in " .,:;-–" else f"\\{ord(sign):x} " for sign in words) + '"'

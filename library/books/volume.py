"""A whole book in one language, as it is set for PDF and EPUB: title, chapters in their order, works, terms."""

from dataclasses import dataclass, field

from django.conf import settings
from django.utils import formats, translation
from django.utils.translation import gettext as _

from catalogue.languages import shown
from library.books.numbering import captions
from library.books.shelf import opened
from library.books.tree import Node, whole
from library.models import Chapter


class CannotSet(ValueError):
    """Says in one sentence why a book cannot be set."""


@dataclass(frozen=True)
class Leaf:
    """One part or chapter: its place in the book, its title and its text."""

    pk: int
    role: str
    level: int
    number: str
    title: str
    summary: str
    language: str  # set only where the text is not in the language of the volume
    address: str  # where it is read on the portal
    document: Node
    library: object


@dataclass(frozen=True)
class Volume:
    title: str
    subtitle: str  # what stands in the title after a colon
    summary: str
    language: str
    authors: tuple
    address: str  # where the book is read on the portal
    leaves: tuple
    terms: dict = field(default_factory=dict)  # {title: definition} of all terms that the text names
    edition: str = ""  # which edition it is and of when; empty for the working text
    colophon: tuple = ()  # (label, value) pairs

    @property
    def whole_title(self):
        return f"{self.title}: {self.subtitle}" if self.subtitle else self.title

    def standing(self, moment):
        """Which text this is, for its title page and the foot of each page."""
        return self.edition or _("Working text of %(day)s") % {"day": formats.date_format(moment, "DATE_FORMAT")}

    def figures(self):
        """(leaf, figure) of all that the texts place, each once in its chapter."""
        for leaf in self.leaves:
            keys = dict.fromkeys(name for kind, name in captions(leaf.document) if kind == "fig")
            yield from ((leaf, found) for key in keys if (found := leaf.library.figure(key)))

    def check(self):
        """A book for everybody says in words what its figures show."""
        for leaf, figure in self.figures():
            if not figure.alt:
                text = _("Chapter “%(chapter)s”: say in words what the figure “%(key)s” shows, in every language.")
                raise CannotSet(text % {"chapter": leaf.title, "key": figure.key})


def volume_of(book, language, chapters=None):
    """The book with these chapters; without them the working text: all that is public of it now."""
    with translation.override(language):
        title, _colon, subtitle = shown(book, "title").text.partition(": ")
        if chapters is None:
            chapters = Chapter.objects.published().filter(book=book).in_order()
        leaves = tuple(leaf_of(*one) for one in opened(chapters))
        return Volume(
            title=title,
            subtitle=subtitle,
            summary=shown(book, "summary").text,
            language=language,
            authors=tuple(filter(None, book.authors.splitlines())),
            address=settings.SITE_URL + book.get_absolute_url(),
            leaves=leaves,
            terms=terms_of(leaves),
        )


def leaf_of(chapter, document, language, library):
    title = shown(chapter, "title")
    return Leaf(
        chapter.pk,
        chapter.role,
        chapter.level,
        chapter.number,
        title.text,
        shown(chapter, "summary").text,
        language or title.language,
        chapter.get_absolute_url(),
        document,
        library,
    )


def terms_of(leaves):
    found = {}
    for leaf in leaves:
        for node in whole(leaf.document):
            if (
                node.kind == "portal_link"
                and node.data["to"] == "term"
                and (term := leaf.library.term(node.data["target"]))
            ):
                found[term[0]] = term[1]
    return found

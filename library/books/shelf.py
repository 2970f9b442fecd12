"""What a text of a book may point at, as the public knows it now; all that texts name is asked for at once."""

from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Q, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from catalogue.filing.filing import entry_models
from catalogue.languages import shown
from catalogue.models import Kind, Status
from catalogue.tables.numbers import read_whole
from library.books.analyses import analysis
from library.books.figures import figure_of
from library.books.html import Library
from library.books.numbering import captions, count_captions, first_level, number_captions
from library.books.tree import Node, parse, whole
from library.books.works import PUBLICATION, Work, is_of_portal
from library.models import Chapter, Reference, Term

MOST_ENTRIES = 10**9
MOST_OUTLINES = 400


class Opened(NamedTuple):
    """A chapter with its text, and what the text may point at."""

    chapter: Chapter
    document: Node
    language: str  # of the text, set only where it is not that of the page
    library: Library


class Outline(NamedTuple):
    """What other chapters must know of a text."""

    headings: dict  # {anchor: words}
    captions: list


class PortalLibrary(Library):
    """Knows what is public now: `found` entries by kind and name, `chapters` of the book by name, with outlines."""

    def __init__(self, chapter, document, found, chapters):
        self.chapter, self.prefix = chapter, prefix_of(chapter)
        self.headings = headings_of(document)
        self.works = {reference.key: work for reference in chapter.references.all() if (work := work_of(reference))}
        self.figures = {one.key: figure_of(one) for one in chapter.illustrations.all()}
        self.numbers = {}
        self.found, self.chapters = found, chapters

    def entry(self, kind, name):
        found = self.found.get((kind, name))
        return found and (str(found), found.get_absolute_url())

    def term(self, name):
        found = self.found.get((Term.kind, name))
        return found and (str(found), shown(found, "summary").text, found.get_absolute_url())

    def analysis(self, key):
        found = analysis(key)
        return found and (found[0], found[2])

    def work(self, key):
        if is_of_portal(key):
            found = self.found.get((Kind.PUBLICATION.value, key.removeprefix(PUBLICATION)))
            return found and published_work(key, found)
        return self.works.get(key)

    def figure(self, key):
        return self.figures.get(key)

    def place(self, to, name):
        if to != "sec":
            number = self.numbers.get((to, name))
            return number and (named_in_sentence(to, number), f"#{self.prefix}_{to}-{name}")
        chapter, _slash, anchor = name.rpartition("/")
        if chapter in ("", *names_of(self.chapter)):
            title = self.headings.get(anchor)
            return title and (_("section “%(title)s”") % {"title": title}, f"#{self.prefix}-{anchor}")
        other, outline = self.chapters.get(chapter, (None, None))
        title = outline and outline.headings.get(anchor)
        return title and (section_elsewhere(title, other), f"{other.get_absolute_url()}#{prefix_of(other)}-{anchor}")


def prefix_of(chapter):
    """With what the ids of a chapter begin: on one page none is there twice."""
    return f"c{chapter.pk}"


def named_in_sentence(kind, number):
    if kind == "fig":
        return pgettext("inside a sentence", "Figure %(number)s") % {"number": number}
    return pgettext("inside a sentence", "Table %(number)s") % {"number": number}


def section_elsewhere(title, chapter):
    """Sections have no numbers: that of their chapter says where they are."""
    words = {"title": title, "number": chapter.number, "chapter": shown(chapter, "title").text}
    if not chapter.number:
        return _("section “%(title)s” in “%(chapter)s”") % words
    if chapter.role == Chapter.Role.PART:
        return _("section “%(title)s” in part %(number)s") % words
    if chapter.role == Chapter.Role.APPENDIX:
        return _("section “%(title)s” in appendix %(number)s") % words
    return _("section “%(title)s” in chapter %(number)s") % words


# --- Opening chapters ---


def opened(chapters):
    """Chapters of one book in their order, numbered as they stand in it; the number of queries is always the same."""
    chapters = list(chapters)
    prefetch_related_objects(chapters, "references__publication", "illustrations")
    texts = [shown(chapter, "body") for chapter in chapters]
    documents = [parse(text.text) for text in texts]
    found, named = entries_named(documents), chapters_named(chapters, documents)
    counts, made = Counter(), []
    for chapter, text, document in zip(chapters, texts, documents, strict=True):
        library = PortalLibrary(chapter, document, found, named)
        if not made and captions(document):
            counts = counts_before(chapter)
        library.numbers = number_captions(document, library.figures, chapter.number, counts)
        made.append(Opened(chapter, document, text.language, library))
    return made


def counts_before(chapter):
    """How many figures and tables the public chapters before it have, of the same level-1 chapter."""
    if chapter.order is None:
        return Counter()
    first = first_level(chapter.number)
    same = Q(number=first) | Q(number__startswith=f"{first}.") if first else Q(number="")
    before = Chapter.objects.published().filter(same, book=chapter.book_id, order__lt=chapter.order)
    counts = Counter()
    for one in before.order_by("order").prefetch_related("illustrations"):
        keys = {illustration.key for illustration in one.illustrations.all()}
        count_captions(outline_of(shown(one, "body").text).captions, keys, one.number, counts)
    return counts


def chapters_named(chapters, documents):
    """{name: (public chapter, its outline)} of the chapters to whose sections texts refer."""
    names = {
        node.data["target"].rpartition("/")[0]
        for document in documents
        for node in whole(document)
        if node.kind == "reference" and node.data["to"] == "sec"
    } - {""}
    if not names:
        return {}
    public = Chapter.objects.published().filter(named(names), book=chapters[0].book_id)
    outlined = [(one, outline_of(shown(one, "body").text)) for one in public]
    return {name: pair for pair in outlined for name in names_of(pair[0]) if name in names}


@lru_cache(maxsize=MOST_OUTLINES)
def outline_of(text):
    document = parse(text)
    return Outline(headings_of(document), captions(document))


def headings_of(document):
    """{anchor: words} of all headings that have one."""
    return {
        node.data["anchor"]: node.words() for node in whole(document) if node.kind == "heading" and node.data["anchor"]
    }


# --- Entries and works ---


def wanted(documents):
    """{kind: names} of all entries that texts link to or cite, notes too."""
    found = {}
    for node in (node for document in documents for node in whole(document)):
        if node.kind == "portal_link" and node.data["to"] != "analysis":
            kind, _colon, name = node.data["target"].rpartition(":")
            found.setdefault(kind or Term.kind.value, set()).add(name)
        for one in node.data.get("cited", ()):
            if is_of_portal(one.key):
                found.setdefault(Kind.PUBLICATION.value, set()).add(one.key.removeprefix(PUBLICATION))
    return found


def entries_named(documents):
    found = {}
    for kind, names in sorted(wanted(documents).items()):
        found |= entries_of(kind, names)
    return found


def entries_of(kind, names):
    """{(kind, name): public entry}; a name is the identifier of shipped content, or the number of the entry."""
    model = next((model for model in entry_models() if model.kind == kind), None)
    if model is None:
        return {}
    found = model.objects.published().filter(named(names))
    return {(kind, name): entry for entry in found for name in names_of(entry) if name in names}


def named(names):
    numbers = set(filter(None, (read_whole(name, 1, MOST_ENTRIES) for name in names)))
    return Q(external_id__in=names) | Q(pk__in=numbers)


def names_of(entry):
    """The lasting names by which texts know an entry."""
    return tuple(filter(None, [str(entry.pk), entry.external_id]))


def work_of(reference):
    """The Work of a row; of a publication of the portal, what the portal says of it. None where it is only a draft."""
    if reference.publication and reference.publication.status != Status.DRAFT:
        return published_work(reference.key, reference.publication)
    if not reference.title:
        return None
    names = ("key", "author", "title", "publisher", "year", "link", "language")
    return Work(*(getattr(reference, name) for name in names))


def published_work(key, publication):
    return Work(
        key,
        publication.authors,
        str(publication),
        publication.publisher,
        str(publication.year or ""),
        publication.get_absolute_url() if publication.is_published else "",
    )


def keep_words(sender, instance, **_more):
    """Before a publication is deleted: what cites it goes on saying what it was."""
    work = published_work("", instance)
    names = ("author", "title", "publisher", "year")
    words = {name: getattr(work, name)[: Reference._meta.get_field(name).max_length] for name in names}
    instance.references.filter(title="").update(**words)

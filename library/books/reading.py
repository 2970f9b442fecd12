"""What a page of a book shows: the text of a chapter with all it links to, its place in the book, what goes with it.

Kept by the version of the catalogue, since every title and address in it may change with that.
"""

from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import get_language

from catalogue.caches import kept_per_version
from catalogue.filing.filing import entry_models
from catalogue.languages import LANGUAGES, shown
from catalogue.models import Card, Kind
from catalogue.tables.numbers import read_whole
from catalogue.text import alphabet_key
from library.books.analyses import analysis
from library.books.html import Library, Writer, clean, minutes, minutes_said
from library.books.tree import parse
from library.books.works import Work
from library.models import Book, BookFile, Chapter, Term

MOST_KEPT = 2000  # chapters
MOST_ENTRIES = 10**9


class Page(NamedTuple):
    """A chapter as it is read."""

    html: str
    works: str  # the bibliography
    language: str  # set only where the text is not in the language of the page
    minutes: int


class Place(NamedTuple):
    """A chapter in the contents of its book."""

    pk: int
    role: str
    level: int
    number: str
    title: str
    language: str
    address: str
    is_text: bool  # whether there is a text to read


class PortalLibrary(Library):
    """Knows what is public now; all that the text names is asked for at once, kind by kind."""

    def __init__(self, document, references, prefix):
        headings = (node for node in document.children if node.kind == "heading" and node.data["anchor"])
        self.sections = {
            node.data["anchor"]: ("", node.words(), f"#{prefix}-{node.data['anchor']}") for node in headings
        }
        self.works = {reference.key: work_of(reference) for reference in references}
        self.found = {}
        for kind, names in sorted(wanted(document).items()):
            self.found |= entries_of(kind, names)

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
        return self.works.get(key)

    def section(self, name):
        return self.sections.get(name)


def work_of(reference):
    """The Work of a row; of a publication of the portal, what the portal says of it."""
    if publication := reference.publication:
        return Work(
            reference.key,
            publication.authors,
            str(publication),
            publication.publisher,
            str(publication.year or ""),
            publication.get_absolute_url() if publication.is_published else "",
        )
    names = ("key", "author", "title", "publisher", "year", "link", "language")
    return Work(*(getattr(reference, name) for name in names))


def wanted(document):
    """{kind: names} of all entries that a text links to, notes too."""
    found = {}
    for block in [document, *document.data["notes"].values()]:
        for node in block.walk():
            if node.kind == "portal_link" and node.data["to"] != "analysis":
                kind, _colon, name = node.data["target"].rpartition(":")
                found.setdefault(kind or Term.kind.value, set()).add(name)
    return found


def entries_of(kind, names):
    """{(kind, name): public entry}; a name is the identifier of shipped content, or the number of the entry."""
    model = next((model for model in entry_models() if model.kind == kind), None)
    if model is None:
        return {}
    numbers = set(filter(None, (read_whole(name, 1, MOST_ENTRIES) for name in names)))
    entries = model.objects.published().filter(Q(external_id__in=names) | Q(pk__in=numbers))
    found = {}
    for entry in entries:
        found |= {(kind, name): entry for name in (str(entry.pk), entry.external_id) if name in names}
    return found


def written(chapter):
    """The Page of a chapter in the active language."""
    text = shown(chapter, "body")
    document = parse(text.text)
    references = chapter.references.all() if is_drawn(chapter) else chapter.references.select_related("publication")
    prefix = f"c{chapter.pk}"
    writer = Writer(document, PortalLibrary(document, references, prefix), prefix)
    return Page(clean(writer.html()), clean(writer.bibliography()), text.language, minutes(document))


def as_read(chapter):
    """The HTML of a chapter with its bibliography."""
    page = written(chapter)
    return page.html + page.works


@kept_per_version(MOST_KEPT)
def kept_page(pk, language, version):
    return written(Chapter.objects.get(pk=pk))


@kept_per_version(MOST_KEPT)
def kept_with(pk, language, version):
    return goes_with(Chapter.objects.get(pk=pk))


def goes_with(chapter):
    """(cards of practices, terms) that the chapter names."""
    named = [practice.pk for practice in chapter.practices.all()]
    practices = Card.objects.live().of_kind(Kind.PRACTICE).filter(object_id__in=named)
    terms = (term for term in chapter.terms.all() if term.is_published)
    return list(practices.in_alphabet()), sorted(terms, key=lambda term: alphabet_key(str(term)))


@kept_per_version(200)
def contents(book, language, version):
    """The public chapters of a book in their order, as Places."""
    chapters = Chapter.objects.published().filter(book=book).select_related("book").in_order()
    return [place_of(chapter) for chapter in chapters]


def place_of(chapter):
    title = shown(chapter, "title")
    return Place(
        chapter.pk,
        chapter.role,
        chapter.level,
        chapter.number,
        title.text,
        title.language,
        chapter.get_absolute_url(),
        bool(shown(chapter, "body").text),
    )


def in_parts(places, here):
    """[(part or None, the places below it, whether the chapter `here` is among them)]: contents that can be folded."""
    found = []
    for place in places:
        if place.role == Chapter.Role.PART or not found:
            found.append((place if place.role == Chapter.Role.PART else None, []))
        if place.role != Chapter.Role.PART:
            found[-1][1].append(place)
    return [(part, some, here in {place.pk for place in filter(None, [part, *some])}) for part, some in found]


def reading(chapter, version):
    """What the page of a chapter shows besides the entry itself."""
    language, is_kept = get_language(), chapter.is_published and not is_drawn(chapter)
    places = contents(chapter.book_id, language, version)
    here = next((number for number, place in enumerate(places) if place.pk == chapter.pk), None)
    text = kept_page(chapter.pk, language, version) if is_kept else written(chapter)
    cards, terms = kept_with(chapter.pk, language, version) if is_kept else goes_with(chapter)
    counted = [place.pk for place in places if place.role != Chapter.Role.PART]
    return {
        "page": text,
        "reading_time": minutes_said(text.minutes),
        "parts": in_parts(places, chapter.pk),
        "position": counted.index(chapter.pk) + 1 if chapter.pk in counted else None,
        "total": len(counted),
        "previous": places[here - 1] if here else None,
        "next": places[here + 1] if here is not None and here + 1 < len(places) else None,
        "below": below(places, here),
        "cards": cards,
        "terms": terms,
        "analyses": [found for key in chapter.analyses.split() if (found := analysis(key))],
    }


def is_drawn(chapter):
    """Whether it is a version, drawn for showing, and not the row of the database."""
    return chapter._state.adding


def below(places, here):
    """The chapters of a part, for its own page."""
    if here is None or places[here].role != Chapter.Role.PART:
        return []
    found = []
    for place in places[here + 1 :]:
        if place.role == Chapter.Role.PART:
            break
        found.append(place)
    return found


def book_page(book):
    """Where one begins to read, and the working text as files in the language of the page."""
    written = (place_of(chapter) for chapter in book.chapters.all() if shown(chapter, "body").text)
    return {"first": next(written, None), "files": list(book.files.filter(language=get_language()))}


def first_of(book, version):
    """Where one begins to read; None where nothing can be read yet."""
    return next((place for place in contents(book.pk, get_language(), version) if place.is_text), None)


@kept_per_version(10)
def book_to_read(language, version):
    """What the home page says of the book whose text changed last: the book, where one begins, its files; or None."""
    files = BookFile.objects.filter(language=language, book__in=Book.objects.published())
    newest = files.order_by("-moment", "pk").select_related("book").first()
    if newest is None:
        return None
    book = newest.book
    return {"book": book, "first": first_of(book, version), "files": list(files.filter(book=book))}


def chapters_naming(entry):
    """The public chapters that name a practice or a term."""
    named = Chapter.objects.published().filter(pk__in=entry.chapters.values("pk"))
    return {"chapters": list(named.select_related("book").order_by("book", "order"))}


def chapters_with_analysis(key):
    """The public chapters that name an analysis."""
    named = Chapter.objects.published().filter(analyses__contains=key).select_related("book").order_by("book", "order")
    return [chapter for chapter in named if key in chapter.analyses.split()]


def chapters_of_rows(rows):
    """Chapters as far as a link needs them, of what a query of another entry brought along."""
    return [
        Chapter(
            number=row["number"],
            book=Book(**fields_of(row, "book_")),
            **fields_of(row, ""),
        )
        for row in rows
    ]


def fields_of(row, prefix):
    return {f"{name}_{code}": row[f"{prefix}{name}_{code}"] or "" for name in ("title", "slug") for code in LANGUAGES}

"""What a page of a book shows: the text of a chapter with all it links to, its place in the book, what goes with it.

Kept by the version of the pages, since every title and address in it may change with that.
"""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import get_language, override

from catalogue.caches import kept_per_version
from catalogue.languages import LANGUAGES, shown
from catalogue.models import Card, Kind
from catalogue.text import alphabet_key
from library.books.analyses import analysis
from library.books.beside import Beside
from library.books.html import Writer, clean, minutes, minutes_said
from library.books.shelf import opened, prefix_of
from library.models import Book, BookFile, Chapter

MOST_KEPT = 2000  # chapters


class Page(NamedTuple):
    """A chapter as it is read."""

    html: str
    works: str  # the bibliography
    language: str  # set only where the text is not in the language of the page
    minutes: int
    notes: str  # what stands before the text


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


def written(chapter):
    """The Page of a chapter in the active language."""
    [text] = opened([chapter])
    beside = Beside(chapter, "body", text.language or get_language(), text.document)
    writer = Writer(text.document, text.library, prefix_of(chapter), beside)
    html, works = clean(writer.html()), clean(writer.bibliography())
    return Page(html, works, text.language, minutes(text.document), beside.top())


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


def addresses_of(book, name):
    """{language: address} of a page below that of a book."""
    found = {}
    for code in LANGUAGES:
        with override(code):
            found[code] = page_of(book, name)
    return found


def page_of(book, name):
    """The address of a page below that of a book, in the language of the page."""
    return reverse(name, args=[getattr(book, f"slug_{get_language()}")])


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

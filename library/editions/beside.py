"""What pages of the working text say of its editions, and what the home page offers of books."""

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.translation import get_language

from catalogue.caches import kept_per_version
from catalogue.filing.filing import current_state
from library.books.contents import contents_at
from library.books.front import book_page
from library.books.reading import book_to_read, reading
from library.editions.exports import EXPORTS
from library.models import Book, BookFile, Chapter, Edition, EditionPart

MOST_KEPT = 2000  # chapters


def book_with_editions(book):
    """What the page of a book shows besides the entry itself."""
    address = getattr(book, f"slug_{get_language()}")
    exports = [
        (export.name, reverse("book_export", args=[address, form])) for form, export in EXPORTS.items() if address
    ]
    editions = kept_editions(book.pk, current_state().page_version)
    found = {"editions": editions, "exports": exports, "feed": address and reverse("book_feed", args=[address])}
    return book_page(book) | found


@kept_per_version(200)
def kept_editions(book, version):
    return list(Edition.objects.public().filter(book=book).prefetch_related("files"))


def chapter_with_edition(chapter):
    """What the page of a chapter shows besides the entry itself."""
    version = current_state().page_version
    contents = contents_at(chapter.book_id, chapter.pk, get_language(), version)
    return reading(chapter, version) | {"contents": contents, "approved": newest_with(chapter.pk, version)}


@kept_per_version(MOST_KEPT)
def newest_with(pk, version):
    """The chapter as a part of the newest approved edition that holds it; or None."""
    held = EditionPart.objects.filter(
        edition__state=Edition.State.APPROVED,
        version__dossier__content_type=ContentType.objects.get_for_model(Chapter),
        version__dossier__object_id=pk,
    )
    return held.select_related("edition").order_by("-edition__number").first()


@kept_per_version(10)
def book_to_offer(language, version):
    """The newest edition with its files; without one the book whose text changed last; or None."""
    public = Edition.objects.approved().filter(book__in=Book.objects.published()).select_related("book")
    edition = public.order_by("-approved_at", "pk").first()
    if edition is None:
        return book_to_read(language, version)
    files = edition.files.filter(language=language, format__in=BookFile.Format.values)
    return {"book": edition.book, "edition": edition, "files": list(files)}

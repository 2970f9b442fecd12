"""What the page of a book shows besides the entry itself."""

from django.utils.translation import get_language

from catalogue.caches import kept_per_version
from catalogue.filing.filing import current_state
from catalogue.languages import shown
from library.books.offline import weight
from library.books.reading import place_of
from library.models import BookFile


def book_page(book):
    """Where one begins to read, the working text as files in the language of the page, what it weighs on a device."""
    written = (place_of(chapter) for chapter in book.chapters.all() if shown(chapter, "body").text)
    first, language = next(written, None), get_language()
    version = current_state().page_version
    found = {"first": first, "files": kept_files(book.pk, language, version)}
    return found | ({"weight": weight(book.pk, language, version)} if first else {})


@kept_per_version(200)
def kept_files(book, language, version):
    return list(BookFile.objects.filter(book=book, language=language))

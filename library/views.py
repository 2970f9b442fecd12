from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from catalogue.files.sending import send_stored
from catalogue.filing.filing import current_state
from catalogue.languages import shown
from catalogue.views import entry_at, reader, show_entry
from library.books.reading import chapters_naming, place_of, reading
from library.models import Book, Chapter, Practice, Publication, Term
from publishing.views.pages import show_written, show_written_sheet


@require_safe
def practice(request, slug):
    return show_written(request, Practice, slug)


@require_safe
def practice_sheet(request, slug):
    return show_written_sheet(request, Practice, slug)


@require_safe
def guideline(request, slug):
    return show_entry(request, Book.objects, slug, "library/guideline.html", book_page)


def book_page(book):
    """Where one begins to read, and the working text as files in the language of the page."""
    written = (place_of(chapter) for chapter in book.chapters.all() if shown(chapter, "body").text)
    return {"first": next(written, None), "files": list(book.files.filter(language=get_language()))}


@require_safe
def book_file(request, slug, kind):
    """The working text as one file, under a name that says which day it is of."""
    book = entry_at(Book.objects.visible_to(reader(request)), slug)
    found = get_object_or_404(book.files, language=get_language(), format=kind)
    name = f"{getattr(book, f'slug_{found.language}')[:60].strip('-')}-{found.moment:%Y-%m-%d}.{kind}"
    return send_stored(found.file, filename=name, request=request)


@require_safe
def chapter(request, slug):
    version = current_state().version
    return show_entry(request, Chapter.objects, slug, "library/chapter.html", lambda found: reading(found, version))


@require_safe
def publication(request, slug):
    return show_written(request, Publication, slug)


@require_safe
def publication_sheet(request, slug):
    return show_written_sheet(request, Publication, slug)


@require_safe
def term(request, slug):
    return show_entry(request, Term.objects, slug, "library/term.html", chapters_naming)

from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from catalogue.files.sending import send_stored
from catalogue.views import entry_at, reader, show_entry
from library.books.reading import chapters_naming
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
    return show_written(request, Book, slug)


@require_safe
def book_file(request, slug, kind):
    """The working text as one file, under a name that says which day it is of."""
    book = entry_at(Book.objects.visible_to(reader(request)), slug)
    found = get_object_or_404(book.files, language=get_language(), format=kind)
    name = f"{getattr(book, f'slug_{found.language}')[:60].strip('-')}-{found.moment:%Y-%m-%d}.{kind}"
    return send_stored(found.file, filename=name, request=request)


@require_safe
def chapter(request, slug):
    return show_written(request, Chapter, slug)


@require_safe
def publication(request, slug):
    return show_written(request, Publication, slug)


@require_safe
def publication_sheet(request, slug):
    return show_written_sheet(request, Publication, slug)


@require_safe
def term(request, slug):
    return show_entry(request, Term.objects, slug, "library/term.html", chapters_naming)

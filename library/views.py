from django.views.decorators.http import require_safe

from catalogue.filing.filing import current_state
from catalogue.views import show_entry
from library.books.reading import chapters_naming, first_of, reading
from library.models import Book, Chapter, Practice, Publication, Term
from publishing.views.pages import show_written


@require_safe
def practice(request, slug):
    return show_written(request, Practice, slug)


@require_safe
def guideline(request, slug):
    version = current_state().version
    return show_entry(
        request, Book.objects, slug, "library/guideline.html", lambda book: {"first": first_of(book, version)}
    )


@require_safe
def chapter(request, slug):
    version = current_state().version
    return show_entry(request, Chapter.objects, slug, "library/chapter.html", lambda found: reading(found, version))


@require_safe
def publication(request, slug):
    return show_written(request, Publication, slug)


@require_safe
def term(request, slug):
    return show_entry(request, Term.objects, slug, "library/term.html", chapters_naming)

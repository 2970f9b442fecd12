from functools import wraps

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from catalogue.files.sending import name_at, send_stored
from catalogue.files.uploads import ending_of
from catalogue.filing.filing import current_state
from catalogue.languages import shown
from catalogue.missing import NoSuchPage
from catalogue.views import entry_at, page_number, reader, show_entry
from library.books import offline, searching
from library.books.reading import addresses_of, chapters_naming, page_of
from library.books.searching import BookSearch
from library.books.whole import print_style as running_titles
from library.books.whole import state_of, whole
from library.models import Book, Chapter, Illustration, Practice, Publication, Term
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
    address = reverse("book_file", args=[getattr(book, f"slug_{get_language()}"), kind])
    if address != request.path:
        return redirect(address, permanent=True)
    found = get_object_or_404(book.files, language=get_language(), format=kind)
    name = f"{getattr(book, f'slug_{found.language}')[:60].strip('-')}-{found.moment:%Y-%m-%d}.{kind}"
    return send_stored(found.file, filename=name, request=request)


def below_book(name):
    """The view of a page below that of a book, by the book's address; that in another language leads here too."""

    def decorate(view):
        @require_safe
        @wraps(view)
        def found(request, slug):
            book = entry_at(Book.objects.visible_to(reader(request)), slug)
            addresses = addresses_of(book, name)
            if addresses[get_language()] != request.path:
                return redirect(addresses[get_language()], permanent=True)
            return view(request, book, addresses)

        return found

    return decorate


@below_book("search_book")
def search_book(request, book, addresses):
    """Where words stand in a book, chapter by chapter and section by section."""
    form = BookSearch(request.GET)
    hits = searching.found(book.pk, get_language(), form.words, current_state().page_version) if form.words else []
    context = {"book": book, "form": form, "typed": request.GET.get("q", ""), "alternates": addresses}
    found = searching.one_page(hits, page_number(request), form.words)
    return render(request, "library/search_book.html", context | found)


@below_book("whole_book")
def whole_book(request, book, addresses):
    """All that is public of a book on one page."""
    version = current_state().page_version
    chapters = whole(book.pk, get_language(), version)
    if not any(chapter.html for chapter in chapters):
        raise NoSuchPage
    context = {
        "book": book,
        "chapters": chapters,
        "alternates": addresses,
        "style": page_of(book, "print_style"),
        "state": state_of(book.pk, get_language(), version),
    }
    return render(request, "library/whole_book.html", context)


@below_book("print_style")
def print_style(request, book, addresses):
    """The running titles of the whole book on paper."""
    chapters = whole(book.pk, get_language(), current_state().page_version)
    style = running_titles(shown(book, "title").text, chapters)
    return HttpResponse(style, content_type="text/css; charset=utf-8", headers={"X-Robots-Tag": "noindex"})


@below_book("kept_book")
def kept_book(request, book, addresses):
    """What a device keeps of a book, for the script that does it."""
    response = JsonResponse(offline.to_keep(book, get_language(), current_state().page_version))
    response["Cache-Control"], response["X-Robots-Tag"] = "no-cache", "noindex"
    return response


@below_book("book_worker")
def book_worker(request, book, addresses):
    """The script that answers while there is no connection; it may do so below the page of its book alone."""
    response = HttpResponse(offline.worker(book), content_type="text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"], response["Cache-Control"] = book.get_absolute_url(), "no-cache"
    return response


@require_safe
def figure(request, pk, width=None):
    """An illustration, also in one of its widths, for those who may see its chapter."""
    chapters = Chapter.objects.visible_to(reader(request))
    found = get_object_or_404(Illustration.objects.select_related("chapter"), pk=pk, chapter__in=chapters)
    name = found.image.name if width is None else name_at(found.image, width)
    filename = f"{found.chapter.slug_sl}-{found.key}.{ending_of(name)}"
    return send_stored(name, filename=filename, storage=found.image.storage, request=request)


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

"""What the public reads of editions: the edition itself, its chapters, files, figures, citations and comparisons."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from catalogue.files.sending import download, send_stored
from catalogue.missing import NoSuchPage
from catalogue.views import entry_at, reader
from library.books.html import minutes_said
from library.books.reading import in_parts
from library.editions.citing import citation_shown, cited_book, cited_edition
from library.editions.comparing import WORKING, changed_chapters, changed_sections, sides
from library.editions.exports import EXPORTS
from library.editions.forms import CompareForm, ShownChapter
from library.editions.pages import pages_of
from library.editions.steps import may_write
from library.models import Book, Chapter, Edition

State = Edition.State


def edition_for(person, pk, number):
    """The edition as far as this person may read it; a proposed one only those who work on the book."""
    editions = Edition.objects.select_related("book", "version").with_newest()
    edition = get_object_or_404(editions, book=pk, number=number)
    if edition.state in (State.APPROVED, State.WITHDRAWN):
        return edition
    if edition.state == State.PROPOSED and may_write(person, edition.book):
        return edition
    raise NoSuchPage


def shown_or_gone(view):
    """A withdrawn edition answers with its notice, whatever of it was asked for."""

    def asked(request, pk, number, *args, **kwargs):
        edition = edition_for(reader(request), pk, number)
        if edition.state == State.WITHDRAWN:
            context = {"edition": edition, "cited": citation_shown(edition)}
            return render(request, "library/edition_gone.html", context, status=410)
        return view(request, edition, *args, **kwargs)

    return require_safe(asked)


@shown_or_gone
def edition(request, edition):
    pages = pages_of(edition)
    context = frame(edition, pages) | {
        "parts": in_parts(pages.places, None),
        "first": next((place for place in pages.places if place.html), None),
        "files": edition.files_in_order(),
        "errata": edition.errata.select_related("part__version__dossier"),
        "exports": exports_of(edition),
        "cited": citation_shown(edition) or str(edition),
        "others": Edition.objects.public().filter(book=edition.book_id).exclude(pk=edition.pk),
    }
    return render(request, "library/edition.html", context)


def frame(edition, pages):
    """What all pages of an edition share."""
    return {
        "edition": edition,
        "pages": pages,
        "book": edition.book if edition.book.is_published else None,
        "hidden": edition.state != State.APPROVED,
    }


def exports_of(edition):
    """(name, address); what is only proposed has no citation yet."""
    if edition.state != State.APPROVED:
        return []
    args = [edition.book_id, edition.number]
    return [(export.name, reverse("edition_export", args=[*args, form])) for form, export in EXPORTS.items()]


@shown_or_gone
def chapter(request, edition, position):
    pages = pages_of(edition)
    here = pages.at(position)
    counted = [place.pk for place in pages.places if place.role != Chapter.Role.PART]
    context = frame(edition, pages) | {
        "place": here,
        "parts": in_parts(pages.places, position),
        "position": counted.index(position) + 1 if position in counted else None,
        "total": len(counted),
        "reading_time": minutes_said(here.minutes),
        "previous": pages.places[position - 2] if position > 1 else None,
        "next": pages.places[position] if position < len(pages.places) else None,
        "working": Chapter.objects.published().filter(pk=here.chapter).select_related("book").first(),
        "errata": edition.errata.filter(part__position=position),
    }
    return render(request, "library/edition_chapter.html", context)


@shown_or_gone
def file(request, edition, language, kind):
    found = get_object_or_404(edition.files, language=language, format=kind)
    name = f"{name_of(edition)}.{language}.{kind}"
    return send_stored(found.file, filename=name, request=request)


def name_of(edition):
    return f"mer.book.{edition.book_id}.e{edition.number}"


@shown_or_gone
def figure(request, edition, chapter, key):
    """A picture as the version in the edition names it."""
    part = get_object_or_404(edition.parts.select_related("version"), version__dossier__object_id=chapter)
    rows = part.version.content.get("illustrations", ())
    row = next((row for row in rows if row.get("key") == key), None)
    if row is None or not row.get("image"):
        raise Http404
    return send_stored(row["image"], filename=f"{name_of(edition)}.{key}.webp", request=request)


@shown_or_gone
def export(request, edition, form):
    """The citation of an edition that was approved."""
    if form not in EXPORTS or edition.state != State.APPROVED:
        raise NoSuchPage
    return exported(cited_edition(edition), EXPORTS[form], name_of(edition))


@require_safe
def book_export(request, slug, form):
    """The citation of the working text, with all editions."""
    if form not in EXPORTS:
        raise NoSuchPage
    book = entry_at(Book.objects.visible_to(reader(request)), slug)
    return exported(cited_book(book), EXPORTS[form], f"mer.book.{book.pk}")


def exported(cited, export, name):
    return download(f"{name}.{export.ending}", export.write(cited), f"{export.content_type}; charset=utf-8")


@require_safe
def compare(request, pk):
    """Which chapters differ between two states of a book, and how one of them does."""
    book = get_object_or_404(Book.objects.visible_to(reader(request)), pk=pk)
    editions = [one for one in book.editions.all() if may_compare(reader(request), one)]
    if not editions:
        raise NoSuchPage
    form = CompareForm(request.GET, editions=editions)
    old, new = (sides(book, number) for number in form.pair())
    changed = changed_chapters(old, new, ShownChapter(request.GET).pk)
    shown = next((one for one in changed if one.is_shown and one.language), None)
    context = {
        "book": book,
        "form": form,
        "numbers": form.pair(),
        "working": WORKING,
        "changed": changed,
        "chapter": shown,
        "sections": changed_sections(old[shown.pk], new[shown.pk], shown.language) if shown else [],
    }
    return render(request, "library/edition_compare.html", context)


def may_compare(person, edition):
    return edition.state == State.APPROVED or (edition.is_open and may_write(person, edition.book))

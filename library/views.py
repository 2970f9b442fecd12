from django.views.decorators.http import require_safe

from catalogue.views import show_entry
from library.models import Book, Chapter, Practice, Publication, Term
from publishing.views.pages import show_written


@require_safe
def practice(request, slug):
    return show_written(request, Practice, slug)


@require_safe
def guideline(request, slug):
    return show_entry(request, Book.objects, slug, "library/guideline.html")


@require_safe
def chapter(request, slug):
    return show_entry(request, Chapter.objects, slug, "library/chapter.html", neighbours)


@require_safe
def publication(request, slug):
    return show_written(request, Publication, slug)


@require_safe
def term(request, slug):
    return show_entry(request, Term.objects, slug, "library/term.html")


def neighbours(chapter):
    """The public chapters before and after this one in its book."""
    siblings = Chapter.objects.published().filter(book=chapter.book_id)
    return {
        "previous": siblings.filter(order__lt=chapter.order).order_by("-order").first(),
        "next": siblings.filter(order__gt=chapter.order).order_by("order").first(),
    }

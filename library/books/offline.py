"""A book kept on a reader's device: the page of the whole book, and what it needs to be shown without a connection."""

import json
from pathlib import Path

from django.contrib.staticfiles import finders
from django.db.models import Sum
from django.db.models.functions import Coalesce, Length
from django.templatetags.static import static
from django.urls import reverse

from catalogue.caches import kept_per_version
from library.books.reading import page_of
from library.books.whole import state_of
from library.models import Chapter, Illustration

ASSETS = ("css/portal.css", "css/book.css", "js/portal.js", "js/book.js")
ASSETS += ("fonts/source-sans-3.woff2", "fonts/source-serif-4.woff2")
WORKER = "js/worker.js"
MARKUP = 1.9  # how much longer a text is as a page, with contents and sources


def to_keep(book, language, version):
    """The state of the text, its page and what that needs, for the script of the page."""
    figures = [reverse("figure", args=[pk]) for pk in figures_of(book.pk).values_list("pk", flat=True)]
    return {
        "state": state_of(book.pk, language, version),
        "page": page_of(book, "whole_book"),
        "addresses": [*map(static, ASSETS), page_of(book, "print_style"), *figures],
    }


def chapters_of(pk):
    return Chapter.objects.published().filter(book=pk).in_order()


def figures_of(pk):
    return Illustration.objects.filter(chapter__in=chapters_of(pk)).order_by("pk")


@kept_per_version(200)
def weight(pk, language, version):
    """About how many bytes it is, before any of it is made."""
    letters = chapters_of(pk).aggregate(sum=Sum(Coalesce(Length(f"body_{language}"), 0)))["sum"] or 0
    pictures = sum(size_of(figure.image) for figure in figures_of(pk))
    return round(letters * MARKUP) + pictures + sum(map(size_of_asset, ASSETS))


def size_of(stored):
    try:
        return stored.size
    except OSError:  # the file was lost
        return 0


def size_of_asset(name):
    return Path(finders.find(name)).stat().st_size


def worker(book):
    """The script that answers without a connection, with the address of the page that it shows then."""
    script = Path(finders.find(WORKER)).read_text(encoding="utf-8")
    return f"const PAGE = {json.dumps(page_of(book, 'whole_book'))};\n{script}"

"""How long the worker takes to set a book of 250 pages as PDF/UA-1, beside the limit of 15 seconds.

    DATABASE_URL=sqlite:////tmp/book.sqlite3 python benchmarks/book_pdf.py [--pages 250]

Copies the chapters of the portal's own handbook in a throw-away database until the book has so many pages, then sets it
in each language as the worker does, from the rows of the database: the first time in a fresh process, then once more.
Prints seconds, pages, the ratio to the limit and whether the bytes repeat; a ratio above 1, or other bytes, make the
command fail.
"""

import argparse
import io
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import setup

setup.start()

from django.db import transaction
from pypdf import PdfReader

from catalogue.languages import LANGUAGES
from library.books.files import last_change
from library.books.pdf import pdf
from library.books.volume import volume_of
from library.models import Book, Chapter

LIMIT = 15  # seconds


@transaction.atomic
def copy_chapters(book):
    """All chapters of the book once more, below the others, with the works that they cite."""
    chapters = list(Chapter.objects.filter(book=book).order_by("order"))
    last = chapters[-1].order
    for number, chapter in enumerate(chapters, start=1):
        references = list(chapter.references.all())
        chapter.pk, chapter.external_id, chapter.order = None, None, last + number
        chapter._state.adding = True
        for code in LANGUAGES:
            setattr(chapter, f"slug_{code}", "")
        chapter.save()
        for reference in references:
            reference.pk, reference.chapter = None, chapter
            reference._state.adding = True
            reference.save()


def set_once(book, language):
    """(seconds, bytes), from the database to the file."""
    start = time.perf_counter()
    content = pdf(volume_of(book, language), moment=last_change(book))
    return time.perf_counter() - start, content


def pages_of(content):
    return len(PdfReader(io.BytesIO(content)).pages)


def measured(pk, language):
    """Prints a line a setting; whether all is as it should be."""
    book = Book.objects.get(pk=pk)
    first, once = set_once(book, language)
    again, twice = set_once(book, language)
    pages, same = pages_of(once), once == twice
    print(f"{language}  {pages:>5} pages  {len(once) / 1e6:.1f} MB  the same bytes again: {'yes' if same else 'NO'}")
    for name, seconds in (("first", first), ("repeated", again)):
        print(f"    {name:<9} {seconds:6.2f} s   ratio {seconds / LIMIT:.2f}{'  OVER' if seconds > LIMIT else ''}")
    return same and max(first, again) <= LIMIT


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=250)
    wanted = parser.parse_args().pages
    setup.prepare()
    book = Book.objects.get(external_id="from-diagnosis")
    rounds = -(-wanted // pages_of(set_once(book, LANGUAGES[0])[1]))
    for _round in range(rounds - 1):
        copy_chapters(book)
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as fresh:
        well = [fresh.submit(measured, book.pk, language).result() for language in LANGUAGES]
    sys.exit(0 if all(well) else 1)


if __name__ == "__main__":
    main()

"""What reading costs in a book of 300 chapters, in units of a bare Django view that returns 20 kB (`page_cost.py`).

    DATABASE_URL=sqlite:////tmp/portal.sqlite3 python benchmarks/chapter_cost.py

Needs the shipped handbook in the database; the long book is made of its texts and deleted again. Prints the units,
the budget, the queries of a warm process and the size of a chapter in the middle, and of the page of the book.
"""

import signal
import socket
import sys

import setup

setup.start()

import page_cost
from django.utils import translation

from library.models import Book, Chapter

CHAPTERS, PARTS = 300, 10
BUDGETS = {"chapter": 25}
QUERIES = {"chapter": 4}


def long_book():
    """A book of ten parts and 290 chapters with the texts of the handbook, again and again."""
    texts = list(Chapter.objects.published().exclude(body_sl="").exclude(body_sl=None)[:40])
    if not texts:
        raise SystemExit("The handbook is not in the database: load_content first.")
    book = Book(title_sl="Dolga knjiga", title_en="A long book", type="handbook")
    book.publish()
    for order in range(1, CHAPTERS + 1):
        text = texts[order % len(texts)]
        role = Chapter.Role.PART if order % (CHAPTERS // PARTS) == 1 else Chapter.Role.CHAPTER
        chapter = Chapter(book=book, order=order, number=str(order), role=role)
        chapter.title_sl, chapter.title_en = f"{text.title_sl} {order}", f"{text.title_en} {order}"
        if role == Chapter.Role.CHAPTER:
            chapter.body_sl, chapter.body_en = text.body_sl, text.body_en
        chapter.publish()
    return book


def main():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    book, failed = long_book(), False
    server = page_cost.serve(port)
    try:
        with translation.override("sl"):
            middle = book.chapters.get(order=CHAPTERS // 2)
            pages = {"chapter": middle.get_absolute_url(), "book": book.get_absolute_url()}
        unit, _size = page_cost.measure(server, port, "/bare/")
        print(f"{'page':<12}{'ms CPU':>8}{'units':>8}{'budget':>8}{'queries':>9}{'kB gzip':>9}")
        for name, address in pages.items():
            seconds, size = page_cost.measure(server, port, address)
            units, asked = seconds / unit, page_cost.queries(address)
            failed |= units > BUDGETS.get(name, units) or asked > QUERIES.get(name, asked)
            row = f"{name:<12}{seconds * 1000:>8.2f}{units:>8.1f}{BUDGETS.get(name, ''):>8}{asked:>9}"
            print(f"{row}{size / 1000:>9.1f}", flush=True)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()
        book.delete()
    sys.exit(failed)


if __name__ == "__main__":
    main()

"""The working text of books as PDF and EPUB: set in the background when it has changed, and kept until then."""

import hashlib
import json
import secrets

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F, Max, Min, Q
from django.utils import translation
from django_tasks import task

from catalogue.jobs import may_run_twice
from catalogue.languages import LANGUAGES
from catalogue.models import CatalogueState
from library.books.epub import MIMETYPE, epub
from library.books.pdf import data_of, pdf, typeset_long
from library.books.volume import volume_of
from library.models import Book, BookFile, Chapter

PDF, EPUB = BookFile.Format.PDF, BookFile.Format.EPUB
CONTENT_TYPES = {PDF: "application/pdf", EPUB: MIMETYPE}
EDITION = 4  # of the way in which books are set: a change of the template sets all anew


@may_run_twice(30)
@task()
def set_book(pk):
    """Set the book in every language, where its text has changed; returns how many files were made."""
    book = Book.objects.published().filter(pk=pk).first()
    made = sum(set_language(book, code) for code in LANGUAGES) if book else 0
    if made:
        CatalogueState.bump()  # pages that name the files are kept by its version
    return made


def set_later(model, pks, by=None):
    """After chapters or books were changed: their files are made anew, once each."""
    if model is Chapter:
        pks = Chapter.objects.filter(pk__in=pks).values_list("book", flat=True)
    if model in (Book, Chapter):
        for pk in sorted(set(pks)):
            set_book.enqueue(pk)


def to_set():
    """Public books with a text that changed since they were set."""
    written = Q(*((f"chapters__body_{code}__gt", "") for code in LANGUAGES), _connector=Q.OR)
    books = Book.objects.published().filter(pk__in=Book.objects.filter(written).values("pk"))
    books = books.annotate(changed=Max("chapters__updated_at"), since=Min("files__moment"))
    return books.filter(Q(since=None) | Q(changed__gt=F("since")))


def set_now(pk):
    return bool(set_book.func(pk))


def set_language(book, language):
    volume = volume_of(book, language)
    if not any(leaf.document.children for leaf in volume.leaves):
        return 0
    moment = last_change(book)
    mark = mark_of(volume, moment)
    wanted = {
        PDF: lambda: pdf(volume, moment=moment, typeset=typeset_long),
        EPUB: lambda: epub(volume, identifier=name_of(book), moment=moment),
    }
    standing = dict(book.files.filter(language=language, mark=mark).values_list("format", "pk"))
    made = {kind: make() for kind, make in wanted.items() if kind not in standing}
    for kind, content in made.items():
        keep(book, language, kind, content, mark=mark, moment=moment)
    return len(made)


def last_change(book):
    return max(
        Chapter.objects.published().filter(book=book).values_list("updated_at", flat=True), default=book.updated_at
    )


def mark_of(volume, moment):
    with translation.override(volume.language):
        told = json.dumps([EDITION, data_of(volume, moment)], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def name_of(book):
    return f"mer.book.{book.pk}"


@transaction.atomic
def keep(book, language, kind, content, **told):
    """The file first, then its row; the file that it replaces goes after the commit."""
    row = BookFile.objects.select_for_update().filter(book=book, language=language, format=kind).first()
    before = row.file.name if row else ""
    row = row or BookFile(book=book, language=language, format=kind)
    row.size, row.sha256 = len(content), hashlib.sha256(content).hexdigest()
    for name, value in told.items():
        setattr(row, name, value)
    row.file.save(f"{secrets.token_hex(16)}.{kind}", ContentFile(content), save=False)
    row.save()
    if before:
        transaction.on_commit(lambda: row.file.storage.delete(before))

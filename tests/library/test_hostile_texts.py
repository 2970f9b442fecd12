"""Texts of chapters that nobody means well: shown in time, in every form, and nothing of them is lost."""

import datetime as dt
import io
import time
import zipfile
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from library.books.epub import epub
from library.books.html import Library, Writer
from library.books.pdf import pdf
from library.books.tree import parse
from library.books.volume import volume_of
from library.models import Book, Chapter
from publishing.sections import sections, with_anchors
from tests.factories import make

MOMENT = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)
SLOW = {
    "spaces in a heading": "## a" + " " * 5_000 + "b",
    "signs in a heading": "## a" + "#" * 50_000 + "b",
    "wide spaces in a heading": "## a" + "\u00a0" * 50_000 + "b",
    "equal headings": "## a\n" * 20_000,
    "equal anchors": "## a {#a}\n" * 10_000,
    "lines": "a\n" * 100_000,
}


def html(text):
    return Writer(parse(text), Library(), "c1").html()


def book_of(text):
    book = make(Book, title_sl="Vodnik")
    make(Chapter, book=book, order=1, number="1", title_sl="Poglavje", body_sl=text)
    return volume_of(book, "sl")


def words_of(volume):
    pages = PdfReader(io.BytesIO(pdf(volume, moment=MOMENT))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize("what", SLOW)
def test_a_text_is_cut_and_read_in_time(what):
    begun = time.process_time()

    sections(SLOW[what])
    with_anchors(SLOW[what])
    parse(SLOW[what])

    assert time.process_time() - begun < 8


@pytest.mark.parametrize("text", ["*" * 10_000 + "a" + "*" * 10_000, "**a " * 900 + "x" + "**" * 900])
def test_what_is_nested_without_end_stands_as_it_was_typed(text):
    assert html(text) == f"<p>{text}</p>\n"


def test_a_heading_without_words_is_none():
    assert html("## {#x}\n\n## A {#a}").count("<h2") == 1


@pytest.mark.parametrize("address", ["http://", "https://?a", "mailto:"])
def test_an_address_that_leads_nowhere_is_none(address):
    assert html(f"[a]({address})") == "<p>a</p>\n"


def test_only_what_points_at_a_note_has_a_way_back():
    made = html("a[^1] b[^2]\n\n[^0]: x[^1]\n\n[^1]: y\n\n[^2]: z[^1]")

    targets = {part.partition('"')[0] for part in made.split('href="#')[1:]}
    assert targets == {part.partition('"')[0] for part in made.split(' id="')[1:]}


@pytest.mark.django_db
def test_signs_that_no_xml_holds_are_left_out_of_an_epub():
    made = epub(book_of("a&#12;b &#x1;c \ufffe `\uffff`"), identifier="x", moment=MOMENT)

    pages = zipfile.ZipFile(io.BytesIO(made))
    names = [name for name in pages.namelist() if name.endswith(".xhtml")]
    read = [ElementTree.fromstring(pages.read(name)) for name in names]  # noqa: S314  our own book
    assert len(read) == 3


@pytest.mark.django_db
def test_notes_that_name_each_other_are_set_once_with_all_their_words():
    words = words_of(book_of("a[^1]\n\n[^1]: prva[^2]\n\n    - alineja\n\n[^2]: druga[^1] in[^2]"))

    assert [words.count(word) for word in ("prva", "alineja", "druga")] == [1, 1, 1]


@pytest.mark.django_db
def test_a_skipped_level_or_a_heading_without_words_takes_no_book_away():
    words = words_of(book_of("## {#x}\n\n##### Globoko\n\n# Visoko\n\n###### Spet [](sec:x)"))

    assert all(word in words for word in ("Globoko", "Visoko", "Spet"))

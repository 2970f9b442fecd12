"""The working text of a book as PDF and EPUB: whole, tagged, the same when made twice, and set anew when it changed."""

import datetime as dt
import io
import subprocess
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from catalogue.apart import Refused
from library.books.epub import epub
from library.books.files import set_book, to_set
from library.books.pdf import LIMITS, pdf
from library.books.volume import CannotSet, volume_of
from library.editions.setting import typeset_long
from library.models import Book, BookFile, Chapter, Practice, Publication, Term
from tests.factories import make, make_figure

pytestmark = pytest.mark.django_db
MOMENT = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)
EVERYTHING = """Uvod z *ležečim*, **krepkim** in `kodo`[^1], še enkrat[^1].

## Kako <script>alert(1)</script> {#how}

1. Prvi [@delo, str. 3]
2. Drugi [pojem](term:pojem)
   - spodaj [vir](https://example.org/a?b=1&c=2)

### Globlje {#deep}

![](figure:map)

Glej [](fig:map), [](tab:cone), [](sec:how), [](sec:only/words), [sosed](entry:chapter:only) in [ni](sec:nikjer).
Nato [@pub:PUBLICATION, str. 4] in [@pub:999999].

![](figure:glass)

Table: Cone {#tab-cone}

| Cona | Podjetja |
|---|--:|
| **A** | 1 |

> Navedek

---

Vrstica\\
in druga. Delež je 30 % in #znak $x$ @ime ~b~ <b>c</b> "narekovaj".

[^1]: Opomba z [povezavo](https://example.org) do [](fig:map).
"""
ENGLISH = {"body_en": "Words.\n\n## Words {#words}\n\nMore."}
TYPED = (
    "<script>alert(1)</script>",
    "#znak $x$ @ime ~b~ <b>c</b>",
    "Delo o #conah",
    "Opomba z povezavo",
    "Razlaga.",
    "Slika 1.1: Podnapis map",
    "Tabela 1.1: Cone",
)
JAR = Path("/usr/share/java/epubcheck.jar")
JAVA = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]  # it ends before thorough compiling would pay


@pytest.fixture
def book():
    book = make(Book, title_sl="Vse: kar je mogoče", title_en="All: that is possible", authors="Novak, A.")
    make(Term, external_id="pojem", title_sl="Pojem", title_en="Term", summary_sl="Razlaga.", summary_en="Words.")
    make(Chapter, book=book, order=1, role="part", number="1", title_sl="Del", title_en="Part", summary_sl="O delu.")
    publication = make(Publication, title_sl="Objava", authors="Kos, A.", year=2021)
    text = EVERYTHING.replace("PUBLICATION", str(publication.pk))
    titles = {"title_sl": "Vse & več", "title_en": "All & more"}
    chapter = make(Chapter, book=book, order=2, level=2, number="1.1", **titles, body_sl=text, body_en=text)
    make_figure(chapter, "map", width=1200, credit="A. <script>Kos</script>", licence="CC BY 4.0")
    make_figure(chapter, "glass", mode="RGBA")
    chapter.references.create(key="delo", author="Žagar, B.", title="Delo o #conah", year="2020", language="sl")
    make(Chapter, book=book, order=3, level=2, number="1.2", external_id="only", title_en="Only English", **ENGLISH)
    make(Chapter, book=book, order=4, level=2, number="1.3", title_sl="Osnutek", body_sl="Skrito.", published=False)
    return book


@pytest.fixture(params=["sl", "en"])
def volume(book, request):
    return volume_of(book, request.param)


@pytest.mark.any_database
def test_a_pdf_is_tagged_with_title_language_and_bookmarks(volume):
    read = PdfReader(io.BytesIO(pdf(volume, moment=MOMENT)))

    assert (read.metadata.title, read.metadata.author) == (volume.title, "Novak, A.")
    assert (read.trailer["/Root"]["/Lang"], read.trailer["/Root"]["/MarkInfo"]["/Marked"]) == (volume.language, True)
    assert read.outline[0].title.split() == ["1", {"sl": "Del", "en": "Part"}[volume.language]]


@pytest.mark.any_database
def test_above_the_beginning_of_a_chapter_stands_no_title_of_the_one_before(book):
    pages = PdfReader(io.BytesIO(pdf(volume_of(book, "sl"), moment=MOMENT))).pages

    tops = [page.extract_text().split("\n")[0].strip() for page in pages[1:]]

    chapter = ["1.1 Vse & več"] * 2  # above its first page its heading, above its second the running title
    assert tops == ["Kazalo", "1 Del", *chapter, "1.2 Only English", "Pojmi", "Viri"]


@pytest.mark.any_database
def test_a_pdf_holds_the_text_as_it_was_typed_and_nothing_hidden(book):
    text = "".join(
        page.extract_text() for page in PdfReader(io.BytesIO(pdf(volume_of(book, "sl"), moment=MOMENT))).pages
    )

    words = " ".join(text.split())
    for typed in TYPED:
        assert typed in words
    assert "Skrito" not in words


@pytest.mark.any_database
def test_the_same_text_makes_the_same_bytes(volume):
    assert pdf(volume, moment=MOMENT) == pdf(volume, moment=MOMENT)


@pytest.mark.any_database
def test_a_pdf_with_figures_is_the_same_where_it_is_made_apart_for_an_edition(volume):
    assert pdf(volume, moment=MOMENT, typeset=typeset_long) == pdf(volume, moment=MOMENT)
    assert epub(volume, identifier="mer.book.1", moment=MOMENT) == epub(volume, identifier="mer.book.1", moment=MOMENT)


@pytest.mark.any_database
def test_an_epub_begins_with_its_type_and_holds_a_page_for_each_chapter(volume):
    archive = zipfile.ZipFile(io.BytesIO(epub(volume, identifier="mer.book.1", moment=MOMENT)))

    first = archive.infolist()[0]
    assert (first.filename, first.compress_type, archive.read(first)) == ("mimetype", 0, b"application/epub+zip")
    pages = [name for name in archive.namelist() if name.startswith("EPUB/c")]
    assert len(pages) == len(volume.leaves) == 3
    assert [b"<script>" in archive.read(name) for name in pages] == [False] * 3


@pytest.mark.any_database
def test_epubcheck_finds_nothing(volume, tmp_path):
    if not JAR.exists():
        pytest.skip("epubcheck is not there (Debian: epubcheck)")
    file = tmp_path / "book.epub"
    file.write_bytes(epub(volume, identifier="mer.book.1", moment=MOMENT))

    done = subprocess.run([*JAVA, "-jar", str(JAR), str(file)], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout.count("ERROR"), done.stdout.count("WARNING")) == (0, 0, 0), done.stderr


@pytest.mark.any_database
def test_figures_are_in_an_epub_as_every_reader_knows_them(volume):
    archive = zipfile.ZipFile(io.BytesIO(epub(volume, identifier="mer.book.1", moment=MOMENT)))

    pk = volume.leaves[1].pk
    images = [name for name in archive.namelist() if name.startswith("EPUB/images/")]
    assert images == [f"EPUB/images/c{pk}_map.jpg", f"EPUB/images/c{pk}_glass.png"]
    assert [archive.read(name)[:3] for name in images] == [b"\xff\xd8\xff", b"\x89PN"]
    package, page = archive.read("EPUB/book.opf").decode(), archive.read(f"EPUB/c{pk}.xhtml").decode()
    assert [package.count(f'href="images/c{pk}_{name}"') for name in ("map.jpg", "glass.png")] == [1, 1]
    alt = {"sl": "Kaj kaže map", "en": "What map shows"}[volume.language]
    assert page.count(f'<img src="images/c{pk}_map.jpg" alt="{alt}"/>') == 1


@pytest.mark.any_database
def test_references_of_an_epub_stay_in_it(volume):
    archive = zipfile.ZipFile(io.BytesIO(epub(volume, identifier="mer.book.1", moment=MOMENT)))

    _part, here, other = volume.leaves
    page = archive.read(f"EPUB/c{here.pk}.xhtml").decode()
    wanted = [
        f"#c{here.pk}_fig-map",
        f"#c{here.pk}_tab-cone",
        f"#c{here.pk}-how",
        f"c{other.pk}.xhtml#c{other.pk}-words",
    ]
    assert [page.count(f'href="{address}"') for address in (*wanted, f"c{other.pk}.xhtml")] == [2, 1, 1, 1, 1]
    assert [page.count(f'id="c{here.pk}{name}"') for name in ("_fig-map", "_tab-cone", "-how")] == [1, 1, 1]
    assert archive.read(f"EPUB/c{other.pk}.xhtml").decode().count(f'id="c{other.pk}-words"') == 1


@pytest.mark.any_database
def test_references_of_a_pdf_stay_in_it_and_pictures_have_their_words(volume):
    read = PdfReader(io.BytesIO(pdf(volume, moment=MOMENT)))

    links = [link.get_object() for page in read.pages for link in page.get("/Annots", ())]
    inner = Counter(str(link["/Dest"]) for link in links if "/Dest" in link)
    outer = {link["/A"]["/URI"] for link in links if "/URI" in link.get("/A", {})}
    _part, here, other = volume.leaves
    chapters = {f"c{leaf.pk}" for leaf in volume.leaves}  # from the contents
    assert {name for name in inner if name.startswith("c")} == chapters | {f"c{here.pk}-how", f"c{other.pk}-words"}
    # What has no name is a place: the figure from its list, the text and a note; the table; a footnote used twice.
    assert [times for name, times in inner.most_common() if not name.startswith("c") and times > 1] == [3, 2, 2]
    assert {address for address in outer if here.address in address or other.address in address} == set()
    words = {"sl": ["Kaj kaže map", "Kaj kaže glass"], "en": ["What map shows", "What glass shows"]}
    assert alternatives(read) == words[volume.language]


def alternatives(read):
    """The alternative texts of the figures of a tagged PDF, in their order."""
    found, waiting = [], [read.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        element = waiting.pop(0)
        children = element.get("/K", [])
        children = [child.get_object() for child in (children if isinstance(children, list) else [children])]
        waiting = [child for child in children if hasattr(child, "get")] + waiting
        if element.get("/S") == "/Figure" and "/Alt" in element:
            found.append(str(element["/Alt"]))
    return found


@pytest.mark.parametrize(
    "make_file", [lambda book: pdf(book, moment=MOMENT), lambda book: epub(book, identifier="x", moment=MOMENT)]
)
def test_a_figure_without_words_stops_the_book_with_a_sentence(book, make_file):
    book.chapters.get(order=2).illustrations.filter(key="map").update(alt_sl="", alt_en="")

    with pytest.raises(CannotSet) as told:
        make_file(volume_of(book, "sl"))

    assert str(told.value) == (
        "Poglavje »Vse & več«: z besedami povejte, kaj kaže slika »map«, in sicer v vsakem jeziku."
    )


# --- Kept, and set anew ---


def test_a_book_is_set_once_until_its_text_changes(book):
    first, again = set_book.func(book.pk), set_book.func(book.pk)
    names = set(BookFile.objects.values_list("file", flat=True))
    chapter = book.chapters.get(order=2)
    chapter.body_sl += "\n\nNov odstavek."
    chapter.body_en += "\n\nA new paragraph."
    chapter.save()

    waiting, third = list(to_set()), set_book.func(book.pk)

    assert (first, again, waiting, third) == (4, 0, [book], 4)
    assert (BookFile.objects.count(), names & set(BookFile.objects.values_list("file", flat=True))) == (4, set())
    assert list(to_set()) == []


def test_a_book_without_a_text_has_no_files(client):
    book = make(Book)
    make(Chapter, book=book, order=1)

    assert (set_book.func(book.pk), list(to_set())) == (0, [])
    assert client.get(reverse("book_file", args=[book.slug_sl, "pdf"])).status_code == 404


@pytest.mark.parametrize("language", ["sl", "en"])
@pytest.mark.parametrize(("kind", "begins"), [("pdf", b"%PDF-"), ("epub", b"PK")])
def test_files_stand_on_the_page_of_the_book_and_can_be_had(client, book, language, kind, begins):
    set_book.func(book.pk)
    with translation.override(language):
        address = reverse("book_file", args=[getattr(book, f"slug_{language}"), kind])

        page, file = client.get(book.get_absolute_url()), client.get(address)

    assert page.text.count(f'href="{address}"') == 1
    assert (b"".join(file.streaming_content)[: len(begins)], file["Content-Disposition"].count(f".{kind}")) == (
        begins,
        1,
    )


def test_files_of_a_withdrawn_book_are_not_there(client, book):
    set_book.func(book.pk)
    book.withdraw()

    assert client.get(reverse("book_file", args=[book.slug_sl, "pdf"])).status_code == 404


def test_what_a_text_links_to_is_an_address_of_the_portal(book):
    practice = make(Practice, title_sl="Skupna para")
    chapter = book.chapters.get(order=2)
    chapter.body_sl = f"[para](entry:practice:{practice.pk}) [ni](entry:practice:9999999)"
    chapter.save()

    archive = zipfile.ZipFile(io.BytesIO(epub(volume_of(book, "sl"), identifier="mer.book.1", moment=MOMENT)))

    page = archive.read(f"EPUB/c{chapter.pk}.xhtml").decode()
    assert page.count(f'<a href="http://testserver{practice.get_absolute_url()}">para</a>') == 1


def test_a_pdf_that_is_never_done_ends_by_itself(book, monkeypatch, no_spare_time):
    monkeypatch.setattr("library.books.pdf.LIMITS", LIMITS._replace(seconds=0.01))

    with pytest.raises(Refused):
        set_book.func(book.pk)

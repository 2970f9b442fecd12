"""Figures, tables and sections by their numbers and names: in a chapter, across chapters, and after reordering."""

import re

import pytest
from django.urls import reverse
from django.utils import translation

from library.books.reading import as_read
from library.models import Book, Chapter, Publication
from publishing.snapshot import drawn, taken
from publishing.writing import writing_of
from tests.factories import make, make_figure

pytestmark = pytest.mark.django_db
FIGURE, TABLE = "![](figure:map)\n\n", "Table: Cone {#tab-x}\n\n| A |\n|---|\n| 1 |\n\n"


@pytest.fixture
def book():
    return make(Book)


def chapter_of(book, order, number, body="", **fields):
    """A public chapter; a figure stands for each that the text places."""
    made = make(Chapter, book=book, **fields | {"order": order, "number": number, "body_sl": body})
    for key in set(re.findall(r"figure:(\w+)", body)):
        make_figure(made, key)
    return made


def html_of(client, chapter):
    return client.get(chapter.get_absolute_url()).context["page"].html


def captions(html):
    return re.findall(r'caption-number">([^<]*):<', html)


def test_figures_and_tables_count_through_the_chapters_of_a_level_1_chapter(client, book):
    chapters = [
        chapter_of(book, 1, "", FIGURE, role="front"),
        chapter_of(book, 2, "", FIGURE + FIGURE + TABLE, role="front"),
        chapter_of(book, 3, "2", FIGURE + "![](figure:second)"),
        chapter_of(book, 4, "2.1", TABLE + FIGURE, level=2),
        chapter_of(book, 5, "2.2", FIGURE + TABLE + "![](figure:none)\n\n", level=2),
        chapter_of(book, 6, "3", FIGURE),
        chapter_of(book, 7, "A", FIGURE, role="appendix"),
    ]
    chapters[4].illustrations.filter(key="none").delete()

    assert [captions(html_of(client, chapter)) for chapter in chapters] == [
        ["Slika 1"],
        ["Slika 2", "Slika 2", "Tabela 1"],
        ["Slika 2.1", "Slika 2.2"],
        ["Tabela 2.1", "Slika 2.3"],
        ["Slika 2.4", "Tabela 2.2"],
        ["Slika 3.1"],
        ["Slika A.1"],
    ]


def test_what_is_not_public_is_not_counted(client, book):
    chapter_of(book, 1, "2", FIGURE, published=False)
    chapter_of(make(Book), 1, "2", FIGURE)
    chapter = chapter_of(book, 2, "2.1", FIGURE)

    assert captions(html_of(client, chapter)) == ["Slika 2.1"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"number": "2.3"}, "razdelek »Zakaj« v poglavju 2.3"),
        ({"number": "II", "role": "part"}, "razdelek »Zakaj« v delu II"),
        ({"number": "A", "role": "appendix"}, "razdelek »Zakaj« v dodatku A"),
        ({"number": "", "role": "front", "title_sl": "Predgovor"}, "razdelek »Zakaj« v poglavju »Predgovor«"),
    ],
)
def test_a_section_of_another_chapter_is_named_with_its_chapter(client, book, fields, words):
    other = make(Chapter, book=book, **{"order": 2, "external_id": "other", "body_sl": "## Zakaj {#why}"} | fields)
    here = chapter_of(book, 1, "1", f"[](sec:{other.pk}/why) [tam](sec:other/why)")

    address = f"{other.get_absolute_url()}#c{other.pk}-why"
    assert html_of(client, here) == f'<p><a href="{address}">{words}</a> <a href="{address}">tam</a></p>\n'


def test_references_speak_the_language_of_the_page(client, book):
    text = f"{FIGURE}{TABLE}[](fig:map) [](tab:x) [](sec:how) [](sec:other/why)\n\n## How {{#how}}\n"
    here = chapter_of(book, 1, "2", text, body_en=text)
    make(Chapter, book=book, order=2, number="3", external_id="other", body_en="## Why {#why}")

    with translation.override("en"):
        html = html_of(client, here)

    assert re.findall('<p><a href="[^"]*">(.*?)</p>', html)[0].split("</a>")[0] == "Figure 2.1"
    assert [words in html for words in (">Table 2.1</a>", ">section “How”</a>", ">section “Why” in chapter 3</a>")] == [
        True
    ] * 3


@pytest.mark.parametrize("how", ["withdrawn", "without the section", "of another book", "never there"])
def test_a_reference_to_what_is_not_public_becomes_its_words(client, book, how):
    elsewhere = make(Book) if how == "of another book" else book
    other = chapter_of(elsewhere, 2, "3", "Brez." if how == "without the section" else "## Zakaj {#why}")
    name = 999_999 if how == "never there" else other.pk
    here = chapter_of(book, 1, "1", f"Glej [razlago](sec:{name}/why) in [](sec:{name}/why).")
    if how == "withdrawn":
        other.withdraw()

    gone = '<span class="quiet">(ni več javno)</span>'
    assert html_of(client, here) == f"<p>Glej razlago {gone} in {gone}.</p>\n"


def test_reordering_changes_numbers_and_references_and_no_address(client, book):
    first = chapter_of(book, 1, "1", f"{FIGURE}[](fig:map) [](sec:other/why)")
    other = chapter_of(book, 2, "2", f"{FIGURE}## Zakaj {{#why}}", external_id="other")
    addresses = [chapter.get_absolute_url() for chapter in (first, other)]
    before = html_of(client, first)
    for chapter, order, number in ((first, 8, "2"), (other, 1, "1"), (first, 2, "2")):
        chapter.order, chapter.number = order, number
        chapter.save()

    after = html_of(client, first)

    said = [re.findall("(slika [0-9.]+|poglavju [0-9.]+)<", html) for html in (before, after)]
    assert said == [["slika 1.1", "poglavju 2"], ["slika 2.1", "poglavju 1"]]
    assert [chapter.get_absolute_url() for chapter in (first, other)] == addresses


def test_a_changed_heading_keeps_the_links_to_it(client, book):
    first = chapter_of(book, 1, "1", "[](sec:other/why)")
    other = chapter_of(book, 2, "2", "## Zakaj {#why}", external_id="other")
    before = html_of(client, first)
    other.body_sl = "## Zakaj zares {#why}"
    other.save()

    after = html_of(client, first)

    address = f"{other.get_absolute_url()}#c{other.pk}-why"
    assert [re.findall('<a href="(.*?)">(.*?)<', html) for html in (before, after)] == [
        [(address, "razdelek »Zakaj« v poglavju 2")],
        [(address, "razdelek »Zakaj zares« v poglavju 2")],
    ]


def test_a_publication_of_the_portal_is_cited_by_its_number(client, book):
    publication = make(Publication, title_sl="Delo", authors="Kos, A.", year=2021)
    here = chapter_of(book, 1, "1", f"[@pub:{publication.pk}, str. 3] [@pub:999999]")
    link = f'<a href="#c{here.pk}_work-pub.{publication.pk}">Kos, 2021, str. 3</a>'

    before = client.get(here.get_absolute_url()).context["page"]
    publication.withdraw()
    after = client.get(here.get_absolute_url()).context["page"].html

    gone = '(<span class="quiet">(ni več javno)</span>)'
    assert (before.html, after) == (f"<p>({link}) {gone}</p>\n", f"<p>{gone} {gone}</p>\n")
    assert before.works.count(f'id="c{here.pk}_work-pub.{publication.pk}"') == 1
    assert before.works.count(f'href="{publication.get_absolute_url()}"') == 1


# --- The pictures themselves ---


def test_before_its_picture_is_stored_a_figure_is_its_words(book):
    chapter = chapter_of(book, 1, "1", FIGURE)
    writing = writing_of(Chapter.kind)

    html = as_read(drawn(taken(chapter), writing, chapter))

    assert (html.count("<img"), html.count('<div class="picture-words">Kaj kaže map</div>')) == (0, 1)


@pytest.mark.parametrize("name", ["figure", "figure_width"])
def test_a_figure_is_sent_to_those_who_may_see_its_chapter(client, book, coordinator, name):
    chapter = chapter_of(book, 1, "1", FIGURE)
    wide = [480] if name == "figure_width" else []
    address = reverse(name, args=[chapter.illustrations.get().pk, *wide])

    public = client.get(address)
    chapter.withdraw()
    withdrawn = client.get(address)
    client.force_login(coordinator)
    staff = client.get(address)

    assert [answer.status_code for answer in (public, withdrawn, staff)] == [200, 404, 200]
    assert public.getvalue() == staff.getvalue()
    assert (public["Content-Type"], public["Content-Security-Policy"]) == ("image/webp", "default-src 'none'; sandbox")


def test_no_other_width_of_a_figure_is_made(client, book):
    chapter = chapter_of(book, 1, "1", FIGURE)

    assert client.get(reverse("figure_width", args=[chapter.illustrations.get().pk, 481])).status_code == 404


def test_a_page_with_figures_costs_two_queries_warm(client, book, django_assert_num_queries):
    chapter_of(book, 1, "2", FIGURE)
    chapter = chapter_of(book, 2, "2.1", f"{FIGURE}{TABLE}[](fig:map) [](sec:other/why) [@pub:1]")
    html_of(client, chapter)

    with django_assert_num_queries(2):
        html_of(client, chapter)


def cited_in(chapter, publication):
    chapter.references.create(key="delo", publication=publication)
    return lambda client: client.get(chapter.get_absolute_url()).context["page"].works


def test_a_cited_publication_that_is_deleted_leaves_its_words(client, admin, book):
    publication = make(Publication, title_sl="Objava", authors="Kos, A.", year=2021)
    works = cited_in(chapter_of(book, 1, "1", "[@delo]"), publication)
    client.force_login(admin)

    client.post(reverse("admin:library_publication_delete", args=[publication.pk]), {"post": "yes"})

    assert not Publication.objects.exists()
    assert "Kos, A. (2021). <cite>Objava</cite>" in works(client)


def test_a_publication_that_is_only_a_draft_is_named_by_no_citation(client, book):
    publication = make(Publication, title_sl="Skrita objava", published=False)

    assert "Skrita" not in cited_in(chapter_of(book, 1, "1", "[@delo]"), publication)(client)


def test_the_address_of_a_cited_work_is_one_for_every_reader(client, book):
    chapter = chapter_of(book, 1, "1", "[@delo]")
    chapter.references.create(key="delo", title="Delo", link="https://example.org/č?<a>")

    assert 'href="https://example.org/%C4%8D?%3Ca%3E"' in client.get(chapter.get_absolute_url()).context["page"].works

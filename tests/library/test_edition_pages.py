"""Pages of editions: what the public reads of them, and what those who write see at the desk."""

import hashlib
import json
import shutil
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import translation

from catalogue.caches import forget_all
from library.models import Chapter, Edition
from publishing.versions import adopt
from tests.factories import make, make_figure

State = Edition.State
ATOM = "{http://www.w3.org/2005/Atom}"
KERNEL = "{http://datacite.org/schema/kernel-4}"
pytestmark = pytest.mark.django_db


def address(edition, name="edition", *more):
    return reverse(name, args=[edition.book_id, edition.number, *more])


def desk(edition, name="desk_edition", *more):
    return reverse(name, args=[adopt(edition.book).pk, edition.number, *more])


def article(response):
    """What the page says, without its frame, which is that of today."""
    return response.text[response.text.index("<article") : response.text.index("</article>")]


# --- Public ---


def test_an_edition_shows_contents_files_checksums_and_how_to_cite_it(client, edition_in):
    edition = edition_in(State.APPROVED)

    page = client.get(address(edition))

    for file in edition.files.all():
        assert page.text.count(file.sha256) == 1
        assert page.text.count(f'href="{address(edition, "edition_file", file.language, file.format)}"') == 1
    for said in ("Vodnik: po conah", "Poglavje 2", edition.citation_sl, "CC BY 4.0", edition.identifier):
        assert said in page.text


@pytest.mark.parametrize("number", ["0", "99", "abc", "1/0", "1/9", "1/file/sl/exe", "1/file/de/pdf", "1/cite/docx"])
def test_what_is_no_edition_or_no_part_of_one_is_404(client, edition_in, book, number):
    edition_in(State.APPROVED)

    assert client.get(f"/en/editions/{book.pk}/{number}/").status_code == 404


@pytest.mark.parametrize("state", [State.DRAFT, State.PROPOSED])
def test_what_is_not_approved_is_for_those_who_work_on_it(client, edition_in, people, book, state):
    edition = edition_in(state)
    found = [client.get(address(edition)).status_code, client.get(address(edition, "edition_chapter", 1)).status_code]
    client.force_login(people.foreign)
    found.append(client.get(address(edition)).status_code)
    client.force_login(people.representative)
    found.append(client.get(address(edition)).status_code)

    assert found == [404, 404, 404, 200 if state == State.PROPOSED else 404]
    assert edition.identifier not in client.get(book.get_absolute_url()).text or not edition.identifier


def test_a_withdrawn_edition_answers_410_with_citation_and_reason(client, edition_in):
    edition = edition_in(State.WITHDRAWN)

    for where in (
        address(edition),
        address(edition, "edition_chapter", 1),
        address(edition, "edition_file", "sl", "pdf"),
    ):
        page = client.get(where)
        assert (page.status_code, edition.citation_sl in page.text, "Napačni podatki." in page.text) == (
            410,
            True,
            True,
        )
        assert "Pojdite počasi." not in page.text


def test_a_chapter_of_an_edition_and_the_working_text_lead_to_each_other(client, edition_in, book):
    edition = edition_in(State.APPROVED)
    chapter = book.chapters.get(order=1)

    frozen, working = client.get(address(edition, "edition_chapter", 1)), client.get(chapter.get_absolute_url())

    assert frozen.text.count(f'href="{chapter.get_absolute_url()}"') == 1
    assert working.text.count(f'href="{address(edition, "edition_chapter", 1)}"') == 1
    assert frozen.text.count('<meta name="robots" content="noindex, follow">') == 1


def test_an_older_edition_leads_to_the_newest_one(client, edition_in):
    first, second = edition_in(State.APPROVED), edition_in(State.APPROVED)

    older, newest = (client.get(address(edition, "edition_chapter", 1)) for edition in (first, second))

    assert [page.text.count(f'<a href="{address(second)}">\n        Najnovejša') for page in (older, newest)] == [1, 0]


def test_pages_of_an_edition_stay_whatever_becomes_of_its_chapters(client, edition_in, people, book):
    edition = edition_in(State.APPROVED)
    places = [address(edition, "edition_chapter", position) for position in (1, 2, 3)]
    before = [article(client.get(place)) for place in places]
    chapter = book.chapters.get(order=1)
    chapter.title_sl, chapter.body_sl, chapter.number = "Drugo", "Povsem drugo.", "9"
    chapter.save()
    book.chapters.filter(order=2).update(order=8)
    book.authors = "Nekdo drug"
    book.save()
    people.editor.delete()
    forget_all()

    after = [article(client.get(place)) for place in places]

    assert after == before
    assert "Pojdite počasi." in after[0]


def test_pages_and_files_of_an_edition_are_the_same_where_the_portal_was_restored(
    client, edition_in, settings, tmp_path
):
    edition = edition_in(State.APPROVED)
    places = [address(edition, "edition_chapter", 1), address(edition, "edition_file", "sl", "epub")]
    before = [client.get(place).getvalue() for place in places]
    shutil.copytree(settings.MEDIA_ROOT, tmp_path / "restored")
    settings.MEDIA_ROOT = tmp_path / "restored"
    forget_all()

    after = [client.get(place).getvalue() for place in places]

    assert [one == other for one, other in zip(before, after, strict=True)] == [True, True]
    assert hashlib.sha256(after[1]).hexdigest() == edition.files.get(language="sl", format="epub").sha256


def test_a_chapter_that_is_not_public_any_more_stays_in_its_edition(client, edition_in, book):
    edition = edition_in(State.APPROVED)
    chapter = book.chapters.get(order=1)
    chapter.withdraw()

    page = client.get(address(edition, "edition_chapter", 1))

    assert (page.status_code, "Pojdite počasi." in page.text) == (200, True)
    assert chapter.get_absolute_url() not in page.text


def test_in_a_language_that_it_lacks_an_edition_says_in_which_it_is(client, edition_in):
    edition = edition_in(State.APPROVED)

    with translation.override("en"):
        page = client.get(address(edition, "edition_chapter", 1))

    assert page.text.count('<div class="prose chapter-text" lang="sl">') == 1


def test_the_book_lists_its_editions_and_the_home_page_offers_the_newest(client, edition_in, book):
    edition = edition_in(State.APPROVED)
    pdf = address(edition, "edition_file", "sl", "pdf")

    page, home = client.get(book.get_absolute_url()), client.get(reverse("home"))

    assert (page.text.count(f'href="{address(edition)}"'), page.text.count(edition.files.first().sha256)) == (1, 1)
    assert (home.text.count(f'href="{address(edition)}"'), home.text.count(f'href="{pdf}"')) == (1, 1)


def test_what_changes_without_any_card_is_seen_at_once_on_the_book_and_at_home(client, edition_in, book):
    edition = edition_in(State.APPROVED)
    pages = book.get_absolute_url(), reverse("home")
    pdf = f'href="{address(edition, "edition_file", "sl", "pdf")}"'
    before = [pdf in client.get(page).text for page in pages]

    edition.files.filter(format="pdf").delete()

    assert (before, [pdf in client.get(page).text for page in pages]) == ([True, True], [False, False])


def test_a_file_is_what_was_made(client, edition_in):
    edition = edition_in(State.APPROVED)

    found = client.get(address(edition, "edition_file", "sl", "pdf"))

    assert b"".join(found.streaming_content) == b"%PDF-1.7 quick"
    assert f"mer.book.{edition.book_id}.e1.sl.pdf" in found["Content-Disposition"]


def test_what_people_typed_is_text_in_every_file_and_page(client, edition_in, book):
    chapter = book.chapters.get(order=1)
    chapter.title_sl, chapter.body_sl = "<script>a</script>", "<script>b</script> [x](javascript:alert(1))"
    chapter.save()
    edition = edition_in(State.APPROVED)

    with edition.files.get(format="html").file.open("rb") as file:
        texts = [
            file.read().decode(),
            article(client.get(address(edition))),
            article(client.get(address(edition, "edition_chapter", 1))),
        ]

    assert [("<script>" in text, "javascript:" in text) for text in texts] == [(False, False)] * 3


def test_figures_of_an_edition_are_those_of_its_versions(client, edition_in, book):
    chapter = book.chapters.get(order=1)
    figure = make_figure(chapter, "karta", alt_sl="Cona ob reki.")
    chapter.body_sl += "\n\n![](figure:karta)"
    chapter.save()
    edition = edition_in(State.APPROVED)
    with figure.image.open("rb") as stored:
        picture = stored.read()
    figure.delete()
    chapter.withdraw()
    where = address(edition, "edition_figure", chapter.pk, "karta")

    page, found = client.get(address(edition, "edition_chapter", 1)), client.get(where)

    assert page.text.count(f'<img src="{where}" alt="Cona ob reki."') == 1
    assert b"".join(found.streaming_content) == picture
    assert client.get(address(edition, "edition_figure", chapter.pk, "ni")).status_code == 404


def test_references_of_an_edition_stay_in_it_and_in_its_one_file(client, edition_in, book):
    other, chapter = book.chapters.get(order=1), book.chapters.get(order=2)
    chapter.body_sl = (
        f"[kako](sec:{other.pk}/how) [poglavje](entry:chapter:{other.pk}) [vodnik](entry:guideline:{book.pk})"
    )
    chapter.save()
    edition = edition_in(State.APPROVED)

    page = article(client.get(address(edition, "edition_chapter", 2)))
    with edition.files.get(format="html").file.open("rb") as file:
        whole = file.read().decode()

    place = address(edition, "edition_chapter", 1)
    assert (page.count(f'href="{place}#c{other.pk}-how"'), page.count(f'<a href="{place}">poglavje')) == (1, 1)
    assert (whole.count(f'<a href="#c{other.pk}-how">kako'), whole.count(f'<a href="#c{other.pk}">poglavje')) == (1, 1)
    assert whole.count(f'<a href="http://testserver{book.get_absolute_url()}">vodnik') == 1


def test_what_is_not_public_is_in_no_file_of_an_edition(edition_in, book):
    make(Chapter, book=book, order=4, title_sl="Osnutek", body_sl="Skrito.", published=False)
    edition = edition_in(State.APPROVED)

    for kind in ("html", "json"):
        with edition.files.get(format=kind).file.open("rb") as file:
            text = file.read().decode()
        assert ("Poglavje 1" in text, "Osnutek" in text, "Skrito." in text) == (True, False, False)


@pytest.mark.parametrize("state", [State.PROPOSED, State.APPROVED])
def test_a_feed_tells_of_the_approved_editions_of_a_book(client, edition_in, book, state):
    edition = edition_in(state)
    where = reverse("book_feed", args=[book.slug_sl])

    root = ElementTree.fromstring(client.get(where).content)  # noqa: S314  our own answer

    ids = [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]
    assert ids == [f"tag:testserver,2026:{edition.identifier}"] * (state == State.APPROVED)
    assert client.get(book.get_absolute_url()).text.count(f'href="{where}"') == len(ids) + 1


@pytest.mark.parametrize("state", [State.PROPOSED, State.APPROVED, State.WITHDRAWN])
def test_the_sitemap_holds_approved_editions_alone(client, edition_in, state):
    edition = edition_in(state)

    found = client.get("/sitemap-pages.xml").text

    assert found.count(f"<loc>http://testserver{address(edition)}</loc>") == (state == State.APPROVED)


# --- Cited ---


def test_datacite_has_what_it_requires_and_names_the_neighbours(client, edition_in, people, book):
    first, second = edition_in(State.APPROVED), edition_in(State.APPROVED)

    root = ElementTree.fromstring(client.get(address(second, "edition_export", "datacite-xml")).content)  # noqa: S314
    told = json.loads(client.get(address(first, "edition_export", "datacite-json")).content)
    whole = json.loads(client.get(reverse("book_export", args=[book.slug_sl, "datacite-json"])).content)

    for name in (
        "identifier",
        "creators/creator/creatorName",
        "titles/title",
        "publisher",
        "publicationYear",
        "resourceType",
    ):
        assert root.find("/".join(KERNEL + part for part in name.split("/"))).text
    assert root.find(f"{KERNEL}resourceType").get("resourceTypeGeneral") == "Book"
    related = [(node.get("relationType"), node.text) for node in root.iter(f"{KERNEL}relatedIdentifier")]
    assert related == [
        ("IsVersionOf", "http://testserver" + book.get_absolute_url()),
        ("IsNewVersionOf", "http://testserver" + address(first)),
    ]
    required = {"identifiers", "creators", "titles", "publisher", "publicationYear", "types", "schemaVersion"}
    assert required <= set(told)
    assert [row["relationType"] for row in told["relatedIdentifiers"]] == ["IsVersionOf", "IsPreviousVersionOf"]
    assert [row["relationType"] for row in whole["relatedIdentifiers"]] == ["HasVersion", "HasVersion"]


def test_creators_are_people_or_organisations(client, edition_in):
    told = json.loads(client.get(address(edition_in(State.APPROVED), "edition_export", "datacite-json")).content)

    assert [(one["name"], one["nameType"]) for one in told["creators"]] == [
        ("Novak, A.", "Personal"),
        ("Zavod Cona", "Organizational"),
    ]


def test_no_name_of_an_author_breaks_out_of_bibtex(client, edition_in, book):
    book.authors = "No}vak, A."
    book.save()
    edition = edition_in(State.APPROVED)

    found = client.get(address(edition, "edition_export", "bibtex")).content.decode()

    assert "  author = {No\\}vak, A.},\n" in found


@pytest.mark.parametrize(
    ("form", "lines"),
    [
        (
            "bibtex",
            ["@book{mer.book.%s.e1,", "  author = {Novak, A. and {Zavod Cona}},", "  title = {{Vodnik: po conah}},"],
        ),
        ("ris", ["TY  - BOOK", "AU  - Novak, A.", "TI  - Vodnik: po conah", "ET  - 1", "ER  - "]),
        ("csl-json", ['    "title": "Vodnik: po conah",', '        "family": "Novak",', '    "edition": "1",']),
    ],
)
def test_programs_for_literature_read_it(client, edition_in, form, lines):
    edition = edition_in(State.APPROVED)

    found = client.get(address(edition, "edition_export", form)).content.decode().splitlines()

    assert [
        line % edition.book_id if "%s" in line else line
        for line in lines
        if (line.replace("%s", str(edition.book_id))) not in found
    ] == []


# --- Compared ---


def test_an_edition_and_the_working_text_are_compared_section_by_section(client, edition_in, book):
    edition_in(State.APPROVED)
    chapter = book.chapters.get(order=1)
    chapter.body_sl = chapter.body_sl.replace("počasi", "hitro")
    chapter.save()
    where = reverse("edition_compare", args=[book.pk])

    listed, shown = client.get(where), client.get(where, {"old": 1, "new": 0, "chapter": chapter.pk})

    assert [one.title for one in listed.context["changed"]] == ["1 Poglavje 1"]
    assert [section.heading for section in shown.context["sections"]] == ["Kako"]
    assert ("delete", "počasi") in [
        (piece.op, piece.text.rstrip(".\n")) for piece in shown.context["sections"][0].pieces
    ]
    assert client.get(where, {"old": "x", "new": "99", "chapter": "-1"}).status_code == 200


# --- At the desk ---


def test_from_a_draft_to_an_approved_edition_at_the_desk(client, people, book, jobs, quick_pdf):
    dossier = adopt(book)
    client.force_login(people.editor)
    with jobs():
        client.post(reverse("begin_edition", args=[dossier.pk]))
        edition = book.editions.get()
        client.post(desk(edition, "edition_note"), {"note_sl": "Novo poglavje.", "note_en": "A new chapter."})
        client.post(desk(edition, "edition_step", "propose"))
    client.force_login(people.representative)
    client.post(desk(edition, "edition_step", "approve"))

    edition.refresh_from_db()
    assert (edition.state, edition.note_en) == (State.APPROVED, "A new chapter.")
    assert (
        client.get(reverse("dossier", args=[dossier.pk])).text.count(reverse("desk_editions", args=[dossier.pk])) == 1
    )


def test_who_prepared_it_has_no_button_and_is_refused(client, edition_in, people):
    edition = edition_in(State.PROPOSED)
    Edition.objects.filter(pk=edition.pk).update(prepared_by=people.representative)
    client.force_login(people.representative)
    button = desk(edition, "edition_step", "approve")

    page, answer = client.get(desk(edition)), client.post(button)

    assert (page.text.count(button), answer.status_code, Edition.objects.get().state) == (0, 409, State.PROPOSED)


@pytest.mark.parametrize(
    ("method", "name", "more"),
    [
        ("get", "desk_edition", []),
        ("get", "desk_errata", []),
        ("post", "desk_errata", []),
        ("post", "edition_doi", []),
        ("post", "edition_note", []),
        ("post", "edition_step", ["withdraw"]),
    ],
)
def test_to_others_there_are_no_editions_at_the_desk(client, edition_in, people, method, name, more):
    edition = edition_in(State.APPROVED)
    client.force_login(people.foreign)

    assert getattr(client, method)(desk(edition, name, *more)).status_code == 404


def test_problems_lead_to_the_place_where_they_are_mended(client, edition_in, people, book):
    chapter = book.chapters.get(order=1)
    chapter.body_sl = "![](figure:karta)"
    chapter.save()
    edition = edition_in(State.DRAFT)
    client.force_login(people.editor)

    page = client.get(desk(edition))

    assert page.text.count(f'href="{reverse("write", args=[adopt(chapter).pk, "text"])}"') == 1
    assert "slike »karta« ni med slikami poglavja" in page.text


def test_only_coordinators_add_a_doi_and_it_must_be_one(client, edition_in, people):
    edition = edition_in(State.APPROVED)
    client.force_login(people.representative)
    refused = client.post(desk(edition, "edition_doi"), {"doi": "10.5281/zenodo.123"}).status_code
    client.force_login(people.coordinator)
    wrong = client.post(desk(edition, "edition_doi"), {"doi": "zenodo"})
    client.post(desk(edition, "edition_doi"), {"doi": "10.5281/zenodo.123"})

    assert (refused, wrong.status_code, "DOI se začne" in wrong.text) == (404, 200, True)
    assert Edition.objects.get().doi == "10.5281/zenodo.123"


def test_an_erratum_stands_at_edition_and_chapter_at_once_and_files_stay(client, edition_in, people):
    edition = edition_in(State.APPROVED)
    kept = list(edition.files.values_list("sha256", flat=True))
    fields = {"part": edition.parts.get(position=1).pk, "language": "sl", "where": "Kako", "thanks_to": "Ana"}
    fields |= {"wrong": "Pojdite počasi <b>", "right": "Pojdite hitro"}
    client.get(address(edition, "edition_chapter", 1))
    client.force_login(people.editor)

    client.post(desk(edition, "desk_errata"), fields)

    client.logout()
    for where in (address(edition), address(edition, "edition_chapter", 1)):
        assert client.get(where).text.count("Pojdite počasi &lt;b&gt;") == 1
    assert client.get(address(edition, "edition_chapter", 2)).text.count("Pojdite hitro") == 0
    assert list(edition.files.values_list("sha256", flat=True)) == kept


@pytest.mark.parametrize("chapters", [1, 3])
def test_a_chapter_of_an_edition_costs_the_same_in_every_book(
    client, edition_in, book, chapters, django_assert_num_queries
):
    book.chapters.filter(order__gt=chapters).delete()
    edition = edition_in(State.APPROVED)
    client.get(address(edition, "edition_chapter", 1))

    with django_assert_num_queries(4):
        client.get(address(edition, "edition_chapter", 1))

"""Guidelines and their chapters at the desk: parts of a whole, their order, figures and cited works."""

from copy import deepcopy
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from library.models import Book, Chapter
from publishing import versions
from publishing.models import Dossier, Version
from publishing.refusals import Refused
from publishing.rights import Action, Role, allows, roles_of
from publishing.saving_drafts import save_draft
from publishing.snapshot import CONTENTS, PART, taken
from publishing.states import State
from publishing.workflow import take
from tests.factories import make
from tests.standing import stands_on_people

pytestmark = pytest.mark.django_db


def make_guidelines(people):
    """Guidelines of the people's own organisation with three chapters in their places."""
    book = make(Book, title_sl="Smernice", summary_sl="Za mesta.", organisation=people.own, numbering="auto")
    for order, title in enumerate(["Prvo", "Drugo", "Tretje"], start=1):
        make(Chapter, book=book, order=order, number=str(order), title_sl=title, summary_sl="O tem.", body_sl="Tako.")
    return book


book_of_module = stands_on_people(make_guidelines)


@pytest.fixture
def book(book_of_module, db):
    return deepcopy(book_of_module)


def titles(book):
    return [f"{chapter.number} {chapter.title_sl}" for chapter in Chapter.objects.filter(book=book).in_order()]


def contents_form(version, order, **more):
    rows = {row[PART]: row for row in version.content[CONTENTS]}
    found = {"contents-sent": "1", "complete": "1", "numbering": version.content["numbering"], **more}
    for column in (PART, "role", "level", "number"):
        found[f"contents-{column}"] = [rows[pk][column] for pk in order]
    return found


def arrange(client, version, order, **more):
    return client.post(reverse("write", args=[version.dossier_id, CONTENTS]), contents_form(version, order, **more))


def pks(book):
    return list(Chapter.objects.filter(book=book).in_order().values_list("pk", flat=True))


@pytest.fixture
def opened(client, people, book):
    """An open version of the guidelines; the editor is signed in."""
    client.force_login(people.editor)
    return versions.open_version(versions.adopt(book), by=people.editor)


def publish(version, people):
    take(step="submit", version=version, by=people.editor)
    return take(step="publish", version=version, by=people.representative)


# --- The order ---


def test_the_order_is_public_once_its_version_is(client, people, book, opened):
    first, second, third = pks(book)

    arrange(client, opened, [third, first, second])
    before = titles(book)
    publish(opened, people)

    assert before == ["1 Prvo", "2 Drugo", "3 Tretje"]
    assert titles(book) == ["1 Tretje", "2 Prvo", "3 Drugo"]


@pytest.mark.parametrize(
    ("move", "found"),
    [
        ("up-2", ["Drugo", "Prvo", "Tretje"]),
        ("up-1", ["Prvo", "Drugo", "Tretje"]),
        ("down-1", ["Drugo", "Prvo", "Tretje"]),
        ("down-3", ["Prvo", "Drugo", "Tretje"]),
        ("drop-1", ["Drugo", "Tretje"]),
        ("add-1", ["Prvo", "Drugo", "Tretje"]),
        ("up-999", ["Prvo", "Drugo", "Tretje"]),
        ("sideways-1", ["Prvo", "Drugo", "Tretje"]),
        ("up-" + "9" * 5000, ["Prvo", "Drugo", "Tretje"]),
    ],
)
def test_a_button_moves_a_chapter(client, book, opened, move, found):
    name, _dash, place = move.partition("-")
    chapters = pks(book)
    pk = chapters[int(place) - 1] if len(place) == 1 else place

    arrange(client, opened, chapters, **{"contents-move": f"{name}-{pk}"})

    opened.refresh_from_db()
    kept = Chapter.objects.in_bulk()
    assert [kept[row[PART]].title_sl for row in opened.content[CONTENTS]] == found


def test_a_chapter_is_moved_in_and_numbered_below_the_one_before(client, book, opened):
    first, second, third = pks(book)

    arrange(client, opened, [first, second, third], **{"contents-move": f"in-{second}"})

    opened.refresh_from_db()
    assert [(row["level"], row["number"]) for row in opened.content[CONTENTS]] == [(1, "1"), (2, "1.1"), (1, "2")]


def test_given_numbers_stay_as_they_are_typed(client, book, opened):
    opened.content["numbering"] = "given"
    opened.save()
    form = contents_form(opened, pks(book)[::-1]) | {"contents-number": ["5", "7", "7 a"]}

    client.post(reverse("write", args=[opened.dossier_id, CONTENTS]), form)

    opened.refresh_from_db()
    assert [row["number"] for row in opened.content[CONTENTS]] == ["5", "7", "7 a"]


def test_numbers_by_the_order_are_shown_as_soon_as_they_are_chosen(client, book, opened):
    opened.content["numbering"] = "given"
    opened.save()
    form = contents_form(opened, pks(book)) | {"contents-number": ["5", "7", "8"], "numbering": "auto"}
    client.post(reverse("write", args=[opened.dossier_id, CONTENTS]), form)

    page = client.get(reverse("write", args=[opened.dossier_id, CONTENTS])).content.decode()

    assert [f"<b>{number}</b>" in page for number in (1, 2, 3, 5)] == [True, True, True, False]


def test_a_chapter_placed_twice_is_named_and_nothing_is_saved(client, book, opened):
    first, second, _third = pks(book)

    page = arrange(client, opened, [first, second, first])

    opened.refresh_from_db()
    assert "Dvakrat uvrščeno: Prvo" in page.content.decode()
    assert [row[PART] for row in opened.content[CONTENTS]] == pks(book)


@pytest.mark.parametrize("column", [PART, "role", "level"])
def test_nonsense_in_the_order_is_refused(client, book, opened, column):
    form = contents_form(opened, pks(book)) | {f"contents-{column}": ["nič", "\x00", "9" * 5000]}

    page = client.post(reverse("write", args=[opened.dossier_id, CONTENTS]), form)

    opened.refresh_from_db()
    assert (page.status_code, [row[PART] for row in opened.content[CONTENTS]]) == (200, pks(book))


def test_two_arrange_at_once_and_the_second_is_told(client, people, book, opened):
    first, second, third = pks(book)
    page = client.get(reverse("write", args=[opened.dossier_id, CONTENTS]))
    base = page.context["form"].base_json()
    arrange(client, opened, [third, second, first], base=base)

    told = arrange(client, opened, [second, first, third], base=base)

    opened.refresh_from_db()
    assert "vmes razvrstil" in told.content.decode()
    assert [row[PART] for row in opened.content[CONTENTS]] == [third, second, first]


def test_a_chapter_without_a_place_is_in_no_contents_and_can_be_placed(client, people, book, opened):
    stray = make(Chapter, book=book, order=None, title_sl="Četrto", title_en="Fourth", body_sl="Besedilo.")

    page = client.get(reverse("write", args=[opened.dossier_id, CONTENTS])).content.decode()
    public = client.get(book.get_absolute_url()).content.decode()
    arrange(client, opened, pks(book), **{"contents-move": f"add-{stray.pk}"})
    publish(opened, people)

    assert ("Še neuvrščeno" in page, "Četrto" in page, "Četrto" in public) == (True, True, False)
    assert titles(book)[-1] == "4 Četrto"


def test_an_open_version_of_a_chapter_brings_no_old_order_back(client, people, book, opened):
    first, second, third = pks(book)
    chapter = Chapter.objects.get(pk=first)
    draft = versions.open_version(versions.adopt(chapter), by=people.editor)
    arrange(client, opened, [second, third, first])
    publish(opened, people)

    publish(draft, people)

    assert titles(book) == ["1 Drugo", "2 Tretje", "3 Prvo"]
    assert not {"order", "number", "role", "level", "book_id"} & set(taken(chapter))


def test_a_chapter_that_was_deleted_meanwhile_is_left_out(client, people, book, opened):
    _first, second, _third = pks(book)
    Chapter.objects.get(pk=second).delete()

    publish(opened, people)

    assert titles(book) == ["1 Prvo", "2 Tretje"]


def test_the_comparison_shows_the_order(client, people, book, opened):
    first, second, third = pks(book)
    arrange(client, opened, [second, first, third])

    page = client.get(reverse("compare", args=[opened.dossier_id])).content.decode()

    assert "<ins" in page
    assert "Drugo" in page


# --- A part of a whole ---


def begin(people, book, by=None, owner=None):
    return versions.begin(
        kind="chapter",
        owner=owner or people.own,
        by=by or people.editor,
        language="sl",
        title="Novo",
        part_of=versions.adopt(book),
    )


def filled(version):
    version.content |= {"summary_sl": "O čem je.", "body_sl": "## Kako\n\nTako."}
    version.save()
    return version


def test_a_new_chapter_belongs_to_guidelines_and_waits_for_its_place(people, book):
    publish(filled(begin(people, book)), people)

    chapter = Chapter.objects.get(title_sl="Novo")
    assert (chapter.book, chapter.order, chapter.is_published) == (book, None, True)


def test_a_new_chapter_is_begun_with_its_guidelines(client, people, book):
    client.force_login(people.editor)
    form = {"kind": "chapter", "title": "Novo", "owner": people.own.pk, "language": "sl"}

    without = client.post(reverse("write_new"), form)
    client.post(reverse("write_new"), form | {"within": book.pk})

    assert "Izberite smernice" in without.content.decode()
    assert Dossier.objects.get(kind="chapter").part_of == versions.dossier_of(book)


def test_a_chapter_of_guidelines_that_are_not_public_any_more_has_to_wait(people, book):
    version = filled(begin(people, book))
    take(step="submit", version=version, by=people.editor)
    take(step="withdraw", version=versions.leading_of(version.dossier.part_of), by=people.representative, comment="Ne.")

    with pytest.raises(Refused):
        take(step="publish", version=version, by=people.representative)


def test_a_chapter_without_an_organisation_is_that_of_its_guidelines(people, book):
    chapter = Chapter.objects.filter(book=book).first()

    assert versions.adopt(chapter).owner == people.own


def test_the_chief_editor_publishes_what_others_write_in_the_guidelines(people, book):
    version = filled(begin(people, book, by=people.foreign, owner=people.other))
    hidden = roles_of(people.representative, version.dossier)
    take(step="submit", version=version, by=people.foreign)

    published = take(step="publish", version=version, by=people.representative)

    assert hidden == {Role.CHIEF_EDITOR}
    assert not allows(Action.SEE, State.DRAFT, hidden)
    assert published.state == State.PUBLISHED


@pytest.mark.parametrize("name", ["editor", "reviewer", "member"])
def test_nobody_else_sees_a_chapter_of_another_organisation(client, people, book, name):
    version = filled(begin(people, book, by=people.foreign, owner=people.other))
    take(step="submit", version=version, by=people.foreign)
    client.force_login(getattr(people, name))

    assert client.get(reverse("dossier", args=[version.dossier_id])).status_code == 404


def test_a_draft_of_a_chapter_is_nowhere_in_public(client, people, book):
    filled(begin(people, book))
    pages = [book.get_absolute_url(), "/sl/katalog/?q=tako", "/api/v1/entries?kind=chapter", "/sitemap-chapter.xml"]

    assert not any("Novo<" in client.get(page).content.decode() for page in pages)


# --- Its text ---


def write(client, version, stage, **fields):
    return client.post(reverse("write", args=[version.dossier_id, stage]), {"complete": "1", "save": "1"} | fields)


@pytest.fixture
def draft(client, people, book):
    client.force_login(people.editor)
    return filled(begin(people, book))


def test_headings_get_anchors_with_a_button_and_keep_them(client, draft):
    write(client, draft, "text", body="## Kako\n\nTako.")
    draft.refresh_from_db()
    first = draft.content["body_sl"]
    write(client, draft, "text", body=first.replace("## Kako", "## Kako ravnati"))

    draft.refresh_from_db()
    assert (first, draft.content["body_sl"]) == (
        "## Kako {#kako}\n\nTako.",
        "## Kako ravnati {#kako}\n\nTako.",
    )


def test_the_form_of_a_text_offers_its_figures_and_works(client, draft):
    draft.content |= {"illustrations": [{"uid": "n1", "key": "karta"}], "practices": [7], "references": []}
    draft.save()

    page = client.get(reverse("write", args=[draft.dossier_id, "text"])).content.decode()

    assert "<option>karta</option>" in page


def test_while_one_types_the_text_stays_as_it_is_typed(client, draft):
    client.post(reverse("autosave", args=[draft.dossier_id, "text"]), {"body": "## Kako naprej"})

    draft.refresh_from_db()
    assert draft.content["body_sl"] == "## Kako naprej"


def test_a_text_of_300_kilobytes_is_refused_and_stays_in_the_form(client, draft):
    text = "Dolgo besedilo. " * 20_000

    page = write(client, draft, "text", body=text)

    draft.refresh_from_db()
    assert page.status_code == 200
    assert page.content.decode().count("Dolgo besedilo.") >= 20_000
    assert draft.content["body_sl"] == "## Kako\n\nTako."


def test_the_preview_shows_what_is_typed_and_saves_nothing(client, draft):
    page = client.post(
        reverse("long_text_seen", args=[draft.dossier_id, "text"]), {"body": "**Krepko** <script>x</script>"}
    ).content.decode()

    draft.refresh_from_db()
    assert ("<strong>Krepko</strong>" in page, "<script>" in page) == (True, False)
    assert draft.content["body_sl"] == "## Kako\n\nTako."


def test_what_is_wrong_in_the_text_is_said_again_before_it_is_submitted(client, draft):
    write(client, draft, "text", body="![](figure:karta)")

    page = client.get(reverse("write_check", args=[draft.dossier_id])).content.decode()

    assert "Vrstica 1: slike »karta« ni med slikami poglavja." in page


def test_nobody_is_offered_an_expert_review_of_a_chapter(client, people, draft):
    take(step="submit", version=draft, by=people.editor)
    client.force_login(people.representative)

    steps = client.get(reverse("dossier", args=[draft.dossier_id])).context["steps"]

    assert [step["name"] for step in steps] == ["publish", "take_back", "ask_changes", "decline"]


def test_the_preview_is_for_those_who_write(client, people, draft):
    address = reverse("long_text_seen", args=[draft.dossier_id, "text"])
    client.force_login(people.foreign)
    foreign = client.post(address, {"body": "x"})
    client.logout()

    assert (foreign.status_code, client.post(address, {"body": "x"}).status_code) == (404, 401)


def test_terms_of_the_text_are_proposed_in_whatever_form_they_stand(client, draft):
    from library.models import Term

    make(Term, title_sl="Industrijska cona", title_en="Industrial zone", external_id="industrial-zone")
    text = "## Industrijska cona\n\nV industrijskih conah je prostor. Druga [cona](term:industrial-zone-2)."

    answer = client.post(reverse("long_text_terms", args=[draft.dossier_id, "text"]), {"body": text})

    assert answer.json() == {
        "terms": [{"words": "industrijskih conah", "link": "[industrijskih conah](term:industrial-zone)"}]
    }


@pytest.mark.parametrize("words", ["skup", "skupna", "skupno paro"])
def test_entries_are_found_by_the_words_of_their_titles(client, draft, words):
    from library.models import Practice

    practice = make(Practice, title_sl="Skupna para", title_en="Shared steam")

    answer = client.get(reverse("find_entry"), {"q": words})

    assert [entry["link"] for entry in answer.json()["entries"]] == [f"entry:practice:{practice.pk}"]


# --- Figures and works ---


def picture():
    made = BytesIO()
    Image.new("RGB", (900, 300), "green").save(made, "PNG")
    return SimpleUploadedFile("slika.png", made.getvalue(), "image/png")


def row(relation, **fields):
    return {f"{relation}-count": "1"} | {f"{relation}-0-{name}": value for name, value in fields.items()}


def test_a_figure_is_kept_with_the_draft_and_public_with_it(client, people, draft):
    write(client, draft, "figures", **row("illustrations", key="zemljevid", image=picture(), alt_sl="Zemljevid."))
    draft.refresh_from_db()
    stored = draft.content["illustrations"][0]
    publish(draft, people)

    figure = Chapter.objects.get(title_sl="Novo").illustrations.get()
    assert (stored["key"], stored["image_width"], stored["image_height"]) == ("zemljevid", 900, 300)
    assert (figure.image.name, figure.image_width, figure.alt_sl) == (stored["image"], 900, "Zemljevid.")


def test_a_figure_stays_when_its_row_is_sent_again_without_the_file(client, draft):
    write(client, draft, "figures", **row("illustrations", uid="n1", key="karta", image=picture(), alt_sl="A."))
    draft.refresh_from_db()
    name = draft.content["illustrations"][0]["image"]

    for path in ("write", "autosave"):
        client.post(
            reverse(path, args=[draft.dossier_id, "figures"]), row("illustrations", uid="n1", key="", alt_sl="")
        )
    client.post(
        reverse("write", args=[draft.dossier_id, "figures"]), row("illustrations", uid="n1", key="karta", alt_sl="B.")
    )

    draft.refresh_from_db()
    assert [(each["image"], each["alt_sl"]) for each in draft.content["illustrations"]] == [(name, "B.")]


def test_a_figure_of_a_faulty_row_is_not_lost(client, draft):
    page = write(client, draft, "figures", **row("illustrations", uid="n1", key="Velike Črke", image=picture()))

    draft.refresh_from_db()
    assert page.status_code == 200
    assert draft.content["illustrations"][0]["image"].startswith("figures/")
    assert draft.typed["illustrations"][0]["key"] == "Velike Črke"


def test_the_picture_of_a_draft_is_for_those_who_may_read_it(client, people, draft):
    write(client, draft, "figures", **row("illustrations", uid="n1", key="karta", image=picture()))
    address = reverse("version_row_file", args=[draft.dossier_id, draft.number, "illustrations", "n1", "image"])
    mine = client.get(address)
    mine.getvalue()
    client.force_login(people.foreign)

    assert (mine.status_code, mine["Content-Type"]) == (200, "image/webp")
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("relation", "uid", "field"),
    [
        ("illustrations", "n2", "image"),
        ("illustrations", "n1", "key"),
        ("references", "n1", "link"),
        ("x", "n1", "image"),
    ],
)
def test_what_is_no_picture_of_a_row_is_not_there(client, draft, relation, uid, field):
    write(client, draft, "figures", **row("illustrations", uid="n1", key="karta", image=picture()))
    address = reverse("version_row_file", args=[draft.dossier_id, draft.number, relation, uid, field])

    assert client.get(address).status_code == 404


def test_a_cited_work_is_a_publication_of_the_portal_or_words(client, people, draft):
    from library.models import Publication

    work = make(Publication, title_sl="Priročnik", title_en="Handbook")
    write(client, draft, "works", **row("references", key="prirocnik", publication_id="Priročnik"))
    publish(draft, people)

    reference = Chapter.objects.get(title_sl="Novo").references.get()
    assert (reference.key, reference.publication) == ("prirocnik", work)


def test_a_publication_that_was_deleted_leaves_the_work_in_words(client, people, draft):
    from library.models import Publication

    work = make(Publication, title_sl="Priročnik")
    fields = {"key": "prirocnik", "publication_id": "Priročnik", "title": "Priročnik"}
    write(client, draft, "works", **row("references", **fields))
    work.delete()

    publish(draft, people)

    reference = Chapter.objects.get(title_sl="Novo").references.get()
    assert (reference.publication, reference.title) == (None, "Priročnik")


def test_a_version_of_a_chapter_shows_its_own_text(client, people, draft):
    publish(draft, people)
    chapter = Chapter.objects.get(title_sl="Novo")
    newer = versions.open_version(draft.dossier, by=people.editor)
    save_draft(version=newer, by=people.editor, sent={})
    Version.objects.filter(pk=newer.pk).update(content=newer.content | {"body_sl": "Novo besedilo."})

    preview = client.get(reverse("preview", args=[draft.dossier_id])).content.decode()
    public = client.get(chapter.get_absolute_url()).content.decode()

    assert ("Novo besedilo." in preview, "Novo besedilo." in public, "Tako." in public) == (True, False, True)


# --- The chief editor's look ---


def test_the_dossier_of_guidelines_lists_chapters_by_how_they_stand(client, people, book, opened):
    make(Chapter, book=book, order=None, title_sl="Neuvrščeno")
    begin(people, book)
    secret = begin(people, book, by=people.foreign, owner=people.other)
    Dossier.objects.filter(pk=secret.dossier_id).update(title_sl="Skrivno")

    parts = client.get(reverse("dossier", args=[opened.dossier_id])).context["parts"]

    named = {name: [str(part.title) for part in parts[name]] for name in ("placed", "waiting", "unseen")}
    assert named == {"placed": ["Prvo", "Drugo", "Tretje"], "waiting": ["Neuvrščeno"], "unseen": ["Novo"]}


def test_the_dossier_of_a_chapter_leads_to_that_of_its_guidelines_for_who_may_see_it(client, people, book):
    own, foreign = begin(people, book), begin(people, book, by=people.foreign, owner=people.other)

    found = []
    for person, version in ((people.editor, own), (people.foreign, foreign)):
        client.force_login(person)
        page = client.get(reverse("dossier", args=[version.dossier_id])).content.decode()
        found.append("Del celote: Smernice" in page)

    assert found == [True, False]


def test_the_list_of_chapters_counts_what_is_older(client, people, book, opened):
    chapter = Chapter.objects.filter(book=book).first()
    version = versions.leading_of(versions.adopt(chapter))
    version.content |= {"behind": {"en": {"body": "Tako je bilo."}}}
    version.save()

    parts = client.get(reverse("dossier", args=[opened.dossier_id])).context["parts"]

    assert [part.older for part in parts["placed"]] == [1, 0, 0]


@pytest.mark.parametrize("number", [1, 12])
def test_the_list_of_chapters_asks_the_same_number_of_times(
    client, people, book, opened, django_assert_num_queries, number
):
    for _each in range(number):
        begin(people, book)
        versions.adopt(make(Chapter, book=book, order=None))
    address = reverse("dossier", args=[opened.dossier_id])
    client.get(address)

    with django_assert_num_queries(25):
        client.get(address)


def test_members_of_the_guidelines_organisation_take_over_its_chapters(client, people, book):
    chapter = Chapter.objects.filter(book=book).first()
    client.force_login(people.editor)

    listed = client.get(reverse("to_take_over"), {"kind": "chapter"}).content.decode()
    client.post(reverse("take_over", args=["chapter", chapter.pk]))

    assert "Prvo" in listed
    assert versions.dossier_of(chapter).owner == people.own


def test_the_preview_shows_the_figures_of_the_draft(client, draft):
    write(
        client, draft, "figures", **row("illustrations", uid="n1", key="karta", image=picture(), alt_sl="Karta mesta.")
    )

    page = client.post(
        reverse("long_text_seen", args=[draft.dossier_id, "text"]), {"body": "![](figure:karta)"}
    ).content.decode()

    address = reverse("version_row_file", args=[draft.dossier_id, draft.number, "illustrations", "n1", "image"])
    assert (f'src="{address}"' in page, 'alt="Karta mesta."' in page) == (True, True)

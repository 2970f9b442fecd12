"""Editions: who may take which step, what must hold, and that nothing changes one that was approved."""

import hashlib
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import formats, timezone

from catalogue.models import Harvested
from library.books.loading import HANDBOOK
from library.editions import setting
from library.editions.citing import citation_shown
from library.editions.first import first_edition
from library.editions.parts import changes
from library.editions.problems import problems
from library.editions.setting import set_edition
from library.editions.steps import STEPS, begin, steps_for, take
from library.editions.volumes import stale_sections
from library.models import Edition, FrozenError
from publishing.models import Notice, Version
from publishing.refusals import Overtaken, Refused
from publishing.versions import adopt, leading_of
from publishing.workflow import take as take_version
from tests.factories import make_figure
from tests.library.conftest import bring_to

State = Edition.State
pytestmark = pytest.mark.django_db


def change_chapter(book, order, body):
    chapter = book.chapters.get(order=order)
    chapter.body_sl = body
    chapter.save()
    adopt(chapter)
    return chapter


def step_names(edition, person):
    return [step.name for step in steps_for(edition, person)]


# --- Made of what is public ---


def test_a_draft_holds_the_public_version_of_the_book_and_of_every_placed_chapter(edition_in, book):
    edition = edition_in(State.DRAFT)

    held = [(part.position, part.number, part.version.content["title_sl"]) for part in edition.parts.all()]
    assert held == [(1, "1", "Poglavje 1"), (2, "2", "Poglavje 2"), (3, "3", "Poglavje 3")]
    assert (edition.number, edition.languages, edition.title_en) == (1, "sl", "Guide: through zones")
    assert edition.version == leading_of(adopt(book))


def test_a_draft_says_chapter_by_chapter_what_changed_and_takes_it(edition_in, people, book):
    edition = edition_in(State.DRAFT)
    change_chapter(book, 1, "Novo besedilo.")
    book.chapters.get(order=2).withdraw()
    told = [(change.title, change.text) for change in changes(edition)]

    take(step="refresh", edition=edition, by=people.editor)

    assert told == [
        ("1 Poglavje 1", "namesto različice 1 je zdaj različica 2"),
        ("2 Poglavje 2", "ni več javno"),
    ]
    assert (changes(edition), edition.parts.count()) == ([], 2)


def test_one_edition_is_prepared_at_a_time(edition_in, people, book):
    edition_in(State.DRAFT)

    with pytest.raises(Overtaken):
        begin(book=book, by=people.representative)

    assert book.editions.count() == 1


# --- Who may do what ---


@pytest.mark.parametrize(
    ("state", "person", "wanted"),
    [
        (State.DRAFT, "editor", ["refresh", "propose"]),
        (State.DRAFT, "coordinator", ["refresh", "propose"]),
        (State.DRAFT, "foreign", []),
        (State.PROPOSED, "editor", []),
        (State.PROPOSED, "representative", ["send_back", "approve"]),
        (State.PROPOSED, "foreign", []),
        (State.APPROVED, "representative", []),
        (State.APPROVED, "coordinator", ["withdraw"]),
        (State.WITHDRAWN, "coordinator", []),
    ],
)
def test_everybody_has_the_steps_of_the_table(edition_in, people, state, person, wanted):
    edition = edition_in(state)

    assert step_names(edition, getattr(people, person)) == wanted
    for name in set(STEPS) - set(wanted):
        with pytest.raises(Refused):
            take(step=name, edition=edition, by=getattr(people, person), reason="Ker.")


@pytest.mark.parametrize("column", ["prepared_by", "proposed_by"])
def test_nobody_approves_the_edition_they_prepared(edition_in, people, column):
    edition = edition_in(State.PROPOSED)
    setattr(edition, column, people.representative)
    edition.save()

    with pytest.raises(Refused, match="ki jo je pripravil sam"):
        take(step="approve", edition=edition, by=people.representative)

    assert "approve" not in step_names(edition, people.representative)
    assert Edition.objects.get().state == State.PROPOSED


@pytest.mark.parametrize(
    ("state", "step", "by"), [("proposed", "send_back", "representative"), ("approved", "withdraw", "coordinator")]
)
def test_a_reason_must_be_given(edition_in, people, state, step, by):
    with pytest.raises(Refused):
        take(step=step, edition=edition_in(state), by=getattr(people, by), reason="  ")


def test_the_second_to_approve_is_told(edition_in, people):
    edition = edition_in(State.PROPOSED)
    take(step="approve", edition=edition, by=people.representative)

    with pytest.raises(Overtaken, match="Representative"):
        take(step="approve", edition=edition, by=people.coordinator)

    assert Edition.objects.get().approved_by == people.representative


# --- Proposed with its files ---


def test_a_proposed_edition_has_every_file_with_its_checksum(edition_in):
    edition = edition_in(State.PROPOSED)

    found = {file.format: (file.size, file.sha256) for file in edition.files.all()}
    assert sorted(found) == ["epub", "html", "json", "pdf"]
    for file in edition.files.all():
        with file.file.open("rb") as stored:
            content = stored.read()
        assert found[file.format] == (len(content), hashlib.sha256(content).hexdigest())


def test_faults_of_the_texts_stop_a_proposal(edition_in, people, book):
    change_chapter(book, 1, "![](figure:karta)\n\n#### Pregloboko\n\n[@ni]")
    edition = edition_in(State.DRAFT)

    with pytest.raises(Refused, match="3 stvari"):
        take(step="propose", edition=edition, by=people.editor)

    assert [problem.text.partition(":")[0] for problem in problems(edition)] == ["Vrstica 1", "Vrstica 3", "Vrstica 5"]


def test_an_edition_with_figures_has_its_pdf(people, book):
    chapter = book.chapters.get(order=1)
    make_figure(chapter, "karta", alt_sl="Cona.", alt_en="A zone.")
    chapter.body_sl = "![](figure:karta)"
    chapter.save()

    edition = bring_to(people, book, State.PROPOSED)

    assert (edition.state, edition.failure) == (State.PROPOSED, {})


def test_a_figure_without_a_description_stops_a_proposal_with_a_sentence(edition_in, people, book):
    chapter = book.chapters.get(order=1)
    make_figure(chapter, "karta", alt_sl="", alt_en="A zone.")
    change_chapter(book, 1, "![](figure:karta)")
    edition = edition_in(State.DRAFT)

    with pytest.raises(Refused):
        take(step="propose", edition=edition, by=people.editor)

    [problem] = problems(edition)
    assert (problem.chapter, problem.text.partition(":")[0]) == ("1 Poglavje 1", "Slika »karta« (Slovenščina)")
    assert problem.address.endswith("/figures/")


@pytest.mark.parametrize(("words", "named"), [("Drugo", "2 Poglavje 2"), ("počasi", "1 Poglavje 1, Kako")])
def test_a_file_that_cannot_be_made_leaves_a_draft_that_names_chapter_and_section(
    edition_in, people, monkeypatch, words, named
):
    def make(volume, edition):
        if any(words in leaf.document.words() for leaf in volume.leaves):
            raise ValueError("unknown sign")
        return b"%PDF-"

    edition = edition_in(State.DRAFT)
    monkeypatch.setitem(setting.MAKERS, setting.Format.PDF, make)
    take(step="propose", edition=edition, by=people.editor)

    set_edition.func(edition.pk)

    edition.refresh_from_db()
    assert (edition.state, edition.setting_since, edition.files.count()) == (State.DRAFT, None, 0)
    assert edition.failure == {"format": "pdf", "language": "sl", "chapter": named, "pages": None}


@pytest.mark.parametrize(("pages", "state"), [(1000, State.PROPOSED), (1001, State.DRAFT)])
def test_an_edition_has_at_most_a_thousand_pages(edition_in, people, monkeypatch, pages, state):
    content = b"<< /Type /Pages >>" + b"<< /Type /Page >>" * pages
    edition = edition_in(State.DRAFT)
    monkeypatch.setitem(setting.MAKERS, setting.Format.PDF, lambda volume, edition: setting.pdf_within(content))
    take(step="propose", edition=edition, by=people.editor)

    set_edition.func(edition.pk)

    edition.refresh_from_db()
    assert (edition.state, edition.failure.get("pages")) == (state, pages if state == State.DRAFT else None)


def test_while_its_files_are_made_nobody_changes_an_edition(edition_in, people):
    edition = edition_in(State.DRAFT)
    take(step="propose", edition=edition, by=people.editor)

    with pytest.raises(Refused):
        take(step="refresh", edition=edition, by=people.editor)

    assert step_names(Edition.objects.get(), people.editor) == []


def test_the_same_edition_makes_the_same_bytes(people, book):
    edition = bring_to(people, book, State.DRAFT)

    first, second = setting.made_files(edition), setting.made_files(edition)

    assert first == second
    assert first["sl", "pdf"].startswith(b"%PDF-")


def test_sent_back_it_has_no_files_and_says_why(edition_in, people):
    edition = take(step="send_back", edition=edition_in(State.PROPOSED), by=people.representative, reason="Manjka.")

    assert (edition.state, edition.reason, edition.files.count()) == (State.DRAFT, "Manjka.", 0)


def test_those_whom_it_concerns_are_told(edition_in, people):
    edition = edition_in(State.PROPOSED)
    take(step="send_back", edition=edition, by=people.representative, reason="Manjka.")

    told = Notice.objects.filter(sentence__startswith="edition_").order_by("pk")

    assert [(notice.sentence, notice.person, notice.values["comment"]) for notice in told] == [
        ("edition_proposed", people.representative, ""),
        ("edition_sent_back", people.editor, "Manjka."),
    ]


def test_coordinators_are_told_where_the_only_representative_proposed_it(people, book, quick_pdf):
    edition = begin(book=book, by=people.representative)
    take(step="propose", edition=edition, by=people.representative)
    setting.set_edition.func(edition.pk)

    told = Notice.objects.filter(sentence="edition_proposed")

    assert {notice.person for notice in told} == {people.coordinator, people.administrator}


# --- Approved ---


def test_approval_writes_date_identifier_and_citation_at_once(edition_in, book):
    edition = edition_in(State.APPROVED)

    assert edition.identifier == f"mer.book.{book.pk}.e1"
    assert edition.approved_at <= timezone.now()
    address = f"http://testserver/sl/izdaje/{book.pk}/1/"
    day = formats.date_format(timezone.localdate(edition.approved_at), "DATE_FORMAT")
    said = f"Novak, A.; Zavod Cona. Vodnik: po conah. 1. izdaja. MER portal, {day}"
    assert edition.citation_sl == f"{said}. mer.book.{book.pk}.e1. {address}"
    assert edition.citation_en.startswith("Novak, A.; Zavod Cona. Guide: through zones. Edition 1. MER portal, ")


def test_harvesters_are_told_of_an_approved_edition_and_no_more_of_a_withdrawn_one(edition_in, people, book):
    book.file_card()
    edition = edition_in(State.APPROVED)

    def told():
        return Harvested.objects.get(kind="guideline", object_id=book.pk).told.get("related", [])

    assert ["HasVersion", edition.get_absolute_url()] in told()
    take(step="withdraw", edition=edition, by=people.coordinator, reason="Napaka.")
    assert ["HasVersion", edition.get_absolute_url()] not in told()


def test_a_doi_that_comes_later_stands_in_the_citation(edition_in):
    edition = edition_in(State.APPROVED)
    edition.doi = "10.5281/zenodo.123"
    edition.save()

    assert edition.identifier in Edition.objects.get().citation_sl
    assert ". https://doi.org/10.5281/zenodo.123. http" in citation_shown(edition)


def test_a_chapter_that_was_withdrawn_meanwhile_is_named_and_the_edition_not_approved(edition_in, people, book):
    edition = edition_in(State.PROPOSED)
    book.chapters.get(order=2).withdraw()

    with pytest.raises(Refused, match="2 Poglavje 2"):
        take(step="approve", edition=edition, by=people.representative)

    assert Edition.objects.get().state == State.PROPOSED


def test_a_damaged_file_is_not_approved(edition_in, people):
    edition = edition_in(State.PROPOSED)
    file = edition.files.get(format="epub")
    with file.file.storage.open(file.file.name, "wb") as stored:
        stored.write(b"other")

    with pytest.raises(Refused, match="poškodovana"):
        take(step="approve", edition=edition, by=people.representative)


@pytest.mark.parametrize(
    "change",
    [
        lambda edition: setattr(edition, "title_sl", "Drugo"),
        lambda edition: setattr(edition, "number", 7),
        lambda edition: setattr(edition, "citation_en", "Somebody"),
        lambda edition: setattr(edition, "approved_by", None),
        lambda edition: setattr(edition, "state", State.DRAFT),
    ],
)
def test_nothing_but_the_doi_changes_after_approval(edition_in, change):
    edition = edition_in(State.APPROVED)
    change(edition)

    with pytest.raises(FrozenError):
        edition.save()


def test_parts_and_files_of_an_approved_edition_stay(edition_in):
    edition = edition_in(State.APPROVED)

    for row in (edition.parts.first(), edition.files.first()):
        with pytest.raises(FrozenError):
            row.save()
        with pytest.raises(FrozenError):
            row.delete()
    with pytest.raises(FrozenError):
        edition.delete()


def test_the_database_knows_no_half_approved_edition(edition_in):
    edition = edition_in(State.DRAFT)

    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(state=State.APPROVED)


def test_withdrawn_its_files_are_gone_and_the_citation_stays(edition_in, django_capture_on_commit_callbacks):
    edition = edition_in(State.APPROVED)
    stored = [(file.file.storage, file.file.name) for file in edition.files.all()]
    cited = edition.citation_sl

    with django_capture_on_commit_callbacks(execute=True):
        edition.state, edition.reason, edition.withdrawn_at = State.WITHDRAWN, "Napačni podatki.", timezone.now()
        setting.remove_files(edition)
        edition.save()

    assert [storage.exists(name) for storage, name in stored] == [False] * 4
    assert Edition.objects.get().citation_sl == cited


# --- The rest ---


def test_sections_older_than_their_source_are_counted(book):
    chapter = book.chapters.get(order=1)
    version = leading_of(adopt(chapter))
    version.content |= {"behind": {"en": {"body": "## Kako {#how}\n\nPrej.\n\n## Zakaj {#why}\n\nKer se mudi."}}}

    assert (stale_sections(version, "en"), stale_sections(version, "sl")) == (1, 0)


def test_the_portal_makes_the_first_edition_once(people, book, quick_pdf):
    first, again = first_edition(book), first_edition(book)

    assert (first.state, first.number, first.prepared_by, first.approved_by) == (State.APPROVED, 1, None, None)
    assert (again, Edition.objects.count()) == (first, 1)


def test_public_versions_of_an_edition_outlive_chapters_people_and_order(edition_in, people, book):
    edition = edition_in(State.APPROVED)
    kept = [(file.pk, file.sha256) for file in edition.files.all()]
    change_chapter(book, 1, "Povsem drugo.")
    book.chapters.filter(order=3).update(order=9)
    dossier = adopt(book.chapters.get(order=2))
    take_version(step="withdraw", version=leading_of(dossier), by=people.coordinator, comment="Ni več res.")
    people.editor.delete()
    people.representative.delete()

    edition.refresh_from_db()
    assert [(file.pk, file.sha256) for file in edition.files.all()] == kept
    assert [setting.is_whole(file) for file in edition.files.all()] == [True] * 4
    assert Version.objects.filter(pk__in=edition.parts.values("version")).count() == 3


@pytest.mark.parametrize("later", [False, True])
def test_the_command_approves_the_shipped_handbook_or_hands_it_on(people, book, jobs, quick_pdf, later):
    type(book).objects.filter(pk=book.pk).update(external_id=HANDBOOK)

    with jobs():
        call_command("approve_first_edition", later=later, stdout=StringIO())

    assert [edition.state for edition in book.editions.all()] == [State.APPROVED]


def test_the_command_says_what_hinders_it(people, book, quick_pdf):
    type(book).objects.filter(pk=book.pk).update(external_id=HANDBOOK)
    change_chapter(book, 1, "![](figure:karta)")

    with pytest.raises(CommandError, match="karta"):
        call_command("approve_first_edition", stdout=StringIO())

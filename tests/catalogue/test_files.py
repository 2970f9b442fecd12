"""Files are found too: the words of a publication's file, read in the background, lead to the publication."""

import re

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from django_tasks_db.models import DBTaskResult

from catalogue import tasks
from catalogue.files import extraction
from catalogue.files import texts as files
from catalogue.filing import agreement
from catalogue.models import FileText
from library.models import Practice, Publication
from tests.conftest import work_off
from tests.documents import encrypted, make_docx, make_pdf
from tests.factories import MODELS, make
from tests.house.sending import sent

pytestmark = pytest.mark.django_db

SENTENCE = "Čebelarji iz Škofje Loke varujejo žuželke."
FORMATS = {
    "pdf": (make_pdf("Uvod", SENTENCE), "delo.pdf"),
    "docx": (make_docx("Uvod", SENTENCE), "delo.docx"),
    "utf-8": (SENTENCE.encode(), "delo.txt"),
    "utf-8 with a mark": (SENTENCE.encode("utf-8-sig"), "delo.txt"),
    "utf-16": (SENTENCE.encode("utf-16"), "delo.TXT"),
    "windows-1250": (SENTENCE.encode("cp1250"), "delo.txt"),
}
BROKEN = {
    "encrypted": (encrypted(make_pdf("skrivnost"), "geslo"), "delo.pdf", "encrypted"),
    "cut off": (make_pdf("skrivnost")[:200], "delo.pdf", "unreadable"),
    "no archive": (b"PK\x03\x04", "delo.docx", "unreadable"),
    "no text": (b"\x81\x83", "delo.txt", "unreadable"),
}


def found_by(client, words):
    page = client.get("/sl/katalog/", {"q": words})
    return [card.object_id for card in page.context["page"].cards]


def put(publication, content, name="delo.txt"):
    """As the form of the administration does: a new file under a new name, saved with the entry."""
    publication.file = ContentFile(content, name)
    publication.save()


def state_of(publication):
    row = FileText.objects.of(publication).get()
    return row.state, row.reason


def failed_jobs():
    return list(DBTaskResult.objects.exclude(status="SUCCESSFUL").values_list("status", "traceback"))


@pytest.fixture
def publication():
    return make(Publication, title_sl="Poročilo", title_en="Report")


@pytest.fixture
def with_text(publication, jobs):
    """A publication whose file was read."""
    with jobs():
        put(publication, SENTENCE.encode())
    return publication


# --- Found ---


@pytest.mark.parametrize("name", FORMATS)
def test_a_word_of_a_file_leads_to_its_publication_once_the_job_is_done(client, publication, jobs, name):
    content, file_name = FORMATS[name]

    with jobs():
        put(publication, content, file_name)
        before = found_by(client, "čebelarji"), state_of(publication)

    assert before == ([], ("waiting", ""))
    assert (found_by(client, "čebelarji"), state_of(publication)) == ([publication.pk], ("read", ""))
    assert (list(agreement.disagreements()), failed_jobs()) == ([], [])


@pytest.mark.parametrize("words", ["čebelarjev", "cebelar", "Škofja Loka", "ŽUŽELKA", "poročilo žuželke"])
def test_words_of_a_file_are_understood_like_all_others(client, with_text, words):
    assert found_by(client, words) == [with_text.pk]


def test_a_word_of_the_title_counts_more_than_one_of_a_file(client, with_text):
    titled = make(Publication, title_sl="Žuželke", title_en="Insects")

    assert found_by(client, "žuželke") == [titled.pk, with_text.pk]


def test_the_file_of_a_draft_is_read_but_not_found_until_it_is_published(client, jobs):
    draft = make(Publication, published=False)
    with jobs():
        put(draft, SENTENCE.encode())
    before = found_by(client, "čebelarji"), state_of(draft)

    draft.publish()

    assert before == ([], ("read", ""))
    assert found_by(client, "čebelarji") == [draft.pk]


def test_a_withdrawn_publication_is_no_longer_found_by_its_file(client, with_text):
    with_text.withdraw()

    assert found_by(client, "čebelarji") == []


def test_the_words_of_a_file_stay_when_its_publication_changes(client, with_text):
    with_text.title_sl = "Drugo ime"
    with_text.save()

    assert found_by(client, "čebelarji") == [with_text.pk]
    assert DBTaskResult.objects.count() == 1


def test_rebuilding_the_catalogue_keeps_the_words_of_files(client, with_text, capsys):
    call_command("rebuild_catalogue")

    assert found_by(client, "čebelarji") == [with_text.pk]


# --- Replaced, removed, deleted ---


def test_the_words_of_a_replaced_file_are_gone_at_once_and_those_of_the_new_one_come(client, with_text, jobs):
    with jobs():
        put(with_text, b"nova vsebina")
        between = found_by(client, "čebelarji"), found_by(client, "vsebina")

    assert between == ([], [])
    assert (found_by(client, "čebelarji"), found_by(client, "vsebina")) == ([], [with_text.pk])
    assert FileText.objects.count() == 1


def test_the_words_of_a_removed_file_are_gone(client, with_text):
    with_text.file = ""
    with_text.save()

    assert (found_by(client, "čebelarji"), FileText.objects.count()) == ([], 0)


def test_a_deleted_publication_leaves_no_text(with_text):
    with_text.delete()

    assert FileText.objects.count() == 0


def test_saving_a_part_of_an_older_instance_does_not_bring_an_old_file_back(client, with_text, jobs):
    older = Publication.objects.get(pk=with_text.pk)
    with jobs():
        put(with_text, b"nova vsebina")

    older.title_sl = "Drugo ime"
    older.save(update_fields=["title_sl"])

    assert (found_by(client, "vsebina"), state_of(with_text)) == ([with_text.pk], ("read", ""))


def test_images_are_not_read(jobs):
    practice = make(Practice)

    with jobs():
        practice.image.save("slika.webp", ContentFile(b"RIFF"))

    assert (FileText.objects.count(), DBTaskResult.objects.count()) == (0, 0)


@pytest.mark.parametrize("model", [model for model in MODELS if model is not Publication])
def test_other_kinds_are_not_asked_for_files(model):
    entry = make(model)

    with CaptureQueriesContext(connection) as queries:
        entry.save()
        entry.file_rows()

    assert [query["sql"] for query in queries if "filetext" in query["sql"]] == []


@pytest.mark.parametrize("rows", [0, 1])
def test_the_texts_of_files_are_one_question(publication, jobs, django_assert_num_queries, rows):
    with jobs():
        if rows:
            put(publication, b"beseda in beseda")

    with django_assert_num_queries(1):
        found = publication.file_rows()

    assert [row.words() for row in found] == ["beseda in"][:rows]


def test_the_models_whose_files_are_read_are_known():
    assert {model: files.text_fields(model) for model in MODELS if files.text_fields(model)} == {Publication: ("file",)}


# --- Nothing breaks a save ---


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_cannot_be_read_says_why_and_breaks_nothing(client, publication, jobs, name):
    content, file_name, reason = BROKEN[name]

    with jobs():
        put(publication, content, file_name)

    assert (state_of(publication), failed_jobs()) == (("failed", reason), [])
    assert found_by(client, "poročilo") == [publication.pk]


def test_a_file_without_text_is_empty(publication, jobs):
    with jobs():
        put(publication, make_pdf(""), "delo.pdf")

    assert state_of(publication) == ("empty", "")


def test_a_file_that_takes_too_long_fails(publication, jobs, monkeypatch, no_spare_time):
    monkeypatch.setattr(tasks, "extract", lambda data, kind: extraction.extract(data, kind, seconds=0.001))

    with jobs():
        put(publication, SENTENCE.encode())

    assert (state_of(publication), failed_jobs()) == (("failed", "too_long"), [])


def test_a_file_that_vanished_fails(settings, publication, jobs):
    with jobs():
        put(publication, SENTENCE.encode())
        (settings.MEDIA_ROOT / publication.file.name).unlink()

    assert (state_of(publication), failed_jobs()) == (("failed", "missing"), [])


def test_a_stored_file_of_more_than_20_mb_is_not_read(publication, jobs):
    with jobs():
        put(publication, b"x " * (10 * 1024 * 1024 + 1))

    assert state_of(publication) == ("failed", "too_large")


def test_a_file_of_endless_different_words_does_not_burst_the_index(client, publication, jobs):
    letters = [chr(0x20000 + number) for number in range(1000)]
    words = [" ".join(first + second * 38 for second in letters[:25]) for first in letters]

    with jobs():
        put(publication, ("beseda " + " ".join(words)).encode())

    assert (state_of(publication), failed_jobs()) == (("read", ""), [])
    assert found_by(client, "beseda") == [publication.pk]
    assert list(agreement.disagreements()) == []


def test_the_last_of_many_repeated_words_is_found(client, publication, jobs):
    with jobs():
        put(publication, b"vedno enake besede " * 10_000 + b"konec")

    assert found_by(client, "konec") == [publication.pk]


def test_one_word_of_a_million_letters_is_passed_over(client, publication, jobs):
    with jobs():
        put(publication, b"x" * 900_000 + b" konec")

    assert [row.words() for row in publication.file_rows()] == ["konec"]
    assert found_by(client, "konec") == [publication.pk]


def test_a_queue_that_fails_does_not_fail_the_save(publication, django_capture_on_commit_callbacks, monkeypatch):
    def refuse(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(DBTaskResult.objects, "create", refuse)

    with django_capture_on_commit_callbacks(execute=True):
        put(publication, SENTENCE.encode())

    assert state_of(publication) == ("waiting", "")


# --- The job ---


def test_doing_a_job_twice_changes_nothing(with_text):
    before = FileText.objects.values().get()

    tasks.read_file.call(before["id"])

    assert FileText.objects.values().get() == before


def test_a_job_whose_publication_is_gone_does_nothing(publication, jobs):
    with jobs():
        put(publication, SENTENCE.encode())
        publication.delete()

    assert (failed_jobs(), FileText.objects.count()) == ([], 0)


def test_a_row_without_an_entry_is_swept_away_by_its_job(publication):
    put(publication, SENTENCE.encode())
    FileText.objects.update(object_id=999_999)

    tasks.read_file.call(FileText.objects.get().pk)

    assert FileText.objects.count() == 0


def meanwhile(monkeypatch, step):
    """Something happens between the reading of a file and the keeping of its text, the first time."""
    steps = [step]

    def slowly(data, kind):
        found = extraction.extract(data, kind)
        while steps:
            steps.pop()()
        return found

    monkeypatch.setattr(tasks, "extract", slowly)


def test_an_entry_saved_while_the_job_runs_keeps_both(client, publication, jobs, monkeypatch):
    def rename():
        other = Publication.objects.get(pk=publication.pk)
        other.title_sl = "Preimenovano"
        other.save()

    meanwhile(monkeypatch, rename)
    with jobs():
        put(publication, SENTENCE.encode())

    assert (found_by(client, "čebelarji"), found_by(client, "preimenovano")) == ([publication.pk], [publication.pk])
    assert list(agreement.disagreements()) == []


def test_a_file_replaced_while_the_job_runs_does_not_come_back(client, publication, jobs, monkeypatch):
    meanwhile(monkeypatch, lambda: put(publication, b"nova vsebina"))
    with jobs():
        put(publication, SENTENCE.encode())

    before = found_by(client, "čebelarji"), state_of(publication)
    call_command("read_files", verbosity=0)

    assert before == ([], ("waiting", ""))
    assert (found_by(client, "čebelarji"), found_by(client, "vsebina")) == ([], [publication.pk])


def test_an_entry_deleted_while_the_job_runs_stays_deleted(client, publication, jobs, monkeypatch):
    meanwhile(monkeypatch, publication.delete)
    with jobs():
        put(publication, SENTENCE.encode())

    assert (found_by(client, "čebelarji"), FileText.objects.count(), failed_jobs()) == ([], 0, [])


# --- Staff ---


SAID = {
    "waiting": (None, "", "Waiting to be read."),
    "text": (SENTENCE.encode(), "delo.txt", "Read."),
    "pages": (make_pdf("ena", "dva"), "delo.pdf", "Read, 2 pages."),
    "encrypted": (*BROKEN["encrypted"][:2], "Not read: the file is encrypted."),
    "pictures": (make_pdf(""), "delo.pdf", "There is no text in it; perhaps its pages are pictures."),
}


def report_shown(client, publication, language):
    with translation.override(language):
        page = client.get(reverse("admin:library_publication_change", args=[publication.pk])).content.decode()
    return re.findall(r'field-text_of_file.*?<div class="readonly">(.*?)</div>', page, re.DOTALL)


@pytest.mark.parametrize("name", SAID)
def test_staff_see_what_became_of_a_file(client, coordinator, publication, jobs, name):
    content, file_name, report = SAID[name]
    client.force_login(coordinator)
    if content is None:
        put(publication, SENTENCE.encode())
    else:
        with jobs():
            put(publication, content, file_name)

    assert report_shown(client, publication, "en") == [report]


def test_a_publication_without_a_file_has_nothing_to_report(client, coordinator, publication):
    client.force_login(coordinator)

    assert report_shown(client, publication, "en") == ["–"]


def test_a_file_read_in_part_says_so():
    row = FileText(state="read", pages=300, cut=True)

    with translation.override("en"):
        report = row.report()

    assert report == "Read, 300 pages. Only a part of it: the file is long or some pages are damaged."


def run_action(client, *entries):
    return client.post(
        "/en/admin/library/publication/",
        {"action": "read_files_again", "_selected_action": [entry.pk for entry in entries]},
        follow=True,
    )


def test_staff_have_files_read_again_and_their_words_stay_meanwhile(client, coordinator, with_text, jobs):
    without_file = make(Publication)
    client.force_login(coordinator)

    with jobs():
        response = run_action(client, with_text, without_file)
        between = found_by(client, "čebelarji"), state_of(with_text)

    assert [str(message) for message in response.context["messages"]] == ["1 file waits to be read."]
    assert between == ([with_text.pk], ("waiting", ""))
    assert state_of(with_text) == ("read", "")


def test_who_may_not_change_publications_may_not_have_their_files_read(client, make_user, with_text):
    client.force_login(make_user("recenzent@example.org", group="Reviewers"))

    run_action(client, with_text)

    assert state_of(with_text) == ("read", "")


def test_a_file_sent_by_the_form_of_the_administration_is_read(client, coordinator, publication, jobs):
    change = reverse("admin:library_publication_change", args=[publication.pk])
    client.force_login(coordinator)

    with jobs():
        response = client.post(change, sent(client.get(change)) | {"file": ContentFile(*FORMATS["docx"])})

    assert (response.status_code, found_by(client, "čebelarji")) == (302, [publication.pk])


# --- Without a worker ---


def lines(capsys):
    return capsys.readouterr().out.splitlines()


def test_read_files_reads_what_waits_and_says_so(client, publication, capsys):
    put(publication, make_pdf(SENTENCE), "delo.pdf")

    with translation.override("en"):
        call_command("read_files")

    assert lines(capsys) == ["1/1 Report: Read, 1 page.", "Files read: 1."]
    assert found_by(client, "čebelarji") == [publication.pk]


def test_read_files_reads_nothing_twice_unless_told_to(with_text, capsys):
    call_command("read_files")
    call_command("read_files", "--again", "--verbosity=0")
    call_command("read_files", "--again")

    assert [line for line in lines(capsys) if line.startswith("Files")] == ["Files read: 0.", "Files read: 1."]


def test_read_files_finds_files_that_were_there_before_files_were_read(client, with_text, capsys):
    FileText.objects.all().delete()
    with_text.file_card()
    before = found_by(client, "čebelarji")

    call_command("read_files")

    assert (before, found_by(client, "čebelarji")) == ([], [with_text.pk])


def test_what_waits_can_be_handed_to_the_worker_again(publication, jobs, capsys):
    put(publication, SENTENCE.encode())
    work_off()
    before = state_of(publication)

    with jobs():
        call_command("read_files", "--later")

    assert (before, state_of(publication)) == (("waiting", ""), ("read", ""))
    assert lines(capsys) == ["Files handed to the worker: 1."]


def test_finished_jobs_can_be_swept_away(with_text):
    call_command("prune_db_task_results", "--min-age-days=0", "--verbosity=0")

    assert DBTaskResult.objects.count() == 0

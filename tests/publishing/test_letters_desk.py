"""The desk of letters, the archive and the tables: for coordinators, everybody and administrators."""

import csv
import io

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone, translation

from library.models import Practice
from publishing.letters import editing, sending
from publishing.letters.steps import STEPS
from publishing.models import Issue, IssueItem, Letter, Mail, Subscriber
from publishing.refusals import Refused
from tests.factories import make
from tests.publishing.letters import make_letter, make_subscriber

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter():
    return make_letter(kinds=["practice"])


@pytest.fixture
def practice():
    return make(Practice, title_sl="Skupna para", title_en="Shared steam")


@pytest.fixture
def issue(letter, practice, coordinator):
    issue = editing.begin(letter, coordinator)
    issue.subject_sl, issue.subject_en, issue.text_sl = "November", "November news", "Pozdravljeni!"
    issue.save()
    return issue


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


def press(client, issue, step, **given):
    return client.post(reverse("issue_step", args=[issue.pk, step]), given, follow=True)


def text(answer):
    return answer.content.decode()


def fields(issue, **changed):
    found = editing_fields(issue)
    return found | changed


def editing_fields(issue):
    return {
        "since": timezone.localtime(issue.since).strftime("%Y-%m-%dT%H:%M"),
        "subject_sl": issue.subject_sl,
        "subject_en": issue.subject_en,
        "text_sl": issue.text_sl,
        "seen": issue.changed_at.isoformat(),
    }


PAGES = {
    "letter_desk": lambda issue: [],
    "issue_desk": lambda issue: [issue.pk],
    "issue_step": lambda issue: [issue.pk, "discard"],
}


@pytest.mark.parametrize("page", PAGES)
def test_the_desk_does_not_exist_for_others(client, people, issue, page):
    address = reverse(page, args=PAGES[page](issue))
    found = {"nobody": client.get(address).status_code}
    for name in ("editor", "representative", "reviewer", "coordinator"):
        client.force_login(getattr(people, name))
        found[name] = client.get(address).status_code

    assert found == {"nobody": 302, "editor": 404, "representative": 404, "reviewer": 404, "coordinator": 200}


def test_an_issue_is_begun_once_at_a_time_and_from_where_the_last_one_ended(desk, letter):
    desk.post(reverse("issue_new", args=[letter.slug]))
    again = desk.post(reverse("issue_new", args=[letter.slug]), follow=True)
    first = Issue.objects.get()
    Issue.objects.update(state="sent", until=timezone.now(), started_at=timezone.now())
    desk.post(reverse("issue_new", args=[letter.slug]))

    second = Issue.objects.get(number=2)
    assert "Ena številka tega glasila je že odprta" in text(again)
    assert second.since == Issue.objects.get(pk=first.pk).until


def test_it_is_ready_with_both_subjects_and_a_test_mail_after_the_last_change(desk, issue, coordinator):
    Issue.objects.update(subject_en="")
    refused = text(press(desk, issue, "ready"))
    desk.post(reverse("issue_text", args=[issue.pk]), fields(Issue.objects.get(), subject_en="News"))
    press(desk, issue, "test")
    desk.post(reverse("issue_text", args=[issue.pk]), fields(Issue.objects.get(), text_sl="Dober dan!"))
    after_a_change = text(press(desk, issue, "ready"))
    press(desk, issue, "test")
    press(desk, issue, "ready")

    assert "Manjka: zadeva (angleščina)." in refused
    assert "Manjka: poskusno sporočilo sebi po zadnji spremembi." in after_a_change
    assert Issue.objects.get().state == Issue.State.READY
    assert {*Mail.objects.values_list("to", "language")} == {(coordinator.email, "sl"), (coordinator.email, "en")}


def test_the_page_shows_both_languages_and_who_would_get_it(desk, letter, issue):
    make_subscriber(letter)
    make_subscriber(letter, "john@example.org", language="en")
    make_subscriber(letter, "left@example.org", "left", left_at=timezone.now())

    answer = desk.get(reverse("issue_desk", args=[issue.pk]))

    assert dict(answer.context["readers"]) == {"slovenščina": 1, "angleščina": 1}
    assert [shown["rows"][0]["title"] for shown in answer.context["previews"]] == ["Skupna para", "Shared steam"]
    assert "@example.org" not in text(answer).replace("koordinator@example.org", "")


def test_items_are_ordered_left_out_and_noted(desk, issue, practice):
    other = make(Practice)
    given = {f"practice-{practice.pk}-order": "1", f"practice-{practice.pk}-note_en": "Read this."}
    given |= {f"practice-{other.pk}-order": "2", f"practice-{other.pk}-left_out": "on"}

    desk.post(reverse("issue_items", args=[issue.pk]), given)
    answer = desk.get(reverse("issue_desk", args=[issue.pk]))

    assert list(IssueItem.objects.order_by("order").values_list("object_id", "left_out", "note_en")) == [
        (practice.pk, False, "Read this."),
        (other.pk, True, ""),
    ]
    assert len(answer.context["previews"][0]["rows"]) == 1


def test_a_wrong_place_is_said_and_nothing_is_lost(desk, issue, practice):
    given = {f"practice-{practice.pk}-order": "prvi", f"practice-{practice.pk}-note_sl": "Moja opomba"}

    answer = desk.post(reverse("issue_items", args=[issue.pk]), given)

    assert (answer.status_code, IssueItem.objects.count()) == (400, 0)
    assert "Moja opomba" in text(answer)


def test_who_changed_the_text_meanwhile_is_not_overwritten_unasked(desk, issue):
    mine = fields(issue, text_sl="Moje")
    issue.text_sl = "Tvoje"
    issue.save()

    refused = desk.post(reverse("issue_text", args=[issue.pk]), mine)
    kept = Issue.objects.get().text_sl
    desk.post(reverse("issue_text", args=[issue.pk]), mine | {"seen": Issue.objects.get().changed_at.isoformat()})

    assert (refused.status_code, kept, Issue.objects.get().text_sl) == (400, "Tvoje", "Moje")


def test_what_is_ready_is_sent_once_by_two_presses(desk, letter, issue, jobs):
    make_subscriber(letter)
    Issue.objects.update(state="ready")

    with jobs():
        press(desk, issue, "send")
        press(desk, issue, "send")

    assert Mail.objects.filter(key__startswith=f"issue:{issue.pk}:").count() == 1
    assert "Pošlji zdaj" not in text(desk.get(reverse("issue_desk", args=[issue.pk])))


def test_a_plan_in_the_past_is_refused(desk, issue):
    Issue.objects.update(state="ready")

    answer = press(desk, issue, "plan", planned_at="2020-01-01T08:00")

    assert "Ta čas je že minil." in text(answer)
    assert Issue.objects.get().planned_at is None


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_an_issue_asks_the_same_number_of_queries(desk, letter, issue, rows, django_assert_num_queries):
    for number in range(rows):
        make(Practice)
        make_subscriber(letter, f"s{number}@example.org")

    desk.get(reverse("issue_desk", args=[issue.pk]))
    with django_assert_num_queries(16):
        desk.get(reverse("issue_desk", args=[issue.pk]))


# --- The archive ---


@pytest.fixture
def sent(letter, issue):
    make_subscriber(letter, "ana@example.org", language="sl")
    Issue.objects.update(state="ready")
    sending.start(issue.pk)
    sending.send_batch.call(issue.pk)
    return Issue.objects.get()


def test_the_archive_shows_an_issue_in_each_language_and_nothing_of_a_reader(client, sent):
    pages = [
        text(client.get(f"/{code}/{name}/mesecnik/1/")) for code, name in (("sl", "glasilo"), ("en", "newsletter"))
    ]
    listed = text(client.get("/sl/glasilo/mesecnik/"))

    token = Subscriber.objects.get().token
    assert ["Skupna para" in pages[0], "Shared steam" in pages[1], "November" in listed] == [True] * 3
    assert [word for page in [*pages, listed] for word in ("ana@", token, "koordinator@") if word in page] == []


def test_a_draft_is_not_in_the_archive(client, issue):
    assert client.get(issue.get_absolute_url()).status_code == 404


def test_an_entry_that_is_withdrawn_later_stays_in_the_issue_as_it_was(client, sent, practice):
    practice.withdraw()

    assert "Skupna para" in text(client.get(sent.get_absolute_url()))


def test_issues_have_a_feed(client, sent):
    answer = client.get(reverse("letter_feed", args=["mesecnik"]))

    assert (answer.status_code, answer["Content-Type"].split(";")[0]) == (200, "application/atom+xml")
    assert "<title>November</title>" in text(answer)


def test_the_sitemap_leads_to_the_archive(client, sent, settings):
    listed = text(client.get("/sitemap-letters.xml"))

    for language in ("sl", "en"):
        with translation.override(language):
            assert f"<loc>{settings.SITE_URL}{reverse('letter', args=['mesecnik'])}</loc>" in listed
            assert f"<loc>{settings.SITE_URL}{sent.get_absolute_url()}</loc>" in listed


def test_the_list_of_letters_names_those_that_can_be_subscribed_to(client, letter):
    make_letter("staro", title_sl="Staro glasilo", title_en="Old", active=False)

    page = text(client.get(reverse("letters")))

    assert ("Mesečnik" in page, "Staro glasilo" in page) == (True, False)
    assert client.get(reverse("subscribe", args=["staro"])).status_code == 404


# --- Tables ---


@pytest.mark.parametrize("name", ["letter_subscribers", "issue_deliveries"])
def test_tables_are_for_administrators_and_written_down(client, people, letter, sent, name):
    address = reverse(name, args=[letter.slug if name == "letter_subscribers" else sent.pk])
    client.force_login(people.coordinator)
    refused = client.post(address).status_code
    client.force_login(people.administrator)
    answer = client.post(address)

    [_heading, row] = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    assert (refused, row[0]) == (404, "ana@example.org")
    assert LogEntry.objects.get().object_id == str(letter.pk)
    assert client.get(address).status_code == 405


# --- The administration ---


def test_coordinators_make_letters_and_unsubscribe_whoever_asks_them(desk, coordinator):
    given = {"slug": "novo", "title_sl": "Novo", "title_en": "New", "from_name": "MER", "kinds": ["event"]}
    desk.post(reverse("admin:publishing_letter_add"), given)
    subscriber = make_subscriber(Letter.objects.get())

    listed = reverse("admin:publishing_subscriber_changelist")
    desk.post(listed, {"action": "unsubscribe", "_selected_action": [subscriber.pk]})

    subscriber.refresh_from_db()
    assert (Letter.objects.get().kinds, subscriber.state, subscriber.left_by) == (["event"], "left", "coordinator")
    assert desk.post(reverse("admin:publishing_subscriber_change", args=[subscriber.pk])).status_code == 403


@pytest.mark.parametrize("step", ["test", "ready", "discard", "send", "plan", "stop"])
def test_a_step_with_what_was_discarded_meanwhile_is_refused(issue, coordinator, step):
    old = Issue.objects.get(pk=issue.pk)
    editing.discard(issue.pk)

    with pytest.raises(Refused):
        STEPS[step].do(old, coordinator, timezone.now())

    assert (Mail.objects.count(), Issue.objects.count()) == (0, 0)


def test_of_very_many_entries_the_page_lists_some_and_all_of_them_are_saved(desk, issue, monkeypatch):
    monkeypatch.setattr("publishing.letters.desk.MOST_LISTED", 2)
    for number in range(4):
        make(Practice, title_sl=f"Praksa {number}", title_en=f"Practice {number}")

    page = desk.get(reverse("issue_desk", args=[issue.pk]))
    first, second = page.context["item_forms"]
    desk.post(reverse("issue_items", args=[issue.pk]), {f"{first.prefix}-order": 1, f"{first.prefix}-left_out": "on"})
    after = desk.get(reverse("issue_desk", args=[issue.pk])).context["item_forms"]

    assert "Od 5 vnosov so našteti prvi (2)" in text(page)
    assert [form.candidate.key for form in after[:2]] == [first.candidate.key, second.candidate.key]
    assert len(after) == 3

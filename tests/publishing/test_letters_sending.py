"""Sending an issue: once, whoever presses how often; nothing is lost and nothing doubled when a worker is killed."""

import datetime as dt
from unittest.mock import patch

import pytest
from django.utils import timezone

from library.models import Practice
from publishing import tasks
from publishing.daily_round import daily_round
from publishing.letters import deliveries, sending
from publishing.letters.consenting import State
from publishing.models import Bounce, Delivery, Issue, Mail, Notice, Subscriber
from tests.conftest import work_off
from tests.factories import make
from tests.publishing.letters import make_issue, make_letter, make_subscriber
from tests.publishing.sink import running_sink
from tests.publishing.test_mail import listen_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter():
    return make_letter()


@pytest.fixture
def issue(letter):
    make(Practice, title_sl="Skupna para", title_en="Shared steam")
    return make_issue(letter)


def subscribers(letter, number):
    return [make_subscriber(letter, f"oseba{each}@example.org") for each in range(number)]


def later(**distance):
    now = timezone.now() + dt.timedelta(**distance)
    return patch("django.utils.timezone.now", return_value=now)


def states():
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


def send_out(issue, jobs):
    sending.start(issue.pk)
    with jobs():
        sending.send_batch.call(issue.pk)


def test_a_killed_worker_loses_and_doubles_nothing(letter, issue):
    people = subscribers(letter, 120)
    sending.start(issue.pk)
    sending.send_batch.call(issue.pk)
    done, real = [], sending.post

    def killed_after_twenty(row):
        if len(done) == 20:
            raise KeyboardInterrupt
        done.append(row)
        real(row)

    with patch.object(sending, "post", killed_after_twenty), pytest.raises(KeyboardInterrupt):
        sending.send_batch.call(issue.pk)
    posted = Mail.objects.count()
    waiting = Delivery.objects.filter(state=Delivery.State.WAITING).count()
    for _minute in range(3):
        sending.send_batch.call(issue.pk)

    assert (posted, waiting) == (50, 70)  # what the killed batch had posted waits again, without its mails
    assert {*Mail.objects.values_list("key", flat=True)} == {f"issue:{issue.pk}:{one.pk}" for one in people}
    assert Mail.objects.count() == 120
    assert Issue.objects.get().state == Issue.State.SENT


def test_what_a_killed_worker_left_is_handed_on_by_the_daily_round(letter, issue, jobs):
    subscribers(letter, 3)
    sending.start(issue.pk)  # no commit: its job is lost

    with later(minutes=20), jobs():
        daily_round()

    assert (Mail.objects.count(), Issue.objects.get().state) == (3, Issue.State.SENT)


def test_starting_twice_sends_once(letter, issue, jobs):
    subscribers(letter, 2)

    with jobs():
        begun = [sending.start(issue.pk), sending.start(issue.pk)]

    assert (begun, Mail.objects.count()) == ([True, False], 2)


def test_an_issue_without_items_sends_nothing_unless_to_all_who_can_read_its_text(letter, jobs):
    make_subscriber(letter)
    make_subscriber(letter, "john@example.org", language="en")
    empty = make_issue(letter)
    with jobs():
        sending.start(empty.pk)
    nothing = Mail.objects.count()
    Issue.objects.update(state=Issue.State.SENT)

    told = make_issue(letter, number=2, to_all=True, text_sl="Srečno novo leto.")
    with jobs():
        sending.start(told.pk)

    assert (nothing, list(Mail.objects.values_list("to", flat=True))) == (0, ["ana@example.org"])


def test_who_left_meanwhile_is_skipped(letter, issue):
    leaving, _staying = subscribers(letter, 2)
    sending.start(issue.pk)
    Subscriber.objects.filter(pk=leaving.pk).update(state=State.LEFT)

    sending.send_batch.call(issue.pk)

    assert states() == ["skipped", "posted"]


def test_stopping_halts_what_is_not_posted(letter, issue):
    subscribers(letter, 2)
    sending.start(issue.pk)

    stopped = sending.stop(issue.pk)
    sending.send_batch.call(issue.pk)

    assert (stopped, Mail.objects.count(), states()) == (True, 0, ["waiting", "waiting"])
    assert Issue.objects.get().state == Issue.State.STOPPED


def test_a_planned_issue_begins_at_its_time(letter, issue, jobs):
    subscribers(letter, 1)
    with jobs():
        sending.plan(issue.pk, timezone.now() + dt.timedelta(hours=2))
    early = Mail.objects.count()

    with later(hours=2, minutes=1):
        work_off()
        work_off()

    assert (early, Issue.objects.get().started_at is not None) == (0, True)


def test_an_issue_that_is_six_hours_late_waits_and_its_editor_is_told_once(letter, issue, coordinator):
    subscribers(letter, 1)
    issue.by = coordinator
    issue.save()
    sending.plan(issue.pk, timezone.now() + dt.timedelta(hours=1))

    with later(hours=7, minutes=1):
        begun = sending.start_planned.call(issue.pk)
        daily_round()
        daily_round()

    assert (begun, Issue.objects.get().state) == (False, Issue.State.READY)
    assert [(notice.person, notice.kind) for notice in Notice.objects.all()] == [(coordinator, "letter")]


# --- The mail itself ---


@pytest.fixture
def sink(settings):
    with running_sink() as sink:
        listen_at(settings, sink.port)
        settings.DEFAULT_FROM_EMAIL = "MER <portal@portal.example.eu>"
        yield sink


def test_a_mail_of_an_issue_has_the_headers_of_a_list_and_asks_no_other_host(letter, issue, sink, jobs):
    subscriber = make_subscriber(letter)
    send_out(issue, jobs)

    [message] = sink.messages
    assert message["From"] == "Mreža MER <portal@portal.example.eu>"
    assert message["List-Id"] == "<mesecnik.portal.example.eu>"
    assert message["List-Unsubscribe"].strip() == f"<https://portal.example.eu/sl/glasilo/odjava/{subscriber.token}/>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    html = message.get_body(("html",)).get_content()
    text = message.get_body(("plain",)).get_content()
    assert [word for word in ("<img", "src=", "<link", "url(", "@import") if word in html] == []
    assert {part.split("/")[2].split('"')[0] for part in html.split('href="')[1:]} == {"portal.example.eu"}
    assert "Skupna para" in text
    assert states() == ["sent"]


def test_the_envelope_is_not_the_sender(letter, issue):
    make_subscriber(letter)
    sending.start(issue.pk)
    sending.send_batch.call(issue.pk)

    mail = Mail.objects.get()

    assert tasks.message(mail).from_email == mail.envelope
    assert mail.envelope.startswith("bounce+")


@pytest.mark.parametrize(
    ("refusal", "paused", "given_up"),
    [
        ("550 5.1.1 no such mailbox", True, True),
        ("554 5.7.1 looks like spam", False, True),
        ("550 5.7.1 not wanted here", False, True),
        ("451 later", False, False),
    ],
)
def test_a_mailbox_that_is_refused_for_good_pauses_at_once(letter, issue, sink, jobs, refusal, paused, given_up):
    subscriber = make_subscriber(letter)
    sink.refusals.append(refusal)
    send_out(issue, jobs)

    subscriber.refresh_from_db()
    assert (subscriber.state == State.PAUSED, Mail.objects.get().state == Mail.State.FAILED) == (paused, given_up)
    assert states() == (["failed"] if given_up else ["posted"])
    assert Bounce.objects.count() == int(given_up)


def test_after_a_year_only_numbers_are_left(letter, issue, sink, jobs):
    make_subscriber(letter)
    send_out(issue, jobs)

    with later(days=366):
        daily_round()

    issue.refresh_from_db()
    assert (Delivery.objects.count(), Mail.objects.count()) == (0, 0)
    assert (deliveries.counts(issue), deliveries.delivered(issue)) == ({"sl": {"sent": 1}}, 1)

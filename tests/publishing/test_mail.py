"""The outbox against a real mail server: sent after the commit, once, as text and HTML, tried again when refused."""

import datetime as dt
import threading
from unittest.mock import patch

import pytest
from django.core.mail import get_connection
from django.db import connection, connections, transaction
from django.test import Client
from django.utils import timezone, translation
from django.utils.html import escape
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from partners.models import Partner
from publishing import mail, notices, tasks, versions
from publishing.models import Mail, Notice, Wish
from publishing.sentences import said
from tests.conftest import work_off
from tests.factories import make
from tests.publishing.sink import free_port, running_sink

pytestmark = pytest.mark.django_db


@pytest.fixture
def sink(settings):
    with running_sink() as sink:
        listen_at(settings, sink.port)
        yield sink


def listen_at(settings, port):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.SITE_URL = "https://portal.example.eu"


def write(**given):
    return mail.post(
        **{
            "key": "notice:1",
            "to": "ana@example.org",
            "language": "sl",
            "subject": "Pozdrav",
            "text": "Dober dan, čebela.",
            "html": "<p>Dober dan, čebela.</p>",
            "unsubscribe": "https://portal.example.eu/sl/odjava/x/",
        }
        | given
    )


def part(message, kind):
    return message.get_body((kind,)).get_content().strip()


def later(**distance):
    """The clock goes on, for the portal and for the worker's queue."""
    now = timezone.now() + dt.timedelta(**distance)
    return patch("django.utils.timezone.now", return_value=now)


def test_a_mail_arrives_as_text_and_html_with_its_headers(sink, jobs):
    with jobs():
        sent = write()

    [(recipients, message)] = sink.mails
    assert recipients == ["ana@example.org"]
    assert (message["Subject"], message["To"], message.get_content_type()) == (
        "Pozdrav",
        "ana@example.org",
        "multipart/alternative",
    )
    assert (part(message, "plain"), part(message, "html")) == ("Dober dan, čebela.", "<p>Dober dan, čebela.</p>")
    assert message["Message-ID"] == tasks.message_id(sent.key)
    assert message["Message-ID"].endswith("@portal.example.eu>")
    assert message["List-Unsubscribe"] == "<https://portal.example.eu/sl/odjava/x/>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (message["Auto-Submitted"], message["Content-Language"]) == ("auto-generated", "sl")


def test_a_sent_mail_keeps_no_text(sink, jobs):
    with jobs():
        sent = write()

    sent.refresh_from_db()
    assert (sent.state, sent.text, sent.html, sent.attempts, sent.error) == (Mail.State.SENT, "", "", 0, "")
    assert sent.sent_at is not None


def test_a_mail_without_an_address_to_unsubscribe_has_no_such_header(sink, jobs):
    with jobs():
        write(unsubscribe="")

    [message] = sink.messages
    assert (message["List-Unsubscribe"], message["List-Unsubscribe-Post"]) == (None, None)


def test_nothing_that_nobody_sees_stands_in_a_subject(sink, jobs):
    assert tasks.one_line("Rok\x1b\x07 za \u202exfdp.exe\u200b 👩\u200d🌾\x00") == "Rok za xfdp.exe 👩\u200d🌾"


def test_newlines_in_a_subject_are_squeezed(sink, jobs):
    with jobs():
        write(subject="Prvo\r\nBcc: vsi@example.org\n\tdrugo")

    [(recipients, message)] = sink.mails
    assert (recipients, message["Subject"]) == (["ana@example.org"], "Prvo Bcc: vsi@example.org drugo")


def test_the_same_key_twice_sends_one_mail(sink, jobs):
    with jobs():
        first, second = write(), write(subject="Drugič")

    assert (first.subject, second, len(sink.mails)) == ("Pozdrav", None, 1)


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_never_sent(sink):
    with transaction.atomic():
        write()
        transaction.set_rollback(True)

    work_off()

    assert (sink.mails, Mail.objects.count(), DBTaskResult.objects.count()) == ([], 0, 0)


@pytest.mark.django_db(transaction=True)
def test_a_mail_is_handed_to_the_worker_only_with_the_commit(sink):
    with transaction.atomic():
        write()
        before = DBTaskResult.objects.count()

    work_off()

    assert (before, len(sink.mails)) == (0, 1)


def test_a_mail_that_could_not_be_handed_in_is_sent_later_and_once(settings, jobs):
    listen_at(settings, free_port())
    with jobs():
        refused = write()
    refused.refresh_from_db()
    waited = (refused.state, refused.attempts, refused.error.partition(":")[0], bool(refused.text))

    with running_sink() as sink:
        settings.EMAIL_PORT = sink.port
        work_off()
        too_early = len(sink.mails)
        with later(minutes=1, seconds=5):
            work_off()
            work_off()

    refused.refresh_from_db()
    assert waited == (Mail.State.WAITING, 1, "ConnectionRefusedError", True)
    assert (too_early, len(sink.mails), refused.state) == (0, 1, Mail.State.SENT)


def test_what_the_server_says_is_noted_in_one_line_with_the_mail_and_not_in_the_log(sink, jobs, caplog):
    """Servers repeat the address that they refuse."""
    sink.refusals.append("451 try\tagain later")

    with jobs():
        refused = write()

    refused.refresh_from_db()
    assert refused.error == "SMTPDataError: (451, b'try\\tagain later')"
    assert f"Mail {refused.pk} could not be sent, try 1: SMTPDataError" in caplog.text
    assert "again later" not in caplog.text


def test_a_mail_is_given_up_after_six_tries(settings, jobs):
    listen_at(settings, free_port())
    with jobs():
        mail_ = write()
    hours = (0.1, 0.5, 2, 10, 40)
    for hour in hours:
        with later(hours=hour):
            work_off()

    mail_.refresh_from_db()
    assert (mail_.state, mail_.attempts, mail_.next_try) == (Mail.State.FAILED, 6, None)


def test_tries_are_further_and_further_apart(settings, jobs):
    listen_at(settings, free_port())
    mail_ = write()
    pauses = []
    for attempts in range(5):
        Mail.objects.update(attempts=attempts, state=Mail.State.WAITING, next_try=None)
        start = timezone.now()
        tasks.send_mail.call(mail_.pk)
        mail_.refresh_from_db()
        pauses.append(round((mail_.next_try - start).total_seconds() / 60))

    assert pauses == [1, 10, 60, 360, 1440]


def test_a_mail_that_was_never_handed_to_a_worker_is_found(sink, jobs):
    write()  # no commit: its job is lost

    with jobs():
        found = mail.send_due()

    assert (found, len(sink.mails)) == ((1, 0), 1)


def test_what_is_being_sent_is_left_alone_and_given_up_after_a_day(sink, jobs):
    stuck = write()
    tasks.claimed(stuck.pk)

    with jobs():
        first = mail.send_due()
    with later(days=1, minutes=1), jobs():
        second = mail.send_due()

    stuck.refresh_from_db()
    assert (first, second, sink.mails) == ((0, 0), (0, 1), [])
    assert (stuck.state, stuck.error) == (
        Mail.State.FAILED,
        _("The worker was stopped while it sent this mail; nobody knows whether it arrived."),
    )


def test_a_mail_is_claimed_once():
    waiting = write()

    assert (tasks.claimed(waiting.pk), tasks.claimed(waiting.pk)) == (waiting, None)


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_one_sends(sink):
    pk = write().pk
    together = threading.Barrier(2)

    def work():
        together.wait()
        try:
            tasks.send_mail.call(pk)
        finally:
            connections.close_all()

    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        tasks.send_mail.call(pk)  # two threads cannot share a database in memory
        tasks.send_mail.call(pk)
    else:
        workers = [threading.Thread(target=work) for _number in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

    assert len(sink.mails) == 1


def test_the_server_may_be_silent_for_half_a_minute_only(sink):
    assert get_connection(timeout=tasks.PATIENCE).timeout == 30


@pytest.mark.parametrize(
    ("language", "title", "start"),
    [("sl", "Para", "https://portal.example.eu/sl/"), ("en", "Steam", "https://portal.example.eu/en/")],
)
def test_a_notice_arrives_in_the_language_of_the_one_who_reads_it(sink, jobs, make_user, language, title, start):
    person = make_user("ana@example.org", language=language)
    version = versions.begin(kind="practice", owner=make(Partner), by=person, language="sl", title="Para")
    version.dossier.title_en = "Steam"
    with translation.override(language):
        subject, line = said("comment", {"title": title, "by": "Bor <b>"})
        address = f"https://portal.example.eu{version.dossier.get_absolute_url()}"

    with jobs():
        notices.tell(
            people=[person],
            kind=Notice.Kind.COMMENT,
            sentence="comment",
            dossier=version.dossier,
            values={"by": "Bor <b>", "comment": "Prva & druga\nvrstica"},
        )

    [message] = sink.messages
    lines = part(message, "plain").splitlines()
    assert (message["Subject"], message["Content-Language"]) == (subject, language)
    assert (lines[0], lines[2:4], lines[6]) == (line, ["> Prva & druga", "> vrstica"], address)
    assert f"<p>{escape(line)}</p>" in part(message, "html")
    assert "<p>Prva &amp; druga<br>vrstica</p>" in part(message, "html")
    assert address.startswith(start)


def test_the_one_click_address_of_a_notice_works_without_signing_in(sink, jobs, make_user):
    person = make_user("ana@example.org")
    with jobs():
        notices.tell(people=[person], kind=Notice.Kind.COMMENT, sentence="comment")

    [message] = sink.messages
    address = message["List-Unsubscribe"].strip(" <>").removeprefix("https://portal.example.eu")
    response = Client(enforce_csrf_checks=True).post(address, {"List-Unsubscribe": "One-Click"})

    assert response.status_code == 200
    assert list(person.wishes.values_list("kind", "how")) == [(Notice.Kind.COMMENT, Wish.How.NEVER)]

"""Mail that came back: what counts, what is left in the mailbox, and when an address is paused."""

import datetime as dt
import io
from contextlib import contextmanager
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from publishing.letters import consenting, reading
from publishing.letters.consenting import State
from publishing.letters.subscribing import LETTERS
from publishing.models import Bounce, Delivery, Mail
from tests.publishing.letters import make_issue, make_letter, make_subscriber

pytestmark = pytest.mark.django_db

REPORT = """\
From: MAILER-DAEMON@mx.example.org
To: {to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

The mail could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; ana@example.org
Action: {action}
Status: {status}

--b--
"""
VACATION = """\
From: ana@example.org
To: {to}
Subject: Re: November. I am on holiday; this mailbox is unavailable and mail to me may be undeliverable
Auto-Submitted: auto-replied

I am back on Monday.
"""
FOREIGN = REPORT.replace("{to}", "bounce+" + "0" * 40 + "@portal.local")


@pytest.fixture
def subscriber():
    return make_subscriber(make_letter())


@pytest.fixture
def mail(subscriber):
    return consenting.write(LETTERS, subscriber, "known", "today")


def report(mail, action="failed", status="5.1.1", form=REPORT):
    return form.format(to=mail.envelope, action=action, status=status).encode()


def paused(subscriber):
    subscriber.refresh_from_db()
    return subscriber.state == State.PAUSED


@pytest.mark.parametrize(
    ("action", "status", "hard"),
    [
        ("failed", "5.1.1", True),
        ("failed", "5.2.2", False),
        ("failed", "5.7.1", False),
        ("failed", "4.4.7", False),
        ("delayed", "4.4.1", False),
    ],
)
def test_one_for_good_pauses_and_what_may_pass_does_not(mail, subscriber, action, status, hard):
    counted = reading.read(report(mail, action, status))

    assert (counted, Bounce.objects.get().hard, paused(subscriber)) == (True, hard, hard)


@pytest.mark.parametrize(
    ("before", "wanted"), [([20, 10], True), ([40, 10], False), ([10, 10], False), ([0, 0], False)]
)
def test_three_soft_ones_on_different_days_within_thirty_pause(mail, subscriber, before, wanted):
    for number, days in enumerate(before):
        address = consenting.digest_of(subscriber.email)
        bounce = Bounce.objects.create(address_digest=address, hard=False, code="4.4.1", key=f"letter:0:{number}")
        Bounce.objects.filter(pk=bounce.pk).update(at=timezone.now() - dt.timedelta(days=days))

    reading.read(report(mail, "delayed", "4.4.1"))

    assert paused(subscriber) == wanted


def test_the_same_report_twice_counts_once(mail):
    reading.read(report(mail, "delayed"))
    reading.read(report(mail, "delayed"))

    assert Bounce.objects.count() == 1


@pytest.mark.parametrize("form", [VACATION, FOREIGN])
def test_answers_of_people_and_foreign_mail_count_nothing(mail, subscriber, form):
    assert (reading.read(report(mail, form=form)), Bounce.objects.count(), paused(subscriber)) == (False, 0, False)


DEEP = "".join(f'Content-Type: multipart/mixed; boundary="x{i}"\n\n--x{i}\n' for i in range(1500))
SHAPES = {
    "without a sender": (lambda text: text.replace("From: MAILER-DAEMON@mx.example.org\n", ""), True),
    "a sender beyond ASCII": (lambda text: text.replace("MAILER-DAEMON@", "Poštni strežnik <d@"), True),
    "an unknown charset": (lambda text: text.replace("text/plain", 'text/plain; charset="no-such"'), True),
    "a NUL and bytes of no text": (lambda text: text.replace("could not", "\x00\udcff\udcfe"), True),
    "parts in parts without an end": (lambda text: text.replace("Content-Type: text/plain\n", DEEP), False),
    "nothing but its address": (lambda text: "\n".join(text.splitlines()[1:2]), False),
    "another boundary": (lambda text: text.replace('boundary="b"', 'boundary="c"'), False),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_strange_message_counts_or_stays_and_stops_no_other(mail, subscriber, shape):
    change, counts = SHAPES[shape]

    counted = reading.read(change(report(mail).decode()).encode("utf-8", "surrogateescape"))

    assert (counted, paused(subscriber)) == (counts, counts)


def test_a_copy_of_an_issue_that_came_back_says_so(mail, subscriber):
    issue = make_issue(subscriber.letter)
    Delivery.objects.create(issue=issue, subscriber=subscriber, language="sl", mail=mail, state="sent")

    reading.read(report(mail))

    assert Delivery.objects.get().state == Delivery.State.BOUNCED


class Mailbox:
    """As much of an IMAP server as reading needs."""

    def __init__(self, messages, capabilities=(), deleted=()):
        self.messages, self.deleted = dict(enumerate(messages, start=1)), {*deleted}
        self.capabilities = capabilities

    def uid(self, command, number, *given):
        if command == "SEARCH":
            return "OK", [" ".join(map(str, self.messages)).encode()]
        if command == "EXPUNGE":
            return self.expunge({int(one) for one in number.split(",")})
        number = int(number)
        if command == "STORE":
            self.deleted.add(number)
            return "OK", []
        assert "PEEK" in given[0]
        return "OK", [(b"", self.messages[number]), b")"]

    def expunge(self, named=None):
        gone = self.deleted if named is None else self.deleted & named
        self.messages = {number: text for number, text in self.messages.items() if number not in gone}


@pytest.mark.parametrize(("capabilities", "kept"), [((), [1, 2]), (("IMAP4REV1", "UIDPLUS"), [1, 2, 4])])
def test_the_command_removes_what_counted_and_leaves_the_rest_in_the_mailbox(
    mail, subscriber, settings, capabilities, kept
):
    """The last one somebody else has marked: where the server can tell, that one stays as well."""
    settings.BOUNCE_URL = "imaps://user:word@mail.example.org/INBOX"
    messages = [report(mail, form=FOREIGN), report(mail, form=VACATION), report(mail), b"\xff\x00 no mail"]
    box = Mailbox(messages, capabilities, deleted=[4])

    @contextmanager
    def opened(url):
        yield box

    said = io.StringIO()
    with patch.object(reading, "mailbox", opened):
        call_command("read_bounces", stdout=said)

    assert (sorted(box.messages), paused(subscriber)) == (kept, True)
    assert said.getvalue() == "Counted: 1. Left alone: 3.\n"


def test_the_command_reads_one_message_from_standard_input(mail, subscriber, monkeypatch):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(report(mail))))

    call_command("read_bounces", "-", stdout=io.StringIO())

    assert paused(subscriber)


def test_the_command_says_what_it_lacks():
    with pytest.raises(CommandError, match="BOUNCE_URL names no mailbox"):
        call_command("read_bounces")


def test_no_report_holds_an_address_that_is_kept(mail):
    reading.read(report(mail))

    assert mail.to not in str(Bounce.objects.values().get())
    assert Mail.objects.get().envelope.startswith("bounce+")

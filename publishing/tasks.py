"""Work for the background: sending the mails of the outbox. `manage.py db_worker` does it."""

import logging
import re
import smtplib
from datetime import timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import Exists, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_tasks import task

from catalogue.jobs import may_run_twice
from catalogue.text import kept_line
from publishing.models import Mail, MailHold

logger = logging.getLogger(__name__)

PAUSES = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
SENT_AND_EMPTIED = {"state": Mail.State.SENT, "text": "", "html": "", "calendar": ""}
PERMANENT = 500
MAILBOX_CODES = range(550, 554)
DETAIL = re.compile(r"^(5\.\d{1,3}\.\d{1,3})\b")  # RFC 3463
POLICY = "5.7."  # what is said of a sender or a text that is not wanted
METHOD = re.compile(r"^METHOD:([A-Z]+)\s*$", re.MULTILINE)  # of an iCalendar object
PATIENCE = 30  # seconds that the mail server may be silent
FOLLOWERS = []  # each takes a mail that was sent or given up, and why the server refuses it for good (or None)


@may_run_twice()
@task()
def send_mail(pk):
    """Send one mail, if it waits and is due; whoever comes second finds it taken."""
    mail = claimed(pk)
    if mail is None:
        return
    try:
        message(mail).send()
    except Exception as error:  # whatever a server or a library says: it is tried again
        put_back(mail, error)
    else:
        change(mail, **SENT_AND_EMPTIED, sent_at=timezone.now(), error="", next_try=None)
        follow(mail)


def due():
    """Mails that wait for nothing but a worker; none while they are held."""
    timely = Q(next_try=None) | Q(next_try__lte=timezone.now())
    return Mail.objects.filter(timely, ~Exists(MailHold.objects.all()), state=Mail.State.WAITING)


def claimed(pk):
    """The mail, when this worker is the one that sends it; while it is sent `next_try` says since when."""
    taken = due().filter(pk=pk).update(state=Mail.State.SENDING, next_try=timezone.now())
    return Mail.objects.get(pk=pk) if taken else None


def message(mail):
    """The mail as it goes out: plain text with HTML beside it, and what goes into a calendar."""
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=mail.envelope or None,
        to=[mail.to],
        headers=headers(mail),
        connection=get_connection(timeout=PATIENCE),
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    if mail.calendar:
        put_calendar(message, mail.calendar)
    return message


def put_calendar(message, calendar):
    """As mail programs look for it (RFC 6047): another form of the mail, whose type names the method; and a file."""
    if found := METHOD.search(calendar):
        message.attach_alternative(calendar, f"text/calendar; method={found[1]}")
    message.attach("invite.ics", calendar.encode(), "application/ics")


def headers(mail):
    found = {
        "Message-ID": message_id(mail.key),
        "Auto-Submitted": "auto-generated",
        "Content-Language": mail.language,
    }
    if mail.envelope:  # else Django takes the sender for both
        found["From"] = settings.DEFAULT_FROM_EMAIL
    if mail.unsubscribe:
        found["List-Unsubscribe"] = f"<{mail.unsubscribe}>"
        found["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return found | mail.headers


def message_id(key):
    """The same for every try, so that a mail that arrives twice after all is known as one."""
    host = urlsplit(settings.SITE_URL).hostname
    return f"<{salted_hmac('publishing.mail', key, algorithm='sha256').hexdigest()[:40]}@{host}>"


def put_back(mail, error):
    """It waits for its next try, each time longer; after the last one it is given up, or where none can help.

    What the server said may name the address: it stands with the mail, which goes with its person; a log does not.
    """
    attempts, refusal = mail.attempts + 1, refusal_of(error)
    logger.warning("Mail %s could not be sent, try %s: %s", mail.pk, attempts, type(error).__name__)
    noted = {"attempts": attempts, "error": one_line(f"{type(error).__name__}: {error}")}
    if attempts > len(PAUSES) or refusal:
        change(mail, state=Mail.State.FAILED, next_try=None, **noted)
        follow(mail, refusal)
        return
    next_try = timezone.now() + PAUSES[attempts - 1]
    change(mail, state=Mail.State.WAITING, next_try=next_try, **noted)
    send_mail.using(run_after=next_try).enqueue(mail.pk)


class Refusal(NamedTuple):
    """The server takes this mail never: it said so with a number from 500 on."""

    code: str  # as “550 5.1.1”
    is_of_address: bool  # the mailbox is at fault, not what the mail says or who sends it


def refusal_of(error):
    """None where it may be taken later, and where the server refuses the portal itself."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPDataError):
        code, said = error.smtp_code, error.smtp_error
    else:
        return None
    said = said.decode("ascii", "replace") if isinstance(said, bytes) else str(said)
    detail = DETAIL.match(said)
    detail = detail[1] if detail else ""
    of_address = code in MAILBOX_CODES and not detail.startswith(POLICY)
    return Refusal(f"{code} {detail}".strip(), of_address) if code >= PERMANENT else None


def follow(mail, refusal=None):
    """Other rooms hear of it. The mail went out or not: what fails there changes nothing here."""
    mail.refresh_from_db(fields=["state"])
    for told in FOLLOWERS:
        try:
            told(mail, refusal)
        except Exception:
            logger.exception("What follows mail %s could not be done.", mail.pk)


def change(mail, **values):
    Mail.objects.filter(pk=mail.pk, state=Mail.State.SENDING).update(**values)


def one_line(text, most=300):
    """What stands in a header or a log: nothing that nobody sees, nor what turns the direction of what follows."""
    return kept_line(text.replace("\x00", ""))[:most]

"""Reading what came back: which mail of ours it is about, and whether for good. Everything else is left alone."""

import email
import imaplib
import logging
import re
from contextlib import contextmanager
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from flufl.bounce import all_failures

from publishing.letters.bounces import came_back
from publishing.models import Mail

logger = logging.getLogger(__name__)

RETURNED = re.compile(r"bounce\+[0-9a-f]{40}@[a-z0-9.-]+", re.IGNORECASE)
RECIPIENTS = ("Delivered-To", "X-Original-To", "Envelope-To", "To")
STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
SOFT = ("4.", "5.2.2", "5.7.")  # later perhaps; the mailbox is full; what it says is not wanted
ANSWERED = re.compile("auto-replied|auto-notified", re.IGNORECASE)
PATIENCE = 60


class Told(NamedTuple):
    """What a message says of one of our mails."""

    hard: bool
    code: str


def mail_about(message):
    """The mail that came back to its own address; None for anything else."""
    addresses = [
        found for name in RECIPIENTS for text in message.get_all(name, []) for found in RETURNED.findall(str(text))
    ]
    return Mail.objects.filter(envelope__in=[address.lower() for address in addresses]).first()


def told_by(message):
    """None for answers of people who are away, and of others whose mail did arrive."""
    status = [part for part in message.walk() if part.get_content_type() == "message/delivery-status"]
    if not status and (ANSWERED.search(str(message.get("Auto-Submitted", ""))) or message.get("X-Autoreply")):
        return None
    later, never = all_failures(message)
    if not later and not never:
        return None
    code = code_in(status)
    return Told(bool(never) and not code.startswith(SOFT), code)


def code_in(status):
    """As RFC 3463 writes it, where a report says it."""
    for part in status:
        for block in part.get_payload() if part.is_multipart() else []:
            if found := STATUS.search(str(block.get("Status", ""))):
                return found[1]
    return ""


def message_in(data):
    """A message as the detectors can read it: bytes beyond ASCII in a header are no text to them, nor is no sender."""
    message = email.message_from_string(data.decode("ascii", "replace").replace("\ufffd", "?"))
    if "From" not in message:
        message["From"] = "MAILER-DAEMON"
    return message


def heard(data):
    """(mail of ours, what is said of it), or None. Whatever a strange message does to parsers, it says nothing."""
    try:
        message = message_in(data)
        mail = mail_about(message)
        told = told_by(message) if mail else None
    except Exception:
        logger.exception("A message that came back could not be read.")
        return None
    return (mail, told) if told else None


def read(data):
    """Whether this message counted: it is about a mail of ours, and says that it did not arrive."""
    found = heard(data)
    if found is None:
        return False
    mail, told = found
    came_back(mail, hard=told.hard, code=told.code)
    return True


# --- The mailbox ---


@contextmanager
def mailbox(url):
    """An IMAP connection to the folder of an address such as imaps://user:password@host/INBOX."""
    parts = urlsplit(url)
    made = imaplib.IMAP4_SSL if parts.scheme == "imaps" else imaplib.IMAP4
    port = {"port": parts.port} if parts.port else {}
    connection = made(parts.hostname, timeout=PATIENCE, **port)
    try:
        connection.login(unquote(parts.username or ""), unquote(parts.password or ""))
        kind, _data = connection.select(unquote(parts.path.strip("/")) or "INBOX")
        if kind != "OK":
            raise imaplib.IMAP4.error("There is no such folder.")
        yield connection
    finally:
        connection.logout()


def read_mailbox(url):
    """What counted is removed; the rest stays as it was, unread too. Returns how many of each."""
    counted, left = [], 0
    with mailbox(url) as connection:
        _kind, [numbers] = connection.uid("SEARCH", None, "ALL")
        for number in (numbers or b"").split():
            if is_done(connection, number):
                connection.uid("STORE", number, "+FLAGS", r"(\Deleted)")
                counted.append(number)
            else:
                left += 1
        expunge(connection, counted)
    return len(counted), left


def expunge(connection, numbers):
    """These and no others, where the server can: people may have marked mails of their own in the same folder."""
    if "UIDPLUS" not in connection.capabilities:
        connection.expunge()
    elif numbers:
        connection.uid("EXPUNGE", b",".join(numbers).decode())


def is_done(connection, number):
    """The head is asked first: of what is not ours nothing more is read."""
    head = fetched(connection, number, "BODY.PEEK[HEADER]")
    if not head or mail_about(message_in(head)) is None:
        return False
    return read(fetched(connection, number, "BODY.PEEK[]"))


def fetched(connection, number, what):
    _kind, data = connection.uid("FETCH", number, f"({what})")
    return next((part[1] for part in data if isinstance(part, tuple)), b"")

"""The outbox: written in the transaction of what a mail tells, sent by the worker after the commit, once."""

import logging
from datetime import timedelta
from email.utils import parseaddr
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from publishing.models import Mail, MailHold
from publishing.tasks import due, one_line, send_mail

logger = logging.getLogger(__name__)

STUCK = timedelta(days=1)


def post(
    *, key, to, language, subject, text, html, person=None, unsubscribe="", calendar="", headers=None, returns=False
):
    """Put a mail into the outbox; the same key a second time changes nothing. Returns the mail, or None.

    `returns`: it comes back to an address of its own, by which `read_bounces` knows it.
    """
    mail, created = Mail.objects.get_or_create(
        key=key,
        defaults={
            "to": to,
            "language": language,
            "subject": one_line(subject, 200),
            "text": text.replace("\x00", ""),
            "html": html.replace("\x00", ""),
            "person": person,
            "unsubscribe": unsubscribe,
            "calendar": calendar,
            "headers": headers or {},
            "envelope": return_address(key) if returns else "",
        },
    )
    if not created:
        return None
    transaction.on_commit(partial(send_mail.enqueue, mail.pk), robust=True)
    return mail


def return_address(key):
    """Where this very mail comes back to (VERP); nobody else can make it up. At the host of the sender's address."""
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"bounce+{salted_hmac('publishing.bounce', key, algorithm='sha256').hexdigest()[:40]}@{host}"


def send_due():
    """Hand on what waits and is due, as when a worker was killed; give up what is stuck. Returns how many of each."""
    given_up = give_up()
    if MailHold.objects.exists():
        logger.warning("Mails are held since a restore: manage.py release_mail says which, and lets them go.")
    pks = list(due().order_by("pk").values_list("pk", flat=True))
    for pk in pks:
        transaction.on_commit(partial(send_mail.enqueue, pk), robust=True)
    return len(pks), given_up


def stuck():
    """Mails whose worker was killed while it sent them: perhaps they arrived, so they are never sent again."""
    return Mail.objects.filter(state=Mail.State.SENDING, next_try__lte=timezone.now() - STUCK)


def give_up():
    reason = _("The worker was stopped while it sent this mail; nobody knows whether it arrived.")
    return stuck().update(state=Mail.State.FAILED, error=reason, next_try=None)

"""After a restore nothing of the outbox goes out until somebody decides: what waits may have been sent."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing.mail import send_due
from publishing.models import Mail, MailHold
from publishing.tasks import follow


def hold(backup):
    """Returns how many mails wait."""
    MailHold.objects.create(backup=backup[-200:])
    return waiting().count()


def held():
    return MailHold.objects.first()


def waiting():
    return Mail.objects.filter(state=Mail.State.WAITING)


@transaction.atomic
def release():
    """Let all that waits go, and what comes. Returns how many are on their way."""
    MailHold.objects.all().delete()
    handed_on, _given_up = send_due()
    return handed_on


@transaction.atomic
def drop():
    """Give up all that waits; what comes goes out. Returns how many were given up."""
    reason = _("Given up after a restore: it may have been sent before.")
    dropped = list(waiting().select_for_update().order_by("pk"))
    waiting().filter(pk__in=[mail.pk for mail in dropped]).update(
        state=Mail.State.FAILED, error=reason, next_try=None, sent_at=None
    )
    for mail in dropped:
        follow(mail)
    MailHold.objects.all().delete()
    return len(dropped)


def since_when():
    """The moment in words, for people at a console."""
    return timezone.localtime(held().since).strftime("%Y-%m-%d %H:%M")

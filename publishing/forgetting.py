"""How long notices and mails are kept; the daily round forgets them afterwards."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from publishing import once
from publishing.models import Mail, Notice

NOTICES_KEPT = timedelta(days=365)
MAILS_KEPT = timedelta(days=90)
FORMS_KEPT = once.KEPT


def old_notices():
    return Notice.objects.filter(at__lt=timezone.now() - NOTICES_KEPT)


def forget_notice(pk):
    return bool(old_notices().filter(pk=pk).delete()[0])


def old_mails():
    """Sent or given up; what waits is never forgotten."""
    ended = Mail.objects.filter(state__in=(Mail.State.SENT, Mail.State.FAILED))
    before = timezone.now() - MAILS_KEPT
    return ended.filter(Q(sent_at__lt=before) | Q(sent_at=None, created_at__lt=before))


def forget_mail(pk):
    return bool(old_mails().filter(pk=pk).delete()[0])

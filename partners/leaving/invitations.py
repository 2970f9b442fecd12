"""Invitations that ended long ago: accepted, revoked, or never taken up."""

from datetime import timedelta

from django.db.models.functions import Coalesce
from django.utils import timezone

from partners.models import Invitation

KEPT = timedelta(days=90)  # after they ended


def ended_long_ago():
    ended = Invitation.objects.annotate(ended_at=Coalesce("accepted_at", "revoked_at", "expires_at"))
    return ended.filter(ended_at__lt=timezone.now() - KEPT)


def forget(pk):
    return bool(Invitation.objects.filter(pk__in=ended_long_ago().filter(pk=pk).values("pk")).delete()[0])

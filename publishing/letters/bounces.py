"""Mail that came back: counted by address, under a digest. One for good, or three on different days, and it pauses."""

from datetime import timedelta

from django.db import transaction
from django.db.models.functions import TruncDate
from django.utils import timezone

from publishing.letters.consenting import digest_of, pause
from publishing.models import Bounce, Delivery

SOFT_DAYS = 3
WITHIN = timedelta(days=30)
LONGEST_CODE = 20


@transaction.atomic
def record(mail, *, hard, code):
    """The same answer to the same mail counts once."""
    address = digest_of(mail.to)
    Bounce.objects.get_or_create(
        key=mail.key, code=code[:LONGEST_CODE], defaults={"address_digest": address, "hard": hard}
    )
    if is_too_much(address):
        pause(mail.to)


def is_too_much(address):
    lately = Bounce.objects.filter(address_digest=address, at__gt=timezone.now() - WITHIN)
    if lately.filter(hard=True).exists():
        return True
    return lately.annotate(day=TruncDate("at")).order_by().values("day").distinct().count() >= SOFT_DAYS


def follow_mail(mail, refusal):
    """What the server refuses while it is handed in needs no mail that comes back."""
    if refusal and mail.envelope:
        record(mail, hard=refusal.is_of_address, code=refusal.code)


def came_back(mail, *, hard, code):
    """A mail that was taken and came back later."""
    Delivery.objects.filter(mail=mail).update(state=Delivery.State.BOUNCED)
    record(mail, hard=hard, code=code)


def old():
    return Bounce.objects.filter(at__lt=timezone.now() - 12 * WITHIN).order_by("pk")


def forget(pk):
    return bool(old().filter(pk=pk).delete()[0])

"""How long messages are kept: unconfirmed ones a month, others a year. Afterwards only counts are left."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from catalogue.dates import add_months
from partners.models import ContactRequest
from publishing.models import Mail, Notice
from publishing.models.private_link import digest, new_nonce

State = ContactRequest.State
FORGOTTEN_AFTER = dt.timedelta(days=30)
MONTHS_KEPT = 12
PERSONAL = {"email": "", "name": "", "organisation": "", "text": "", "answer": "", "person": None, "partner": None}


# --- Messages that nobody confirmed ---


def unconfirmed():
    before = timezone.now() - FORGOTTEN_AFTER
    return ContactRequest.objects.filter(state=State.UNVERIFIED, created_at__lt=before).order_by("pk")


@transaction.atomic
def drop_unconfirmed(pk):
    message = unconfirmed().filter(pk=pk).first()
    if message is not None:
        drop(message)
    return message is not None


def drop(message):
    forget_words(message)
    message.delete()


# --- After a year ---


def kept_long_enough():
    """Whatever became of it: what waits for so long has lapsed before."""
    since = add_months(timezone.localdate(), -MONTHS_KEPT)
    known = ~Q(email="") | ~Q(text="") | ~Q(name="")
    old = ContactRequest.objects.exclude(state__in=[State.UNVERIFIED, State.SENT]).filter(known)
    return old.filter(created_at__date__lt=since).order_by("pk")


@transaction.atomic
def anonymise_kept(pk):
    message = kept_long_enough().filter(pk=pk).first()
    if message is not None:
        anonymise(message)
    return message is not None


def anonymise(message):
    """What is left says which organisation was asked about what, when, and what became of it."""
    forget_words(message)
    for name, value in PERSONAL.items():
        setattr(message, name, value)
    message.answered_by = None
    message.nonce = new_nonce()
    message.token_digest = digest(message.token)
    message.save()


def forget_words(message):
    """The notices that quote it, and all mails about it; those that wait are not sent."""
    notices = Notice.objects.filter(kind=Notice.Kind.CONTACT, values__message=message.pk)
    keys = [f"notice:{pk}" for pk in notices.values_list("pk", flat=True)]
    Mail.objects.filter(Q(key__startswith=f"contact:{message.pk}:") | Q(key__in=keys)).delete()
    notices.delete()


# --- People who are erased ---


def forget_people(emails):
    """What they wrote goes with them, and waits for no answer; of what they answered stays what was said."""
    wrote, answered = Q(), Q()
    for email in emails:
        wrote |= Q(email__iexact=email) | Q(person__email__iexact=email)
        answered |= Q(answered_by__email__iexact=email)
    if not wrote:
        return
    for message in ContactRequest.objects.filter(wrote).order_by("pk"):
        forget_one(message)
    answers = ContactRequest.objects.filter(answered)
    Mail.objects.filter(key__in=[f"contact:{pk}:answer" for pk in answers.values_list("pk", flat=True)]).delete()
    answers.update(answered_by=None)


@transaction.atomic
def forget_one(message):
    if message.state == State.UNVERIFIED:
        drop(message)
        return
    if message.state == State.SENT:
        message.state, message.answered_at = State.LAPSED, timezone.now()
    anonymise(message)

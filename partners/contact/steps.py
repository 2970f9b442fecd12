"""A message from its writing to its answer: each step locked, taken once and told to the other side."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from catalogue.time_words import day_words
from partners.actions import note, one_at_a_time
from partners.contact import telling
from partners.models import BlockedSender, ContactRequest
from publishing.models.private_link import digest, new_nonce
from publishing.refusals import Overtaken, Refused

State = ContactRequest.State
NOBODY = {"organisation": "", "partner": None}  # what another one wrote with this address is not of this one
OPEN = (State.UNVERIFIED, State.SENT)
CONFIRMED_WITHIN = dt.timedelta(days=7)
ANSWERED_WITHIN = dt.timedelta(days=30)


def address_digest(email):
    return salted_hmac("partners.contact.blocked", email.lower(), algorithm="sha256").hexdigest()


def is_blocked(email):
    return BlockedSender.objects.filter(address_digest=address_digest(email)).exists()


# --- Writing ---


@transaction.atomic
def write(*, entry, receiver, person=None, email="", **told):
    """Keep a message, of somebody who is signed in for the organisation, of anybody else until it is confirmed.

    Returns it, or None: of who is blocked nothing is kept, and they are told nothing. Refused where somebody who is
    signed in writes once more.
    """
    email = person.email if person else email
    one_at_a_time(receiver.pk)
    if is_blocked(email):
        return None
    about = {"kind": entry.kind, "object_id": entry.pk}
    standing = ContactRequest.objects.filter(**about, email__iexact=email, state__in=OPEN).first()
    if standing and standing.state == State.SENT:
        it_waits(standing, person)
        return None
    message = standing or ContactRequest(**about, email=email)
    for name, value in {**NOBODY, **told, "receiver": receiver, "person": person}.items():
        setattr(message, name, value)
    message.nonce, message.created_at = new_nonce(), timezone.now()  # an older link opens nothing any more
    message.token_digest = digest(message.token)
    message.save()
    if person:
        send(message)
    else:
        telling.send_link(message, CONFIRMED_WITHIN.days)
    return message


def it_waits(message, person):
    """Who is signed in reads it on the page; anybody else in a mail, for the page is the same for all."""
    if person is None:
        return telling.tell_that_it_waits(message)
    day = day_words(timezone.localdate(message.sent_at))
    raise Refused(_("Your message has been waiting for an answer since %(day)s.") % {"day": day})


def send(message):
    message.state, message.sent_at = State.SENT, timezone.now()
    message.save()
    telling.tell_receiver(message)


# --- Confirming ---


def by_token(token):
    """The message that a link is about; None where it is unknown or its time is over."""
    found = ContactRequest.objects.by_token(token)
    late = found and found.state == State.UNVERIFIED and found.created_at < timezone.now() - CONFIRMED_WITHIN
    return None if late else found


@transaction.atomic
def confirm(pk):
    """Hand the message on; whether it was not yet. Of who was blocked meanwhile nothing is."""
    message = ContactRequest.objects.select_for_update(of=("self",)).filter(pk=pk, state=State.UNVERIFIED).first()
    if message is None:
        return False
    if is_blocked(message.email):
        message.state = State.REPORTED  # as seen by who wrote it went out; it was sent to nobody
        message.save()
    else:
        send(message)
    return True


# --- Answering ---


def locked(pk):
    """The message, as far as it waits for an answer; Overtaken where it does not any more."""
    message = ContactRequest.objects.select_for_update(of=("self",)).get(pk=pk)
    if message.state != State.SENT:
        raise Overtaken(_("This message was answered already. Nothing was changed."))
    return message


def end(message, state, by, answer=""):
    message.state, message.answer = state, answer
    message.answered_by, message.answered_at = by, timezone.now()
    message.save()


@transaction.atomic
def accept(*, pk, by, answer):
    """Both sides get each other's address by mail, which is written down."""
    message = locked(pk)
    end(message, State.ACCEPTED, by, answer)
    telling.send_answer(message, by)
    telling.send_address(message, by)
    note(message.receiver, by, f"message {message.pk} answered: both sides have each other's address")


@transaction.atomic
def decline(*, pk, by, answer=""):
    message = locked(pk)
    end(message, State.DECLINED, by, answer)
    telling.tell_of_declining(message)


@transaction.atomic
def report(*, pk, by):
    """The sender is told nothing; what else they have sent waits no longer, and nothing of theirs is taken again."""
    message = locked(pk)
    BlockedSender.objects.get_or_create(address_digest=address_digest(message.email), defaults={"by": by})
    end(message, State.REPORTED, by)
    others = ContactRequest.objects.filter(email__iexact=message.email, state__in=OPEN)
    others.update(state=State.REPORTED, answered_at=timezone.now())
    note(message.receiver, by, f"message {message.pk} reported as abuse")


# --- Without an answer ---


def to_lapse():
    return ContactRequest.objects.filter(state=State.SENT, sent_at__lt=timezone.now() - ANSWERED_WITHIN).order_by("pk")


@transaction.atomic
def lapse(pk):
    message = to_lapse().select_for_update(of=("self",)).filter(pk=pk).first()
    if message is None:
        return False
    end(message, State.LAPSED, None)
    telling.tell_of_silence(message)
    return True

"""How long things are kept: sensitive answers two weeks after the event, personal data as long as the form says.

Afterwards only counts are left: states, seats, countries, attendance, and the numbers and digests of certificates.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Length
from django.utils import timezone

from catalogue.dates import add_months
from publishing.models import Mail
from publishing.models.private_link import digest, new_nonce
from workshops.models import Answer, ChangeRequest, Companion, Registration, RegistrationForm, RegistrationState
from workshops.registering.moving import move
from workshops.registering.passes import pass_digest
from workshops.registering.queue import promote
from workshops.registering.steps import both

State = RegistrationState
CONSENT = "2026-11"  # version of the sentences that people agree to when they register
FORGOTTEN_AFTER = dt.timedelta(days=30)  # where the address was never proven
SENSITIVE_KEPT = dt.timedelta(days=14)
LEAVES = (State.PENDING, State.WAITING, State.OFFERED, State.CONFIRMED)


# --- Days ---


def forms_ended_before(day):
    """Forms of events whose last day, as exactly as it is known, came before this one; without any, the closing."""
    midnight = dt.datetime.combine(day, dt.time(), timezone.get_current_timezone())
    ended = Q(length_of_end=0, closes_at__lt=midnight)
    for length in (4, 7, 10):
        ended |= Q(length_of_end=length, event__end__lt=day.isoformat()[:length])
    return RegistrationForm.objects.annotate(length_of_end=Length("event__end")).filter(ended)


# --- Addresses that nobody proved ---


def forgotten():
    before = timezone.now() - FORGOTTEN_AFTER
    return Registration.objects.filter(state=State.UNVERIFIED, created_at__lt=before).order_by("pk")


@transaction.atomic
def forget(pk):
    registration = forgotten().filter(pk=pk).first()
    if registration is not None:
        drop(registration)
    return registration is not None


def drop(registration):
    forget_mails(registration)
    registration.delete()


# --- Sensitive answers ---


def too_sensitive():
    """Forms whose sensitive answers are to go, and with them what was proposed: the event is long over."""
    answers = Answer.objects.filter(registration__form=OuterRef("pk"), question__sensitive=True)
    proposals = ChangeRequest.objects.filter(registration__form=OuterRef("pk")).exclude(proposed={})
    ended = forms_ended_before(timezone.localdate() - SENSITIVE_KEPT)
    return ended.filter(Exists(answers) | Exists(proposals)).order_by("pk")


@transaction.atomic
def forget_sensitive(pk):
    form = RegistrationForm.objects.select_for_update(of=("self",)).get(pk=pk)
    Answer.objects.filter(registration__form=form, question__sensitive=True).delete()
    requests = ChangeRequest.objects.filter(registration__form=form)
    requests.filter(state=ChangeRequest.State.OPEN).update(state=ChangeRequest.State.DROPPED)
    requests.update(proposed={})
    return True


# --- Personal data ---


def kept_long_enough():
    """Registrations that are to be anonymous: of events that ended so many months ago as their form says."""
    over = Q(pk=None)
    for months in RegistrationForm.objects.values_list("kept_months", flat=True).distinct():
        ended = forms_ended_before(add_months(timezone.localdate(), -months)).filter(kept_months=months)
        over |= Q(form__in=ended.values("pk"))
    return Registration.objects.filter(over, anonymised_at=None).order_by("pk")


def anonymise_kept(pk):
    if not kept_long_enough().filter(pk=pk).exists():
        return False
    anonymise(Registration.objects.get(pk=pk))
    return True


@transaction.atomic
def anonymise(registration):
    """Everything that tells who it was is gone; the link opens nothing any more. Companions stay as a number."""
    _form, registration = both(registration)
    forget_mails(registration)
    registration.answers.all().delete()
    Companion.objects.filter(registration=registration).update(name="")
    registration.change_requests.update(proposed={}, reason="")
    registration.steps.update(reason="")
    registration.person = registration.partner = None
    registration.email = registration.name = registration.organisation = registration.reason = ""
    registration.nonce = new_nonce()
    registration.token_digest = digest(registration.token)
    registration.pass_digest = pass_digest(registration)
    registration.anonymised_at = timezone.now()
    registration.save()


def forget_mails(registration):
    """Those that wait are not sent; of those that went out nobody needs the address."""
    Mail.objects.filter(key__startswith=f"reg:{registration.pk}:").delete()


# --- A person who is erased ---


def forget_people(emails):
    """What is known of these people by their addresses; whoever still was to come leaves the place to others."""
    mine = Q()
    for email in emails:
        mine |= Q(email__iexact=email) | Q(person__email__iexact=email)
    found = Registration.objects.filter(mine, anonymised_at=None) if mine else Registration.objects.none()
    for registration in found.order_by("form", "pk"):
        forget_one(registration)


@transaction.atomic
def forget_one(registration):
    if registration.state == State.UNVERIFIED:
        drop(registration)
        return
    form, registration = both(registration)
    leaves = registration.state in LEAVES and not form.event.is_over
    registration.email = ""  # nothing is written there any more
    if leaves:
        move(registration, "withdraw", State.WITHDRAWN)
        promote(form_pk=form.pk)
    anonymise(registration)

"""The steps of a registration. Each locks the form first, so that of two at once one is taken and the other is told.

What is asked of the person was checked by the form of the page; here is what only the database can know.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing.models.private_link import digest
from publishing.refusals import Refused
from workshops.calendars.moments import begin_of, is_dated
from workshops.calendars.words import moment_words
from workshops.models import Registration, RegistrationState
from workshops.registering.moving import demand, locked_registration, move
from workshops.registering.passes import pass_digest
from workshops.registering.queue import promote
from workshops.registering.seats import Full, is_cancelled, locked
from workshops.registering.shares import demand_share
from workshops.registering.telling import write_again, write_place

State = RegistrationState
PROVEN_IN_TIME = dt.timedelta(minutes=60)  # then the sending of the form counts, else the proving
LINK_LASTS = dt.timedelta(days=7)


class Closed(Refused):
    """No registration is taken any more, or not yet."""


def demand_not_cancelled(form):
    """Raise Closed once the event is cancelled: nobody is given a place any more."""
    if is_cancelled(form.event):
        raise Closed(_("The event is cancelled."))


def demand_open(form, since=None):
    """Raise Closed where nobody is taken now; `since` is when somebody sent the form that is proven now."""
    demand_not_cancelled(form)
    if not form.event.is_published or not form.has_opened:
        raise Closed(_("Registration has not opened yet."))
    if not is_dated(form.event):  # it had a day once; a new one may not suit those who came for that
        raise Closed(_("The day of the event is not known at the moment, so nobody can register."))
    if form.has_closed and not is_in_time(form, since):
        raise Closed(_("Registration is closed.") if since is None else too_late(form, since))


def is_in_time(form, since):
    """Sent before registration closed, and proven no longer than this after it has."""
    return since is not None and since < form.closes_at and timezone.now() <= form.closes_at + PROVEN_IN_TIME


def too_late(form, since):
    if since >= form.closes_at:
        return _("Registration is closed.")
    text = _("Registration is closed. What was sent in time could be confirmed until %(until)s.")
    return text % {"until": provable_until(form)}


def provable_until(form):
    """The last moment at which an address is proven that was given in time, as words."""
    return moment_words(form.closes_at + PROVEN_IN_TIME, form.event)


# --- Coming ---


@transaction.atomic
def register(*, form_pk, email, person=None, companions=(), answers=(), **told):
    """Somebody wants to come. With an account the address is proven; without one a mail asks for the proof.

    `answers` are (number of the person, question, value): 0 for the registered person, 1 for the first companion.
    Returns (registration, whether it is new); of one address there is one, and the mail says so to its owner alone.
    """
    form = locked(form_pk)
    demand_open(form)
    known = standing_of(form, email, person)
    if known is not None:
        known.form = form
        write_again(known)
        return known, False
    form.registrations.filter(state=State.UNVERIFIED).of_address(email).delete()
    registration = Registration(form=form, email=email, person=person, **told)
    registration.token_digest = digest(registration.token)
    registration.pass_digest = pass_digest(registration)
    registration.save()
    keep_party(registration, companions, answers)
    demand_share(registration)
    if person is not None:
        arrive(registration, "register", timezone.now())
    else:
        move(registration, "register", State.UNVERIFIED)
    return registration, True


def standing_of(form, email, person):
    """The registration of somebody that stands, by account or by address: an account may have got another address."""
    mine = Q(email__iexact=email) | (Q(person=person) if person else Q())
    return form.registrations.active().filter(mine).first()


def keep_party(registration, companions, answers):
    people = [None, *(registration.companions.create(name=name) for name in companions)]
    for number, question, value in answers:
        registration.answers.create(companion=people[number], question=question, value=value)


@transaction.atomic
def verify(*, registration):
    """Whoever holds the link proves the address. Whether it was not proven before."""
    form = locked(registration.form_id)
    registration = locked_registration(form, registration.pk)
    if registration.state != State.UNVERIFIED:
        return registration, False
    if link_is_dead(registration):
        raise Closed(_("This link is too old. Register anew."))
    demand_open(form, since=registration.created_at)
    known = form.registrations.active().of_address(registration.email).first()
    if known is not None:  # proven by another link or account meanwhile
        known.form = form
        registration.delete()
        return known, False
    demand_share(registration)
    in_time = timezone.now() - registration.created_at <= PROVEN_IN_TIME
    arrive(registration, "verify", registration.created_at if in_time else timezone.now())
    return registration, True


def arrive(registration, step, since):
    """An address is proven: the registration is considered by an organiser, or stands in line."""
    if registration.form.approval:
        move(registration, step, State.PENDING, queued_at=since)
    else:
        stand_in_line(registration, step, since)


def stand_in_line(registration, step, since, **values):
    """Into the queue, and at once out of it where seats are free; Full where there is no list to wait on."""
    demand_not_cancelled(registration.form)
    move(registration, step, State.WAITING, queued_at=since, **values)
    promote(form_pk=registration.form_id, arrived=registration.pk)
    registration.refresh_from_db()
    if registration.state == State.WAITING and not registration.form.waiting:
        raise Full(_("All places are taken, and there is no waiting list."))
    if registration.state == State.WAITING:
        write_place(registration)


# --- Deciding ---


@transaction.atomic
def approve(*, registration, by):
    _form, registration = both(registration)
    demand(registration, (State.PENDING,), already_done())
    stand_in_line(registration, "approve", registration.queued_at, by=by)
    return registration


@transaction.atomic
def reject(*, registration, by, reason):
    form, registration = both(registration)
    demand(registration, (State.PENDING, State.WAITING), already_done())
    move(registration, "reject", State.REJECTED, by=by, reason=reason)
    promote(form_pk=form.pk)  # seats may have been kept for it
    return registration


@transaction.atomic
def restore(*, registration, by, reason):
    """Back into line, at its end: the place it had is long another's."""
    form, registration = both(registration)
    demand(registration, (State.WITHDRAWN, State.REJECTED), already_done())
    if registration.anonymised_at:
        raise Refused(_("Nobody knows any more whose registration this was."))
    demand_share(registration)
    if form.registrations.active().of_address(registration.email).exists():
        raise Refused(_("With this address there is another registration by now."))
    stand_in_line(registration, "restore", timezone.now(), by=by, reason=reason)
    return registration


@transaction.atomic
def offer(*, registration, by, reason):
    """An organiser offers a place out of order."""
    from_line = (State.WAITING,)
    form, registration = both(registration)
    demand(registration, from_line, already_done())
    demand_not_cancelled(form)
    until = timezone.now() + dt.timedelta(hours=form.offer_hours)
    if begin := begin_of(form.event):
        until = min(until, begin)
        if until <= timezone.now():
            raise Closed(_("The event has begun."))
    room = form.free_now()
    if room < registration.seats_least:
        raise Full(_("There are not as many places free."))
    seats = min(registration.seats, room)
    move(registration, "offer", State.OFFERED, held=seats, offer_until=until, by=by, reason=reason)
    return registration


# --- What a participant does ---


@transaction.atomic
def accept(*, registration, coming=None):
    """Take the place that is offered; a party that got fewer than it wished for says which companions come."""
    form, registration = both(registration)
    demand(registration, (State.OFFERED,), already_done())
    if registration.offer_is_over:
        raise LapsedOffer(registration.offer_until)
    demand_not_cancelled(form)
    if coming is not None:
        registration.companions.exclude(pk__in=[companion.pk for companion in coming]).delete()
    people = 1 + registration.companions.count()
    if form.seats_for(people) > registration.held:
        raise Refused(_("Choose who comes: there are fewer places than people."))
    seats = form.seats_for(people)
    move(registration, "accept", State.CONFIRMED, held=seats, seats=seats, seats_least=seats)
    promote(form_pk=form.pk)
    return registration


class LapsedOffer(Refused):
    """The offer was not taken in time, though no round has ended it yet."""

    def __init__(self, until):
        self.until = until
        super().__init__(_("The offer has lapsed."))


@transaction.atomic
def decline(*, registration):
    form, registration = both(registration)
    demand(registration, (State.OFFERED,), already_done())
    move(registration, "decline", State.WITHDRAWN)
    promote(form_pk=form.pk)
    return registration


@transaction.atomic
def lapse(pk):
    """An offer that was not taken in time goes to the next; of two rounds at once one does it."""
    found = Registration.objects.filter(pk=pk).first()
    if found is None:
        return False
    _form, registration = both(found)
    if not registration.offer_is_over:
        return False
    end_offer(registration)
    return True


def end_offer(registration):
    """The moment stays with it, so that its page can say when that was."""
    move(registration, "lapse", State.WITHDRAWN, offer_until=registration.offer_until)
    promote(form_pk=registration.form_id)


@transaction.atomic
def queue_again(*, registration):
    """After an offer that was not taken in time: to the end of the line, also where no round has ended it yet."""
    _form, registration = both(registration)
    if registration.offer_is_over:
        end_offer(registration)
    demand(registration, (State.WITHDRAWN,), already_done())
    if not may_queue_again(registration):
        raise Closed(_("Nobody is put in line any more."))
    demand_share(registration)
    stand_in_line(registration, "queue_again", timezone.now())
    return registration


def may_queue_again(registration):
    """Whether its offer lapsed, and the event is still to come."""
    form, last = registration.form, registration.steps.first()
    begin = begin_of(form.event)
    to_come = begin is not None and timezone.now() < begin and not is_cancelled(form.event)
    lapsed = registration.offer_is_over or (last is not None and last.step == "lapse")
    others = form.registrations.active().of_address(registration.email).exclude(pk=registration.pk)
    return to_come and lapsed and form.waiting and not others.exists()


def lapsed_offers():
    return Registration.objects.filter(state=State.OFFERED, offer_until__lte=timezone.now()).order_by("pk")


@transaction.atomic
def withdraw(*, registration, by=None, reason=""):
    """Leave, also after everything is frozen; the seats go to the next."""
    form, registration = both(registration)
    demand(registration, (State.PENDING, State.WAITING, State.OFFERED, State.CONFIRMED), already_done())
    move(registration, "withdraw", State.WITHDRAWN, by=by, reason=reason)
    promote(form_pk=form.pk)
    return registration


# --- Words and locks ---


def already_done():
    return _("This was done already. Nothing was changed.")


def both(registration):
    """(form, registration) as they stand now, both locked, the form first."""
    form = locked(registration.form_id)
    return form, locked_registration(form, registration.pk)


def link_is_dead(registration):
    """Whether nobody proved the address while the link of the mail was good."""
    return registration.state == State.UNVERIFIED and timezone.now() - registration.created_at > LINK_LASTS

"""A party and its answers changed: at once, or once things are settled as a wish that an organiser decides on.

A party is a list of companions as (primary key or None for a new one, name); answers are (number of the person,
question, value or None): 0 is the registered person, 1 the first of these companions.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.refusals import Overtaken, Refused
from workshops.models import ACTIVE, ChangeRequest, Question, RegistrationState
from workshops.registering.moving import demand, move
from workshops.registering.organisers import tell_organisers
from workshops.registering.queue import promote
from workshops.registering.shares import demand_share
from workshops.registering.steps import already_done, both

State = RegistrationState
CHANGEABLE = (State.PENDING, State.WAITING, State.CONFIRMED)
FROZEN_NAME = gettext_lazy("Your name stands on a certificate that was issued, so it stays as it is.")


# --- By the participant ---


@transaction.atomic
def change(*, registration, answers, companions=None):
    """What may be changed is; returns the request for all else, None where nothing is left to decide.

    Without `companions` the party stays.
    """
    form, registration = both(registration)
    demand(registration, CHANGEABLE, _("This registration cannot be changed now."))
    now = party_of(registration)
    companions = now if companions is None else companions
    if not form.is_frozen:
        apply(registration, companions, answers)
        return None
    at_once = [one for one in answers if is_free(one, companions)]
    later = [one for one in answers if not is_free(one, companions)]
    apply(registration, now, at_once_in(now, companions, at_once))
    if companions == now and not changes(registration, later):
        return None
    return ask(registration, companions, later)


@transaction.atomic
def change_details(*, registration, **details):
    """Who somebody is, as long as the registration stands; the name until a certificate was issued to it."""
    _form, registration = both(registration)
    demand(registration, ACTIVE, _("This registration cannot be changed now."))
    if details.get("name", registration.name) != registration.name and has_certificate(registration):
        raise Refused(str(FROZEN_NAME))
    type(registration).objects.filter(pk=registration.pk).update(**details)


def has_certificate(registration):
    """Whether one that is not revoked bears the name of who registered."""
    return registration.certificates.filter(companion=None, revoked_at=None).exists()


def is_free(answer, companions):
    """Whether it may be changed without the organisers: of somebody who comes already, and of no frozen question."""
    number, question, _value = answer
    is_new = number > 0 and companions[number - 1][0] is None
    return not question.freezes and not is_new


def at_once_in(now, companions, answers):
    """The same answers with the numbers that people have in the party as it is."""
    places = {pk: place for place, (pk, _name) in enumerate(now, 1)}
    for number, question, value in answers:
        place = places.get(companions[number - 1][0]) if number else 0
        if place is not None:
            yield place, question, value


def party_of(registration):
    return [(companion.pk, companion.name) for companion in registration.companions.all()]


def changes(registration, answers):
    given = {(answer.companion_id, answer.question_id): answer.value for answer in registration.answers.all()}
    people = [None, *(pk for pk, _name in party_of(registration))]
    return any(given.get((people[number], question.pk)) != value for number, question, value in answers)


def ask(registration, companions, answers):
    """One request is open at a time; a newer one takes its place."""
    drop(registration)
    proposed = {
        "companions": [{"pk": pk, "name": name} for pk, name in companions],
        "answers": [{"person": number, "question": question.pk, "value": value} for number, question, value in answers],
    }
    tell_organisers(registration.form.event, "registration_change_asked")
    return registration.change_requests.create(proposed=proposed)


@transaction.atomic
def take_back(*, registration):
    """Drop the own request; whether there was one."""
    _form, registration = both(registration)
    return drop(registration)


def drop(registration):
    waits = registration.change_requests.filter(state=ChangeRequest.State.OPEN)
    return bool(waits.update(state=ChangeRequest.State.DROPPED, decided_at=timezone.now()))


def drop_of_leaver(registration, step):
    """Who leaves asks for nothing any more."""
    if step.target in (State.WITHDRAWN, State.REJECTED):
        drop(registration)


# --- By the organiser ---


@transaction.atomic
def accept_change(*, request, by, reason=""):
    """What was asked for becomes true, as far as there are seats."""
    request, registration = undecided(request)
    answers = [
        (one["person"], question, one["value"])
        for one in request.proposed["answers"]
        if (question := Question.objects.filter(pk=one["question"], form=registration.form_id).first())
    ]
    apply(registration, companions_of(request.proposed), answers, by=by)
    return decide(request, registration, ChangeRequest.State.ACCEPTED, "change_accepted", by, reason)


@transaction.atomic
def decline_change(*, request, by, reason):
    request, registration = undecided(request)
    return decide(request, registration, ChangeRequest.State.DECLINED, "change_declined", by, reason)


def undecided(request):
    """(request, registration) as they stand now, locked, the form first."""
    _form, registration = both(request.registration)
    demand(registration, CHANGEABLE, already_done())
    fresh = registration.change_requests.select_for_update(of=("self",)).get(pk=request.pk)
    if fresh.state != ChangeRequest.State.OPEN:
        raise Overtaken(already_done())
    return fresh, registration


def decide(request, registration, state, step, by, reason):
    request.state, request.by, request.reason, request.decided_at = state, by, reason, timezone.now()
    request.save()
    registration.refresh_from_db()
    move(registration, step, registration.state, held=registration.held, by=by, reason=reason)
    return request


def companions_of(proposed):
    return [(one["pk"], one["name"]) for one in proposed["companions"]]


# --- Making it true; the form is locked ---


def apply(registration, companions, answers, by=None):
    people = set_party(registration, companions)
    set_answers(registration, people, answers)
    set_seats(registration, registration.form.seats_for(len(people)), by)


def set_party(registration, companions):
    """The people in order: None for the registered person, then the companions."""
    known = {companion.pk: companion for companion in registration.companions.all()}
    registration.companions.exclude(pk__in=[pk for pk, _name in companions if pk in known]).delete()
    people = [None]
    for pk, name in companions:
        companion = known.get(pk) or registration.companions.model(registration=registration)
        if companion.name != name:
            companion.name = name
            companion.save()
        people.append(companion)
    return people


def set_answers(registration, people, answers):
    for number, question, value in answers:
        of_one = registration.answers.filter(companion=people[number], question=question)
        if value is None:
            of_one.delete()
        elif not of_one.update(value=value):
            registration.answers.create(companion=people[number], question=question, value=value)


def set_seats(registration, seats, by):
    """A party grows only while seats are free and nobody waits, unless an organiser says so."""
    before = registration.seats
    if seats == before:
        return
    demand_share(registration, seats)
    if seats > before and registration.state != State.PENDING:
        demand_room(registration, seats - before, by)
    held = seats if registration.state == State.CONFIRMED else 0
    least = min(registration.seats_least, seats)
    move(registration, "change", registration.state, held=held, by=by, seats=seats, seats_least=least)
    if seats < before:
        promote(form_pk=registration.form_id)


def demand_room(registration, more, by):
    form = registration.form
    somebody_waits = form.registrations.waiting().exists()
    if form.free_now() < more or (somebody_waits and by is None):
        raise Refused(_("There is no further place; yours stay."))

"""A registration in another state: its seats, the step that is written down, and the mail that tells of it.

The form is locked by whoever calls. Nothing else changes the state of a registration.
"""

from publishing.refusals import Overtaken
from workshops.models import HOLDING, Registration, RegistrationState, RegistrationStep
from workshops.registering.seats import free, hold
from workshops.registering.telling import write

CAME_OR_NOT = (RegistrationState.ATTENDED, RegistrationState.ABSENT)
NO_OFFER = {"offer_until": None}
FOLLOWED_BY = []  # what else follows a step, in its transaction; each takes the registration and the step


def move(registration, step, target, *, held=0, by=None, reason="", **values):
    """Bring a registration into a state in which it holds so many seats; returns the step.

    Seats that it held and holds no more are free afterwards; seats that it did not hold are taken, or Full is raised.
    """
    source, before = registration.state, registration.held
    held = held if target in HOLDING else 0
    if held > before:
        hold(registration.form, held - before)
    elif held < before:
        free(registration.form, before - held)
    registration.bumps += changes_a_calendar(registration, target)
    registration.state, registration.held, registration.reason = target, held, reason
    for name, value in (NO_OFFER | values).items():
        setattr(registration, name, value)
    registration.save()
    taken = RegistrationStep.objects.create(
        registration=registration, step=step, source=source, target=target, by=by, reason=reason
    )
    write(registration, taken)
    for follow in FOLLOWED_BY:
        follow(registration, taken)
    return taken


def changes_a_calendar(registration, target):
    """Whether the participant's own calendar holds the event already and is to say something else now."""
    if target == RegistrationState.WITHDRAWN:
        return registration.state == RegistrationState.CONFIRMED
    stays = registration.state in (RegistrationState.CONFIRMED, *CAME_OR_NOT)
    return target == RegistrationState.CONFIRMED and registration.bumps > 0 and not stays


def locked_registration(form, pk):
    """One registration of a locked form as it stands now, locked too."""
    registration = Registration.objects.select_for_update(of=("self",)).select_related("person").get(pk=pk, form=form)
    registration.form = form
    return registration


def demand(registration, sources, sentence):
    """Raise Overtaken with the sentence where the registration is in none of these states."""
    if registration.state not in sources:
        raise Overtaken(sentence)

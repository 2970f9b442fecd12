"""Where somebody stands in line."""

from workshops.models import RegistrationState


def place_in_line(registration):
    """1 for the first in line; None where it does not wait."""
    if registration.state != RegistrationState.WAITING:
        return None
    waiting = list(registration.form.registrations.waiting().values_list("pk", flat=True))
    return waiting.index(registration.pk) + 1 if registration.pk in waiting else None

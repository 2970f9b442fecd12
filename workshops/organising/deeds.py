"""What organisers do with registrations: one table, asked by the page of one and by the buttons for many."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from publishing.refusals import Refused
from workshops.models import RegistrationState as State
from workshops.registering import steps


@dataclass(frozen=True)
class Deed:
    """A step by hand: from which states, whether it needs a reason, and what the page says of it."""

    name: str
    label: str
    sources: tuple[str, ...]
    do: Callable
    explain: str
    reason: bool = True
    is_hard: bool = False  # somebody loses something by it

    def take(self, registration, by, reason):
        given = {"reason": reason} if self.reason else {}
        return self.do(registration=registration, by=by, **given)


DEEDS = {
    deed.name: deed
    for deed in (
        Deed(
            "approve", pgettext_lazy("registration", "Approve"), (State.PENDING,), steps.approve,
            _("It goes into line and gets a place at once where one is free."), reason=False,
        ),
        Deed(
            "offer", pgettext_lazy("registration", "Offer a place out of order"), (State.WAITING,), steps.offer,
            _("The free places are offered to this one, before those who stand in front."),
        ),
        Deed(
            "restore", pgettext_lazy("registration", "Take back into line"), (State.WITHDRAWN, State.REJECTED),
            steps.restore, _("It stands at the end of the line; where places are free, it gets one at once."),
        ),
        Deed(
            "reject", pgettext_lazy("registration", "Do not accept"), (State.PENDING, State.WAITING), steps.reject,
            _("The person is told, with your reason."), is_hard=True,
        ),
        Deed(
            "withdraw", pgettext_lazy("registration", "Take off the list"),
            (State.PENDING, State.WAITING, State.OFFERED, State.CONFIRMED), steps.withdraw,
            _("The person is told, with your reason; the places go to the next in line."), is_hard=True,
        ),
    )
}  # fmt: skip


def deeds_for(registration):
    return [deed for deed in DEEDS.values() if registration.state in deed.sources]


def take_for_many(*, deed, registrations, by, reason):
    """Each by itself, so that one refusal holds up no other. Returns (how many, [(registration, why not)])."""
    number, refused = 0, []
    for registration in registrations:
        try:
            deed.take(registration, by, reason)
            number += 1
        except Refused as error:
            refused.append((registration, str(error)))
    return number, refused

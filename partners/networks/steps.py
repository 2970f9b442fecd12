"""The steps of a membership, of an organisation or a network: one table says where they lead and who takes them."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partners.models import NetworkMembership
from partners.networks.rights import speaks_above, speaks_below

State = NetworkMembership.State
ABOVE, BELOW, ASKED = "above", "below", "asked"  # the network, its member, whichever of the two was asked


@dataclass(frozen=True)
class Step:
    name: str
    label: str
    sources: tuple[str, ...]  # empty: it begins the membership
    target: str
    side: str  # who takes it; the other side is told
    reason: bool = False
    explain: str = ""
    done: str = ""  # what the person reads after it


STEPS = {
    step.name: step
    for step in (
        Step(
            "ask", _("Ask to join"), (), State.ASKED, BELOW,
            done=_("The request is on its way; the coordinator of the network answers it."),
        ),
        Step(
            "invite", pgettext_lazy("network", "Invite"), (), State.INVITED, ABOVE,
            done=_("The invitation is on its way."),
        ),
        Step(
            "accept", pgettext_lazy("membership", "Accept"), (State.ASKED, State.INVITED), State.ACTIVE, ASKED,
            explain=_("The membership begins today and stands on the public page of the network."),
            done=_("Accepted. The membership begins today."),
        ),
        Step(
            "decline", pgettext_lazy("membership", "Decline"), (State.ASKED, State.INVITED), State.DECLINED, ASKED,
            reason=True,
            explain=_("The other side reads your reason. It may ask again later."),
            done=_("Declined; the other side was told, with your reason."),
        ),
        Step(
            "leave", _("Leave the network"), (State.ACTIVE,), State.LEFT, BELOW,
            explain=_("The membership ends today; the network is told."),
            done=_("The membership has ended."),
        ),
        Step(
            "end", _("End the membership"), (State.ACTIVE,), State.LEFT, ABOVE, reason=True,
            explain=_("The membership ends today; the member is told, with your reason."),
            done=_("The membership has ended; the member was told."),
        ),
    )
}  # fmt: skip


def side_of(step, row):
    """Which side takes the step."""
    if step.side != ASKED:
        return step.side
    return ABOVE if row.state == State.ASKED else BELOW


def is_allowed(step, row, person):
    return (speaks_above if side_of(step, row) == ABOVE else speaks_below)(person, row)


def steps_for(row, person):
    """What the person may do now with a membership."""
    return [step for step in STEPS.values() if row.state in step.sources and is_allowed(step, row, person)]


def steps_from(row, *sides):
    """The same for whoever is known to speak for these sides, without asking again."""
    return [step for step in STEPS.values() if row.state in step.sources and side_of(step, row) in sides]

"""Duties of signatories: when they are due, and what follows where they are not met."""

from dataclasses import dataclass
from itertools import count

from catalogue.dates import add_months
from plans.figures.calendar_dates import add_days

REMINDED = (60, 14)  # days before
GRACE = 30  # days from the notice until the signature is on hold
PATIENCE = 24  # months on hold until it lapses


@dataclass(frozen=True)
class Turn:
    """One day of a duty: `number` is 1 for the first one."""

    number: int
    due: object  # datetime.date


def turns(anchor, months, every, until):
    """The turns of a duty up to a day, both ends in; always counted from the anchor, the day of the mandate.

    `every` is None for a duty that is due once.
    """
    for number in count(1):
        if number > 1 and not every:
            return
        due = add_months(anchor, months + (number - 1) * (every or 0))
        if due > until:
            return
        yield Turn(number, due)
        if due.year == due.max.year and due == due.max:
            return


def reminder_days(due):
    return tuple(add_days(due, -days) for days in REMINDED)


def notice_day(due):
    """The day after, from which a written notice is given."""
    return add_days(due, 1)


def hold_day(noticed_on):
    """The day on which the signature goes on hold if the duty is still not met."""
    return add_days(noticed_on, GRACE)


def lapse_day(held_since):
    """The day on which a signature that is still on hold lapses."""
    return add_months(held_since, PATIENCE)

"""How far an action should be by today, and what its progress means beside that."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from catalogue.dates import last_day
from plans.figures.calendar_dates import period
from plans.figures.progress import EQUAL, action_progress, mean, weights, whole_percent

TOLERANCE = 20  # per cent points that an action may stay behind


class Flag(StrEnum):
    DONE = "done"
    LATE = "late"
    BEHIND = "behind"
    ON_TIME = "on_time"
    NOT_BEGUN = "not_begun"
    DROPPED = "dropped"
    NO_PERIOD = "no_period"  # nothing can be expected without a period


@dataclass(frozen=True)
class Expected:
    """What is expected of several actions; `value` is None where none has a period. without_period: left out of it."""

    value: Fraction | None
    without_period: int

    @property
    def shown(self):
        return whole_percent(self.value)


def expected(action, today):
    """Days elapsed / days in per cent, both ends in, partial dates from first to last day; None without a period."""
    days = period(action.start, action.end)
    return Fraction(100 * days.elapsed(today), days.days) if days else None


def plan_expected(actions, today, weighting=EQUAL):
    """`Expected` of the actions that are not dropped, with the weights of their progress."""
    pairs = zip(actions, weights(actions, weighting)[0], strict=True)
    kept = [(expected(action, today), weight) for action, weight in pairs if not action.dropped]
    known = [(value, weight) for value, weight in kept if value is not None]
    weighed = any(weight for _value, weight in known)
    return Expected(mean(known) if weighed else None, len(kept) - len(known))


def flag(action, today):
    """The `Flag` of an action today. Late: its end is past. Behind: more than 20 points less than expected."""
    if action.dropped:
        return Flag.DROPPED
    reached, due = action_progress(action) or 0, expected(action, today)
    if reached == 100:
        return Flag.DONE
    if action.end and last_day(action.end) < today:
        return Flag.LATE
    if due is None:
        return Flag.NO_PERIOD
    if not due and not reached:
        return Flag.NOT_BEGUN
    return Flag.BEHIND if reached < due - TOLERANCE else Flag.ON_TIME

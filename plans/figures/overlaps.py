"""Actions that come after others: where they begin too early, and where they wait for one another in a circle."""

from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from plans.figures.calendar_dates import period


@dataclass(frozen=True)
class Overlap:
    """The action `action` comes after the action `before`, yet begins on its last day or earlier."""

    action: str
    before: str


def overlaps(actions):
    """Every `Overlap`, in the order of the actions; of what has no period nothing can be said."""
    periods = {action.key: period(action.start, action.end) for action in actions}
    return [
        Overlap(action.key, before)
        for action in actions
        for before in action.after
        if periods[action.key] and periods.get(before) and periods[action.key].first <= periods[before].last
    ]


def circle(actions):
    """The keys of a circle of actions, each before the next and the last before the first; () where there is none.

    Of several circles one is named. What comes after an action that is not given waits for nothing.
    """
    known = {action.key for action in actions}
    waiting = {action.key: [before for before in action.after if before in known] for action in actions}
    try:
        TopologicalSorter(waiting).prepare()
    except CycleError as error:
        return tuple(error.args[1][:-1])
    return ()

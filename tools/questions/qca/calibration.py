"""From what was measured to memberships in sets, and what may be wrong on the way."""

from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _

from tools.asking.words import number
from tools.methods import MethodError, qca

CRISP, DIRECT, FUZZY = "crisp", "direct", "fuzzy"
ANCHORS = ("full_out", "crossover", "full_in")
TABLES = {"conditions": "values", "outcome": "outcomes"}  # the table of each listing
TOLERANCE = 1e-9
MOST_CELLS = 20  # wrong cells named one by one


@dataclass(frozen=True)
class Measured:
    """One condition, or the outcome: its name, how it is read, its anchors and its values (cases,)."""

    listing: str
    place: int  # on its listing
    name: str
    how: str
    anchors: tuple
    values: np.ndarray

    @property
    def is_complete(self):
        return self.how != DIRECT or None not in self.anchors

    @property
    def is_ordered(self):
        out, crossover, full = self.anchors
        return out < crossover < full or out > crossover > full

    def memberships(self):
        """Raises MethodError where the anchors neither rise nor fall."""
        if self.how != DIRECT:
            return self.values
        return qca.calibrate(self.values, **dict(zip(ANCHORS, self.anchors, strict=True)))

    def moved(self, anchor, step):
        """The same with one anchor moved by a share of the distance from full out to full in."""
        anchors = list(self.anchors)
        anchors[anchor] += step * abs(self.anchors[2] - self.anchors[0])
        return Measured(self.listing, self.place, self.name, self.how, tuple(anchors), self.values)


def measured_columns(inputs):
    """All conditions, and the outcome last."""
    return [column for listing in TABLES for column in _columns(inputs, listing)]


def _columns(inputs, listing):
    values = inputs.matrix(TABLES[listing])
    for place, item in enumerate(inputs.lists[listing]):
        anchors = tuple(item.get(anchor) for anchor in ANCHORS)
        yield Measured(listing, place, item["name"], item.get("how") or CRISP, anchors, values[:, place])


def sets_of(columns):
    """Memberships of the cases in the conditions (n, k), and in the outcome (n,)."""
    found = [column.memberships() for column in columns]
    return np.column_stack(found[:-1]), found[-1]


# What may be wrong


def calibration_problems(inputs):
    """All problems, as (place, sentence)."""
    found = []
    for column in measured_columns(inputs):
        wrong = list(_anchor_problems(column)) or list(_value_problems(column, inputs.names("cases")))
        found += wrong or list(_halves(column, inputs.names("cases")))
    return found


def _anchor_problems(column):
    if not column.is_complete:
        missing = next(anchor for anchor, value in zip(ANCHORS, column.anchors, strict=True) if value is None)
        text = _(
            "“%(name)s”: write the three anchors. Its values run from %(low)s to %(high)s: from where on is a case "
            "fully out, where is the crossover, from where on is it fully in?"
        )
        said = {"low": number(column.values.min()), "high": number(column.values.max())}
        yield (column.listing, column.place, missing), text % {"name": column.name, **said}
    elif column.how == DIRECT and not column.is_ordered:
        text = _(
            "“%(name)s”: the crossover must lie between the other two anchors. Let the anchors rise, or fall if low "
            "values belong to the set."
        )
        yield (column.listing, column.place, "crossover"), text % {"name": column.name}


def _value_problems(column, cases):
    values = column.values
    if column.how == CRISP:
        wrong = ~np.isin(values, (0, 1))
        text = _(
            "Row “%(row)s”, column “%(column)s”: %(value)s is neither 1 (yes) nor 0 (no). Correct it, or choose "
            "anchors for this column."
        )
    elif column.how == FUZZY:
        wrong = (values < 0) | (values > 1)
        text = _(
            "Row “%(row)s”, column “%(column)s”: %(value)s is no membership from 0 to 1. Correct it, or choose anchors "
            "for this column."
        )
    else:
        return
    for row in np.flatnonzero(wrong)[:MOST_CELLS]:
        said = {"row": cases[row], "column": column.name, "value": number(values[row])}
        yield (TABLES[column.listing], int(row), column.place), text % said


def _halves(column, cases):
    """A case at .5 of a condition belongs to no row of the truth table."""
    if column.listing == "outcome":
        return
    for row in np.flatnonzero(np.abs(column.memberships() - 0.5) <= TOLERANCE)[:MOST_CELLS]:
        said = {"row": cases[row], "column": column.name}
        if column.how == DIRECT:
            text = _(
                "Row “%(row)s”, column “%(column)s”: the value lies exactly on the crossover, so the case is neither "
                "in nor out. Move the crossover a little."
            )
            yield (column.listing, column.place, "crossover"), text % said
        else:
            text = _(
                "Row “%(row)s”, column “%(column)s”: with a membership of exactly one half the case is neither in nor "
                "out. Write a little more or less."
            )
            yield (TABLES[column.listing], int(row), column.place), text % said


def moved_sets(columns, place, anchor, step):
    """The sets with one anchor moved; None where it cannot be moved so far, or leaves a case at .5."""
    changed = [column.moved(anchor, step) if i == place else column for i, column in enumerate(columns)]
    if not changed[place].is_ordered:
        return None
    try:
        conditions, outcome = sets_of(changed)
    except MethodError:
        return None
    return None if (np.abs(conditions - 0.5) <= TOLERANCE).any() else (conditions, outcome)

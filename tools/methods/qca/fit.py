"""Calibration, and how well a set fits an outcome."""

import math
from dataclasses import dataclass

import numpy as np

from tools.methods import arguments
from tools.methods.errors import MethodError

TOLERANCE = 1e-9  # of every comparison with a cut-off and with .5
NOISE = 1e-12  # relative: what 1 - y leaves of a difference that is 0 in decimals (.1 and 1 - .9)


@dataclass(frozen=True)
class Necessity:
    """How far the outcome lies within the condition; NaN where 0/0."""

    inclusion: float
    coverage: float
    ron: float


@dataclass(frozen=True)
class Sufficiency:
    """How far the condition lies within the outcome; NaN where 0/0."""

    inclusion: float
    pri: float
    coverage: float


def calibrate(x, *, full_out, crossover, full_in):
    """Memberships by the direct method: .05 at `full_out`, .5 at `crossover`, .95 at `full_in`.

    x: (n,) numbers in any unit, the anchors in the same. Falling anchors calibrate the set "low x". The log odds are
    ln 19 times the distance from the crossover, in units of the distance from there to the anchor on that side.
    Returns (n,). Errors: x as of a table of numbers (`not_numbers`, `shape`, `empty`, `not_finite`, `too_large`) and
    `too_many` cases; the anchors the same, and `order` (names crossover) if they neither rise nor fall strictly.
    Source: Ragin (2008), chapter 5; the exact ln 19 as in Dusa (2019).
    """
    x = arguments.table("x", x, dimensions=1)
    arguments.at_most("x", x.shape[0], "cases")
    out = arguments.number("full_out", full_out)
    middle = arguments.number("crossover", crossover)
    full = arguments.number("full_in", full_in)
    if not (out < middle < full or out > middle > full):
        raise MethodError("crossover", "order", "crossover must lie strictly between full_out and full_in.")
    with np.errstate(over="ignore", under="ignore"):  # anchors side by side, x far away: 0 or 1
        inner = (x > middle) == (full > middle)  # by comparison: a quotient may vanish
        distance = np.where(inner, (x - middle) / (full - middle), (x - middle) / (middle - out))
        return 1.0 / (1.0 + np.exp(-math.log(19.0) * distance))


def necessity(condition, outcome):
    """Is the condition necessary for the outcome?

    condition X, outcome Y: (n,) memberships. Inclusion sum min(X, Y) / sum Y, coverage sum min(X, Y) / sum X, relevance
    (RoN) sum(1 - X) / sum(1 - min(X, Y)); NaN where 0/0.
    Errors: as of `memberships`; `length` (names outcome). Source: Ragin (2008); RoN: Schneider & Wagemann (2012).
    """
    x, y = _pair(condition, outcome)
    both = np.minimum(x, y)
    return Necessity(ratio(both.sum(), y.sum()), ratio(both.sum(), x.sum()), ratio((1.0 - x).sum(), (1.0 - both).sum()))


def sufficiency(condition, outcome):
    """Is the condition sufficient for the outcome?

    condition X, outcome Y: (n,) memberships. Inclusion sum min(X, Y) / sum X, coverage sum min(X, Y) / sum Y, and the
    proportional reduction in inconsistency, PRI,
    (sum min(X, Y) - sum min(X, Y, 1 - Y)) / (sum X - sum min(X, Y, 1 - Y)); NaN where 0/0.
    Errors: as of `memberships`; `length` (names outcome). Source: Ragin (2008); PRI: Schneider & Wagemann (2012).
    """
    x, y = _pair(condition, outcome)
    return fit(x, y)


def fit(x, y):
    """`sufficiency` of arrays that have been looked at."""
    both = np.minimum(x, y).sum()
    won, possible = pri_parts(x, y)
    return Sufficiency(ratio(both, x.sum()), ratio(won.sum(), possible.sum()), ratio(both, y.sum()))


def pri_parts(x, y):
    """Numerator and denominator of PRI, case by case, so that what is 0 stays 0."""
    both = np.minimum(x, y)
    contradictory = np.minimum(both, 1.0 - y)
    parts = both - contradictory, x - contradictory
    return tuple(np.where(part <= NOISE * x, 0.0, part) for part in parts)


def ratio(part, whole):
    """part / whole, NaN for 0/0."""
    return float(part / whole) if whole > 0 else math.nan


def memberships(name, value, dimensions):
    """`value` as memberships: (n,), or (n, k) with 2 dimensions.

    Errors: `not_numbers`, `shape`, `empty`, `not_finite`, `too_large`, `range` (not 0..1), `too_many`.
    """
    array = arguments.table(name, value, dimensions=dimensions, low=0, high=1)
    arguments.at_most(name, array.shape[0], "cases")
    if dimensions == 2:
        arguments.at_most(name, array.shape[1], "conditions")
    return array


def _pair(condition, outcome):
    x = memberships("condition", condition, 1)
    y = memberships("outcome", outcome, 1)
    arguments.length("outcome", y, x.shape[0])
    return x, y

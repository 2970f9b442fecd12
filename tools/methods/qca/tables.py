"""The truth table: which combinations of conditions occur, and whether each is sufficient for the outcome."""

from dataclasses import dataclass

import numpy as np

from tools.methods import arguments
from tools.methods.errors import MethodError
from tools.methods.qca.fit import TOLERANCE, memberships, pri_parts

CODES = np.array(["?", "1", "C", "0"])
REMAINDER, SUFFICIENT, CONTRADICTION, INSUFFICIENT = range(4)
NAMED = 5  # cases that one message names at most


@dataclass(frozen=True)
class Row:
    """One combination. cases: indices of those that belong to it; deviant: those of them with outcome <= .5."""

    configuration: str
    cases: tuple
    n: int
    inclusion: float
    pri: float
    code: str
    deviant: tuple


@dataclass(frozen=True, eq=False)
class TruthTable:
    """conditions (n, k), outcome (n,), the 2**k rows in binary order, and the cut-offs they were coded with."""

    conditions: np.ndarray
    outcome: np.ndarray
    rows: tuple
    cutoff: float
    pri_cutoff: float
    n_cutoff: int


def truth_table(conditions, outcome, *, cutoff=0.8, pri_cutoff=0.0, n_cutoff=1):
    """The truth table of the cases: all 2**k rows in binary order, "00", "01", "10", "11".

    conditions: (n, k) memberships, none of them .5; outcome: (n,) memberships. A case belongs to the one row in which
    its membership is above .5. Inclusion and PRI of a row are those of `sufficiency`, over all cases. Code: fewer than
    `n_cutoff` cases "?"; inclusion >= `cutoff` and PRI >= `pri_cutoff` "1"; else "C" if the row holds cases with and
    without the outcome (> .5), else "0". Comparisons have a tolerance of 1e-9.
    Errors: conditions, outcome as of memberships; conditions `half` (names the cases at .5); outcome `length`;
    cutoff `range` (0 < cutoff <= 1); pri_cutoff `range` (0..1); n_cutoff `not_whole`, `range` (>= 1).
    Source: Ragin (2008), chapter 7; Dusa (2019), chapter 7.
    """
    cases = Cases.of(conditions, outcome)
    cutoff, pri_cutoff, n_cutoff = checked_cutoffs(cutoff, pri_cutoff, n_cutoff)
    inclusion, pri = cases.fit()
    codes = coded(cases.counts(), inclusion, pri, cutoff, pri_cutoff, n_cutoff)
    rows = tuple(cases.row(number, inclusion, pri, codes) for number in range(len(codes)))
    return TruthTable(cases.conditions, cases.outcome, rows, cutoff, pri_cutoff, n_cutoff)


def checked_cutoffs(cutoff, pri_cutoff, n_cutoff):
    """The three cut-offs as numbers. Errors: `range`, `not_whole`, and as of `arguments.number`."""
    return (
        arguments.number("cutoff", cutoff, above=0, high=1),
        arguments.number("pri_cutoff", pri_cutoff, low=0, high=1),
        arguments.whole("n_cutoff", n_cutoff, low=1),
    )


def coded(counts, inclusion, pri, cutoff, pri_cutoff, n_cutoff):
    """The place in `CODES` of each row. counts: cases with and without the outcome, (rows,) each; works on stacks."""
    having, lacking = counts
    sufficient = (inclusion >= cutoff - TOLERANCE) & (pri >= pri_cutoff - TOLERANCE)
    contradictory = (having > 0) & (lacking > 0)
    codes = np.where(sufficient, SUFFICIENT, np.where(contradictory, CONTRADICTION, INSUFFICIENT))
    return np.where(having + lacking < n_cutoff, REMAINDER, codes)


@dataclass(frozen=True, eq=False)
class Cases:
    """The cases, the row each belongs to (n,), and their memberships in all rows (n, 2**k)."""

    conditions: np.ndarray
    outcome: np.ndarray
    home: np.ndarray
    corners: np.ndarray

    @classmethod
    def of(cls, conditions, outcome):
        conditions = memberships("conditions", conditions, 2)
        outcome = memberships("outcome", outcome, 1)
        arguments.length("outcome", outcome, conditions.shape[0])
        _refuse_halves(conditions)
        powers = 2 ** np.arange(conditions.shape[1])[::-1]
        return cls(conditions, outcome, (conditions > 0.5) @ powers, _corners(conditions))

    @property
    def present(self):
        return self.outcome > 0.5 + TOLERANCE

    def counts(self):
        """How many cases of each row have the outcome, and how many have not."""
        size = self.corners.shape[1]
        return tuple(np.bincount(self.home[which], minlength=size) for which in (self.present, ~self.present))

    def parts(self):
        """What inclusion and PRI are sums of, case by case: (n, 2**k) each."""
        outcome = self.outcome[:, None]
        return np.minimum(self.corners, outcome), self.corners, *pri_parts(self.corners, outcome)

    def fit(self):
        """Inclusion and PRI of each row."""
        both, total, won, possible = (part.sum(axis=0) for part in self.parts())
        return ratios(both, total), ratios(won, possible)

    def row(self, number, inclusion, pri, codes):
        mine = np.flatnonzero(self.home == number)
        return Row(
            configuration=format(number, f"0{self.conditions.shape[1]}b"),
            cases=tuple(mine.tolist()),
            n=len(mine),
            inclusion=float(inclusion[number]),
            pri=float(pri[number]),
            code=str(CODES[codes[number]]),
            deviant=tuple(mine[~self.present[mine]].tolist()),
        )


def ratios(part, whole):
    """part / whole for arrays, NaN for 0/0."""
    return np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole > 0)


def _corners(conditions):
    corners = np.ones((conditions.shape[0], 1))
    for column in conditions.T[:, :, None]:
        pair = np.minimum(corners, 1.0 - column), np.minimum(corners, column)
        corners = np.stack(pair, axis=2).reshape(len(column), -1)
    return corners


def _refuse_halves(conditions):
    halves = np.argwhere(np.abs(conditions - 0.5) <= TOLERANCE)
    if not len(halves):
        return
    named = ", ".join(f"case {case} (condition {condition})" for case, condition in halves[:NAMED])
    more = f" and {len(halves) - NAMED} more" if len(halves) > NAMED else ""
    message = f"conditions must not hold a membership of exactly 0.5, which belongs to no row: {named}{more}."
    raise MethodError("conditions", "half", message)

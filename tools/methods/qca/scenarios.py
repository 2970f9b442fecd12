"""Whether the recipes stay the same with other cut-offs and without single cases."""

from dataclasses import dataclass

import numpy as np

from tools.methods import arguments
from tools.methods.qca.covers import Work
from tools.methods.qca.minimisation import prime_implicants, shortest
from tools.methods.qca.tables import REMAINDER, SUFFICIENT, Cases, checked_cutoffs, coded, ratios

BUDGET = 10_000_000  # of all scenarios together: ten seconds or so
MAX_SOLUTIONS = 50  # of a scenario, as in `minimise`
MAX_CUTOFFS = 100


@dataclass(frozen=True)
class Scenario:
    """dropped: the case left out, or None. solutions: tuples of terms, the shortest that tie, at most 50."""

    cutoff: float
    dropped: int | None
    solutions: tuple


def robustness(
    conditions, outcome, *, cutoffs=(0.75, 0.8, 0.85, 0.9), cutoff=0.8, pri_cutoff=0.0, n_cutoff=1, remainders=False
):
    """The solutions with each of the cut-offs, then, with `cutoff`, without each of the cases in turn.

    conditions: (n, k), outcome: (n,), and the options as of `truth_table` and `minimise`; cutoffs: (c,) numbers.
    Returns c + n `Scenario`s.
    Errors: as of `truth_table`; conditions `too_few` (a single case), `too_complex` (all searches together would take
    too long); cutoffs as of a list of numbers, `range` (0 < cutoff <= 1), `too_many` (100); remainders `option`.
    Source: Skaaning (2011), Assessing the robustness of crisp-set and fuzzy-set QCA results.
    """
    cases = Cases.of(conditions, outcome)
    arguments.at_least("conditions", len(cases.outcome), 2, "cases")
    chosen = arguments.table("cutoffs", cutoffs, dimensions=1, above=0, high=1)
    arguments.at_most("cutoffs", len(chosen), "cut-offs", MAX_CUTOFFS)
    cutoff, pri_cutoff, n_cutoff = checked_cutoffs(cutoff, pri_cutoff, n_cutoff)
    remainders = arguments.flag("remainders", remainders)
    search = _Search(remainders)
    whole = cases.counts(), *cases.fit()
    scenarios = [
        Scenario(float(other), None, search.solutions(coded(*whole, other, pri_cutoff, n_cutoff))) for other in chosen
    ]
    without = coded(*_without_each(cases), cutoff, pri_cutoff, n_cutoff)
    scenarios += [Scenario(cutoff, case, search.solutions(codes)) for case, codes in enumerate(without)]
    return tuple(scenarios)


class _Search:
    """Solutions by the codes of the rows; what was searched once is not searched again."""

    def __init__(self, remainders):
        self.remainders = remainders
        self.work = Work("conditions", BUDGET)
        self.known = {}

    def solutions(self, codes):
        sufficient, free = codes == SUFFICIENT, (codes == REMAINDER) & self.remainders
        key = sufficient.tobytes(), free.tobytes()
        if key not in self.known:
            primes, covers = prime_implicants(sufficient, free)
            self.known[key], _truncated = shortest(primes, covers, MAX_SOLUTIONS, self.work)
        return self.known[key]


def _without_each(cases):
    """Counts, inclusion and PRI of each row without each case: (n, 2**k) each."""
    size = cases.corners.shape[1]
    own = cases.home[:, None] == np.arange(size)
    counts = tuple(
        np.bincount(cases.home[which], minlength=size) - own * which[:, None]
        for which in (cases.present, ~cases.present)
    )
    both, total, won, possible = (_sums_without_each(part) for part in cases.parts())
    return counts, ratios(both, total), ratios(won, possible)


def _sums_without_each(part):
    """Sum over all cases but one, for each: what stands before it and what after, so that nothing cancels out."""
    nothing = np.zeros((1, part.shape[1]))
    before = np.concatenate([nothing, np.cumsum(part[:-1], axis=0)])
    after = np.concatenate([np.cumsum(part[:0:-1], axis=0)[::-1], nothing])
    return before + after

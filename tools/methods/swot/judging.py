"""What several judges think of a SWOT: of its groups, of the items of each list, and what hangs on one of them."""

from dataclasses import dataclass

import numpy as np

from tools.methods import arguments
from tools.methods.composite.weighting import budget_weights
from tools.methods.decision.pairwise import Ahp, ahp
from tools.methods.errors import MethodError
from tools.methods.swot.priorities import GROUPS, Awot, Tows, awot, mapping, tows


@dataclass(frozen=True, eq=False)
class Judged:
    """Priorities (n,) with sum 1 that judges gave to n things.

    counted and left_out: the numbers of the judges on whom they rest, and of those who left something open. found: of
    judgements in pairs the joint `Ahp`, else None.
    """

    weights: np.ndarray
    counted: tuple
    left_out: tuple
    found: Ahp | None


@dataclass(frozen=True, eq=False)
class Swot:
    """`Judged` of the groups, {group: `Judged`} of the lists, their `Awot`, and `Tows` or, without strengths, None."""

    groups: Judged
    factors: dict
    awot: Awot
    tows: Tows | None


def judged(judgements, *, max_cr=0.10):
    """What judges think of n things: by pairs, or by points that they share out.

    judgements: (judges, n, n) how many times as much the thing of the row weighs as that of the column, > 0, read above
    the diagonal only, n <= 15; or (judges, n) points >= 0, n <= 50. NaN = left open. Of pairs, a judge counts who
    answered them all: the geometric mean of the judges, principal eigenvector, consistency ratio (as `decision.ahp`).
    Of points, a judge counts who gave any: each one's points become shares of their own sum, and the mean of the
    shares counts. A single thing weighs 1, whatever was said. Returns `Judged`.
    Errors: `nobody` (no judge counts), `shape`, `range`, `too_many` and as of `arguments.table`.
    Source: Kurttila, Pesonen, Kangas and Kajanus (2000); Aczél and Saaty (1983).
    """
    return _judged("judgements", judgements, max_cr)


def _judged(name, value, max_cr):
    table = arguments.table(name, value, dimensions=(2, 3), missing=True, low=0)
    arguments.at_most(name, len(table), "respondents")
    if table.shape[-1] == 1:
        return Judged(np.ones(1), tuple(range(len(table))), (), None)
    return _of_pairs(name, table, max_cr) if table.ndim == 3 else _of_points(name, table)


def _of_pairs(name, table, max_cr):
    count = table.shape[-1]
    if table.shape[-2] != count:
        raise MethodError(name, "shape", f"{name} must have as many rows as columns.")
    arguments.at_most(name, count, "ahp_elements")
    pairs = table[:, *np.triu_indices(count, 1)]
    arguments.within(name, pairs, low=1 / arguments.LARGEST)
    counted, left_out = _who_counts(name, ~np.isnan(pairs).any(axis=1))
    found = ahp(_reciprocal(pairs[list(counted)], count), max_cr=max_cr)
    return Judged(found.weights, counted, left_out, found)


def _reciprocal(pairs, count):
    """The whole matrices of what stands above their diagonals, row by row: (judges, n, n)."""
    rows, columns = np.triu_indices(count, 1)
    matrices = np.ones((len(pairs), count, count))
    matrices[:, rows, columns], matrices[:, columns, rows] = pairs, 1 / pairs
    return matrices


def _of_points(name, table):
    arguments.at_most(name, table.shape[1], "swot_items")
    points = np.nan_to_num(table)
    counted, left_out = _who_counts(name, points.any(axis=1))
    return Judged(budget_weights(points[list(counted)]), counted, left_out, None)


def _who_counts(name, whole):
    """The numbers of the judges who answered all, and those of the others."""
    if not whole.any():
        raise MethodError(name, "nobody", f"{name} must hold at least one judge who answered all, but there is none.")
    return tuple(np.flatnonzero(whole).tolist()), tuple(np.flatnonzero(~whole).tolist())


def consistent_judges(judgements, *, max_cr=0.10):
    """How many of the judges who compared all pairs do not contradict themselves: consistency ratio at most max_cr.

    judgements: (judges, n, n) as of `judged`. Errors: as of `judged`.
    """
    table = np.asarray(judgements)
    return sum(_is_consistent(table[judge], max_cr) for judge in judged(judgements, max_cr=max_cr).counted)


def _is_consistent(one, max_cr):
    found = judged(one[None], max_cr=max_cr).found
    return found is None or bool(found.consistent)


def judged_swot(groups, factors, strength=None, *, max_cr=0.10):
    """Priorities of the groups and of the items as the judges see them, and what they call for.

    groups: judgements of S W O T in this order, as of `judged`. factors: {"S": judgements, …} for all four, each by
    pairs or by points. strength: as of `tows`. Returns `Swot`.
    Errors: as of `judged`, `awot` and `tows`; `missing_group` (factors).
    """
    factors = mapping("factors", factors, GROUPS)
    if len(factors) < len(GROUPS):
        raise MethodError("factors", "missing_group", f"factors must hold all of the groups {', '.join(GROUPS)}.")
    whole = _judged("groups", groups, max_cr)
    if len(whole.weights) != len(GROUPS):
        raise MethodError("groups", "length", "groups must hold judgements of the four groups S, W, O, T.")
    lists = {group: _judged("factors", table, max_cr) for group, table in factors.items()}
    shares = dict(zip(GROUPS, whole.weights, strict=True))
    found = awot(shares, {group: one.weights for group, one in lists.items()})
    return Swot(whole, lists, found, None if strength is None else tows(found.weights, strength))


def without_each_judge(groups, factors, strength=None, *, max_cr=0.10):
    """The `Swot` without the first judge, without the second, …: (judges,); None where nobody would be left.

    Arguments and errors: as of `judged_swot`; every table holds the same judges, in the same order.
    """
    judged_swot(groups, factors, strength, max_cr=max_cr)  # refuses what is wrong with the whole
    groups, factors = np.asarray(groups), {group: np.asarray(table) for group, table in factors.items()}
    if any(len(table) != len(groups) for table in factors.values()):
        raise MethodError("factors", "length", "factors must hold as many judges as the argument groups.")

    def without(judge):
        rest = {group: np.delete(table, judge, axis=0) for group, table in factors.items()}
        try:
            return judged_swot(np.delete(groups, judge, axis=0), rest, strength, max_cr=max_cr)
        except MethodError as error:
            if error.code in {"nobody", "empty"}:
                return None
            raise

    return tuple(without(judge) for judge in range(len(groups)))

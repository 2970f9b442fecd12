"""What the residents of a place could buy there, and what the shops there sell."""

from dataclasses import dataclass

import numpy as np

from tools.methods import arguments
from tools.methods.errors import MethodError


@dataclass(frozen=True, eq=False)
class Gap:
    """Per branch (branches,): what residents could spend, what is sold beyond it, and what that means in people.

    potential and balance are money, pull_factor a ratio, captured_population people, floor_space square metres (None
    if the turnover per m2 is not given).
    """

    potential: np.ndarray
    balance: np.ndarray
    pull_factor: np.ndarray
    captured_population: np.ndarray
    floor_space: np.ndarray | None


@np.errstate(over="ignore", under="ignore")  # what overflows is refused, what is too small for a float is 0
def gap(actual, *, population, spend_per_head, income_ratio=1.0, turnover_per_m2=None):
    """How much of its residents' spending a place holds, branch by branch.

    potential = population * spend_per_head * income_ratio; balance = actual - potential (negative: money leaks out);
    pull_factor = actual / potential (above 1: customers come from outside); captured_population = pull_factor *
    population, the people whose spending the branch holds; floor_space = (potential - actual) / turnover_per_m2
    (negative: more is sold than the residents need). Where the potential is 0, pull factor and captured population
    are NaN.

    actual: turnover of the place, >= 0, spend_per_head: >= 0, not all 0, and turnover_per_m2: > 0, per year in the same
    currency; each a number or (branches,). population: residents, > 0. income_ratio: income per head here over that of
    the area that spend_per_head describes, > 0. The result is (branches,), also for one branch.
    Errors: `range`, `length`, `all_zero` (spend_per_head), `too_small` (an amount so small that a ratio would pass all
    bounds: spend_per_head, turnover_per_m2) and as of `arguments.table`.
    Source: trade area analysis; Hustedde, Shaffer and Pulver (1984).
    """
    population = arguments.number("population", population, above=0)
    income_ratio = arguments.number("income_ratio", income_ratio, above=0)
    actual, spend_per_head, turnover_per_m2 = _by_branch(
        actual=arguments.table("actual", actual, dimensions=(0, 1), low=0),
        spend_per_head=arguments.table("spend_per_head", spend_per_head, dimensions=(0, 1), low=0),
        turnover_per_m2=None
        if turnover_per_m2 is None
        else arguments.table("turnover_per_m2", turnover_per_m2, dimensions=(0, 1), above=0),
    )
    if not spend_per_head.any():
        message = "spend_per_head must be greater than 0 in at least one branch, else there is no potential at all."
        raise MethodError("spend_per_head", "all_zero", message)
    potential = population * spend_per_head * income_ratio
    pull_factor = np.full(actual.shape, np.nan)
    _divide("spend_per_head", actual, potential, pull_factor)
    balance = actual - potential
    floor_space = None
    if turnover_per_m2 is not None:
        floor_space = _divide("turnover_per_m2", 0.0 - balance, turnover_per_m2, np.empty(actual.shape))
    captured = _finite("spend_per_head", pull_factor * population)
    return Gap(potential, balance, pull_factor, captured, floor_space)


def _by_branch(**amounts):
    """The amounts, numbers repeated for each branch; None stays. Error: `length`."""
    branches = max([array.size for array in amounts.values() if array is not None and array.ndim], default=1)
    for name, array in amounts.items():
        if array is not None and array.ndim:
            arguments.length(name, array, branches)
    return [None if array is None else array + np.zeros(branches) for array in amounts.values()]


def _divide(name, above, below, out):
    """`above` / `below` where that is more than 0. Error: `too_small`."""
    np.divide(above, below, out=out, where=below > 0)
    return _finite(name, out)


def _finite(name, array):
    if np.isinf(array).any():
        raise MethodError(name, "too_small", f"{name} is so small that the ratio to it is beyond all numbers.")
    return array

"""The sectors of a local economy beside those of the nation."""

from dataclasses import dataclass

import numpy as np

from tools.methods import arguments
from tools.methods.errors import MethodError


@dataclass(frozen=True, eq=False)
class ShiftShare:
    """Per sector (s,): what national growth, the national growth of the sector and the rest explain of the change."""

    national: np.ndarray
    mix: np.ndarray
    competitive: np.ndarray
    change: np.ndarray


def location_quotient(local, national, *, totals=None):
    """Each sector's share of local employment over its share of national employment: (s,); above 1 = concentrated.

    local, national: (s,) employment or any other size, >= 0. NaN for a sector that exists in neither. totals: (2,),
    > 0, those of the place and of the nation where the sectors are not all; None = the sums of the sectors.
    Errors: `local`, `national` as of `arguments.table`, and `too_many`, `length`, `zero_sum`; `national` `zero` (none
    where there is some locally), `too_small` (next to nothing where there is some locally); `totals` as of
    `arguments.table`, and `length`.
    Source: Florence 1939; Isard 1960.
    """
    local, national = _sectors(local=local, national=national)
    for name, sizes in (("local", local), ("national", national)):
        if sizes.max() == 0:
            raise MethodError(name, "zero_sum", f"{name} must hold at least one sector greater than 0.")
    if ((national == 0) & (local > 0)).any():
        raise MethodError("national", "zero", "national must be greater than 0 in every sector that exists locally.")
    whole, nation = _totals(totals, local, national)
    here, there = local / whole, national / nation
    with np.errstate(all="ignore"):
        result = np.where(local > 0, here / there, 0.0)
    if not np.isfinite(result).all():
        raise MethodError("national", "too_small", "national is too small in a sector that exists locally.")
    return np.where(national > 0, result, np.nan)


def shift_share(local0, local1, national0, national1, *, totals=None):
    """The change of each sector between two times, taken apart; the three parts sum to the change.

    local0, local1, national0, national1: (s,) employment or any other size at time 0 and 1, >= 0, national0 > 0. The
    nation needs no common unit with the place. With G the growth of all sectors of the nation and g_i that of one:
    national = e0 G, mix = e0 (g_i - G), competitive = e1 - e0 (1 + g_i), change = e1 - e0. totals: (2,), > 0, those of
    the nation at time 0 and 1, of which G is the growth, where the sectors are not all; None = the sums of the sectors.
    Errors: each as of `arguments.table`, and `too_many`, `length`; `national0` `too_small` (growth beyond 1e15);
    `totals` as of `arguments.table`, and `length`.
    Source: Dunn 1960.
    """
    local0, local1, national0, national1 = _sectors(
        local0=local0, local1=local1, national0=national0, national1=national1
    )
    if (national0 == 0).any():
        raise MethodError("national0", "range", "national0 must hold only numbers greater than 0.")
    before, after = _totals(totals, national0, national1)
    with np.errstate(over="ignore"):
        factors = national1 / national0
        overall = after / before
    if max(factors.max(), overall) > arguments.LARGEST:
        raise MethodError("national0", "too_small", "national0 is too small beside national1 to speak of growth.")
    national = local0 * (overall - 1)
    mix = local0 * (factors - overall)
    return ShiftShare(national, mix, local1 - local0 * factors, local1 - local0)


def _totals(totals, first, second):
    """The two given totals, or the sums of the sectors."""
    if totals is None:
        return first.sum(), second.sum()
    given = arguments.table("totals", totals, dimensions=1, above=0)
    arguments.length("totals", given, 2)
    return given


def _sectors(**sizes):
    """The named arguments as arrays of the same number of sectors, all >= 0."""
    arrays = []
    for name, value in sizes.items():
        array = arguments.table(name, value, dimensions=1, low=0)
        arguments.at_most(name, len(array), "sectors")
        if arrays:
            arguments.length(name, array, len(arrays[0]))
        arrays.append(array)
    return arrays

"""Indicators bent by a few extreme values: how to notice them, and how to draw them in."""

from dataclasses import dataclass

import numpy as np

from tools.methods import arguments
from tools.methods.composite.columns import checked_values, standardised

SKEWNESS = 2.0
KURTOSIS = 3.5


@dataclass(frozen=True, eq=False)
class Outliers:
    """Per indicator: skewness, excess kurtosis, and whether both are beyond their limits; three (k,)."""

    skewness: np.ndarray
    kurtosis: np.ndarray
    flagged: np.ndarray


@dataclass(frozen=True, eq=False)
class Winsorised:
    """The new values (units, indicators), and each changed cell as (row, column, old value, new value)."""

    values: np.ndarray
    replaced: tuple


def outliers(values, *, skewness=SKEWNESS, kurtosis=KURTOSIS):
    """Which indicators have extreme values: |skewness| and excess kurtosis both beyond the limits.

    values: (units, indicators), NaN = missing. The two coefficients are the bias-corrected G1 and G2 (Joanes & Gill
    1998), the rule that of OECD/JRC. Fewer than four values, or all of them equal: NaN and not flagged.
    Errors: `values` as of `checked_values`; `skewness` (>= 0), `kurtosis` as of `arguments.number`.
    """
    table = checked_values(values)
    skewness = arguments.number("skewness", skewness, low=0)
    kurtosis = arguments.number("kurtosis", kurtosis)
    return _outliers(table, skewness, kurtosis)


def winsorise(values, *, max_points=5):
    """Extreme values drawn in: while an indicator is flagged by `outliers`, its largest value becomes the next one.

    values: (units, indicators), NaN = missing. One step sets all cells with the largest value (the smallest, if the
    skewness is negative) to the next value of the column; up to `max_points` steps per indicator. Each changed cell is
    listed once, with its first and its last value, column by column in the order of change.
    Errors: `values` as of `checked_values`; `max_points` `not_whole`, `range` (below 0).
    Source: OECD/JRC handbook (Nardo et al. 2008), step 3.
    """
    table = checked_values(values)
    max_points = arguments.whole("max_points", max_points, low=0)
    replaced = []
    for column, numbers in enumerate(table.T):
        before = numbers.copy()
        rows = _draw_in(numbers, max_points)
        replaced.extend((row, column, float(before[row]), float(numbers[row])) for row in rows)
    return Winsorised(table, tuple(replaced))


def _draw_in(numbers, max_points):
    """Winsorise one column in place; the rows changed, in the order of their first change."""
    rows = {}
    for _step in range(max_points):
        found = _outliers(numbers[:, None], SKEWNESS, KURTOSIS)
        if not found.flagged[0]:
            break
        sign = np.sign(found.skewness[0])
        extreme = sign * numbers == np.fmax.reduce(sign * numbers)
        numbers[extreme] = sign * np.fmax.reduce(sign * numbers[~extreme])
        rows.update(dict.fromkeys(np.flatnonzero(extreme).tolist()))
    return tuple(rows)


def _outliers(table, skewness, kurtosis):
    standard = standardised(table)
    counts = (~np.isnan(table)).sum(axis=0)
    n = np.where(counts < 4, np.nan, counts)
    biased_skewness = np.sqrt(n) * (standard**3).sum(axis=0, where=~np.isnan(table))
    biased_kurtosis = n * (standard**4).sum(axis=0, where=~np.isnan(table)) - 3
    g1 = biased_skewness * np.sqrt(n * (n - 1)) / (n - 2)
    g2 = (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * biased_kurtosis + 6)
    return Outliers(g1, g2, (np.abs(g1) > skewness) & (g2 > kurtosis))

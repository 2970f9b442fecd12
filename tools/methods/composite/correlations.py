"""Which indicators say nearly the same."""

import numpy as np

from tools.methods.composite.columns import checked_values, standardised


def correlation(values):
    """Pearson's r between indicators: (k, k).

    values: (units, indicators), NaN = missing; each r is taken over the units that have both. NaN where one of the two
    does not vary there, also on the diagonal. Errors: `values` as of `checked_values`.
    """
    table = checked_values(values)
    count = table.shape[1]
    result = np.empty((count, count))
    for column in range(count):
        result[column, column:] = result[column:, column] = _with_later(table, column)
    return result


def common_units(values):
    """How many units have both of two indicators, so over how many each `correlation` is taken: (k, k).

    values: (units, indicators), NaN = missing. Errors: `values` as of `checked_values`.
    """
    present = (~np.isnan(checked_values(values))).astype(float)
    return present.T @ present


def _with_later(table, column):
    """r of one column with itself and with those after it."""
    one, others = table[:, [column]], table[:, column:]
    both = ~np.isnan(one) & ~np.isnan(others)
    products = standardised(np.where(both, one, np.nan)) * standardised(np.where(both, others, np.nan))
    r = np.clip(products.sum(axis=0, where=both), -1.0, 1.0)
    r[0] = np.nan if np.isnan(r[0]) else 1.0
    r[~both.any(axis=0)] = np.nan
    return r

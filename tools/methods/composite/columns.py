"""What the methods know of a table's columns: that they hold something, whether they vary, and their standard form."""

import numpy as np

from tools.methods import arguments
from tools.methods.errors import MethodError

NOISE = 4 * np.finfo(float).eps  # relative: values this close differ by the rounding of earlier arithmetic only


def checked_values(values, *, missing=True, low=None):
    """`values` as a new table (units, indicators) in which every indicator has a value.

    Errors, all naming `values`: as of `arguments.table`, and `too_many`, `empty_column`.
    """
    table = arguments.table("values", values, dimensions=2, missing=missing, low=low)
    arguments.at_most("values", table.shape[0], "units")
    arguments.at_most("values", table.shape[1], "indicators")
    empty = np.isnan(table).all(axis=0)
    if empty.any():
        message = f"values must hold at least one number per indicator, but column {empty.argmax()} has none."
        raise MethodError("values", "empty_column", message)
    return table


def extent(table):
    """Smallest and largest value of each column, NaN aside, and whether it is constant (or empty): three (k,)."""
    lowest, highest = np.fmin.reduce(table, axis=0), np.fmax.reduce(table, axis=0)
    varies = highest - lowest > NOISE * np.maximum(np.abs(lowest), np.abs(highest))
    return lowest, highest, ~varies


def constant(values):
    """Whether each indicator has the same value everywhere: (k,) of bool.

    values: (units, indicators), NaN = missing. Errors: as of `checked_values`.
    """
    return extent(checked_values(values))[2]


def standardised(table):
    """Each column less its mean and scaled to length 1, so that Pearson's r is a sum of products: same shape.

    NaN is kept; a constant column becomes NaN. Columns are brought to 0..1 first: squares then neither overflow nor
    vanish, whatever the unit of the indicator.
    """
    lowest, highest, constant = extent(table)
    unit = (table - lowest) / np.where(constant, 1.0, highest - lowest)
    counts = np.maximum((~np.isnan(unit)).sum(axis=0), 1)
    centred = unit - np.nansum(unit, axis=0) / counts
    lengths = np.sqrt(np.nansum(centred**2, axis=0))
    return centred / np.where(constant, np.nan, lengths)

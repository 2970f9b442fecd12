"""Criteria in different units made comparable: 1 (or the largest number) is best, also for a cost."""

import numpy as np

from tools.methods.composite import normalise
from tools.methods.errors import MethodError


def normalised_matrix(matrix, directions, normalisation):
    """`matrix` (m, k) as (m, k) numbers of which more is better in every column.

    minmax (x-min)/(max-min), cost (max-x)/(max-min), constant .5 | max x/max, cost 1 - x/max | sum x/sum,
    cost (1/x)/sum(1/x) | vector x/sqrt(sum x²), cost 1 - that | none, no costs. max, sum and vector: an all-zero
    column gives 0. Errors: matrix `negative`, `not_positive`; directions `no_costs`.
    """
    if normalisation == "minmax":
        return normalise(matrix, directions=directions)
    if normalisation == "none":
        return _unchanged(matrix, directions)
    if (matrix < 0).any():
        message = f"matrix must not hold numbers below 0 with normalisation {normalisation!r}; minmax allows them."
        raise MethodError("matrix", "negative", message)
    return {"max": _by_max, "sum": _by_sum, "vector": _by_vector}[normalisation](matrix, directions < 0)


def _unchanged(matrix, directions):
    if (directions < 0).any():
        message = "directions must all be 1 with normalisation 'none', which leaves the values as they are."
        raise MethodError("directions", "no_costs", message)
    return matrix.copy()


def _by_max(matrix, cost):
    return _turned(_parts_of_largest(matrix), matrix, cost)


def _by_vector(matrix, cost):
    parts = _parts_of_largest(matrix)  # squares of the values themselves might vanish or overflow
    length = np.sqrt((parts**2).sum(axis=0))
    return _turned(parts / np.where(length > 0, length, 1.0), matrix, cost)


def _by_sum(matrix, cost):
    if (matrix[:, cost] == 0).any():
        message = "matrix must hold only numbers above 0 in a cost column with normalisation 'sum'; minmax allows 0."
        raise MethodError("matrix", "not_positive", message)
    parts = _parts_of_largest(matrix)
    parts[:, cost] = matrix[:, cost].min(axis=0) / matrix[:, cost]
    total = parts.sum(axis=0)
    return parts / np.where(total > 0, total, 1.0)


def _parts_of_largest(matrix):
    """x/max, 0 in an all-zero column."""
    largest = matrix.max(axis=0)
    return matrix / np.where(largest > 0, largest, 1.0)


def _turned(scaled, matrix, cost):
    """1 - x in the cost columns that hold anything but zeros."""
    return np.where(cost & (matrix.max(axis=0) > 0), 1.0 - scaled, scaled)

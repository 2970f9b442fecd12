"""The weighted sum, the ranking easiest to explain."""

from dataclasses import dataclass

import numpy as np

from tools.methods import arguments
from tools.methods.decision.normalisation import normalised_matrix
from tools.methods.decision.problem import checked_problem
from tools.methods.ranking import places

WEIGHTED_SUM_NORMALISATIONS = ("minmax", "max", "sum", "vector", "none")


@dataclass(frozen=True, eq=False)
class WeightedSum:
    """The result of `weighted_sum` for m alternatives and k criteria.

    scores (m,), more is better; ranks (m,), 1 best, ties share the best place; contributions (m, k) = normalised *
    weights, which sum to the scores; normalised (m, k); weights (k,), summing to 1.
    """

    scores: np.ndarray
    ranks: np.ndarray
    contributions: np.ndarray
    normalised: np.ndarray
    weights: np.ndarray


def weighted_sum(matrix, *, weights=None, directions=None, normalisation="minmax"):
    """Rank alternatives by the weighted mean of their normalised values (simple additive weighting).

    matrix: (m >= 2, k). weights: (k,) >= 0, rescaled to sum 1; None = equal. directions: (k,) of 1 (more is better) or
    -1; None = all 1. normalisation: minmax (x-min)/(max-min), cost (max-x)/(max-min), constant .5 | max x/max, cost
    1 - x/max | sum x/sum, cost (1/x)/sum(1/x) | vector x/sqrt(sum x²), cost 1 - that | none, no costs. max, sum and
    vector need x >= 0 (sum in a cost x > 0); an all-zero column gives 0. Returns WeightedSum.
    Errors: matrix `not_numbers`, `shape`, `empty`, `not_finite`, `too_large`, `too_few`, `too_many`, `negative`,
    `not_positive`; weights `no_weight`, `range`, `length` …; directions `direction`, `no_costs`, `length` …;
    normalisation `option`.
    Source: Churchman & Ackoff 1954; Fishburn 1967.
    """
    matrix, weights, directions = checked_problem(matrix, weights, directions)
    normalisation = arguments.option("normalisation", normalisation, WEIGHTED_SUM_NORMALISATIONS)
    normalised = normalised_matrix(matrix, directions, normalisation)
    contributions = normalised * weights
    scores = contributions.sum(axis=1)
    return WeightedSum(scores, places(scores), contributions, normalised, weights)

"""TOPSIS: near the best imaginable alternative, far from the worst."""

from dataclasses import dataclass

import numpy as np

from tools.methods import arguments
from tools.methods.decision.normalisation import normalised_matrix
from tools.methods.decision.problem import checked_problem
from tools.methods.ranking import places

NOISE = 1e-14  # relative: normalised values this close differ by rounding only
TOPSIS_NORMALISATIONS = ("minmax", "max", "sum", "vector")


@dataclass(frozen=True, eq=False)
class Topsis:
    """The result of `topsis` for m alternatives and k criteria.

    scores (m,) in 0..1, more is better; ranks (m,), 1 best, ties share the best place; d_plus and d_minus (m,), the
    distances to the best and to the worst values found; normalised (m, k), not yet weighted, more is better.
    """

    scores: np.ndarray
    ranks: np.ndarray
    d_plus: np.ndarray
    d_minus: np.ndarray
    normalised: np.ndarray


def topsis(matrix, *, weights=None, directions=None, normalisation="vector"):
    """Rank alternatives by their relative closeness to the ideal one.

    matrix: (m >= 2, k). weights: (k,) >= 0, rescaled to sum 1; None = equal. directions: (k,) of 1 (more is better) or
    -1; None = all 1. normalisation: "vector", "minmax", "max" or "sum", as of `weighted_sum`; the winner may depend on
    it. With v = weights * normalised, d_plus and d_minus are the Euclidean distances to the column maxima and minima
    of v; score = d_minus / (d_minus + d_plus), .5 where both are 0. Returns Topsis.
    Errors: matrix, weights and directions as of `weighted_sum`; normalisation `option`.
    Source: Hwang & Yoon 1981.
    """
    matrix, weights, directions = checked_problem(matrix, weights, directions)
    normalisation = arguments.option("normalisation", normalisation, TOPSIS_NORMALISATIONS)
    normalised = normalised_matrix(matrix, directions, normalisation)
    scores, d_plus, d_minus = (each[0] for each in closeness(normalised, weights[None, :]))
    return Topsis(scores, places(scores), d_plus, d_minus, normalised)


def closeness(normalised, weights):
    """Scores, d_plus and d_minus, each (runs, m), for runs sets of weights (runs, k).

    Squared distances are linear in the squared weights. They are measured in the widest of a run's weighted columns,
    so that small ones do not vanish when squared.
    """
    high, low = normalised.max(axis=0), normalised.min(axis=0)
    span = np.where(high - low > NOISE * high, high - low, 0.0)
    unit = np.where(span > 0, span, 1.0)
    reach = weights * span
    widest = reach.max(axis=1, keepdims=True)
    squares = (reach / np.where(widest > 0, widest, 1.0)) ** 2
    d_plus = np.sqrt(squares @ (((high - normalised) / unit) ** 2).T)
    d_minus = np.sqrt(squares @ (((normalised - low) / unit) ** 2).T)
    total = d_plus + d_minus
    scores = np.where(total > 0, d_minus / np.where(total > 0, total, 1.0), 0.5)
    return scores, d_plus * widest, d_minus * widest

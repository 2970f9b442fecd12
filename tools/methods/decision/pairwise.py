"""Weights from pairwise judgements: the analytic hierarchy process."""

import math
from dataclasses import dataclass

import numpy as np

from tools.methods import arguments
from tools.methods.errors import MethodError
from tools.methods.judgements import checked_judgements, principal_eigenvector

# Saaty's mean consistency index of random judgements, by number of elements.
RANDOM_INDEX = dict(enumerate((0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59), start=3))
NOISE = 1e-9  # a judgement this close (in logarithms) to the weights' ratio agrees with it


@dataclass(frozen=True, eq=False)
class Ahp:
    """The result of `ahp` for n elements.

    weights (n,), summing to 1; lambda_max; ci and cr, the consistency index and ratio; consistent: whether cr is at
    most max_cr; worst: None, or (i, j, value) with i < j, the judgement that fits worst and the value that would fit.
    """

    weights: np.ndarray
    lambda_max: float
    ci: float
    cr: float
    consistent: bool
    worst: tuple[int, int, float] | None


def judgements_from_upper(upper):
    """The reciprocal matrix of the judgements above its diagonal, given row by row.

    upper: (n(n-1)/2,) numbers from 1e-15 to 1e15, 2 <= n <= 15. Returns (n, n).
    Errors: upper `not_numbers`, `shape`, `empty`, `not_finite`, `too_large`, `range`, `length`, `too_many`.
    """
    upper = arguments.table("upper", upper, dimensions=1, above=0)
    count = (1 + math.isqrt(1 + 8 * upper.size)) // 2
    if count * (count - 1) // 2 != upper.size:
        message = f"upper must hold n(n-1)/2 judgements (1, 3, 6, 10 and so on), but it holds {upper.size}."
        raise MethodError("upper", "length", message)
    arguments.at_most("upper", count, "ahp_elements")
    arguments.within("upper", upper, low=1 / arguments.LARGEST)  # its reciprocal is a judgement, too
    judgements = np.ones((count, count))
    rows, columns = np.triu_indices(count, 1)
    judgements[rows, columns] = upper
    judgements[columns, rows] = 1 / upper
    return judgements


def ahp(judgements, *, method="eigenvector", max_cr=0.10):
    """The weights implied by pairwise judgements, and how consistent these are.

    judgements: (n, n) of one judge or (judges, n, n), n <= 15; a_ij > 0 says how many times i weighs as much as j, with
    |a_ij a_ji - 1| <= .02; several judges count by their geometric mean. method: "eigenvector" (of the largest
    eigenvalue) or "geometric" (geometric means of the rows, lambda_max = mean of (Aw)_i / w_i).
    ci = (lambda_max - n)/(n - 1), cr = ci over Saaty's random index, 0 for n < 3. The worst judgement has the largest
    |ln(a_ij w_j / w_i)| above the diagonal, of equals the first; None if consistent to 1e-9 or n < 3. Returns Ahp.
    Errors: judgements `not_numbers`, `shape`, `empty`, `not_finite`, `too_large`, `range`, `too_many`,
    `not_reciprocal`; method `option`; max_cr `range` and as of `arguments.number`.
    Source: Saaty 1977; Crawford & Williams 1985 (geometric); Aczél & Saaty 1983 (groups).
    """
    judgements = checked_judgements("judgements", judgements)
    method = arguments.option("method", method, ("eigenvector", "geometric"))
    max_cr = arguments.number("max_cr", max_cr, low=0)
    weights = principal_eigenvector(judgements) if method == "eigenvector" else _row_means(judgements)
    fit = judgements * (weights / weights[:, None])  # 1 where the judgement is the ratio of the weights
    lambda_max = float(fit.sum(axis=1).mean())
    ci, cr = _consistency(lambda_max, len(weights))
    return Ahp(weights, lambda_max, ci, cr, cr <= max_cr + NOISE, _worst(fit, weights))


def _row_means(judgements):
    logarithms = np.log(judgements).mean(axis=1)
    weights = np.exp(logarithms - logarithms.max())
    return weights / weights.sum()


def _consistency(lambda_max, count):
    """The consistency index and ratio."""
    ci = (lambda_max - count) / (count - 1) if count > 1 else 0.0
    if abs(ci) <= 1e-12 * count:
        ci = 0.0
    return ci, ci / RANDOM_INDEX[count] if count > 2 else 0.0


def _worst(fit, weights):
    """The judgement furthest from the ratio of the weights, as (i, j, that ratio)."""
    if len(weights) < 3:
        return None
    misfit = np.triu(np.abs(np.log(fit)), 1)
    largest = misfit.max()
    if largest <= NOISE:
        return None
    i, j = (int(index) for index in np.argwhere(misfit >= largest - NOISE)[0])
    return i, j, float(weights[i] / weights[j])

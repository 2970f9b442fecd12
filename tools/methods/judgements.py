"""Pairwise judgements (Saaty's analytic hierarchy process): what they must look like, and the weights they imply."""

import numpy as np

from tools.methods import arguments
from tools.methods.errors import MethodError

MOST_JUDGED = 9  # the end of the scale
RECIPROCITY = 0.02  # how far a_ij * a_ji may be from 1, so that 0.33 may stand for 1/3


def checked_judgements(name, value):
    """Judgements of one judge (n, n) or several (judges, n, n) as one (n, n) array, the geometric mean of the judges.

    a_ij > 0 says how many times i weighs as much as j; |a_ij a_ji - 1| <= .02, on the diagonal too; n <= 15.
    Errors: as of `arguments.table`, and `shape` (not square), `too_many`, `not_reciprocal`.
    """
    array = arguments.table(name, value, dimensions=(2, 3), above=0)
    count = array.shape[-1]
    if array.shape[-2] != count:
        raise MethodError(name, "shape", f"{name} must have as many rows as columns.")
    arguments.at_most(name, count, "ahp_elements")
    if array.ndim == 3:
        arguments.at_most(name, len(array), "respondents")
    wrong = np.abs(array * array.swapaxes(-1, -2) - 1) > RECIPROCITY + 1e-12
    if wrong.any():
        row, column = (int(index) for index in np.argwhere(wrong)[0][-2:])
        message = f"{name} must hold reciprocal judgements, but those at {row}, {column} and {column}, {row} are not."
        raise MethodError(name, "not_reciprocal", message)
    return array if array.ndim == 2 else np.exp(np.log(array).mean(axis=0))


def one_step(judgement, step):
    """A judgement some steps up (or, below 0, down) the scale 1/9 … 1/2, 1, 2 … 9; None beyond its ends."""
    place = (judgement - 1 if judgement >= 1 else 1 - 1 / judgement) + step
    if abs(place) > MOST_JUDGED - 1 + 1e-9:
        return None
    return place + 1 if place >= 0 else 1 / (1 - place)


def with_judgement(judgements, i, j, value):
    """The reciprocal matrix with another judgement of i against j."""
    changed = judgements.copy()
    changed[i, j], changed[j, i] = value, 1 / value
    return changed


def principal_eigenvector(judgements):
    """The weights w with A w = lambda_max w and sum 1 (Saaty 1977), for A as `checked_judgements` returns it: (n,).

    A is first scaled by the weights found so far, so that even weights many powers of ten apart come out exact;
    the products of positive numbers at the end of each round keep every weight positive.
    """
    weights = np.exp(np.log(judgements).mean(axis=1))
    for _round in range(3):
        scaled = judgements * (weights / weights[:, None])
        values, vectors = np.linalg.eig(scaled)
        correction = scaled @ np.abs(vectors[:, np.argmax(values.real)])
        weights = weights * (correction / correction.max())
        weights = weights / weights.sum()
    return weights

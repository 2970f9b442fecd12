"""PROMETHEE II: alternatives compared pair by pair, criterion by criterion."""

from dataclasses import dataclass

import numpy as np

from tools.methods import arguments
from tools.methods.decision.problem import checked_problem
from tools.methods.errors import MethodError
from tools.methods.ranking import TOLERANCE, places


@dataclass(frozen=True, eq=False)
class Promethee:
    """The result of `promethee2` for m alternatives and k criteria.

    scores (m,), the net flows plus - minus in -1..1, more is better; ranks (m,), 1 best, ties share the best place;
    plus and minus (m,), the outgoing and incoming flows; preference (m, m), of the row over the column;
    unicriterion (m, k), the net flow by each criterion alone.
    """

    scores: np.ndarray
    ranks: np.ndarray
    plus: np.ndarray
    minus: np.ndarray
    preference: np.ndarray
    unicriterion: np.ndarray


def promethee2(matrix, *, weights=None, directions=None, functions="usual", q=0, p=0, s=0):
    """Rank alternatives by how strongly they are preferred to the others less how strongly the others are to them.

    matrix: (m >= 2, k). weights: (k,) >= 0, rescaled to sum 1; None = equal. directions: (k,) of 1 (more is better) or
    -1; None = all 1. functions, and the thresholds q (indifference), p (preference) and s (inflection) in the
    criterion's unit: one for all or one per criterion. With the difference d > 0 in favour, the preference is
    usual 1 | u_shape 1 if d > q, else 0 | v_shape min(d/p, 1), p > 0 | level 0 if d <= q, .5 if d <= p, else 1, q < p |
    linear (d-q)/(p-q) in 0..1, q < p | gaussian 1 - exp(-d²/(2 s²)), s > 0. A difference within 1e-9 of a threshold
    (relatively) counts as equal to it. Flows are means over the m - 1 others. Returns Promethee.
    Errors: matrix, weights and directions as of `weighted_sum`; functions `option`, `length`; q, p and s `range`,
    `length` and as of `arguments.table`; p and s `thresholds` (too small for the function).
    Source: Brans & Vincke 1985; Brans, Vincke & Mareschal 1986.
    """
    matrix, weights, directions = checked_problem(matrix, weights, directions)
    alternatives, criteria = matrix.shape
    functions = _checked_functions(functions, criteria)
    thresholds = [_checked_thresholds(name, value, criteria) for name, value in (("q", q), ("p", p), ("s", s))]
    _check_fit(functions, *thresholds)
    preference = np.zeros((alternatives, alternatives))
    unicriterion = np.empty((alternatives, criteria))
    gains = matrix * directions
    for j, (function, *limits) in enumerate(zip(functions, *thresholds, strict=True)):
        favour = np.maximum(gains[:, None, j] - gains[None, :, j], 0.0)
        degree = FUNCTIONS[function](favour, *limits)
        preference += weights[j] * degree
        unicriterion[:, j] = (degree.sum(axis=1) - degree.sum(axis=0)) / (alternatives - 1)
    plus = preference.sum(axis=1) / (alternatives - 1)
    minus = preference.sum(axis=0) / (alternatives - 1)
    scores = plus - minus
    return Promethee(scores, places(scores), plus, minus, preference, unicriterion)


def _usual(d, q, p, s):
    return (d > 0).astype(float)


def _u_shape(d, q, p, s):
    return _beyond(d, q).astype(float)


def _v_shape(d, q, p, s):
    return np.minimum(d, p) / p


def _level(d, q, p, s):
    return (_beyond(d, q).astype(float) + _beyond(d, p)) / 2


def _linear(d, q, p, s):
    return np.clip(d - q, 0.0, p - q) / (p - q)


def _gaussian(d, q, p, s):
    return -np.expm1(-((np.minimum(d, 40 * s) / s) ** 2) / 2)  # beyond 40 s it is 1, and d / s might overflow


FUNCTIONS = {
    "usual": _usual,
    "u_shape": _u_shape,
    "v_shape": _v_shape,
    "level": _level,
    "linear": _linear,
    "gaussian": _gaussian,
}


def _beyond(difference, threshold):
    """Whether it is exceeded by more than rounding: .4 - .3 is not beyond .1."""
    return difference > threshold * (1 + TOLERANCE)


def _checked_functions(value, criteria):
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, str):
        value = [value] * criteria
    if not isinstance(value, list | tuple):
        raise MethodError(
            "functions", "option", f"functions must be one or more of these words: {', '.join(FUNCTIONS)}."
        )
    if len(value) != criteria:
        message = f"functions must be one word or have {criteria} entries, but it has {len(value)}."
        raise MethodError("functions", "length", message)
    return [arguments.option("functions", word, FUNCTIONS) for word in value]


def _checked_thresholds(name, value, criteria):
    array = arguments.table(name, value, dimensions=(0, 1), low=0)
    if array.ndim == 0:
        return np.full(criteria, float(array))
    arguments.length(name, array, criteria)
    return array


def _check_fit(functions, q, p, s):
    """Refuse thresholds that the functions cannot work with."""
    for j, function in enumerate(functions):
        if function == "v_shape" and p[j] <= 0:
            raise MethodError("p", "thresholds", f"p must be greater than 0 for v_shape (criterion {j}).")
        if function in ("level", "linear") and p[j] <= q[j]:
            raise MethodError("p", "thresholds", f"p must be greater than q for {function} (criterion {j}).")
        if function == "gaussian" and s[j] <= 0:
            raise MethodError("s", "thresholds", f"s must be greater than 0 for gaussian (criterion {j}).")

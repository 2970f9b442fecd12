"""What the runner-up would need to draw level with the leader."""

from dataclasses import dataclass

import numpy as np

from tools.methods import arguments
from tools.methods.decision.problem import checked_matrix
from tools.methods.decision.robustness import METHODS, check_options

TOLERANCE = 1e-9  # of scores: closer ones are level already
STEPS, HALVINGS = 12, 30  # how finely the value at which two alternatives tie is looked for


@dataclass(frozen=True)
class DrawLevel:
    """The leader, the second, and per criterion (k,) the value with which the second draws level, None without one."""

    leader: int
    second: int
    values: tuple


def draw_level(matrix, *, method="weighted_sum", weights=None, directions=None, progress=None, **options):
    """The value at which the second draws level with the leader, criterion by criterion, all else the same.

    matrix, method, weights, directions and options: as of `without_each`. The value is looked for from the second's own
    towards the best one found, in 12 steps and then by halving; of several the first one. None for a criterion without
    weight and where no value does. Returns `DrawLevel`, or None where the two are level already. progress: called with
    the share that is done, 0 to 1; what it raises stops the work.
    Errors: matrix, weights, directions and options as of the method; method `option`; options `option`.
    """
    matrix = checked_matrix("matrix", matrix)
    criteria = matrix.shape[1]
    rank = METHODS[arguments.option("method", method, METHODS)]
    check_options(rank, options)
    options = {"weights": weights, "directions": directions, **options}
    order = np.argsort(-(scores := rank(matrix, **options).scores), kind="stable")
    leader, second = int(order[0]), int(order[1])
    if scores[leader] - scores[second] <= TOLERANCE:
        return None
    counts = arguments.weights("weights", weights, criteria) > 0
    signs = arguments.directions("directions", directions, criteria)
    values = []
    for j in range(criteria):
        best = matrix[:, j].max() if signs[j] > 0 else matrix[:, j].min()

        def is_level(value, j=j):
            changed = matrix.copy()
            changed[second, j] = value
            scores = rank(changed, **options).scores
            return scores[second] >= scores[leader] - 1e-12

        values.append(_first_level(is_level, matrix[second, j], best) if counts[j] else None)
        if progress:
            progress((j + 1) / criteria)
    return DrawLevel(leader, second, tuple(values))


def _first_level(is_level, start, end):
    """The first value from `start` towards `end` at which it is level; None where there is none."""
    if start == end:
        return None
    behind = start
    for value in np.linspace(start, end, STEPS + 1)[1:]:
        if is_level(value):
            return _between(is_level, behind, value)
        behind = value
    return None


def _between(is_level, behind, level):
    for _halving in range(HALVINGS):
        middle = (behind + level) / 2
        behind, level = (behind, middle) if is_level(middle) else (middle, level)
    return float(level)

"""What drives what: DEMATEL, the decision making trial and evaluation laboratory."""

from dataclasses import dataclass

import numpy as np

from tools.methods import arguments
from tools.methods.errors import MethodError

__all__ = ["Dematel", "analyse", "relation_ranges", "role_stability"]

TOLERANCE = 1e-9
ROLES = np.array(["effect", "neutral", "cause"])


@dataclass(frozen=True, eq=False)
class Dematel:
    """Direct and total influence (k, k); what each factor gives and takes (k,); roles; arrows (i, j, strength)."""

    normalised: np.ndarray
    total: np.ndarray
    dispatch: np.ndarray
    receive: np.ndarray
    prominence: np.ndarray
    relation: np.ndarray
    role: tuple
    threshold: float
    edges: tuple


def analyse(influence, *, threshold=None):
    """Total influence, direct and through others, and which factors cause and which follow.

    influence: (k, k), or (experts, k, k) of which the mean is taken; >= 0, the diagonal 0; row acts on column.
    normalised N is the mean divided by the largest sum of a row or column, total T = N (I - N)^-1; dispatch its row
    sums D, receive its column sums R, prominence D + R, relation D - R. A relation above 0 makes a "cause", below 0 an
    "effect"; "neutral" within 1e-9 * max(1, prominence). edges: (i, j, T_ij) with T_ij > `threshold` (None: the mean
    of all of T) and i != j, falling.
    Errors: influence as of a table of numbers, `range` (negative), `not_square`, `too_few` (k < 2), `too_many`,
    `diagonal`, `no_influence` (all 0), `cancels_out` (spectral radius of N 1, as when all ratings are the same);
    threshold as of a number.
    Source: Gabus & Fontela (1972).
    """
    mean = _scaled(_influence(influence)).mean(axis=0)
    chosen = None if threshold is None else arguments.number("threshold", threshold)
    normalised = mean / _largest_sum(mean)
    if _diverges(normalised[None])[0]:
        message = "influence has no total, as influences cancel out: vary the ratings."
        raise MethodError("influence", "cancels_out", message)
    total = np.maximum(np.linalg.solve(np.eye(len(mean)) - normalised, normalised), 0.0)
    dispatch, receive = total.sum(axis=1), total.sum(axis=0)
    line = float(total.mean()) if chosen is None else chosen
    return Dematel(
        normalised=normalised,
        total=total,
        dispatch=dispatch,
        receive=receive,
        prominence=dispatch + receive,
        relation=dispatch - receive,
        role=tuple(str(ROLES[place]) for place in _roles(dispatch, receive)),
        threshold=line,
        edges=_edges(total, line),
    )


def role_stability(influence):
    """The share of leave-one-expert-out runs in which each factor keeps the role that `analyse` gives it, 0..1: (k,).

    influence: (experts >= 2, k, k). A run whose ratings have no total (all 0, or they cancel out) keeps no role.
    Errors: as of `analyse`, which must have a result; `too_few` experts.
    """
    ratings = _influence(influence, dimensions=3)
    arguments.at_least("influence", len(ratings), 2, "experts")
    usual = analyse(ratings)
    scaled = _scaled(ratings)
    nobody = np.zeros((1, *scaled.shape[1:]))
    before = np.concatenate([nobody, np.cumsum(scaled[:-1], axis=0)])
    after = np.concatenate([np.cumsum(scaled[:0:-1], axis=0)[::-1], nobody])
    runs = before + after  # the sum of the others, in which nothing cancels out
    largest = _largest_sum(runs)
    runs = runs[largest > 0] / largest[largest > 0, None, None]
    runs = runs[~_diverges(runs)]
    same = _roles(*_given_and_taken(runs)) == _roles(usual.dispatch, usual.receive)
    return same.sum(axis=0) / len(ratings)


def relation_ranges(influence, *, progress=None):
    """Lowest and highest relation of each factor in the leave-one-expert-out runs: (2, k), or None.

    influence: (experts >= 2, k, k). A run whose ratings have no total is left out; None where all are. progress: called
    with the share that is done, 0 to 1; what it raises stops the work.
    Errors: as of `role_stability`, but there need be no result of all experts.
    """
    ratings = _influence(influence, dimensions=3)
    arguments.at_least("influence", len(ratings), 2, "experts")
    relations = []
    for expert in range(len(ratings)):
        if progress:
            progress(expert / len(ratings))
        try:
            relations.append(analyse(np.delete(ratings, expert, axis=0)).relation)
        except MethodError:  # without this expert the influences cancel out
            continue
    return np.array([np.min(relations, axis=0), np.max(relations, axis=0)]) if relations else None


def _given_and_taken(normalised):
    """Row and column sums of T for a stack of N, from two linear systems each."""
    rest = np.eye(normalised.shape[-1]) - normalised
    given = np.linalg.solve(rest, normalised.sum(axis=-1)[..., None])
    taken = np.linalg.solve(np.swapaxes(rest, -1, -2), normalised.sum(axis=-2)[..., None])
    return given[..., 0], taken[..., 0]


def _roles(dispatch, receive):
    """The place in `ROLES` of each factor."""
    relation = dispatch - receive
    slack = TOLERANCE * np.maximum(1.0, dispatch + receive)
    return 1 + (relation > slack) - (relation < -slack)


def _diverges(normalised):
    """Whether the spectral radius of each N in a stack is 1, to within 1e-9.

    It is at most the root of the product of the largest row sum and the largest column sum, one of which is 1; where
    that does not decide, the eigenvalues do.
    """
    rows, columns = (normalised.sum(axis=axis).max(axis=-1) for axis in (-1, -2))
    doubtful = np.sqrt(rows * columns) >= 1 - TOLERANCE
    result = np.zeros(len(normalised), dtype=bool)
    radius = np.abs(np.linalg.eigvals(normalised[doubtful])).max(axis=-1)
    result[doubtful] = radius >= 1 - TOLERANCE
    return result


def _largest_sum(matrices):
    """The largest row or column sum of each matrix."""
    return np.maximum(matrices.sum(axis=-1).max(axis=-1), matrices.sum(axis=-2).max(axis=-1))


def _edges(total, threshold):
    slack = TOLERANCE * max(1.0, abs(threshold))
    arrows = (total > threshold + slack) & ~np.eye(len(total), dtype=bool)
    found = [(int(i), int(j), float(total[i, j])) for i, j in np.argwhere(arrows)]
    return tuple(sorted(found, key=lambda edge: -edge[2]))


def _scaled(ratings):
    """The ratings as shares of the largest, so that no sum overflows or vanishes."""
    return ratings / ratings.max()


def _influence(value, dimensions=(2, 3)):
    """The ratings as (experts, k, k), looked at."""
    ratings = arguments.table("influence", value, dimensions=dimensions, low=0)
    if ratings.shape[-1] != ratings.shape[-2]:
        raise MethodError("influence", "not_square", "influence must have as many rows as columns, one per factor.")
    arguments.at_least("influence", ratings.shape[-1], 2, "factors")
    arguments.at_most("influence", ratings.shape[-1], "factors", arguments.LIMITS["dematel_factors"])
    ratings = ratings.reshape(-1, *ratings.shape[-2:])
    arguments.at_most("influence", len(ratings), "experts")
    if np.diagonal(ratings, axis1=1, axis2=2).any():
        raise MethodError("influence", "diagonal", "influence must be 0 on the diagonal: no factor acts on itself.")
    if not ratings.any():
        raise MethodError("influence", "no_influence", "influence must hold at least one number greater than 0.")
    return ratings

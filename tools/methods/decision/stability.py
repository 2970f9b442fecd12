"""How far one weight may move before another alternative takes the lead."""

from dataclasses import dataclass

import numpy as np

from tools.methods import arguments
from tools.methods.decision.problem import checked_matrix
from tools.methods.ranking import TOLERANCE, places


@dataclass(frozen=True, eq=False)
class WeightStability:
    """The result of `weight_stability` for k criteria.

    best: index of the leading alternative; low, high (k,): the weights between which it leads or ties; rival_low,
    rival_high (k,) whole numbers: the alternative that ties there, -1 where none does.
    """

    best: int
    low: np.ndarray
    high: np.ndarray
    rival_low: np.ndarray
    rival_high: np.ndarray


def weight_stability(normalised, *, weights=None):
    """Between which values of each single weight the best alternative stays the best.

    normalised: (m >= 2, k), of which more is better: `.normalised` of `weighted_sum` or `.unicriterion` of
    `promethee2`; scores = normalised @ weights. weights: (k,) >= 0, rescaled to sum 1; None = equal.
    Weight j moves over 0..1 while the others keep their proportions (equal ones if all are 0). The lead over each rival
    is then a straight line in that weight, so the limits are exact. An alternative that ties at every weight limits
    nothing; one that ties at 0 or 1 only is named there. Differences up to 1e-9 * max(1, |score|) are ties, best is the
    first of those who lead. With one criterion nothing can move. Returns WeightStability.
    Errors: normalised and weights as of `weighted_sum`.
    Source: Mareschal 1988 (weight stability intervals), for one weight at a time.
    """
    normalised = checked_matrix("normalised", normalised)
    criteria = normalised.shape[1]
    weights = arguments.weights("weights", weights, criteria)
    best = int(np.argmax(places((normalised * weights).sum(axis=1)) == 1))
    if criteria == 1:
        nobody = np.full(1, -1)
        return WeightStability(best, np.zeros(1), np.ones(1), nobody, nobody.copy())
    others = _others(weights)
    at_one = normalised[best] - normalised  # the lead over each alternative when criterion j is all that counts, (m, k)
    at_zero = at_one @ others.T  # and when it does not count
    outcome_at_one = _outcome(at_one, normalised[best])
    outcome_at_zero = _outcome(at_zero, others @ normalised[best])
    slope = at_one - at_zero
    switch = -at_zero / np.where(slope == 0, 1.0, slope)  # the weight at which the lead is gone
    low, rival_low = _limit(np.minimum(switch, weights), outcome_at_zero, outcome_at_one)
    room, rival_high = _limit(np.minimum(1 - switch, 1 - weights), outcome_at_one, outcome_at_zero)
    return WeightStability(best, low, 1 - room, rival_low, rival_high)


def scores_at_ends(normalised, *, weights=None):
    """The scores where one criterion does not count at all, and where nothing else does: (k, 2, m).

    Arguments as of `weight_stability`, whose limits lie on the straight lines between. The weight of a criterion goes
    to the others in their proportions (equal ones if all are 0); with a single criterion both ends are the same.
    Errors: as of `weight_stability`.
    """
    normalised = checked_matrix("normalised", normalised)
    criteria = normalised.shape[1]
    shares = arguments.weights("weights", weights, criteria)
    if criteria == 1:
        return np.stack([normalised.T, normalised.T], axis=1)
    return np.stack([_others(shares) @ normalised.T, normalised.T], axis=1)


def _others(weights):
    """Row j: the weights of the other criteria when weight j is 0, (k, k)."""
    rest = np.where(np.eye(weights.size, dtype=bool), 0.0, weights)
    rest[rest.sum(axis=1) == 0] = 1.0
    np.fill_diagonal(rest, 0.0)
    return rest / rest.sum(axis=1, keepdims=True)


def _outcome(lead, score):
    """1 where the best leads, 0 where it ties, -1 where it is beaten; score (k,) is its own."""
    return np.where(np.abs(lead) > TOLERANCE * np.maximum(1.0, np.abs(score)), np.sign(lead), 0.0)


def _limit(distance, here, there):
    """How far from this end (0 or 1) of the weight's range the first rival from there ties, and which one, each (k,).

    distance (m, k) is where each one ties; here and there (m, k) are the outcomes at this end and at the other.
    """
    beaten = here < 0
    reached = np.where(beaten, np.maximum(distance, 0.0), np.where((here == 0) & (there > 0), 0.0, -1.0))
    rival = reached.argmax(axis=0)
    limit = reached.max(axis=0)
    return np.maximum(limit, 0.0), np.where(limit < 0, -1, rival)

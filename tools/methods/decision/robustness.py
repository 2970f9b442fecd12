"""Would the ranking be the same with one alternative fewer, or with slightly different weights?"""

import numpy as np

from tools.methods import arguments
from tools.methods.decision.ideal import closeness, topsis
from tools.methods.decision.outranking import promethee2
from tools.methods.decision.problem import checked_matrix
from tools.methods.decision.weighted import weighted_sum
from tools.methods.errors import MethodError
from tools.methods.ranking import place_counts, places

METHODS = {"weighted_sum": weighted_sum, "topsis": topsis, "promethee2": promethee2}
SCORES_AT_ONCE = 200_000  # runs are worked through in chunks of about so many numbers


def without_each(matrix, *, method="weighted_sum", **options):
    """The ranks that remain when each alternative in turn is taken away: does one's absence reverse others' order?

    matrix: (m >= 3, k). method: "weighted_sum", "topsis" or "promethee2"; options: those of that method, weights and
    directions among them. Returns (m, m): row i the ranks without alternative i, NaN at i.
    Errors: matrix and options as of the method; method `option`; options `option` (not one of that method's).
    """
    matrix = checked_matrix("matrix", matrix, least=3)
    rank = METHODS[arguments.option("method", method, METHODS)]
    check_options(rank, options)
    complete = rank(matrix, **options)
    result = np.full((len(matrix), len(matrix)), np.nan)
    for i in range(len(matrix)):
        rest = np.arange(len(matrix)) != i
        result[i, rest] = _ranks_of_rest(complete, rest) if rank is promethee2 else rank(matrix[rest], **options).ranks
    return result


def _ranks_of_rest(result, rest):
    """The ranks of a Promethee result without one alternative; what the others prefer of each other stays the same."""
    kept = result.preference[np.ix_(rest, rest)]
    return places((kept.sum(axis=1) - kept.sum(axis=0)) / (len(kept) - 1))


def rank_frequency(matrix, *, method="weighted_sum", weights=None, spread=0.25, runs=1000, seed=0, **options):
    """How often each alternative takes each place when every weight is uncertain.

    matrix: (m >= 2, k). method: "weighted_sum", "topsis" or "promethee2"; options: those of that method. In each of the
    runs (1..100,000) every weight is multiplied by its own draw from the uniform distribution 1 - spread .. 1 + spread,
    0 <= spread <= 1; seed: whole number >= 0, the same seed gives the same result.
    Returns (m, m)[alternative, place - 1], the share of runs; rows sum to 1, a shared place is the best of the places.
    Errors: matrix, weights and options as of the method; method `option`; spread `range` …; runs and seed `not_whole`,
    `range`; options `option` (not one of that method's).
    Source: OECD/JRC 2008, chapter 7 (Monte-Carlo weights).
    """
    rank = METHODS[arguments.option("method", method, METHODS)]
    spread = arguments.number("spread", spread, low=0, high=1)
    runs = arguments.whole("runs", runs, low=1, high=arguments.LIMITS["runs"])
    seed = arguments.whole("seed", seed, low=0)
    check_options(rank, options)
    result = rank(matrix, weights=weights, **options)
    parts = result.unicriterion if rank is promethee2 else result.normalised
    alternatives, criteria = parts.shape
    weights = arguments.weights("weights", weights, criteria)
    draws = np.random.default_rng(seed)
    counts = np.zeros((alternatives, alternatives))
    chunk = max(1, SCORES_AT_ONCE // (alternatives + criteria))
    for start in range(0, runs, chunk):
        size = (min(chunk, runs - start), criteria)
        varied = _varied(weights, draws.uniform(1 - spread, 1 + spread, size))
        counts += place_counts(closeness(parts, varied)[0] if rank is topsis else varied @ parts.T)
    return counts / runs


def check_options(rank, options):
    unknown = options.keys() - rank.__kwdefaults__.keys()
    if unknown:
        known = ", ".join(rank.__kwdefaults__)
        raise MethodError("options", "option", f"options of {rank.__name__} must be among these words: {known}.")


def _varied(weights, factors):
    """Each row: the weights times its factors, summing to 1; the weights themselves should all factors be 0."""
    varied = weights * factors
    varied[varied.sum(axis=1) == 0] = weights
    return varied / varied.sum(axis=1, keepdims=True)

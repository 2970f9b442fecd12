"""From normalised indicators to one score per unit, and to places."""

import numpy as np

from tools.methods import arguments
from tools.methods.ranking import TOLERANCE, places

AGGREGATIONS = ("arithmetic", "geometric")
TINY = 1e-200  # a weight above 0 counts as at least this, so that products with it do not vanish


def aggregate(normalised, *, weights=None, method="arithmetic", missing="error", min_coverage=0.65):
    """One score per unit, the weighted mean of its indicators: (units,).

    normalised: (units, indicators), NaN = missing. weights: (indicators,), None = equal.
    method: "arithmetic", sum w x, or "geometric", prod x^w for x >= 0, in which a zero with weight > 0 gives 0.
    missing: "error" refuses NaN; "rescale" spreads the weight of missing values over those present and gives NaN where
    the weight present is below `min_coverage` (0..1), or where there is none.
    Errors: `normalised` as of `arguments.table`, and `too_many`; `not_finite` stands for a missing value, too;
    `weights`; `method`, `missing` `option`; `min_coverage` as of `arguments.number`.
    """
    arguments.option("method", method, AGGREGATIONS)
    arguments.option("missing", missing, ("error", "rescale"))
    least = 0 if method == "geometric" else None
    table = arguments.table("normalised", normalised, dimensions=2, missing=missing == "rescale", low=least)
    arguments.at_most("normalised", table.shape[0], "units")
    arguments.at_most("normalised", table.shape[1], "indicators")
    weights = arguments.weights("weights", weights, table.shape[1])
    min_coverage = arguments.number("min_coverage", min_coverage, low=0, high=1)
    scores = weighted_means(table, weights[None, :], method)[0]
    coverage = (~np.isnan(table) * weights).sum(axis=1)
    return np.where(coverage < min_coverage - TOLERANCE, np.nan, scores)


def ranks(scores, *, method="min", tolerance=TOLERANCE):
    """The place of each score, 1 for the highest; NaN keeps NaN: (n,).

    A score shares the place before it in falling order when the gap is at most `tolerance` * max(1, |score|).
    method: "min" gives tied scores the best of their places (1, 2, 2, 4), "average" the mean (1, 2.5, 2.5, 4).
    Errors: `scores` as of `arguments.table`, and `too_many`; `method` `option`; `tolerance` (>= 0).
    """
    scores = arguments.table("scores", scores, dimensions=1, missing=True)
    arguments.at_most("scores", len(scores), "units")
    arguments.option("method", method, ("min", "average"))
    tolerance = arguments.number("tolerance", tolerance, low=0)
    return places(scores, method=method, tolerance=tolerance)


def weighted_means(table, weights, method):
    """The mean of each unit for each row of weights, over the values present; NaN where these have no weight.

    table: (units, indicators); weights: (r, indicators), not necessarily of sum 1. Returns (r, units).
    """
    present = ~np.isnan(table)
    weights = np.where(weights > 0, np.maximum(weights, TINY), 0.0)
    weights = weights / weights.sum(axis=1, keepdims=True)
    coverage = None if present.all() else weights @ present.T
    if method == "arithmetic":
        return _divided(weights @ np.where(present, table, 0.0).T, coverage)
    positive = table > 0
    logarithms = np.log(np.where(positive, table, 1.0))
    means = np.exp(_divided(weights @ logarithms.T, coverage))
    zeros = present & ~positive
    return np.where(weights @ zeros.T > 0, 0.0, means) if zeros.any() else means


def _divided(sums, coverage):
    if coverage is None:
        return sums
    return np.divide(sums, coverage, out=np.full(sums.shape, np.nan), where=coverage > 0)

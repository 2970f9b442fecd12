"""How much each indicator counts: weights that sum to 1."""

import numpy as np

from tools.methods import arguments
from tools.methods.composite.columns import checked_values, extent, standardised
from tools.methods.composite.normalisation import normalise
from tools.methods.errors import MethodError
from tools.methods.judgements import checked_judgements, principal_eigenvector

SAME = 1e-12  # 1 - r up to here: two indicators that say the same


def equal_weights(k):
    """1/k for each of k indicators: (k,). Errors: `k` `not_whole`, `range` (1 to 100)."""
    k = arguments.whole("k", k, low=1, high=arguments.LIMITS["indicators"])
    return np.full(k, 1.0 / k)


def budget_weights(points):
    """Weights from points that experts shared out among the indicators (budget allocation): (k,).

    points: (k,) or (experts, k), >= 0. Each expert's points become shares, whatever their sum; the weight is the mean
    of the experts' shares.
    Errors: `points` as of `arguments.table`, and `too_many`, `no_weight` (an expert without a point).
    """
    table = np.atleast_2d(arguments.table("points", points, dimensions=(1, 2), low=0))
    arguments.at_most("points", table.shape[0], "respondents")
    arguments.at_most("points", table.shape[1], "indicators")
    largest = table.max(axis=1, keepdims=True)
    if (largest == 0).any():
        raise MethodError("points", "no_weight", "points must hold at least one point greater than 0 per expert.")
    shares = table / largest
    return (shares / shares.sum(axis=1, keepdims=True)).mean(axis=0)


def ahp_weights(judgements):
    """Weights from pairwise judgements: the principal eigenvector (Saaty 1977): (k,).

    judgements: (k, k), or (judges, k, k) of which the geometric mean is taken; k <= 15, all > 0, a_ij a_ji = 1 within
    .02. Errors: `judgements` as of `checked_judgements`.
    """
    return principal_eigenvector(checked_judgements("judgements", judgements))


def entropy_weights(values):
    """Weights by how unevenly the units share an indicator (Shannon 1948, as used by Zeleny 1982): (k,).

    values: (units, indicators), >= 0, none missing. With p = x / sum x and e = -sum p ln p / ln n, the weights are
    in proportion to 1 - e; 0 for a constant indicator.
    Errors: `values` as of `checked_values`, and `too_few` (one unit), `zero_column`, `constant` (nothing varies).
    """
    table = checked_values(values, missing=False, low=0)
    arguments.at_least("values", len(table), 2, "units")
    _lowest, highest, constant = extent(table)
    if (highest == 0).any():
        message = f"values must hold a number greater than 0 per indicator, but column {highest.argmin()} does not."
        raise MethodError("values", "zero_column", message)
    _refuse_constant(constant)
    shares = table / highest
    means = shares.mean(axis=0)
    divergence = np.where(constant, 0.0, _divergence((shares - means) / means).mean(axis=0))
    return divergence / divergence.sum()


def critic_weights(values, *, directions=None):
    """Weights by contrast and conflict between indicators, CRITIC (Diakoulaki, Mavrotas & Papayannakis 1995): (k,).

    values: (units, indicators), none missing. On min-max values, indicator j counts in proportion to
    sd_j * sum over k of (1 - r_jk). A constant indicator gets weight 0 and its r counts as 0; a single one gets 1.
    Errors: `values` as of `checked_values`, and `too_few` (one unit), `constant` (nothing varies), `all_the_same`
    (every two indicators correlate perfectly); `directions`.
    """
    table = checked_values(values, missing=False)
    unit = normalise(table, directions=directions)
    constant = extent(table)[2]
    _refuse_constant(constant)
    if table.shape[1] == 1:
        return np.ones(1)
    conflict = _conflict(standardised(unit), constant)
    if conflict.max() <= SAME:
        raise MethodError("values", "all_the_same", "values must hold indicators that do not all say the same.")
    information = np.where(constant, 0.0, unit.std(axis=0, ddof=1) * conflict)
    return information / information.sum()


def _refuse_constant(constant):
    if constant.all():
        raise MethodError("values", "constant", "values must differ between units in at least one indicator.")


def _divergence(deviation):
    """(1 + d) ln(1 + d) - d: its mean over the units is (1 - e) ln n, here without the cancellation in 1 - e."""
    log = np.log1p(np.where(deviation > -1, deviation, 0.0))
    exact = np.where(deviation > -1, (1 + deviation) * log - deviation, 1.0)
    series = deviation**2 * (1 / 2 - deviation / 6 + deviation**2 / 12)
    return np.where(np.abs(deviation) < 1e-4, series, exact)


def _conflict(standard, constant):
    """The sum over k of 1 - r_jk; 1 - r is half the squared distance of two columns of length 1."""
    rows = []
    for column in standard.T:
        distances = ((standard - column[:, None]) ** 2).sum(axis=0) / 2
        rows.append(np.where(constant, 1.0, distances).sum())
    return np.where(constant, 0.0, np.array(rows))

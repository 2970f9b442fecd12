"""Where to act first: importance-performance analysis."""

from dataclasses import dataclass

import numpy as np

from tools.methods import arguments
from tools.methods.errors import MethodError

__all__ = ["CROSSHAIRS", "ImportancePerformance", "analyse", "stability"]

CROSSHAIRS = ("mean", "midpoint")
QUADRANTS = np.array(["low_priority", "concentrate", "overkill", "keep_up"])  # important + 2 * well performing
TOLERANCE = 1e-9  # of the line, in widths of the scale


@dataclass(frozen=True, eq=False)
class ImportancePerformance:
    """Means and gap (performance - importance) of each factor, how many rated it, the crosshair, the quadrants."""

    importance: np.ndarray
    performance: np.ndarray
    gap: np.ndarray
    n_importance: np.ndarray
    n_performance: np.ndarray
    crosshair: np.ndarray
    quadrant: tuple


def analyse(importance, performance, *, crosshair="mean", scale=(1, 5)):
    """The quadrant of each factor: "concentrate" (important, performs low), "keep_up", "low_priority" or "overkill".

    importance, performance: (k,) means or (respondents, k) ratings within `scale` (lowest, highest), NaN = no answer.
    A factor's mean is taken over those who answered; means typed count as one answer each. crosshair: "mean" (the mean
    of the factors' means), "midpoint" of the scale, or two numbers (importance, performance) within it. A factor on
    the line (within 1e-9 of the scale's width) counts as high.
    Errors: importance, performance as of a table of numbers, `range`, `too_many`, `unrated` (a factor nobody rated);
    performance `length`; scale `length`, `order`; crosshair `option`, `length`, `range`.
    Source: Martilla & James (1977), Importance-performance analysis.
    """
    low, high = _scale(scale)
    line = _crosshair(crosshair, low, high)
    tables = [_ratings(*pair, low, high) for pair in (("importance", importance), ("performance", performance))]
    _refuse_different(*tables)
    means = np.array([_means(table) for table in tables])
    lines = _lines(line, means, low, high)
    n_importance, n_performance = ((~np.isnan(np.atleast_2d(table))).sum(axis=0).astype(float) for table in tables)
    quadrant = tuple(str(QUADRANTS[place]) for place in _places(means, lines, _slack(low, high)))
    return ImportancePerformance(means[0], means[1], means[1] - means[0], n_importance, n_performance, lines, quadrant)


def stability(importance, performance, *, crosshair="mean", scale=(1, 5)):
    """The share of leave-one-respondent-out runs in which each factor stays in its quadrant, 0..1: (k,).

    Arguments and errors as of `analyse`, but importance and performance are both (respondents >= 2, k) ratings
    (`too_few`). In a run that takes away the only rating of a factor, the factor has no quadrant: it counts as moved,
    and the mean crosshair of that run is that of the other factors.
    """
    low, high = _scale(scale)
    line = _crosshair(crosshair, low, high)
    pairs = ("importance", importance), ("performance", performance)
    tables = [_ratings(*pair, low, high, dimensions=2) for pair in pairs]
    arguments.at_least("importance", len(tables[0]), 2, "respondents")
    _refuse_different(*tables)
    means = np.array([_means(table) for table in tables])
    runs = np.array([_means_without_each(table, mean) for table, mean in zip(tables, means, strict=True)])
    slack = _slack(low, high)
    usual = _places(means, _lines(line, means, low, high), slack)
    same = _places(runs, _lines(line, runs, low, high), slack) == usual
    return (same & ~np.isnan(runs).any(axis=0)).mean(axis=0)


def _means(ratings):
    """Mean of each column over what is there. The mean of what is left over makes up for rounding in long columns."""
    if ratings.ndim == 1:
        return ratings.copy()
    rough = np.nanmean(ratings, axis=0)
    return rough + np.nanmean(ratings - rough, axis=0)


def _means_without_each(ratings, means):
    """Mean of each column without each respondent, NaN where nobody else answered: (respondents, k)."""
    others = (~np.isnan(ratings)).sum(axis=0) - 1
    shift = np.divide(ratings - means, others, out=np.full(ratings.shape, np.nan), where=others > 0)
    return np.where(np.isnan(ratings), means, means - shift)


def _lines(line, means, low, high):
    """The crosshair (2,), or one for each run: means (2, k) or (2, runs, k)."""
    if isinstance(line, np.ndarray):
        return line.copy() if means.ndim == 2 else line[:, None]
    if line == "midpoint":
        middle = np.full(2, low + (high - low) / 2)
        return middle if means.ndim == 2 else middle[:, None]
    present = ~np.isnan(means)
    count = present.sum(axis=-1)
    total = np.where(present, means, 0.0).sum(axis=-1)
    return np.divide(total, count, out=np.full(count.shape, np.nan), where=count > 0)


def _places(means, lines, slack):
    """The place in `QUADRANTS` of each factor."""
    important, performing = means >= lines[..., None] - slack
    return important + 2 * performing


def _slack(low, high):
    """What counts as on the line: 1e-9 of the scale's width, and never less than rounding."""
    return max(TOLERANCE * (high - low), 2 * np.spacing(max(abs(low), abs(high))))


def _ratings(name, value, low, high, dimensions=(1, 2)):
    ratings = arguments.table(name, value, dimensions=dimensions, missing=True, low=low, high=high)
    if ratings.ndim == 2:
        arguments.at_most(name, ratings.shape[0], "respondents")
    arguments.at_most(name, ratings.shape[-1], "factors")
    unrated = np.isnan(np.atleast_2d(ratings)).all(axis=0)
    if unrated.any():
        message = f"{name} must hold at least one rating of each factor; factor {unrated.argmax()} has none."
        raise MethodError(name, "unrated", message)
    return ratings


def _refuse_different(importance, performance):
    arguments.length("performance", performance, importance.shape[-1], axis=performance.ndim - 1)
    if importance.ndim == performance.ndim == 2:
        arguments.length("performance", performance, len(importance))


def _scale(value):
    scale = arguments.table("scale", value, dimensions=1)
    arguments.length("scale", scale, 2)
    if scale[0] >= scale[1]:
        raise MethodError("scale", "order", "scale must rise: its first number is the lowest rating.")
    return scale.tolist()


def _crosshair(value, low, high):
    if isinstance(value, str):
        return arguments.option("crosshair", value, CROSSHAIRS)
    crosshair = arguments.table("crosshair", value, dimensions=1, low=low, high=high)
    arguments.length("crosshair", crosshair, 2)
    return crosshair

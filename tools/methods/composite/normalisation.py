"""Indicators of different units on one scale."""

import numpy as np

from tools.methods import arguments
from tools.methods.composite.columns import NOISE, checked_values, extent, standardised
from tools.methods.errors import MethodError

METHODS = ("minmax", "goalposts", "zscore", "rank", "distance_to_best", "target")
ABOVE_ZERO = tuple(method for method in METHODS if method != "zscore")
FLOOR = 0.01  # of normalised values, so that geometric means do not vanish


def normalise(values, *, method="minmax", directions=None, goalposts=None, targets=None, clip=True, bounds=(0, 1)):
    """The indicators on one scale on which more is better; NaN stays NaN. Returns (units, indicators).

    values: (units, indicators) in any unit, NaN = missing. directions: 1 or -1 (less is better) per indicator.
    method:
    - "minmax": (x - min) / (max - min), for less-is-better (max - x) / (max - min); .5 for a constant indicator;
    - "goalposts": (x - low) / (high - low) with `goalposts` (indicators, 2), low < high, for less-is-better 1 minus
      that; values beyond the posts are cut to 0..1 if `clip`;
    - "zscore": (x - mean) / sd, sd with n - 1, for less-is-better negated; 0 for a constant indicator;
    - "rank": (m - r) / (m - 1), r the average place among the m units present; .5 if constant or a single value;
    - "distance_to_best": x / max, for less-is-better min / x; all x > 0;
    - "target": 1 - |x - t| / max |x - t| with `targets` (indicators,), directions unused; 1 if all are on target.
    bounds: the two numbers to which 0 and 1 are mapped linearly; not used by "zscore".
    One unit is enough for "goalposts" and "target", the others compare at least two.

    Errors: `values` as of `checked_values`, `too_few` (one unit), `range` (not > 0); `directions`; `method` `option`;
    `goalposts`, `targets`: `required`, and as of `arguments.table`, `length`; `goalposts`, `bounds`: `order` (first
    not below second); `goalposts` `too_large` (unclipped result beyond 1e15); `clip` `option`.
    Source: OECD/JRC handbook (Nardo et al. 2008), step 5; the goalposts are those of the human development index.
    """
    table = checked_values(values)
    arguments.option("method", method, METHODS)
    signs = arguments.directions("directions", directions, table.shape[1])
    posts = _goalposts(goalposts, table.shape[1], required=method == "goalposts")
    aims = _targets(targets, table.shape[1], required=method == "target")
    clip = arguments.flag("clip", clip)
    low, high = _bounds(bounds)
    if method not in ("goalposts", "target"):
        arguments.at_least("values", len(table), 2, "units")
    if method == "zscore":
        return _zscore(table, signs)
    if method == "goalposts":
        result = _goalpost_shares(table, signs, posts, clip)
    elif method == "target":
        result = _closeness(table, aims)
    else:
        result = {"minmax": _minmax, "rank": _rank, "distance_to_best": _distance_to_best}[method](table, signs)
    return low * (1 - result) + high * result


def above_zero(values, *, method="minmax", directions=None, goalposts=None, targets=None):
    """The indicators on a scale from .01 to 1, as geometric means need them; NaN stays NaN: (units, indicators).

    Arguments as of `normalise`. Goalposts keep their own scale, of which what is below .01 counts as .01; the other
    methods are mapped to .01..1.
    Errors: as of `normalise`; `method` `option` also for z-scores, which are negative.
    """
    arguments.option("method", method, ABOVE_ZERO)
    if method == "goalposts":
        shares = normalise(values, method=method, directions=directions, goalposts=goalposts)
        return np.maximum(shares, FLOOR)
    return normalise(values, method=method, directions=directions, targets=targets, bounds=(FLOOR, 1))


def _minmax(table, signs):
    lowest, highest, constant = extent(table)
    distance = np.where(signs > 0, table - lowest, highest - table)
    result = distance / np.where(constant, 1.0, highest - lowest)
    return np.where(constant & ~np.isnan(table), 0.5, result)


def _zscore(table, signs):
    constant = extent(table)[2]
    present = ~np.isnan(table)
    result = standardised(table) * np.sqrt(np.maximum(present.sum(axis=0) - 1, 0)) * signs
    return np.where(constant & present, 0.0, result)


def _rank(table, signs):
    result = np.full(table.shape, np.nan)
    for column, sign in enumerate(signs):
        present = np.flatnonzero(~np.isnan(table[:, column]))
        if present.size == 1:
            result[present, column] = 0.5
        else:
            result[present, column] = (_average_places(sign * table[present, column]) - 1) / (present.size - 1)
    return result


def _average_places(numbers):
    """The places of the numbers in rising order, 1 for the smallest, equal ones with the mean of their places."""
    order = np.argsort(numbers, kind="stable")
    rising = numbers[order]
    sizes = np.maximum(np.abs(rising[:-1]), np.abs(rising[1:]))
    group = np.concatenate([[0], np.cumsum(np.diff(rising) > NOISE * sizes)])
    members = np.bincount(group)
    places = np.empty(numbers.shape)
    places[order] = (np.cumsum(members) - (members - 1) / 2)[group]
    return places


def _distance_to_best(table, signs):
    if (table <= 0).any():
        raise MethodError("values", "range", "values must all be greater than 0 for the distance to the best.")
    lowest, highest, _constant = extent(table)
    return np.where(signs > 0, table / highest, lowest / table)


def _goalpost_shares(table, signs, posts, clip):
    low, high = posts.T
    with np.errstate(over="ignore"):  # posts very close together
        shares = np.where(signs > 0, table - low, high - table) / (high - low)
    if clip:
        return np.clip(shares, 0.0, 1.0)
    if (np.abs(shares) > arguments.LARGEST).any():
        message = "goalposts lie so close together that normalised values pass 1e15."
        raise MethodError("goalposts", "too_large", message)
    return shares


def _closeness(table, targets):
    distances = np.abs(table - targets)
    farthest = np.fmax.reduce(distances, axis=0)
    return 1 - distances / np.where(farthest == 0, 1.0, farthest)


def _goalposts(value, count, *, required):
    if value is None:
        return _nothing("goalposts", required)
    posts = arguments.table("goalposts", value, dimensions=2)
    arguments.length("goalposts", posts, count)
    arguments.length("goalposts", posts, 2, axis=1)
    if (posts[:, 0] >= posts[:, 1]).any():
        raise MethodError("goalposts", "order", "goalposts must have a low one below a high one for every indicator.")
    return posts


def _targets(value, count, *, required):
    if value is None:
        return _nothing("targets", required)
    targets = arguments.table("targets", value, dimensions=1)
    arguments.length("targets", targets, count)
    return targets


def _nothing(name, required):
    if required:
        raise MethodError(name, "required", f"{name} must be given for this method of normalising.")


def _bounds(value):
    bounds = arguments.table("bounds", value, dimensions=1)
    arguments.length("bounds", bounds, 2)
    if bounds[0] >= bounds[1]:
        raise MethodError("bounds", "order", "bounds must be a smaller number and then a larger one.")
    return bounds

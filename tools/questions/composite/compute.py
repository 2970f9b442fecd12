"""The numbers of a comparison on indicators: values made ready, weights, scores, places, and how firm they are."""

from dataclasses import dataclass, replace

import numpy as np

from tools.methods import composite
from tools.methods.composite.aggregation import weighted_means
from tools.methods.ranking import places

MIN_COVERAGE = 0.65  # a unit with values for less of the weight gets no score
FLOOR = 0.01  # of normalised values in geometric means
MOST_FREQUENCIES = 40  # units; of more, the shares of runs at each place are not kept
PORTION = 250  # runs between two reports of progress
ROBUST = ("minmax", "zscore", "rank")  # normalisations drawn beside the chosen one


@dataclass(frozen=True)
class Data:
    """Values with logarithms taken where asked, and with what belongs to each indicator."""

    values: np.ndarray  # (units, indicators), NaN = missing
    signs: np.ndarray  # 1 or -1 (less is better)
    posts: np.ndarray  # (indicators, 2)
    targets: np.ndarray
    logarithm: np.ndarray  # bool
    changed: tuple = ()  # (row, column, old, new) of what was winsorised, in the unit of the indicator


def read(inputs):
    """The data as the analysis uses them."""
    logarithm = np.array([kind == "log" for kind in inputs.column("indicators", "transform")], dtype=bool)
    posts = np.column_stack([inputs.numbers("indicators", "low"), inputs.numbers("indicators", "high")])
    signs = np.array([-1.0 if way == "less" else 1.0 for way in inputs.column("indicators", "direction")])
    data = Data(inputs.matrix("values"), signs, posts, inputs.numbers("indicators", "target"), logarithm)
    return _logarithms(data) if logarithm.any() else data


def winsorised(data):
    """The data with extreme values drawn in, and each changed cell in its own unit."""
    drawn = composite.winsorise(data.values)
    changed = tuple((row, j, *_back(data, j, old, new)) for row, j, old, new in drawn.replaced)
    return replace(data, values=drawn.values, changed=changed)


def normalised(data, method, *, geometric=False):
    """The values on one scale on which more is better; for geometric means above 0."""
    if method == "goalposts":
        shares = composite.normalise(data.values, method=method, directions=data.signs, goalposts=data.posts)
        return np.maximum(shares, FLOOR) if geometric else shares
    bounds = (FLOOR, 1) if geometric else (0, 1)
    if method == "target":
        return composite.normalise(data.values, method=method, targets=data.targets, bounds=bounds)
    return composite.normalise(data.values, method=method, directions=data.signs, bounds=bounds)


def weights(inputs, data):
    """The weights (indicators,) in the way that was chosen."""
    way = inputs.options["weights"]
    if way == "own":
        own = inputs.numbers("indicators", "weight")
        return own / own.sum()
    if way == "budget":
        return composite.budget_weights(inputs.matrix("points"))
    if way == "entropy":
        return composite.entropy_weights(data.values)
    if way == "critic":
        return _critic(data, inputs.options["normalisation"])
    return composite.equal_weights(data.values.shape[1])


def covered(data, shares):
    """The share of the weight for which each unit has values: (units,)."""
    return (~np.isnan(data.values) * shares).sum(axis=1)


def scores_of(data, shares, method, aggregation):
    """One score per unit; NaN where too little is known."""
    table = normalised(data, method, geometric=aggregation == "geometric")
    return composite.aggregate(table, weights=shares, method=aggregation, missing="rescale", min_coverage=MIN_COVERAGE)


def variants(data, method):
    """The normalised tables and aggregations of which each run draws one: [(table, aggregation)], chosen first."""
    names = [method, *(name for name in ROBUST if name != method)]
    if method == "target":  # closeness to the target takes the place of the values, and more of it is better
        close = replace(data, values=normalised(data, "target"), signs=np.ones(len(data.signs)))
        tables = [(data, "target"), *((close, name) for name in ("zscore", "rank"))]
    else:
        tables = [(data, name) for name in names]
    found = []
    for one, name in tables:
        above = normalised(one, name, geometric=True) if name != "zscore" else None
        found.append((normalised(one, name) if name in ("zscore", "goalposts") else above, "arithmetic"))
        if above is not None:
            found.append((above, "geometric"))
    return found


def intervals(tables, shares, reference, *, runs, seed, spread, progress):
    """Places by Monte Carlo as `composite.rank_intervals` draws them, over any tables and in portions.

    tables: [(normalised (n, k), aggregation)]; reference: the places (n,) that the shift is measured from.
    """
    generator = np.random.default_rng(seed)
    chosen = generator.integers(len(tables), size=runs)
    count = len(reference)
    counts = np.zeros((count, count))
    for start in range(0, runs, PORTION):
        drawn = chosen[start : start + PORTION]
        varied = shares * (1 + spread * (1 - 2 * generator.random((len(drawn), len(shares)))))
        for index, (table, aggregation) in enumerate(tables):
            for scores in weighted_means(table, varied[drawn == index], aggregation):
                counts[np.arange(count), places(scores).astype(int) - 1] += 1
        progress(min(1.0, (start + PORTION) / runs))
    return _summary(counts, reference, runs)


def without_each(table, shares, aggregation):
    """The places without each indicator: (indicators, units); NaN without one that has no weight or all of it."""
    found = np.full((len(shares), len(table)), np.nan)
    for column in np.flatnonzero(shares):
        left = np.where(np.arange(len(shares)) == column, 0.0, shares)
        if left.any():
            found[column] = places(weighted_means(table, left[None, :], aggregation)[0])
    return found


def common_pairs(values):
    """How many units have both of two indicators: (indicators, indicators)."""
    present = (~np.isnan(values)).astype(int)
    return present.T @ present


def five_numbers(values):
    """Lowest, lower quartile, median, upper quartile and highest of each indicator: (indicators, 5)."""
    return np.array([np.percentile(column[~np.isnan(column)], (0, 25, 50, 75, 100)) for column in values.T])


def better_than(oriented, unit):
    """(how many others do better, how many others there are) in each indicator; None where the unit has no value."""
    found = []
    for column in oriented.T:
        others = np.delete(column, unit)
        others = others[~np.isnan(others)]
        found.append(None if np.isnan(column[unit]) else [int((others > column[unit]).sum()), len(others)])
    return found


def _critic(data, method):
    if method == "target":
        return composite.critic_weights(normalised(data, "target"))
    return composite.critic_weights(data.values, directions=data.signs)


def _logarithms(data):
    chosen = data.logarithm

    def taken(numbers):
        result = np.array(numbers, dtype=float)
        result[..., chosen] = np.log(result[..., chosen])
        return result

    return replace(data, values=taken(data.values), posts=taken(data.posts.T).T, targets=taken(data.targets))


def _back(data, column, *numbers):
    return tuple(float(np.exp(x)) if data.logarithm[column] else float(x) for x in numbers)


def _summary(counts, reference, runs):
    """Median, 5 % and 95 % of the places by nearest rank, and the share of runs at each place."""
    below = counts.cumsum(axis=1)

    def at(position):
        return (below < position).sum(axis=1) + 1.0

    frequency = counts / runs
    distance = np.abs(np.arange(1.0, len(counts) + 1) - reference[:, None])
    return {
        "median": (at((runs + 1) // 2) + at(runs // 2 + 1)) / 2,
        "low": at(max(1, int(np.ceil(0.05 * runs - 1e-9)))),
        "high": at(max(1, int(np.ceil(0.95 * runs - 1e-9)))),
        "frequency": frequency,
        "mean_shift": float((frequency * distance).sum() / len(counts)),
    }

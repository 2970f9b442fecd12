"""The numbers of a comparison on indicators: values made ready, weights, scores, places, and how firm they are."""

from dataclasses import dataclass, replace

import numpy as np

from tools.methods import composite

MIN_COVERAGE = 0.65  # a unit with values for less of the weight gets no score
MOST_FREQUENCIES = 40  # units; of more, the shares of runs at each place are not kept
ROBUST = ("minmax", "zscore", "rank")  # normalisations drawn beside the chosen one
MEANS = ("arithmetic", "geometric")


@dataclass(frozen=True)
class Data:
    """Values with logarithms taken where asked, and with what belongs to each indicator."""

    values: np.ndarray  # (units, indicators), NaN = missing
    signs: np.ndarray  # 1 or -1 (less is better)
    posts: np.ndarray  # (indicators, 2)
    targets: np.ndarray
    logarithm: np.ndarray  # bool
    changed: tuple = ()  # (row, column, old, new) of what was winsorised, in the unit of the indicator


def compute_comparison(inputs, progress):
    """The results of a comparison that has passed the check."""
    options = inputs.options
    method, chosen = options["normalisation"], options["aggregation"]
    given = read_data(inputs)
    data = winsorised(given) if options["winsorise"] else given
    shares = weights_of(inputs, data)
    scores = {mean: scores_of(data, shares, method, mean) for mean in MEANS}
    ranks = {mean: composite.ranks(found) for mean, found in scores.items() if found is not None}
    table = normalised(data, method)
    return {
        "weights": shares,
        "normalised": table,
        "scores": scores,
        "ranks": ranks,
        **intervals(data, shares, ranks[chosen], options, progress),
        "left_out": without_each(data, shares, ranks[chosen], options),
        **quality(given, data, shares, method),
        **own_unit(inputs, given, table),
    }


def read_data(inputs):
    """The data as the analysis uses them."""
    logarithm = np.array([kind == "log" for kind in inputs.column("indicators", "transform")], dtype=bool)
    posts = np.column_stack([inputs.numbers("indicators", "low"), inputs.numbers("indicators", "high")])
    signs = np.array([-1.0 if way == "less" else 1.0 for way in inputs.column("indicators", "direction")])
    data = Data(inputs.matrix("values"), signs, posts, inputs.numbers("indicators", "target"), logarithm)
    return _logarithms(data) if logarithm.any() else data


def used_data(inputs):
    """The data as the analysis uses them, with extreme values drawn in where that was chosen."""
    data = read_data(inputs)
    return winsorised(data) if inputs.options["winsorise"] else data


def winsorised(data):
    """The data with extreme values drawn in, and each changed cell in its own unit."""
    drawn = composite.winsorise(data.values)
    changed = tuple((row, j, *_back(data, j, old, new)) for row, j, old, new in drawn.replaced)
    return replace(data, values=drawn.values, changed=changed)


def normalised(data, method):
    """The values on one scale on which more is better."""
    return composite.normalise(data.values, method=method, directions=data.signs, **bounds(data, method))


def bounds(data, method):
    """What the way to normalise asks for beside the values."""
    return {"goalposts": {"goalposts": data.posts}, "target": {"targets": data.targets}}.get(method, {})


def weights_of(inputs, data):
    """The weights (indicators,) in the way that was chosen; what is the same everywhere tells nothing apart and has 0.

    So it counts in no coverage, either: else a value that all have would turn the order where others are missing.
    """
    shares = np.where(composite.constant(data.values), 0.0, chosen_weights(inputs, data))
    return shares / shares.sum()


def chosen_weights(inputs, data):
    """The weights as they were chosen, whether the indicators differ or not."""
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


def covered_weight(data, shares):
    """The share of the weight for which each unit has values: (units,)."""
    return (~np.isnan(data.values) * shares).sum(axis=1)


def scores_of(data, shares, method, mean):
    """One score per unit, NaN where too little is known; None where the values have no such mean."""
    if mean == "arithmetic":
        table = normalised(data, method)
    elif method == "zscore":
        return None
    else:
        table = composite.above_zero(data.values, method=method, directions=data.signs, **bounds(data, method))
    return composite.aggregate(table, weights=shares, method=mean, missing="rescale", min_coverage=MIN_COVERAGE)


def drawn(method):
    """The ways to normalise of which each run draws one, the chosen one first; min-max would change no nearness."""
    return (method, *(name for name in ROBUST if name != method and (name, method) != ("minmax", "target")))


def intervals(data, shares, ranks, options, progress):
    """Places in random runs of the units with a score; NaN for the others."""
    method = options["normalisation"]
    found = composite.rank_intervals(
        data.values,
        directions=data.signs,
        weights=shares,
        runs=options["runs"],
        seed=options["seed"],
        spread=options["spread"] / 100,
        normalisations=drawn(method),
        aggregations=MEANS,
        reference=ranks,
        progress=progress,
        **bounds(data, method),
    )
    scored = ~np.isnan(ranks)
    frequency = np.where(scored[:, None], found.frequency[:, : scored.sum()], np.nan)
    return {
        "median": found.median,
        "low": found.low,
        "high": found.high,
        "first": frequency[:, 0],
        "frequency": frequency if len(scored) <= MOST_FREQUENCIES else None,
        "mean_shift": found.mean_shift,
    }


def without_each(data, shares, ranks, options):
    """The ranks without each indicator: (indicators, units); NaN without one that has no weight or all of it."""
    found = np.full((len(shares), len(ranks)), np.nan)
    if np.count_nonzero(shares) > 1:
        places = composite.leave_one_out(
            data.values,
            directions=data.signs,
            weights=shares,
            normalisation=options["normalisation"],
            aggregation=options["aggregation"],
            reference=ranks,
            **bounds(data, options["normalisation"]),
        )
        found[shares > 0] = places[shares > 0]
    return found


def quality(given, data, shares, method):
    """What the data are like: coverage, extreme and constant indicators, correlations, cut and changed values."""
    extreme = composite.outliers(given.values)
    present = ~np.isnan(given.values)
    cut = present & ((data.values < data.posts[:, 0]) | (data.values > data.posts[:, 1]))
    return {
        "unit_coverage": covered_weight(data, shares),
        "indicator_coverage": present.mean(axis=0),
        "missing": int((~present).sum()),
        "skewness": extreme.skewness,
        "kurtosis": extreme.kurtosis,
        "extreme": extreme.flagged,
        "constant": composite.constant(data.values),
        "correlation": composite.correlation(data.values),
        "pairs": composite.common_units(data.values).astype(int),
        "changed": data.changed,
        "cut": np.argwhere(cut) if method == "goalposts" else [],
    }


def own_unit(inputs, given, table):
    """How the own unit stands in each indicator, in the values as they were given."""
    five = five_numbers(inputs.matrix("values"))
    marked = [index for index, own in enumerate(inputs.column("units", "own")) if own == "own"]
    if not marked:
        return {"own": None, "five": five, "better": None}
    oriented = table if inputs.options["normalisation"] == "target" else given.values * given.signs
    return {"own": marked[0], "five": five, "better": better_than(oriented, marked[0])}


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

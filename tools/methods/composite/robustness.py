"""How far places may be trusted: other weights, other methods, one indicator less."""

from dataclasses import dataclass
from math import ceil

import numpy as np

from tools.methods import arguments
from tools.methods.composite.aggregation import AGGREGATIONS, weighted_means
from tools.methods.composite.columns import checked_values
from tools.methods.composite.normalisation import above_zero, normalise
from tools.methods.errors import MethodError
from tools.methods.ranking import place_counts, places

NORMALISATIONS = ("minmax", "zscore", "rank", "distance_to_best")
CELLS = 50_000  # scores computed at a time: few enough to stay in the cache of a processor
MOST_AT_ONCE = 250  # runs between two words on progress


@dataclass(frozen=True, eq=False)
class RankIntervals:
    """Places of n units over many runs; of a unit without a score all are NaN and its frequencies 0.

    reference, median, low, high: (n,); frequency: (n, n), share of runs of [unit, place - 1]; mean_shift: the mean of
    |place - reference| over units and runs.
    """

    reference: np.ndarray
    median: np.ndarray
    low: np.ndarray
    high: np.ndarray
    frequency: np.ndarray
    mean_shift: float
    runs: int
    seed: int


def rank_intervals(
    values,
    *,
    directions=None,
    weights=None,
    runs=1000,
    seed=0,
    spread=0.25,
    normalisations=("minmax", "zscore", "rank"),
    aggregations=("arithmetic", "geometric"),
    percentiles=(5, 95),
    goalposts=None,
    targets=None,
    reference=None,
    progress=None,
):
    """Places by Monte Carlo, where weights and methods are uncertain, as `RankIntervals`.

    values: (units >= 2, indicators), NaN = missing: weights are rescaled over what is present, however little.
    Each run multiplies every weight by a uniform 1 +- `spread` (0..1), rescales them, and draws one pair out of
    `normalisations` ("minmax", "zscore", "rank", "distance_to_best") x `aggregations` ("arithmetic", "geometric"),
    all equally likely, (zscore, geometric) left out. Values are normalised to .01..1, except z-scores.
    goalposts, targets: as of `normalise`; with them "goalposts" and "target" may be drawn, too. Goalposts are not
    mapped to .01..1, see `above_zero`. Nearness to the targets takes the place of the values for all that is drawn.
    reference: (n,) the places as they stand, NaN = the unit takes no part; None = those by the first allowed pair and
    the weights as given. Tied units share the best place. low, high: the nearest-rank `percentiles`. The same seed
    gives the same result. progress: called with the share that is done, 0 to 1; what it raises stops the work.
    Errors: `values`, `directions` as of `normalise`; `weights`; `runs` `not_whole`, `range` (1 to 100,000); `seed`
    `not_whole`, `range` (below 0); `spread` as of `arguments.number`; `normalisations`, `aggregations` `option`,
    `empty`, `twice`; `aggregations` `no_pair`; `percentiles` as of `arguments.table`, and `length`, `order`;
    `goalposts`, `targets` as of `normalise`; `reference` as of `arguments.table`, and `length`, `too_few` (no place).
    Source: OECD/JRC handbook (Nardo et al. 2008), step 7; Saisana, Saltelli & Tarantola 2005.
    """
    table = checked_values(values)
    weights = arguments.weights("weights", weights, table.shape[1])
    runs = arguments.whole("runs", runs, low=1, high=arguments.LIMITS["runs"])
    seed = arguments.whole("seed", seed, low=0)
    spread = arguments.number("spread", spread, low=0, high=1)
    scales = _Scales(table, directions, goalposts, targets)
    pairs = _allowed_pairs(arguments.words("normalisations", normalisations, scales.options), aggregations)
    percentiles = _percentiles(percentiles)
    variants = [(scales.normalised(*pair), pair[1]) for pair in pairs]

    scores = weighted_means(variants[0][0], weights[None, :], variants[0][1])[0]
    reference = places(scores) if reference is None else np.where(np.isnan(scores), np.nan, _places(reference, table))
    scored = np.flatnonzero(~np.isnan(reference))
    arguments.at_least("reference", scored.size, 1, "places")
    variants = [(normalised[scored], aggregation) for normalised, aggregation in variants]
    counts = _count_places(variants, weights, runs, seed, spread, progress)
    return _summary(reference, scored, counts, percentiles, runs, seed)


def leave_one_out(
    values,
    *,
    directions=None,
    weights=None,
    normalisation="minmax",
    aggregation="arithmetic",
    goalposts=None,
    targets=None,
    reference=None,
):
    """The places of the units without each indicator in turn: (k, n), row j without indicator j.

    values: (units >= 2, indicators >= 2), NaN = missing; options, bounds and missing values as in `rank_intervals`,
    goalposts, targets and the units that take part, by `reference`, as well.
    Errors: `values`, `directions` as of `normalise`, `values` `too_few` (one indicator); `weights`, also `no_weight`
    (none left without an indicator); `normalisation`, `aggregation` `option`; `aggregation` `no_pair`; `goalposts`,
    `targets`, `reference` as of `rank_intervals`.
    """
    table = checked_values(values)
    count = table.shape[1]
    arguments.at_least("values", count, 2, "indicators")
    weights = arguments.weights("weights", weights, count)
    if np.count_nonzero(weights) == 1:
        message = "weights must hold at least two numbers greater than 0, one to stay when the other is left out."
        raise MethodError("weights", "no_weight", message)
    scales = _Scales(table, directions, goalposts, targets)
    arguments.option("normalisation", normalisation, scales.options)
    arguments.option("aggregation", aggregation, AGGREGATIONS)
    if not _allowed(normalisation, aggregation):
        raise MethodError("aggregation", "no_pair", "aggregation must be arithmetic for z-scores, which are negative.")
    ranked = np.ones(len(table), dtype=bool) if reference is None else ~np.isnan(_places(reference, table))
    normalised = scales.normalised(normalisation, aggregation)[ranked]
    without = np.where(np.eye(count, dtype=bool), 0.0, weights)
    without = without / without.max(axis=1, keepdims=True)
    result = np.full((count, len(table)), np.nan)
    result[:, ranked] = [places(scores) for scores in weighted_means(normalised, without, aggregation)]
    return result


@dataclass(frozen=True, eq=False)
class _Scales:
    """A table, and all that one needs to bring it to one scale or another."""

    table: np.ndarray
    directions: object
    goalposts: object
    targets: object

    @property
    def options(self):
        """The ways to normalise that may be asked for."""
        of_posts = () if self.goalposts is None else ("goalposts",)
        of_targets = () if self.targets is None else ("target",)
        return (*NORMALISATIONS, *of_posts, *of_targets)

    def normalised(self, normalisation, aggregation):
        if normalisation == "target":
            return above_zero(self.table, method="target", targets=self.targets)
        if normalisation == "goalposts":
            way = above_zero if aggregation == "geometric" else normalise
            return way(self.table, method="goalposts", directions=self.directions, goalposts=self.goalposts)
        way = normalise if normalisation == "zscore" else above_zero
        if self.targets is None:
            return way(self.table, method=normalisation, directions=self.directions)
        return way(normalise(self.table, method="target", targets=self.targets), method=normalisation)


def _places(value, table):
    """`reference`, a place for each unit or NaN."""
    reference = arguments.table("reference", value, dimensions=1, missing=True, low=1)
    arguments.length("reference", reference, len(table))
    return reference


def _allowed(normalisation, aggregation):
    return (normalisation, aggregation) != ("zscore", "geometric")


def _allowed_pairs(normalisations, aggregations):
    aggregations = arguments.words("aggregations", aggregations, AGGREGATIONS)
    pairs = [(first, second) for first in normalisations for second in aggregations if _allowed(first, second)]
    if not pairs:
        message = "aggregations must include arithmetic when z-scores are the only normalisation."
        raise MethodError("aggregations", "no_pair", message)
    return pairs


def _percentiles(value):
    percentiles = arguments.table("percentiles", value, dimensions=1, low=0, high=100)
    arguments.length("percentiles", percentiles, 2)
    if percentiles[0] > percentiles[1]:
        raise MethodError("percentiles", "order", "percentiles must be a smaller number and then a larger one.")
    return percentiles


def _count_places(variants, weights, runs, seed, spread, progress):
    """How many runs give each unit each place: (n, n). The numbers drawn do not depend on the size of the portions."""
    generator = np.random.default_rng(seed)
    chosen = generator.integers(len(variants), size=runs)
    count = len(variants[0][0])
    portion = min(MOST_AT_ONCE, max(count, CELLS // max(count, len(weights))))
    totals = np.zeros((count, count), dtype=np.int64)
    for start in range(0, runs, portion):
        drawn = chosen[start : start + portion]
        uniform = generator.random((len(drawn), len(weights)))
        varied = weights * (1 + spread * (1 - 2 * uniform))  # 1 - 2u > -1: no weight ever becomes 0
        for index, (normalised, aggregation) in enumerate(variants):
            totals += place_counts(weighted_means(normalised, varied[drawn == index], aggregation))
        if progress:
            progress((start + len(drawn)) / runs)
    return totals


def _summary(reference, scored, counts, percentiles, runs, seed):
    """counts: (s, s) of the units scored, [unit, place - 1]."""
    below, size = counts.cumsum(axis=1), len(reference)

    def at(position):
        place = np.full(size, np.nan)
        place[scored] = (below < position).sum(axis=1) + 1.0
        return place

    median = (at((runs + 1) // 2) + at(runs // 2 + 1)) / 2
    low, high = (at(max(1, ceil(percent * runs / 100 - 1e-9))) for percent in percentiles)
    shares = counts / runs
    shifts = np.abs(np.arange(1.0, len(counts) + 1) - reference[scored, None])
    frequency = np.zeros((size, size))
    frequency[np.ix_(scored, range(len(scored)))] = shares
    return RankIntervals(reference, median, low, high, frequency, (shares * shifts).sum() / len(counts), runs, seed)

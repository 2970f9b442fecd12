"""Composite indicators: no place without its interval."""

import time
from math import ceil

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from tests.tools.methods.hostile import refusal
from tools.methods import composite
from tools.methods.composite import robustness
from tools.methods.ranking import place_counts, places

NAN = np.nan
FIELDS = ("reference", "median", "low", "high", "frequency", "mean_shift", "runs", "seed")

laws = settings(derandomize=True, deadline=None, max_examples=50)
seeds = st.integers(0, 10**6)


def tables(seed, *, missing=0.0):
    """A random table > 0 with ties, with a value in every row and column, and directions and weights."""
    generator = np.random.default_rng(seed)
    units, indicators = generator.integers(2, 9), generator.integers(1, 6)
    values = generator.integers(1, 7, size=(units, indicators)).astype(float)
    holes = generator.random(values.shape) < missing
    holes[:, 0] = holes[0] = False
    weights = generator.integers(0, 4, size=indicators)
    weights[0] = 2
    return np.where(holes, NAN, values), generator.choice([1, -1], size=indicators), weights


def by_hand(values, *, directions, weights, runs, seed, spread, pairs, percentiles):
    """The same runs one after the other, by the public functions: the places (runs, n) and what is made of them."""
    generator = np.random.default_rng(seed)
    chosen = generator.integers(len(pairs), size=runs)
    shares = np.array(weights) / np.sum(weights)

    def places(pair, weights):
        unit = composite.normalise(values, method=pair[0], directions=directions, bounds=(0.01, 1))
        scores = composite.aggregate(unit, weights=weights, method=pair[1], missing="rescale", min_coverage=0)
        return composite.ranks(scores)

    reference = places(pairs[0], shares)
    drawn = []
    for run in range(runs):
        factors = 1 + spread * (1 - 2 * generator.random(len(shares)))
        drawn.append(places(pairs[chosen[run]], shares * factors))
    drawn = np.array(drawn)
    rising = np.sort(drawn, axis=0)
    low, high = (rising[max(1, ceil(round(percent * runs / 100, 6))) - 1] for percent in percentiles)
    frequency = np.array(
        [[(drawn[:, unit] == place + 1).mean() for place in range(len(values))] for unit in range(len(values))]
    )
    return reference, np.median(drawn, axis=0), low, high, frequency, np.nanmean(np.abs(drawn - reference))


@pytest.mark.parametrize("missing", [0.0, 0.3])
def test_rank_intervals_agree_with_runs_one_by_one(missing):
    for seed in range(4):
        values, directions, weights = tables(seed, missing=missing)
        options = {"directions": directions, "weights": weights, "runs": 61, "seed": seed, "spread": 0.8}
        options["percentiles"] = (7, 93)
        pairs = [("rank", "geometric"), ("rank", "arithmetic"), ("zscore", "arithmetic")]
        pairs += [("distance_to_best", "geometric"), ("distance_to_best", "arithmetic")]

        result = composite.rank_intervals(
            values,
            normalisations=("rank", "zscore", "distance_to_best"),
            aggregations=("geometric", "arithmetic"),
            **options,
        )

        expected = by_hand(values, pairs=pairs, **options)
        for field, numbers in zip(FIELDS[:6], expected, strict=True):
            assert_allclose(getattr(result, field), numbers, atol=1e-12, err_msg=field)


@laws
@given(seed=seeds)
def test_same_seed_gives_the_same_result(seed):
    values, directions, weights = tables(seed, missing=0.2)
    before, state = values.copy(), np.random.get_state()[1].copy()

    first, second = (
        composite.rank_intervals(values, directions=directions, weights=weights, runs=40, seed=seed) for _turn in "12"
    )

    for field in FIELDS:
        assert_array_equal(getattr(first, field), getattr(second, field))
    assert (first.runs, first.seed) == (40, seed)
    assert_array_equal(values, before)
    assert_array_equal(np.random.get_state()[1], state)


def test_another_seed_gives_other_runs():
    values = np.random.default_rng(0).normal(size=(6, 5))

    first, second = (composite.rank_intervals(values, runs=200, seed=seed).frequency for seed in (0, 1))

    assert (first != second).any()


@laws
@given(
    seed=seeds,
    normalisation=st.sampled_from(["minmax", "zscore", "rank", "distance_to_best"]),
    aggregation=st.sampled_from(["arithmetic", "geometric"]),
)
def test_without_spread_one_method_gives_the_reference(seed, normalisation, aggregation):
    if (normalisation, aggregation) == ("zscore", "geometric"):
        return
    values, directions, weights = tables(seed, missing=0.2)
    methods = {"normalisations": [normalisation], "aggregations": [aggregation]}

    result = composite.rank_intervals(
        values, directions=directions, weights=weights, runs=20, spread=0, percentiles=(0, 100), **methods
    )

    for field in ("median", "low", "high"):
        assert_array_equal(getattr(result, field), result.reference)
    assert result.mean_shift == 0
    assert_array_equal(result.frequency, result.reference[:, None] == np.arange(1, len(values) + 1))


@laws
@given(seed=seeds, spread=st.sampled_from([0, 0.25, 1]))
def test_intervals_hold_together(seed, spread):
    values, directions, weights = tables(seed, missing=0.2)
    places = np.arange(1, len(values) + 1)

    result = composite.rank_intervals(values, directions=directions, weights=weights, runs=50, spread=spread)

    assert_allclose(result.frequency.sum(axis=1), 1)
    assert (result.low <= result.median).all()
    assert (result.median <= result.high).all()
    assert ((places[0] <= result.low) & (result.high <= places[-1])).all()
    assert result.frequency[:, 0].sum() >= 1 - 1e-9  # someone leads in every run
    shifts = (result.frequency * np.abs(places - result.reference[:, None])).sum(axis=1)
    assert result.mean_shift == pytest.approx(shifts.mean())


@laws
@given(seed=seeds)
def test_unit_best_in_everything_is_always_first(seed):
    values, directions, weights = tables(seed)
    values[-1] = np.where(directions > 0, 7, 0.5)

    result = composite.rank_intervals(
        values, directions=directions, weights=weights, runs=60, spread=1, percentiles=(0, 100)
    )

    assert (result.low[-1], result.high[-1]) == (1, 1)


def test_reference_comes_from_the_first_allowed_pair():
    values = [[1, 100], [10, 1], [4, 60]]
    unit = composite.normalise(values, bounds=(0.01, 1))
    by_geometric = composite.ranks(composite.aggregate(unit, method="geometric"))
    by_zscore = composite.ranks(composite.aggregate(composite.normalise(values, method="zscore")))

    def reference(normalisations, aggregations):
        return composite.rank_intervals(
            values, runs=5, normalisations=normalisations, aggregations=aggregations
        ).reference

    assert_array_equal(reference(["minmax", "zscore"], ["geometric", "arithmetic"]), by_geometric)
    assert_array_equal(reference(["zscore", "minmax"], ["geometric", "arithmetic"]), by_zscore)
    assert_array_equal(reference(["zscore", "minmax"], ["geometric"]), by_geometric)
    assert_array_equal(reference("zscore", "arithmetic"), by_zscore)


def test_methods_are_drawn_evenly():
    # The first unit leads by minmax and by z-scores, the second by ranks.
    values = [[100, 1, 5], [3, 3, 5], [2, 2, 5], [1, 2, 5]]
    runs = 6000

    result = composite.rank_intervals(
        values, runs=runs, spread=0, normalisations=["minmax", "rank"], aggregations=["arithmetic"], weights=[3, 2, 1]
    )

    assert_array_equal(result.reference[:2], [1, 2])
    assert result.frequency[0, 0] == pytest.approx(0.5, abs=0.03)
    assert result.frequency[1, 0] == pytest.approx(0.5, abs=0.03)


def test_weights_vary_by_the_spread_and_no_more():
    # The first unit leads where its weight is the larger one: never under 1 +- .1 with 3 : 2, sometimes under 1 +- .3.
    values, one = [[1, 0], [0, 1]], {"normalisations": ["minmax"], "aggregations": ["arithmetic"], "weights": [3, 2]}

    narrow = composite.rank_intervals(values, spread=0.1, runs=2000, **one)
    wide = composite.rank_intervals(values, spread=0.3, runs=20_000, **one)

    assert narrow.frequency[0, 0] == 1
    # 3 u < 2 v with u, v uniform in .7..1.3: a triangle with the legs 1/6 and 1/4 in a square of side .6.
    assert wide.frequency[1, 0] == pytest.approx(0.5 * (2 * 1.3 / 3 - 0.7) * (1.3 - 1.05) / 0.36, abs=0.01)


def test_nearest_rank_percentiles_are_places_that_occurred():
    values = np.random.default_rng(1).normal(size=(12, 6))

    result = composite.rank_intervals(values, runs=100, percentiles=(7, 93))

    reached = result.frequency.cumsum(axis=1)
    assert_array_equal(result.low, (reached < 0.07 - 1e-9).sum(axis=1) + 1)
    assert_array_equal(result.high, (reached < 0.93 - 1e-9).sum(axis=1) + 1)


def test_unit_without_a_value_has_no_place_and_takes_none():
    values = [[1, 2], [NAN, NAN], [3, 1], [2, NAN]]

    result = composite.rank_intervals(values, runs=30)

    without = composite.rank_intervals([values[0], values[2], values[3]], runs=30)
    for field in ("reference", "median", "low", "high"):
        assert_array_equal(getattr(result, field), np.insert(getattr(without, field), 1, NAN))
    assert_allclose(result.frequency.sum(axis=1), [1, 0, 1, 1])
    assert_array_equal(result.frequency[[0, 2, 3], :3], without.frequency)
    assert result.mean_shift == without.mean_shift


def test_unit_whose_values_have_no_weight_has_no_place():
    result = composite.rank_intervals([[1, NAN], [2, 5], [3, 6]], weights=[0, 1], runs=10)

    assert_array_equal(result.reference, [NAN, 2, 1])
    assert_array_equal(result.high, [NAN, 2, 1])


def test_equal_units_share_the_best_place_in_every_run():
    result = composite.rank_intervals([[1, 5], [3, 3], [3, 3], [0, 1]], runs=50)

    assert_array_equal(result.frequency[1], result.frequency[2])
    assert_array_equal(composite.rank_intervals([[2, 2], [2, 2]], runs=9).frequency, [[1, 0], [1, 0]])


def test_result_does_not_depend_on_the_size_of_the_portions(monkeypatch):
    values = np.random.default_rng(5).normal(size=(7, 4))
    whole = composite.rank_intervals(values, runs=500)

    monkeypatch.setattr(robustness, "CELLS", 20)
    portions = composite.rank_intervals(values, runs=500)

    assert_array_equal(whole.frequency, portions.frequency)


def test_goalposts_and_targets_are_drawn_where_they_are_given():
    values, posts, targets = np.random.default_rng(7).normal(size=(6, 3)), [[-1, 2]] * 3, [0.2, -0.1, 0]
    close = composite.normalise(values, method="target", targets=targets)
    signs = {"directions": [1, -1, 1]}

    by_posts = composite.rank_intervals(values, runs=80, normalisations=["goalposts", "rank"], goalposts=posts, **signs)
    near = composite.rank_intervals(values, runs=80, normalisations=["target", "zscore"], targets=targets, **signs)

    shares = composite.normalise(values, method="goalposts", goalposts=posts, **signs)
    assert_array_equal(by_posts.reference, composite.ranks(composite.aggregate(shares)))
    expected = composite.rank_intervals(close, runs=80, normalisations=["minmax", "zscore"])
    assert_array_equal(near.reference, composite.ranks(composite.aggregate(close)))
    assert_allclose(near.frequency.sum(axis=1), expected.frequency.sum(axis=1))


def test_goalposts_reach_down_to_a_hundredth_in_geometric_means_only():
    values, posts = [[-5, 8], [5, 3], [10, 10]], [[0, 10]] * 2

    result = composite.rank_intervals(
        values, runs=9, spread=0, normalisations=["goalposts"], aggregations=["geometric"], goalposts=posts
    )

    above = composite.above_zero(values, method="goalposts", goalposts=posts)
    assert_array_equal(above, [[0.01, 0.8], [0.5, 0.3], [1, 1]])
    assert_array_equal(result.reference, composite.ranks(composite.aggregate(above, method="geometric")))


def test_only_units_with_a_place_take_part_and_the_shift_is_measured_from_it():
    values = np.random.default_rng(8).normal(size=(5, 4))
    others = [0, 2, 3, 4]

    result = composite.rank_intervals(values, runs=60, reference=[1, NAN, 3, 2, 4])

    assert_array_equal(result.reference, [1, NAN, 3, 2, 4])
    assert_array_equal(result.frequency[1], np.zeros(5))
    assert_allclose(result.frequency[others].sum(axis=1), np.ones(4))
    assert_array_equal(result.frequency[:, 4], np.zeros(5))
    shifts = np.abs(np.arange(1, 6) - result.reference[others][:, None])
    assert result.mean_shift == pytest.approx((result.frequency[others] * shifts).sum() / 4)


def test_rank_intervals_tell_how_far_they_are_and_can_be_stopped():
    told = []
    composite.rank_intervals(np.eye(3), runs=600, progress=told.append)
    assert told == [250 / 600, 500 / 600, 1]

    def stop(share):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        composite.rank_intervals(np.eye(3), runs=600, progress=stop)


def test_places_of_many_runs_are_counted_as_those_of_one():
    scores = np.random.default_rng(9).integers(0, 4, size=(50, 6)) / 3

    counts = place_counts(scores)

    expected = np.array([places(run) for run in scores])
    for place in range(6):
        assert_array_equal(counts[:, place], (expected == place + 1).sum(axis=0))


def test_rank_intervals_are_quick_and_work_with_the_most_runs():
    values = np.random.default_rng(6).normal(size=(100, 30))
    start = time.process_time()

    composite.rank_intervals(values)

    assert time.process_time() - start < 2
    most = composite.rank_intervals(values[:10, :5], runs=100_000)
    assert most.runs == 100_000
    assert_allclose(most.frequency.sum(axis=1), 1)


@pytest.mark.parametrize(
    ("argument", "code", "call"),
    [
        ("values", "too_few", {"values": [[1, 2]]}),
        ("values", "empty_column", {"values": [[1, NAN], [2, NAN]]}),
        ("values", "range", {"values": [[1, 0], [2, 1]], "normalisations": ["distance_to_best"]}),
        ("directions", "direction", {"directions": [1, 2]}),
        ("weights", "no_weight", {"weights": [0, 0]}),
        ("weights", "length", {"weights": [1]}),
        ("runs", "range", {"runs": 0}),
        ("runs", "range", {"runs": 100_001}),
        ("runs", "not_whole", {"runs": 10.0}),
        ("seed", "range", {"seed": -1}),
        ("seed", "not_whole", {"seed": None}),
        ("spread", "range", {"spread": -0.1}),
        ("spread", "range", {"spread": 1.1}),
        ("normalisations", "option", {"normalisations": ["goalposts"]}),
        ("normalisations", "option", {"normalisations": None}),
        ("normalisations", "empty", {"normalisations": []}),
        ("normalisations", "twice", {"normalisations": ["minmax", "minmax"]}),
        ("aggregations", "option", {"aggregations": ["median"]}),
        ("aggregations", "empty", {"aggregations": ()}),
        ("aggregations", "no_pair", {"normalisations": ["zscore"], "aggregations": ["geometric"]}),
        ("percentiles", "order", {"percentiles": (95, 5)}),
        ("percentiles", "length", {"percentiles": (5, 50, 95)}),
        ("percentiles", "range", {"percentiles": (5, 101)}),
        ("percentiles", "shape", {"percentiles": 5}),
        ("goalposts", "order", {"goalposts": [[1, 1], [0, 1]], "normalisations": ["goalposts"]}),
        ("targets", "length", {"targets": [1], "normalisations": ["target"]}),
        ("reference", "length", {"reference": [1]}),
        ("reference", "range", {"reference": [1, 0]}),
        ("reference", "too_few", {"reference": [NAN, NAN]}),
    ],
)
def test_rank_intervals_refuse(argument, code, call):
    error = refusal(composite.rank_intervals, **{"values": [[1, 2], [3, 1]], "runs": 10} | call)

    assert (error.argument, error.code) == (argument, code)

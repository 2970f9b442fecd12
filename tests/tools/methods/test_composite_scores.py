"""Composite indicators: scores, places and how they hang together."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from tests.tools.methods.hostile import refusal, spoilt
from tools.methods import composite

NAN = np.nan

laws = settings(derandomize=True, deadline=None, max_examples=60)
seeds = st.integers(0, 10**6)


def normalised_table(seed, *, missing=0.0):
    """A random table in 0..1 with ties and zeros, and weights of which some are 0."""
    generator = np.random.default_rng(seed)
    units, indicators = generator.integers(1, 10), generator.integers(1, 7)
    table = generator.integers(0, 6, size=(units, indicators)) / 5
    weights = generator.integers(0, 4, size=indicators).astype(float)
    weights[generator.integers(indicators)] = 1
    return np.where(generator.random(table.shape) < missing, NAN, table), weights


def test_aggregate_is_the_weighted_mean():
    table = [[0.2, 0.8, 0.5], [1, 0, 0.25]]

    assert_allclose(composite.aggregate(table), [0.5, 1.25 / 3])
    assert_allclose(composite.aggregate(table, weights=[2, 1, 1]), [0.425, 0.5625])
    assert_allclose(
        composite.aggregate(table, weights=[2, 1, 1], method="geometric"), [0.2**0.5 * 0.8**0.25 * 0.5**0.25, 0]
    )


def test_geometric_mean_overlooks_a_zero_without_weight():
    table = [[0, 0.25, 0.25], [0, 0, 1], [0, NAN, 0.5]]

    result = composite.aggregate(table, weights=[0, 1, 1], method="geometric", missing="rescale", min_coverage=0)

    assert_allclose(result, [0.25, 0, 0.5])


def test_missing_values_hand_their_weight_to_those_present():
    table = [[0.2, NAN, 0.8], [NAN, 0.5, NAN], [NAN, NAN, NAN], [NAN, 0.3, 0.9]]
    weights = [0.65, 0.25, 0.1]

    loose = composite.aggregate(table, weights=weights, missing="rescale", min_coverage=0)
    default = composite.aggregate(table, weights=weights, missing="rescale")
    geometric = composite.aggregate(table, weights=weights, method="geometric", missing="rescale", min_coverage=0.35)

    assert_allclose(loose, [(0.13 + 0.08) / 0.75, 0.5, NAN, (0.075 + 0.09) / 0.35])
    assert_allclose(default, [(0.13 + 0.08) / 0.75, NAN, NAN, NAN])
    assert_allclose(geometric, [(0.2**0.65 * 0.8**0.1) ** (1 / 0.75), NAN, NAN, (0.3**0.25 * 0.9**0.1) ** (1 / 0.35)])


def test_coverage_exactly_at_the_limit_is_enough():
    tenths = np.full(10, 0.1)
    row = np.where(np.arange(10) < 7, 0.5, NAN)

    assert_allclose(composite.aggregate([row], weights=tenths, missing="rescale", min_coverage=0.7), [0.5])
    assert_allclose(composite.aggregate([tenths], missing="rescale", min_coverage=1), [0.1])


def test_unit_whose_values_have_no_weight_gets_no_score():
    result = composite.aggregate([[0.5, NAN], [0.5, 0.7]], weights=[0, 1], missing="rescale", min_coverage=0)

    assert_array_equal(result, [NAN, 0.7])


def test_value_with_a_tiny_weight_still_counts_where_it_is_alone():
    table = [[0.5, NAN], [0.5, 0.7]]
    for method in ("arithmetic", "geometric"):
        result = composite.aggregate(table, weights=[1e-305, 1], method=method, missing="rescale", min_coverage=0)

        assert_allclose(result, [0.5, 0.7])


@laws
@given(seed=seeds)
def test_aggregate_agrees_with_a_plain_loop(seed):
    table, weights = normalised_table(seed, missing=0.3)
    arithmetic, geometric = (
        composite.aggregate(table, weights=weights, method=method, missing="rescale", min_coverage=0.5)
        for method in ("arithmetic", "geometric")
    )

    for unit, row in enumerate(table):
        here = [(weight, value) for weight, value in zip(weights, row, strict=True) if value == value and weight > 0]
        present = sum(weight for weight, _value in here)
        if present / weights.sum() < 0.5 - 1e-9:
            assert np.isnan(arithmetic[unit])
            assert np.isnan(geometric[unit])
        else:
            product = 1.0
            for weight, value in here:
                product *= value ** (weight / present)
            assert arithmetic[unit] == pytest.approx(sum(weight * value for weight, value in here) / present)
            assert geometric[unit] == pytest.approx(product)


@laws
@given(seed=seeds)
def test_geometric_never_passes_arithmetic_and_equals_it_for_identical_columns(seed):
    table, weights = normalised_table(seed)
    same = np.repeat(table[:, :1], table.shape[1], axis=1)
    before = table.copy()

    geometric = composite.aggregate(table, weights=weights, method="geometric")

    assert (geometric <= composite.aggregate(table, weights=weights) + 1e-12).all()
    assert_allclose(composite.aggregate(same, weights=weights, method="geometric"), same[:, 0])
    assert_array_equal(table, before)


@laws
@given(seed=seeds, factor=st.sampled_from([1e-300, 1e-9, 3, 1e14]), method=st.sampled_from(["arithmetic", "geometric"]))
def test_ranks_ignore_a_common_factor_of_the_weights(seed, factor, method):
    table, weights = normalised_table(seed)

    plain = composite.ranks(composite.aggregate(table, weights=weights, method=method))

    assert_array_equal(composite.ranks(composite.aggregate(table, weights=weights * factor, method=method)), plain)


@pytest.mark.parametrize(
    ("argument", "code", "call"),
    [
        ("normalised", "not_finite", {"normalised": [[1, NAN], [1, 1]]}),
        ("normalised", "range", {"normalised": [[1, -0.1], [1, 1]], "method": "geometric"}),
        ("normalised", "shape", {"normalised": [1, 2]}),
        ("normalised", "too_many", {"normalised": np.ones((1001, 2))}),
        ("normalised", "too_many", {"normalised": np.ones((2, 101))}),
        ("weights", "length", {"weights": [1]}),
        ("weights", "range", {"weights": [1, -1]}),
        ("weights", "no_weight", {"weights": [0, 0]}),
        ("weights", "not_finite", {"weights": [1, NAN]}),
        ("method", "option", {"method": "harmonic"}),
        ("missing", "option", {"missing": "ignore"}),
        ("missing", "option", {"missing": None}),
        ("min_coverage", "range", {"min_coverage": 1.1}),
        ("min_coverage", "range", {"min_coverage": -0.1}),
        ("min_coverage", "not_finite", {"min_coverage": NAN}),
    ],
)
def test_aggregate_refuses(argument, code, call):
    error = refusal(composite.aggregate, **{"normalised": [[1, 2], [3, 5]]} | call)

    assert (error.argument, error.code) == (argument, code)


def test_spoilt_tables_of_scores_are_refused():
    for _what, value in spoilt([[0.1, 0.2], [0.3, 0.5]]):
        assert refusal(composite.aggregate, value).argument == "normalised"
    for _what, value in spoilt([[0.1, 0.2], [0.3, 0.5]], missing=True):
        assert refusal(composite.aggregate, value, missing="rescale").argument == "normalised"
        assert refusal(composite.correlation, value).argument == "values"
        assert refusal(composite.leave_one_out, value).argument == "values"
        assert refusal(composite.rank_intervals, value).argument == "values"
    for _what, value in spoilt([1, 2, 3], missing=True):
        assert refusal(composite.ranks, value).argument == "scores"


def test_tied_scores_share_a_place():
    scores = [0.5, 0.9, NAN, 0.5, 0.1]

    assert_array_equal(composite.ranks(scores), [2, 1, NAN, 2, 4])
    assert_array_equal(composite.ranks(scores, method="average"), [2.5, 1, NAN, 2.5, 4])
    assert_array_equal(composite.ranks([NAN, NAN]), [NAN, NAN])
    assert_array_equal(composite.ranks([7]), [1])


def test_tolerance_of_ranks_is_relative_to_large_scores_and_absolute_for_small_ones():
    assert_array_equal(composite.ranks([2e9, 2e9 + 1.5, 2e9 + 6]), [2, 2, 1])
    assert_array_equal(composite.ranks([1e-12, 2e-12]), [1, 1])
    assert_array_equal(composite.ranks([1e-12, 2e-12], tolerance=0), [2, 1])
    assert_array_equal(composite.ranks([1, 2, 4.5], tolerance=1), [2, 2, 1])


@pytest.mark.parametrize(
    ("argument", "code", "call"),
    [
        ("method", "option", {"method": "max"}),
        ("tolerance", "range", {"tolerance": -1e-9}),
        ("tolerance", "not_numbers", {"tolerance": None}),
        ("scores", "too_many", {"scores": np.ones(1001)}),
        ("scores", "shape", {"scores": [[1, 2]]}),
    ],
)
def test_ranks_refuse(argument, code, call):
    error = refusal(composite.ranks, **{"scores": [1, 2]} | call)

    assert (error.argument, error.code) == (argument, code)


def test_correlation_agrees_with_numpy():
    values = np.random.default_rng(2).normal(size=(20, 5))

    assert_allclose(composite.correlation(values), np.corrcoef(values.T), atol=1e-12)
    assert_allclose(composite.correlation(values * [1e-300, 1, -1e10, 1, 1])[0, 2], -np.corrcoef(values.T)[0, 2])


def test_correlation_takes_the_pairs_present():
    values = [[1, 2, NAN, 5], [2, NAN, 1, 5], [3, 6, 2, 5], [5, 1, 4, NAN], [NAN, 3, 9, 5]]
    first = np.corrcoef([1, 3, 5], [2, 6, 1])[0, 1]
    second = np.corrcoef([2, 3, 5], [1, 2, 4])[0, 1]
    third = np.corrcoef([6, 1, 3], [2, 4, 9])[0, 1]

    result = composite.correlation(values)

    expected = [[1, first, second, NAN], [first, 1, third, NAN], [second, third, 1, NAN], [NAN] * 4]
    assert_allclose(result, expected)


def test_correlation_is_missing_without_two_pairs_or_without_variation():
    values = [[1, NAN, 4, 1], [2, 5, 4, NAN], [NAN, 6, 7, NAN], [NAN, NAN, NAN, NAN]]

    result = composite.correlation(values)

    assert_allclose(result, [[1, NAN, NAN, NAN], [NAN, 1, 1, NAN], [NAN, 1, 1, NAN], [NAN] * 4])
    assert_array_equal(composite.correlation([[1, 2]]), [[NAN, NAN], [NAN, NAN]])


def test_correlation_of_the_pairs_present_ignores_an_extreme_value_outside_them():
    values = [[1, 3], [2, 5], [4, 4], [-1e15, NAN]]

    assert composite.correlation(values)[0, 1] == pytest.approx(np.corrcoef([1, 2, 4], [3, 5, 4])[0, 1])


def test_leave_one_out_ranks_without_each_indicator():
    values = np.random.default_rng(4).integers(1, 9, size=(7, 4)).astype(float)
    values[2, 1] = NAN
    directions, weights = np.array([1, -1, 1, 1]), np.array([1, 2, 0, 3])

    for normalisation in ("minmax", "zscore", "rank", "distance_to_best"):
        for aggregation in ("arithmetic", "geometric"):
            if (normalisation, aggregation) == ("zscore", "geometric"):
                continue
            result = composite.leave_one_out(
                values,
                directions=directions,
                weights=weights,
                normalisation=normalisation,
                aggregation=aggregation,
            )

            for left_out in range(4):
                kept = np.arange(4) != left_out
                unit = composite.normalise(
                    values[:, kept], method=normalisation, directions=directions[kept], bounds=(0.01, 1)
                )
                scores = composite.aggregate(
                    unit, weights=weights[kept], method=aggregation, missing="rescale", min_coverage=0
                )
                assert_array_equal(result[left_out], composite.ranks(scores))


def test_leave_one_out_gives_no_place_to_a_unit_without_another_value():
    result = composite.leave_one_out([[1, NAN], [2, 5], [3, 4]])

    assert_array_equal(result, [[NAN, 1, 2], [3, 2, 1]])


@pytest.mark.parametrize("aggregation", ["arithmetic", "geometric"])
def test_leave_one_out_knows_goalposts_and_targets(aggregation):
    values, posts, targets = np.random.default_rng(5).normal(size=(7, 3)), [[-1, 1]] * 3, [0, 0.5, -0.5]
    both = {"aggregation": aggregation}

    by_posts = composite.leave_one_out(values, normalisation="goalposts", goalposts=posts, **both)
    near = composite.leave_one_out(values, normalisation="target", targets=targets, **both)

    way = composite.above_zero if aggregation == "geometric" else composite.normalise
    shares = way(values, method="goalposts", goalposts=posts)
    close = composite.above_zero(values, method="target", targets=targets)
    for left_out in range(3):
        kept = np.arange(3) != left_out
        for result, table in ((by_posts, shares), (near, close)):
            scores = composite.aggregate(table[:, kept], method=aggregation)
            assert_array_equal(result[left_out], composite.ranks(scores))


def test_leave_one_out_ranks_only_units_with_a_place():
    result = composite.leave_one_out([[1, 9], [2, 5], [3, 4]], reference=[2, NAN, 1])

    assert_array_equal(result, [[1, NAN, 2], [2, NAN, 1]])


def test_above_zero_is_normalised_from_a_hundredth_to_one():
    values = [[1, 8], [3, NAN], [2, 2]]

    for method in ("minmax", "rank", "distance_to_best"):
        assert_array_equal(
            composite.above_zero(values, method=method, directions=[1, -1]),
            composite.normalise(values, method=method, directions=[1, -1], bounds=(0.01, 1)),
        )
    assert refusal(composite.above_zero, values, method="zscore").code == "option"
    assert refusal(composite.above_zero, values, method="goalposts").code == "required"
    for _what, wrong in spoilt([[1.0, 2.0], [3.0, 4.0]], missing=True):
        assert refusal(composite.above_zero, wrong).argument == "values"


def test_constant_indicators_and_common_units_are_told():
    values = [[1, 5, NAN], [2, 5, NAN], [3, NAN, 7], [NAN, 5, 8]]

    assert_array_equal(composite.constant(values), [False, True, False])
    assert_array_equal(composite.common_units(values), [[3, 2, 1], [2, 3, 1], [1, 1, 2]])
    for _what, wrong in spoilt([[1.0, 2.0], [3.0, 4.0]], missing=True):
        assert refusal(composite.constant, wrong).argument == "values"
        assert refusal(composite.common_units, wrong).argument == "values"


@pytest.mark.parametrize(
    ("argument", "code", "call"),
    [
        ("values", "too_few", {"values": [[1], [2]]}),
        ("values", "too_few", {"values": [[1, 2]]}),
        ("values", "range", {"values": [[1, 0], [2, 1]], "normalisation": "distance_to_best"}),
        ("weights", "no_weight", {"weights": [1, 0]}),
        ("weights", "length", {"weights": [1, 1, 1]}),
        ("directions", "direction", {"directions": [1, 2]}),
        ("normalisation", "option", {"normalisation": "goalposts"}),
        ("aggregation", "option", {"aggregation": "median"}),
        ("aggregation", "no_pair", {"normalisation": "zscore", "aggregation": "geometric"}),
        ("reference", "length", {"reference": [1]}),
        ("targets", "length", {"targets": [1], "normalisation": "target"}),
    ],
)
def test_leave_one_out_refuses(argument, code, call):
    error = refusal(composite.leave_one_out, **{"values": [[1, 2], [3, 1]]} | call)

    assert (error.argument, error.code) == (argument, code)

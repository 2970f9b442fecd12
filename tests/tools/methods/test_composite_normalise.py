"""Composite indicators: one scale for all, extreme values."""

from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from tests.tools.methods.hostile import refusal, spoilt
from tools.methods import composite

HDI = yaml.safe_load((Path(__file__).parents[1] / "oracles" / "2A_hdi.yaml").read_text())
NAN = np.nan
MESSY = [[3.0, 10.0], [1.0, NAN], [2.0, 10.0], [2.0, 40.0]]

laws = settings(derandomize=True, deadline=None, max_examples=60)


def hdi_table():
    life, literacy, enrolment, income = np.array(HDI["input"]).T
    posts = [HDI["goalposts"]["life"], HDI["goalposts"]["education"], np.log(HDI["goalposts"]["income"])]
    return np.column_stack([life, (2 * literacy + enrolment) / 3, np.log(income)]), posts


def tables(seed, *, missing=0.0):
    """A random table with ties, of at least two units, and directions; a constant column now and then."""
    generator = np.random.default_rng(seed)
    units, indicators = generator.integers(2, 12), generator.integers(1, 7)
    values = generator.integers(1, 9, size=(units, indicators)) + generator.choice(
        [0.0, 0.25], size=(units, indicators)
    )
    if generator.random() < 0.3:
        values[:, 0] = 3.0
    holes = generator.random(values.shape) < missing
    holes[generator.integers(units)] = False
    return np.where(holes, NAN, values), generator.choice([1, -1], size=indicators)


seeds = st.integers(0, 10**6)


def test_goalposts_reproduce_the_human_development_index():
    table, posts = hdi_table()

    result = composite.normalise(table, method="goalposts", goalposts=posts)

    assert_allclose(result, HDI["expect"]["normalised"], atol=HDI["tolerance"])
    for method in ("arithmetic", "geometric"):
        assert_allclose(composite.aggregate(result, method=method), HDI["expect"][method], atol=HDI["tolerance"])


@pytest.mark.parametrize(
    ("method", "options", "better", "worse"),
    [
        ("minmax", {}, [[1, 0], [0, NAN], [0.5, 0], [0.5, 1]], [[0, 1], [1, NAN], [0.5, 1], [0.5, 0]]),
        ("rank", {}, [[1, 0.25], [0, NAN], [0.5, 0.25], [0.5, 1]], [[0, 0.75], [1, NAN], [0.5, 0.75], [0.5, 0]]),
        (
            "zscore",
            {},
            [[1.5**0.5, -(3**-0.5)], [-(1.5**0.5), NAN], [0, -(3**-0.5)], [0, 2 / 3**0.5]],
            [[-(1.5**0.5), 3**-0.5], [1.5**0.5, NAN], [0, 3**-0.5], [0, -2 / 3**0.5]],
        ),
        (
            "distance_to_best",
            {},
            [[1, 0.25], [1 / 3, NAN], [2 / 3, 0.25], [2 / 3, 1]],
            [[1 / 3, 1], [1, NAN], [0.5, 1], [0.5, 0.25]],
        ),
        (
            "goalposts",
            {"goalposts": [[0, 2], [0, 100]]},
            [[1, 0.1], [0.5, NAN], [1, 0.1], [1, 0.4]],
            [[0, 0.9], [0.5, NAN], [0, 0.9], [0, 0.6]],
        ),
        (
            "goalposts",
            {"goalposts": [[0, 2], [0, 100]], "clip": False},
            [[1.5, 0.1], [0.5, NAN], [1, 0.1], [1, 0.4]],
            [[-0.5, 0.9], [0.5, NAN], [0, 0.9], [0, 0.6]],
        ),
        (
            "target",
            {"targets": [3, 20]},
            [[1, 0.5], [0, NAN], [0.5, 0.5], [0.5, 0]],
            [[1, 0.5], [0, NAN], [0.5, 0.5], [0.5, 0]],
        ),
    ],
)
def test_normalise_follows_its_formula(method, options, better, worse):
    up = composite.normalise(MESSY, method=method, **options)
    down = composite.normalise(MESSY, method=method, directions=[-1, -1], **options)

    # The z-scores of the first column (sd of 3 1 2 2 is sqrt(2/3)) and of the second (sd of 10 10 40 is sqrt(300)).
    assert_allclose(up, better, atol=1e-12)
    assert_allclose(down, worse, atol=1e-12)


@pytest.mark.parametrize(
    ("method", "expected"), [("minmax", 0.5), ("zscore", 0), ("rank", 0.5), ("distance_to_best", 1)]
)
@pytest.mark.parametrize("column", [[7, 7, 7], [7, NAN, NAN], [0.3, 0.1 + 0.2, 0.3]])
@pytest.mark.parametrize("sign", [1, -1])
def test_constant_indicator_has_one_value_for_all(method, expected, column, sign):
    table = np.column_stack([column, [1, 2, 4]])

    result = composite.normalise(table, method=method, directions=[sign, 1])[:, 0]

    assert_allclose(result, np.where(np.isnan(column), NAN, expected), atol=1e-12)


def test_all_on_target_is_1_and_one_unit_is_enough_for_target_and_goalposts():
    on_target = composite.normalise([[5, 2]], method="target", targets=[5, 3])
    between = composite.normalise([[5, NAN], [1, 2]], method="goalposts", goalposts=[[0, 10], [0, 4]])

    assert_array_equal(on_target, [[1, 0]])
    assert_array_equal(between, [[0.5, NAN], [0.1, 0.5]])


def test_bounds_stretch_every_method_but_the_zscore():
    table = [[1.0, 5.0], [2.0, 5.0], [3.0, 5.0]]
    for method in ("minmax", "rank", "distance_to_best"):
        plain = composite.normalise(table, method=method)

        assert_allclose(composite.normalise(table, method=method, bounds=(0.01, 1)), 0.01 + 0.99 * plain)

    plain = composite.normalise(table, method="zscore")
    assert_array_equal(composite.normalise(table, method="zscore", bounds=(0.01, 1)), plain)
    assert_array_equal(composite.normalise([[1], [3]], bounds=(-2, 7)), [[-2], [7]])


def test_normalise_works_at_the_ends_of_the_range_of_numbers():
    table = [[1e-300, 1e15, 5e-324], [2e-300, -1e15, 0], [3e-300, 1e-300, 5e-324]]

    assert_allclose(composite.normalise(table), [[0, 1, 1], [0.5, 0, 0], [1, 0.5, 1]])
    assert_allclose(composite.normalise(table, method="rank"), [[0, 1, 0.75], [0.5, 0, 0], [1, 0.5, 0.75]])
    third = 1 / 3**0.5
    assert_allclose(
        composite.normalise(table, method="zscore"), [[-1, 1, third], [0, -1, -2 * third], [1, 0, third]], atol=1e-12
    )
    assert_array_equal(composite.normalise([[1e15]], method="goalposts", goalposts=[[0, 1e-300]]), [[1]])


@laws
@given(seed=seeds, method=st.sampled_from(["minmax", "zscore", "rank"]), a=st.floats(0.01, 100), b=st.floats(-99, 99))
def test_normalising_ignores_the_unit_of_an_indicator(seed, method, a, b):
    values, directions = tables(seed, missing=0.2)

    plain = composite.normalise(values, method=method, directions=directions)

    assert_allclose(
        composite.normalise(a * values + b, method=method, directions=directions), plain, rtol=1e-9, atol=1e-9
    )
    assert_allclose(composite.normalise(-values, method=method, directions=-directions), plain, atol=1e-12)


@laws
@given(seed=seeds, method=st.sampled_from(["minmax", "rank", "distance_to_best", "goalposts", "target"]))
def test_normalised_values_lie_within_bounds_and_miss_what_was_missing(seed, method):
    values, directions = tables(seed, missing=0.3)
    options = {"goalposts": [[2, 5]] * values.shape[1], "targets": [3] * values.shape[1], "bounds": (2, 3)}
    before = values.copy()

    result = composite.normalise(values, method=method, directions=directions, **options)

    assert_array_equal(np.isnan(result), np.isnan(values))
    assert np.nanmin(result) >= 2
    assert np.nanmax(result) <= 3
    assert_array_equal(values, before)


@laws
@given(seed=seeds)
def test_rank_normalisation_counts_those_beaten(seed):
    values, _directions = tables(seed, missing=0.2)

    result = composite.normalise(values, method="rank")

    for column, places in zip(values.T, result.T, strict=True):
        present = column[~np.isnan(column)]
        for number, place in zip(column, places, strict=True):
            if not np.isnan(number) and len(present) > 1:
                beaten = (present < number).sum() + ((present == number).sum() - 1) / 2
                assert place == pytest.approx(beaten / (len(present) - 1))


@pytest.mark.parametrize(
    ("argument", "code", "call"),
    [
        ("values", "too_few", {"values": [[1, 2]]}),
        ("values", "too_few", {"values": [[1, 2]], "method": "zscore"}),
        ("values", "too_few", {"values": [[1, 2]], "method": "rank"}),
        ("values", "too_few", {"values": [[1, 2]], "method": "distance_to_best"}),
        ("values", "empty_column", {"values": [[1, NAN], [2, NAN]]}),
        ("values", "too_many", {"values": np.zeros((1001, 1))}),
        ("values", "too_many", {"values": np.zeros((2, 101))}),
        ("values", "shape", {"values": [1, 2, 3]}),
        ("values", "range", {"values": [[1], [0]], "method": "distance_to_best"}),
        ("method", "option", {"method": "vector"}),
        ("method", "option", {"method": None}),
        ("method", "option", {"method": ["minmax"]}),
        ("directions", "direction", {"directions": [1, 0]}),
        ("directions", "length", {"directions": [1]}),
        ("goalposts", "required", {"method": "goalposts"}),
        ("goalposts", "length", {"method": "goalposts", "goalposts": [[0, 1]]}),
        ("goalposts", "length", {"method": "goalposts", "goalposts": [[0, 1, 2], [0, 1, 2]]}),
        ("goalposts", "shape", {"method": "goalposts", "goalposts": [0, 1]}),
        ("goalposts", "order", {"method": "goalposts", "goalposts": [[0, 1], [1, 1]]}),
        ("goalposts", "not_finite", {"method": "goalposts", "goalposts": [[0, NAN], [0, 1]]}),
        ("goalposts", "too_large", {"method": "goalposts", "goalposts": [[0, 1e-300], [0, 1]], "clip": False}),
        ("targets", "required", {"method": "target"}),
        ("targets", "length", {"method": "target", "targets": [1]}),
        ("targets", "shape", {"method": "target", "targets": 1}),
        ("clip", "option", {"clip": "yes"}),
        ("clip", "option", {"clip": 1}),
        ("bounds", "order", {"bounds": (1, 0)}),
        ("bounds", "order", {"bounds": (1, 1)}),
        ("bounds", "length", {"bounds": (0, 1, 2)}),
        ("bounds", "not_numbers", {"bounds": None}),
        ("bounds", "not_finite", {"bounds": (0, np.inf)}),
    ],
)
def test_normalise_refuses(argument, code, call):
    error = refusal(composite.normalise, **{"values": [[1, 2], [3, 5]]} | call)

    assert (error.argument, error.code) == (argument, code)


@pytest.mark.parametrize("function", [composite.normalise, composite.outliers, composite.winsorise])
def test_spoilt_values_are_refused(function):
    for _what, values in spoilt([[1, 2], [3, 5], [4, 4]], missing=True):
        assert refusal(function, values).argument == "values"


def test_outliers_are_found_by_both_coefficients():
    column = [1, 2, 2, 3, 4, 5, 7, 40]
    table = np.column_stack([column, -np.array(column), np.arange(8), np.full(8, 3)])

    result = composite.outliers(table)

    # The first two by scipy 1.15, skew and kurtosis with bias=False; 0..7 has skewness 0 and kurtosis -1.2.
    assert_allclose(result.skewness, [2.7101305632672537, -2.7101305632672537, 0, NAN], atol=1e-12)
    assert_allclose(result.kurtosis, [7.485304414939428, 7.485304414939428, -1.2, NAN])
    assert_array_equal(result.flagged, [True, True, False, False])


def test_outliers_follow_joanes_and_gill_whatever_the_unit():
    values = np.random.default_rng(3).lognormal(size=(9, 4))
    deviations = values - values.mean(axis=0)
    n, m2, m3, m4 = 9, (deviations**2).mean(0), (deviations**3).mean(0), (deviations**4).mean(0)
    g1 = m3 / m2**1.5 * (n * (n - 1)) ** 0.5 / (n - 2)
    g2 = (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * (m4 / m2**2 - 3) + 6)
    with_gap = np.vstack([values, np.full(4, NAN)])

    for scale in (1, 1e-300, 1e13):
        result = composite.outliers(with_gap * scale)

        assert_allclose(result.skewness, g1)
        assert_allclose(result.kurtosis, g2)


def test_outlier_limits_must_both_be_passed():
    values = [[1], [2], [2], [3], [4], [5], [7], [40]]

    def flagged(**limits):
        return composite.outliers(values, **limits).flagged.tolist()

    assert flagged(skewness=2.8) == [False]
    assert flagged(kurtosis=7.5) == [False]
    assert flagged(skewness=2.7, kurtosis=7.4) == [True]


def test_three_values_are_too_few_for_outliers():
    result = composite.outliers([[1, 1], [2, 2], [50, 3], [NAN, 4]])

    assert_array_equal(np.isnan(result.skewness), [True, False])
    assert_array_equal(np.isnan(result.kurtosis), [True, False])
    assert_array_equal(result.flagged, [False, False])


def test_winsorising_sets_the_largest_to_the_next():
    column = [1, 2, 2, NAN, 3, 4, 5, 7, 40]
    table = np.column_stack([column, -np.array(column), np.arange(9)])
    before = table.copy()

    result = composite.winsorise(table)

    assert result.replaced == ((8, 0, 40.0, 7.0), (8, 1, -40.0, -7.0))
    assert_array_equal(result.values[8], [7, -7, 8])
    assert_array_equal(result.values[:8], table[:8])
    assert_array_equal(table, before)


def test_winsorising_goes_on_until_nothing_is_flagged_and_lists_each_cell_once():
    column = [[number] for number in [900, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 1000]]

    result = composite.winsorise(column)

    assert result.replaced == ((20, 0, 1000.0, 19.0), (0, 0, 900.0, 19.0))
    assert not composite.outliers(result.values).flagged.any()


def test_winsorising_moves_ties_of_the_largest_together():
    column = [[number] for number in [*range(1, 31), 500, 500]]

    once = composite.winsorise(column, max_points=1)

    assert once.replaced == ((30, 0, 500.0, 30.0), (31, 0, 500.0, 30.0))


def test_winsorising_stops_after_max_points():
    column = [[10**number] for number in range(15)]

    for steps in range(3):
        result = composite.winsorise(column, max_points=steps)

        assert len(result.replaced) == steps
        assert result.values.max() == 10.0 ** (14 - steps)


@pytest.mark.parametrize(
    ("function", "argument", "code", "options"),
    [
        (composite.outliers, "skewness", "range", {"skewness": -1}),
        (composite.outliers, "skewness", "not_finite", {"skewness": NAN}),
        (composite.outliers, "kurtosis", "not_numbers", {"kurtosis": "high"}),
        (composite.outliers, "kurtosis", "shape", {"kurtosis": [1]}),
        (composite.winsorise, "max_points", "range", {"max_points": -1}),
        (composite.winsorise, "max_points", "not_whole", {"max_points": 1.5}),
        (composite.winsorise, "values", "empty_column", {"values": [[NAN], [NAN]]}),
        (composite.outliers, "values", "empty_column", {"values": [[NAN], [NAN]]}),
    ],
)
def test_outliers_and_winsorise_refuse(function, argument, code, options):
    error = refusal(function, **{"values": [[1], [2], [3], [4]]} | options)

    assert (error.argument, error.code) == (argument, code)

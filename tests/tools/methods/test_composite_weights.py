"""Composite indicators: weights."""

from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from tests.tools.methods.hostile import refusal, spoilt
from tools.methods import composite
from tools.methods.judgements import checked_judgements, principal_eigenvector

LEADER = yaml.safe_load((Path(__file__).parents[1] / "oracles" / "4A_ahp_leader.yaml").read_text())
TOWNS = [[12, 300, 0.4], [15, 250, 0.7], [9, 410, 0.1], [14, 330, 0.9]]

laws = settings(derandomize=True, deadline=None, max_examples=60)


def square(upper):
    size = round((1 + (1 + 8 * len(upper)) ** 0.5) / 2)
    result = np.eye(size)
    rows, columns = np.triu_indices(size, 1)
    result[rows, columns] = upper
    result[columns, rows] = 1 / np.array(upper, dtype=float)
    return result


def test_equal_weights_are_equal():
    assert_array_equal(composite.equal_weights(4), [0.25] * 4)
    assert_array_equal(composite.equal_weights(1), [1])


def test_budget_weights_are_the_mean_of_the_experts_shares():
    assert_allclose(composite.budget_weights([50, 30, 20]), [0.5, 0.3, 0.2])
    assert_allclose(composite.budget_weights([[50, 30, 20], [0, 0, 7]]), [0.25, 0.15, 0.6])
    assert_allclose(composite.budget_weights([[1e-300, 3e-300], [1e15, 1e15]]), [0.375, 0.625])


@pytest.mark.parametrize("part", LEADER["input"])
def test_ahp_weights_reproduce_the_choice_of_a_leader(part):
    expected = LEADER["expect"][part]
    expected = expected["weights"] if isinstance(expected, dict) else expected

    assert_allclose(composite.ahp_weights(square(LEADER["input"][part])), expected, atol=LEADER["tolerance"])


def test_ahp_weights_of_several_judges_come_from_their_geometric_mean():
    first, second = square([2, 8, 4]), square([8, 2, 1])

    result = composite.ahp_weights([first, second])

    assert_allclose(result, composite.ahp_weights(np.sqrt(first * second)))
    assert_allclose(composite.ahp_weights([first] * 3), composite.ahp_weights(first))


@laws
@given(logarithms=st.lists(st.floats(-7, 7), min_size=1, max_size=15))
def test_ahp_returns_the_weights_of_consistent_judgements(logarithms):
    weights = 10.0 ** np.array(logarithms)

    result = composite.ahp_weights(weights[:, None] / weights)

    assert_allclose(result, weights / weights.sum(), rtol=1e-12)


@laws
@given(seed=st.integers(0, 10**6), powers=st.sampled_from([0.5, 2, 15]))
def test_principal_eigenvector_solves_its_equation_with_positive_weights(seed, powers):
    generator = np.random.default_rng(seed)
    size = int(generator.integers(2, 16))
    judgements = square(10 ** generator.uniform(-powers, powers, size * (size - 1) // 2))

    weights = principal_eigenvector(judgements)

    ratios = judgements @ weights / weights
    assert (weights > 0).all()
    assert weights.sum() == pytest.approx(1)
    assert_allclose(ratios, ratios.mean(), rtol=1e-6)
    assert ratios.mean() >= size - 1e-6


def test_judgements_may_be_rounded_to_two_places():
    table = [[1, 3], [0.33, 1]]

    assert_array_equal(checked_judgements("pairs", table), table)
    assert_allclose(composite.ahp_weights([[1, 1.02], [1, 1]]).sum(), 1)


def test_entropy_weights_follow_shannon():
    table = np.array([[1, 5, 2, 0], [3, 5, 2, 0], [4, 5, 2.5, 8]])
    shares = table / table.sum(axis=0)
    with np.errstate(all="ignore"):
        entropies = -np.nansum(shares * np.log(shares), axis=0) / np.log(3)

    result = composite.entropy_weights(table)

    assert_allclose(result, (1 - entropies) / (1 - entropies).sum(), atol=1e-12)
    assert result[1] == 0
    # pymcdm 1.4, entropy_weights
    assert_allclose(composite.entropy_weights(TOWNS), [0.076207656, 0.0697139247, 0.8540784193])


def test_entropy_weights_keep_their_proportion_when_all_but_equal():
    deviations = np.array([[1, 2], [-1, -2], [0, 0]])

    for size in (1e-2, 1e-5, 1e-7):
        assert_allclose(composite.entropy_weights(1 + size * deviations), [0.2, 0.8], atol=5 * size)


@laws
@given(seed=st.integers(0, 10**6), factor=st.sampled_from([1e-290, 1e-3, 7, 1e14]))
def test_entropy_weights_ignore_the_unit(seed, factor):
    table = np.random.default_rng(seed).uniform(0, 9, size=(5, 3))

    assert_allclose(composite.entropy_weights(table * [factor, 1, 1]), composite.entropy_weights(table), rtol=1e-9)


def test_critic_weights_follow_diakoulaki():
    directions = [1, -1, 1]
    unit = composite.normalise(TOWNS, directions=directions)
    information = unit.std(axis=0, ddof=1) * (1 - np.corrcoef(unit.T)).sum(axis=0)

    result = composite.critic_weights(TOWNS, directions=directions)

    assert_allclose(result, information / information.sum())
    # pymcdm 1.4, critic_weights of the min-max values
    assert_allclose(result, [0.1840546457, 0.4179031627, 0.3980421916])


def test_critic_gives_no_weight_to_a_constant_indicator_and_counts_its_r_as_0():
    a, b = np.array([0, 1, 0.5, 0.2]), np.array([1, 0.3, 0, 0.1])
    r = np.corrcoef(a, b)[0, 1]
    information = np.array([a.std(), b.std()]) * (2 - r)

    result = composite.critic_weights(np.column_stack([a, np.full(4, 0.1 + 0.2), b]))

    assert_allclose(result, [information[0] / information.sum(), 0, information[1] / information.sum()])
    assert_array_equal(composite.critic_weights(np.column_stack([a, np.ones(4)])), [1, 0])
    assert_array_equal(composite.critic_weights(a[:, None]), [1])


@laws
@given(seed=st.integers(0, 10**6))
def test_weights_found_in_the_data_sum_to_1_and_follow_their_column(seed):
    table = np.random.default_rng(seed).integers(0, 5, size=(6, 4)) + np.eye(6, 4)
    order = np.random.default_rng(seed).permutation(4)
    before = table.copy()

    for function in (composite.entropy_weights, composite.critic_weights):
        result = function(table)

        assert result.sum() == pytest.approx(1)
        assert (result >= 0).all()
        assert_allclose(function(table[:, order]), result[order], atol=1e-12)
    assert_array_equal(table, before)


@pytest.mark.parametrize(
    ("function", "argument", "code", "value"),
    [
        (composite.equal_weights, "k", "range", 0),
        (composite.equal_weights, "k", "range", 101),
        (composite.equal_weights, "k", "not_whole", 2.0),
        (composite.equal_weights, "k", "not_whole", None),
        (composite.equal_weights, "k", "not_whole", True),
        (composite.budget_weights, "points", "no_weight", [0, 0]),
        (composite.budget_weights, "points", "no_weight", [[1, 2], [0, 0]]),
        (composite.budget_weights, "points", "range", [1, -1]),
        (composite.budget_weights, "points", "too_many", np.ones(101)),
        (composite.budget_weights, "points", "too_many", np.ones((5001, 2))),
        (composite.budget_weights, "points", "shape", 3),
        (composite.ahp_weights, "judgements", "not_reciprocal", [[1, 2], [0.6, 1]]),
        (composite.ahp_weights, "judgements", "not_reciprocal", [[2, 1], [1, 1]]),
        (composite.ahp_weights, "judgements", "not_reciprocal", [[[1, 2], [0.5, 1]], [[1, 2], [2, 1]]]),
        (composite.ahp_weights, "judgements", "shape", [[1, 2]]),
        (composite.ahp_weights, "judgements", "range", [[1, 0], [1, 1]]),
        (composite.ahp_weights, "judgements", "range", [[1, -2], [-0.5, 1]]),
        (composite.ahp_weights, "judgements", "too_many", np.ones((16, 16))),
        (composite.ahp_weights, "judgements", "too_many", np.ones((5001, 2, 2))),
        (composite.entropy_weights, "values", "zero_column", [[1, 0], [2, 0]]),
        (composite.entropy_weights, "values", "constant", [[1, 2], [1, 2]]),
        (composite.entropy_weights, "values", "too_few", [[1, 2]]),
        (composite.entropy_weights, "values", "range", [[1, 2], [-1, 2]]),
        (composite.entropy_weights, "values", "not_finite", [[1, 2], [np.nan, 2]]),
        (composite.critic_weights, "values", "constant", [[1, 2], [1, 2]]),
        (composite.critic_weights, "values", "constant", [[1], [1]]),
        (composite.critic_weights, "values", "all_the_same", [[1, 20], [2, 30], [4, 50]]),
        (composite.critic_weights, "values", "too_few", [[1, 2]]),
        (composite.critic_weights, "values", "not_finite", [[1, 2], [np.nan, 2]]),
    ],
)
def test_weights_refuse(function, argument, code, value):
    error = refusal(function, value)

    assert (error.argument, error.code) == (argument, code)


def test_critic_refuses_wrong_directions():
    assert refusal(composite.critic_weights, TOWNS, directions=[1, 1]).argument == "directions"


@pytest.mark.parametrize(
    ("function", "argument", "good"),
    [
        (composite.budget_weights, "points", [[60, 40], [30, 70]]),
        (composite.ahp_weights, "judgements", [[1, 2], [0.5, 1]]),
        (composite.entropy_weights, "values", TOWNS),
        (composite.critic_weights, "values", TOWNS),
    ],
)
def test_spoilt_tables_are_refused(function, argument, good):
    for _what, value in spoilt(good):
        assert refusal(function, value).argument == argument

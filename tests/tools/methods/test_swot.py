"""Priorities of SWOT items and the pairs of TOWS."""

from dataclasses import fields
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tools.methods.hostile import refusal, spoilt
from tools.methods import swot

GROUPS = {"S": 3.0, "W": 1.0, "O": 4.0, "T": 2.0}
FACTORS = {"S": [1.0, 3.0], "W": [1.0], "O": [2.0, 2.0, 1.0], "T": [0.0, 1.0]}
PRIORITIES = {"S": [0.1, 0.2], "W": [0.3], "O": [0.6, 0.5, 0.1], "T": [0.0, 0.4]}
STRENGTH = {"SO": np.ones((2, 3)), "ST": np.ones((2, 2)), "WO": [[1.0, 2.0, 0.0]], "WT": [[3.0, 3.0]]}

laws = settings(derandomize=True, deadline=None, max_examples=60)
seeds = st.integers(0, 2**32 - 1)


def random_swot(seed):
    random = np.random.default_rng(seed)
    chosen = random.permutation(list("SWOT"))[: random.integers(1, 5)]
    groups = {group: random.uniform(0, 10) for group in chosen}
    return groups, {group: random.integers(0, 10, random.integers(1, 9)) + 0.5 for group in chosen}


# A'WOT


def test_awot_multiplies_the_priority_of_the_group_and_of_the_item():
    result = swot.awot(GROUPS, FACTORS)

    assert [field.name for field in fields(result)] == ["weights", "order"]
    np.testing.assert_allclose(result.weights["S"], [0.075, 0.225])
    np.testing.assert_allclose(result.weights["W"], [0.1])
    np.testing.assert_allclose(result.weights["O"], [0.16, 0.16, 0.08])
    np.testing.assert_allclose(result.weights["T"], [0, 0.2])
    assert [item[:2] for item in result.order] == [
        ("S", 1),
        ("T", 1),
        ("O", 0),
        ("O", 1),
        ("W", 0),
        ("O", 2),
        ("S", 0),
        ("T", 0),
    ]


def test_awot_answers_in_the_order_of_swot():
    assert list(swot.awot({"T": 1, "O": 1, "W": 1, "S": 1}, FACTORS).weights) == ["S", "W", "O", "T"]


@laws
@given(seeds)
def test_global_priorities_sum_to_one_and_keep_the_order_within_each_group(seed):
    groups, factors = random_swot(seed)

    result = swot.awot(groups, factors)

    assert sum(row.sum() for row in result.weights.values()) == pytest.approx(1)
    for group, row in result.weights.items():
        np.testing.assert_allclose(row.sum(), groups[group] / sum(groups.values()))
        np.testing.assert_array_equal(np.argsort(row, kind="stable"), np.argsort(factors[group], kind="stable"))
    scores = [weight for _group, _index, weight in result.order]
    assert all(later <= earlier * (1 + 1e-12) for earlier, later in pairwise(scores))
    assert sorted(item[:2] for item in result.order) == sorted(
        (group, index) for group, row in factors.items() for index in range(len(row))
    )
    assert all(result.weights[group][index] == weight for group, index, weight in result.order)


@laws
@given(seeds)
def test_priorities_do_not_change_when_weights_are_multiplied(seed):
    groups, factors = random_swot(seed)

    result = swot.awot(
        {group: 7 * weight for group, weight in groups.items()}, {group: row / 3 for group, row in factors.items()}
    )

    for group, row in swot.awot(groups, factors).weights.items():
        np.testing.assert_allclose(result.weights[group], row)


def test_items_that_differ_by_rounding_only_stand_in_the_order_of_swot():
    # .1 * 3 and .3 * 1 differ in the last digit
    result = swot.awot({"S": 0.1, "W": 0.3, "O": 0.6}, {"S": [1, 0, 0], "W": [1, 1, 1], "O": [1, 4, 1]})

    assert [item[:2] for item in result.order][:7] == [
        ("O", 1),
        ("S", 0),
        ("W", 0),
        ("W", 1),
        ("W", 2),
        ("O", 0),
        ("O", 2),
    ]


def test_a_group_without_weight_is_kept_at_zero():
    result = swot.awot({"S": 1, "W": 0}, {"S": [1], "W": [2, 3]})

    np.testing.assert_array_equal(result.weights["W"], [0, 0])
    assert result.order == (("S", 0, 1.0), ("W", 0, 0.0), ("W", 1, 0.0))


def test_awot_survives_numbers_of_all_sizes():
    with np.errstate(all="raise"):
        result = swot.awot({"S": 1e-300, "T": 1e15}, {"S": [5e-324, 1e15], "T": [1e-300, 1e-300]})

    np.testing.assert_allclose(result.weights["T"], [0.5, 0.5])


def test_awot_refuses_what_is_no_number():
    for what, wrong in spoilt([1.0, 3.0]):
        assert refusal(swot.awot, GROUPS, FACTORS | {"S": wrong}).argument == "factors", what
    for what, wrong in spoilt(1.0):
        assert refusal(swot.awot, GROUPS | {"S": wrong}, FACTORS).argument == "groups", what


@pytest.mark.parametrize("wrong", [None, "SWOT", ["S", "W"], 3, [("S", 1)], iter("S")])
def test_awot_refuses_what_is_no_dictionary(wrong):
    for argument, error in {
        "groups": refusal(swot.awot, wrong, FACTORS),
        "factors": refusal(swot.awot, GROUPS, wrong),
    }.items():
        assert (error.argument, error.code) == (argument, "mapping")


@pytest.mark.parametrize(
    ("groups", "factors", "argument", "code"),
    [
        ({}, {}, "groups", "empty"),
        (GROUPS, {}, "factors", "empty"),
        (GROUPS | {"X": 1}, FACTORS, "groups", "option"),
        (GROUPS, FACTORS | {1: [1]}, "factors", "option"),
        ({"S": 1}, FACTORS, "factors", "missing_group"),
        (GROUPS, {"S": [1]}, "factors", "missing_group"),
        (GROUPS | {"S": -1}, FACTORS, "groups", "range"),
        ({"S": 0, "W": 0}, {"S": [1], "W": [1]}, "groups", "no_weight"),
        (GROUPS, FACTORS | {"S": []}, "factors", "empty"),
        (GROUPS, FACTORS | {"S": [0, 0]}, "factors", "no_weight"),
        (GROUPS, FACTORS | {"S": [1, -1]}, "factors", "range"),
        (GROUPS, FACTORS | {"S": 1}, "factors", "shape"),
        (GROUPS, FACTORS | {"S": np.ones(51)}, "factors", "too_many"),
    ],
)
def test_awot_refuses(groups, factors, argument, code):
    error = refusal(swot.awot, groups, factors)

    assert (error.argument, error.code) == (argument, code)


def test_a_message_says_for_which_group():
    assert str(refusal(swot.awot, GROUPS, FACTORS | {"O": [1, -1]})).endswith("This is about O.")


# TOWS


def test_tows_multiplies_both_priorities_and_the_strength():
    result = swot.tows({"S": [0.5, 0.25], "O": [0.5, 0.125]}, {"SO": [[1, 0], [3, 2]]})

    assert [field.name for field in fields(result)] == ["pairs", "totals", "posture"]
    assert [field.name for field in fields(result.pairs[0])] == ["kind", "internal", "external", "score"]
    assert result.pairs == (
        swot.Pair("SO", 1, 0, 0.375),
        swot.Pair("SO", 0, 0, 0.25),
        swot.Pair("SO", 1, 1, 0.0625),
    )
    assert result.totals == {"SO": 0.6875}
    assert result.posture == "SO"


@laws
@given(seeds)
def test_tows_agrees_with_loops_over_all_pairs(seed):
    random = np.random.default_rng(seed)
    priorities = {group: random.random(random.integers(1, 6)) for group in "SWOT"}
    kinds = random.permutation(["SO", "ST", "WO", "WT"])[: random.integers(1, 5)]
    strength = {
        str(kind): random.integers(0, 4, (priorities[kind[0]].size, priorities[kind[1]].size)) for kind in kinds
    }

    result = swot.tows(priorities, strength)

    expected = {}
    for kind, matrix in strength.items():
        for i, row in enumerate(matrix):
            for j, value in enumerate(row):
                expected[kind, i, j] = priorities[kind[0]][i] * priorities[kind[1]][j] * value
    totals = {kind: sum(score for key, score in expected.items() if key[0] == kind) for kind in strength}
    assert {(pair.kind, pair.internal, pair.external): pair.score for pair in result.pairs} == pytest.approx(
        {key: score for key, score in expected.items() if score > 0}
    )
    assert [p.score for p in result.pairs] == pytest.approx(
        sorted((s for s in expected.values() if s > 0), reverse=True)
    )
    assert result.totals == pytest.approx(totals)
    assert list(result.totals) == [kind for kind in ("SO", "ST", "WO", "WT") if kind in strength]
    assert result.posture == (max(totals, key=totals.get) if any(totals.values()) else None)


def test_equal_pairs_stand_in_the_order_of_the_kinds_and_then_of_the_items():
    priorities = {"S": [0.1, 0.3], "W": [0.1], "O": [0.3, 0.1], "T": [0.1]}
    strength = {"WT": [[3]], "WO": [[1, 3]], "ST": [[3], [1]], "SO": [[1, 3], [0, 1]]}

    result = swot.tows(priorities, strength)  # all .03, some of them but for the last digit

    assert [(pair.kind, pair.internal, pair.external) for pair in result.pairs] == [
        ("SO", 0, 0),
        ("SO", 0, 1),
        ("SO", 1, 1),
        ("ST", 0, 0),
        ("ST", 1, 0),
        ("WO", 0, 0),
        ("WO", 0, 1),
        ("WT", 0, 0),
    ]
    assert result.posture == "SO"


def test_the_first_of_kinds_with_equal_totals_leads():
    result = swot.tows({"S": [0.1, 0.3], "W": [0.4], "T": [1.0]}, {"WT": [[1]], "ST": [[1], [1]]})

    assert result.posture == "ST"


def test_nothing_that_meets_leads_nowhere():
    result = swot.tows(PRIORITIES, {kind: np.zeros_like(matrix) for kind, matrix in STRENGTH.items()})

    assert (result.pairs, result.posture) == ((), None)
    assert result.totals == {"SO": 0, "ST": 0, "WO": 0, "WT": 0}


def test_tows_takes_the_answer_of_awot():
    result = swot.tows(swot.awot(GROUPS, FACTORS).weights, STRENGTH)

    assert result.pairs[0] == swot.Pair("WT", 0, 1, pytest.approx(0.1 * 0.2 * 3))


def test_tows_survives_numbers_of_all_sizes():
    with np.errstate(all="raise"):
        result = swot.tows({"S": [1e-300, 1e15], "O": [1e-300, 1e15]}, {"SO": np.full((2, 2), 3)})

    assert [pair.score for pair in result.pairs] == pytest.approx([3e30, 3e-285, 3e-285])


def test_tows_refuses_what_is_no_number():
    for what, wrong in spoilt([0.1, 0.2]):
        assert refusal(swot.tows, PRIORITIES | {"S": wrong}, STRENGTH).argument == "priorities", what
    for what, wrong in spoilt(np.ones((2, 3))):
        assert refusal(swot.tows, PRIORITIES, STRENGTH | {"SO": wrong}).argument == "strength", what


@pytest.mark.parametrize("wrong", [None, "SO", [[1]], 3])
def test_tows_refuses_what_is_no_dictionary(wrong):
    assert refusal(swot.tows, wrong, STRENGTH).code == "mapping"
    assert refusal(swot.tows, PRIORITIES, wrong).code == "mapping"


@pytest.mark.parametrize(
    ("priorities", "strength", "argument", "code"),
    [
        ({}, STRENGTH, "priorities", "empty"),
        (PRIORITIES, {}, "strength", "empty"),
        (PRIORITIES | {"X": [1]}, STRENGTH, "priorities", "option"),
        (PRIORITIES, {"OS": np.ones((3, 2))}, "strength", "option"),
        ({"S": [1, 1]}, {"SO": np.ones((2, 3))}, "priorities", "missing_group"),
        (PRIORITIES | {"S": [-1, 1]}, STRENGTH, "priorities", "range"),
        (PRIORITIES | {"S": []}, STRENGTH, "priorities", "empty"),
        (PRIORITIES | {"S": np.ones(51)}, STRENGTH, "priorities", "too_many"),
        (PRIORITIES, {"SO": np.ones((3, 2))}, "strength", "length"),
        (PRIORITIES, {"SO": np.full((2, 3), 3.1)}, "strength", "range"),
        (PRIORITIES, {"SO": np.full((2, 3), -0.1)}, "strength", "range"),
        (PRIORITIES, {"WO": [1, 2, 3]}, "strength", "shape"),
    ],
)
def test_tows_refuses(priorities, strength, argument, code):
    error = refusal(swot.tows, priorities, strength)

    assert (error.argument, error.code) == (argument, code)


# Both


def test_arguments_and_the_global_random_state_stay_as_they_are():
    groups, factors = dict(GROUPS), {group: np.array(row) for group, row in FACTORS.items()}
    priorities = {group: np.array(row) for group, row in PRIORITIES.items()}
    strength = {kind: np.array(matrix) for kind, matrix in STRENGTH.items()}
    state = np.random.get_state()[1].copy()

    weights = swot.awot(groups, factors).weights
    swot.tows(priorities, strength)

    assert groups == GROUPS
    for kept, given_ in ((factors, FACTORS), (priorities, PRIORITIES), (strength, STRENGTH)):
        assert list(kept) == list(given_)
        for key, array in kept.items():
            np.testing.assert_array_equal(array, given_[key])
    assert not any(np.shares_memory(weights[group], factors[group]) for group in weights)
    np.testing.assert_array_equal(np.random.get_state()[1], state)

"""AHP: weights from pairwise judgements."""

from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from tests.tools.methods.hostile import refusal, spoilt
from tools.methods import decision
from tools.methods.judgements import one_step

ORACLE = yaml.safe_load((Path(__file__).parent.parent / "oracles" / "4A_ahp_leader.yaml").read_text())
LAWFUL = settings(derandomize=True, deadline=None, max_examples=60)
EXPECTED, TOLERANCE = ORACLE["expect"], ORACLE["tolerance"]
SAATYS = [1 / 9, 1 / 7, 1 / 5, 1 / 3, 1 / 2, 1, 2, 3, 4, 5, 6, 7, 8, 9]
SAATYS_INDEX = [0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59]


def judgements(subject):
    return decision.judgements_from_upper(ORACLE["input"][subject])


@st.composite
def reciprocal(draw, least=1, most=8):
    count = draw(st.integers(least, most))
    result = np.ones((count, count))
    for i, j in zip(*np.triu_indices(count, 1), strict=True):
        result[i, j] = draw(st.sampled_from(SAATYS))
        result[j, i] = 1 / result[i, j]
    return result


def test_ahp_gives_the_published_weights_of_the_criteria():
    result = decision.ahp(judgements("criteria"))

    expected = EXPECTED["criteria"]
    assert_allclose(result.weights, expected["weights"], atol=TOLERANCE)
    assert result.lambda_max == pytest.approx(expected["lambda_max"], abs=TOLERANCE)
    assert result.cr == pytest.approx(expected["cr"], abs=TOLERANCE)
    assert result.consistent is expected["consistent"]


@pytest.mark.parametrize("criterion", ORACLE["criteria"])
def test_ahp_gives_the_published_weights_of_the_alternatives(criterion):
    result = decision.ahp(judgements(criterion))

    assert_allclose(result.weights, EXPECTED[criterion], atol=TOLERANCE)


def test_ahp_by_geometric_means_gives_the_computed_weights():
    result = decision.ahp(judgements("criteria"), method="geometric")

    assert_allclose(result.weights, EXPECTED["criteria_by_geometric_mean"], atol=TOLERANCE)


def test_ahp_weights_joined_by_a_weighted_sum_choose_the_published_leader():
    columns = [decision.ahp(judgements(criterion)).weights for criterion in ORACLE["criteria"]]
    weights = decision.ahp(judgements("criteria")).weights

    result = decision.weighted_sum(np.column_stack(columns), weights=weights, normalisation="none")

    assert_allclose(result.scores, EXPECTED["total"], atol=TOLERANCE)
    assert result.ranks.tolist() == EXPECTED["ranks"]


def test_judgements_from_upper_are_reciprocal_row_by_row():
    result = decision.judgements_from_upper([2, 4, 8])

    assert result.tolist() == [[1, 2, 4], [1 / 2, 1, 8], [1 / 4, 1 / 8, 1]]


def test_ahp_takes_no_more_than_rounding_for_lambda_max_of_any_method():
    matrix = judgements("criteria")

    for method in ("eigenvector", "geometric"):
        result = decision.ahp(matrix, method=method)
        ratios = [sum(matrix[i, j] * result.weights[j] for j in range(4)) / result.weights[i] for i in range(4)]
        assert result.lambda_max == pytest.approx(sum(ratios) / 4, abs=1e-12)


def test_ahp_eigenvector_is_that_of_the_power_method():
    matrix = judgements("criteria")
    vector = np.ones(4)
    for _step in range(200):
        vector = matrix @ vector
        vector /= vector.sum()

    assert_allclose(decision.ahp(matrix).weights, vector, atol=1e-12)


def test_ahp_names_the_worst_judgement_and_the_value_that_would_fit():
    consistent = np.outer([8, 4, 2, 1], 1 / np.array([8, 4, 2, 1]))
    spoilt_one = consistent.copy()
    spoilt_one[1, 3], spoilt_one[3, 1] = 1 / 4, 4

    result = decision.ahp(spoilt_one)

    i, j, value = result.worst
    assert (i, j) == (1, 3)
    assert value == pytest.approx(result.weights[1] / result.weights[3])
    assert not result.consistent


def test_ahp_names_the_first_of_equally_bad_judgements():
    """With three elements all judgements fit equally badly."""
    assert decision.ahp(decision.judgements_from_upper([3, 2, 5])).worst[:2] == (0, 1)


def test_ahp_marks_as_inconsistent_only_beyond_the_limit():
    matrix = judgements("criteria")
    cr = decision.ahp(matrix).cr

    assert decision.ahp(matrix, max_cr=cr).consistent
    assert not decision.ahp(matrix, max_cr=cr - 1e-6).consistent
    assert not decision.ahp(matrix, max_cr=0).consistent
    assert decision.ahp(np.ones((5, 5)), max_cr=0).consistent


@pytest.mark.parametrize(("count", "index"), list(enumerate(SAATYS_INDEX, start=3)))
def test_ahp_divides_by_the_random_index(count, index):
    upper = np.ones(count * (count - 1) // 2)
    upper[0] = 5

    result = decision.ahp(decision.judgements_from_upper(upper))

    assert result.ci == pytest.approx((result.lambda_max - count) / (count - 1), abs=1e-12)
    assert result.cr == pytest.approx(result.ci / index, abs=1e-12)
    assert result.cr > 0


@pytest.mark.parametrize("method", ["eigenvector", "geometric"])
def test_ahp_of_one_or_two_elements_is_consistent(method):
    one = decision.ahp([[1]], method=method)
    two = decision.ahp([[1, 3], [1 / 3, 1]], method=method)

    assert one.weights.tolist() == [1]
    assert (one.ci, one.cr, one.consistent, one.worst) == (0, 0, True, None)
    assert_allclose(two.weights, [0.75, 0.25], atol=1e-14)
    assert (two.cr, two.consistent, two.worst) == (0, True, None)


def test_ahp_accepts_reciprocals_rounded_to_two_decimals():
    result = decision.ahp([[1, 3, 7], [0.33, 1, 2], [0.14, 0.5, 1]])

    assert_allclose(result.weights.sum(), 1)
    assert result.consistent


def test_ahp_takes_judgements_many_powers_of_ten_apart():
    wild = decision.judgements_from_upper(np.where(np.arange(105) % 2, 1e15, 1e-15))

    for method in ("eigenvector", "geometric"):
        result = decision.ahp(wild, method=method)
        assert np.isfinite(result.weights).all()
        assert (result.weights >= 0).all()
        assert np.isfinite([result.lambda_max, result.ci, result.cr, result.worst[2]]).all()


@LAWFUL
@given(
    st.lists(st.floats(0.01, 100), min_size=1, max_size=15),
    st.sampled_from(["eigenvector", "geometric"]),
)
def test_ahp_of_ratios_returns_their_weights(weights, method):
    weights = np.array(weights) / np.sum(weights)

    result = decision.ahp(np.outer(weights, 1 / weights), method=method)

    assert_allclose(result.weights, weights, rtol=1e-9)
    assert result.cr == pytest.approx(0, abs=1e-9)
    assert result.consistent
    assert result.worst is None


@LAWFUL
@given(reciprocal(), st.integers(2, 5), st.sampled_from(["eigenvector", "geometric"]))
def test_ahp_of_identical_judges_equals_that_of_one(matrix, judges, method):
    one = decision.ahp(matrix, method=method)

    group = decision.ahp(np.stack([matrix] * judges), method=method)

    assert_allclose(group.weights, one.weights, atol=1e-12)
    assert group.cr == pytest.approx(one.cr, abs=1e-9)


@LAWFUL
@given(reciprocal(least=3), st.randoms(use_true_random=False))
def test_ahp_follows_the_elements_into_another_order(matrix, random):
    order = list(range(len(matrix)))
    random.shuffle(order)

    moved = decision.ahp(matrix[np.ix_(order, order)])

    assert_allclose(moved.weights, decision.ahp(matrix).weights[order], atol=1e-10)
    assert moved.lambda_max >= len(matrix) - 1e-9


def test_ahp_joins_judges_by_their_geometric_mean():
    both = np.array([[[1, 2], [1 / 2, 1]], [[1, 8], [1 / 8, 1]]])

    assert_allclose(decision.ahp(both).weights, [0.8, 0.2], atol=1e-14)


def test_ahp_leaves_its_argument_and_the_random_state_alone():
    matrix = judgements("criteria")
    before, state = matrix.copy(), np.random.get_state()[1].copy()

    decision.ahp(matrix)

    assert (matrix == before).all()
    assert (np.random.get_state()[1] == state).all()


@pytest.mark.parametrize(("what", "wrong"), list(spoilt(np.ones((3, 3)))))
def test_ahp_refuses_what_are_not_judgements(what, wrong):
    assert refusal(decision.ahp, wrong).argument == "judgements"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ([[1, 2], [0.4, 1]], "not_reciprocal"),
        ([[2, 1], [1, 1]], "not_reciprocal"),
        ([[1, 0], [1, 1]], "range"),
        ([[1, -1], [-1, 1]], "range"),
        ([[1, 1, 1], [1, 1, 1]], "shape"),
        (np.ones((16, 16)), "too_many"),
    ],
)
def test_ahp_refuses_judgements_that_contradict_each_other(wrong, code):
    error = refusal(decision.ahp, wrong)

    assert (error.argument, error.code) == ("judgements", code)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"method": "mean"}, "option"),
        ({"method": None}, "option"),
        ({"max_cr": -0.1}, "range"),
        ({"max_cr": np.nan}, "not_finite"),
        ({"max_cr": "0.1"}, "not_numbers"),
        ({"max_cr": [0.1]}, "shape"),
    ],
)
def test_ahp_refuses_unknown_options(options, code):
    error = refusal(decision.ahp, np.ones((3, 3)), **options)

    assert (error.argument, error.code) == (next(iter(options)), code)


@pytest.mark.parametrize(("what", "wrong"), list(spoilt(np.ones(3))))
def test_judgements_from_upper_refuses_what_are_not_judgements(what, wrong):
    assert refusal(decision.judgements_from_upper, wrong).argument == "upper"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ([1, 2], "length"),
        ([1] * 120, "too_many"),
        ([1, 0, 1], "range"),
        ([1, -2, 1], "range"),
        ([1, 1e-300, 1], "range"),
        ([[1, 2, 3]], "shape"),
        ([], "empty"),
    ],
)
def test_judgements_from_upper_refuses_what_is_no_upper_triangle(wrong, code):
    error = refusal(decision.judgements_from_upper, wrong)

    assert (error.argument, error.code) == ("upper", code)


# One judgement a little different


@pytest.mark.parametrize(
    ("value", "step", "expected"), [(1, 1, 2), (1, -1, 1 / 2), (1 / 2, 1, 1), (1 / 3, -1, 1 / 4), (9, 1, None)]
)
def test_a_step_goes_along_the_scale(value, step, expected):
    assert one_step(value, step) == (expected if expected is None else pytest.approx(expected))


def test_judgements_of_several_join_by_their_geometric_mean():
    judges = [decision.judgements_from_upper([2, 4, 1]), decision.judgements_from_upper([8, 1, 1])]

    assert_allclose(decision.joint_judgements(judges), decision.judgements_from_upper([4, 2, 1]))


@LAWFUL
@given(reciprocal(least=2, most=5), st.sampled_from(["eigenvector", "geometric"]))
def test_judgement_steps_are_ahp_with_one_judgement_changed(matrix, method):
    before = decision.ahp(matrix, method=method).weights
    weights, switches = [before], []
    for i, j in zip(*np.triu_indices(len(matrix), 1), strict=True):
        for value in (one_step(matrix[i, j], step) for step in (-1, 1)):
            if value is not None:
                changed = matrix.copy()
                changed[i, j], changed[j, i] = value, 1 / value
                weights.append(decision.ahp(changed, method=method).weights)
                if before[weights[-1].argmax()] < before.max() - 1e-9:
                    switches.append((i, j, value, weights[-1].argmax()))

    found = decision.judgement_steps(matrix, method=method)

    assert_allclose(found.low, np.min(weights, axis=0))
    assert_allclose(found.high, np.max(weights, axis=0))
    assert (found.steps, found.switches) == (len(weights) - 1, tuple(switches))


def test_judgement_steps_tell_how_far_they_are():
    told = []

    decision.judgement_steps(decision.judgements_from_upper([2, 4, 1]), progress=told.append)

    assert told == [1 / 3, 2 / 3, 1]


def test_mended_judgements_hold_the_value_that_would_fit():
    matrix = decision.judgements_from_upper([2, 8, 2])
    i, j, value = decision.ahp(matrix).worst
    changed = matrix.copy()
    changed[i, j], changed[j, i] = value, 1 / value

    found = decision.mended(matrix)

    assert_allclose(found.weights, decision.ahp(changed).weights)
    assert found.cr < decision.ahp(matrix).cr
    assert decision.mended(decision.judgements_from_upper([2, 4, 2])) is None


@pytest.mark.parametrize("function", [decision.joint_judgements, decision.judgement_steps, decision.mended])
@pytest.mark.parametrize(("what", "wrong"), list(spoilt(np.ones((2, 2)))))
def test_what_are_no_judgements_is_refused_everywhere(function, what, wrong):
    if what != "too many dimensions":
        assert refusal(function, wrong).argument == "judgements"


def test_an_unknown_way_to_weigh_is_refused_everywhere():
    for function in (decision.judgement_steps, decision.mended):
        assert refusal(function, np.ones((2, 2)), method="mean").code == "option"

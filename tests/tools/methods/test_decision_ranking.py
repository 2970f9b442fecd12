"""Weighted sum, TOPSIS and PROMETHEE II, and rankings compared: dominance and agreement."""

import inspect
import math
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from tests.tools.methods.hostile import refusal, spoilt
from tools.methods import decision

ORACLE = yaml.safe_load((Path(__file__).parent.parent / "oracles" / "4B_topsis.yaml").read_text())
LAWFUL = settings(derandomize=True, deadline=None, max_examples=80)
FUNCTIONS = ["usual", "u_shape", "v_shape", "level", "linear", "gaussian"]
RANKINGS = [decision.weighted_sum, decision.topsis, decision.promethee2]

# Six power stations (Brans & Mareschal), with the scores that pymcdm 1.4.0 gives them.
STATIONS = np.array(
    [
        [80, 90, 6, 5.4, 8, 5],
        [65, 58, 2, 9.7, 1, 1],
        [83, 60, 4, 7.2, 4, 7],
        [40, 80, 10, 7.5, 7, 10],
        [52, 72, 6, 2, 3, 8],
        [94, 96, 7, 3.6, 5, 6],
    ]
)
WEIGHTED = {"weights": [0.1, 0.2, 0.3, 0.1, 0.2, 0.1], "directions": [-1, 1, -1, -1, -1, 1]}
THRESHOLDS = {"q": [10, 10, 0.5, 0.5, 1, 1], "p": [20, 30, 5, 4, 6, 5], "s": [5, 5, 0.5, 1, 1, 2]}
PYMCDM_TOPSIS = {
    "minmax": [0.466578466234, 0.593877138276, 0.516914504348, 0.340387236433, 0.562214333151, 0.516829905998],
    "max": [0.400472399244, 0.671322685208, 0.600530622575, 0.293996621172, 0.597723755779, 0.455892837305],
    "sum": [0.1700526413, 0.743078481749, 0.286293042355, 0.193752982318, 0.307944063343, 0.195172782987],
    "vector": [0.395571802862, 0.692133004883, 0.619425216553, 0.274125311195, 0.596653230115, 0.445149404999],
}
PYMCDM_PROMETHEE = {
    "usual": [-0.14, 0.12, 0.04, -0.24, 0.3, -0.08],
    "u_shape": [-0.1, 0.16, 0, -0.26, 0.28, -0.08],
    "v_shape": [-0.081833333333, 0.089833333333, -0.040333333333, -0.185833333333, 0.204666666667, 0.0135],
    "level": [-0.06, 0.03, -0.01, -0.15, 0.21, -0.02],
    "linear": [-0.078761904762, 0.093190476190, -0.039380952381, -0.187523809524, 0.185523809524, 0.026952380952],
}


@st.composite
def problems(draw, low=0):
    """A matrix of few different whole numbers, so that ties and constant columns are frequent, with its arguments."""
    alternatives, criteria = draw(st.integers(2, 6)), draw(st.integers(1, 4))
    numbers = st.lists(st.integers(low, 9), min_size=criteria, max_size=criteria)
    matrix = np.array(draw(st.lists(numbers, min_size=alternatives, max_size=alternatives)), dtype=float)
    weights = draw(st.lists(st.integers(0, 5), min_size=criteria, max_size=criteria).filter(any))
    directions = draw(st.lists(st.sampled_from([1, -1]), min_size=criteria, max_size=criteria))
    return matrix, {"weights": weights, "directions": directions}


def normalised_by_hand(matrix, directions, normalisation):
    result = np.zeros(matrix.shape)
    for j, direction in enumerate(directions):
        column = [float(x) for x in matrix[:, j]]
        for i, x in enumerate(column):
            if normalisation == "minmax":
                span = max(column) - min(column)
                value = 0.5 if span == 0 else (x - min(column) if direction == 1 else max(column) - x) / span
            elif normalisation == "sum" and direction == -1:
                value = (1 / x) / sum(1 / each for each in column)
            else:
                size = {"max": max(column), "sum": sum(column), "vector": math.hypot(*column)}[normalisation]
                value = 0 if size == 0 else x / size if direction == 1 else 1 - x / size
            result[i, j] = value
    return result


def degree_by_hand(function, d, q, p, s):
    if d <= 0:
        return 0
    if function == "usual":
        return 1
    if function == "u_shape":
        return 1 if d > q else 0
    if function == "v_shape":
        return min(d / p, 1)
    if function == "level":
        return 0 if d <= q else 0.5 if d <= p else 1
    if function == "linear":
        return min(max((d - q) / (p - q), 0), 1)
    return 1 - math.exp(-(d**2) / (2 * s**2))


def test_the_contract_of_every_function_is_kept_to_the_letter():
    fields = {
        name: list(getattr(decision, name).__dataclass_fields__) for name in ("WeightedSum", "Topsis", "Promethee")
    }

    assert fields == {
        "WeightedSum": ["scores", "ranks", "contributions", "normalised", "weights"],
        "Topsis": ["scores", "ranks", "d_plus", "d_minus", "normalised"],
        "Promethee": ["scores", "ranks", "plus", "minus", "preference", "unicriterion"],
    }
    assert [str(inspect.signature(function)) for function in RANKINGS] == [
        "(matrix, *, weights=None, directions=None, normalisation='minmax')",
        "(matrix, *, weights=None, directions=None, normalisation='vector')",
        "(matrix, *, weights=None, directions=None, functions='usual', q=0, p=0, s=0)",
    ]


# Weighted sum


@LAWFUL
@given(problems(low=1), st.sampled_from(["minmax", "max", "sum", "vector"]))
def test_weighted_sum_is_what_the_formulas_say(problem, normalisation):
    matrix, options = problem

    result = decision.weighted_sum(matrix, **options, normalisation=normalisation)

    weights = np.array(options["weights"]) / sum(options["weights"])
    expected = normalised_by_hand(matrix, options["directions"], normalisation)
    assert_allclose(result.normalised, expected, atol=1e-12)
    assert_allclose(result.weights, weights, atol=1e-15)
    assert_allclose(result.contributions, expected * weights, atol=1e-12)
    assert_allclose(result.scores, (expected * weights).sum(axis=1), atol=1e-12)


def test_weighted_sum_without_normalisation_leaves_the_values():
    result = decision.weighted_sum([[1, -2], [3, 4]], weights=[3, 1], normalisation="none")

    assert result.scores.tolist() == [0.25, 3.25]
    assert result.normalised.tolist() == [[1, -2], [3, 4]]


def test_weighted_sum_without_normalisation_gives_a_copy():
    matrix = np.array([[1.0, 2.0], [3.0, 4.0]])

    result = decision.weighted_sum(matrix, normalisation="none")

    assert not np.shares_memory(result.normalised, matrix)
    assert not np.shares_memory(result.normalised, result.contributions)


def test_weighted_sum_lets_equal_scores_share_the_best_place():
    result = decision.weighted_sum([[1, 0], [0, 1], [0.5, 0.5], [0, 0]])

    assert result.ranks.tolist() == [1, 1, 1, 4]


@pytest.mark.parametrize("direction", [1, -1])
@pytest.mark.parametrize(("normalisation", "value"), [("minmax", 0.5), ("max", 0), ("vector", 0)])
def test_weighted_sum_gives_an_all_zero_column_the_same_for_all(normalisation, value, direction):
    result = decision.weighted_sum([[0, 1], [0, 2]], directions=[direction, 1], normalisation=normalisation)

    assert result.normalised[:, 0].tolist() == [value, value]


def test_weighted_sum_by_sums_gives_an_all_zero_column_0():
    result = decision.weighted_sum([[0, 1], [0, 3]], normalisation="sum")

    assert result.normalised.tolist() == [[0, 0.25], [0, 0.75]]


@LAWFUL
@given(problems(low=1), st.sampled_from(["minmax", "max", "sum", "vector"]), st.floats(1e-3, 1e3))
def test_weighted_sum_and_topsis_do_not_depend_on_units(problem, normalisation, factor):
    matrix, options = problem
    factors = np.ones(matrix.shape[1])
    factors[0] = factor

    for rank in (decision.weighted_sum, decision.topsis):
        before = rank(matrix, **options, normalisation=normalisation)
        after = rank(matrix * factors, **options, normalisation=normalisation)
        assert_allclose(after.scores, before.scores, atol=1e-9)
        assert_array_equal(after.ranks, before.ranks)


@LAWFUL
@given(problems(low=1), st.sampled_from(["minmax", "max", "sum", "vector"]))
def test_weighted_sum_never_ranks_a_dominated_alternative_above_its_dominator(problem, normalisation):
    matrix, options = problem

    ranks = decision.weighted_sum(matrix, **options, normalisation=normalisation).ranks

    for better, worse in np.argwhere(decision.dominance(matrix, directions=options["directions"])):
        assert ranks[better] <= ranks[worse]


# TOPSIS


@pytest.mark.parametrize("case", ORACLE["cases"])
def test_topsis_gives_the_published_scores(case):
    expected = case["expect"]
    options = {key: case[key] for key in ("weights", "directions", "normalisation") if key in case}

    result = decision.topsis(case["matrix"], **options)

    assert_allclose(result.scores, expected["scores"], atol=ORACLE["tolerance"])
    assert result.ranks.tolist() == expected["ranks"]


@pytest.mark.parametrize("normalisation", PYMCDM_TOPSIS)
def test_topsis_gives_the_scores_of_pymcdm(normalisation):
    result = decision.topsis(STATIONS, **WEIGHTED, normalisation=normalisation)

    assert_allclose(result.scores, PYMCDM_TOPSIS[normalisation], atol=1e-11)


@LAWFUL
@given(problems(low=1), st.sampled_from(["minmax", "max", "sum", "vector"]))
def test_topsis_is_what_the_formulas_say(problem, normalisation):
    matrix, options = problem

    result = decision.topsis(matrix, **options, normalisation=normalisation)

    weighted = normalised_by_hand(matrix, options["directions"], normalisation)
    assert_allclose(result.normalised, weighted, atol=1e-12)
    weighted = weighted * np.array(options["weights"]) / sum(options["weights"])
    for i, row in enumerate(weighted):
        d_plus, d_minus = math.dist(row, weighted.max(axis=0)), math.dist(row, weighted.min(axis=0))
        assert result.d_plus[i] == pytest.approx(d_plus, abs=1e-12)
        assert result.d_minus[i] == pytest.approx(d_minus, abs=1e-12)
        assert result.scores[i] == pytest.approx(d_minus / (d_plus + d_minus) if d_plus + d_minus > 1e-12 else 0.5)


@pytest.mark.parametrize("normalisation", PYMCDM_TOPSIS)
@pytest.mark.parametrize(
    ("matrix", "weights"),
    [([[3, 7], [3, 7], [3, 7]], None), ([[3, 1], [3, 2], [3, 5]], [1, 0]), ([[0.3, 1], [0.1 + 0.2, 1]], None)],
)
def test_topsis_gives_one_half_where_nothing_distinguishes(matrix, weights, normalisation):
    result = decision.topsis(matrix, weights=weights, normalisation=normalisation)

    assert set(result.scores) == {0.5}
    assert set(result.ranks) == {1}
    assert set(result.d_plus) == set(result.d_minus) == {0}


def test_topsis_sees_differences_of_very_small_weight():
    result = decision.topsis([[1, 1], [1, 2], [1, 3]], weights=[1, 1e-250], normalisation="minmax")

    assert_allclose(result.scores, [0, 0.5, 1])


# PROMETHEE II


@pytest.mark.parametrize("function", PYMCDM_PROMETHEE)
def test_promethee_gives_the_net_flows_of_pymcdm(function):
    result = decision.promethee2(STATIONS, **WEIGHTED, **THRESHOLDS, functions=function)

    assert_allclose(result.scores, PYMCDM_PROMETHEE[function], atol=1e-11)


@LAWFUL
@given(problems(low=-9), st.data())
def test_promethee_is_what_the_formulas_say(problem, data):
    matrix, options = problem
    count, criteria = matrix.shape
    functions = data.draw(st.lists(st.sampled_from(FUNCTIONS), min_size=criteria, max_size=criteria))
    q = data.draw(st.lists(st.integers(0, 4), min_size=criteria, max_size=criteria))
    p = [each + data.draw(st.integers(1, 4)) for each in q]
    s = data.draw(st.lists(st.integers(1, 4), min_size=criteria, max_size=criteria))

    result = decision.promethee2(matrix, **options, functions=functions, q=q, p=p, s=s)

    weights = np.array(options["weights"]) / sum(options["weights"])
    degree = np.zeros((count, count, criteria))
    for a in range(count):
        for b in range(count):
            for j in range(criteria):
                d = (matrix[a, j] - matrix[b, j]) * options["directions"][j]
                degree[a, b, j] = degree_by_hand(functions[j], d, q[j], p[j], s[j])
    assert_allclose(result.preference, degree @ weights, atol=1e-12)
    assert_allclose(result.plus, (degree @ weights).sum(axis=1) / (count - 1), atol=1e-12)
    assert_allclose(result.minus, (degree @ weights).sum(axis=0) / (count - 1), atol=1e-12)
    assert_allclose(result.unicriterion, (degree.sum(axis=1) - degree.sum(axis=0)) / (count - 1), atol=1e-12)


@LAWFUL
@given(problems(low=-9), st.sampled_from(FUNCTIONS))
def test_promethee_flows_hold_together(problem, function):
    matrix, options = problem

    result = decision.promethee2(matrix, **options, functions=function, q=1, p=3, s=2)

    weights = np.array(options["weights"]) / sum(options["weights"])
    assert_allclose(result.plus - result.minus, result.scores, atol=1e-12)
    assert result.scores.sum() == pytest.approx(0, abs=1e-12)
    assert_allclose(result.unicriterion @ weights, result.scores, atol=1e-12)
    assert (np.abs(result.scores) <= 1 + 1e-12).all()


@LAWFUL
@given(problems(low=-9), st.sampled_from(FUNCTIONS), st.floats(1e-3, 1e3))
def test_promethee_does_not_depend_on_units_when_thresholds_follow(problem, function, factor):
    matrix, options = problem
    before = decision.promethee2(matrix, **options, functions=function, q=1, p=3, s=2)

    after = decision.promethee2(
        matrix * factor, **options, functions=function, q=1 * factor, p=3 * factor, s=2 * factor
    )

    assert_allclose(after.scores, before.scores, atol=1e-9)
    assert_array_equal(after.ranks, before.ranks)


def test_promethee_takes_a_difference_on_the_threshold_as_not_beyond_it():
    """0.4 - 0.3 is a little more than 0.1 to a computer."""
    within = decision.promethee2([[0.4], [0.3]], functions="u_shape", q=0.1)
    half = decision.promethee2([[0.4], [0.3]], functions="level", q=0, p=0.1)

    assert within.scores.tolist() == [0, 0]
    assert half.scores.tolist() == [0.5, -0.5]


def test_promethee_takes_one_function_and_threshold_per_criterion_or_for_all():
    one = decision.promethee2(STATIONS, functions="linear", q=1, p=5)

    each = decision.promethee2(STATIONS, functions=["linear"] * 6, q=[1] * 6, p=np.full(6, 5))

    assert_array_equal(one.preference, each.preference)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_promethee_stays_finite_with_thresholds_far_from_the_values(function):
    matrix = [[1e15, -1e15, 1e-300], [-1e15, 1e15, 0], [0, 1, 1e-310]]

    for scale in (5e-324, 1e-300, 1, 1e14):
        result = decision.promethee2(
            matrix, functions=function, q=scale / 10 if scale > 1e-300 else 0, p=scale, s=scale
        )
        assert np.isfinite(result.scores).all()
        assert (np.abs(result.scores) <= 1).all()


# Dominance and agreement


@LAWFUL
@given(problems(low=-9))
def test_dominance_is_nowhere_worse_and_somewhere_better(problem):
    matrix, options = problem
    gains = (matrix * options["directions"]).tolist()

    result = decision.dominance(matrix, directions=options["directions"])

    for a, row in enumerate(gains):
        for b, other in enumerate(gains):
            pairs = list(zip(row, other, strict=True))
            assert result[a, b] == (all(x >= y for x, y in pairs) and any(x > y for x, y in pairs))
    assert result.dtype == bool


def test_agreement_gives_the_numbers_of_scipy():
    """scipy 1.17.1, kendalltau(variant="b")."""
    rankings = [[1, 2, 3, 4, 5, 6], [2, 1, 4, 3, 5, 6], [1, 1, 3, 4, 4, 6], [6, 5, 4, 3, 2, 1], [1, 1, 1, 4, 4, 4]]

    result = decision.agreement(rankings)

    expected = [
        [1, 0.7333333333, 0.9309493363, -1, 0.7745966692],
        [0.7333333333, 1, 0.7877263614, -0.7333333333, 0.6024640761],
        [0.9309493363, 0.7877263614, 1, -0.9309493363, 0.8320502943],
        [-1, -0.7333333333, -0.9309493363, 1, -0.7745966692],
        [0.7745966692, 0.6024640761, 0.8320502943, -0.7745966692, 1],
    ]
    assert_allclose(result, expected, atol=1e-9)


def test_agreement_is_exactly_1_with_itself_and_minus_1_with_its_reverse():
    result = decision.agreement([[1, 2, 3, 4, 4], [4, 3, 2, 1, 1], [1, 2, 3, 4, 5]])

    assert np.diag(result).tolist() == [1, 1, 1]
    assert result[0, 1] == -1


def test_agreement_with_a_ranking_of_ties_only_is_unknown():
    result = decision.agreement([[1, 2, 3], [1, 1, 1], [3, 2, 1]])

    nan = np.nan
    assert_array_equal(result, [[1, nan, -1], [nan, nan, nan], [-1, nan, 1]])


def test_agreement_of_one_ranking_is_with_itself():
    assert decision.agreement([[2, 1]]).tolist() == [[1]]


# What is refused


@pytest.mark.parametrize("function", [*RANKINGS, decision.dominance])
@pytest.mark.parametrize(("what", "wrong"), list(spoilt(np.ones((3, 2)))))
def test_rankings_refuse_what_is_no_matrix(function, what, wrong):
    assert refusal(function, wrong).argument == "matrix"


@pytest.mark.parametrize("function", [*RANKINGS, decision.dominance])
@pytest.mark.parametrize(
    ("matrix", "code"),
    [([[1, 2]], "too_few"), (np.ones((201, 2)), "too_many"), (np.ones((2, 61)), "too_many"), ([1, 2], "shape")],
)
def test_rankings_refuse_a_matrix_of_another_size(function, matrix, code):
    error = refusal(function, matrix)

    assert (error.argument, error.code) == ("matrix", code)


@pytest.mark.parametrize("function", RANKINGS)
@pytest.mark.parametrize(
    ("weights", "code"),
    [
        ([1, 1], "length"),
        ([0, 0, 0], "no_weight"),
        ([1, -1, 1], "range"),
        ([1, np.nan, 1], "not_finite"),
        ("equal", "not_numbers"),
        (1, "shape"),
        ([[1, 1, 1]], "shape"),
        ([], "empty"),
    ],
)
def test_rankings_refuse_unfit_weights(function, weights, code):
    error = refusal(function, np.ones((3, 3)), weights=weights)

    assert (error.argument, error.code) == ("weights", code)


@pytest.mark.parametrize("function", [*RANKINGS, decision.dominance])
@pytest.mark.parametrize(
    ("directions", "code"),
    [([1, 1], "length"), ([1, 0, 1], "direction"), (["max", "min", "max"], "not_numbers"), (-1, "shape")],
)
def test_rankings_refuse_unfit_directions(function, directions, code):
    error = refusal(function, np.ones((3, 3)), directions=directions)

    assert (error.argument, error.code) == ("directions", code)


@pytest.mark.parametrize("function", [decision.weighted_sum, decision.topsis])
@pytest.mark.parametrize("normalisation", ["zscore", None, 1, ["minmax"], "MINMAX", ""])
def test_rankings_refuse_an_unknown_normalisation(function, normalisation):
    error = refusal(function, np.ones((3, 3)), normalisation=normalisation)

    assert (error.argument, error.code) == ("normalisation", "option")


def test_topsis_refuses_to_go_without_normalisation():
    assert refusal(decision.topsis, np.ones((3, 3)), normalisation="none").code == "option"


@pytest.mark.parametrize("function", [decision.weighted_sum, decision.topsis])
@pytest.mark.parametrize("normalisation", ["max", "sum", "vector"])
def test_rankings_refuse_negative_values_and_propose_minmax(function, normalisation):
    error = refusal(function, [[1, -1], [2, 3]], normalisation=normalisation)

    assert (error.argument, error.code) == ("matrix", "negative")
    assert "minmax" in str(error)


@pytest.mark.parametrize("function", [decision.weighted_sum, decision.topsis])
def test_rankings_refuse_a_cost_of_zero_where_it_is_inverted(function):
    error = refusal(function, [[1, 0], [2, 3]], directions=[1, -1], normalisation="sum")

    assert (error.argument, error.code) == ("matrix", "not_positive")


def test_weighted_sum_refuses_costs_without_normalisation():
    error = refusal(decision.weighted_sum, [[1, 0], [2, 3]], directions=[1, -1], normalisation="none")

    assert (error.argument, error.code) == ("directions", "no_costs")


@pytest.mark.parametrize(
    ("options", "argument", "code"),
    [
        ({"functions": "v_shape"}, "p", "thresholds"),
        ({"functions": "level", "q": 1, "p": 1}, "p", "thresholds"),
        ({"functions": "linear", "q": 2, "p": 1}, "p", "thresholds"),
        ({"functions": "gaussian"}, "s", "thresholds"),
        ({"functions": ["usual", "usual", "gaussian"], "s": [1, 1, 0]}, "s", "thresholds"),
        ({"functions": "logistic"}, "functions", "option"),
        ({"functions": None}, "functions", "option"),
        ({"functions": 3}, "functions", "option"),
        ({"functions": ["usual", None, "usual"]}, "functions", "option"),
        ({"functions": iter(["usual"] * 3)}, "functions", "option"),
        ({"functions": ["usual"]}, "functions", "length"),
        ({"functions": []}, "functions", "length"),
        ({"q": -1}, "q", "range"),
        ({"p": [1, 2]}, "p", "length"),
        ({"s": np.inf}, "s", "not_finite"),
        ({"s": [[1, 2, 3]]}, "s", "shape"),
        ({"q": None}, "q", "not_numbers"),
    ],
)
def test_promethee_refuses_unfit_functions_and_thresholds(options, argument, code):
    error = refusal(decision.promethee2, np.ones((3, 3)), **options)

    assert (error.argument, error.code) == (argument, code)


@pytest.mark.parametrize(("what", "wrong"), list(spoilt(np.ones((3, 2)))))
def test_agreement_refuses_what_are_no_rankings(what, wrong):
    assert refusal(decision.agreement, wrong).argument == "rankings"


@pytest.mark.parametrize(
    ("rankings", "code"),
    [([[1], [1]], "too_few"), (np.ones((2, 201)), "too_many"), (np.ones((1001, 2)), "too_many"), ([1, 2, 3], "shape")],
)
def test_agreement_refuses_rankings_of_another_size(rankings, code):
    error = refusal(decision.agreement, rankings)

    assert (error.argument, error.code) == ("rankings", code)


@pytest.mark.parametrize("normalisation", ["minmax", "max", "sum", "vector"])
@pytest.mark.parametrize("function", [decision.weighted_sum, decision.topsis])
def test_rankings_stay_finite_with_numbers_of_any_size(function, normalisation):
    matrix = [[1e15, 1e-300, 5e-324, 1e-300], [1e-300, 2e-300, 1e-323, 1e15], [1, 1e-310, 5e-324, 1]]

    for directions in ([1, 1, 1, 1], [-1, -1, -1, -1]):
        result = function(matrix, directions=directions, normalisation=normalisation, weights=[1e15, 1e-300, 1, 1])
        assert np.isfinite(result.scores).all()
        assert ((result.normalised >= 0) & (result.normalised <= 1)).all()


@pytest.mark.parametrize("function", RANKINGS)
def test_rankings_leave_their_arguments_and_the_random_state_alone(function):
    arguments = [STATIONS.copy(), np.array(WEIGHTED["weights"]), np.array(WEIGHTED["directions"])]
    before, state = [each.copy() for each in arguments], np.random.get_state()[1].copy()

    function(arguments[0], weights=arguments[1], directions=arguments[2])

    assert all((now == then).all() for now, then in zip(arguments, before, strict=True))
    assert (np.random.get_state()[1] == state).all()

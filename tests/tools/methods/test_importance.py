import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tests.tools.methods.hostile import refusal, spoilt
from tools.methods import importance
from tools.methods.errors import MethodError

LAWS = settings(derandomize=True, deadline=None, max_examples=60)
NAN = np.nan
RATINGS = st.sampled_from([1.0, 2.0, 3.0, 4.0, 5.0, NAN])


def by_hand(important, performing, lines):
    return {
        (True, False): "concentrate",
        (True, True): "keep_up",
        (False, False): "low_priority",
        (False, True): "overkill",
    }[(important >= lines[0] - 1e-9, performing >= lines[1] - 1e-9)]


def means_by_hand(ratings):
    columns = [[float(v) for v in column if not np.isnan(v)] for column in ratings.T]
    return [sum(column) / len(column) if column else NAN for column in columns]


def quadrants_by_hand(ratings_importance, ratings_performance):
    means = means_by_hand(ratings_importance), means_by_hand(ratings_performance)
    lines = [np.mean([m for m in row if not np.isnan(m)] or [NAN]) for row in means]
    return [None if np.isnan(i) or np.isnan(p) else by_hand(i, p, lines) for i, p in zip(*means, strict=True)]


def test_analyse_places_means_in_the_four_quadrants():
    result = importance.analyse([5, 4, 2, 1], [1, 5, 2, 4])

    assert result.quadrant == ("concentrate", "keep_up", "low_priority", "overkill")
    assert result.crosshair.tolist() == [3.0, 3.0]
    assert result.gap.tolist() == [-4.0, 1.0, 0.0, 3.0]
    assert result.n_importance.tolist() == [1.0, 1.0, 1.0, 1.0]


def test_analyse_gives_float_arrays_in_the_order_of_the_contract():
    result = importance.analyse([5, 4], [1, 5])

    assert list(vars(result)) == [
        "importance",
        "performance",
        "gap",
        "n_importance",
        "n_performance",
        "crosshair",
        "quadrant",
    ]
    assert all(value.dtype == np.float64 for value in list(vars(result).values())[:-1])


def test_analyse_takes_the_mean_over_those_who_answered():
    result = importance.analyse([[5, NAN], [4, 2], [3, 1]], [[1, 2], [NAN, NAN], [NAN, 4]])

    assert result.importance.tolist() == [4.0, 1.5]
    assert result.performance.tolist() == [1.0, 3.0]
    assert result.n_importance.tolist() == [3.0, 2.0]
    assert result.n_performance.tolist() == [1.0, 2.0]


def test_analyse_draws_the_mean_crosshair_at_the_mean_of_the_factors():
    result = importance.analyse([[5, 1], [5, NAN], [5, NAN]], [[3, 3], [3, 3], [3, 3]])

    assert result.crosshair.tolist() == [3.0, 3.0]


def test_analyse_takes_means_beside_ratings():
    result = importance.analyse([4, 2], [[1, 5], [2, 4]])

    assert result.quadrant == ("concentrate", "overkill")


@pytest.mark.parametrize(
    ("crosshair", "lines", "quadrant"),
    [
        ("mean", [3.0, 2.0], ("keep_up", "overkill")),
        ("midpoint", [5.0, 5.0], ("low_priority", "low_priority")),
        ((1.0, 3.0), [1.0, 3.0], ("concentrate", "concentrate")),
    ],
)
def test_analyse_draws_the_crosshair_it_is_asked_for(crosshair, lines, quadrant):
    result = importance.analyse([4, 2], [2, 2], crosshair=crosshair, scale=(0, 10))

    assert result.crosshair.tolist() == lines
    assert result.quadrant == quadrant


def test_a_factor_on_the_line_counts_as_high():
    result = importance.analyse([3, 3], [3, 3], crosshair=(3, 3))

    assert result.quadrant == ("keep_up", "keep_up")


@pytest.mark.parametrize("value", [0.1, 0.7, 1 / 3])
def test_equal_factors_all_lie_on_the_line_whatever_rounding_does(value):
    result = importance.analyse([value] * 3, np.full((7, 3), value), scale=(0, 1))

    assert result.quadrant == ("keep_up",) * 3


@pytest.mark.parametrize("scale", [(1e15 - 1, 1e15), (0, 1e-300), (-1e15, 1e15)])
def test_analyse_works_on_odd_scales(scale):
    low, high = scale
    result = importance.analyse([[low, high]] * 3, [[high, low]] * 3, scale=scale)

    assert result.quadrant == ("overkill", "concentrate")
    assert result.importance.tolist() == [low, high]


def test_stability_is_the_share_of_runs_in_the_same_quadrant():
    ratings_importance = [[5, 1], [5, 1], [1, 4]]
    ratings_performance = [[1, 5], [1, 5], [1, 5]]

    assert importance.stability(ratings_importance, ratings_performance).tolist() == [1.0, 1.0]
    assert importance.stability(ratings_importance, ratings_performance, crosshair=(3, 3)).tolist() == [1.0, 1.0]
    assert importance.stability(ratings_importance, ratings_performance, crosshair=(3.5, 3)).tolist() == [1 / 3, 1.0]


def test_a_factor_that_loses_its_only_rating_counts_as_moved_in_that_run():
    ratings_importance = [[5, 1], [NAN, 1], [NAN, 1], [NAN, 1]]
    ratings_performance = [[1, 5]] * 4

    assert importance.stability(ratings_importance, ratings_performance, crosshair=(3, 3)).tolist() == [0.75, 1.0]


def test_the_mean_crosshair_of_a_run_is_that_of_the_factors_left():
    ratings_importance = [[5, 1], [NAN, 1], [NAN, 1], [NAN, 1]]
    ratings_performance = [[1, 5]] * 4

    result = importance.stability(ratings_importance, ratings_performance)

    assert result.tolist() == [0.75, 0.75]  # alone, the second factor lies on the line


def test_a_single_answer_to_a_single_factor_is_never_stable_without_it():
    assert importance.stability([[3], [NAN]], [[3], [3]]).tolist() == [0.5]


def test_stability_draws_the_midpoint():
    result = importance.stability([[5, 1], [1, 1]], [[5, 1], [5, 1]], crosshair="midpoint")

    assert result.tolist() == [0.5, 1.0]


@LAWS
@given(arrays(float, (4, 3), elements=RATINGS), arrays(float, (4, 3), elements=RATINGS))
def test_stability_equals_leaving_out_by_hand(ratings_importance, ratings_performance):
    ratings_importance[0] = ratings_performance[0] = [1.0, 3.0, 5.0]
    usual = quadrants_by_hand(ratings_importance, ratings_performance)
    kept = np.zeros(3)
    for run in range(4):
        without = [np.delete(table, run, axis=0) for table in (ratings_importance, ratings_performance)]
        kept += [a == b for a, b in zip(quadrants_by_hand(*without), usual, strict=True)]

    result = importance.stability(ratings_importance, ratings_performance)

    assert list(importance.analyse(ratings_importance, ratings_performance).quadrant) == usual
    np.testing.assert_allclose(result, kept / 4, atol=1e-15)


@LAWS
@given(
    arrays(float, 5, elements=st.floats(1, 5)),
    arrays(float, 5, elements=st.floats(1, 5)),
    st.sampled_from(["mean", "midpoint", (2.5, 3.5)]),
)
def test_every_factor_lies_in_exactly_one_quadrant(means_importance, means_performance, crosshair):
    result = importance.analyse(means_importance, means_performance, crosshair=crosshair)

    high = result.importance >= result.crosshair[0] - 4e-9, result.performance >= result.crosshair[1] - 4e-9
    names = {(1, 0): "concentrate", (1, 1): "keep_up", (0, 0): "low_priority", (0, 1): "overkill"}
    assert result.quadrant == tuple(names[(int(i), int(p))] for i, p in zip(*high, strict=True))


def test_inputs_and_random_state_stay_as_they_are():
    ratings = np.array([[1.0, 5.0], [NAN, 4.0], [2.0, 3.0]])
    crosshair = np.array([3.0, 3.0])
    copy, state = ratings.copy(), np.random.get_state()[1].copy()

    result = importance.analyse(ratings, ratings, crosshair=crosshair)
    result.crosshair[:] = 0
    importance.stability(ratings, ratings)

    np.testing.assert_array_equal(ratings, copy)
    assert crosshair.tolist() == [3.0, 3.0]
    assert (np.random.get_state()[1] == state).all()


def test_means_share_no_memory_with_what_was_given():
    means = np.array([1.0, 2.0])

    importance.analyse(means, means).importance[0] = 9

    assert means.tolist() == [1.0, 2.0]


GOOD = [[1.0, 5.0, 3.0], [2.0, 4.0, 3.0]]


@pytest.mark.parametrize("function", [importance.analyse, importance.stability])
@pytest.mark.parametrize(("kind", "wrong"), list(spoilt(GOOD, missing=True)))
def test_wrong_tables_are_refused(function, kind, wrong):
    assert refusal(function, wrong, GOOD).argument in ("importance", "performance")
    assert refusal(function, GOOD, wrong).argument in ("importance", "performance")


@pytest.mark.parametrize("function", [importance.analyse, importance.stability])
@pytest.mark.parametrize(
    ("options", "argument", "code"),
    [
        ({"importance": [[1, 6, 3], [1, 1, 1]]}, "importance", "range"),
        ({"performance": [[0, 1, 3], [1, 1, 1]]}, "performance", "range"),
        ({"importance": [[NAN, 1, 3], [NAN, 1, 1]]}, "importance", "unrated"),
        ({"performance": [[1, 2], [1, 2]]}, "performance", "length"),
        ({"performance": [[1, 2, 3]] * 3}, "performance", "length"),
        ({"importance": np.ones((5001, 3))}, "importance", "too_many"),
        ({"importance": np.ones((2, 101))}, "importance", "too_many"),
        ({"scale": (5, 1)}, "scale", "order"),
        ({"scale": (1, 1)}, "scale", "order"),
        ({"scale": (1, 3, 5)}, "scale", "length"),
        ({"scale": None}, "scale", "not_numbers"),
        ({"scale": (1, NAN)}, "scale", "not_finite"),
        ({"crosshair": "median"}, "crosshair", "option"),
        ({"crosshair": None}, "crosshair", "not_numbers"),
        ({"crosshair": (3,)}, "crosshair", "length"),
        ({"crosshair": 3}, "crosshair", "shape"),
        ({"crosshair": (3, 9)}, "crosshair", "range"),
        ({"crosshair": (3, NAN)}, "crosshair", "not_finite"),
    ],
)
def test_what_does_not_fit_is_refused(function, options, argument, code):
    error = refusal(function, **({"importance": GOOD, "performance": GOOD} | options))

    assert (error.argument, error.code) == (argument, code)


def test_analyse_refuses_a_factor_nobody_rated_among_means():
    assert refusal(importance.analyse, [NAN, 1], [1, 1]).code == "unrated"


@pytest.mark.parametrize("ratings", [[[1, 2, 3]], [1, 2, 3]])
def test_stability_needs_two_respondents(ratings):
    with pytest.raises(MethodError) as caught:
        importance.stability(ratings, ratings)

    assert caught.value.code in ("too_few", "shape")

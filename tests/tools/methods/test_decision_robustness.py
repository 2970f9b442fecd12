"""How sure a ranking is: weight stability, rankings without each alternative, rankings with uncertain weights."""

import inspect

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from tests.tools.methods.hostile import refusal, spoilt
from tools.methods import decision
from tools.methods.decision import robustness

LAWFUL = settings(derandomize=True, deadline=None, max_examples=80)
METHODS = ["weighted_sum", "topsis", "promethee2"]
MATRIX = np.array([[7, 3, 2, 8], [4, 9, 6, 1], [6, 6, 5, 5], [2, 2, 9, 9], [5, 7, 1, 4]], dtype=float)


@st.composite
def normalised_problems(draw):
    """Few different values, so that ties, duplicates and parallel lines are frequent; weights of 0 and 1, too."""
    alternatives, criteria = draw(st.integers(2, 6)), draw(st.integers(2, 4))
    row = st.lists(st.integers(-4, 4), min_size=criteria, max_size=criteria)
    matrix = np.array(draw(st.lists(row, min_size=alternatives, max_size=alternatives))) / 4
    weights = draw(st.lists(st.integers(0, 5), min_size=criteria, max_size=criteria).filter(any))
    return matrix, np.array(weights) / sum(weights)


def moved(weights, j, weight):
    """The weights when weight j becomes another and the others keep their proportions."""
    others = [float(each) for i, each in enumerate(weights) if i != j]
    total = sum(others)
    shares = [each / total if total > 0 else 1 / len(others) for each in others]
    result = [(1 - weight) * share for share in shares]
    return np.array([*result[:j], weight, *result[j:]])


def leads(matrix, weights, best):
    scores = matrix @ weights
    return scores[best] >= scores.max() - 1e-9


# Weight stability


def test_weight_stability_of_two_alternatives_is_where_their_lines_cross():
    result = decision.weight_stability([[1, 0], [0, 1]], weights=[0.6, 0.4])

    assert result.best == 0
    assert_allclose(result.low, [0.5, 0], atol=1e-15)
    assert_allclose(result.high, [1, 0.5], atol=1e-15)
    assert result.rival_low.tolist() == [1, -1]
    assert result.rival_high.tolist() == [-1, 1]


def test_weight_stability_names_the_first_rival_on_each_side():
    """By hand: 0 leads, 1 overtakes when the first weight grows to 2/3, 2 when it falls to 1/3."""
    result = decision.weight_stability([[0.6, 0.6], [0.8, 0.2], [0.2, 0.8]], weights=[0.5, 0.5])

    assert result.best == 0
    assert_allclose(result.low, [1 / 3, 1 / 3])
    assert_allclose(result.high, [2 / 3, 2 / 3])
    assert result.rival_low.tolist() == [2, 1]
    assert result.rival_high.tolist() == [1, 2]


@LAWFUL
@given(normalised_problems())
def test_weight_stability_inside_the_interval_the_best_stays_best_and_beyond_it_is_beaten(problem):
    matrix, weights = problem

    result = decision.weight_stability(matrix, weights=weights)

    for j in range(len(weights)):
        low, high = result.low[j], result.high[j]
        assert 0 <= low <= weights[j] + 1e-12
        assert weights[j] - 1e-12 <= high <= 1
        for weight in np.linspace(low, high, 7):
            assert leads(matrix, moved(weights, j, weight), result.best)
        if low > 1e-6:
            assert not leads(matrix, moved(weights, j, low - 1e-6), result.best)
        if high < 1 - 1e-6:
            assert not leads(matrix, moved(weights, j, high + 1e-6), result.best)


@LAWFUL
@given(normalised_problems())
def test_weight_stability_at_its_ends_the_named_rival_ties(problem):
    matrix, weights = problem

    result = decision.weight_stability(matrix, weights=weights)

    for limits, rivals, end in ((result.low, result.rival_low, 0), (result.high, result.rival_high, 1)):
        for j, (limit, rival) in enumerate(zip(limits, rivals, strict=True)):
            scores = matrix @ moved(weights, j, limit)
            assert limit == end if rival == -1 else scores[rival] == pytest.approx(scores[result.best], abs=1e-9)
            assert rival != result.best


@LAWFUL
@given(normalised_problems(), st.integers(0, 3))
def test_weight_stability_of_unicriterion_flows_agrees_with_the_net_flows(problem, seed):
    matrix, weights = problem
    flows = decision.promethee2(matrix, weights=weights)

    result = decision.weight_stability(flows.unicriterion, weights=weights)

    assert flows.ranks[result.best] == 1


def test_weight_stability_starts_from_the_first_of_tied_leaders():
    result = decision.weight_stability([[0, 0], [1, 0], [0, 1]])

    assert result.best == 1
    assert result.low.tolist() == [0.5, 0]
    assert result.high.tolist() == [1, 0.5]
    assert result.rival_low.tolist() == [2, -1]


def test_weight_stability_is_not_limited_by_a_duplicate():
    result = decision.weight_stability([[0.1, 0.7, 0.3], [0.1, 0.7, 0.3], [0, 0.6, 0.1]], weights=[0.1, 0.7, 0.2])

    assert result.best == 0
    assert result.low.tolist() == [0, 0, 0]
    assert result.high.tolist() == [1, 1, 1]
    assert result.rival_low.tolist() == result.rival_high.tolist() == [-1, -1, -1]


def test_weight_stability_names_a_rival_that_ties_only_at_the_very_end():
    result = decision.weight_stability([[1, 0.5], [0, 0.5]])

    assert result.low.tolist() == [0, 0]
    assert result.high.tolist() == [1, 1]
    assert result.rival_low.tolist() == [1, -1]
    assert result.rival_high.tolist() == [-1, 1]


def test_weight_stability_gives_way_to_equal_weights_where_one_criterion_had_all():
    """Without the first criterion, the others count one half each: 1 scores .75, 0 scores 0, so they tie at 3/7."""
    result = decision.weight_stability([[1, 0, 0], [0, 1, 0.5]], weights=[1, 0, 0])

    assert_allclose(result.low, [3 / 7, 0, 0])
    assert_allclose(result.high, [1, 0.5, 2 / 3])


def test_weight_stability_of_a_single_criterion_is_unlimited():
    result = decision.weight_stability([[0], [1], [0.5]])

    assert (result.best, result.low.tolist(), result.high.tolist()) == (1, [0], [1])
    assert result.rival_low.tolist() == result.rival_high.tolist() == [-1]


def test_weight_stability_of_the_best_in_everything_is_unlimited():
    result = decision.weight_stability([[0.2, 0.1], [0.9, 0.8], [0.3, 0.3]], weights=[1, 9])

    assert (result.best, result.low.tolist(), result.high.tolist()) == (1, [0, 0], [1, 1])


def test_weight_stability_keeps_its_contract():
    assert list(decision.WeightStability.__dataclass_fields__) == ["best", "low", "high", "rival_low", "rival_high"]
    assert str(inspect.signature(decision.weight_stability)) == "(normalised, *, weights=None)"


@pytest.mark.parametrize(("what", "wrong"), list(spoilt(np.ones((3, 2)))))
def test_weight_stability_refuses_what_is_no_matrix(what, wrong):
    assert refusal(decision.weight_stability, wrong).argument == "normalised"


def test_weight_stability_refuses_unfit_weights():
    assert refusal(decision.weight_stability, np.ones((3, 2)), weights=[1, 2, 3]).argument == "weights"
    assert refusal(decision.weight_stability, np.ones((3, 2)), weights=[0, 0]).code == "no_weight"


# Without each alternative


@pytest.mark.parametrize(
    ("method", "options"),
    [
        ("weighted_sum", {}),
        ("weighted_sum", {"weights": [1, 2, 3, 0], "directions": [1, -1, 1, 1], "normalisation": "sum"}),
        ("topsis", {"directions": [1, -1, 1, 1]}),
        ("topsis", {"normalisation": "minmax", "weights": [4, 3, 2, 1]}),
        ("promethee2", {}),
        ("promethee2", {"functions": "linear", "q": 1, "p": [3, 4, 5, 6], "weights": [1, 2, 3, 4]}),
    ],
)
def test_without_each_is_the_method_on_what_remains(method, options):
    result = decision.without_each(MATRIX, method=method, **options)

    for i in range(len(MATRIX)):
        rest = np.delete(MATRIX, i, axis=0)
        assert np.isnan(result[i, i])
        assert_array_equal(np.delete(result[i], i), getattr(decision, method)(rest, **options).ranks)


def test_without_each_shows_a_rank_reversal():
    """Without C the range of the second criterion shrinks, and B overtakes A."""
    matrix = [[5, 4], [4, 5], [0, 100]]

    result = decision.without_each(matrix, weights=[0.4, 0.6])

    assert decision.weighted_sum(matrix, weights=[0.4, 0.6]).ranks.tolist() == [2, 3, 1]
    assert result[2, :2].tolist() == [2, 1]


@LAWFUL
@given(st.integers(0, 10**6), st.sampled_from(METHODS))
def test_without_each_ranks_what_remains_of_any_matrix(seed, method):
    matrix = np.random.default_rng(seed).integers(0, 4, size=(4, 2)).astype(float)

    result = decision.without_each(matrix, method=method)

    for i in range(4):
        ranks = getattr(decision, method)(np.delete(matrix, i, axis=0)).ranks
        assert_array_equal(np.delete(result[i], i), ranks)


# Rank frequency


def frequency_by_hand(matrix, method, weights, spread, runs, seed, **options):
    weights = np.array(weights, dtype=float)
    result = np.zeros((len(matrix), len(matrix)))
    for factors in np.random.default_rng(seed).uniform(1 - spread, 1 + spread, (runs, len(weights))):
        ranks = getattr(decision, method)(matrix, weights=weights * factors, **options).ranks
        for alternative, rank in enumerate(ranks):
            result[alternative, int(rank) - 1] += 1 / runs
    return result


@pytest.mark.parametrize(
    ("method", "options"),
    [
        ("weighted_sum", {"directions": [1, -1, 1, 1]}),
        ("weighted_sum", {"normalisation": "vector"}),
        ("topsis", {"directions": [1, -1, 1, 1]}),
        ("topsis", {"normalisation": "minmax"}),
        ("promethee2", {"functions": ["usual", "linear", "gaussian", "u_shape"], "q": 1, "p": 4, "s": 2}),
    ],
)
@pytest.mark.parametrize("spread", [0.25, 1])
def test_rank_frequency_counts_the_ranks_of_the_method(method, options, spread):
    weights = [1, 2, 0, 1]

    result = decision.rank_frequency(MATRIX, method=method, weights=weights, spread=spread, runs=200, seed=5, **options)

    assert_allclose(result, frequency_by_hand(MATRIX, method, weights, spread, 200, 5, **options), atol=1e-12)


@pytest.mark.parametrize("method", METHODS)
def test_rank_frequency_does_not_depend_on_the_size_of_the_chunks(method, monkeypatch):
    whole = decision.rank_frequency(MATRIX, method=method, runs=150, spread=0.9)

    monkeypatch.setattr(robustness, "SCORES_AT_ONCE", 70)

    assert_array_equal(decision.rank_frequency(MATRIX, method=method, runs=150, spread=0.9), whole)


@LAWFUL
@given(normalised_problems(), st.sampled_from(METHODS), st.integers(0, 2**40))
def test_rank_frequency_without_spread_gives_the_ranks_of_the_method(problem, method, seed):
    matrix, weights = np.abs(problem[0]), problem[1]

    result = decision.rank_frequency(matrix, method=method, weights=weights, spread=0, runs=3, seed=seed)

    ranks = getattr(decision, method)(matrix, weights=weights).ranks
    assert_array_equal(result, np.eye(len(matrix))[ranks.astype(int) - 1])


@pytest.mark.parametrize("method", METHODS)
def test_rank_frequency_repeats_itself_with_the_same_seed_only(method):
    first, again, other = (decision.rank_frequency(MATRIX, method=method, spread=0.9, seed=seed) for seed in (1, 1, 2))

    assert_array_equal(first, again)
    assert (first != other).any()


@pytest.mark.parametrize("method", METHODS)
def test_rank_frequency_rows_sum_to_1_also_with_ties(method):
    matrix = [[1, 2], [1, 2], [3, 0], [2, 2]]

    result = decision.rank_frequency(matrix, method=method, spread=1)

    assert_allclose(result.sum(axis=1), 1)
    assert_array_equal(result[0], result[1])
    assert result[:2, 3].tolist() == [0, 0]


def test_rank_frequency_always_puts_the_best_in_everything_first():
    result = decision.rank_frequency([[1, 1], [9, 9], [2, 3]], spread=1)

    assert result.tolist() == [[0, 0, 1], [1, 0, 0], [0, 1, 0]]


def test_rank_frequency_leaves_the_random_state_and_its_arguments_alone():
    matrix, weights = MATRIX.copy(), np.array([1.0, 2, 3, 4])
    state = np.random.get_state()[1].copy()

    for method in METHODS:
        decision.rank_frequency(matrix, method=method, weights=weights, runs=10)
        decision.without_each(matrix, method=method, weights=weights)

    assert (np.random.get_state()[1] == state).all()
    assert (matrix == MATRIX).all()
    assert weights.tolist() == [1, 2, 3, 4]


# What both refuse


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("function", [decision.without_each, decision.rank_frequency])
@pytest.mark.parametrize(("what", "wrong"), list(spoilt(np.ones((3, 2)))))
def test_robustness_refuses_what_is_no_matrix(function, method, what, wrong):
    assert refusal(function, wrong, method=method).argument == "matrix"


@pytest.mark.parametrize("function", [decision.without_each, decision.rank_frequency])
@pytest.mark.parametrize(
    ("options", "argument", "code"),
    [
        ({"method": "ahp"}, "method", "option"),
        ({"method": None}, "method", "option"),
        ({"weights": [1]}, "weights", "length"),
        ({"directions": [2, 1]}, "directions", "direction"),
        ({"normalisation": "zscore"}, "normalisation", "option"),
        ({"method": "topsis", "normalisation": "none"}, "normalisation", "option"),
        ({"method": "topsis", "functions": "usual"}, "options", "option"),
        ({"method": "promethee2", "normalisation": "minmax"}, "options", "option"),
        ({"method": "promethee2", "functions": "gaussian"}, "s", "thresholds"),
        ({"colour": "red"}, "options", "option"),
    ],
)
def test_robustness_refuses_unfit_options(function, options, argument, code):
    error = refusal(function, np.ones((3, 2)), **options)

    assert (error.argument, error.code) == (argument, code)


def test_without_each_refuses_fewer_than_three_alternatives():
    error = refusal(decision.without_each, [[1, 2], [3, 4]])

    assert (error.argument, error.code) == ("matrix", "too_few")


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"spread": -0.1}, "range"),
        ({"spread": 1.1}, "range"),
        ({"spread": np.nan}, "not_finite"),
        ({"spread": None}, "not_numbers"),
        ({"runs": 0}, "range"),
        ({"runs": 100_001}, "range"),
        ({"runs": 10.0}, "not_whole"),
        ({"runs": "10"}, "not_whole"),
        ({"seed": -1}, "range"),
        ({"seed": 0.5}, "not_whole"),
        ({"seed": None}, "not_whole"),
        ({"seed": True}, "not_whole"),
    ],
)
def test_rank_frequency_refuses_unfit_runs(options, code):
    error = refusal(decision.rank_frequency, np.ones((3, 2)), **options)

    assert (error.argument, error.code) == (next(iter(options)), code)


# Scores at the ends of a weight


@LAWFUL
@given(normalised_problems())
def test_scores_at_ends_are_those_without_a_criterion_and_with_it_alone(problem):
    matrix, weights = problem

    found = decision.scores_at_ends(matrix, weights=weights)

    for j in range(len(weights)):
        assert_allclose(found[j, 0], matrix @ moved(weights, j, 0), atol=1e-12)
        assert_allclose(found[j, 1], matrix[:, j], atol=1e-12)


def test_scores_at_ends_of_a_single_criterion_are_the_same():
    assert_array_equal(decision.scores_at_ends([[1], [2]]), [[[1, 2], [1, 2]]])


@pytest.mark.parametrize(("what", "wrong"), list(spoilt(MATRIX)))
def test_scores_at_ends_and_draw_level_refuse_what_is_no_matrix(what, wrong):
    assert refusal(decision.scores_at_ends, wrong).argument == "normalised"
    assert refusal(decision.draw_level, wrong).argument == "matrix"


# Drawing level


@pytest.mark.parametrize("method", METHODS)
def test_with_the_value_found_the_second_draws_level_and_with_less_it_stays_behind(method):
    options = {"weights": [3, 1, 2, 0], "directions": [1, -1, 1, 1]}
    rank = getattr(decision, method)

    found = decision.draw_level(MATRIX, method=method, **options)

    scores = rank(MATRIX, **options).scores
    assert [found.leader, found.second] == np.argsort(-scores, kind="stable")[:2].tolist()
    assert found.values[3] is None
    for j, value in enumerate(found.values):
        if value is not None:
            changed = MATRIX.copy()
            changed[found.second, j] = value
            scores = rank(changed, **options).scores
            assert scores[found.second] >= scores[found.leader] - 1e-9


def test_the_value_that_draws_level_by_hand():
    # By min-max and weights 2 : 1 the leader has (2 + 5/9) / 3, the second (2 x/10 + 1) / 3 with x in its first cell.
    found = decision.draw_level([[10, 5, 5], [0, 0, 5], [5, 9, 5]], weights=[2, 1, 0])

    assert (found.leader, found.second) == (0, 2)
    assert found.values[2] is None
    assert found.values[0] == pytest.approx(10 * (2 + 5 / 9 - 1) / 2, rel=1e-6)


def test_nobody_needs_anything_who_is_level_already():
    assert decision.draw_level([[1, 2], [2, 1]]) is None


def test_draw_level_tells_how_far_it_is_and_refuses_other_options():
    told = []

    decision.draw_level(MATRIX, progress=told.append)

    assert told == [0.25, 0.5, 0.75, 1]
    assert refusal(decision.draw_level, MATRIX, method="vote").code == "option"
    assert refusal(decision.draw_level, MATRIX, q=1).code == "option"
    assert refusal(decision.draw_level, MATRIX, weights=[1, 2]).code == "length"
    assert refusal(decision.draw_level, MATRIX, directions=[1, 2, 1, 1]).code == "direction"

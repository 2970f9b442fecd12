import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tests.tools.methods.hostile import refusal, spoilt
from tools.methods import dematel
from tools.methods.errors import MethodError

LAWS = settings(derandomize=True, deadline=None, max_examples=60)
CHAIN = [[0.0, 2.0, 1.0], [0.0, 0.0, 3.0], [0.0, 0.0, 0.0]]
FIELDS = ["normalised", "total", "dispatch", "receive", "prominence", "relation", "role", "threshold", "edges"]


def influences(shape):
    return arrays(float, shape, elements=st.integers(0, 4).map(float)).map(without_diagonal)


def without_diagonal(ratings):
    ratings = ratings.copy()
    ratings[..., range(ratings.shape[-1]), range(ratings.shape[-1])] = 0
    return ratings


def total_by_series(normalised):
    total, power = np.zeros_like(normalised), np.eye(len(normalised))
    for _ in range(4000):
        power = power @ normalised
        total = total + power
    return total


def analysed(influence):
    try:
        return dematel.analyse(influence)
    except MethodError as error:
        assume(error.code not in ("cancels_out", "no_influence"))
        raise


def test_analyse_of_a_chain_as_counted_by_hand():
    result = dematel.analyse(CHAIN)

    np.testing.assert_allclose(result.normalised, np.array(CHAIN) / 4)
    np.testing.assert_allclose(result.total, [[0, 0.5, 0.625], [0, 0, 0.75], [0, 0, 0]])
    np.testing.assert_allclose(result.dispatch, [1.125, 0.75, 0])
    np.testing.assert_allclose(result.receive, [0, 0.5, 1.375])
    np.testing.assert_allclose(result.prominence, [1.125, 1.25, 1.375])
    np.testing.assert_allclose(result.relation, [1.125, 0.25, -1.375])
    assert result.role == ("cause", "cause", "effect")
    assert result.threshold == pytest.approx(1.875 / 9)
    assert [edge[:2] for edge in result.edges] == [(1, 2), (0, 2), (0, 1)]
    assert list(vars(result)) == FIELDS


def test_two_factors_as_solved_by_hand():
    result = dematel.analyse([[0, 3], [1, 0]])

    np.testing.assert_allclose(result.total, [[0.5, 1.5], [0.5, 0.5]])
    assert result.threshold == pytest.approx(0.75)
    assert [(i, j) for i, j, _strength in result.edges] == [(0, 1)]


def test_the_mean_of_the_experts_is_analysed():
    experts = np.array([CHAIN, np.zeros((3, 3)), np.array(CHAIN) * 2])

    np.testing.assert_allclose(dematel.analyse(experts).total, dematel.analyse(CHAIN).total)


def test_equal_give_and_take_is_neutral():
    result = dematel.analyse([[0, 1, 0], [1, 0, 2], [0, 2, 0]])

    assert result.role == ("neutral",) * 3


def test_neutral_stays_neutral_when_totals_are_huge():
    almost_equal = without_diagonal(np.ones((200, 60, 60)))
    almost_equal[0, 0, 1] = 2

    assert dematel.analyse(almost_equal).role == ("cause", "effect", *["neutral"] * 58)


def test_edges_fall_and_leave_out_the_factors_themselves():
    result = dematel.analyse([[0, 3], [1, 0]], threshold=0)

    assert result.threshold == 0.0
    assert [(i, j) for i, j, _strength in result.edges] == [(0, 1), (1, 0)]
    np.testing.assert_allclose([strength for _i, _j, strength in result.edges], [1.5, 0.5])


def test_an_arrow_needs_more_than_the_threshold():
    result = dematel.analyse([[0, 3], [1, 0]], threshold=0.5)

    assert [(i, j) for i, j, _strength in result.edges] == [(0, 1)]


@pytest.mark.parametrize("size", [1e-300, 5e-324, 1e15])
def test_the_size_of_the_ratings_does_not_matter(size):
    unit = (np.array(CHAIN) > 0) * size

    np.testing.assert_allclose(dematel.analyse(unit).total, dematel.analyse(np.array(CHAIN) > 0).total)


def test_extremes_may_meet():
    result = dematel.analyse([[0, 1e15, 1e-300], [0, 0, 1e-300], [1e-300, 0, 0]])

    assert np.isfinite(result.total).all()
    assert result.role == ("cause", "effect", "neutral")


@LAWS
@given(influences((4, 4)))
def test_total_is_what_the_powers_sum_to(influence):
    result = analysed(influence)
    assume(np.abs(np.linalg.eigvals(result.normalised)).max() < 0.98)

    np.testing.assert_allclose(result.total, total_by_series(result.normalised), rtol=1e-9, atol=1e-12)


@LAWS
@given(influences((5, 5)))
def test_total_obeys_its_equation_and_relations_sum_to_zero(influence):
    result = analysed(influence)
    n, t = result.normalised, result.total

    np.testing.assert_allclose(t, n + n @ t, rtol=1e-9, atol=1e-9)
    assert abs(result.relation.sum()) <= 1e-9 * result.prominence.sum()
    np.testing.assert_allclose(result.dispatch, t.sum(axis=1))
    np.testing.assert_allclose(result.receive, t.sum(axis=0))
    assert max(n.sum(axis=0).max(), n.sum(axis=1).max()) == pytest.approx(1)


@LAWS
@given(influences((4, 4)), st.permutations(range(4)))
def test_permuting_factors_permutes_the_result(influence, order):
    result = analysed(influence)
    permuted = dematel.analyse(influence[np.ix_(order, order)])

    np.testing.assert_allclose(permuted.total, result.total[np.ix_(order, order)], rtol=1e-9, atol=1e-12)
    assert permuted.role == tuple(result.role[i] for i in order)
    assert {(order[i], order[j]) for i, j, _ in permuted.edges} == {(i, j) for i, j, _ in result.edges}


@LAWS
@given(influences((4, 3, 3)))
def test_role_stability_equals_leaving_out_by_hand(experts):
    usual = analysed(experts).role
    kept = np.zeros(3)
    for expert in range(4):
        try:
            kept += np.array(dematel.analyse(np.delete(experts, expert, axis=0)).role) == np.array(usual)
        except MethodError:
            continue

    np.testing.assert_allclose(dematel.role_stability(experts), kept / 4)


@LAWS
@given(influences((4, 3, 3)))
def test_relation_ranges_hold_what_leaving_out_by_hand_gives(experts):
    assume(experts.any())
    relations = []
    for expert in range(4):
        try:
            relations.append(dematel.analyse(np.delete(experts, expert, axis=0)).relation)
        except MethodError:
            continue

    found = dematel.relation_ranges(experts)

    if relations:
        np.testing.assert_array_equal(found, [np.min(relations, axis=0), np.max(relations, axis=0)])
    else:
        assert found is None


def test_relation_ranges_tell_how_far_they_are():
    told = []

    dematel.relation_ranges([CHAIN] * 4, progress=told.append)

    assert told == [0, 0.25, 0.5, 0.75]


def test_a_run_without_a_total_keeps_no_role():
    same = without_diagonal(np.ones((3, 3)))

    assert dematel.role_stability([same, CHAIN]).tolist() == [0.5, 0.5, 0.5]
    assert dematel.role_stability([np.zeros((3, 3)), CHAIN]).tolist() == [0.5, 0.5, 0.5]


def test_experts_who_agree_leave_every_role_as_it_is():
    assert dematel.role_stability([CHAIN] * 3).tolist() == [1.0, 1.0, 1.0]


@pytest.mark.parametrize(
    "influence", [without_diagonal(np.ones((4, 4))), [[0, 2], [2, 0]], [[0, 1, 0], [0, 0, 1], [1, 0, 0]]]
)
def test_influences_that_cancel_out_are_refused(influence):
    error = refusal(dematel.analyse, influence)

    assert (error.argument, error.code) == ("influence", "cancels_out")
    assert refusal(dematel.role_stability, [influence, influence]).code == "cancels_out"


def test_a_closed_pair_of_full_influence_is_refused():
    pair = np.zeros((4, 4))
    pair[0, 1] = pair[1, 0] = 4
    pair[2, 3] = 1

    assert refusal(dematel.analyse, pair).code == "cancels_out"


@pytest.mark.parametrize("function", [dematel.analyse, dematel.role_stability, dematel.relation_ranges])
@pytest.mark.parametrize(("kind", "wrong"), list(spoilt(np.array([CHAIN, CHAIN]))))
def test_wrong_tables_are_refused(function, kind, wrong):
    assert refusal(function, wrong).argument == "influence"


@pytest.mark.parametrize(
    ("influence", "code"),
    [
        ([[0, -1], [1, 0]], "range"),
        ([[0, 1, 1], [1, 0, 1]], "not_square"),
        ([[0]], "too_few"),
        ([[1, 1], [2, 0]], "diagonal"),
        (np.zeros((3, 3)), "no_influence"),
        (without_diagonal(np.ones((61, 61))), "too_many"),
        (np.array([CHAIN] * 201), "too_many"),
        ([0, 1], "shape"),
        (None, "not_numbers"),
    ],
)
def test_what_does_not_fit_is_refused(influence, code):
    error = refusal(dematel.analyse, influence)

    assert (error.argument, error.code) == ("influence", code)


@pytest.mark.parametrize("threshold", [np.nan, np.inf, "mean", [1, 2], 2e15])
def test_a_threshold_must_be_a_number(threshold):
    assert refusal(dematel.analyse, CHAIN, threshold=threshold).argument == "threshold"


def test_role_stability_needs_two_experts():
    assert refusal(dematel.role_stability, CHAIN).code == "shape"
    assert refusal(dematel.role_stability, [CHAIN]).code == "too_few"
    assert refusal(dematel.relation_ranges, [CHAIN]).code == "too_few"


def test_inputs_and_random_state_stay_as_they_are():
    experts = np.array([CHAIN, CHAIN])
    copy, state = experts.copy(), np.random.get_state()[1].copy()

    dematel.analyse(experts)
    dematel.role_stability(experts)
    dematel.relation_ranges(experts)

    np.testing.assert_array_equal(experts, copy)
    assert (np.random.get_state()[1] == state).all()

"""What judges say of a SWOT: the oracles P1 and P2, to the printed digit."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import yaml

from tests.tools.methods.hostile import refusal, spoilt
from tools.methods import swot

ORACLES = yaml.safe_load((Path(__file__).parents[1] / "oracles" / "P1_P2_swot.yaml").read_text())
PUBLISHED, JUDGES, POINTS = (ORACLES[key] for key in ("P1_awot_published", "P2_awot_judges", "P2b_points"))
WITHIN, NAN = JUDGES["tolerance"], np.nan


def pairs(rows, count):
    """(judges, n, n) of judgements row by row above the diagonal; None is left open."""
    table = np.full((len(rows), count, count), NAN)
    upper = [[NAN if cell is None else float(Fraction(cell)) for cell in row] for row in rows]
    table[:, *np.triu_indices(count, 1)] = upper
    return table


def lists(**changed):
    judged = JUDGES["lists_judges"] | changed
    return {group: pairs(rows, len(JUDGES["local"][group])) for group, rows in judged.items()}


GROUPS = pairs(JUDGES["groups_judges"], 4)
STRENGTHS = JUDGES["strengths"]


def label(group, index):
    return f"{group}{index + 1}"


def test_the_published_table_is_group_times_local():
    found = swot.awot(PUBLISHED["groups"], PUBLISHED["local"])

    for group, row in PUBLISHED["global"].items():
        np.testing.assert_allclose(found.weights[group], row, atol=PUBLISHED["tolerance"])


def test_three_judges_give_the_groups_and_the_lists():
    found = swot.judged_swot(GROUPS, lists(), STRENGTHS)

    np.testing.assert_allclose(found.groups.weights, JUDGES["groups"], atol=WITHIN)
    assert found.groups.found.lambda_max == pytest.approx(JUDGES["groups_lambda"], abs=WITHIN)
    assert found.groups.found.cr == pytest.approx(JUDGES["groups_cr"], abs=WITHIN)
    for group, one in found.factors.items():
        np.testing.assert_allclose(one.weights, JUDGES["local"][group], atol=WITHIN)
        assert one.found.cr == pytest.approx(JUDGES["lists_cr"][group], abs=WITHIN)
        assert (one.counted, one.left_out) == ((0, 1, 2), ())
        np.testing.assert_allclose(found.awot.weights[group], JUDGES["global"][group], atol=WITHIN)


def test_three_judges_give_the_order_and_the_pairs():
    found = swot.judged_swot(GROUPS, lists(), STRENGTHS)

    assert [label(*item[:2]) for item in found.awot.order] == JUDGES["order"]
    for pair, expected in zip(found.tows.pairs, JUDGES["first_pairs"], strict=False):
        names = (label(pair.kind[0], pair.internal), label(pair.kind[1], pair.external))
        assert (pair.kind, *names) == (expected["kind"], expected["internal"], expected["external"])
        assert pair.score == pytest.approx(expected["score"], abs=WITHIN)
    assert found.tows.totals == pytest.approx(JUDGES["totals"], abs=WITHIN)
    assert found.tows.posture == JUDGES["posture"]


@pytest.mark.parametrize("judge", [0, 1, 2])
def test_each_judge_alone_gives_weights_of_the_groups(judge):
    found, expected = swot.judged(GROUPS[judge : judge + 1]), JUDGES["each_judge_groups"][judge]

    np.testing.assert_allclose(found.weights, expected["weights"], atol=WITHIN)
    assert found.found.cr == pytest.approx(expected["cr"], abs=WITHIN)


def test_it_is_counted_who_is_consistent():
    assert swot.consistent_judges(GROUPS) == 3
    assert swot.consistent_judges(GROUPS, max_cr=0.01) == 2
    assert swot.consistent_judges([[[1]], [[NAN]]]) == 2


@pytest.mark.parametrize("expected", JUDGES["without_one_judge"], ids=lambda one: f"without {one['without']}")
def test_leaving_one_judge_out_gives_another_order(expected):
    found = swot.without_each_judge(GROUPS, lists(), STRENGTHS)[expected["without"] - 1]

    first = found.awot.order[:4]
    assert [label(*item[:2]) for item in first] == expected["first"]
    assert [item[2] for item in first] == pytest.approx(expected["global"], abs=WITHIN)
    assert found.tows.posture == expected["posture"]


def test_a_judge_with_a_missing_pair_is_left_out_of_this_list_only():
    rows = [*JUDGES["lists_judges"]["W"][:2], ["4", "2", None]]
    found = swot.judged_swot(GROUPS, lists(W=rows))

    expected = JUDGES["incomplete"]
    assert (found.factors["W"].counted, found.factors["W"].left_out) == ((0, 1), (2,))
    np.testing.assert_allclose(found.factors["W"].weights, expected["local_W"], atol=WITHIN)
    assert found.factors["W"].found.cr == pytest.approx(expected["cr_W"], abs=WITHIN)
    np.testing.assert_allclose(found.awot.weights["W"], expected["global_W"], atol=WITHIN)
    assert {group: one.left_out for group, one in found.factors.items() if group != "W"} == {"S": (), "O": (), "T": ()}
    assert found.tows is None


def points(rows, count):
    return np.array([row or [NAN] * count for row in rows], dtype=float)


@pytest.mark.parametrize(("key", "name"), [("groups_points", "groups"), ("S_points", "S"), ("W_points", "W")])
def test_points_count_as_the_mean_of_the_shares(key, name):
    found = swot.judged(points(POINTS[key], len(POINTS[name])))

    np.testing.assert_allclose(found.weights, POINTS[name], atol=POINTS["tolerance"])
    assert len(found.counted) == POINTS["n"][name]
    assert found.found is None


def test_points_and_pairs_may_stand_side_by_side():
    given = {"S": points(POINTS["S_points"], 3), "W": points(POINTS["W_points"], 3)}
    found = swot.judged_swot(points(POINTS["groups_points"], 4), lists() | given)

    np.testing.assert_allclose(found.awot.weights["S"], POINTS["global_S"], atol=POINTS["tolerance"])
    np.testing.assert_allclose(found.awot.weights["W"], POINTS["global_W"], atol=POINTS["tolerance"])


def test_shares_do_not_hang_on_the_sum_of_a_judges_points():
    np.testing.assert_allclose(swot.judged([[50, 30, 20], [6, 2, 2]]).weights, [0.55, 0.25, 0.2])


@pytest.mark.parametrize("alone", [[[[NAN]]], [[[1]]], [[NAN]], [[0]]])
def test_a_single_thing_weighs_everything(alone):
    np.testing.assert_array_equal(swot.judged(alone).weights, [1])


def test_without_the_only_judge_nothing_is_left():
    only = {group: table[:1] for group, table in lists().items()}
    partly = lists(W=[[None] * 3, ["2", "1", "1"], [None] * 3])

    assert swot.without_each_judge(GROUPS[:1], only) == (None,)
    assert [found is None for found in swot.without_each_judge(GROUPS, partly)] == [False, True, False]


def test_only_what_stands_above_the_diagonal_is_read():
    full = np.where(np.isnan(GROUPS), 7.0, GROUPS)

    np.testing.assert_array_equal(swot.judged(full).weights, swot.judged(GROUPS).weights)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ([[[NAN, NAN], [NAN, NAN]]], "nobody"),
        ([[NAN, NAN], [0, 0]], "nobody"),
        (np.full((2, 2, 3), 1.0), "shape"),
        (np.full((1, 16, 16), 1.0), "too_many"),
        (np.full((1, 51), 1.0), "too_many"),
        ([[[1, 0], [1, 1]]], "range"),
        ([[1, -1]], "range"),
        ([1, 2], "shape"),
    ],
)
def test_judgements_are_refused(given, code):
    error = refusal(swot.judged, given)

    assert error.code == code


def test_what_is_no_number_is_refused():
    for what, wrong in spoilt([[1.0, 3.0], [2.0, 2.0]], missing=True):
        assert refusal(swot.judged, wrong).argument == "judgements", what
        assert refusal(swot.without_each_judge, GROUPS, lists() | {"O": wrong}).argument == "factors", what
        assert refusal(swot.judged_swot, wrong, lists()).argument == "groups", what


@pytest.mark.parametrize(
    ("groups", "factors", "argument", "code"),
    [
        (GROUPS, {"S": [[1, 2]]}, "factors", "missing_group"),
        (GROUPS[:, :3, :3], lists(), "groups", "length"),
        (GROUPS, None, "factors", "mapping"),
        (GROUPS[:2], lists(), "factors", "length"),
    ],
)
def test_a_swot_is_refused(groups, factors, argument, code):
    error = refusal(swot.without_each_judge, groups, factors)

    assert (error.argument, error.code) == (argument, code)

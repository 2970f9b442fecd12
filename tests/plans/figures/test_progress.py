"""How far plans are: P3, to the printed digit."""

from fractions import Fraction

import pytest

from plans.figures.actions import DONE, DROPPED, ActionFigures, MilestoneFigures
from plans.figures.progress import action_progress, milestones_progress, plan_progress, progress, whole_percent
from tests.plans.figures.oracle import PROGRESS, plan_actions

WEIGHTINGS = ["equal", "points", "cost"]
GOALS = ["G1", "G2", "G3"]
HALF_REACHED = (MilestoneFigures(1, reached=True), MilestoneFigures(1))


def test_costs_of_both_oracles_are_the_same():
    assert [action.cost for action in plan_actions()] == [row["cost"] for row in PROGRESS["actions"]]


@pytest.mark.parametrize("weighting", WEIGHTINGS)
def test_progress_of_plan_and_goals_is_exact(weighting):
    expected = PROGRESS[weighting]

    found = plan_progress(plan_actions(), weighting)

    values = {goal: one.value for goal, one in found.goals.items()} | {"plan": found.plan.value}
    shown = {goal: one.shown for goal, one in found.goals.items()} | {"plan": found.plan.shown}
    assert values == {name: Fraction(expected[name]) for name in [*GOALS, "plan"]}
    assert shown == expected["shown"]
    assert found.plan.dropped_share == Fraction(expected["dropped_share"])
    assert [goal for goal, one in found.goals.items() if one.fell_back] == expected.get("fell_back_to_equal", [])
    assert not found.plan.fell_back


@pytest.mark.parametrize("weighting", WEIGHTINGS)
def test_wrong_ways_of_counting_give_other_numbers(weighting):
    wrong = list(PROGRESS["must_not_appear"].values())

    found = plan_progress(plan_actions(), weighting)

    values = [found.plan.value, *(one.value for one in found.goals.values())]
    assert [number for number in wrong if any(value == pytest.approx(number, abs=1e-6) for value in values)] == []


def test_what_is_not_reported_or_dropped_is_counted():
    found = plan_progress(plan_actions()).plan

    said = f"{found.not_reported} of {found.counted} not reported; {found.dropped} dropped"
    assert said == PROGRESS["said"]


def test_weight_stands_at_each_action():
    found = plan_progress(plan_actions(), "points")

    assert found.weights == {row["key"]: row["points"] for row in PROGRESS["actions"]}


def test_goal_without_actions_has_a_dash():
    found = plan_progress(plan_actions(), goals=["G4", "G1"])

    assert (found.goals["G4"].value, found.goals["G4"].shown, list(found.goals)) == (
        None,
        None,
        ["G4", "G1", "G2", "G3"],
    )


@pytest.mark.parametrize("weighting", WEIGHTINGS)
def test_when_all_is_dropped_there_is_a_dash(weighting):
    found = progress([ActionFigures("A1", status=DROPPED, reported=100)], weighting)

    assert (found.value, found.shown, found.dropped_share) == (PROGRESS["all_dropped"], PROGRESS["all_dropped"], 1)


def test_no_action_at_all_is_a_dash():
    assert (progress([]).value, progress([]).dropped_share, progress([]).fell_back) == (None, 0, False)


def test_reached_milestones_count_by_weight():
    given = PROGRESS["milestones"]
    milestones = tuple(map(MilestoneFigures, given["weights"], given["reached"]))

    assert milestones_progress(milestones) == given["progress"]


@pytest.mark.parametrize(
    ("action", "percent"),
    [
        (ActionFigures("a", reported=0), 0),
        (ActionFigures("a", status="ongoing"), None),
        (ActionFigures("a", status=DONE), 100),
        (ActionFigures("a", status=DONE, reported=80), 80),
        (ActionFigures("a", by_milestones=True, milestones=HALF_REACHED, reported=10), 50),
        (ActionFigures("a", by_milestones=True, milestones=HALF_REACHED[1:]), None),
        (ActionFigures("a", by_milestones=True, milestones=HALF_REACHED[1:], status="ongoing"), 0),
        (ActionFigures("a", by_milestones=True, milestones=(MilestoneFigures(0, reached=True),)), 100),
        (ActionFigures("a", by_milestones=True, status="ongoing"), None),
    ],
)
def test_progress_of_an_action(action, percent):
    assert action_progress(action) == percent


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        *((Fraction(value), shown) for value, shown in PROGRESS["rounding"].items()),
        (Fraction(-1, 5), -1),
        (Fraction(-41, 2), -21),
        (Fraction(261, 2), 131),
        (None, None),
    ],
)
def test_whole_per_cent(value, shown):
    assert whole_percent(value) == shown

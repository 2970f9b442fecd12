"""What is expected by today: P4, to the printed digit."""

import datetime as dt

import pytest

from plans.figures.actions import DROPPED, ActionFigures
from plans.figures.calendar_dates import period
from plans.figures.expected import Flag, expected, flag, plan_expected
from tests.plans.figures.oracle import EXPECTED, plan_actions

TODAY = EXPECTED["today"]


def action(row):
    return ActionFigures(row["key"], start=row["start"], end=row["end"], reported=row["progress"])


@pytest.mark.parametrize("row", EXPECTED["actions"], ids=lambda row: row["key"])
def test_days_expected_per_cent_and_flag_of_an_action(row):
    found = expected(action(row), TODAY)

    assert period(row["start"], row["end"]).days == row["days"]
    assert found == pytest.approx(row["expected"], abs=EXPECTED["tolerance"])
    assert flag(action(row), TODAY).replace("_", " ") == row["flag"]


@pytest.mark.parametrize(("weighting", "per_cent"), EXPECTED["plan_of_P3_expected"].items())
def test_expected_of_the_plan_leaves_out_what_was_dropped(weighting, per_cent):
    found = plan_expected(plan_actions(), TODAY, weighting)

    assert found.value == pytest.approx(per_cent, abs=EXPECTED["tolerance"])
    assert (found.shown, found.without_period) == (round(per_cent), 0)


@pytest.mark.parametrize(
    ("start", "end", "status", "reported", "found"),
    [
        ("2026-01-01", "2026-09-30", "ongoing", 90, Flag.ON_TIME),  # its last day
        ("2026-01-01", "2026-09-29", "ongoing", 99, Flag.LATE),
        ("2026-09-30", "2026-10-04", "ongoing", 0, Flag.ON_TIME),  # exactly 20 points behind
        ("2027", "2027", "ongoing", 5, Flag.ON_TIME),
        ("2026-10-01", "2027", "", None, Flag.NOT_BEGUN),
        ("", "2026-08", "", None, Flag.LATE),
        ("", "2027", "", 30, Flag.NO_PERIOD),
        ("2027", "2026-12", "", 30, Flag.NO_PERIOD),  # a draft with the end before the start
        ("", "", "done", None, Flag.DONE),
        ("2025", "2025", DROPPED, 10, Flag.DROPPED),
    ],
)
def test_flag_at_the_limits(start, end, status, reported, found):
    one = ActionFigures("a", start=start, end=end, status=status, reported=reported)

    assert flag(one, TODAY) == found


def test_actions_without_a_period_are_left_out_and_counted():
    actions = [ActionFigures("a", start="2026-09-30", end="2026-10-01"), ActionFigures("b"), ActionFigures("c")]

    found = plan_expected(actions, TODAY)

    assert (found.value, found.without_period) == (50, 2)


def test_without_any_period_nothing_is_expected():
    assert plan_expected([ActionFigures("a")], TODAY).value is None
    assert expected(ActionFigures("a"), dt.date(2026, 1, 1)) is None

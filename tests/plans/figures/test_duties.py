"""When duties are due, and what follows: P10."""

import datetime as dt

import pytest

from plans.figures.duties import hold_day, lapse_day, notice_day, reminder_days, turns
from plans.figures.register import counted
from tests.plans.figures.oracle import ORACLES

GIVEN = ORACLES["P10_commitment"]


@pytest.mark.parametrize("duty", ["plan", "report"])
def test_duties_are_due_by_the_months_since_the_mandate(duty):
    given = GIVEN["duties"][duty]
    found = turns(GIVEN["mandate_on"], given["months"], given["every"], until=dt.date(2035, 12, 31))

    assert [turn.due for turn in found][: len(given["due"])] == given["due"]


def test_duty_that_is_due_once_does_not_come_again():
    assert [turn.number for turn in turns(dt.date(2026, 8, 31), 24, None, until=dt.date.max)] == [1]


def test_turns_end_with_the_calendar():
    assert list(turns(dt.date(9990, 1, 1), 60, 60, until=dt.date.max))[-1].due == dt.date.max


def test_overdue_duty_is_noticed_held_and_lapses_on_its_days():
    given = GIVEN["overdue_plan"]

    assert list(reminder_days(given["due"])) == given["reminders"]
    assert notice_day(given["due"]) == given["notice"]
    assert hold_day(given["notice"]) == given["on_hold"]
    assert lapse_day(given["on_hold"]) == given["lapsed"]


def test_extended_duty_is_noticed_and_held_by_its_new_day():
    given = GIVEN["extended_plan"]

    assert (notice_day(given["extended_to"]), hold_day(given["notice"])) == (given["notice"], given["on_hold"])


def test_register_counts_a_shared_group_once():
    given = GIVEN["register"]
    shared = {group for group, sort in given["groups"].items() if sort == "shared"}
    rows = [
        (group if group in shared else None, state.replace(" ", "_")) for _name, group, state in given["signatures"]
    ]

    assert counted(rows) == (
        given["organisations_in_force"],
        given["commitments_in_force"],
        given["on_hold"],
        given["ended"],
    )

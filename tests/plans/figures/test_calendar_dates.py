"""Months, reminders, consultations and days for calendars: P7, to the day."""

import datetime as dt

import pytest

from catalogue.dates import add_months
from plans.figures import calendar_dates as dates
from tests.plans.figures.oracle import ORACLES

DATES = ORACLES["P7_dates"]
LAST = dt.date.max


@pytest.mark.parametrize(("anchor", "months", "day"), DATES["add_months"])
def test_months_later_is_the_same_day_or_the_last_of_the_month(anchor, months, day):
    assert add_months(anchor, months) == day


def test_months_count_from_the_anchor():
    given = DATES["from_the_anchor"]

    assert add_months(given["anchor"], 12) == given["twelve_months"]
    assert add_months(add_months(given["anchor"], 6), 6) == given["wrong_by_two_halves"]


def test_reminders_of_a_milestone():
    assert list(dates.reminders(DATES["milestone"]["due"])) == DATES["milestone"]["reminders"]


def test_a_milestone_lasts_one_day_in_other_calendars():
    given = DATES["ical"]

    assert dates.ical_days(given["due"]) == (given["dtstart"], given["dtend"])


def test_both_days_of_a_consultation_count():
    given = DATES["consultation"]

    assert dates.consultation_closes(given["opens"], given["days"]) == given["closes"]
    assert dates.Period(given["opens"], given["closes"]).days == given["days"]
    assert dates.announced_at_latest(given["opens"]) == given["announced_at_latest"]


def test_consultation_ends_at_midnight_in_ljubljana():
    given = DATES["consultation"]

    moment = dates.first_refused_moment(given["closes"])

    assert moment == dt.datetime.fromisoformat(given["first_refused_moment_utc"])
    assert dates.first_refused_moment(dt.date(2026, 7, 1)) == dt.datetime(2026, 7, 1, 22, tzinfo=dt.UTC)


@pytest.mark.parametrize("start_and_end", [("", "2026"), ("2026", ""), ("2026-06", "2026-05")])
def test_no_period_without_two_ends_in_order(start_and_end):
    assert dates.period(*start_and_end) is None


def test_what_is_no_date_is_refused():
    with pytest.raises(ValueError, match="sometime"):
        dates.period("2026", "sometime")


def test_what_lies_beyond_the_calendar_is_its_last_day():
    assert (add_months(LAST, 1), dates.add_days(LAST, 1), dates.add_days(dt.date.min, -1)) == (
        LAST,
        LAST,
        dt.date.min,
    )

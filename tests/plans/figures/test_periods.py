"""Periods of reports."""

import datetime as dt

import pytest

from plans.figures.calendar_dates import Period
from plans.figures.periods import free_period, overlapping, reporting_period

BEGIN = dt.date(2026, 8, 31)


def days(first, last):
    return Period(dt.date.fromisoformat(first), dt.date.fromisoformat(last))


FIRST, SECOND, THIRD = (
    days("2026-08-31", "2027-02-27"),
    days("2027-02-28", "2027-08-30"),
    days("2027-08-31", "2028-02-28"),
)


@pytest.mark.parametrize(
    ("every", "day", "found"),
    [
        (6, "2026-08-31", FIRST),
        (6, "2027-02-27", FIRST),
        (6, "2027-02-28", SECOND),
        (6, "2027-08-30", SECOND),
        (6, "2027-08-31", THIRD),
        (12, "2027-08-30", days("2026-08-31", "2027-08-30")),
        (24, "2028-08-31", days("2028-08-31", "2030-08-30")),
        (24, "9999-12-31", days("9998-08-31", "9999-12-31")),
    ],
)
def test_period_of_a_day_is_counted_from_the_beginning(every, day, found):
    assert reporting_period(BEGIN, every, dt.date.fromisoformat(day)) == found


def test_periods_that_share_a_day_overlap():
    assert overlapping(days("2027-02-27", "2027-08-30"), [FIRST, SECOND, THIRD]) == [FIRST, SECOND]


@pytest.mark.parametrize(
    ("others", "found"),
    [
        ([], FIRST),
        ([SECOND, FIRST], THIRD),
        ([SECOND], FIRST),
        ([FIRST, THIRD], SECOND),
        ([days("2026-08-01", "2026-12-31")], days("2027-01-01", "2027-02-27")),
        ([days("2026-10-01", "2026-12-31")], days("2026-08-31", "2026-09-30")),
        ([days("2026-08-31", "2027-12-31"), FIRST], days("2028-01-01", "2028-02-28")),
    ],
)
def test_free_period_is_the_earliest_that_no_report_covers(others, found):
    assert free_period(BEGIN, 6, others) == found

"""Periods of reports: every 6, 12 or 24 months from the day the plan began."""

from catalogue.dates import add_months
from plans.figures.calendar_dates import Period, add_days


def reporting_period(begin, every, day):
    """The `Period` that holds the day, counted in steps of `every` months from `begin`, which is not after the day."""
    months = (day.year - begin.year) * 12 + day.month - begin.month
    step = months // every * every
    if add_months(begin, step) > day:
        step -= every
    return Period(add_months(begin, step), max(day, add_days(add_months(begin, step + every), -1)))


def overlapping(asked, others):
    """Those of the other periods that share a day with the one asked for."""
    return [other for other in others if asked.meets(other)]


def free_period(begin, every, others):
    """The earliest `Period` from `begin` on that no other covers, at most to the end of its step of `every` months."""
    first = begin
    for other in sorted(others, key=lambda one: one.first):
        if other.first > first:
            break
        first = max(first, add_days(other.last, 1))
    step = reporting_period(begin, every, first)
    following = [other.first for other in others if other.first > first]
    return Period(first, min([step.last, *(add_days(day, -1) for day in following)]))

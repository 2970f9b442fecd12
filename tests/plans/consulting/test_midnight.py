"""A consultation ends with its last day in Ljubljana, also on the days on which the clocks change."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from plans.models import Call

LJUBLJANA = ZoneInfo("Europe/Ljubljana")
DAYS = [dt.date(2026, 3, 28), dt.date(2026, 3, 29), dt.date(2026, 10, 24), dt.date(2026, 10, 25), dt.date(2026, 12, 31)]


@pytest.mark.parametrize("last", DAYS)
def test_the_last_second_counts_and_the_next_one_does_not(monkeypatch, last):
    call = Call(opens=last - dt.timedelta(days=15), closes=last)
    next_day = last + dt.timedelta(days=1)
    moments = [dt.datetime.combine(last, dt.time(23, 59, 59)), dt.datetime.combine(next_day, dt.time(0, 0, 1))]
    found = []
    for moment in moments:
        now = moment.replace(tzinfo=LJUBLJANA).astimezone(dt.UTC)
        monkeypatch.setattr(timezone, "now", lambda now=now: now)
        found.append((call.is_open, call.is_over, call.days_left))

    assert found == [(True, False, 0), (False, True, -1)]

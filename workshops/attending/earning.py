"""Who has earned a certificate: the share of days, or of hours, that somebody was there."""

import datetime as dt
from decimal import Decimal
from typing import NamedTuple

from workshops.attending.days import NO_TIME, time_on
from workshops.attending.guests import attendance_of
from workshops.calendars.moments import days_of
from workshops.models import RegistrationForm

Rule = RegistrationForm.Certificate
HOUR = dt.timedelta(hours=1)
CENT = Decimal("0.01")


class Earned(NamedTuple):
    """On which days somebody was there, for how long, and whether that is enough."""

    days: list
    time: dt.timedelta
    is_enough: bool

    @property
    def hours(self):
        """None where the programme has no times."""
        seconds = Decimal(self.time.days * 86_400 + self.time.seconds)
        return (seconds / 3600).quantize(CENT) if self.time else None


def earned_by(guest, form):
    """What one person has earned; reads the attendance and the programme that were fetched before, if they were."""
    event, there = form.event, attendance_of(guest)
    all_days = days_of(event)
    days = [day for day in all_days if day in there]
    return Earned(days, time_on(event, days), is_enough(form, days, all_days))


def is_enough(form, days, all_days):
    """Whole numbers are compared, so that 80 of 100 is not a little less. Without times in the programme days count."""
    if form.certificate == Rule.NONE or not days:
        return False
    whole = time_on(form.event, all_days) if form.certificate == Rule.HOURS else NO_TIME
    if whole:
        return time_on(form.event, days) * 100 >= whole * form.least_share
    return len(days) * 100 >= len(all_days) * form.least_share

"""The days of an event, and how many hours it has on them."""

import datetime as dt

from django.utils import timezone
from django.utils.dateparse import parse_date

from workshops.calendars.moments import days_of, session_day, session_span

NO_TIME = dt.timedelta()


def today_at(event):
    return timezone.localdate(timezone=event.zone)


def past_days(event):
    """Those on which somebody may have been there: up to today."""
    today = today_at(event)
    return [day for day in days_of(event) if day <= today]


def read_day(text):
    """The day of a form of the portal's own, as YYYY-MM-DD; None for what is none."""
    try:
        return parse_date(text or "")
    except ValueError:
        return None


def chosen_day(event, given=""):
    """The day that is asked for, else today or the last one that has come; None before the event."""
    days, asked = past_days(event), read_day(given)
    return asked if asked in days else (days[-1] if days else None)


def former_days(event, registrations):
    """Days on which people of these were there though the event has them no more: it was moved after the check-in."""
    there = {each.day for registration in registrations for each in registration.attendances.all()}
    return sorted(there - set(days_of(event)))


def time_on(event, days):
    """How long the programme of these days really lasts; what goes on at the same time counts once."""
    spans = sorted(
        span
        for each in event.sessions.all()
        if session_day(each, event) in days and (span := session_span(each, event))
    )
    total, until = NO_TIME, None
    for begin, end in ((span.begin.astimezone(dt.UTC), span.end.astimezone(dt.UTC)) for span in spans):
        begin = begin if until is None else max(begin, until)
        if end > begin:
            total += end - begin
            until = end
    return total

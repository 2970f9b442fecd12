"""Events that people were at, for tests: yesterday and before, with sessions, and people who were checked in."""

import datetime as dt

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.workshops.coming import comes, make_event, open_form
from workshops.attending.guests import Guest
from workshops.attending.steps import attend
from workshops.models import Attendance, EventRole


def event_of_today(**fields):
    return open_form(make_event(in_days=0), **fields)


def past_form(*hours, days=None, ago=1, **fields):
    """Registration for an event that ended so many days ago, with a session of so many hours on each day."""
    count = days or len(hours) or 1
    form = open_form(make_event(in_days=1 - count - ago, days=count), **fields)
    first = dt.date.fromisoformat(form.event.start)
    for number, length in enumerate(hours):
        ends = (dt.datetime.combine(first, dt.time(9)) + dt.timedelta(hours=length)).time()
        form.event.sessions.create(day=first + dt.timedelta(number), time=dt.time(9), ends=ends, title_sl="Delo")
    return form


def was_there(form, *days, people=1, **fields):
    """A registration whose people were all there on the days of these numbers (the first one unless told)."""
    registration = comes(form, people, **fields)
    first = dt.date.fromisoformat(form.event.start)
    for companion in (None, *registration.companions.all()):
        for day in days or (0,):
            guest = Guest(registration, companion)
            attend(guest=guest, day=first + dt.timedelta(day), by=None, way=Attendance.Way.LIST)
    registration.refresh_from_db()
    return registration


def with_role(client, make_user, event, role=EventRole.Role.ORGANISER, email="vodja@example.org"):
    """Sign somebody in who has this role at the event."""
    person = make_user(email)
    EventRole.objects.create(event=event, user=person, role=role)
    client.force_login(person)
    return person


def queries_of(client, page, form):
    """How often a page of the desk asks the database."""
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse(page, args=[form.event.pk]))
    return len(captured)

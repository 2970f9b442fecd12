"""Days in years that must be a slip are refused where they are typed; where they got in, nothing breaks."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse

from tests.workshops.coming import make_event, open_form
from workshops.calendars.moments import days_of
from workshops.models import Session

pytestmark = pytest.mark.django_db
PERIODS = [("0001-01-01", "0001-01-01"), ("9999-12-31", "9999-12-31"), ("2027-01-01", "9998-01-01")]


@pytest.mark.parametrize("period", PERIODS)
def test_an_event_of_an_impossible_year_holds_up_nothing(client, period, django_capture_on_commit_callbacks):
    event = open_form().event
    event.start, event.end = period
    with django_capture_on_commit_callbacks(execute=True):
        event.save()
    pages = [event.get_absolute_url(), reverse("events_calendar"), reverse("event_list")]

    answers = [client.get(page).status_code for page in pages]
    call_command("daily_round")

    assert (answers, days_of(event)) == ([200, 200, 200], [])


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_part_of_the_programme_in_an_impossible_year_holds_up_nothing(client, day):
    event = make_event(timezone="America/New_York")
    event.sessions.create(day=day, time="23:59", ends="01:00", title_sl="Delo")
    pages = [event.get_absolute_url(), reverse("events_calendar"), reverse("event_calendar", args=[event.slug])]

    assert [client.get(page).status_code for page in pages] == [200, 200, 200]


@pytest.mark.parametrize(("start", "end", "wrong"), [
    ("0207-05-01", "2027-05-02", {"start": ["Preverite leto: 0207."]}),
    ("2027", "9999", {"end": ["Preverite leto: 9999."]}),
])  # fmt: skip
def test_a_year_that_must_be_a_slip_is_refused(start, end, wrong):
    event = make_event()
    event.start, event.end = start, end

    with pytest.raises(ValidationError) as refused:
        event.clean()

    assert refused.value.message_dict == wrong


def test_a_day_of_the_programme_in_such_a_year_is_refused():
    with pytest.raises(ValidationError):
        Session(event=make_event(), day="9999-12-31").clean()

"""Reminders at nine o'clock where the event is, to those who knew by then that they come, and once."""

import datetime as dt
from contextlib import contextmanager
from unittest.mock import patch

import pytest
from django_tasks_db.models import DBTaskResult

from publishing.models import Mail
from tests.workshops.calendars.reading import event_with
from tests.workshops.coming import comes, open_form
from workshops.announcing.reminders import remind, remind_people, reminders_of, to_remind
from workshops.calendars.following import follow
from workshops.models import Occurrence, Registration, RegistrationStep
from workshops.registering.steps import withdraw

pytestmark = pytest.mark.django_db

SUNDAY = "2027-10-31"
LONG_BEFORE = dt.datetime(2027, 9, 1, 12, tzinfo=dt.UTC)
WEEK, TOMORROW = dt.datetime(2027, 10, 24, 7, tzinfo=dt.UTC), dt.datetime(2027, 10, 30, 7, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


@contextmanager
def at(moment):
    with patch("django.utils.timezone.now", return_value=moment):
        yield


def sunday(**fields):
    return event_with(SUNDAY, (SUNDAY, "9:00", "12:00"), title_sl="Ogled", **fields)


def came(event, moment=LONG_BEFORE, **fields):
    """Somebody whose place was confirmed at this moment."""
    with at(LONG_BEFORE):
        form = getattr(event, "registration_form", None) or open_form(event, closes_at=TOMORROW)
        registration = comes(form, **fields)
    RegistrationStep.objects.filter(registration=registration).update(at=moment)
    return registration


def go(event, moment):
    with at(moment):
        remind_people.func(event.pk)


def subjects():
    return [mail.subject for mail in Mail.objects.filter(key__contains=":reminder_").order_by("pk")]


def test_reminders_are_at_nine_there_also_across_the_change_of_clocks():
    lisbon = event_with("2027-10-29", ("2027-10-29", "9:00", "12:00"), timezone="Europe/Lisbon")

    assert [reminder.at.astimezone(dt.UTC) for reminder in reminders_of(sunday())] == [WEEK, TOMORROW]
    assert [reminder.at for reminder in reminders_of(lisbon)] == [
        dt.datetime(2027, 10, 22, 8, tzinfo=dt.UTC),
        dt.datetime(2027, 10, 28, 8, tzinfo=dt.UTC),
    ]
    assert reminders_of(event_with("2027-10")) == []


def test_jobs_wait_for_the_hours_of_an_event_and_for_new_ones_when_it_is_moved(jobs):
    with at(LONG_BEFORE):
        event = sunday()
        with jobs():
            follow(event.pk)
        event.start = event.end = "2027-11-30"
        with jobs():
            event.save()

    waiting = DBTaskResult.objects.filter(task_path__endswith="remind_people").order_by("run_after")
    assert [f"{job.run_after.astimezone(dt.UTC):%m-%d %H:%M}" for job in waiting] == [
        *("10-24 07:00", "10-30 07:00", "11-23 08:00", "11-29 08:00")
    ]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (WEEK - MINUTE, []),
        (WEEK, ["Čez 7 dni: Ogled"]),
        (WEEK + 24 * 60 * MINUTE, []),
        (TOMORROW - MINUTE, []),
        (TOMORROW, ["Jutri: Ogled"]),
        (TOMORROW + 10 * 60 * MINUTE, ["Jutri: Ogled"]),
        (TOMORROW + 24 * 60 * MINUTE, []),
    ],
)
def test_a_reminder_is_sent_at_its_hour_or_later_that_day_and_never_when_it_would_be_wrong(moment, expected):
    event = sunday()
    came(event)

    go(event, moment)
    go(event, moment)

    assert subjects() == expected


def test_who_was_confirmed_later_is_not_reminded():
    event = sunday()
    came(event, TOMORROW - MINUTE)
    came(event, TOMORROW + MINUTE)

    go(event, TOMORROW + 2 * MINUTE)

    assert len(subjects()) == 1


def test_who_has_no_place_is_not_reminded():
    event = sunday()
    with at(LONG_BEFORE):
        open_form(event, capacity=1, closes_at=TOMORROW)
    coming, _waiting = came(event), came(event)

    with at(TOMORROW):
        assert [found.pk for found in to_remind()] == [coming.pk]


def test_a_cancelled_event_reminds_nobody():
    event = sunday()
    came(event)
    with at(LONG_BEFORE):
        follow(event.pk)
    Occurrence.objects.update(cancelled_at=LONG_BEFORE, cancel_reason_sl="Sneg.")

    go(event, TOMORROW)

    assert subjects() == []


def test_an_event_that_is_moved_reminds_at_its_new_day_alone():
    event = sunday()
    came(event)
    event.start = event.end = "2027-11-30"
    event.save()

    go(event, TOMORROW)
    go(event, dt.datetime(2027, 11, 29, 8, tzinfo=dt.UTC))

    assert subjects() == ["Jutri: Ogled"]


def test_the_daily_round_reminds_where_no_worker_did():
    event = sunday()
    registration = came(event, language="en")
    with at(TOMORROW + MINUTE):
        [waiting] = to_remind()
        done = [remind(waiting.pk), remind(waiting.pk)]
        left = list(to_remind())

    assert (waiting.pk, done, left) == (registration.pk, [True, False], [])


def test_who_withdraws_between_the_query_and_the_sending_is_not_reminded():
    event = sunday()
    registration = came(event)
    with at(TOMORROW):
        [found] = to_remind()
        withdraw(registration=registration)

        assert remind(found.pk) is False

    assert subjects() == []


def test_an_event_cancelled_between_the_query_and_the_sending_reminds_nobody():
    event = sunday()
    came(event)
    with at(LONG_BEFORE):
        follow(event.pk)
    with at(TOMORROW):
        [found] = to_remind()
        Occurrence.objects.update(cancelled_at=TOMORROW, cancel_reason_sl="Sneg.")

        assert remind(found.pk) is False


def test_who_was_there_on_a_day_that_was_moved_is_reminded_of_the_new_one_and_not_asked_to_withdraw():
    event = sunday()
    registration = came(event)
    Registration.objects.filter(pk=registration.pk).update(state="attended")

    go(event, TOMORROW)

    [mail] = Mail.objects.filter(key__contains=":reminder_")
    assert mail.subject == "Jutri: Ogled"
    assert "odjavite" not in mail.text

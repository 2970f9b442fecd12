"""Who comes is told once when an event is moved or cancelled, and their calendars with them."""

import datetime as dt

import pytest
from django.utils import timezone

from publishing.models import Mail
from publishing.snapshot import taken
from tests.workshops.calendars.reading import entries, event_with, read
from tests.workshops.coming import comes, open_form, wishes
from workshops.calendars.following import follow, to_follow
from workshops.models import Event, Occurrence

pytestmark = pytest.mark.django_db

FIRST, LATER = "2090-10-30", "2090-11-13"


@pytest.fixture
def event():
    found = event_with(FIRST, ("", "9:00", "16:30"), title_sl="Ogled", title_en="Visit")
    follow(found.pk)
    return found


def move(event, **fields):
    for name, value in ({"start": LATER, "end": LATER} | fields).items():
        setattr(event, name, value)
    event.save()
    return follow(event.pk)


def cancel(event):
    Occurrence.objects.filter(event=event).update(cancelled_at=timezone.now(), cancel_reason_sl="Sneg.")
    return follow(event.pk)


def mails(key):
    return list(Mail.objects.filter(key__contains=f":{key}:").order_by("pk"))


def test_a_new_day_is_told_to_those_who_come(event):
    form = open_form(event, capacity=1)
    comer, _waiting = comes(form), comes(form)
    wishes(form)

    move(event)

    [mail] = mails("changed")
    assert (mail.to, mail.subject) == (comer.email, "Sprememba: Ogled je 13. novembra 2090")
    assert "13. november 2090, 9.00–16.30" in mail.text
    calendar = read(mail.calendar)
    assert (calendar.method.value, calendar.vevent.sequence.value) == ("REQUEST", "1")
    assert calendar.vevent.dtstart.value.astimezone(dt.UTC) == dt.datetime(2090, 11, 13, 8, tzinfo=dt.UTC)


def test_it_is_told_in_the_language_of_the_registration(event):
    comes(open_form(event), language="en")

    move(event)

    assert [mail.subject for mail in mails("changed")] == ["Changed: Visit is on 13 November 2090"]


def test_another_place_is_told_and_another_title_or_text_is_not(event):
    comes(open_form(event))

    found = []
    for fields in ({"title_sl": "Drugače"}, {"summary_sl": "Več."}, {"location_sl": "Celje"}):
        move(event, start=FIRST, end=FIRST, **fields)
        found.append(len(mails("changed")))

    assert found == [0, 0, 1]


def test_nobody_is_told_twice(event):
    comes(open_form(event))
    move(event)

    assert (follow(event.pk), len(mails("changed"))) == (False, 1)


def test_a_cancelled_event_is_told_to_all_and_leaves_the_calendars_of_those_who_come(event):
    form = open_form(event, capacity=1)
    comer, waiting = comes(form), comes(form)
    wishes(form)

    cancel(event)
    follow(event.pk)

    found = {mail.to: mail for mail in mails("cancelled")}
    assert set(found) == {comer.email, waiting.email}
    assert {mail.subject for mail in found.values()} == {"Odpovedano: Ogled"}
    assert "Razlog: Sneg." in found[waiting.email].text
    [entry] = entries(found[comer.email].calendar)
    assert (read(found[comer.email].calendar).method.value, entry.sequence.value) == ("CANCEL", "1")
    assert (entry.status.value, found[waiting.email].calendar) == ("CANCELLED", "")


def test_a_cancelled_event_that_is_moved_tells_nobody(event):
    comes(open_form(event))
    cancel(event)

    move(event)

    assert mails("changed") == []


def test_an_event_that_takes_place_after_all_invites_anew(event):
    comes(open_form(event))
    cancel(event)
    Occurrence.objects.filter(event=event).update(cancelled_at=None)

    follow(event.pk)

    [mail] = mails("changed")
    assert read(mail.calendar).vevent.sequence.value == "2"


def test_a_cancellation_before_anybody_followed_the_event_is_told():
    event = event_with(FIRST)
    comes(open_form(event))
    Occurrence.objects.update_or_create(
        event=event, defaults={"uid": "x", "cancelled_at": timezone.now(), "cancel_reason_sl": "Sneg."}
    )

    follow(event.pk)

    assert len(mails("cancelled")) == 1


def test_what_is_over_is_told_to_nobody():
    event = event_with("2020-05-04", ("", "9:00", "16:30"))
    follow(event.pk)
    comes(open_form(event))

    move(event, start="2020-05-05", end="2020-05-05")

    assert mails("changed") == []


def test_the_daily_round_follows_what_was_changed_past_saving(event):
    comes(open_form(event))
    Event.objects.filter(pk=event.pk).update(start=LATER, end=LATER)

    assert [found.pk for found in to_follow()] == [event.pk]
    assert follow(event.pk)
    assert (list(to_follow()), len(mails("changed"))) == ([], 1)


def test_the_daily_round_begins_to_follow_what_is_new():
    event = event_with(FIRST)

    assert [found.pk for found in to_follow()] == [event.pk]
    follow(event.pk)
    assert Occurrence.objects.get().uid == f"event-{event.pk}@testserver"


def test_nothing_of_it_is_content_of_a_version(event):
    before = taken(event)
    cancel(event)

    assert taken(Event.objects.get(pk=event.pk)) == before

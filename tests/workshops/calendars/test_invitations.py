"""What a participant's own calendar is sent: one entry, its method in the type of the mail, its sequence rising."""

import datetime as dt

import pytest

from publishing.mail import post
from publishing.models import Mail
from tests.publishing.sink import running_sink
from tests.workshops.calendars.reading import entries, event_with, read, spans
from tests.workshops.coming import comes, now_of, open_form
from workshops.calendars.following import follow
from workshops.calendars.invitations import invitation
from workshops.models import Event
from workshops.registering.steps import restore, withdraw

pytestmark = pytest.mark.django_db

FIRST, LAST = "2027-10-30", "2027-10-31"


@pytest.fixture
def sink(settings):
    with running_sink() as sink:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
        yield sink


@pytest.fixture
def event():
    found = event_with(FIRST, (FIRST, "9:00", "16:30"), (LAST, "9:00", "12:00"), end=LAST)
    follow(found.pk)
    return found


def sequence(registration, method="REQUEST"):
    """As it would be sent now."""
    fresh = now_of(registration)
    [entry] = entries(invitation(fresh, method))
    return int(entry.sequence.value)


def test_an_invitation_is_one_entry_from_one_person_to_one(event, settings):
    settings.DEFAULT_FROM_EMAIL = "Portal MER <portal@example.eu>"
    registration = comes(open_form(event), email="ana@example.org", name='Ana "Anka" Žagar, dr.')

    content = invitation(registration, "REQUEST")

    calendar = read(content)
    [entry] = entries(content)
    assert calendar.method.value == "REQUEST"
    assert spans(content) == [("2027-10-30 07:00Z", "2027-10-31 11:00Z")]
    assert (entry.uid.value, entry.status.value) == (f"event-{event.pk}@testserver", "CONFIRMED")
    assert (entry.organizer.value, entry.organizer.params["CN"]) == ("mailto:portal@example.eu", ["Portal MER"])
    [attendee] = entry.contents["attendee"]
    assert attendee.value == "mailto:ana@example.org"
    assert {name: attendee.params[name] for name in ("CN", "PARTSTAT", "RSVP")} == {
        "CN": ["Ana 'Anka' Žagar, dr."],
        "PARTSTAT": ["ACCEPTED"],
        "RSVP": ["FALSE"],
    }


def test_the_sequence_of_one_person_only_rises(event, jobs, coordinator):
    registration = comes(open_form(event))
    found = [sequence(registration)]
    with jobs():
        event.sessions.filter(title_sl="Točka 1").update(time=dt.time(10))
        Event.objects.get(pk=event.pk).save()
    found.append(sequence(registration))
    withdraw(registration=now_of(registration))
    found.append(sequence(registration, "CANCEL"))
    restore(registration=now_of(registration), by=coordinator, reason="Vseeno pride.")
    found.append(sequence(registration))

    assert found == [0, 1, 2, 3]


def test_a_cancellation_is_told_as_one(event):
    content = invitation(comes(open_form(event)), "CANCEL")

    assert (read(content).method.value, entries(content)[0].status.value) == ("CANCEL", "CANCELLED")


def test_without_a_day_there_is_nothing_to_send():
    registration = comes(open_form(event_with("2027-10-30")))
    registration.form.event.start = registration.form.event.end = "2027-10"

    assert invitation(registration, "REQUEST") == ""


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_the_mail_names_the_method_in_its_type_and_brings_the_file(event, sink, jobs, method):
    content = invitation(comes(open_form(event)), method)
    with jobs():
        sent = post(
            key="reg:1",
            to="ana@example.org",
            language="sl",
            subject="Potrjeno",
            text="Pridite.",
            html="<p>Pridite.</p>",
            calendar=content,
        )

    [message] = sink.messages
    [alternative] = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    [attached] = message.iter_attachments()
    types = [part.get_content_type() for part in message.walk()]
    assert types == [
        *("multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar", "application/ics")
    ]
    assert (alternative.get_param("method"), alternative.get_param("charset").lower()) == (method, "utf-8")
    assert alternative.get_content().splitlines() == content.splitlines()
    assert (attached.get_filename(), attached.get_content().decode()) == ("invite.ics", content)
    assert Mail.objects.get(pk=sent.pk).calendar == ""


def test_a_mail_without_a_calendar_has_no_such_part(sink, jobs):
    with jobs():
        post(key="x:1", to="ana@example.org", language="sl", subject="Pozdrav", text="Dan.", html="<p>Dan.</p>")

    [message] = sink.messages
    assert message.get_content_type() == "multipart/alternative"

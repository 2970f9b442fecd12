"""An event as a file: the right hour in every calendar, one name for ever, equal bytes where nothing changed."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from tests.workshops.calendars.reading import entries, event_with, read, spans
from workshops.calendars.following import follow
from workshops.models import Occurrence

pytestmark = pytest.mark.django_db

SATURDAY, SUNDAY = "2027-10-30", "2027-10-31"


def address(event, language="sl"):
    with translation.override(language):
        return reverse("event_calendar", args=[getattr(event, f"slug_{language}")])


def content(client, event, language="sl"):
    return client.get(address(event, language)).content


@pytest.mark.parametrize(
    ("sessions", "expected"),
    [
        (((SATURDAY, "9:00", "16:30"),), ("2027-10-30 07:00Z", "2027-10-30 14:30Z")),
        (((SATURDAY, "22:00", "4:00"),), ("2027-10-30 20:00Z", "2027-10-31 03:00Z")),
        (((SUNDAY, "9:00", "12:00"),), ("2027-10-31 08:00Z", "2027-10-31 11:00Z")),
        ((("2027-03-27", "22:00", "4:00"),), ("2027-03-27 21:00Z", "2027-03-28 02:00Z")),
    ],
)
def test_another_program_reads_the_right_hour_around_the_change_of_clocks(client, sessions, expected):
    event = event_with(sessions[0][0], *sessions)

    assert spans(content(client, event)) == [expected]


def test_days_and_evenings_are_pieces_of_their_own_and_lunch_parts_nothing(client):
    sessions = [
        (SATURDAY, "9:00", "12:00"),
        (SATURDAY, "13:00", "16:30"),
        (SATURDAY, "22:00", "4:00"),
        (SUNDAY, "9:00", "12:00"),
    ]
    event = event_with(SATURDAY, *sessions, end=SUNDAY)

    found = content(client, event)

    assert spans(found) == [
        ("2027-10-30 07:00Z", "2027-10-30 14:30Z"),
        ("2027-10-30 20:00Z", "2027-10-31 03:00Z"),
        ("2027-10-31 08:00Z", "2027-10-31 11:00Z"),
    ]
    assert len({entry.uid.value for entry in entries(found)}) == 3


def test_an_event_in_lisbon_is_at_its_own_hour(client):
    event = event_with("2027-10-29", ("2027-10-29", "9:00", "12:00"), timezone="Europe/Lisbon")

    assert spans(content(client, event)) == [("2027-10-29 08:00Z", "2027-10-29 11:00Z")]


def test_days_without_times_are_whole_days(client):
    event = event_with("2027-10-29", end=SUNDAY)

    found = content(client, event).decode()

    assert "DTSTART;VALUE=DATE:20271029\r\nDTEND;VALUE=DATE:20271101\r\n" in found
    assert "VTIMEZONE" not in found


def test_a_day_without_a_programme_is_a_whole_day_beside_one_with_times(client):
    event = event_with(SATURDAY, (SUNDAY, "9:00", "12:00"), end=SUNDAY)

    assert spans(content(client, event)) == [(SATURDAY, SUNDAY), ("2027-10-31 08:00Z", "2027-10-31 11:00Z")]


def test_the_rules_of_the_zone_begin_when_clocks_still_show_two(client):
    """RFC 5545, 3.6.5: the onset is told by the clock before it; of both nights of that year."""
    event = event_with(SATURDAY, (SATURDAY, "9:00", "16:30"))

    found = content(client, event).decode()

    assert "DTSTART:20260329T020000\r\nRDATE:20270328T020000,20280326T020000\r\nTZNAME:CEST" in found
    assert "DTSTART:20261025T030000\r\nRDATE:20271031T030000,20281029T030000\r\nTZNAME:CET" in found


@pytest.mark.parametrize("start", ["2027", "2027-11"])
def test_an_event_known_only_to_the_month_has_no_file(client, start):
    event = event_with(start)

    assert client.get(address(event)).status_code == 404
    assert address(event) not in client.get(event.get_absolute_url()).content.decode()


def test_a_file_is_published_to_nobody_in_particular(client):
    found = content(client, event_with(SATURDAY, (SATURDAY, "9:00", "16:30"))).decode()

    assert "\r\nMETHOD:PUBLISH\r\n" in found
    assert [word for word in ("ATTENDEE", "ORGANIZER", "VALARM") if word in found] == []


def test_the_address_stands_in_the_text_too(client):
    event = event_with(SATURDAY, (SATURDAY, "9:00", "16:30"), summary_sl="Ogled; z vprašanji, in kosilom.")

    [entry] = entries(content(client, event))

    page = f"http://testserver{event.get_absolute_url()}"
    assert (entry.url.value, entry.location.value) == (page, "Idrija")
    lines = "30. oktober 2027 9.00–16.30 Točka 1"
    assert entry.description.value == f"Ogled; z vprašanji, in kosilom.\n\n{lines}\n\n{page}"


def test_both_languages_name_one_event(client):
    event = event_with(SATURDAY, (SATURDAY, "9:00", "16:30"), title_en="Study visit")

    [slovenian], [english] = (entries(content(client, event, code)) for code in ("sl", "en"))

    assert slovenian.uid.value == english.uid.value == f"event-{event.pk}@testserver"
    assert (english.summary.value, slovenian.summary.value) == ("Study visit", event.title_sl)


def test_the_name_of_an_event_outlives_the_address_of_the_portal(client, settings):
    event = event_with(SATURDAY, (SATURDAY, "9:00", "16:30"))
    follow(event.pk)
    before = entries(content(client, event))[0].uid.value
    settings.SITE_URL = "https://drugje.example.eu"

    [entry] = entries(content(client, event))

    assert (entry.uid.value, before) == (f"event-{event.pk}@testserver",) * 2
    assert entry.url.value.startswith("https://drugje.example.eu/sl/")


def test_a_file_that_did_not_change_is_equal_to_the_byte(client, jobs):
    event = event_with(SATURDAY, (SATURDAY, "9:00", "16:30"))
    follow(event.pk)
    before = content(client, event)
    with jobs():
        event.save()

    response = client.get(address(event))

    assert response.content == before
    assert client.get(address(event), headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_moving_raises_the_sequence_by_one(client, jobs):
    event = event_with(SATURDAY, (SATURDAY, "9:00", "16:30"))
    follow(event.pk)
    with jobs():
        event.save()
        event.sessions.update(time=dt.time(10))

    [entry] = entries(content(client, event))

    assert entry.sequence.value == "1"
    assert spans(content(client, event)) == [("2027-10-30 08:00Z", "2027-10-30 14:30Z")]


@pytest.mark.parametrize(
    ("changed", "sequence"),
    [
        ({"location_sl": "Celje"}, 1),
        ({"country": "SI"}, 1),
        ({"title_sl": "Drugače"}, 1),
        ({"start": SUNDAY, "end": SUNDAY}, 1),
        ({"timezone": "Europe/Lisbon"}, 1),
        ({"summary_sl": "Drug povzetek."}, 0),
    ],
)
def test_what_calendars_show_raises_the_sequence_and_nothing_else_does(jobs, changed, sequence):
    event = event_with(SATURDAY, (SATURDAY, "9:00", "16:30"))
    follow(event.pk)
    with jobs():
        for name, value in changed.items():
            setattr(event, name, value)
        event.save()

    assert Occurrence.objects.get(event=event).sequence == sequence


def test_a_cancelled_event_says_so(client):
    event = event_with(SATURDAY, (SATURDAY, "9:00", "16:30"))
    follow(event.pk)
    values = {"cancelled_at": timezone.now(), "cancel_reason_sl": "Sneg."}
    Occurrence.objects.filter(event=event).update(**values)
    follow(event.pk)

    [entry] = entries(content(client, event))

    assert (entry.status.value, entry.sequence.value) == ("CANCELLED", "1")
    assert entry.summary.value == f"ODPOVEDANO: {event.title_sl}"
    assert entry.description.value.startswith("Sneg.\n\n")


def test_odd_titles_are_folded_and_read_back(client):
    title = "Čistilna; naprava, prva \\ druga " + "žlička " * 20
    event = event_with(SATURDAY, title_sl=title.strip())

    found = content(client, event)

    assert max(map(len, found.split(b"\r\n"))) <= 75
    assert read(found).vevent.summary.value == title.strip()

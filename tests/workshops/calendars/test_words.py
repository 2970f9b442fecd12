"""When an event is, in both languages and in its own zone."""

import datetime as dt
from unittest.mock import patch

import pytest
from django.urls import reverse
from django.utils import translation

from catalogue.local_times import moment
from catalogue.zones import HOME_ZONE
from publishing import versions
from tests.workshops.calendars.reading import event_with
from workshops.calendars.words import moment_words, on_days_words, when_words

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

DAY, NEXT = "2027-11-12", "2027-11-13"
LISBON = "Europe/Lisbon"


@pytest.fixture(autouse=True)
def in_2027():
    with patch("django.utils.timezone.now", return_value=dt.datetime(2027, 9, 1, tzinfo=dt.UTC)):
        yield


def in_both(words, *given, **named):
    found = []
    for code in ("sl", "en"):
        with translation.override(code):
            found.append(words(*given, **named))
    return found


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ([DAY, (DAY, "9:00", "16:30")], ["12. november 2027, 9.00–16.30", "12 November 2027, 9:00–16:30"]),
        ([DAY, (DAY, "9:00", "")], ["12. november 2027, 9.00", "12 November 2027, 9:00"]),
        ([DAY], ["12. november 2027", "12 November 2027"]),
        (["2027-11", (DAY, "9:00", "16:30")], ["november 2027", "November 2027"]),
        (
            [DAY, (DAY, "22:00", "4:00")],
            [
                "12. november 2027, 22.00 – 13. november 2027, 4.00",
                "12 November 2027, 22:00 – 13 November 2027, 4:00",
            ],
        ),
    ],
)
def test_days_and_hours_stand_as_people_write_them(event, expected):
    assert in_both(when_words, event_with(*event)) == expected


def test_days_of_which_one_has_no_hours_stand_alone():
    event = event_with(DAY, (DAY, "9:00", "16:30"), end=NEXT)

    assert in_both(when_words, event) == ["12.–13. november 2027", "12–13 November 2027"]


def test_a_foreign_zone_is_named_with_the_time_in_ljubljana_beside():
    event = event_with("2027-10-29", ("2027-10-29", "9:00", "12:00"), timezone=LISBON)

    assert in_both(when_words, event) == [
        "29. oktober 2027, 9.00–12.00 (časovni pas Europe/Lisbon; v Ljubljani 10.00–13.00)",
        "29 October 2027, 9:00–12:00 (time zone Europe/Lisbon; in Ljubljana 10:00–13:00)",
    ]


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        (HOME_ZONE, ["14. novembra ob 9.00", "14 November at 9:00"]),
        (
            LISBON,
            [
                "14. novembra ob 9.00 (časovni pas Europe/Lisbon; v Ljubljani 10.00)",
                "14 November at 9:00 (time zone Europe/Lisbon; in Ljubljana 10:00)",
            ],
        ),
        (
            "Asia/Tokyo",
            [
                "14. novembra ob 9.00 (časovni pas Asia/Tokyo; v Ljubljani 1.00)",
                "14 November at 9:00 (time zone Asia/Tokyo; in Ljubljana 1:00)",
            ],
        ),
        (
            "America/Los_Angeles",
            [
                "14. novembra ob 20.00 (časovni pas America/Los Angeles; v Ljubljani 15. novembra ob 5.00)",
                "14 November at 20:00 (time zone America/Los Angeles; in Ljubljana 15 November at 5:00)",
            ],
        ),
    ],
)
def test_a_moment_in_a_sentence_has_its_month_in_the_genitive(zone, expected):
    event = event_with(DAY, timezone=zone)
    hour = dt.time(20 if zone.startswith("America") else 9)

    assert in_both(moment_words, moment(dt.date(2027, 11, 14), hour, zone), event) == expected


def test_a_moment_of_another_year_names_it():
    at = moment(dt.date(2028, 1, 2), dt.time(9), HOME_ZONE)

    assert moment_words(at, event_with("2028-01-02")) == "2. januarja 2028 ob 9.00"


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (NEXT, "", ["13. novembra", "13 November"]),
        (DAY, NEXT, ["12.–13. novembra", "12–13 November"]),
        ("2027-10-31", "2027-11-01", ["31. oktobra – 1. novembra", "31 October – 1 November"]),
    ],
)
def test_the_days_of_an_event_after_a_verb(start, end, expected):
    assert in_both(on_days_words, event_with(start, end=end)) == expected


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [(DAY, "", "12. november 2027, 9.00–10.30"), (NEXT, DAY, "2027"), ("2027", "", "2027"), ("", "", "Uvod")],
)
def test_the_preview_of_a_draft_shows_what_is_known(client, coordinator, start, end, told):
    version = versions.begin(kind="event", owner=None, by=coordinator, language="sl", title="Osnutek")
    times = {"time": "09:00:00", "ends": "10:30:00"}
    version.content |= {"start": start, "end": end, "timezone": HOME_ZONE}
    version.content |= {"sessions": [{"uid": "n1", "day": None, "title_sl": "Uvod"} | times]}
    version.save()
    client.force_login(coordinator)

    answer = client.get(reverse("preview", args=[version.dossier_id]))

    assert (answer.status_code, told in answer.content.decode()) == (200, True)
    assert "koledar.ics" not in answer.content.decode()


def test_the_page_shows_hours_rooms_and_speakers(client):
    event = event_with(DAY, (DAY, "9:00", "10:30"), timezone=LISBON)
    event.sessions.update(room="Dvorana A", speakers="Ana Kos")

    page = client.get(event.get_absolute_url()).content.decode()

    assert '<time datetime="2027-11-12T09:00">' in page
    for words in (
        ">9.00–10.30</span>",
        "(v Ljubljani 10.00–11.30)",
        "Prostor: Dvorana A",
        "Ana Kos",
        "Vse ure so po časovnem pasu",
    ):
        assert words in page

"""The calendar of deadlines: the right moment in every program, one name for ever, nothing that is not public."""

import datetime as dt

import pytest

from partners.models import Deadline
from tests.partners.opportunities.calling import in_days, make_call, make_search
from tests.workshops.calendars.reading import entries, read, utc

pytestmark = pytest.mark.django_db

CALENDARS = ["/sl/roki.ics", "/en/deadlines.ics"]
SOON = in_days(20)


def found(client, address="/sl/roki.ics"):
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return entries(response.content)


def names(client):
    return [entry.summary.value for entry in found(client)]


@pytest.mark.parametrize("address", CALENDARS)
@pytest.mark.parametrize(
    ("zone", "time", "moment"),
    [
        ("Europe/Brussels", "17:00", "2027-03-30 15:00Z"),
        ("Europe/Lisbon", "16:00", "2027-03-30 15:00Z"),
        ("Europe/Brussels", "", "2027-03-30 21:59Z"),
    ],
)
def test_another_program_reads_the_right_moment(client, address, zone, time, moment):
    make_call(zone=zone, time=time)

    [entry] = found(client, address)

    assert utc(entry.dtstart.value) == moment


def test_a_deadline_takes_no_time_and_names_its_zone(client):
    make_call()

    content = client.get("/sl/roki.ics").content.decode()

    [entry] = read(content).contents["vevent"]
    assert (set(entry.contents) & {"dtend", "duration"}, entry.transp.value) == (set(), "TRANSPARENT")
    for line in ("METHOD:PUBLISH", "DTSTART;TZID=Europe/Brussels:20270330T170000", "TZID:Europe/Brussels"):
        assert f"{line}\r\n" in content


def test_the_name_is_made_once_and_outlives_the_host(client, settings):
    settings.SITE_URL = "https://prvi.example"
    call, search = make_call(day=SOON), make_search(day=SOON)
    settings.SITE_URL = "https://drugi.example"
    call.save()

    uids = {entry.uid.value for entry in found(client)}

    assert uids == {f"deadline-{call.pk}@prvi.example", f"deadline-listing-{search.pk}@prvi.example"}


def test_the_sequence_rises_with_the_moment_alone(client):
    call, sequences = make_call(), []

    for values in ({"title_sl": "Drug naslov"}, {"deadline_time": dt.time(18)}, {"deadline_zone": "Europe/Lisbon"}):
        for name, value in values.items():
            setattr(call, name, value)
        call.save()
        sequences.append(found(client)[0].sequence.value)

    assert sequences == ["0", "1", "2"]


def test_a_deadline_that_comes_back_goes_on_counting(client):
    call = make_call()
    day = call.deadline_on
    for value in (None, day):
        call.deadline_on = value
        call.deadline_time = call.deadline_time if value else None
        call.save()

    assert Deadline.objects.get(post=call).sequence == 2


def test_equal_deadlines_give_equal_bytes_and_a_reader_is_told_so(client):
    make_call()
    first = client.get("/sl/roki.ics")

    again = client.get("/sl/roki.ics", headers={"if-none-match": first["ETag"]})

    assert (again.status_code, client.get("/sl/roki.ics").content) == (304, first.content)


def test_only_what_is_public_is_there(client):
    make_call(title_sl="Osnutek", published=False)
    make_call(title_sl="Umaknjen").withdraw()
    make_call(day=in_days(-400), title_sl="Davno")
    make_search(title_sl="Skrito iskanje", published=False)
    make_search(title_sl="Poteklo", expires=in_days(-1))
    make_call(day=SOON, title_sl="Javni")
    make_search(day=SOON, title_sl="Iskanje", expires=in_days(0))

    assert sorted(names(client)) == ["Izrazi interesa: Iskanje", "Rok: Javni"]


def test_the_calendar_asks_as_often_for_three_deadlines_as_for_one(client, django_assert_num_queries):
    make_call()
    make_search()
    found(client)
    for _time in range(2):
        make_call()
        make_search()

    with django_assert_num_queries(2):
        found(client)

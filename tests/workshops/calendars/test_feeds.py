"""Calendars to subscribe to: of all events, of a topic or a country, and of those a person comes to."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from catalogue.models import Topic
from tests.factories import make
from tests.workshops.calendars.reading import entries, read
from tests.workshops.coming import comes, make_event, open_form
from workshops.calendars.following import follow
from workshops.models import CalendarLink, Event, Occurrence
from workshops.registering.steps import withdraw

pytestmark = pytest.mark.django_db

ALL = "/sl/dogodki.ics"


def names(client, address=ALL):
    response = client.get(address)
    assert response.status_code == 200
    return [entry.summary.value for entry in entries(response.content)]


def cancelled(event, *, days_ago):
    follow(event.pk)
    moment = timezone.now() - dt.timedelta(days_ago)
    Occurrence.objects.filter(event=event).update(cancelled_at=moment, cancel_reason_sl="Sneg.")
    return event


def test_the_calendar_of_all_events_holds_those_that_are_public_dated_and_not_long_ago(client):
    make_event(title_sl="Kmalu")
    make_event(title_sl="Lani poleti", in_days=-360)
    make_event(title_sl="Davno", in_days=-400)
    make_event(title_sl="Osnutek", published=False)
    make(Event, title_sl="Nekoč", start="2090")

    response = client.get(ALL)

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert read(response.content).contents["x-wr-calname"][0].value == "Dogodki portala MER"
    assert names(client) == ["Lani poleti", "Kmalu"]


def test_cancelled_events_stay_for_thirty_days(client):
    cancelled(make_event(title_sl="Pred kratkim"), days_ago=29)
    cancelled(make_event(title_sl="Že dolgo"), days_ago=31)

    assert names(client) == ["ODPOVEDANO: Pred kratkim"]


def test_it_can_be_narrowed_to_a_topic_and_a_country(client):
    topic = Topic.objects.create(name_sl="Odpadki", name_en="Waste", slug="odpadki")
    here, there = make_event(title_sl="Tu", country="SI"), make_event(title_sl="Tam", country="AT")
    make_event(title_sl="Drugje", country="SI")
    for event in (here, there):
        event.topics.add(topic)
        event.save()

    assert sorted(names(client, f"{ALL}?topic=odpadki")) == ["Tam", "Tu"]
    assert names(client, f"{ALL}?topic=odpadki&country=SI") == ["Tu"]


def test_the_list_of_events_leads_to_the_calendar_of_the_same(client):
    topic = Topic.objects.create(name_sl="Odpadki", name_en="Waste", slug="odpadki")
    event = make_event(country="SI")
    event.topics.add(topic)
    event.save()

    everything, narrowed = (client.get(f"/sl/dogodki/{asked}").content.decode() for asked in ("", "?topic=odpadki"))

    assert f'href="{ALL}" type="text/calendar"' in everything
    assert f'href="{ALL}?topic=odpadki" type="text/calendar"' in narrowed


@pytest.mark.parametrize("asked", ["topic=ni-je", "country=XX", "country=%00", "topic=a&topic=b"])
def test_what_does_not_exist_has_no_calendar(client, asked):
    assert client.get(f"{ALL}?{asked}").status_code == 404


def test_a_calendar_that_did_not_change_is_not_sent_again(client):
    make_event()
    response = client.get(ALL)

    again = client.get(ALL, headers={"If-None-Match": response["ETag"]})

    assert (again.status_code, again.content, again["Cache-Control"]) == (304, b"", "no-cache")


@pytest.mark.parametrize("events", [1, 4])
def test_the_calendar_of_all_events_asks_the_same_however_many_there_are(client, events, django_assert_num_queries):
    for number in range(events):
        make_event(in_days=number).sessions.create(title_sl="Uvod", time=dt.time(9), ends=dt.time(10))
    client.get(ALL)

    with django_assert_num_queries(3):
        client.get(ALL)


# --- One's own ---


@pytest.fixture
def person(make_user):
    return make_user("ana@example.org")


@pytest.fixture
def own(client, person):
    """The address of one's own calendar, got with the button."""
    client.force_login(person)
    client.post(reverse("my_calendar"), {"do": "get"})
    return reverse("own_calendar", args=[CalendarLink.objects.get().token])


def test_ones_own_calendar_holds_what_is_confirmed(client, own, person):
    comes(open_form(make_event(title_sl="Potrjeno")), person=person, email=person.email)
    comes(open_form(make_event(title_sl="V presoji"), approval=True), person=person, email=person.email)
    comes(open_form(make_event(title_sl="Drugi")))
    client.logout()

    assert names(client, own) == ["Potrjeno"]
    response = client.get(own)
    assert "no-store" in response["Cache-Control"]
    assert "ana@example.org" not in response.content.decode()


def test_who_withdrew_has_it_no_more(client, own, person):
    registration = comes(open_form(), person=person, email=person.email)
    withdraw(registration=registration)

    assert names(client, own) == []


def test_a_changed_address_ends_the_former_one_and_stopping_ends_all(client, own):
    client.post(reverse("my_calendar"), {"do": "renew"})
    newer = reverse("own_calendar", args=[CalendarLink.objects.get().token])
    found = [client.get(address).status_code for address in (own, newer)]
    client.post(reverse("my_calendar"), {"do": "stop"})

    assert found == [404, 200]
    assert client.get(newer).status_code == 404


def test_getting_an_address_twice_gives_one(client, own):
    client.post(reverse("my_calendar"), {"do": "get"})

    assert own == reverse("own_calendar", args=[CalendarLink.objects.get().token])
    assert f"http://testserver{own}" in client.get(reverse("my_calendar")).content.decode()


def test_the_page_of_ones_calendar_needs_an_account_and_a_known_wish(client, person):
    assert client.get(reverse("my_calendar")).status_code == 302
    client.force_login(person)

    assert client.post(reverse("my_calendar"), {"do": "kaj"}).status_code == 404
    assert CalendarLink.objects.count() == 0


@pytest.mark.parametrize("events", [1, 3])
def test_ones_own_calendar_asks_the_same_however_many_there_are(client, own, person, events, django_assert_num_queries):
    for _number in range(events):
        comes(open_form(), person=person, email=person.email)
    client.logout()

    with django_assert_num_queries(4):
        client.get(own)

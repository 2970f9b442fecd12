"""What the page of an event says of registration, at a fixed cost however many registered."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.workshops.coming import comes, make_event, open_form
from tests.workshops.registering.coming_by_page import page_of, words
from workshops.models import Occurrence, RegistrationForm
from workshops.registering.steps import withdraw

pytestmark = pytest.mark.django_db

CLOSES = dt.datetime(2099, 11, 12, 16, tzinfo=dt.UTC)


@pytest.fixture
def event():
    return make_event(start="2099-12-01", end="2099-12-01")


def told(client, event):
    """The words of the page, and whether a button leads to the form."""
    response = client.get(event.get_absolute_url())
    form = RegistrationForm.objects.filter(event=event).first()
    leads = form is not None and f'class="button" href="{page_of(form)}"' in response.content.decode()
    return words(response), leads


def test_the_page_says_until_when_and_how_many_places_are_free(client, event):
    form = open_form(event, capacity=20, closes_at=CLOSES)
    for _number in range(8):
        comes(form, 2)

    page, leads = told(client, event)

    assert ("Prijava do 12. novemb" in page, "· prostih 4 od 20" in page, leads) == (True, True, True)


def test_a_full_event_says_how_many_wait(client, event):
    form = open_form(event, capacity=1)
    for _number in range(4):
        comes(form)

    page, leads = told(client, event)

    assert ("Polno; na čakalni listi 3" in page, leads) == (True, True)


def test_free_places_that_others_wait_for_are_not_promised(client, event):
    form = open_form(event, capacity=3)
    holder = comes(form, 3)
    comes(form, 2)
    RegistrationForm.objects.update(promotes_until=timezone.now())
    withdraw(registration=holder)

    assert "Polno; na čakalni listi 1" in told(client, event)[0]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"capacity": 1, "waiting": False}, "Polno"),
        ({"opens_at": timezone.now() + dt.timedelta(5)}, "Prijave se odprejo"),
        ({"closes_at": timezone.now() - dt.timedelta(5)}, "Prijave so zaprte."),
    ],
)
def test_where_nobody_can_register_no_button_leads_to_the_form(client, event, fields, sentence):
    form = open_form(event, **fields)
    if "capacity" in fields:
        comes(form)

    page, leads = told(client, event)

    assert (sentence in page, leads) == (True, False)


def test_a_cancelled_event_says_why(client, event):
    open_form(event)
    reason = {"cancel_reason_sl": "Predavatelj je zbolel.", "cancelled_at": timezone.now()}
    Occurrence.objects.create(event=event, uid="event-1@example.org", **reason)

    page, leads = told(client, event)

    assert ("Odpovedano: Predavatelj je zbolel." in page, leads) == (True, False)


def test_an_event_without_a_form_or_a_day_says_nothing_of_registration(client):
    plain, monthly = make_event(), make_event(start="2099-11", end="2099-11")
    open_form(monthly)

    pages = [client.get(event.get_absolute_url()).content.decode() for event in (plain, monthly)]

    assert ["registration-box" in page for page in pages] == [False, False]


def queries(client, event):
    client.get(event.get_absolute_url())
    with CaptureQueriesContext(connection) as asked:
        client.get(event.get_absolute_url())
    return len(asked)


def test_the_page_asks_the_database_as_often_for_none_and_for_many(client, event):
    form = open_form(event, capacity=3)
    none = queries(client, event)
    for _number in range(6):
        comes(form)

    assert queries(client, event) == none

"""The page of an event: its programme, what was seen, and what was handed out as far as the public may have it."""

import datetime as dt

import pytest

from library.models import Publication
from partners.models import Place
from tests.factories import make
from workshops.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make(Event, start="2025-03-04")


def test_the_programme_stands_in_the_order_of_the_day(client, event):
    for hour, title in ((14, "Ogled"), (9, "Uvod")):
        event.sessions.create(day=dt.date(2025, 3, 4), time=dt.time(hour), title=title, title_sl=title)

    page = client.get(event.get_absolute_url()).content.decode()

    assert 0 < page.index("Uvod") < page.index("Ogled")


def test_materials_that_lead_to_nothing_public_are_not_named(client, event):
    shown, draft = make(Publication, title_sl="Zbornik"), make(Publication, title_sl="Osnutek", published=False)
    for title, publication in (("Gradivo", shown), ("Skrito", draft)):
        event.materials.create(title=title, title_sl=title, publication=publication)

    page = client.get(event.get_absolute_url()).content.decode()

    assert [word in page for word in ("Gradivo", "Skrito", "Osnutek")] == [True, False, False]


def test_an_event_names_the_public_areas_that_were_visited(client, event):
    event.places.set([make(Place, title_sl="Cona Vič"), make(Place, title_sl="Cona Skrita", published=False)])

    page = client.get(event.get_absolute_url()).content.decode()

    assert [word in page for word in ("Cona Vič", "Cona Skrita")] == [True, False]

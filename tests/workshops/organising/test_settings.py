"""The settings of a registration: times as the clocks at the event show them, and seats that are never taken away."""

import datetime as dt

import pytest
from django.urls import reverse

from tests.factories import make
from tests.workshops.coming import comes, now_of, states
from workshops.models import Event, RegistrationForm

pytestmark = pytest.mark.django_db


def settings_of(**changed):
    told = {
        "closes_at_day": "2027-03-20",
        "closes_at_time": "17.00",
        "capacity": "20",
        "most_party": "4",
        "companions_count": "on",
        "waiting": "on",
        "offer_hours": "48",
        "contact": "dogodki@example.org",
        "kept_months": "12",
        "certificate": "days",
        "least_share": "80",
    }
    return told | changed


@pytest.fixture
def lisbon(organiser, desk):
    event = make(Event, start="2027-10-29", end="2027-10-31", timezone="Europe/Lisbon")
    event.roles.create(user=desk.organiser)
    return event


def sent(client, event, **changed):
    return client.post(reverse("event_settings", args=[event.pk]), settings_of(**changed))


def test_registration_opens_with_times_of_the_zone_of_the_event(organiser, lisbon):
    answer = sent(
        organiser,
        lisbon,
        opens_at_day="1. 2. 2027",
        opens_at_time="9:00",
        freezes_at_day="2027-07-01",
        freezes_at_time="12.00",
    )

    form = RegistrationForm.objects.get(event=lisbon)
    assert answer.url == reverse("event_desk", args=[lisbon.pk])
    assert [at.astimezone(dt.UTC).isoformat() for at in (form.opens_at, form.closes_at, form.freezes_at)] == [
        "2027-02-01T09:00:00+00:00",
        "2027-03-20T17:00:00+00:00",
        "2027-07-01T11:00:00+00:00",
    ]


@pytest.mark.parametrize(("zone", "day", "time", "name", "sentence"), [
    ("Europe/Ljubljana", "2027-03-28", "2.30", "closes_at", "Te ure ni: ob 2.00 se ura premakne na 3.00."),
    ("Europe/Lisbon", "2027-03-28", "1.30", "closes_at", "Te ure ni: ob 1.00 se ura premakne na 2.00."),
    ("Europe/Ljubljana", "2027-03-28", "", "closes_at", "Zapišite oboje, dan in uro."),
    ("Europe/Ljubljana", "2027-03-28", "25.00", "closes_at", "Zapišite uro, na primer 9.00 ali 17:30."),
    ("Europe/Ljubljana", "2028-01-01", "9.00", "closes_at", "Takrat bo dogodek že mimo."),
    ("Europe/Ljubljana", "2027-12-01", "9.00", "promotes_until", "Takrat se bo dogodek že začel."),
])  # fmt: skip
def test_times_that_cannot_be_are_explained(organiser, desk, zone, day, time, name, sentence):
    event = make(Event, start="2027-11-12", end="2027-11-12", timezone=zone)
    event.roles.create(user=desk.organiser)

    answer = sent(organiser, event, **{f"{name}_day": day, f"{name}_time": time})

    assert answer.context["form"].errors[name] == [sentence]
    assert not RegistrationForm.objects.filter(event=event).exists()


def test_of_a_time_that_the_clocks_show_twice_the_first_is_meant_and_said(organiser, desk):
    event = make(Event, start="2027-11-12", end="2027-11-12")
    event.roles.create(user=desk.organiser)

    answer = organiser.post(
        reverse("event_settings", args=[event.pk]),
        settings_of(closes_at_day="2027-10-31", closes_at_time="2:30"),
        follow=True,
    )

    assert RegistrationForm.objects.get(event=event).closes_at == dt.datetime(2027, 10, 31, 0, 30, tzinfo=dt.UTC)
    assert [str(message) for message in answer.context["messages"]] == [
        "Nastavitve so shranjene. Tisti dan kaže ura 2.30 dvakrat; velja prva."
    ]


def test_registration_closes_after_it_opens(organiser, lisbon):
    answer = sent(organiser, lisbon, opens_at_day="2027-03-21", opens_at_time="9.00")

    assert answer.context["form"].errors == {"closes_at": ["Prijave se zaprejo, preden se odprejo."]}


@pytest.mark.parametrize(("name", "value"), [
    ("most_party", "11"), ("offer_hours", "1"), ("offer_hours", "241"), ("kept_months", "37"), ("least_share", "101"),
    ("capacity", "0"), ("capacity", "abc"), ("contact", ""), ("certificate", "x"), ("capacity", "9" * 30),
])  # fmt: skip
def test_numbers_out_of_bounds_are_refused_at_their_field(organiser, lisbon, name, value):
    answer = sent(organiser, lisbon, **{name: value})

    assert (answer.status_code, list(answer.context["form"].errors)) == (200, [name])


def change(client, desk, **changed):
    closes = desk.form.closes_at.date().isoformat()
    return client.post(reverse("event_settings", args=[desk.event.pk]), settings_of(closes_at_day=closes) | changed)


def test_capacity_never_falls_below_what_is_held_and_nothing_else_is_kept_then(organiser, desk):
    for _number in range(3):
        comes(desk.form)

    answer = change(organiser, desk, capacity="2", contact="drugi@example.org")

    desk.form.refresh_from_db()
    assert answer.context["form"].errors == {"capacity": ["Potrjena ali ponujena so 3 mesta."]}
    assert (desk.form.capacity, desk.form.contact) == (3, "dogodki@example.org")


def test_more_places_go_to_those_in_line(organiser, desk):
    comes(desk.form, 3)
    waits = comes(desk.form)

    change(organiser, desk, capacity="")

    assert (states(waits), now_of(waits).held) == (["offered"], 1)


def test_seats_are_counted_as_they_were_once_somebody_is_registered(organiser, desk):
    comes(desk.form, 2)

    answer = change(organiser, desk, companions_count="")

    desk.form.refresh_from_db()
    assert len(answer.context["form"].non_field_errors()) == 1
    assert desk.form.companions_count


def test_the_form_shows_what_is_kept_and_keeps_it_when_it_is_sent_again(organiser, lisbon):
    sent(organiser, lisbon, practical_sl="Parkirišče je za halo.", capacity="")
    before = RegistrationForm.objects.filter(event=lisbon).values().get()
    form = organiser.get(reverse("event_settings", args=[lisbon.pk])).context["form"]

    organiser.post(reverse("event_settings", args=[lisbon.pk]), shown_in(form))

    assert RegistrationForm.objects.filter(event=lisbon).values().get() == before


@pytest.mark.parametrize(("name", "most"), [
    ("capacity", 100_000),
    ("most_per_partner", 10_000),
    ("most_party", 10),
    ("offer_hours", 240),
    ("kept_months", 36),
    ("least_share", 100),
])  # fmt: skip
@pytest.mark.parametrize("more", [1, 10**12, 10**20])
def test_a_number_has_an_end_on_every_database(organiser, lisbon, name, most, more):
    answer = sent(organiser, lisbon, **{name: str(most + more)})

    assert list(answer.context["form"].errors) == [name]
    assert not RegistrationForm.objects.filter(event=lisbon).exists()


def shown_in(form):
    """What a browser sends of a form that nobody touched."""
    sent = {}
    for field in form:
        value = field.value()
        if hasattr(field.field, "zone"):
            day, time = field.field.widget.decompress(value)
            sent |= {f"{field.name}_day": str(day), f"{field.name}_time": str(time)} if day else {}
        elif value not in (None, False):
            sent[field.name] = value
    return sent


@pytest.mark.parametrize("name", ["opens_at", "closes_at", "freezes_at", "promotes_until"])
@pytest.mark.parametrize(("zone", "day", "time"), [
    ("Europe/Ljubljana", "0001-01-01", "00:00"),
    ("America/New_York", "9999-12-31", "23:59"),
])  # fmt: skip
def test_a_time_in_an_impossible_year_is_refused(organiser, lisbon, name, zone, day, time):
    lisbon.timezone = zone
    lisbon.save()

    answer = sent(organiser, lisbon, **{f"{name}_day": day, f"{name}_time": time})

    [said] = answer.context["form"].errors[name]
    assert said.endswith("vpišite leto od 1000 do 9000.")

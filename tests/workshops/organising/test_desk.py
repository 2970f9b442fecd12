"""The ways to the desk of an event, and what stands on it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.workshops.coming import comes, make_event
from workshops.registering.steps import withdraw

pytestmark = pytest.mark.django_db


def test_the_page_of_an_event_leads_those_who_run_it_to_its_desk(client, desk):
    way = reverse("event_desk", args=[desk.event.pk])

    seen = {}
    for who in ("member", "organiser", "door", "coordinator", "foreign", "stranger"):
        client.force_login(getattr(desk, who))
        seen[who] = way in client.get(desk.event.get_absolute_url()).content.decode()

    runs = {"member", "organiser", "door", "coordinator"}
    assert seen == {who: who in runs for who in seen}


def test_the_personal_desk_lists_the_events_one_runs(organiser, desk):
    make_event(in_days=-100, days=1, host=desk.event.host).roles.create(user=desk.organiser)
    desk.form.approval = True
    desk.form.save()
    comes(desk.form)

    sections = organiser.get(reverse("desk")).context["sections"]

    rows = [row for section in sections if section["title"] == "Moji dogodki" for row in section["rows"]]
    assert [(row.pk, row.waiting) for row in rows] == [(desk.event.pk, 1)]


def test_the_overview_counts_registrations_and_places_by_state(organiser, desk):
    comes(desk.form, 2), comes(desk.form, 2), withdraw(registration=comes(desk.form))

    context = organiser.get(reverse("event_desk", args=[desk.event.pk])).context

    assert context["counts"] == [("waiting", 1, 0), ("confirmed", 1, 2), ("withdrawn", 1, 0)]


def test_the_overview_names_the_next_dates_in_their_order(organiser, desk):
    desk.form.closes_at = timezone.now() - timezone.timedelta(days=1)
    desk.form.save()

    context = organiser.get(reverse("event_desk", args=[desk.event.pk])).context

    assert [what for what, _when in context["dates"]] == [
        "Zadnji trenutek, ko se mesto ponudi samo od sebe",
        "Dogodek se začne",
    ]


@pytest.mark.parametrize(("start", "published", "word"), [
    ("2027-05", True, "Za prijave določite dan."),
    ("2027-05-03", False, "Prijave se odprejo samo za javne dogodke. Najprej objavite dogodek."),
    ("2027-05-03", True, ""),
])  # fmt: skip
def test_registration_needs_a_public_event_and_its_day(organiser, desk, start, published, word):
    from tests.factories import make
    from workshops.models import Event, RegistrationForm

    event = make(Event, start=start, end=start, published=published)
    event.roles.create(user=desk.organiser)

    overview = organiser.get(reverse("event_desk", args=[event.pk]))
    sent = organiser.post(reverse("event_settings", args=[event.pk]), {"contact": "x"})

    assert overview.context["hindrance"] == word
    assert sent.status_code == (409 if word else 200)
    assert not RegistrationForm.objects.filter(event=event).exists()

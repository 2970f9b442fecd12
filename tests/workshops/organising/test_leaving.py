"""An event on which people count neither vanishes from the pages nor is it deleted; it is cancelled first."""

import pytest
from django.urls import reverse

from publishing.admin import adopt_standing
from publishing.models import Version
from publishing.writing import refusal_of
from tests.workshops.coming import comes, make_event
from workshops.calendars.following import follow
from workshops.models import Event
from workshops.organising.cancelling import cancel

pytestmark = pytest.mark.django_db
REASON = "Prijavljena je 1 oseba in za to ne bi izvedela. Najprej odpovejte dogodek."


def refused(event):
    adopt_standing(Event, [event.pk])
    return refusal_of("withdraw", Version.objects.get(dossier__object_id=event.pk, dossier__kind="event"))


def test_it_is_withdrawn_once_it_is_cancelled(desk):
    comes(desk.form)

    before = refused(desk.event)
    cancel(event=desk.event, by=desk.organiser, reasons={"sl": "Sneg", "en": ""})
    after = refused(Event.objects.get(pk=desk.event.pk))

    assert (before, after, refused(desk.other)) == (REASON, "", "")


@pytest.mark.parametrize("way", ["page", "action"])
def test_it_is_not_deleted_in_the_administration(admin_client, desk, way):
    comes(desk.form)

    if way == "page":
        admin_client.post(reverse("admin:workshops_event_delete", args=[desk.event.pk]), {"post": "yes"})
    else:
        given = {"action": "delete_selected", "_selected_action": [desk.event.pk, desk.other.pk], "post": "yes"}
        admin_client.post(reverse("admin:workshops_event_changelist"), given)

    assert Event.objects.filter(pk__in=[desk.event.pk, desk.other.pk]).count() == 2


def test_one_without_registration_is_deleted(admin_client):
    event = make_event()
    follow(event.pk)

    admin_client.post(reverse("admin:workshops_event_delete", args=[event.pk]), {"post": "yes"})

    assert not Event.objects.filter(pk=event.pk).exists()

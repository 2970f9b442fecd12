"""Roles at one event: given to people with accounts after a page that says to whom, and taken again."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from workshops.models import EventRole

pytestmark = pytest.mark.django_db


def ask(client, desk, email="stranger@example.org", role="door", **more):
    return client.post(reverse("event_roles", args=[desk.event.pk]), {"email": email, "role": role} | more)


def roles(person):
    return list(EventRole.objects.filter(user=person).values_list("role", "by__email"))


def test_a_role_counts_once_it_was_confirmed(organiser, desk):
    asked = ask(organiser, desk)
    before = roles(desk.stranger)

    ask(organiser, desk, confirmed=desk.stranger.pk)

    assert (asked.context["person"], before) == (desk.stranger, [])
    assert roles(desk.stranger) == [("door", "organiser@example.org")]


def test_a_confirmation_of_somebody_else_counts_for_nothing(organiser, desk):
    ask(organiser, desk, confirmed=desk.foreign.pk)

    assert roles(desk.stranger) == roles(desk.foreign) == []


def test_a_second_role_takes_the_place_of_the_first(organiser, desk):
    ask(organiser, desk, email="DOOR@example.org", role="organiser", confirmed=desk.door.pk)

    assert roles(desk.door) == [("organiser", "organiser@example.org")]


@pytest.mark.parametrize(("sent", "name"), [
    ({"email": "nihce@example.org"}, "email"), ({"email": "x"}, "email"), ({"role": "king"}, "role"),
])  # fmt: skip
def test_only_people_with_an_account_get_a_role(organiser, desk, sent, name):
    answer = ask(organiser, desk, **sent)

    assert list(answer.context["form"].errors) == [name]


def test_an_account_that_is_closed_gets_none(organiser, desk):
    desk.stranger.is_active = False
    desk.stranger.save()

    assert list(ask(organiser, desk).context["form"].errors) == ["email"]


def test_a_role_is_taken_by_a_button_and_its_pages_are_gone(client, desk):
    client.force_login(desk.member)
    given = desk.event.roles.get(user=desk.organiser)
    address = reverse("event_role_take", args=[desk.event.pk, given.pk])

    client.get(address)
    kept = roles(desk.organiser)
    client.post(address)
    client.force_login(desk.organiser)

    assert (len(kept), roles(desk.organiser)) == (1, [])
    assert client.get(reverse("event_desk", args=[desk.event.pk])).status_code == 404


def test_whoever_gives_up_the_own_role_comes_to_the_own_desk(organiser, desk):
    given = desk.event.roles.get(user=desk.organiser)

    answer = organiser.post(reverse("event_role_take", args=[desk.event.pk, given.pk]))

    assert answer.url == reverse("desk")


def test_roles_given_and_taken_stand_in_the_history_of_the_event_without_names(organiser, desk):
    ask(organiser, desk, confirmed=desk.stranger.pk)
    organiser.post(reverse("event_role_take", args=[desk.event.pk, EventRole.objects.last().pk]))

    assert list(LogEntry.objects.order_by("pk").values_list("user", "object_id", "change_message")) == [
        (desk.organiser.pk, str(desk.event.pk), f"role door given to user {desk.stranger.pk}"),
        (desk.organiser.pk, str(desk.event.pk), f"role door taken from user {desk.stranger.pk}"),
    ]

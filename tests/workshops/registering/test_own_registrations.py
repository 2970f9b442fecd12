"""What somebody with an account registered for, and the ways from the desk to it and to interest in practices."""

import pytest
from django.urls import reverse

from partners.models import Partner
from tests.factories import make, make_person
from tests.workshops.coming import comes, make_event, open_form
from workshops.registering.keeping import anonymise

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(client):
    person = make_person("ana@example.org", name="Ana")
    client.force_login(person)
    return person


def events_of(ana, count):
    for number in range(count):
        comes(open_form(make_event(title_sl=f"Dogodek {number}", in_days=20 + number)), person=ana)


def links(page):
    return [name for name in ("my_registrations", "interests") if f'href="{reverse(name)}"' in page.text]


def test_a_person_finds_the_own_registrations_and_nobody_elses(client, ana):
    events_of(ana, 2)
    mine = list(ana.registrations.order_by("-form__event__start"))
    comes(open_form(), person=make_person("bine@example.org", name="Bine"))

    page = client.get(reverse("my_registrations"))

    assert list(page.context["rows"]) == mine
    assert all(reverse("my_registration", args=[one.token]) in page.text for one in mine)
    assert "no-store" in page["Cache-Control"]


def test_what_was_made_anonymous_is_not_listed(client, ana):
    events_of(ana, 1)
    anonymise(ana.registrations.get())

    assert list(client.get(reverse("my_registrations")).context["rows"]) == []


@pytest.mark.parametrize("count", [1, 4])
def test_the_list_asks_equally_often(client, ana, count, django_assert_num_queries):
    events_of(ana, count)

    with django_assert_num_queries(7):
        client.get(reverse("my_registrations"))


@pytest.mark.parametrize(
    ("member", "found"), [(False, ["my_registrations"]), (True, ["my_registrations", "interests"])]
)
def test_the_desk_leads_to_registrations_and_members_to_interest_in_practices(client, ana, member, found):
    if member:
        make(Partner).memberships.create(user=ana, role="editor")

    assert links(client.get(reverse("notices"))) == found


def test_whoever_is_not_signed_in_is_asked_to(client):
    assert client.get(reverse("my_registrations")).status_code == 302

"""Two events with registration, and a person for each way to stand to the first one."""

from copy import deepcopy
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group

from partners.models import Partner
from tests.factories import make, make_person
from tests.standing import stands
from tests.workshops.coming import make_event, open_form


def make_desk():
    """`event` with its `form`, and who has which right; `foreign` runs the other event, `stranger` none."""
    made = SimpleNamespace(event=make_event(host=make(Partner)), other=make_event(host=make(Partner)))
    made.form, made.other_form = open_form(made.event, capacity=3), open_form(made.other, capacity=3)
    for name in ("member", "organiser", "door", "foreign", "stranger", "coordinator"):
        setattr(made, name, make_person(f"{name}@example.org", name=name.capitalize()))
    made.event.host.memberships.create(user=made.member, role="editor")
    made.other.host.memberships.create(user=made.foreign, role="representative")
    made.event.roles.create(user=made.organiser, role="organiser")
    made.event.roles.create(user=made.door, role="door")
    made.coordinator.groups.add(Group.objects.get(name="Coordinators"))
    return made


desk_of_module = stands(make_desk)


@pytest.fixture
def desk(desk_of_module, db):
    return deepcopy(desk_of_module)


@pytest.fixture
def organiser(client, desk):
    """The client of somebody with the role."""
    client.force_login(desk.organiser)
    return client

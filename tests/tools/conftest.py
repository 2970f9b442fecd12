"""Work with a tool, and the people around it."""

from types import SimpleNamespace

import pytest
from django.utils import translation

from partners.models import Partner
from tests.factories import make
from tools.questions.registry import QUESTIONS
from tools.work import actions


@pytest.fixture
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def begin():
    """New work: with an example's data, or empty."""

    def make_work(analysis="gap", author=None, example="furniture"):
        found = QUESTIONS[analysis]
        shown = next((one for one in found.examples if one.key == example), None)
        return actions.begin(analysis=found, author=author, example=shown)

    return make_work


@pytest.fixture
def team(make_user):
    """An author with a colleague and a representative, a stranger of another organisation, and a coordinator."""
    own, other = make(Partner, title_sl="Občina", title_en="Municipality"), make(Partner)
    people = SimpleNamespace(own=own, other=other, nobody=None)
    for name, partner, role in (
        ("author", own, "editor"),
        ("colleague", own, "editor"),
        ("representative", own, "representative"),
        ("stranger", other, "representative"),
    ):
        person = make_user(f"{name}@example.org", name=name.capitalize())
        partner.memberships.create(user=person, role=role)
        setattr(people, name, person)
    people.coordinator = make_user("coordinator@example.org", group="Coordinators")
    return people

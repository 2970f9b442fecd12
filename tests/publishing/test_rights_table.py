"""Who may do what: the table of roles, actions and states, cell by cell over HTTP."""

from types import SimpleNamespace

import pytest
from django.db import transaction
from django.urls import reverse

from publishing.models import Version
from publishing.rights import Action, Role, allows
from publishing.states import State
from publishing.steps import STEPS
from tests.factories import make_topic
from tests.people import make_people
from tests.publishing.conftest import write_practice
from tests.standing import standing

pytestmark = pytest.mark.django_db

PERSONS = {
    Role.VISITOR: None,
    Role.FOREIGN: "foreign",
    Role.EDITOR: "editor",
    Role.REPRESENTATIVE: "representative",
    Role.COORDINATOR: "coordinator",
    Role.ADMINISTRATOR: "administrator",
}
PAGES = {  # {address: what it needs}
    "dossier": Action.SEE,
    "preview": Action.SEE,
    "write_check": Action.WRITE,
    "discard": Action.DISCARD,
}


@pytest.fixture(scope="module", params=[state for state in State if state != State.REPLACED])
def stage(request, django_db_setup, django_db_blocker):
    """A version in each state and the people around it, made once for all who try it."""

    def build():
        people = make_people()
        make_topic("energija", "energija", "energy")
        return SimpleNamespace(state=request.param, people=people, version=write_practice(people, request.param))

    with standing(django_db_blocker, build) as made:
        yield made


def signed_in(client, people, role):
    client.logout()
    if PERSONS[role]:
        client.force_login(getattr(people, PERSONS[role]))


def expected(action, state, role):
    """Visitors are asked to sign in; to all others what they may not do does not exist."""
    if role == Role.VISITOR:
        return 302
    return 200 if allows(action, state, frozenset({role})) else 404


def test_every_page_of_a_dossier_is_there_for_those_whom_the_table_names(stage, db, client):
    wanted = {role: {name: expected(action, stage.state, role) for name, action in PAGES.items()} for role in PERSONS}
    wanted = {role: pages | {"stage": expected(Action.WRITE, stage.state, role)} for role, pages in wanted.items()}

    found = {}
    for role in PERSONS:
        signed_in(client, stage.people, role)
        addresses = {name: reverse(name, args=[stage.version.dossier_id]) for name in PAGES}
        addresses["stage"] = reverse("write", args=[stage.version.dossier_id, "basics"])
        found[role] = {name: client.get(address).status_code for name, address in addresses.items()}

    assert found == wanted


class Undone(Exception):
    pass


def state_after(client, version, step):
    """The state that trying the step leads to; then all of it is undone."""
    try:
        with transaction.atomic():
            client.post(reverse("step", args=[version.dossier_id, step]), {"text": "Zato."})
            version.refresh_from_db()
            raise Undone
    except Undone:
        return version.state


def state_by_the_table(rule, state, role):
    may = state in rule.sources and role in rule.roles and (rule.own_text or role != Role.EDITOR)
    needs_more = rule.name == "validate"  # reviews and opinions
    return rule.target if may and not needs_more else state


def test_every_step_is_taken_only_as_the_table_says(stage, db, client):
    version = Version.objects.get(pk=stage.version.pk)

    found = {}
    for role in PERSONS:
        signed_in(client, stage.people, role)
        found[role] = {step: state_after(client, version, step) for step in STEPS}

    assert found == {
        role: {step: state_by_the_table(rule, stage.state, role) for step, rule in STEPS.items()} for role in PERSONS
    }

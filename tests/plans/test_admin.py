"""The administration of plans: coordinators look at what happened; the stage changes by steps alone."""

import pytest
from django.urls import reverse

from plans.models import ActionPlan, Call, Contribution
from tests.factories import make, make_person
from tests.plans.consulting.talking import adopt, open_consultation, said
from tests.plans.planning import publish_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(db):
    return make_person("urad@example.org", "Coordinators")


def change_page(entry):
    return reverse(f"admin:plans_{entry._meta.model_name}_change", args=[entry.pk])


@pytest.mark.parametrize(("is_written", "editable"), [(True, False), (False, True)])
def test_the_stage_of_a_written_plan_is_not_changed_in_the_administration(client, people, staff, is_written, editable):
    plan = publish_plan(people).dossier.entry if is_written else make(ActionPlan)
    client.force_login(staff)

    form = client.get(change_page(plan)).context["adminform"].form

    assert ("stage" in form.fields) == editable


def test_coordinators_look_at_steps_adoptions_calls_and_comments(client, people, staff):
    version = publish_plan(people)
    adoption = adopt(people, version)
    comment = said(open_consultation(people, version))
    client.force_login(staff)
    shown = [version.dossier.stage_steps.first(), adoption, Call.objects.get(), comment]

    pages = [client.get(change_page(row)) for row in shown]
    lists = [client.get(reverse(f"admin:plans_{row._meta.model_name}_changelist")) for row in shown]

    assert [page.status_code for page in (*pages, *lists)] == [200] * 8
    assert comment.email in pages[3].content.decode()


def test_what_nobody_confirmed_is_not_in_the_administration(client, people, staff):
    comment = said(open_consultation(people), Contribution.State.UNCONFIRMED)
    client.force_login(staff)

    assert client.get(change_page(comment)).status_code == 302


@pytest.mark.parametrize("who", ["editor", "reviewer"])
def test_others_of_the_staff_read_no_address(client, people, who):
    comment = said(open_consultation(people))
    person = getattr(people, who)
    person.is_staff = True
    person.save()
    client.force_login(person)

    assert client.get(change_page(comment)).status_code == 403

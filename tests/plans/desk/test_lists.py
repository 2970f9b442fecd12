"""The lists of rows on the desk: what they tell of each row, and what is asked before one goes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.plans.planning import CONTENT, begin_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(client, people):
    client.force_login(people.editor)
    return begin_plan(people)


def stage(client, plan, name):
    return client.get(reverse("write", args=[plan.dossier_id, name]))


def group_of(response):
    return next(group for group in response.context["form"].groups() if "list" in group)


def test_an_action_tells_lead_period_and_costs(client, plan):
    group = group_of(stage(client, plan, "actions"))

    assert [row["words"] for row in group["listed"]] == [
        "Občina · januar 2026 – december 2027 · 400.000 EUR",
        "Agencija · marec 2026 – avgust 2026 · 60.000 EUR",
    ]
    assert group["summed"] == "2 ukrepa, stroški 460.000 EUR; zagotovljeno 120.000 EUR."


def test_a_goal_tells_how_much_hangs_on_it(client, plan):
    assert [row["words"] for row in group_of(stage(client, plan, "goals"))["listed"]] == [
        "1 ukrep · 1 kazalnik",
        "1 ukrep · 0 kazalnikov",
    ]


def test_the_list_of_a_hundred_actions_costs_as_many_queries_as_that_of_two(client, people, plan):
    many = [CONTENT["actions"][0] | {"uid": f"x{number}", "lead_partner_id": people.own.pk} for number in range(98)]
    counted = []
    for actions in (CONTENT["actions"][:1] + many[:1], CONTENT["actions"] + many):
        plan.content |= {"actions": actions}
        plan.save()
        with CaptureQueriesContext(connection) as found:
            stage(client, plan, "actions")
        counted.append(len(found))

    assert counted[0] == counted[1]


def change(client, plan, relation, **values):
    return client.post(reverse("row_list", args=[plan.dossier_id, relation]), values)


def test_one_is_asked_before_a_row_goes_that_others_hang_on(client, plan):
    answer = change(client, plan, "actions", do="remove-a1")
    plan.refresh_from_db()
    assert answer.context["lost"] == [("Stroški", 2), ("Viri financiranja", 1), ("Tveganja", 1), ("Od kod izhaja", 1)]
    assert len(plan.content["actions"]) == 2

    change(client, plan, "actions", do="remove-a1", sure="1")

    plan.refresh_from_db()
    assert [row["uid"] for row in plan.content["actions"]] == ["a2"]
    assert [row["uid"] for row in plan.content["costs"]] == ["c3"]


def test_a_row_on_which_nothing_hangs_goes_at_once(client, plan):
    change(client, plan, "goals", do="remove-g2")

    plan.refresh_from_db()
    assert [row["uid"] for row in plan.content["goals"]] == ["g1"]


def test_the_hundred_and_first_action_is_refused_with_the_limit(client, plan):
    plan.content["actions"] = [CONTENT["actions"][0] | {"uid": f"x{number}"} for number in range(100)]
    plan.save()

    answer = client.post(reverse("row_list", args=[plan.dossier_id, "actions"]), {"do": "add"}, follow=True)

    assert [str(message) for message in answer.context["messages"]] == ["Vrstic je tu lahko največ 100."]
    plan.refresh_from_db()
    assert len(plan.content["actions"]) == 100

"""Rows of a plan: their names last through versions, they point at each other, and each has a page on the desk."""

import pytest
from django.urls import reverse

from plans.models import Action, ActionPlan
from plans.standing.rows import PlanRows
from publishing import versions
from publishing.snapshot import drawn, taken
from publishing.writing import writing_of
from tests.plans.planning import CONTENT, begin_plan, next_version, publish_plan, without

pytestmark = pytest.mark.django_db


def rows_of(content):
    return {relation: [row["uid"] for row in content[relation]] for relation in ("goals", "actions", "costs")}


def test_a_plan_comes_back_from_its_tables_as_it_was_written(people):
    version = publish_plan(people)

    content = taken(version.dossier.entry)

    assert rows_of(content) == rows_of(CONTENT)
    assert [row["action_id"] for row in content["costs"]] == ["a1", "a1", "a2"]
    assert content["actions"][0]["goal_id"] == "g1"
    assert taken(version.dossier.entry) == {name: version.content[name] for name in content}


def test_a_row_that_is_removed_and_restored_has_its_name_again(people):
    first = publish_plan(people)
    second = next_version(
        people,
        first,
        actions=without(CONTENT, "actions", "a1"),
        costs=CONTENT["costs"][2:],
        fundings=[],
        risks=[],
        evidence=[],
    )
    assert not Action.objects.filter(key="a1").exists()

    third = publish_plan(people, versions.restore(first, by=people.editor))

    assert Action.objects.get(key="a1").costs.count() == 2
    assert [second.number, third.number] == [2, 3]


def test_a_row_that_hangs_on_a_removed_one_goes_with_it(people):
    first = publish_plan(people)

    next_version(people, first, actions=without(CONTENT, "actions", "a1"))

    assert [cost.key for cost in ActionPlan.objects.get().costs.all()] == ["c3"]


def test_the_order_of_rows_is_that_of_the_content(people):
    first = publish_plan(people)

    next_version(people, first, actions=CONTENT["actions"][::-1])

    assert [action.key for action in ActionPlan.objects.get().actions.all()] == ["a2", "a1"]


@pytest.mark.parametrize("is_stored", [True, False])
def test_a_plan_reads_alike_from_its_tables_and_from_a_draft(people, is_stored):
    version = publish_plan(people) if is_stored else begin_plan(people)
    plan = ActionPlan.objects.get() if is_stored else drawn(version.content, writing_of("plan"))

    rows = PlanRows(plan)

    assert {key: [row.key for row in found] for key, found in rows.under("costs", "action").items()} == {
        "a1": ["c1", "c2"],
        "a2": ["c3"],
    }
    assert [action.key for action in rows.actions_of["g1"]] == ["a1"]


def test_reading_a_hundred_actions_costs_as_many_queries_as_three(people, django_assert_num_queries):
    many = [CONTENT["actions"][0] | {"uid": f"x{number}"} for number in range(98)]
    publish_plan(people, actions=[*CONTENT["actions"], *many])
    rows = PlanRows(ActionPlan.objects.get())

    with django_assert_num_queries(3):
        assert len(rows["costs"]) == 3
        assert len(rows["actions"]) == 100


def test_one_saves_an_action_with_its_costs_on_its_own_page(client, people):
    version = begin_plan(people)
    client.force_login(people.editor)
    address = reverse("row_page", args=[version.dossier_id, "actions", "a1"])
    page = client.get(address)
    sent = page_values(page)

    answer = client.post(address, sent | {"costs-1-amount": "260.000", "done": "1"})

    version.refresh_from_db()
    assert answer.status_code == 302
    assert [row["amount"] for row in version.content["costs"]] == ["150000", "260000", "60000"]
    assert version.content["goals"] == CONTENT["goals"]


@pytest.mark.parametrize("count", ["0", "NaN", ""])
def test_a_page_that_says_nothing_of_its_own_row_is_shown_again(client, people, count):
    version = begin_plan(people)
    client.force_login(people.editor)
    address = reverse("row_page", args=[version.dossier_id, "actions", "a1"])

    answer = client.post(address, page_values(client.get(address)) | {"actions-count": count})

    version.refresh_from_db()
    assert answer.status_code in (200, 302)
    assert version.content["actions"] == CONTENT["actions"]


@pytest.mark.parametrize("more", [0, 98])
def test_an_action_is_kept_while_one_types_in_as_many_queries_whatever_the_plan_holds(
    client, people, django_assert_max_num_queries, more
):
    many = [CONTENT["actions"][0] | {"uid": f"x{number}"} for number in range(more)]
    version = begin_plan(people, CONTENT | {"actions": [*CONTENT["actions"], *many]})
    client.force_login(people.editor)
    place = [version.dossier_id, "actions", "a1"]
    sent = page_values(client.get(reverse("row_page", args=place))) | {"actions-0-summary_sl": "Kaj, kje in za koga."}

    with django_assert_max_num_queries(14):
        answer = client.post(reverse("row_autosave", args=place), sent)

    version.refresh_from_db()
    assert answer.json()["errors"] == {}
    assert version.content["actions"][0]["summary_sl"] == "Kaj, kje in za koga."


def page_values(response):
    """{name: value} of all controls of the form that a page shows."""
    page = response.context["page"]
    values = {"complete": "1", "base": page.base_json(), "told": page.told_json()}
    for rows in page.all_sets:
        values[f"{rows.relation}-count"] = len(rows.forms)
        for form in rows.forms:
            for field in form:
                value = field.value()
                if value not in (None, False):
                    values[field.html_name] = value
    return values

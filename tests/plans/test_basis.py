"""The basis of a plan, as the browser sends it: what is chosen from lists comes as text."""

import pytest
from django.urls import reverse

from publishing.checking import problems
from tests.plans.planning import begin_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(people):
    return begin_plan(people)


def test_how_often_a_plan_is_reported_on_is_chosen_from_a_list(client, people, draft):
    client.force_login(people.editor)

    client.post(reverse("write", args=[draft.dossier_id, "basis"]), {"report_every": "24", "save": "1"})

    draft.refresh_from_db()
    assert int(draft.content["report_every"]) == 24


def test_a_type_that_was_not_chosen_is_told_once(draft):
    draft.content = draft.content | {"type": ""}

    assert [problem.name for problem in problems(draft)] == ["type"]

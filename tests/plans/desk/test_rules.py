"""What rows of a plan may not say because of other rows: told at the field, and nothing that was typed is lost."""

import pytest
from django.urls import reverse
from django.utils import translation

from plans.desk.rules import check_cost, check_predecessor
from tests.plans.planning import CONTENT, begin_plan
from tests.plans.test_rows import page_values

COST = {"uid": "x", "action_id": "a1", "year": 2026, "amount": "10"}
AFTER = [{"uid": "p1", "action_id": "a2", "after_id": "a1"}]


AFTER_END = "Leto 2031 je po koncu ukrepa (2028). Podaljšajte ukrep ali popravite leto."
BEFORE_START = "Leto 2025 je pred začetkom ukrepa (2026). Prestavite začetek ali popravite leto."
NO_COST = "Ukrep je označen kot brez stroškov. Odstranite oznako ali to vrstico."


@pytest.mark.parametrize(
    ("action", "cost", "sentence"),
    [
        ({"end": "2028"}, {"year": 2028}, {}),
        ({"end": "2028"}, {"year": 2031}, {"year": AFTER_END}),
        ({"start": "2026-05"}, {"year": 2025}, {"year": BEFORE_START}),
        ({"start": "", "end": ""}, {"year": 2031}, {}),
        ({"free_of_cost": True}, {}, {"amount": NO_COST}),
    ],
)
def test_a_cost_lies_within_its_action(action, cost, sentence):
    content = {"actions": [CONTENT["actions"][0] | action]}

    with translation.override("sl"):
        assert check_cost(COST | cost, content) == sentence


def test_actions_do_not_wait_in_a_circle_which_is_named():
    row = {"uid": "p2", "action_id": "a1", "after_id": "a2"}

    with translation.override("sl"):
        found = check_predecessor(row, CONTENT | {"predecessors": AFTER})

    circle = "»Skupni parovod« → »Pisarna za vlagatelje« → »Skupni parovod«"
    assert found == {"after_id": f"Ti ukrepi bi v krogu čakali drug na drugega: {circle}."}


@pytest.mark.parametrize(
    ("after", "sentence"),
    [
        ("a2", "An action does not come after itself."),
        ("a1", "This action stands here already."),
    ],
)
def test_an_action_comes_once_after_another_one(after, sentence):
    row = {"uid": "p2", "action_id": "a2", "after_id": after}

    with translation.override("en"):
        assert check_predecessor(row, CONTENT | {"predecessors": AFTER}) == {"after_id": sentence}


@pytest.mark.django_db
@pytest.mark.parametrize(("end", "is_saved"), [("2027-12", False), ("2031", True)])
def test_a_cost_is_judged_by_the_period_typed_on_the_same_page(client, people, end, is_saved):
    version = begin_plan(people)
    client.force_login(people.editor)
    address = reverse("row_page", args=[version.dossier_id, "actions", "a1"])
    sent = page_values(client.get(address)) | {"actions-0-end": end, "costs-1-year": "2031", "done": "1"}

    answer = client.post(address, sent)

    version.refresh_from_db()
    assert (answer.status_code == 302, version.content["costs"][1]["year"]) == (is_saved, 2031 if is_saved else 2027)
    assert [row["year"] for row in version.typed.get("costs", [])] == ([] if is_saved else ["2031"])


@pytest.mark.django_db
def test_the_same_predecessor_twice_on_one_page_is_refused(client, people):
    version = begin_plan(people, CONTENT | {"predecessors": AFTER})
    client.force_login(people.editor)
    address = reverse("row_page", args=[version.dossier_id, "actions", "a2"])
    sent = page_values(client.get(address)) | {"predecessors-1-after_id": "a1"}

    client.post(address, sent)

    version.refresh_from_db()
    assert version.content["predecessors"] == AFTER


@pytest.mark.django_db
@pytest.mark.parametrize(("weighting", "is_there"), [("points", True), ("equal", False)])
def test_the_weight_is_asked_for_where_it_counts(client, people, weighting, is_there):
    version = begin_plan(people, CONTENT | {"weighting": weighting})
    client.force_login(people.editor)
    address = reverse("row_page", args=[version.dossier_id, "actions", "a1"])
    page = client.get(address)

    client.post(address, page_values(page) | {"done": "1"})

    version.refresh_from_db()
    assert ('name="actions-0-weight"' in page.text, version.content["actions"][0]["weight"]) == (is_there, 3)

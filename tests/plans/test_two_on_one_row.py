"""Two people at one plan: different actions never clash; of one action the second reads what the first wrote."""

import pytest
from django.urls import reverse

from publishing import clashes, versions
from publishing.clash_form import ClashForm
from publishing.models import Version
from tests.plans.planning import CONTENT, begin_plan, publish_plan, without
from tests.plans.test_rows import page_values

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(people):
    return begin_plan(people)


def opened(client, person, version, uid):
    """(address, what a browser would send) of the page of an action."""
    client.force_login(person)
    address = reverse("row_page", args=[version.dossier_id, "actions", uid])
    return address, page_values(client.get(address))


def content(version):
    return Version.objects.get(pk=version.pk).content


def action(version, uid):
    return next((row for row in content(version)["actions"] if row["uid"] == uid), None)


def test_different_actions_saved_at_once_both_stay(client, people, version):
    mine, given = opened(client, people.editor, version, "a1")
    theirs, others = opened(client, people.representative, version, "a2")

    client.post(theirs, others | {"actions-0-lead_sl": "Zavod", "costs-0-amount": "61000"})
    client.force_login(people.editor)
    client.post(mine, given | {"actions-0-lead_sl": "Mesto", "costs-1-amount": "260000"})

    assert [row["lead_sl"] for row in content(version)["actions"]] == ["Mesto", "Zavod"]
    assert [row["amount"] for row in content(version)["costs"]] == ["150000", "260000", "61000"]


def test_of_one_action_the_second_reads_both_texts_and_saves_again(client, people, version):
    mine, given = opened(client, people.editor, version, "a1")
    theirs, others = opened(client, people.representative, version, "a1")
    client.post(theirs, others | {"actions-0-lead_sl": "Zavod", "actions-0-goal_id": "g2", "costs-0-amount": "151000"})
    client.force_login(people.editor)
    given |= {"actions-0-lead_sl": "Mesto", "costs-1-amount": "260000"}

    told = client.post(mine, given)
    standing = action(version, "a1")["lead_sl"]
    page = told.context["page"]
    client.post(mine, given | {"base": page.base_json(), "told": page.told_json()})

    [said] = page.mistakes()["actions-0"]
    assert "»Cilj: Več podjetij; Nosilec, po imenu: Zavod«" in said
    assert (page.unsaved(), standing, action(version, "a1")["lead_sl"]) == (["actions"], "Zavod", "Mesto")
    assert [row["amount"] for row in content(version)["costs"]] == ["151000", "260000", "60000"]


def test_an_action_removed_meanwhile_is_told_and_comes_back_when_saved_again(client, people, version):
    mine, given = opened(client, people.editor, version, "a1")
    version.content["actions"] = without(CONTENT, "actions", "a1")
    version.save()
    given |= {"actions-0-lead_sl": "Mesto"}

    told = client.post(mine, given)
    gone = action(version, "a1")
    page = told.context["page"]
    client.post(mine, given | {"base": page.base_json(), "told": page.told_json()})

    assert (told.status_code, list(page.mistakes()), gone) == (200, ["actions-0"], None)
    assert action(version, "a1")["lead_sl"] == "Mesto"
    assert client.get(mine).status_code == 200


def test_a_clash_of_an_action_names_the_goals_that_it_points_at(people):
    draft = versions.open_version(publish_plan(people).dossier, by=people.editor)
    draft.content["actions"][0] |= {"goal_id": "g2", "lead_sl": "Mesto"}
    draft.save()
    entry = draft.dossier.entry
    entry.actions.filter(key="a1").update(lead_sl="Zavod")
    versions.catch_up(draft.dossier)

    found = clashes.found_for(Version.objects.get(pk=draft.pk))
    [clash] = found.clashes()
    [row] = clash.mine.rows
    form = ClashForm(found=found, dossier=draft.dossier).rows[clash.name]

    assert (clash.name, clash.label) == ("actions.a1", "Ukrepi: Skupni parovod")
    assert [("delete", "Manj energije"), ("insert", "Več podjetij")] in [cell.pieces for cell in row.cells]
    assert ("g1", "Manj energije") in form.fields["goal_id"].choices

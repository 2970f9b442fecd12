"""From a saved run to a plan: three forms, each row cites the run and what of it, and nothing is taken twice."""

import pytest
from django.urls import reverse

from plans.taking.changes import Taking
from plans.taking.parts import parts_of
from publishing.models import Dossier
from publishing.refusals import Overtaken
from publishing.row_lists import change_rows
from tests.factories import make_run
from tests.plans.planning import CONTENT, begin_plan, publish_plan
from tools.asking.base import key_of
from tools.runs import publishing as keeping

pytestmark = pytest.mark.django_db

PRIVATE = {"title": "Zaupno za župana"}


def authored(people):
    return {"author": people.editor, "organisation": people.own}


@pytest.fixture
def run(people):
    return make_run(
        analysis="importance",
        example="town-centre",
        title="Zaupno za župana",
        author=people.editor,
        organisation=people.own,
    )


@pytest.fixture
def swot(people):
    return make_run(
        analysis="swot", example="old-town", title="Zaupno za župana", author=people.editor, organisation=people.own
    )


@pytest.fixture
def plan(client, people):
    client.force_login(people.editor)
    return begin_plan(people)


def address_of(run):
    return reverse("take_from_run", args=[run.slug])


def send(client, run, plan, parts, becomes, **texts):
    """The third form as a browser sends it after the second."""
    chosen = {"part": parts, "plan": plan.dossier_id if plan else "new", "becomes": becomes, "language": "sl"}
    page = client.get(address_of(run), chosen | {name: texts.pop(name) for name in ("title", "owner") if name in texts})
    form, plan_form = page.context["texts"], page.context["form"]
    sent = {field.html_name: field.value() for field in plan_form if field.value() is not None}
    sent |= {field.html_name: field.initial or "" for field in form}
    return client.post(address_of(run), sent | texts | {"take": "1"})


def first_weak(run):
    return run.answer().weaknesses[0]


def rows(plan, relation):
    plan.refresh_from_db()
    return plan.content.get(relation) or []


def test_three_forms_lead_from_a_weak_factor_to_an_action_that_cites_it(client, plan, run):
    weak = first_weak(run)
    first = client.get(run.get_absolute_url())
    assert f'value="{weak.key}"' in first.text
    second = client.get(address_of(run), {"part": weak.key})
    assert second.context["form"].initial["part"] == [weak.key]

    answer = send(client, run, plan, [weak.key], "action", goal="g1", **{f"text-{weak.key}": "Odpreti tržnico"})

    action, [evidence] = rows(plan, "actions")[-1], rows(plan, "evidence")[1:]
    assert (action["title_sl"], action["goal_id"]) == ("Odpreti tržnico", "g1")
    assert (evidence["action_id"], evidence["run_id"], evidence["part"]) == (action["uid"], run.pk, weak.name)
    assert answer.url == reverse("row_page", args=[plan.dossier_id, "actions", action["uid"]])
    assert client.get(answer.url).status_code == 200


def test_taken_again_it_is_named_and_linked_and_stays_one(client, plan, run):
    weak = first_weak(run)
    made = send(client, run, plan, [weak.key], "action").url

    page = client.get(address_of(run), {"part": weak.key, "plan": plan.dossier_id, "becomes": "action"})
    client.post(address_of(run), {"part": weak.key, "plan": plan.dossier_id, "becomes": "action", "take": "1"})

    assert f'href="{made}">{weak.name}</a>' in page.text
    assert len(rows(plan, "actions")) == len(CONTENT["actions"]) + 1


@pytest.mark.parametrize(
    ("becomes", "relation", "held"),
    [
        ("weakness", "swot_items", {"group": "W"}),
        ("threat", "swot_items", {"group": "T"}),
        ("finding", "findings", {}),
    ],
)
def test_a_weak_point_becomes_what_one_chooses(client, plan, run, becomes, relation, held):
    weak = first_weak(run)

    send(client, run, plan, [weak.key], becomes)

    [row] = rows(plan, relation)
    assert held.items() <= row.items()
    assert weak.name in (row.get("text_sl"), row.get("title_sl"))
    assert [one["part"] for one in rows(plan, "evidence") if row["uid"] in one.values()] == [weak.name]


def test_a_weak_point_becomes_evidence_of_a_row_that_is_there_once(client, plan, run):
    weak = first_weak(run)
    for _time in range(2):
        send(client, run, plan, [weak.key], "evidence", row="goal_id.g1")

    assert [row["part"] for row in rows(plan, "evidence") if row.get("goal_id") == "g1"] == [weak.name]


def test_a_new_plan_and_a_new_goal_are_made_with_the_action(client, people, run):
    client.force_login(people.editor)
    weak = first_weak(run)

    send(client, run, None, [weak.key], "action", title="Nov načrt", owner=people.own.pk, new_goal="Živo središče")

    version = Dossier.objects.get().versions.get()
    [goal], [action] = version.content["goals"], version.content["actions"]
    assert (version.content["title_sl"], goal["title_sl"]) == ("Nov načrt", "Živo središče")
    assert action["goal_id"] == goal["uid"]


def test_the_label_of_evidence_never_names_the_run(client, plan, run):
    weak = first_weak(run)

    send(client, run, plan, [weak.key], "finding")

    evidence = rows(plan, "evidence")[-1]
    assert evidence["label_sl"] == f"{run.question.title}: {weak.name}"
    assert run.title not in str(plan.content)


def test_a_run_that_one_may_not_see_does_not_exist(client, people, plan, run):
    client.force_login(people.foreign)

    assert client.get(address_of(run)).status_code == 404


def test_a_plan_of_another_organisation_cannot_be_chosen(client, people, plan, run):
    keeping.publish(run=run)
    client.force_login(people.foreign)

    page = client.post(
        address_of(run),
        {"part": first_weak(run).key, "plan": plan.dossier_id, "becomes": "action", "take": "1"},
    )

    assert "plan" in page.context["form"].errors
    assert rows(plan, "actions") == CONTENT["actions"]


def test_items_of_a_swot_come_with_their_weights_then_pairs_as_strategies(client, plan, swot):
    keys = [key_of("strengths", 0), key_of("opportunities", 0)]

    send(client, swot, plan, [*keys, "so-1-1"], "swot")

    strength, opportunity = rows(plan, "swot_items")
    [strategy] = rows(plan, "strategies")
    assert (strength["group"], strength["priority"], strength["n"]) == ("S", "0.144839", 3)
    assert (opportunity["group"], opportunity["priority"]) == ("O", "0.326505")
    assert (strategy["type"], strategy["score"]) == ("SO", "0.141872")
    assert (strategy["internal_id"], strategy["external_id"]) == (strength["uid"], opportunity["uid"])
    assert [row["part"][:3] for row in rows(plan, "evidence")[1:]] == ["S1 ", "O1 "]


def test_a_pair_is_taken_later_between_items_that_are_there(client, plan, swot):
    keys = [key_of("strengths", 0), key_of("opportunities", 0)]
    send(client, swot, plan, keys, "swot")

    for _time in range(2):
        send(client, swot, plan, ["so-1-1"], "swot")

    assert (len(rows(plan, "swot_items")), len(rows(plan, "strategies"))) == (2, 1)


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, "part"),
        ({"part": "factors-999"}, "part"),
        ({"plan": "999999"}, "plan"),
        ({"becomes": "swot"}, "becomes"),
        ({"plan": "new", "becomes": "action"}, "title"),
        ({"plan": "new", "becomes": "evidence"}, "becomes"),
    ],
)
def test_a_choice_that_cannot_be_is_told_at_its_field(client, plan, run, sent, field):
    whole = {"plan": plan.dossier_id, "becomes": "action"} | ({"part": first_weak(run).key} if sent else {})

    page = client.get(address_of(run), whole | sent)

    assert field in page.context["form"].errors


def test_the_hundred_and_first_action_is_refused_and_nothing_is_half_done(client, plan, run):
    plan.content["actions"] = [CONTENT["actions"][0] | {"uid": f"x{number}"} for number in range(100)]
    plan.save()

    answer = send(client, run, plan, [first_weak(run).key], "action", new_goal="Nov cilj")

    assert "Vrstic je tu lahko največ 100." in answer.text
    assert (len(rows(plan, "actions")), rows(plan, "goals")) == (100, CONTENT["goals"])


def test_a_visitor_reads_that_one_may_sign_in(client, run):
    keeping.publish(run=run)

    page = client.get(run.get_absolute_url())

    assert f"?next={address_of(run)}" in page.text
    assert 'name="part"' not in page.text


def test_a_point_may_go_into_a_new_version_of_a_public_plan(client, people, run):
    public = publish_plan(people)
    client.force_login(people.editor)

    send(client, run, public, [first_weak(run).key], "finding")

    opened = public.dossier.versions.get(state="draft")
    assert len(opened.content["findings"]) == 1
    assert rows(public, "findings") == []


# --- What should not happen ---


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_private_analysis_of_somebody_else_is_not_there(client, people, plan, method):
    foreign = make_run(analysis="importance", example="town-centre", author=people.member)

    answer = getattr(client, method)(address_of(foreign), {"plan": plan.dossier_id, "part": "factors-1", "take": "1"})

    assert answer.status_code == 404
    assert rows(plan, "evidence") == CONTENT["evidence"]


def test_a_plan_of_another_organisation_is_no_choice(client, people, plan, run):
    plan.dossier.owner = people.other
    plan.dossier.save()
    begin_plan(people)

    page = client.post(
        address_of(run), {"plan": plan.dossier_id, "part": first_weak(run).key, "becomes": "finding", "take": "1"}
    )

    assert list(page.context["form"].errors) == ["plan"]
    assert rows(plan, "findings") == []


def test_the_same_point_taken_in_two_tabs_is_one_action(client, plan, run):
    weak = first_weak(run)
    chosen = {"part": [weak.key], "plan": plan.dossier_id, "becomes": "action", "language": "sl"}
    tabs = [client.get(address_of(run), chosen) for _tab in range(2)]
    text = {f"text-{weak.key}": "Odpreti tržnico", "take": "1"}

    answers = [client.post(address_of(run), chosen | text) for _page in tabs]

    assert {answer.status_code for answer in answers} <= {200, 302}
    assert len(rows(plan, "actions")) == len(CONTENT["actions"]) + 1


@pytest.mark.parametrize(
    ("becomes", "given", "relation"),
    [("evidence", {"row": ("action_id", "gone")}, "evidence"), ("action", {"goal": "gone"}, "actions")],
)
def test_what_was_removed_meanwhile_is_told_and_nothing_hangs_in_the_air(plan, run, becomes, given, relation):
    part = parts_of(run)[0]
    said = {part.key: dict.fromkeys(("sl", "en"), ("", ""))}
    taking = Taking(run, [part], [], becomes, {part.key: "Besedilo"}, said, "sl", **given)

    with pytest.raises(Overtaken):
        change_rows(version=plan, by=run.author, change=taking.change)

    assert rows(plan, relation) == CONTENT[relation]

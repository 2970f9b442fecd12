"""The course of a plan: which steps follow from which stage, who takes them, what they need, what they leave."""

from copy import deepcopy

import pytest
from django.urls import reverse

from plans.consulting import calls
from plans.life import taking
from plans.life.steps import STEPS, hindrance
from plans.models import ActionPlan, ActionState, Report, StageStep
from plans.stages.moving import begin_delivery
from publishing.models import Notice
from publishing.refusals import Refused
from tests.plans.consulting.talking import adopt, day, open_consultation, over
from tests.plans.planning import begin_plan, publish_plan
from tests.standing import stands_on_people

pytestmark = pytest.mark.django_db

Stage = ActionPlan.Stage
REASONS = {"sl": "Ni denarja.", "en": ""}


version_of_module = stands_on_people(publish_plan)


@pytest.fixture
def version(version_of_module, db):
    return deepcopy(version_of_module)


def stage():
    return ActionPlan.objects.get().stage


def put_in(wanted):
    ActionPlan.objects.update(stage=wanted)


def report(version, **statuses):
    """A published report with these statuses of actions."""
    told = {"dossier": version.dossier, "period_from": day(-30), "period_to": day(0)}
    made = Report.objects.create(**told, state="published", published_at=version.published_at)
    for key, status in statuses.items():
        progress = 100 if status == "done" else None
        ActionState.objects.create(report=made, key=key, status=status, progress=progress, reason_sl="Zato.")


def taken():
    return list(StageStep.objects.order_by("pk").values_list("step", "source", "target"))


@pytest.mark.parametrize("who", ["editor", "representative", "coordinator", "administrator"])
@pytest.mark.parametrize(
    ("step", "at", "allowed"),
    [
        ("open_consultation", Stage.PLANNED, {"representative", "coordinator", "administrator"}),
        ("adopt", Stage.PLANNED, {"representative", "coordinator", "administrator"}),
        ("amend", Stage.DELIVERY, {"representative", "coordinator", "administrator"}),
        ("drop", Stage.ADOPTED, {"representative", "coordinator", "administrator"}),
        ("reopen", Stage.DROPPED, {"coordinator", "administrator"}),
        ("begin_delivery", Stage.ADOPTED, set()),
        ("end_consultation", Stage.CONSULTATION, set()),
    ],
)
def test_the_table_says_who_takes_which_step(people, version, who, step, at, allowed):
    put_in(at)
    plan = ActionPlan.objects.get()

    assert (hindrance(STEPS[step], version.dossier, plan, getattr(people, who)) == "") == (who in allowed)


@pytest.mark.parametrize(
    ("step", "at"),
    [("adopt", Stage.ADOPTED), ("amend", Stage.PLANNED), ("close", Stage.ADOPTED), ("reopen", Stage.PLANNED)],
)
def test_a_step_is_refused_from_another_stage(people, version, step, at):
    put_in(at)

    assert "v fazi" in str(hindrance(STEPS[step], version.dossier, ActionPlan.objects.get(), people.coordinator))


def test_a_step_is_written_down_told_and_changes_no_version(people, version):
    before = version.dossier.versions.values_list("pk", "content", "updated_at").get()
    changed = ActionPlan.objects.get().updated_at

    taking.take(step="drop", dossier=version.dossier, by=people.representative, reasons=REASONS)

    plan = ActionPlan.objects.get()
    assert taken() == [("drop", "planned", "dropped")]
    assert (plan.stage, plan.updated_at > changed, plan.cards.get().detail_sl) == (
        Stage.DROPPED,
        True,
        "Lokalni akcijski načrt · Opuščen",
    )
    assert version.dossier.versions.values_list("pk", "content", "updated_at").get() == before
    assert list(Notice.objects.filter(sentence="plan_stage").values_list("person__name", flat=True)) == ["Editor"]


def test_nothing_is_dropped_without_a_reason(people, version):
    with pytest.raises(Refused, match="javen"):
        taking.take(step="drop", dossier=version.dossier, by=people.representative, reasons={"sl": "", "en": ""})

    assert (stage(), taken()) == (Stage.PLANNED, [])


def test_a_dropped_plan_is_reopened_where_it_was_and_its_consultation_is_over(people, version):
    call = open_consultation(people, version)
    taking.take(step="drop", dossier=version.dossier, by=people.representative, reasons=REASONS)
    call.refresh_from_db()

    taking.take(step="reopen", dossier=version.dossier, by=people.coordinator, reasons=REASONS)

    assert (stage(), call.is_over) == (Stage.PLANNED, True)


def test_a_plan_is_closed_when_each_action_is_done_or_dropped(people, version):
    put_in(Stage.DELIVERY)
    report(version, a1="done", a2="dropped")

    taking.take(step="close", dossier=version.dossier, by=people.representative)

    assert stage() == Stage.CLOSED


@pytest.mark.parametrize(
    ("statuses", "sentence"),
    [
        ({"a1": "done", "a2": "ongoing"}, "1 ukrep ni ne izveden"),
        ({"a1": "done"}, "1 ukrep ni ne izveden"),
        ({}, "2 ukrepa nista ne izvedena"),
    ],
)
def test_a_plan_stays_open_while_an_action_is_neither_done_nor_dropped(people, version, statuses, sentence):
    put_in(Stage.DELIVERY)
    report(version, **statuses)

    with pytest.raises(Refused, match=sentence):
        taking.take(step="close", dossier=version.dossier, by=people.representative)

    assert stage() == Stage.DELIVERY


def test_the_first_report_begins_delivery_once(people, version):
    adopt(people, version)

    found = [begin_delivery(version.dossier, people.representative) for _time in range(2)]

    assert (found, stage()) == ([True, False], Stage.DELIVERY)
    assert taken()[-1] == ("begin_delivery", "adopted", "delivery")


def test_a_first_report_during_a_consultation_leads_to_delivery_after_it(people, version):
    adopt(people, version)
    call = open_consultation(people, version)

    begun = begin_delivery(version.dossier, people.representative)
    calls.end_now(over(call).pk)

    assert (begun, stage()) == (True, Stage.DELIVERY)


def test_a_plan_that_is_not_adopted_does_not_begin_delivery(people, version):
    assert (begin_delivery(version.dossier, people.representative), stage()) == (False, Stage.PLANNED)


# --- Pages ---


def page(client, name, version, *args):
    return reverse(name, args=[version.dossier_id, *args])


def test_the_course_shows_what_can_follow_with_what_it_needs(client, people, version):
    put_in(Stage.DELIVERY)
    client.force_login(people.representative)

    shown = client.get(page(client, "plan_course", version)).context["steps"]

    assert [(row["step"].name, bool(row["hindrance"])) for row in shown] == [
        ("open_consultation", False),
        ("amend", False),
        ("close", True),
        ("drop", False),
    ]


@pytest.mark.parametrize(("who", "status"), [("foreign", 404), ("member", 404), ("editor", 200), ("coordinator", 200)])
def test_only_those_who_work_on_a_plan_see_its_course(client, people, version, who, status):
    client.force_login(getattr(people, who))

    assert client.get(page(client, "plan_course", version)).status_code == status


def test_a_plan_that_was_never_public_has_no_course_yet(client, people):
    version = begin_plan(people)
    client.force_login(people.representative)

    found = [client.get(page(client, name, version)).status_code for name in ("plan_course", "plan_adopt")]

    assert found == [200, 404]


def test_a_plan_is_dropped_on_its_page_with_the_reason(client, people, version):
    client.force_login(people.representative)
    address = page(client, "plan_step", version, "drop")

    refused = client.post(address, {"reason_sl": " "})
    done = client.post(address, {"reason_sl": "Ni denarja."})

    assert (list(refused.context["form"].errors), done.status_code) == (["reason_sl"], 302)
    assert (stage(), StageStep.objects.get().reason_sl) == (Stage.DROPPED, "Ni denarja.")


@pytest.mark.parametrize("name", ["begin_delivery", "adopt", "nonsense"])
def test_steps_that_nobody_takes_on_this_page_have_none(client, people, version, name):
    client.force_login(people.representative)

    assert client.get(page(client, "plan_step", version, name)).status_code == 404

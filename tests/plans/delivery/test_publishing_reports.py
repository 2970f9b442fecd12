"""A report becomes public: by whom, what follows from it, and that it never changes; a correction takes its place."""

from copy import deepcopy
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from catalogue.models import Card
from plans.delivery import publishing, reports
from plans.delivery.account import Account
from plans.delivery.history import history
from plans.models import ActionPlan, Report, StageStep
from plans.standing.computed import PlanStanding
from publishing import versions
from publishing.models import Notice
from publishing.refusals import Overtaken, Refused
from tests.plans.delivery.reporting import adopted_plan, draft, dropped, ongoing, published
from tests.plans.planning import CONTENT, next_version, publish_plan, without
from tests.standing import stands_on_people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


dossier_of_module = stands_on_people(partial(adopted_plan, report_every=6))


@pytest.fixture
def dossier(dossier_of_module, db):
    return deepcopy(dossier_of_module)


def read(client, report, language="sl"):
    with translation.override(language):
        plan = ActionPlan.objects.get(pk=report.dossier.object_id)
        return client.get(reverse("plan_report", args=[plan.slug, report.pk]))


@pytest.mark.parametrize(
    ("who", "state"), [("editor", "draft"), ("representative", "published"), ("coordinator", "published")]
)
def test_representatives_and_coordinators_publish_reports(client, people, dossier, who, state):
    report = draft(people, dossier, actions=[ongoing()])
    client.force_login(getattr(people, who))

    client.post(reverse("plan_report_look_over", args=[dossier.pk, report.pk]))

    assert Report.objects.get().state == state


def test_a_representative_publishes_a_report_of_their_own(people, dossier):
    report = reports.begin(dossier=dossier, by=people.representative)
    report.actions.create(**ongoing())

    assert publishing.publish(report=report, by=people.representative).published_by == people.representative


def test_an_editor_tells_those_who_may_publish(client, people, dossier):
    report = draft(people, dossier, actions=[ongoing()])
    client.force_login(people.editor)

    client.post(reverse("plan_report_look_over", args=[dossier.pk, report.pk]))

    assert list(Notice.objects.filter(sentence="report_ready").values_list("person", flat=True)) == [
        people.representative.pk
    ]


def test_the_first_report_begins_the_delivery_and_moves_the_card(people, dossier):
    before = ActionPlan.objects.get().updated_at

    published(people, dossier, actions=[ongoing()])
    published(people, dossier, actions=[ongoing(progress=60)])

    plan = ActionPlan.objects.get()
    assert list(StageStep.objects.values_list("source", "target")) == [("adopted", "delivery")]
    assert plan.updated_at > before
    assert "delivery" in str(Card.objects.get(object_id=plan.pk, kind="plan").detail_en).lower()
    assert versions.catch_up(dossier).number == 1


def test_a_report_tells_the_organisation_but_not_who_published_it(people, dossier):
    published(people, dossier, actions=[ongoing()])

    told = Notice.objects.filter(sentence="report_published").values_list("person", flat=True)
    assert list(told) == [people.editor.pk]


def test_an_empty_report_is_not_published(people, dossier):
    report = draft(people, dossier)

    with pytest.raises(Refused):
        publishing.publish(report=report, by=people.representative)


def test_of_two_who_publish_at_once_the_second_is_told(people, dossier):
    report = draft(people, dossier, actions=[ongoing()])
    publishing.publish(report=report, by=people.representative)

    with pytest.raises(Overtaken):
        publishing.publish(report=report, by=people.coordinator)


@pytest.mark.parametrize(("before", "state"), [("planned", "draft"), ("adopted", "published")])
def test_a_plan_in_consultation_is_reported_on_if_it_was_adopted(client, people, dossier, before, state):
    report = draft(people, dossier, actions=[ongoing()])
    dossier.calls.create(kind="consultation", opens="2026-11-01", closes="2026-12-15", stage_before=before)
    ActionPlan.objects.update(stage="consultation")
    client.force_login(people.representative)

    client.post(reverse("plan_report_look_over", args=[dossier.pk, report.pk]))

    assert Report.objects.get().state == state


def test_a_correction_begins_as_a_copy_and_counts_instead(people, dossier):
    first = published(people, dossier, actions=[ongoing(progress=90)], values=[value("700")])
    copy = reports.correct(report=first, by=people.editor)
    assert (copy.actions.get().progress, copy.values.get().value) == (90, 700)
    copy.actions.update(progress=10)

    publishing.publish(report=copy, by=people.representative)

    assert PlanStanding(ActionPlan.objects.get(), dossier).action_progress("a1") == 10
    assert first.actions.get().progress == 90
    with pytest.raises(Refused):
        reports.correct(report=first, by=people.editor)


def value(amount, day="2026-06-30"):
    return {"key": "i1", "day": day, "value": amount}


def test_pages_mark_what_was_corrected(client, people, dossier):
    first = published(people, dossier, actions=[ongoing(progress=90)])
    copy = publishing.publish(report=reports.correct(report=first, by=people.editor), by=people.representative)

    listed = client.get(reverse("plan_reports", args=[ActionPlan.objects.get().slug]))

    assert {row["report"].pk: row["corrected"] for row in listed.context["published"]} == {
        first.pk: True,
        copy.pk: False,
    }
    assert read(client, first).context["corrected_by"] == copy


def test_a_report_tells_what_changed_since_the_one_before(people, dossier):
    published(people, dossier, actions=[ongoing(progress=20), {"key": "a2", "status": "planned"}])
    report = published(people, dossier, actions=[ongoing(progress=60)])

    account = Account(report)

    [part, silent] = account.parts()
    line = part["lines"][0]
    assert (line["progress_before"], line["progress"], line["status_before"]) == (20, 60, None)
    assert [action.key for action in silent["silent"]] == ["a2"]
    assert (account.progress_before.shown, account.progress.shown) == (10, 30)


def test_a_dropped_action_is_told_with_its_reason_and_its_share(client, people, dossier):
    report = published(people, dossier, actions=[dropped("a1"), {"key": "a2", "status": "ongoing"}])

    page = read(client, report, "en").content.decode()

    assert "Ni denarja." in page
    assert "1 action, 50 % of all weight" in page


def test_a_milestone_is_told_also_where_its_action_is_not(client, people, dossier):
    moved = {"key": "m1", "moved_to": "2027-01-31", "reason_sl": "Prenova zamuja."}
    report = draft(people, dossier, milestones=[moved])
    client.force_login(people.editor)

    before = client.get(reverse("plan_report_look_over", args=[dossier.pk, report.pk]))
    publishing.publish(report=report, by=people.representative)

    assert ["Prenova zamuja." in page.content.decode() for page in (before, read(client, report))] == [True, True]


def test_values_of_indicators_stand_with_what_they_reach(client, people, dossier):
    report = published(people, dossier, values=[value("675")])

    assert "50 % of the way to the target" in read(client, report, "en").content.decode()


def test_an_action_that_is_removed_stays_in_its_reports_and_is_there_again_when_restored(client, people, dossier):
    report = published(people, dossier, actions=[ongoing()], milestones=[])
    first = dossier.versions.get()
    second = next_version(people, first, actions=without(CONTENT, "actions", "a1"))
    [line] = [line for part in Account(fresh(report)).parts() for line in part["lines"]]
    assert (line["action"].title_en, line["is_removed"]) == ("Shared steam pipe", True)

    third = publish_plan(people, versions.restore(first, by=people.editor))

    [line] = [line for part in Account(fresh(report)).parts() for line in part["lines"]]
    assert (line["is_removed"], second.number, third.number) == (False, 2, 3)
    assert [state.progress for state in history(dossier, "a1")] == [40]


def fresh(report):
    return Report.objects.get(pk=report.pk)


def test_a_row_of_a_removed_action_keeps_the_title_it_had(people, dossier):
    states = {"milestones": [{"key": "m1", "reached_on": "2026-06-01"}]}
    report = published(people, dossier, actions=[{"key": "a2", "status": "done"}], **states)
    next_version(people, dossier.versions.get(), actions=without(CONTENT, "actions", "a2"), milestones=[])

    [line] = [line for part in Account(fresh(report)).parts() for line in part["lines"]]

    assert [str(row) for row, _state in line["milestones"]] == ["Odprta pisarna"]


@pytest.mark.parametrize("name", ["plan_reports", "plan_report"])
def test_the_address_in_another_language_leads_to_the_one_of_the_page(client, people, dossier, name):
    numbers = [published(people, dossier, actions=[ongoing()]).pk] if name == "plan_report" else []
    plan = ActionPlan.objects.get()

    with translation.override("en"):
        answer = client.get(reverse(name, args=[plan.slug_sl, *numbers]))
        wanted = reverse(name, args=[plan.slug_en, *numbers])

    assert (answer.status_code, answer.url) == (301, wanted)


@pytest.mark.parametrize("state", ["draft", "of another plan"])
def test_what_is_not_public_is_read_by_nobody(client, people, dossier, state):
    report = draft(people, dossier, actions=[ongoing()])
    slug = ActionPlan.objects.get().slug
    if state == "of another plan":
        publishing.publish(report=report, by=people.representative)
        slug = publish_plan(people, title_sl="Drug načrt", title_en="Another plan").dossier.entry.slug

    assert client.get(reverse("plan_report", args=[slug, report.pk])).status_code == 404


def test_a_report_costs_as_many_queries_with_thirty_actions(client, people):
    many = [CONTENT["actions"][0] | {"uid": f"x{number}"} for number in range(30)]
    dossier = adopted_plan(people, actions=[*CONTENT["actions"], *many], report_every=6)
    small = published(people, dossier, actions=[ongoing()])
    large = published(people, dossier, actions=[ongoing(f"x{number}") for number in range(30)])
    read(client, small)

    assert asked(client, large) <= asked(client, small) + 4  # what counted before is asked for, where there is any


def asked(client, report):
    with CaptureQueriesContext(connection) as found:
        read(client, report)
    return len(found)

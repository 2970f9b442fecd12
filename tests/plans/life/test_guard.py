"""While people comment on a plan its public text stays as it is, whichever way somebody would change it."""

import io
from copy import deepcopy

import pytest
import tablib
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.urls import reverse

from catalogue.bulk import Import, Options, Stopped
from catalogue.exchange import resource_for
from catalogue.loading.writing import load
from catalogue.models import LoadedRecord
from plans.content import Plans
from plans.models import ActionPlan
from publishing import versions
from publishing.models import Version
from publishing.outside import insist
from tests.factories import make, make_person
from tests.plans.consulting.talking import day, open_consultation, over
from tests.plans.planning import publish_plan
from tests.standing import stands_on_people

pytestmark = pytest.mark.django_db
HEADER = "external_id,kind,language,title,source"
TITLE = "Plan for the Vič zone"


def consultation(people):
    """Of a plan that has an identifier."""
    call = open_consultation(people)
    ActionPlan.objects.update(external_id="vic")
    return call


call_of_module = stands_on_people(consultation)


@pytest.fixture
def call(call_of_module, db):
    return deepcopy(call_of_module)


@pytest.fixture
def staff(client):
    person = make_person("urad@example.org", "Coordinators")
    client.force_login(person)
    return person


def stands():
    """What the public reads, and in how many versions."""
    plan = ActionPlan.objects.get(external_id="vic")
    return plan.title_en, plan.is_published, Version.objects.count()


def closing(call):
    return f"{call.closes:%-d. %-m. %Y}"


def said(response):
    """What the page says on top, with plain blanks."""
    return [str(text).replace("\u00a0", " ") for text in response.context["messages"]]


def table(*titles):
    """Rows of a file: the plan with this title, and practices."""
    rows = [f"vic,plan,en,{titles[0]},https://example.org/", *(f"p,practice,en,{one},x" for one in titles[1:])]
    return "\n".join([HEADER, *rows]).encode()


# --- Imports ---


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_row_about_a_plan_in_consultation_is_a_fault_and_the_others_go_in(call, dry_run):
    faults = []

    work = Import(io.BytesIO(table("Other", "Practice")), Options(dry_run=dry_run), on_fault=faults.append)
    report = work.run()

    assert [(fault.line, fault.column, closing(call) in fault.message.replace("\u00a0", " ")) for fault in faults] == [
        (2, "external_id", True)
    ]
    assert (report.new, report.changed, report.faulty) == (1, 0, 1)
    assert stands() == (TITLE, True, 1)


def test_a_row_that_changes_nothing_of_it_is_no_fault(call):
    ActionPlan.objects.update(source="https://example.org/")

    report = Import(io.BytesIO(table(TITLE)), Options()).run()

    assert (report.unchanged, report.faulty) == (1, 0)


def test_after_the_last_day_the_row_goes_in(call):
    over(call)

    report = Import(io.BytesIO(table("Other")), Options()).run()

    assert (report.changed, stands()) == (1, ("Other", True, 2))


def test_an_import_that_stops_at_faults_stops_at_this_one(call):
    work = Import(io.BytesIO(table("Other", "Practice")), Options(stop_at_fault=True))

    with pytest.raises(Stopped) as ended:
        work.run()

    assert (ended.value.line, work.report.new, work.report.faulty) == (2, 0, 1)


def test_the_command_names_the_row(call, tmp_path):
    path = tmp_path / "vnosi.csv"
    path.write_bytes(table("Other"))
    told = io.StringIO()

    with pytest.raises(CommandError, match="1 of 1 rows"):
        call_command("import_entries", str(path), stdout=io.StringIO(), stderr=told)

    assert "public consultation" in told.getvalue()
    assert stands() == (TITLE, True, 1)


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_spreadsheet_of_the_administration_is_refused(call, dry_run):
    plan = ActionPlan.objects.get()
    rows = tablib.Dataset([plan.pk, "Other"], headers=["id", "title_en"])

    result = resource_for(ActionPlan)().import_data(rows, dry_run=dry_run)

    [row] = result.invalid_rows
    assert closing(call) in str(row.error).replace("\u00a0", " ")
    assert stands() == (TITLE, True, 1)


def test_a_spreadsheet_brings_no_stage(people):
    plan = publish_plan(people).dossier.entry
    rows = tablib.Dataset([plan.pk, "closed"], headers=["id", "stage"])

    result = resource_for(ActionPlan)().import_data(rows)

    plan.refresh_from_db()
    assert (plan.stage, result.left_aside) == ("planned", ["stage"])


def test_shipped_content_waits_and_comes_with_a_later_load(people):
    record = {
        "id": "drugi",
        "source": "https://example.org/",
        "kind": "local_action_plan",
        "status": "planned",
        "title": {"sl": "Načrt", "en": "Plan"},
        "text": {"sl": "O čem.", "en": "About."},
    }
    load({Plans(): [record]})
    dossier = versions.adopt(ActionPlan.objects.get(external_id="drugi"))
    dossier.owner = people.own
    dossier.save()
    call = open_consultation(people, dossier.versions.get())
    day_told = closing(call)
    newer = record | {"title": {"sl": "Načrt", "en": "Newer plan"}}

    refused = load({Plans(): [newer]})
    over(call)
    done = load({Plans(): [newer]})

    assert [day_told in text.replace("\u00a0", " ") for text in refused.kept] == [True]
    assert (refused.updated, done.updated, LoadedRecord.objects.count()) == (0, 1, 1)
    assert ActionPlan.objects.get(external_id="drugi").title_en == "Newer plan"


# --- The administration ---


@pytest.mark.parametrize("action", ["publish", "withdraw", "delete_selected"])
def test_an_action_of_the_administration_leaves_it_and_says_why(client, staff, call, action):
    other = make(ActionPlan, title_sl="Drugi", title_en="Other plan")
    picked = ActionPlan.objects.values_list("pk", flat=True)

    page = client.post(
        reverse("admin:plans_actionplan_changelist"),
        {"action": action, "_selected_action": list(picked), "post": "yes"},
        follow=True,
    )

    assert [TITLE in text or "Načrt za cono Vič" in text for text in said(page) if closing(call) in text] == [True]
    assert stands()[:2] == (TITLE, True)
    found = ActionPlan.objects.filter(pk=other.pk).first()
    assert (found and found.is_published) == {"publish": True, "withdraw": False, "delete_selected": None}[action]


def test_where_nothing_else_is_picked_nothing_is_asked(client, staff, call):
    page = client.post(
        reverse("admin:plans_actionplan_changelist"),
        {"action": "delete_selected", "_selected_action": [call.dossier.object_id]},
        follow=True,
    )

    assert (page.status_code, len(said(page)), stands()[1]) == (200, 1, True)


@pytest.mark.parametrize("method", ["get", "post"])
def test_it_is_not_deleted_on_its_page(client, staff, call, method):
    address = reverse("admin:plans_actionplan_delete", args=[call.dossier.object_id])

    page = getattr(client, method)(address, {"post": "yes"}, follow=True)

    assert page.redirect_chain[-1][0] == reverse("admin:plans_actionplan_change", args=[call.dossier.object_id])
    assert all(closing(call) in text for text in said(page))
    assert stands() == (TITLE, True, 1)


def test_whoever_comes_between_is_refused_as_well(call):
    with pytest.raises(PermissionDenied):
        insist(ActionPlan, [call.dossier.object_id])


def test_a_plan_whose_consultation_is_announced_stays_as_well(people, client, staff):
    call = open_consultation(people, opens=day(3), closes=day(40))
    address = reverse("admin:plans_actionplan_change", args=[call.dossier.object_id])

    page = client.get(address)

    assert [closing(call) in text for text in said(page)] == [True]

"""The log at the desk: who reads and writes it, what is refused and what it exports."""

from io import BytesIO

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from catalogue.models import Status
from projects.communication.recording import record
from projects.models import Activity, WorkPackage
from tests.projects.communication.told import project_of, promise, tell, tell_example

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(people):
    return project_of(people.own)


@pytest.fixture
def filled(project, people):
    """What the form sends."""
    return {
        "project": project.pk,
        "partner": people.own.pk,
        "date": "4. 5. 2026",
        "title_sl": "Predstavitev v Celju",
        "channel": "event",
        "audiences": ["sme", "media"],
        "languages": "sl, en",
        "reach": "38",
        "basis": "counted",
    }


def written(client, person, values, address=None):
    client.force_login(person)
    return client.post(address or reverse("activity_new"), values)


# --- Who ---


@pytest.mark.parametrize(
    ("name", "status"), [("editor", 200), ("coordinator", 200), ("foreign", 404), ("reviewer", 404), ("member", 404)]
)
def test_members_of_the_partners_and_coordinators_read_the_log(client, people, project, name, status):
    client.force_login(getattr(people, name))

    assert client.get(reverse("communication")).status_code == status


def test_who_is_signed_out_is_asked_to_sign_in(client, project):
    assert client.get(reverse("communication")).status_code == 302


def test_a_member_sees_the_projects_of_the_own_organisation_only(client, people, project):
    own = tell(project)
    tell(project_of(people.other))
    client.force_login(people.editor)

    response = client.get(reverse("communication"))

    assert [row["activity"] for row in response.context["rows"]] == [own]


@pytest.mark.parametrize("page", ["activity", "activity_remove"])
@pytest.mark.parametrize(("name", "status"), [("editor", 200), ("coordinator", 200), ("foreign", 404)])
def test_everybody_changes_the_own_activities_and_coordinators_all(client, people, project, page, name, status):
    activity = tell(project, partner=people.own)
    project_of(people.other)  # so that the other one has a log
    client.force_login(getattr(people, name))

    assert client.get(reverse(page, args=[activity.pk])).status_code == status


def test_who_reads_an_activity_of_another_partner_cannot_change_it(client, people, project):
    project.participations.create(partner=people.other)
    activity = tell(project, partner=people.own)

    response = written(client, people.foreign, {}, reverse("activity_remove", args=[activity.pk]))

    assert (response.status_code, Activity.objects.count()) == (404, 1)


def test_a_file_is_for_those_who_read_the_log(client, people, project):
    activity = tell(project, partner=people.own, file=SimpleUploadedFile("letak.txt", b"Letak"))
    project_of(people.other)
    answers = {}
    for name in ("editor", "foreign"):
        client.force_login(getattr(people, name))
        response = client.get(reverse("activity_file", args=[activity.pk]))
        answers[name] = response.status_code, b"".join(response) == b"Letak"

    assert answers == {"editor": (200, True), "foreign": (404, False)}


# --- Writing ---


def test_what_is_written_stands_in_the_log(client, people, filled):
    response = written(client, people.editor, filled)

    activity = Activity.objects.get()
    assert response.headers["Location"] == reverse("communication")
    assert (activity.date, activity.audiences, activity.languages) == ("2026-05-04", ["sme", "media"], ["sl", "en"])
    assert (activity.reach, activity.basis) == (38, "counted")


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"reach": "okoli 500"}, "reach", "Vpišite število 500 in izberite »ocenjeno«."),
        ({"reach": "about 1.500"}, "reach", "Vpišite število 1500 in izberite »ocenjeno«."),
        ({"basis": "unknown"}, "basis", "Povejte, ali je število prešteto ali ocenjeno."),
        ({"reach": ""}, "reach", "Vpišite število ali izberite »ni znano«."),
        ({"title_sl": ""}, "title_sl", "Vpišite naslov vsaj v enem jeziku."),
        ({"date": "2099"}, "date", "Ta dan še ni prišel. V dnevniku je, kar se je že zgodilo."),
        ({"link": "javascript:alert(1)"}, "link", None),
        ({"languages": "slovensko"}, "languages", None),
        ({"audiences": ["nobody"]}, "audiences", None),
        ({"audiences": []}, "audiences", None),
        ({"channel": "pigeon"}, "channel", None),
    ],
)
def test_bad_input_is_named_at_its_field_and_kept(client, people, filled, given, field, sentence):
    response = written(client, people.editor, filled | given)

    errors = response.context["form"].errors
    assert (response.status_code, list(errors), Activity.objects.count()) == (400, [field], 0)
    assert sentence is None or errors[field] == [sentence]


def test_nobody_writes_for_a_project_or_a_partner_of_others(client, people, filled):
    foreign = project_of(people.other)

    response = written(client, people.editor, filled | {"project": foreign.pk, "partner": people.other.pk})

    assert sorted(response.context["form"].errors) == ["partner", "project"]


def test_a_work_package_of_another_project_is_refused(client, people, filled):
    package = WorkPackage.objects.create(project=project_of(people.own), code="WP2", title_sl="Drugo")

    response = written(client, people.editor, filled | {"work_package": package.pk})

    assert list(response.context["form"].errors) == ["work_package"]


def test_a_form_that_is_sent_twice_writes_once(client, people, filled):
    for _time in range(2):
        written(client, people.editor, filled | {"once": "a"})

    assert Activity.objects.count() == 1


def test_removing_what_the_portal_wrote_leaves_it_out(client, people, project):
    record(("event", 1), project=project, partner=people.own, titles={"sl": "Dogodek"}, date="2026", channel="event")
    pk = Activity.objects.get().pk

    written(client, people.editor, {}, reverse("activity_remove", args=[pk]))

    assert list(Activity.objects.values_list("left_out", flat=True)) == [True]


def test_removing_what_people_wrote_deletes_it(client, people, project):
    activity = tell(project, partner=people.own)

    written(client, people.editor, {}, reverse("activity_remove", args=[activity.pk]))

    assert Activity.objects.count() == 0


# --- The page ---


@pytest.mark.parametrize(
    "asked",
    [
        {"channel": "event"},
        {"audience": "sme"},
        {"language": "en"},
        {"year": "2025"},
    ],
)
def test_the_list_is_narrowed(client, people, project, asked):
    wanted = tell(project, "event", ["sme"], ["en"], date="2025-03")
    tell(project, "website", ["media"], ["sl"], date="2026")
    client.force_login(people.editor)

    response = client.get(reverse("communication"), asked)

    assert [row["activity"] for row in response.context["rows"]] == [wanted]


def test_what_cannot_be_understood_narrows_nothing(client, people, project):
    tell(project)
    client.force_login(people.editor)

    response = client.get(
        reverse("communication"), {"channel": "x", "year": "9" * 5000, "project": "1e400", "page": "-1"}
    )

    assert (response.status_code, len(response.context["rows"])) == (200, 1)


def test_the_page_says_how_far_a_target_is(client, people, project):
    tell_example(project)
    promise(project, 120)
    client.force_login(people.editor)

    page = client.get(reverse("communication")).content.decode()

    assert "38 od 120 (32 %)" in page
    assert "šteje v celoti pri obeh" in page


@pytest.mark.parametrize("name", ["editor", "coordinator"])
def test_the_page_asks_the_same_whatever_the_number_of_rows(client, people, project, name):
    client.force_login(getattr(people, name))
    found = []
    for _time in range(2):
        project_of(people.own)
        WorkPackage.objects.create(project=project, code=f"WP{_time}", title_sl="Sklop")
        tell_example(project, partner=people.own)
        promise(project, 120, code=f"C{_time}")
        client.get(reverse("communication"))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("communication"))
        found.append(len(captured))

    assert found[0] == found[1]


def test_a_draft_project_has_a_log_for_its_partners(client, people):
    project = project_of(people.own, published=False)
    client.force_login(people.editor)

    assert project.status == Status.DRAFT
    assert client.get(reverse("communication")).status_code == 200


# --- As a file ---


def workbook(client, person, query=""):
    client.force_login(person)
    return load_workbook(BytesIO(client.post(reverse("communication_table") + query).content))


def test_the_file_has_the_same_totals_as_the_page(client, people, project):
    tell_example(project)
    promise(project, 120)

    pages = [[list(row) for row in sheet.iter_rows(values_only=True)] for sheet in workbook(client, people.editor)]

    activities, totals, targets = pages
    assert len(activities) == 6
    page = client.get(reverse("communication")).context["tables"]
    lines = [line for table in page for line in table.lines]
    assert [row for row in totals if row[1] is not None][1:] == lines
    assert lines[0] == ["Vse aktivnosti", 5, 848, 30_000, 1]
    assert targets[1][2:6] == ["Udeleženci", 38, 120, 32]


def test_the_file_is_narrowed_as_the_page_is(client, people, project):
    tell_example(project)

    sheet = workbook(client, people.editor, "?channel=newsletter").worksheets[0]

    assert sheet.max_row == 3


def test_whoever_takes_the_file_is_written_down(client, people, project):
    tell(project)

    workbook(client, people.editor)

    [entry] = LogEntry.objects.all()
    assert (entry.user, entry.object_id) == (people.editor, str(project.pk))


def test_a_formula_in_a_title_is_text_in_the_file(client, people, project):
    tell(project, title_sl="=1+1", date=str(timezone.localdate().year))

    sheet = workbook(client, people.editor).worksheets[0]

    assert sheet.cell(2, 5).value == "'=1+1"


def test_a_new_activity_has_one_address(client, people, project):
    client.force_login(people.coordinator)

    assert client.get(reverse("activity", args=[0])).status_code == 404

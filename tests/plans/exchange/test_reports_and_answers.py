"""Reports and answered comments as files: what is public of them, and nothing else."""

import datetime as dt
import io

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook
from pypdf import PdfReader

from plans.exchange.answers_document import AnswersPaper
from plans.exchange.report_document import ReportPaper
from plans.figures.hashes import content_sha256
from plans.models import ActionPlan, Contribution, Report
from publishing.merging import bare
from tests.catalogue.test_sheets import structure, text_of
from tests.plans.consulting.talking import answered, open_consultation, said
from tests.plans.exchange.test_document import with_leads
from tests.plans.planning import next_version, publish_plan, without
from tests.plans.test_standing import publish_report

pytestmark = pytest.mark.django_db
TOLD = {
    "actions": [
        {"key": "a1", "status": "ongoing", "progress": 40, "spent": "1200.50", "text_en": "=1+1 pipes"},
        {"key": "a2", "status": "dropped", "reason_en": "No money.", "title_en": "Office for investors"},
    ],
    "fundings": [{"key": "f1", "status": "secured", "amount": "90000"}],
    "milestones": [{"key": "m1", "moved_to": dt.date(2026, 9, 30), "reason_en": "Late permit."}],
    "values": [{"key": "i1", "day": dt.date(2026, 6, 30), "value": "675", "source": "Meters"}],
}


@pytest.fixture(autouse=True)
def _english():
    caches["sheets"].clear()
    with translation.override("en"):
        yield


def plan():
    return ActionPlan.objects.published().with_page().get()


def address(name, *args):
    return reverse(name, args=[plan().slug_en, *args])


def test_the_document_of_a_report_says_all_that_it_tells_and_is_tagged(client, people):
    version = publish_plan(people)
    report = publish_report(version.dossier, **TOLD)
    next_version(people, version, vision_en="Later.")

    content = client.get(address("report_sheet", report.pk)).content

    root, text, tags = PdfReader(io.BytesIO(content)).trailer["/Root"], text_of(content), structure(content)
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("en", True)
    assert [words for words in SAID if words not in text] == []
    assert f"Hash of the content (SHA-256) {content_sha256(bare(version.content))}" in text
    assert f"http://testserver{address('plan_report', report.pk)}" in text
    assert {"/H1", "/H2", "/TH", "/Table"} <= {role for role, _language, _words in tags}


SAID = (
    *("Report on 1 January 2026 to 30 June 2026", "Progress of the plan on 30 June 2026: 40 %.", "version 1 of"),
    *("Dropped: 1 action, which is 50 % of the weight.", "Status: under way", "Progress: 40 %", "1,200.50 EUR"),
    *("=1+1 pipes", "Reason: No money.", "Proračun občine", "90,000", "30 September 2026", "Late permit.", "Meters"),
    *("675", "50"),
)


def test_the_document_of_a_corrected_report_leads_to_the_one_that_counts(people):
    first = publish_report(publish_plan(people).dossier, actions=TOLD["actions"])
    second = publish_report(first.dossier, actions=TOLD["actions"], corrects=first)

    old, new = (ReportPaper(plan(), report).data for report in (first, second))

    assert old["warnings"][0].endswith(address("plan_report", second.pk))
    assert dict(new["facts"])["Corrects"].endswith(address("plan_report", first.pk))


def test_a_report_of_many_actions_asks_as_often_as_one_of_few(people):
    version = publish_plan(people, **with_leads(people, 2))
    few = queries_of(version, 2)
    many = queries_of(next_version(people, version, **with_leads(people, 30)), 30)

    assert many == few


def queries_of(version, number):
    states = [{"key": f"x{n}", "status": "ongoing", "progress": 5} for n in range(number)]
    Report.objects.all().delete()
    report = Report.objects.select_related("dossier").get(pk=publish_report(version.dossier, actions=states).pk)
    with CaptureQueriesContext(connection) as asked:
        ReportPaper(plan(), report)
    return len(asked)


@pytest.mark.parametrize("name", ["report_sheet", "plan_report"])
def test_a_draft_of_a_report_is_no_file(client, people, name):
    dossier = publish_plan(people).dossier
    draft = dossier.reports.create(period_from=dt.date(2026, 1, 1), period_to=dt.date(2026, 6, 30))

    assert client.get(address(name, draft.pk)).status_code == 404


def test_reports_come_as_a_workbook_of_numbers_days_and_texts(client, people):
    version = publish_plan(people)
    wrong = publish_report(version.dossier, actions=[{"key": "a1", "status": "planned"}])
    report = publish_report(version.dossier, **TOLD, corrects=wrong)
    next_version(people, version, milestones=without(version.content, "milestones", "m1"))

    book = load_workbook(io.BytesIO(client.get(address("plan_report_workbook")).content))

    rows = {page.title: [dict(zip(first(page), line, strict=True)) for line in lines(page)] for page in book}
    action, milestone = rows["Actions"][0], rows["Milestones"][0]
    assert list(rows) == ["Reports", "Actions", "Sources of funding", "Milestones", "Indicators"]
    assert [row["key"] for row in rows["Reports"]] == [report.pk, wrong.pk]
    assert [(row["key"], row["Counts"]) for row in rows["Actions"]] == [("a1", "Yes"), ("a2", "Yes"), ("a1", "No")]
    assert (action["Progress (%)"], action["Spent (EUR)"], action["Status"]) == (40, 1200.5, "under way")
    assert action["In words (en)"] == "'=1+1 pipes"
    assert (milestone["Name"], milestone["Moved to"].date()) == ("Odprta pisarna", dt.date(2026, 9, 30))
    assert (rows["Sources of funding"][0]["Amount (EUR)"], rows["Indicators"][0]["Value"]) == (90000, 675)


def first(page):
    return [cell.value for cell in page[1]]


def lines(page):
    return list(page.iter_rows(min_row=2, values_only=True))


def test_the_document_of_comments_says_what_is_public_of_them(client, people):
    call = open_consultation(people)
    shown = Contribution.State.SHOWN
    first = said(call, shown, relation="actions", row_key="a1", text="Pipe along the road.", language="en")
    said(call, shown, text="On the whole.", name="Bor Javni", show_name=True, email="bor@example.org")
    said(call, Contribution.State.HIDDEN, text="Insult.")
    said(call, Contribution.State.WAITING, text="Not read yet.")
    answered(people, first, position="taken", answer_en="It goes there.", taken_in=call.version)

    text = text_of(client.get(address("answers_sheet", call.pk)).content)

    for words in ("2 public comments.", "Shared steam pipe", "Pipe along the road.", "Answer: taken up, in version 1"):
        assert words in text
    assert [words in text for words in ("It goes there.", "Bor Javni", "no name given")] == [True] * 3
    assert [words in text for words in ("Ana Bralka", "@", "Insult.", "Not read yet.")] == [False] * 4


def test_an_answer_that_is_not_published_is_in_no_document(people):
    call = open_consultation(people)
    answered(people, said(call, Contribution.State.SHOWN), public=False)

    data = str(AnswersPaper(plan(), call).data)

    assert ["Parovod naj gre" in data, "Cesta je preozka." in data] == [True, False]


def test_pages_of_reports_and_comments_offer_their_files(client, people):
    call = open_consultation(people)
    report = publish_report(call.dossier, **TOLD)

    with translation.override("en"):
        pages = [client.get(address(*name)).text for name in (["plan_reports"], ["plan_report", report.pk])]
        pages += [client.get(address("plan_consultation")).text]
        files = [address("plan_report_workbook"), address("report_sheet", report.pk), address("answers_sheet", call.pk)]

    assert [f'href="{file}"' in page for file, page in zip(files, pages, strict=True)] == [True] * 3

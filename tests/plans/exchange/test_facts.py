"""What machines and feeds are told of a plan: rows by key, how it stands, what was decided; nothing that is private."""

import datetime as dt
import io
import re
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from catalogue.languages import LANGUAGES
from library.models import Practice
from plans.exchange.document import PlanPaper
from plans.models import ActionPlan, StakeholderRating
from tests.factories import make, make_run
from tests.plans.exchange.test_document import adopt, with_leads
from tests.plans.exchange.test_workbook import WHOLE, cell_at
from tests.plans.figures.oracle import PROGRESS as P3
from tests.plans.planning import next_version, publish_plan
from tests.plans.test_standing import oracle_content, publish_report, reported

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def facts_of(client):
    plan = ActionPlan.objects.get()
    return client.get(reverse("api:entry", args=[plan.kind, plan.slug_sl])).json()["facts"]


def by_key(rows):
    return {row["key"]: row for row in rows}


def test_rows_are_named_by_key_and_point_at_each_other_by_key(client, people):
    publish_plan(people, **WHOLE)

    told = facts_of(client)

    action, cost = by_key(told["actions"])["a1"], by_key(told["costs"])["c1"]
    assert (action["goal"], action["title"]) == ("g1", {"sl": "Skupni parovod", "en": "Shared steam pipe"})
    assert cost == {"key": "c1", "action": "a1", "year": 2026, "amount": 150000, "sort": "investment"}
    assert (told["predecessors"][0]["after"], told["strategies"][0]["internal"]) == ("a2", "s1")
    assert (told["finance"]["gap"], told["finance"]["years"]["2026"]["gap"]) == (340000, 90000)


@pytest.mark.parametrize("weighting", ["equal", "points", "cost"])
def test_progress_is_the_same_in_json_workbook_and_document(client, people, weighting):
    version = publish_plan(people, **oracle_content(), weighting=weighting)
    publish_report(version.dossier, actions=reported())

    told = facts_of(client)
    with translation.override("en"):
        plan = ActionPlan.objects.with_page().get()
        book = load_workbook(io.BytesIO(client.get(reverse("plan_workbook", args=[plan.slug_en])).content))
        paper = PlanPaper(plan).data

    shown = P3[weighting]["shown"]
    goals = [key for key in shown if key != "plan"]
    assert {row["key"]: row["progress"] for row in told["goals"]} | {"plan": told["progress"]["percent"]} == shown
    assert cell_at(book, "Plan", "computed-progress", "Content").value == shown["plan"]
    assert [cell_at(book, "Goals", key, "Progress (%) (computed)").value for key in goals] == [shown[k] for k in goals]
    assert f": {shown['plan']} %; " in paper["reading"][1]
    assert [one["text"][0] for one in paper["sections"] if one["title"] in goals_titles(goals)] == [
        f"Progress: {shown[key]} %" for key in goals
    ]


def goals_titles(goals):
    """As the document holds a title that is written in Slovenian alone."""
    return [{"language": "sl", "text": key} for key in goals]


def test_what_is_not_public_is_told_by_no_name(client, people):
    practice, run = make(Practice, title_sl="Tajna praksa"), make_run(title="Tajni izračun")
    publish_plan(
        people,
        evidence=[
            {"uid": "e1", "action_id": "a1", "practice_id": practice.pk, "label_sl": "Tajna praksa"},
            {"uid": "e2", "action_id": "a1", "run_id": run.pk, "label_sl": "Tajni izračun", "part": "Tajni del"}
            | {"says_sl": "Malo parkirišč."},
            {"uid": "e3", "action_id": "a1", "url": "https://example.org/", "label_sl": "Stran"},
        ],
    )
    practice.withdraw()

    told = facts_of(client)["evidence"]

    assert [(row["is_public"], row["entry"], row["url"]) for row in told] == [
        (False, None, None),
        (False, None, None),
        (True, None, "https://example.org/"),
    ]
    assert "Tajn" not in str(told)
    assert [row["says"]["sl"] for row in told] == [None, "Malo parkirišč.", None]
    with translation.override("sl"):
        assert "Tajn" not in str(PlanPaper(ActionPlan.objects.with_page().get()).data)


def test_public_evidence_is_told_with_its_address(client, people):
    practice = make(Practice, title_sl="Javna praksa")
    publish_plan(people, evidence=[{"uid": "e1", "action_id": "a1", "practice_id": practice.pk}])

    [row] = facts_of(client)["evidence"]

    assert (row["action"], row["entry"]["title"]["sl"]) == ("a1", "Javna praksa")
    assert row["entry"]["url"]["sl"].endswith(practice.addresses()["sl"])


def test_ratings_of_stakeholders_and_mails_are_told_nowhere(client, people):
    version = publish_plan(people, **WHOLE)
    rating = {"importance": 5, "influence": 1, "note": "Zoprnik", "contact": "zoprnik@example.org"}
    StakeholderRating.objects.create(dossier=version.dossier, key="d1", **rating)
    plan = ActionPlan.objects.get()

    answers = [client.get(reverse(name, args=[plan.slug_sl])) for name in ("plan_feed", "plan_calendar")]
    book = load_workbook(io.BytesIO(client.get(reverse("plan_workbook", args=[plan.slug_sl])).content))
    told = [facts_of(client), PlanPaper(plan).data, [answer.text for answer in answers]]
    told += [[cell.value for page in book for row in page for cell in row]]

    assert "oprnik" not in str(told)
    assert "@example.org" not in str(told)


def test_adoptions_and_reports_are_told_with_version_and_hash(client, people):
    version = publish_plan(people)
    adoption = adopt(version)
    publish_report(version.dossier)

    told = facts_of(client)

    [adopted], [report] = told["adoptions"], told["reports"]
    assert (adopted["version"], adopted["decided_on"], adopted["body"]["en"]) == (1, "2026-05-12", "Municipal council")
    assert adopted["content_sha256"] == adoption.content_sha256 == told["version"]["content_sha256"]
    assert (report["from"], report["to"]) == ("2026-01-01", "2026-06-30")


def test_many_actions_are_told_with_as_many_queries_as_few(client, people):
    version = publish_plan(people, **with_leads(people, 2))
    with CaptureQueriesContext(connection) as few:
        facts_of(client)
    next_version(people, version, **with_leads(people, 30))
    with CaptureQueriesContext(connection) as many:
        facts_of(client)

    assert len(many) == len(few)


def test_the_feed_of_a_plan_tells_adoptions_and_published_reports_alone(client, people):
    version = publish_plan(people)
    adopt(version)
    publish_report(version.dossier)
    version.dossier.reports.create(period_from=dt.date(2026, 7, 1), period_to=dt.date(2026, 12, 31))

    with translation.override("en"):
        response = client.get(reverse("plan_feed", args=[ActionPlan.objects.get().slug_en]))

    feed = ET.fromstring(response.content)  # noqa: S314  our own answer
    titles = [entry.find(f"{ATOM}title").text for entry in feed.iter(f"{ATOM}entry")]
    assert response["Content-Type"].startswith("application/atom+xml")
    assert titles == ["Report on 1 January 2026 to 30 June 2026", "Version 1 was adopted"]
    links = [entry.find(f"{ATOM}link").get("href").partition("//testserver")[2] for entry in feed.iter(f"{ATOM}entry")]
    pages = [client.get(link.partition("#")[0]).text for link in links]
    assert links[0] == reverse_in("en", "plan_report", version.dossier.reports.earliest("pk").pk)
    assert f'id="{links[1].partition("#")[2]}"' in pages[1]


def reverse_in(language, name, *args):
    with translation.override(language):
        return reverse(name, args=[getattr(ActionPlan.objects.get(), f"slug_{language}"), *args])


@pytest.mark.parametrize("name", ["plan_workbook", "plan_calendar", "plan_feed", "plan_sheet"])
def test_a_withdrawn_plan_is_had_in_no_form(client, people, name):
    publish_plan(people)
    plan = ActionPlan.objects.get()
    plan.withdraw()

    assert client.get(reverse(name, args=[plan.slug_sl])).status_code == 404


def test_a_plan_that_a_source_records_can_be_had_in_every_form(client):
    plan = ActionPlan(title_sl="Stari načrt", type="feasibility_study", recorded_actions_sl="Cev.")
    plan.publish()

    found = [client.get(reverse(name, args=[plan.slug_sl])).status_code for name in FORMS]

    assert found == [200] * len(FORMS)
    assert facts_of(client)["progress"]["percent"] is None


FORMS = ["plan_workbook", "plan_calendar", "plan_feed", "plan_sheet"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_ways_out_lead_somewhere(client, people, language):
    publish_plan(people)

    with translation.override(language):
        html = render_to_string("plans/exchange/ways.html", {"plan": ActionPlan.objects.get()})

    addresses = re.findall('href="([^"]+)"', html)
    assert [client.get(address).status_code for address in addresses] == [200] * 5

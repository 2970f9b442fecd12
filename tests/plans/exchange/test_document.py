"""A plan as a document: tagged, with everything that its version says, and how it stands."""

import datetime as dt
import io

import pytest
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from plans.exchange.document import PlanPaper
from plans.figures.hashes import content_sha256
from plans.models import ActionPlan
from publishing.merging import bare
from tests.catalogue.test_sheets import HOSTILE, structure, text_of
from tests.plans.exchange.test_workbook import WHOLE
from tests.plans.planning import CONTENT, next_version, publish_plan
from tests.plans.test_standing import publish_report

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    caches["sheets"].clear()
    with translation.override("en"):
        yield


def plan():
    return ActionPlan.objects.published().with_page().get()


def adopt(version, decided_on=dt.date(2026, 5, 12)):
    return version.dossier.adoptions.create(
        version=version,
        content_sha256=content_sha256(bare(version.content)),
        body_sl="Občinski svet",
        body_en="Municipal council",
        decided_on=decided_on,
        document=ContentFile(b"%PDF-1.4", "sklep.pdf"),
    )


def test_a_document_says_all_of_a_plan_and_is_tagged(client, people):
    version = publish_plan(people, **WHOLE)
    publish_report(version.dossier, actions=[{"key": "a1", "status": "ongoing", "progress": 40}])

    response = client.get(reverse("plan_sheet", args=[plan().slug_en]))

    root = PdfReader(io.BytesIO(response.content)).trailer["/Root"]
    text, tags = text_of(response.content), structure(response.content)
    assert (response["Content-Type"], root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("application/pdf", "en", True)
    assert [text.count(words) > 0 for words in SAID] == [True] * len(SAID)
    assert f"Hash of the content (SHA-256) {content_sha256(bare(version.content))}" in text
    assert {"/H1", "/H2", "/TH", "/Figure", "/Table"} <= {role for role, _language, _words in tags}
    assert all(words for role, _language, words in tags if role == "/Figure")


SAID = (
    *("Plan for the Vič zone", "Less energy", "Shared steam pipe", "Progress: 40 %, ", "Proračun občine"),
    *("Cost: 460,000 EUR; of it secured: 120,000 EUR (26 %); not secured: 340,000 EUR.", "1 action is late."),
    *("Dražje jeklo", "extreme", "Poročilo o pari", "https://www.example.org/para", "Krajani", "Malo parkirišč"),
    *("Postaja", "VIČ-3", "Toplarna (cev)", "Odprta pisarna", "poraba", "version 1 of", "No body has adopted"),
)


def test_a_document_says_which_version_was_adopted_and_that_another_is_read(people):
    first = publish_plan(people)
    adopt(first)
    next_version(people, first, vision_en="Smoke is gone.")

    reading = PlanPaper(plan()).data["reading"]

    assert reading[:2] == [
        "Adopted: version 1, on 12 May 2026, by Municipal council.",
        "You read version 2, which was not adopted.",
    ]


def test_an_example_says_that_it_is_one(people):
    publish_plan(people)
    ActionPlan.objects.update(is_example=True)

    assert PlanPaper(plan()).data["warnings"] == ["An example: a plan of a town that does not exist."]


def test_what_people_wrote_is_text(people):
    texts = dict.fromkeys(("vision_en", "context_en"), HOSTILE)
    goals = [CONTENT["goals"][0] | {"title_en": HOSTILE, "text_en": HOSTILE}, CONTENT["goals"][1]]
    actions = [CONTENT["actions"][0] | {"title_en": f"Cona 🎉 {HOSTILE}"}, CONTENT["actions"][1]]
    publish_plan(people, goals=goals, actions=actions, **texts)

    text = text_of(PlanPaper(plan()).content()).replace(" ", "")

    assert text.count(HOSTILE.replace(" ", "")) >= 6


def test_a_document_is_set_once_until_something_changes(people):
    publish_plan(people)
    paper = PlanPaper(plan())
    paper.content()

    again = PlanPaper(plan())
    again.typeset = None  # would fail

    assert again.content() == paper.content()


def test_a_document_of_many_actions_asks_as_often_as_one_of_few(people):
    version = publish_plan(people, **with_leads(people, 2))
    with CaptureQueriesContext(connection) as few:
        PlanPaper(plan())
    next_version(people, version, **with_leads(people, 30))
    with CaptureQueriesContext(connection) as many:
        PlanPaper(plan())

    assert len(many) == len(few)


def with_leads(people, number):
    """So many actions, each led by a partner and resting on a row of evidence."""
    action = CONTENT["actions"][0] | {"lead_sl": "", "lead_partner_id": people.own.pk}
    cited = CONTENT["evidence"][0]
    return {
        "actions": [*CONTENT["actions"], *(action | {"uid": f"x{n}"} for n in range(number))],
        "evidence": [cited | {"uid": f"y{n}", "action_id": f"x{n}"} for n in range(number)],
    }


def test_a_plan_that_a_source_records_has_a_document_too(people):
    recorded = ActionPlan(title_en="Old plan", type="feasibility_study", recorded_actions_en="A pipe.\nA road.")
    recorded.publish()

    assert "A pipe. A road." in text_of(PlanPaper(plan()).content())

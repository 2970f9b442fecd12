"""A plan as a document: tagged, with everything that its version says, and how it stands."""

import datetime as dt
import io

import pytest
from django.utils import translation
from pypdf import PdfReader

from catalogue.views import found_at
from plans.exchange.document import PlanPaper
from plans.models import ActionPlan
from tests.catalogue.test_sheets import HOSTILE, structure, text_of
from tests.plans.exchange.test_workbook import WHOLE
from tests.plans.planning import publish_plan
from tests.plans.test_standing import publish_report

pytestmark = pytest.mark.django_db


def paper_of(language="en"):
    with translation.override(language):
        return PlanPaper(found_at(ActionPlan.objects.published().with_page(), ActionPlan.objects.get().slug_en))


def test_whole(people):
    version = publish_plan(people, **WHOLE)
    publish_report(version.dossier, actions=[{"key": "a1", "status": "ongoing", "progress": 40}])
    with translation.override("en"):
        content = paper_of().content()
    open("/tmp/w/exchange.pdf", "wb").write(content)

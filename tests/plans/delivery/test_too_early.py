"""A plan of years to come offers no report that could not be begun."""

import pytest
from django.urls import reverse

from tests.plans.delivery.reporting import adopted_plan

pytestmark = pytest.mark.django_db


def test_the_desk_says_when_reports_begin_instead_of_offering_one(client, people):
    dossier = adopted_plan(people, start="2099", end="2100")
    client.force_login(people.editor)

    page = client.get(reverse("plan_reports_desk", args=[dossier.pk])).content.decode()

    assert "1. januar 2099" in page
    assert reverse("plan_report_begin", args=[dossier.pk]) not in page

"""The pages of plans and commitments: how far they are, and where they belong."""

import pytest

from partners.models import Place
from plans.models import ActionPlan, Commitment
from tests.factories import make

pytestmark = pytest.mark.django_db


def test_a_plan_lists_its_actions_line_by_line(client):
    plan = make(ActionPlan, recorded_actions="Prva", recorded_actions_sl="Urediti kolesarnico.\nZasaditi drevesa.")

    page = client.get(plan.get_absolute_url()).content.decode()

    assert [page.count(f"<li>{line}</li>") for line in ("Urediti kolesarnico.", "Zasaditi drevesa.")] == [1, 1]


@pytest.mark.parametrize("model", [ActionPlan, Commitment])
def test_a_plan_tells_its_stage_and_its_area_as_far_as_it_is_public(client, model):
    shown = make(model, place=make(Place, title_sl="Cona Vič"), stage="adopted")
    hidden = make(model, place=make(Place, title_sl="Cona Skrita", published=False))

    pages = [client.get(entry.get_absolute_url()).content.decode() for entry in (shown, hidden)]

    assert [word in page for page, word in zip(pages, ("Cona Vič", "Cona Skrita"), strict=True)] == [True, False]
    assert shown.get_stage_display() in pages[0]

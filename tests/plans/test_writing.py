"""A plan is written stage by stage: what a page shows can be sent as it stands."""

import pytest
from django.urls import reverse

from publishing.writing import writing_of
from tests.plans.planning import FULL, begin_plan

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("stage", [stage.key for stage in writing_of("plan").stages])
def test_a_stage_that_is_sent_as_it_stands_is_kept(client, people, stage):
    version = begin_plan(people, FULL)
    before = dict(version.content)
    client.force_login(people.editor)
    address = reverse("write", args=[version.dossier_id, stage])
    form = client.get(address).context["form"]
    shown = {name: form[name].value() for name in form.fields}

    response = client.post(address, {name: value for name, value in shown.items() if value is not None})

    version.refresh_from_db()
    assert response.status_code == 302
    assert {name: version.content[name] for name in before} == before

"""The example of a recommendation and of a road map, for trying."""

import pytest
from django.core.management import call_command

from plans.models import ActionPlan, Recommendation

pytestmark = pytest.mark.django_db


def test_the_example_is_marked_on_its_pages_in_both_languages_and_loaded_once(client):
    for _time in range(2):
        call_command("example_recommendation", verbosity=0)

    recommendation, road_map = Recommendation.objects.get(), ActionPlan.objects.get()
    pages = [client.get(recommendation.addresses()[code]).text for code in ("sl", "en")]
    lanes = client.get(f"/sl/akcijski-nacrti/{road_map.slug_sl}/ravni/").text
    assert ["tega ne priporoča nihče" in pages[0], "nobody recommends this" in pages[1]] == [True, True]
    assert (recommendation.is_example, road_map.is_example, recommendation.get_absolute_url() in lanes) == (True,) * 3

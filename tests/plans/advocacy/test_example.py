"""The example of a recommendation and of a road map, for trying."""

import pytest
from django.core.management import call_command

from catalogue.models import Harvested
from plans.models import ActionPlan, Commitment, Recommendation

pytestmark = pytest.mark.django_db


def test_the_example_is_marked_on_its_pages_in_both_languages_and_loaded_once(client):
    for _time in range(2):
        call_command("example_recommendation", verbosity=0)

    recommendation, road_map = Recommendation.objects.get(), ActionPlan.objects.get()
    pages = [client.get(recommendation.addresses()[code]).text for code in ("sl", "en")]
    lanes = client.get(f"/sl/akcijski-nacrti/{road_map.slug_sl}/ravni/").text
    assert ["tega ne priporoča nihče" in pages[0], "nobody recommends this" in pages[1]] == [True, True]
    assert (recommendation.is_example, road_map.is_example, recommendation.get_absolute_url() in lanes) == (True,) * 3


@pytest.mark.parametrize(
    ("model", "in_slovenian", "in_english"),
    [
        (ActionPlan, "Primer: to mesto ne obstaja", "Example: this town does not exist"),
        (Commitment, "Zgled: zares je ni podpisal nihče", "Example: nobody has really signed it"),
        (Recommendation, "Primer: tega ne priporoča nihče", "Example: nobody recommends this"),
    ],
)
def test_lists_say_first_that_an_example_is_one(model, in_slovenian, in_english):
    example = model(is_example=True, summary_sl="Kratko.", summary_en="In short.")

    assert [example.card_summary(code) for code in ("sl", "en")] == [
        f"{in_slovenian}. Kratko.",
        f"{in_english}. In short.",
    ]
    assert model(summary_sl="Kratko.").card_summary("sl") == "Kratko."


def test_harvesters_are_told_that_an_example_is_one():
    call_command("example_recommendation", verbosity=0)

    record = Harvested.objects.get(kind=Recommendation.kind)

    assert record.told["summaries"]["en"].startswith("Example: nobody recommends this. ")

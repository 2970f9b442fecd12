"""A recommendation that nobody recommends, and a road map that cites it: read from a file, each written only once."""

import yaml
from django.db import transaction

from catalogue.models import CatalogueState
from plans.models import ActionPlan, Recommendation
from plans.taking import example
from publishing import versions
from publishing.snapshot import put


@transaction.atomic
def load_example():
    """What was made now; what stands is left as it is."""
    CatalogueState.lock()
    records = yaml.safe_load((example.FOLDER / "example-advocacy.yaml").read_text(encoding="utf-8"))
    made = [recommended(record) for record in missing(Recommendation, records["recommendations"])]
    return [*made, *(example.made(record) for record in missing(ActionPlan, records["road_maps"]))]


def missing(model, records):
    standing = set(model.objects.filter(is_example=True).values_list("external_id", flat=True))
    return [record for record in records if record["id"] not in standing]


def recommended(record):
    recommendation = Recommendation(external_id=record["id"], is_example=True)
    put(example.content_of(record), recommendation)
    recommendation.publish()
    versions.adopt(recommendation)
    return recommendation

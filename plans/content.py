"""Recipes: action plans and commitments share a file."""

from catalogue.loading import (
    SOURCED,
    Recipe,
    choice,
    country,
    each,
    lines,
    pair,
    partial_date,
    refers_to,
    sourced,
    string,
    texts,
)
from plans.models import ActionPlan, Commitment


class Plans(Recipe):
    file = "plans.yaml"
    model = ActionPlan
    schema = SOURCED | {
        "project": refers_to("projects.yaml"),
        "kind!": choice(*ActionPlan.Type.values, *Commitment.Type.values),
        "status!": choice(*ActionPlan.Stage.values),
        "place": string,
        "country": country,
        "area": refers_to("areas.yaml"),
        "title!": pair,
        "text!": pair,
        "guideline": refers_to("guidelines.yaml"),
        "actions": each({"sl!": string, "en!": string, "due": partial_date}),
    }

    def accepts(self, record):
        return record.get("kind") not in Commitment.Type.values

    def parts(self, record):
        return {
            **self.shared(record),
            **lines("recorded_actions", record.get("actions")),
        }

    def shared(self, record):
        return {
            **sourced(record),
            **texts("title", record["title"]),
            **texts("summary", record["text"]),
            "type": record["kind"],
            "stage": record["status"],
            "project": record.get("project"),
            "place": record.get("area"),
            "location": record.get("place") or "",
            "country": record.get("country") or "",
            "guideline": record.get("guideline"),
        }


class Commitments(Plans):
    model = Commitment

    @property
    def name(self):
        return "plans.yaml#commitments"

    def accepts(self, record):
        return record.get("kind") in Commitment.Type.values

    def parts(self, record):
        return self.shared(record)


RECIPES = [Plans(), Commitments()]

"""Recipe: the projects' tools, with what sources say of their method."""

from catalogue.loading import SOURCED, Recipe, choice, each, lines, pair, refers_to, sourced, string, texts
from tools.models import Tool

NAMED = {"id!": string, "name!": pair}


class Tools(Recipe):
    file = "tools.yaml"
    model = Tool
    schema = SOURCED | {
        "project": refers_to("projects.yaml"),
        "name!": pair,
        "purpose!": pair,
        "purpose_note": pair,
        "method_known!": choice(*Tool.Method.values),
        "criteria": each(NAMED),
        "record_fields": each(NAMED),
        "items": each(pair),
        "size_note": pair,
        "guideline": refers_to("guidelines.yaml"),
        "notes": pair,
    }

    def parts(self, record):
        return {
            **sourced(record | {"notes": record.get("notes") or record.get("purpose_note")}),
            **texts("title", record["name"]),
            **texts("summary", record["purpose"]),
            "method_known": record["method_known"],
            **lines("criteria", [item["name"] for item in record.get("criteria") or []]),
            **lines("record_fields", [item["name"] for item in record.get("record_fields") or []]),
            **lines("parts", record.get("items")),
            **texts("size", record.get("size_note")),
            "project": record.get("project"),
            "guideline": record.get("guideline"),
        }


RECIPES = [Tools()]

"""Recipes: topics and the pages staff may edit."""

from catalogue.loading import Recipe, pair, string, texts
from catalogue.models import Page, Topic


class Topics(Recipe):
    file, section = "vocabulary.yaml", "topics"
    model = Topic
    schema = {"id!": string, "name!": pair, "hint": pair, "origin": string}

    def parts(self, record):
        return {
            "slug": record["id"],
            "name": record["name"]["sl"],
            **texts("name", record["name"]),
            **texts("hint", record.get("hint")),
            "origin": record.get("origin") or "",
        }


class Pages(Recipe):
    file = "pages.yaml"
    model = Page
    schema = {"id!": string, "title!": pair, "body!": pair}

    def parts(self, record):
        return {"key": record["id"], **texts("title", record["title"]), **texts("body", record["body"])}


RECIPES = [Topics(), Pages()]

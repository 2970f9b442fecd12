"""Recipes: topics, how they stand to each other, and the pages staff may edit."""

from catalogue.loading import OTHER, Recipe, each, pair, pair_of_lists, refers_to, string, texts
from catalogue.models import Page, Topic


class Topics(Recipe):
    file, section = "vocabulary.yaml", "topics"
    model = Topic
    schema = {"id!": string, "name!": pair, "hint": pair, "origin": string, "alt": pair_of_lists}
    schema |= {"broader": each(string), "related": each(string)}  # of TopicTies

    def parts(self, record):
        return {
            "slug": record["id"],
            "name": record["name"]["sl"],
            **texts("name", record["name"]),
            **texts("hint", record.get("hint")),
            "origin": record.get("origin") or "",
            **labels(record),
        }


def labels(record):
    """The alternative labels as a part; a record that says nothing of them leaves them to staff."""
    found = record.get("alt")
    rows = [{"language": code, "text": text} for code, listed in (found or {}).items() for text in listed]
    return {"rows:labels": rows} if found else {}


class TopicTies(Recipe):
    """Broader and related topics, written when all topics are there."""

    file, section = "vocabulary.yaml", "topics"
    name = "vocabulary.yaml#ties"
    model = Topic
    schema = {
        "id!": string,
        "broader": each(refers_to("vocabulary.yaml#topics")),
        "related": each(refers_to("vocabulary.yaml#topics")),
        OTHER: None,
    }

    def accepts(self, record):
        return bool(record.get("broader") or record.get("related"))

    def existing(self, record):
        return Topic.objects.filter(slug=record["id"]).first()

    def parts(self, record):
        return {f"links:{name}": record[name] for name in ("broader", "related") if record.get(name)}

    def compare(self, record, files):
        if record["id"] in above(record["id"], files[self.name]):
            yield "broader", f"leads back to “{record['id']}”"
        if record["id"] in (record.get("related") or ()):
            yield "related", "names the topic itself"


def above(identifier, records):
    """The identifiers of all topics above one, however far."""
    found, level = set(), {identifier}
    while level:
        level = {other for one in level for other in records.get(one, {}).get("broader") or ()} - found
        found |= level
    return found


class Pages(Recipe):
    file = "pages.yaml"
    model = Page
    schema = {"id!": string, "title!": pair, "body!": pair}

    def parts(self, record):
        return {"key": record["id"], **texts("title", record["title"]), **texts("body", record["body"])}


RECIPES = [Topics(), TopicTies(), Pages()]

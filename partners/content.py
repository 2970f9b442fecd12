"""Recipes: organisations and industrial areas."""

from catalogue.loading import (
    SOURCED,
    Recipe,
    choice,
    country,
    each,
    integer,
    name,
    names,
    number,
    owner,
    pair,
    plain,
    refers_to,
    sourced,
    string,
    texts,
    url,
)
from partners.models import Figure, Partner, Place

GEO = {"lat!": number, "lon!": number, "precision!": choice("town", "country")}


def position(record):
    geo = record.get("geo") or {}
    return {
        "latitude": geo.get("lat"),
        "longitude": geo.get("lon"),
        "precision": geo.get("precision", "town"),
    }


class Organisations(Recipe):
    file = "organisations.yaml"
    model = Partner
    schema = SOURCED | {
        "name!": pair,
        "city": name,
        "country!": country,
        "website": url,
        "geo": GEO,
        # Loaded from projects.yaml, where it stands too.
        "projects": each({"id!": string, "role!": choice("lead", "partner")}),
        "note": pair,
    }

    def compare(self, record, files):
        """Who takes part in what stands in both files; they must say the same."""
        for part in record.get("projects") or []:
            project = files["projects.yaml"].get(part["id"], {})
            if record["id"] not in (project.get("partners") or []):
                yield "projects", f"projects.yaml does not name it as a partner of “{part['id']}”"
            elif (part["role"] == "lead") != (project.get("lead") == record["id"]):
                yield "projects", f"projects.yaml gives it another role in “{part['id']}”"

    def parts(self, record):
        return {
            **sourced(record | {"note": None}),
            **texts("title", record["name"]),
            **texts("summary", record.get("note")),
            **names("city", record.get("city")),
            "country": record["country"],
            "website": record.get("website") or "",
            **position(record),
        }


class Areas(Recipe):
    file = "areas.yaml"
    model = Place
    schema = SOURCED | {
        "name!": pair,
        "town!": name,
        "country!": country,
        "type!": choice(*Place.Type.values),
        "relation!": each(string),
        "relation_note": pair,
        "manager": pair,
        "organisation": refers_to("organisations.yaml"),
        "geo": GEO,
        "facts": each(
            {
                "key!": choice(*Figure.Indicator.values),
                "value!": number,
                "year": integer,
                "qualifier": choice(*Figure.Qualifier.values),
                "note": pair,
            }
        ),
        "note": pair,
    }

    def parts(self, record):
        return {
            **sourced(record | {"note": record.get("relation_note")}),
            **texts("title", record["name"]),
            **texts("summary", record.get("note")),
            **names("town", record["town"]),
            "country": record["country"],
            "type": record["type"],
            **texts("manager", record.get("manager")),
            "related_case": "related" in record["relation"],
            **owner(record),
            **position(record),
            "rows:figures": [figure(fact) for fact in record.get("facts") or []],
        }


def figure(fact):
    return {
        "indicator": fact["key"],
        "value": plain(fact["value"]),
        "year": fact.get("year"),
        "qualifier": fact.get("qualifier") or "",
        **texts("note", fact.get("note")),
    }


RECIPES = [Organisations(), Areas()]

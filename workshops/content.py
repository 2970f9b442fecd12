"""Recipe: events with their programme and the areas seen."""

from catalogue.loading import (
    SOURCED,
    Recipe,
    choice,
    country,
    each,
    name,
    names,
    pair,
    partial_date,
    refers_to,
    sourced,
    string,
    texts,
)
from partners.content import GEO, position
from workshops.models import Event


class Events(Recipe):
    file = "events.yaml"
    model = Event
    schema = SOURCED | {
        "project!": refers_to("projects.yaml"),
        "kind!": choice(*Event.Type.values),
        "start": partial_date,
        "end": partial_date,
        "place": name,
        "country": country,
        "geo": GEO,
        "title!": pair,
        "text!": pair,
        "programme": each({"day!": partial_date, "sl!": string, "en!": string}),
        "areas": each(refers_to("areas.yaml")),
        "note": pair,
    }

    def parts(self, record):
        return {
            **sourced(record),
            **texts("title", record["title"]),
            **texts("summary", record["text"]),
            "type": record["kind"],
            "project": record["project"],
            "start": str(record.get("start") or ""),
            "end": str(record.get("end") or ""),
            **names("location", record.get("place")),
            "country": record.get("country") or "",
            **position(record),
            "links:places": record.get("areas") or [],
            "rows:sessions": [
                {"day": str(session["day"]), **texts("title", session)} for session in record.get("programme") or []
            ],
        }


RECIPES = [Events()]

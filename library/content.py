"""Recipes: good practices, guidelines with their chapters, publications and the glossary."""

from catalogue.loading import (
    OTHER,
    SOURCED,
    Recipe,
    boolean,
    choice,
    country,
    each,
    integer,
    name,
    names,
    number,
    owner,
    pair,
    partial_date,
    plain,
    refers_to,
    sourced,
    string,
    texts,
    url,
    year,
)
from library.books import loading
from library.models import Book, Chapter, Practice, Publication, Term
from projects.content import RELATION, ties

PUBLICATION_TYPES = {
    "guidelines": Publication.Type.GUIDELINE,
    "handbook": Publication.Type.HANDBOOK,
    "book": Publication.Type.BOOK,
    "report": Publication.Type.REPORT,
    "article": Publication.Type.ARTICLE,
    "slides": Publication.Type.TRAINING,
    "tool": Publication.Type.TOOL,
    "policy": Publication.Type.POLICY,
}


EVIDENCE = {
    "indicator!": pair,
    "unit": name,
    "before": number,
    "after": number,
    "year": year,
    "source": string,
}


class Practices(Recipe):
    file = "practices.yaml"
    model = Practice
    schema = SOURCED | {
        "area": refers_to("areas.yaml"),
        "relation!": each(RELATION),
        "country": country,
        "place": name,
        "topics!": each(refers_to("vocabulary.yaml#topics")),
        "title!": pair,
        "summary": pair,
        "problem": pair,
        "solution!": pair,
        "results": pair,
        "transferability": pair,
        "outcome": choice(*Practice.Outcome.values),
        "notes": pair,
        "scope": choice(*Practice.Scope.values),
        "start": partial_date,
        "end": partial_date,
        "ongoing": boolean,
        "stakeholders": pair,
        "integrated_approach": pair,
        "resources": pair,
        "cost": number,
        "evidence": each(EVIDENCE),
        "lessons": pair,
        "sustainability": pair,
        "transfers": pair,
        "links": each(url),
    }

    def parts(self, record):
        tied = ties(record)
        return {
            **sourced(record),
            **texts("title", record["title"]),
            **texts("summary", record.get("summary")),
            **texts("problem", record.get("problem")),
            **texts("solution", record["solution"]),
            **texts("results", record.get("results")),
            **texts("transferability", record.get("transferability")),
            **texts("stakeholders", record.get("stakeholders")),
            **texts("integrated_approach", record.get("integrated_approach")),
            **texts("resources", record.get("resources")),
            **texts("lessons", record.get("lessons")),
            **texts("sustainability", record.get("sustainability")),
            **texts("transfers", record.get("transfers")),
            "scope": record.get("scope") or "",
            "start": record.get("start") or "",
            "end": record.get("end") or "",
            "ongoing": record.get("ongoing"),
            "cost": decimal(record.get("cost")),
            "links": "\n".join(record.get("links") or []),
            "place": record.get("area"),
            **names("location", record.get("place")),
            "country": record.get("country") or "",
            "outcome": record.get("outcome") or "",
            "related_case": "related" in record["relation"],
            "project": tied[0]["project"] if tied else None,
            "topics": record["topics"],
            "rows:ties": tied,
            "rows:evidence": [evidence(row) for row in record.get("evidence") or []],
        }


def evidence(row):
    """A measured row as the columns of its table."""
    return {
        **texts("indicator", row["indicator"]),
        **names("unit", row.get("unit")),
        "before": decimal(row.get("before")),
        "after": decimal(row.get("after")),
        "year": row.get("year") and int(row["year"]),
        "source": row.get("source") or "",
    }


def decimal(value):
    return None if value is None else plain(value)


SECTION = {
    "number!": string,
    "depth!": choice(*Chapter.Depth.values),
    "title!": pair,
    "summary": pair,
    "page": integer,
    "area": refers_to("areas.yaml"),
}


class Guidelines(Recipe):
    file = "guidelines.yaml"
    model = Book
    schema = SOURCED | {
        "kind!": choice(*Book.Type.values),
        "project!": refers_to("projects.yaml"),
        "title!": pair,
        "title_note": pair,
        "language!": string,
        "pages": integer,
        "year": integer,
        "summary!": pair,
        "sections!": each(SECTION),
        "notes": pair,
    }

    def parts(self, record):
        return {
            **sourced(record | {"notes": record.get("notes") or record.get("title_note")}),
            **texts("title", record["title"]),
            **texts("summary", record["summary"]),
            "type": record["kind"],
            "languages": record["language"],
            "pages": record.get("pages"),
            "year": record.get("year"),
            "project": record["project"],
        }


class Chapters(Recipe):
    """The sections of the guidelines: each is an entry of its own."""

    file = "guidelines.yaml"
    model = Chapter
    schema = {"id!": string, "sections!": each(SECTION), OTHER: None}

    @property
    def name(self):
        return "guidelines.yaml#sections"

    def references(self, section):
        if section.get("area"):
            yield "area", "areas.yaml", section["area"]

    def records(self, record):
        """One record a section, with the identifier of its book before its own."""
        for order, section in enumerate(record["sections"], 1):
            yield section | {
                "id": f"{record['id']}-{order:02}",
                "book": record["id"],
                "order": order,
                "source": record.get("source"),
                "confidence": record.get("confidence"),
            }

    def parts(self, record):
        return {
            **sourced(record),
            **texts("title", record["title"]),
            **texts("summary", record.get("summary")),
            "book": record["book"],
            "order": record["order"],
            "number": record["number"],
            "level": record["number"].strip(".").count(".") + 1,
            "page": record.get("page"),
            "depth": record["depth"],
            "place": record.get("area"),
        }


class Publications(Recipe):
    file = "publications.yaml"
    model = Publication
    schema = SOURCED | {
        "project": refers_to("projects.yaml"),
        "organisation": refers_to("organisations.yaml"),
        "kind!": choice(*PUBLICATION_TYPES),
        "title!": string,
        "title_is_descriptive": boolean,
        "authors": string,
        "year": integer,
        "language!": string,
        "pages": integer,
        "publisher": string,
        "isbn": string,
        "doi": string,
        "url": url,
        "abstract!": pair,
    }

    def parts(self, record):
        return {
            **sourced(record),
            **texts("title", own_title(record)),
            "title_is_descriptive": bool(record.get("title_is_descriptive")),
            **texts("summary", record["abstract"]),
            "type": PUBLICATION_TYPES[record["kind"]].value,
            "authors": record.get("authors") or "",
            "publisher": record.get("publisher") or "",
            "year": record.get("year"),
            "languages": record["language"],
            "pages": record.get("pages"),
            "isbn": record.get("isbn") or "",
            "doi": record.get("doi") or "",
            "project": record.get("project"),
            "link": record.get("url") or "",
            **owner(record),
        }


def own_title(record):
    """A work's own title is the same in every language; a descriptive one is written “sl / en”."""
    parts = record["title"].split(" / ")
    if record.get("title_is_descriptive") and len(parts) == 2:
        return {"sl": parts[0], "en": parts[1]}
    return {"sl": record["title"], "en": record["title"]}


class Glossary(Recipe):
    file, section = "vocabulary.yaml", "glossary"
    model = Term
    schema = SOURCED | {"term!": pair, "definition!": pair}

    def parts(self, record):
        return {
            **sourced(record),
            **texts("title", record["term"]),
            **texts("summary", record["definition"]),
        }


RECIPES = [Practices(), Guidelines(), Chapters(), Publications(), Glossary(), *loading.RECIPES]

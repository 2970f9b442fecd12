"""A small content folder, and what a load left."""

import yaml
from django.apps import apps
from django.core.management import call_command

from catalogue.models import Card, LoadedRecord, Page, Topic
from projects.models import Programme
from tests.factories import MODELS

SOURCE = "https://example.org/page"


def pair(text):
    return {"sl": f"{text} sl", "en": f"{text} en"}


def small():
    """A content folder of a few records that point at each other, as {file: content}."""
    return {
        "vocabulary.yaml": {
            "topics": [{"id": key, "name": pair(key)} for key in ("voda", "energija", "odpadki", "zrak")],
            "glossary": [{"id": "pojem", "term": pair("Pojem"), "definition": pair("Razlaga"), "source": SOURCE}],
        },
        "pages.yaml": [{"id": "about", "title": pair("O portalu"), "body": pair("Besedilo")}],
        "programmes.yaml": [
            {"id": "med", "name": pair("MED"), "priorities": [{"number": 1, "title": pair("Prednost")}]},
        ],
        "organisations.yaml": [
            {"id": "zavod", "name": pair("Zavod"), "city": "Koper", "country": "SI", "source": SOURCE},
            {"id": "agencija", "name": pair("Agencija"), "country": "IT", "source": SOURCE},
        ],
        "areas.yaml": [
            {
                "id": "cona",
                "name": pair("Cona"),
                "town": "Koper",
                "country": "SI",
                "type": "industrial_zone",
                "relation": ["mer_study_visit"],
                "geo": {"lat": 45.5, "lon": 13.7, "precision": "town"},
                "facts": [{"key": "companies", "value": 140, "year": 2013}, {"key": "area_ha", "value": 12.5}],
                "source": SOURCE,
            },
        ],
        "projects.yaml": [
            {
                "id": "mer",
                "acronym": "MER",
                "role": "core",
                "title": pair("Projekt"),
                "programme": pair("MED 2007–2013"),
                "programme_id": "med",
                "period": {"start": "2013-05", "end": "2014-10"},
                "budget_eur": 1500000.5,
                "lead": "zavod",
                "partners": ["zavod", "agencija"],
                "summary": pair("Povzetek"),
                "objectives": [pair("Prvi cilj"), pair("Drugi cilj")],
                "work_packages": [{"code": "WP1", "title": pair("Vodenje")}],
                "capitalises": ["prej"],
                "source": SOURCE,
            },
            {
                "id": "prej",
                "acronym": "PREJ",
                "role": "capitalised",
                "title": pair("Prejšnji"),
                "programme": pair("MED"),
                "summary": pair("Povzetek"),
                "source": SOURCE,
            },
        ],
        "practices.yaml": [
            {
                "id": "praksa",
                "area": "cona",
                "relation": ["mer_study_visit"],
                "country": "SI",
                "topics": ["voda", "energija"],
                "title": pair("Praksa"),
                "solution": pair("Rešitev"),
                "source": SOURCE,
            },
        ],
        "guidelines.yaml": [
            {
                "id": "prirocnik",
                "kind": "handbook",
                "project": "mer",
                "title": pair("Priročnik"),
                "language": "en",
                "year": 2015,
                "summary": pair("Povzetek"),
                "sections": [{"number": "1", "depth": "content", "title": pair("Poglavje"), "area": "cona"}],
                "source": SOURCE,
            },
        ],
        "handbook/index.yaml": {
            "book": [{"id": "lastni", "title": pair("Lastni priročnik"), "summary": pair("Povzetek")}],
            "parts": [
                {
                    "id": "lastni-1",
                    "number": "1",
                    "title": pair("Del"),
                    "summary": pair("O delu"),
                    "chapters": [
                        {
                            "id": "lastni-1-1",
                            "number": "1.1",
                            "title": pair("Prvo"),
                            "summary": pair("O poglavju"),
                            "topics": ["voda"],
                            "practices": [],
                            "analyses": ["huff"],
                            "terms": ["pojem"],
                        }
                    ],
                }
            ],
        },
        "handbook/sources.yaml": [{"id": "delo-2020", "title": "Delo", "author": "Novak, A.", "year": 2020}],
        "handbook/sl/1.1.md": "Uvod [@delo-2020].\n\n## Kako {#how}\n\nGlej [cono](entry:place:cona).\n",
        "handbook/en/1.1.md": "Lead [@delo-2020].\n\n## How {#how}\n\nSee the [zone](entry:place:cona).\n",
        "publications.yaml": [
            {
                "id": "knjiga",
                "project": "mer",
                "kind": "book",
                "title": "Aree produttive",
                "language": "it",
                "abstract": pair("Povzetek"),
                "source": SOURCE,
            },
        ],
        "events.yaml": [
            {
                "id": "obisk",
                "project": "mer",
                "kind": "study_visit",
                "start": "2013-12-03",
                "end": "2013-12-05",
                "country": "IT",
                "title": pair("Obisk"),
                "text": pair("Opis"),
                "programme": [{"day": "2013-12-03", "sl": "Ogled", "en": "Visit"}],
                "areas": ["cona"],
                "source": SOURCE,
            },
        ],
        "tools.yaml": [
            {
                "id": "orodje",
                "project": "mer",
                "name": pair("Orodje"),
                "purpose": pair("Namen"),
                "method_known": "full",
                "criteria": [{"id": "k1", "name": pair("Merilo")}],
                "guideline": "prirocnik",
                "source": SOURCE,
            },
        ],
        "plans.yaml": [
            {
                "id": "nacrt",
                "project": "mer",
                "kind": "local_action_plan",
                "status": "planned",
                "area": "cona",
                "title": pair("Načrt"),
                "text": pair("Opis"),
                "actions": [{"sl": "Ukrep", "en": "Action"}],
                "source": SOURCE,
            },
            {
                "id": "zaveza",
                "kind": "commitment",
                "status": "done",
                "title": pair("Zaveza"),
                "text": pair("Opis"),
                "source": SOURCE,
            },
        ],
    }


class Folder:
    """A content folder that a test changes and loads."""

    def __init__(self, path):
        self.path = path
        self.content = small()

    def record(self, file, number=0):
        return self.content[file][number]

    def write(self):
        for file, content in self.content.items():
            path = self.path / file
            path.parent.mkdir(parents=True, exist_ok=True)
            text = content if isinstance(content, str) else yaml.safe_dump(content, allow_unicode=True)
            path.write_text(text, encoding="utf-8")

    def load(self):
        self.write()
        call_command("load_content", self.path)


def last_line(capsys):
    return capsys.readouterr().out.strip().splitlines()[-1]


def kept(capsys):
    lines = capsys.readouterr().out.splitlines()
    return [line.removeprefix("kept as it is: ") for line in lines if line.startswith("kept as it is: ")]


def written():
    """How many rows there are of all that a load writes."""
    models = [*MODELS, Topic, Page, Programme, LoadedRecord, Card]
    return {model.__name__: model._base_manager.count() for model in models if model._base_manager.exists()}


def histories():
    models = [model for model in apps.get_models() if model.__name__.startswith("Historical")]
    return {model.__name__: model.objects.count() for model in models}

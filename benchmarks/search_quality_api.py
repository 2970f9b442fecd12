"""How well the portal itself finds: macro F1 of the development set, imported as entries and asked through the API.

    DATABASE_URL=sqlite:////tmp/quality.sqlite3 python benchmarks/search_quality_api.py

Imports the sentences of `data/` into a throw-away database with `manage.py import_entries`, asks each query by
GET /api/v1/search, page after page, and prints the F1 of each kind of query: the answer of the whole portal.
"""

import json
import tempfile
from collections import defaultdict
from pathlib import Path
from statistics import fmean

import setup

setup.start()

from django.conf import settings
from django.core.management import call_command
from django.test import Client
from search_quality import f1, read

PREFIX = "sst:"


def rows(documents):
    for document in documents:
        yield {
            "external_id": f"{PREFIX}{document['id']}",
            "kind": "post",
            "language": "sl",
            "title": f"{PREFIX}{document['id']}",
            "body": document["text"],
        }


def load(documents):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "documents.jsonl"
        file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows(documents)), "utf-8")
        call_command("import_entries", str(file), verbosity=0)


def find(client, text):
    found, page = set(), 1
    while page:
        answer = client.get("/api/v1/search", {"q": text, "limit": 200, "kind": "post", "page": page}).json()
        if answer["match"] == "all":
            found |= {entry["external_id"].removeprefix(PREFIX) for entry in answer["results"]}
        page = page + 1 if answer["next"] else 0
    return found


def main():
    setup.prepare()
    documents, queries = read("spoken.docs.jsonl"), read("spoken.queries.jsonl")
    load(documents)
    settings.API_RATE = 0
    client = Client(headers={"host": settings.SITE_HOST})
    scores = defaultdict(list)
    for query in queries:
        scores[query["kind"]].append(f1(find(client, query["q"]), set(map(str, query["rel"]))))
    for kind, values in scores.items():
        print(f"{kind:<14}{fmean(values):.4f}")


if __name__ == "__main__":
    main()

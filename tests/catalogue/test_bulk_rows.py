"""What the bulk import writes by its own quick ways is what saving one by one would have written, column by column."""

import json
from concurrent.futures import BrokenExecutor
from io import BytesIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone, translation

from catalogue import many
from catalogue.bulk import Import, Options
from catalogue.bulk.names import Topics
from catalogue.bulk.reading import records
from catalogue.bulk.rows import Checker
from catalogue.filing import beside
from catalogue.filing.filing import entry_models
from catalogue.models import Card, CardText, FacetCount, Harvested, TaggedTopic, Word
from catalogue.models.word import WordPiece
from catalogue.search import index_of_database
from catalogue.search.terms import Tiers
from library.models import Practice
from tests.factories import make_topic

pytestmark = pytest.mark.django_db
OF_THE_MOMENT = {"id", "card_id", "object_id", "published_at", "created_at", "updated_at", "datestamp", "history_id"}
OF_THE_MOMENT |= {"history_date", "history_change_reason"}

ROWS = [
    {
        "kind": "practice",
        "title": "Toplarna na sekance",
        "summary": "Škofja Loka greje šole.",
        "body": "Kaj so\nnaredili",
    },
    {"kind": "practice", "language": "en", "title": "Wood chip plant", "summary": "It heats schools."},
    {"external_id": "a-2", "kind": "practice", "title": "Toplarna na sekance", "country": "IT", "year": "2014"},
    {
        "external_id": "b-1",
        "kind": "publication",
        "title": "O vodi \\ in\tzemlji",
        "year": 2011,
        "topics": "voda|zemlja",
    },
    {"external_id": "c-1", "kind": "event", "title": "Srečanje", "year": "2013", "country": "AT", "topics": "voda"},
    {"external_id": "d-1", "kind": "partner", "title": "Zavod", "url": "https://a.example", "licence": "CC0 1.0"},
    {
        "external_id": "e-1",
        "kind": "post",
        "title": "Novica 'in' \"to\"",
        "body": "Besedilo",
        "source": "ustno izročilo",
    },
    {"external_id": "f-1", "kind": "tool", "title": "Orodje", "source": "https://example.org/vir"},
]


def content():
    topics = {"external_id": "a-1", "language": "sl", "topics": "zemlja|voda|zrak|ogenj"}
    return b"".join(json.dumps(topics | row).encode() + b"\n" for row in ROWS)


def imported():
    Import(BytesIO(content()), Options(file_format="jsonl")).run()


def saved_one_by_one():
    """The same rows, each entry saved as a form would save it."""
    topics, entries = Topics(), {}
    for record in records(BytesIO(content()), "jsonl")[1]:
        row, faults = Checker(topics).row(record)
        assert faults == []
        entries.setdefault(row.key, []).append(row)
    with translation.override("sl"):
        for (model, external_id), rows in entries.items():
            values = {name: value for row in rows for name, value in row.values.items()}
            entry = model(external_id=external_id, **model.import_defaults, **values)
            entry.status, entry.published_at = "published", timezone.now()
            entry.save()
            named = list(dict.fromkeys(topics.get(name) for name in rows[-1].topics))
            entry.set_topics(named[: model.max_main_topics], named[model.max_main_topics :])


def all_rows(rows):
    found = ({name: value for name, value in row.items() if name not in OF_THE_MOMENT} for row in rows.values())
    return sorted(json.dumps(row, sort_keys=True, default=str) for row in found)


def written():
    """{table: its rows, without what is of the moment}."""
    models = [model for model in entry_models() if model.objects.exists()]
    found = {model._meta.label: all_rows(model.objects) for model in models}
    found |= {f"history of {model._meta.label}": all_rows(model.history) for model in models}
    for model in (Card, CardText, FacetCount, Harvested, TaggedTopic, Word, WordPiece):
        found[model._meta.label] = all_rows(model.objects)
    with connection.cursor() as cursor:
        terms = "terms::text" if connection.vendor == "postgresql" else "a, b, d, f"
        table = "catalogue_card" if connection.vendor == "postgresql" else "catalogue_terms"
        cursor.execute(f"SELECT {terms} FROM {table}")  # noqa: S608  our own names
        found["terms"] = sorted(cursor.fetchall())
    return found


def forget_all():
    for model in entry_models():
        for entry in model.objects.all():
            entry.delete()
        model.history.all().delete()
    for model in (Harvested, FacetCount, WordPiece, Word):
        model.objects.all().delete()


def test_imported_rows_and_entries_saved_one_by_one_are_the_same_in_every_column():
    for name in ("zemlja", "voda", "zrak", "ogenj"):
        make_topic(name, name.title(), name)
    imported()
    together = written()

    forget_all()
    saved_one_by_one()
    call_command("rebuild_catalogue", "--restart", verbosity=0)  # counts the words, which a single save does not

    alone = written()
    assert together.keys() == alone.keys()
    assert {table for table in alone if together[table] != alone[table]} == set()


def test_a_blank_entry_is_like_one_that_was_constructed():
    for model in (*entry_models(), Card, Harvested):
        constructed, blank, other = vars(model()), vars(many.blank(model)), vars(many.blank(model))
        for held in (constructed, blank, other):
            del held["_state"]

        assert blank == constructed, model
        assert not [name for name in blank if isinstance(blank[name], dict | list) and blank[name] is other[name]]


def test_the_history_of_an_import_is_found_by_its_moment():
    for name in ("zemlja", "voda", "zrak", "ogenj"):
        make_topic(name, name.title(), name)
    imported()
    past = Practice.objects.get(external_id="a-1").history.get()

    assert list(past.instance.history.filter(history_date=past.history_date)) == [past]
    assert past.next_record is None


# --- The second process ---


@pytest.fixture
def cards():
    texts = [["Škofja Loka"], ["Toplarna na sekance, toplarna"], ["Šole"]]
    return [(texts, ["voda"], [("kind", "practice")], 500, Tiers(), "seme", True)]


def test_a_second_process_reads_what_this_one_would(monkeypatch, cards):
    monkeypatch.setattr(beside.os, "sched_getaffinity", lambda _process: {0, 1})
    write = index_of_database().written()
    (here,), _spellings = beside.reading(write, cards)()

    with beside.second_process():
        (there,), spellings = beside.reading(write, cards)()

    assert (there, here.words) == (here, spellings.keys())
    assert spellings["sola"] == "šola"


class Ended:
    """A second process that is gone, at once or while it reads."""

    def __init__(self, at_once):
        self.at_once = at_once

    def submit(self, *_given):
        if self.at_once:
            raise BrokenExecutor
        return self

    def result(self):
        raise BrokenExecutor


@pytest.mark.parametrize("at_once", [True, False])
def test_an_import_goes_on_when_the_second_process_ends(at_once):
    token = beside.READER.set(Ended(at_once))
    try:
        for name in ("zemlja", "voda", "zrak", "ogenj"):
            make_topic(name, name.title(), name)
        imported()
    finally:
        beside.READER.reset(token)

    assert (Practice.objects.count(), Card.objects.count()) == (2, 7)

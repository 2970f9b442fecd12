"""Loading the shipped content: all of it or nothing, again and again, and never over what staff wrote."""

import html
import shutil
from importlib import import_module

import pytest
import yaml
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import translation

from catalogue.filing import agreement
from catalogue.models import Card, CatalogueState, LoadedRecord, Page, Topic
from catalogue.templatetags.portal import host
from library.models import Book, Chapter, Practice, Publication, Term
from mer_portal.management.commands.load_content import ROOMS
from partners.models import Partner, Place
from plans.models import ActionPlan, Commitment
from projects.models import Programme, Project
from tests.factories import MODELS
from tests.standing import standing
from tools.models import Tool
from workshops.models import Event

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

    def load(self):
        for file, content in self.content.items():
            (self.path / file).write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
        call_command("load_content", self.path)


@pytest.fixture
def folder(tmp_path, db):
    path = tmp_path / "content"
    path.mkdir()
    return Folder(path)


@pytest.fixture
def loaded(folder, capsys):
    folder.load()
    capsys.readouterr()
    return folder


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


# --- The first load and the second ---


def test_a_first_load_writes_every_record(folder, capsys):
    folder.load()

    assert last_line(capsys) == "Content: 22 new, 0 refreshed, 0 unchanged, 0 kept."
    assert list(agreement.disagreements()) == []


def test_a_first_load_ties_the_records_together(loaded):
    practice, place, project = Practice.objects.get(), Place.objects.get(), Project.objects.get(acronym="MER")

    assert (practice.place, practice.project, practice.is_published) == (place, project, True)
    assert [topic.slug for topic in practice.topics.order_by("slug")] == ["energija", "voda"]
    assert [(tie.project, tie.role) for tie in place.ties.all()] == [(project, "study_visit")]
    assert [(row.partner.external_id, row.role) for row in project.participations.order_by("pk")] == [
        ("zavod", "lead"),
        ("agencija", "partner"),
    ]
    assert [earlier.acronym for earlier in project.builds_on.all()] == ["PREJ"]
    assert Chapter.objects.get().book == Book.objects.get()
    assert Tool.objects.get().guideline == Book.objects.get()
    assert Event.objects.get().sessions.get().title_en == "Visit"


def test_a_second_load_changes_nothing(loaded, capsys):
    version, rows, history = CatalogueState.objects.get(pk=1).version, written(), histories()
    stamps = [list(model.objects.order_by("pk").values_list("updated_at", flat=True)) for model in MODELS]

    loaded.load()

    assert last_line(capsys) == "Content: 0 new, 0 refreshed, 22 unchanged, 0 kept."
    assert (CatalogueState.objects.get(pk=1).version, written(), histories()) == (version, rows, history)
    assert [list(model.objects.order_by("pk").values_list("updated_at", flat=True)) for model in MODELS] == stamps


def test_a_record_that_is_new_in_the_files_is_added(loaded, capsys):
    loaded.content["practices.yaml"].append(loaded.record("practices.yaml") | {"id": "druga", "title": pair("Druga")})

    loaded.load()

    assert last_line(capsys) == "Content: 1 new, 0 refreshed, 22 unchanged, 0 kept."
    assert Practice.objects.get(external_id="druga").is_published


def test_a_record_that_left_the_files_stays_on_the_portal(loaded, capsys):
    loaded.content["practices.yaml"].clear()

    loaded.load()

    assert Practice.objects.count() == 1


def test_what_changed_in_the_files_is_refreshed(loaded, capsys):
    loaded.record("practices.yaml").update(title=pair("Nova"), topics=["zrak"], country="IT")
    loaded.record("areas.yaml")["facts"] = [{"key": "companies", "value": 150, "year": 2014}]
    loaded.record("projects.yaml")["partners"] = ["agencija"]

    loaded.load()

    practice, place = Practice.objects.get(), Place.objects.get()
    assert last_line(capsys) == "Content: 0 new, 3 refreshed, 19 unchanged, 0 kept."
    assert (practice.title_sl, practice.slug_sl, practice.country.code) == ("Nova sl", "praksa-sl", "IT")
    assert [topic.slug for topic in practice.topics.all()] == ["zrak"]
    assert [(figure.value, figure.year) for figure in place.figures.all()] == [(150, 2014)]
    assert Project.objects.get(acronym="MER").participations.get().partner.external_id == "agencija"
    assert list(agreement.disagreements()) == []


def test_a_refreshed_record_can_be_refreshed_again(loaded, capsys):
    for topics, title in ((["energija", "voda"], "Druga"), (["zrak", "voda", "energija", "odpadki"], "Tretja")):
        loaded.record("practices.yaml").update(title=pair(title), topics=topics)
        loaded.load()

    practice = Practice.objects.get()
    assert kept(capsys) == []
    assert (practice.title_sl, practice.topics.count()) == ("Tretja sl", 4)


# --- What staff did stays ---


def test_a_changed_text_stays_while_the_rest_is_refreshed(loaded, capsys):
    practice = Practice.objects.get()
    practice.title_sl = "Kot hočejo uredniki"
    practice.save()
    loaded.record("practices.yaml").update(title=pair("Nova"), solution=pair("Nova rešitev"))

    loaded.load()

    practice.refresh_from_db()
    assert (practice.title_sl, practice.title_en, practice.solution_sl) == (
        "Kot hočejo uredniki",
        "Nova en",
        "Nova rešitev sl",
    )
    assert kept(capsys) == ["practices.yaml/praksa: title_sl was changed by staff"]


def test_a_changed_text_stays_at_every_later_load(loaded, capsys):
    Practice.objects.filter(external_id="praksa").update(title_sl="Kot hočejo uredniki")
    for title in ("Nova", "Še novejša"):
        loaded.record("practices.yaml")["title"] = pair(title)
        loaded.load()

    practice = Practice.objects.get()
    assert (practice.title_sl, practice.title_en) == ("Kot hočejo uredniki", "Še novejša en")


def test_changed_topics_stay(loaded, capsys):
    practice = Practice.objects.get()
    practice.set_topics([Topic.objects.get(slug="odpadki")])
    loaded.record("practices.yaml")["topics"] = ["zrak"]

    loaded.load()

    assert [topic.slug for topic in practice.topics.all()] == ["odpadki"]
    assert kept(capsys) == ["practices.yaml/praksa: topics was changed by staff"]


def test_changed_child_rows_stay(loaded, capsys):
    place, event = Place.objects.get(), Event.objects.get()
    place.figures.filter(indicator="companies").update(value=999)
    event.sessions.create(day="2013-12-04", title_sl="Dodal urednik")
    loaded.record("areas.yaml")["facts"][0]["value"] = 150
    loaded.record("events.yaml")["programme"][0]["en"] = "Tour"

    loaded.load()

    assert place.figures.get(indicator="companies").value == 999
    assert event.sessions.count() == 2
    assert kept(capsys) == [
        "areas.yaml/cona: rows:figures was changed by staff",
        "events.yaml/obisk: rows:sessions was changed by staff",
    ]


def test_changed_links_stay(loaded, capsys):
    Event.objects.get().places.clear()
    loaded.content["areas.yaml"].append(loaded.record("areas.yaml") | {"id": "druga"})
    loaded.record("events.yaml")["areas"] = ["druga"]

    loaded.load()

    assert Event.objects.get().places.count() == 0
    assert kept(capsys) == ["events.yaml/obisk: links:places was changed by staff"]


def test_a_withdrawn_entry_stays_withdrawn(loaded):
    Practice.objects.get().withdraw()
    loaded.record("practices.yaml")["title"] = pair("Nova")

    loaded.load()

    practice = Practice.objects.get()
    assert (practice.status, practice.title_sl) == ("withdrawn", "Nova sl")
    assert list(agreement.disagreements()) == []


@pytest.mark.parametrize("changed", [False, True])
def test_an_entry_that_staff_deleted_does_not_come_back(loaded, capsys, changed):
    Practice.objects.get().delete()
    if changed:
        loaded.record("practices.yaml")["title"] = pair("Nova")

    loaded.load()

    assert Practice.objects.count() == 0
    assert kept(capsys) == (["practices.yaml/praksa: removed by staff"] if changed else [])


def test_a_record_may_point_at_an_entry_that_staff_deleted(loaded, capsys):
    Place.objects.get().delete()
    loaded.content["practices.yaml"].append(loaded.record("practices.yaml") | {"id": "druga", "title": pair("Druga")})

    loaded.load()

    assert Practice.objects.get(external_id="druga").place is None


def test_a_record_may_have_a_topic_that_staff_deleted(loaded, capsys):
    Topic.objects.get(slug="voda").delete()
    loaded.record("practices.yaml")["topics"] = ["zrak", "voda"]
    loaded.content["practices.yaml"].append(loaded.record("practices.yaml") | {"id": "druga", "title": pair("Druga")})

    loaded.load()

    assert [topic.slug for topic in Practice.objects.get(external_id="druga").topics.all()] == ["zrak"]


def test_a_project_may_have_a_partner_that_staff_deleted(loaded, capsys):
    Partner.objects.get(external_id="agencija").delete()
    loaded.record("projects.yaml")["partners"] = ["agencija", "zavod"]

    loaded.load()

    assert [row.partner.external_id for row in Project.objects.get(acronym="MER").participations.all()] == ["zavod"]


# --- The thesaurus ---


def topic(folder, number=0):
    return folder.content["vocabulary.yaml"]["topics"][number]


def test_topics_come_with_labels_and_with_relations_to_topics_further_down(folder, capsys):
    topic(folder).update(alt={"sl": ["Vodica"], "en": ["Aqua", "H2O"]}, broader=["zrak"], related=["odpadki"])

    folder.load()
    water = Topic.objects.get(slug="voda")
    rows = list(water.labels.values_list("pk", "language", "text"))
    folder.load()

    assert [row[1:] for row in rows] == [("en", "Aqua"), ("en", "H2O"), ("sl", "Vodica")]
    assert list(water.labels.values_list("pk", "language", "text")) == rows
    assert ("sl", "vodica") in water.keys.values_list("language", "key")
    assert [found.slug for found in water.broader.all()] == ["zrak"]
    assert [found.slug for found in Topic.objects.get(slug="odpadki").related.all()] == ["voda"]
    assert last_line(capsys) == "Content: 0 new, 0 refreshed, 23 unchanged, 0 kept."


def test_changed_labels_and_relations_are_refreshed(folder):
    topic(folder).update(alt={"sl": ["Vodica"]}, broader=["zrak"])
    folder.load()
    topic(folder).update(alt={"sl": ["Vode"]}, broader=["energija"])

    folder.load()

    water = Topic.objects.get(slug="voda")
    assert [label.text for label in water.labels.all()] == ["Vode"]
    assert [found.slug for found in water.broader.all()] == ["energija"]


@pytest.mark.parametrize("before", [{"sl": ["Vodica"]}, None])
def test_labels_and_relations_of_staff_stay(folder, capsys, before):
    topic(folder).update(alt=before, broader=["zrak"])
    folder.load()
    water = Topic.objects.get(slug="voda")
    water.labels.create(language="sl", text="Mokrota")
    water.set_broader([Topic.objects.get(slug="energija")])
    topic(folder).update(alt={"sl": ["Vode"]}, broader=["odpadki"])
    capsys.readouterr()

    folder.load()

    assert set(water.labels.values_list("text", flat=True)) == {"Mokrota", *(before or {}).get("sl", [])}
    assert [found.slug for found in water.broader.all()] == ["energija"]
    assert kept(capsys) == [
        f"vocabulary.yaml#topics/voda: rows:labels was {'changed' if before else 'written'} by staff",
        "vocabulary.yaml#ties/voda: links:broader was changed by staff",
    ]


# --- Faults ---


def change(file, **fields):
    return lambda folder: folder.record(file).update(fields)


def drop(file, field):
    return lambda folder: folder.record(file).pop(field)


def twice(file):
    return lambda folder: folder.content[file].append(folder.record(file))


def section(**fields):
    return lambda folder: folder.record("guidelines.yaml")["sections"][0].update(fields)


PRACTICE, EVENT, AREA = "practices.yaml, praksa", "events.yaml, obisk", "areas.yaml, cona"
BOOK, PROJECT = "guidelines.yaml, prirocnik", "projects.yaml, mer"

WATER = "vocabulary.yaml, voda"


def change_topic(number=0, **fields):
    return lambda folder: topic(folder, number).update(fields)


def circle(folder):
    change_topic(0, broader=["energija"])(folder)
    change_topic(1, broader=["voda"])(folder)


FAULTS = {
    "label in another language": (change_topic(alt={"de": ["Wasser"]}), f"{WATER}, alt: must be lists of texts"),
    "text for labels": (change_topic(alt={"sl": "Vodica"}), f"{WATER}, alt: must be a list"),
    "label twice": (change_topic(alt={"sl": ["Vodica", "Vodica"]}), f"{WATER}, labels: sl, Vodica stands twice"),
    "label too long": (change_topic(alt={"sl": ["v" * 201]}), f"{WATER}, labels: item 1: text: "),
    "unknown broader topic": (change_topic(broader=["nikakor"]), f"{WATER}, broader: there is no “nikakor”"),
    "its own broader topic": (change_topic(broader=["voda"]), f"{WATER}, broader: leads back to “voda”"),
    "circle of topics": (circle, f"{WATER}, broader: leads back to “voda”"),
    "its own related topic": (change_topic(related=["voda"]), f"{WATER}, related: names the topic itself"),
    "unknown field of a topic": (change_topic(brodaer=["zrak"]), f"{WATER}, brodaer"),
    "unknown field": (change("practices.yaml", barva="zelena"), f"{PRACTICE}, barva"),
    "missing field": (drop("practices.yaml", "title"), f"{PRACTICE}, title"),
    "empty field": (change("practices.yaml", title=None), f"{PRACTICE}, title"),
    "no record": (lambda folder: folder.content["practices.yaml"].append("x"), "practices.yaml, record 2, id"),
    "no identifier": (drop("practices.yaml", "id"), "practices.yaml, record 1, id"),
    "wrong identifier": (change("practices.yaml", id="Čudna Oznaka"), "practices.yaml, record 1, id"),
    "number as identifier": (change("practices.yaml", id=2014), "practices.yaml, 2014, id"),
    "record twice": (twice("practices.yaml"), f"{PRACTICE}, id"),
    "title in no language": (change("practices.yaml", title="Naslov"), f"{PRACTICE}, title"),
    "title in another language": (change("practices.yaml", title={"de": "Titel"}), f"{PRACTICE}, title"),
    "empty title": (change("practices.yaml", title={"sl": " "}), f"{PRACTICE}, title"),
    "title too long": (change("practices.yaml", title=pair("x" * 300)), PRACTICE),
    "unknown relation": (change("practices.yaml", relation=["nikakor"]), f"{PRACTICE}, relation"),
    "text for a list": (change("practices.yaml", topics="voda"), f"{PRACTICE}, topics"),
    "unknown topic": (change("practices.yaml", topics=["nikakor"]), f"{PRACTICE}, topics"),
    "unknown area": (change("practices.yaml", area="nikjer"), f"{PRACTICE}, area"),
    "number for an area": (change("practices.yaml", area=5), f"{PRACTICE}, area"),
    "unknown country": (change("practices.yaml", country="XX"), f"{PRACTICE}, country"),
    "list for a country": (change("practices.yaml", country=["SI"]), f"{PRACTICE}, country"),
    "number for a country": (change("practices.yaml", country=5), f"{PRACTICE}, country"),
    "unknown confidence": (change("practices.yaml", confidence="morda"), f"{PRACTICE}, confidence"),
    "list for a choice": (change("practices.yaml", confidence=["confirmed"]), f"{PRACTICE}, confidence"),
    "no address": (change("practices.yaml", source="glej splet"), f"{PRACTICE}, source"),
    "script for an address": (change("practices.yaml", source="javascript:alert(1)"), f"{PRACTICE}, source"),
    "one wrong address of two": (change("practices.yaml", sources=[SOURCE, "x"]), f"{PRACTICE}, sources"),
    "30 February": (change("events.yaml", start="2014-02-30"), f"{EVENT}, start"),
    "number for a date": (change("events.yaml", end=5), f"{EVENT}, end"),
    "wrong day of a programme": (
        change("events.yaml", programme=[{"day": "2013-13-01", "sl": "x", "en": "x"}]),
        f"{EVENT}, programme",
    ),
    "month for the day of a session": (
        change("events.yaml", programme=[{"day": "2013-12", "sl": "x", "en": "x"}]),
        EVENT,
    ),
    "unknown area of an event": (change("events.yaml", areas=["cona", "nikjer"]), f"{EVENT}, areas"),
    "unknown indicator": (change("areas.yaml", facts=[{"key": "x", "value": 1}]), f"{AREA}, facts"),
    "text for a number": (change("areas.yaml", facts=[{"key": "zones", "value": "1"}]), f"{AREA}, facts"),
    "no number": (change("areas.yaml", facts=[{"key": "zones", "value": float("nan")}]), AREA),
    "figure twice": (change("areas.yaml", facts=[{"key": "zones", "value": 1}] * 2), AREA),
    "half a position": (change("areas.yaml", geo={"lat": 45.5, "precision": "town"}), f"{AREA}, geo"),
    "record for a list": (change("areas.yaml", facts={"key": "zones", "value": 1}), f"{AREA}, facts"),
    "unknown partner": (change("projects.yaml", partners=["zavod", "nihče"]), f"{PROJECT}, partners"),
    "unknown programme": (change("projects.yaml", programme_id="nobeden"), f"{PROJECT}, programme_id"),
    "unknown earlier project": (change("projects.yaml", capitalises=["nobeden"]), f"{PROJECT}, capitalises"),
    "negative budget": (change("projects.yaml", budget_eur=-1), PROJECT),
    "unknown area of a chapter": (section(area="nikjer"), BOOK),
    "unknown depth of a chapter": (section(depth="globoko"), f"{BOOK}, sections"),
    "text for chapters": (change("guidelines.yaml", sections="1, 2, 3"), f"{BOOK}, sections"),
    "text for a year": (change("guidelines.yaml", year="2015"), f"{BOOK}, year"),
    "year out of all time": (change("guidelines.yaml", year=10**20), BOOK),
    "unknown guidelines": (change("tools.yaml", guideline="nobene"), "tools.yaml, orodje, guideline"),
    "unknown stage": (change("plans.yaml", status="morda"), "plans.yaml, nacrt, status"),
    "unknown kind of plan": (change("plans.yaml", kind="sanje"), "plans.yaml, nacrt, kind"),
    "no list": (lambda folder: folder.content.update({"tools.yaml": {"id": "x"}}), "tools.yaml, the file, all"),
    "an empty file": (lambda folder: folder.content.update({"tools.yaml": None}), "tools.yaml, the file, all"),
    "no topics": (lambda folder: folder.content["vocabulary.yaml"].pop("topics"), "vocabulary.yaml, the file, topics"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named_and_nothing_is_written(folder, fault):
    spoil, named = FAULTS[fault]
    spoil(folder)

    with pytest.raises(CommandError) as refusal:
        folder.load()

    lines = [line.strip() for line in str(refusal.value).splitlines()]
    assert [line for line in lines if line.startswith(named)] != []
    assert written() == {}


@pytest.mark.parametrize(
    "data", [b"- id: [", b"\xff\xfe", b"- id: x\n\t- y", b"{}}", b"- &a [*b]", b"!!python/object:x"]
)
def test_a_file_that_cannot_be_read_is_named(folder, data):
    for file, content in folder.content.items():
        (folder.path / file).write_text(yaml.safe_dump(content), encoding="utf-8")
    (folder.path / "tools.yaml").write_bytes(data)

    with pytest.raises(CommandError) as refusal:
        call_command("load_content", folder.path)

    assert str(refusal.value).count("tools.yaml, the file, all: cannot be read") == 1
    assert written() == {}


def test_a_missing_file_is_named(folder):
    folder.load()
    (folder.path / "tools.yaml").unlink()
    rows = written()

    with pytest.raises(CommandError) as refusal:
        call_command("load_content", folder.path)

    assert str(refusal.value).count("tools.yaml, the file, all: cannot be read") == 1
    assert written() == rows


def test_all_faults_are_named_at_once(folder):
    folder.record("practices.yaml").update(barva="zelena", country="XX")
    folder.record("events.yaml")["start"] = "letos"

    with pytest.raises(CommandError) as refusal:
        folder.load()

    assert str(refusal.value).splitlines()[0] == "Nothing was loaded. 3 faults in content/:"


def test_a_fault_in_a_changed_file_leaves_the_portal_as_it_was(loaded):
    rows, version = written(), CatalogueState.objects.get(pk=1).version
    loaded.record("practices.yaml").update(title=pair("Nova"))
    loaded.record("events.yaml")["start"] = "letos"

    with pytest.raises(CommandError):
        loaded.load()

    assert (written(), CatalogueState.objects.get(pk=1).version, Practice.objects.get().title_sl) == (
        rows,
        version,
        "Praksa sl",
    )


def refuse(*args, **kwargs):
    raise RuntimeError("power failure")


@pytest.mark.parametrize("model", [Practice, Commitment])
def test_an_error_in_the_middle_leaves_nothing(folder, monkeypatch, model):
    monkeypatch.setattr(model, "publish", refuse)

    with pytest.raises(RuntimeError):
        folder.load()

    assert written() == {}


def test_an_error_in_the_middle_of_a_second_load_leaves_all_as_it_was(loaded, monkeypatch):
    monkeypatch.setattr(Event, "save", refuse)
    loaded.record("practices.yaml")["title"] = pair("Nova")
    loaded.record("events.yaml")["title"] = pair("Nov")

    with pytest.raises(RuntimeError):
        loaded.load()

    assert Practice.objects.get().title_sl == "Praksa sl"
    assert list(agreement.disagreements()) == []


# --- The content that is shipped; loaded once for all tests below, which come last ---


@pytest.fixture(scope="module")
def shipped(django_db_setup, django_db_blocker):
    """What a first start writes; each test works in a transaction within this one."""
    with standing(django_db_blocker):
        call_command("load_content", verbosity=0)
        yield


@pytest.fixture
def portal(shipped, db):
    """Asked for after the load, so that the test's own transaction lies within it."""


def records(file, section=None):
    content = yaml.safe_load((settings.CONTENT_DIR / file).read_text(encoding="utf-8"))
    return content[section] if section else content


def test_every_shipped_record_is_on_the_portal(portal):
    commitments = [record for record in records("plans.yaml") if record["kind"] in Commitment.Type.values]
    expected = {
        Topic: len(records("vocabulary.yaml", "topics")),
        Term: len(records("vocabulary.yaml", "glossary")),
        Page: len(records("pages.yaml")),
        Programme: len(records("programmes.yaml")),
        Partner: len(records("organisations.yaml")),
        Place: len(records("areas.yaml")),
        Project: len(records("projects.yaml")),
        Practice: len(records("practices.yaml")),
        Book: len(records("guidelines.yaml")),
        Chapter: sum(len(book["sections"]) for book in records("guidelines.yaml")),
        Publication: len(records("publications.yaml")),
        Event: len(records("events.yaml")),
        Tool: len(records("tools.yaml")),
        Commitment: len(commitments),
        ActionPlan: len(records("plans.yaml")) - len(commitments),
    }

    assert {model: model.objects.count() for model in expected} == expected
    assert Card.objects.live().count() == sum(model.objects.count() for model in MODELS)


def test_every_shipped_record_is_remembered_once(portal):
    second_looks = sum(bool(record.get("capitalises")) for record in records("projects.yaml"))
    second_looks += len(records("areas.yaml"))

    rows = sum(model.objects.count() for model in [*MODELS, Topic, Page, Programme] if model.__name__ != "Post")

    assert LoadedRecord.objects.count() == rows + second_looks


def test_all_cards_of_the_shipped_content_agree(portal):
    assert list(agreement.disagreements()) == []


def test_all_participations_of_the_shipped_projects_are_kept(portal):
    expected = {record["acronym"]: set(record.get("partners") or []) for record in records("projects.yaml")}

    found = {
        project.acronym: set(project.participations.values_list("partner__external_id", flat=True))
        for project in Project.objects.all()
    }

    assert found == expected


def test_a_second_load_of_the_shipped_content_changes_nothing(portal, capsys):
    version, rows, history = CatalogueState.objects.get(pk=1).version, written(), histories()

    call_command("load_content")

    assert last_line(capsys) == f"Content: 0 new, 0 refreshed, {LoadedRecord.objects.count()} unchanged, 0 kept."
    assert (CatalogueState.objects.get(pk=1).version, written(), histories()) == (version, rows, history)


def test_the_shipped_content_loads_from_any_folder(portal, capsys, tmp_path):
    copy = shutil.copytree(settings.CONTENT_DIR, tmp_path / "drugje")
    file = copy / "practices.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("Ponterosso: konzorcij", "Ponterosso: sosvet"))

    call_command("load_content", copy)

    total = LoadedRecord.objects.count()
    assert last_line(capsys) == f"Content: 0 new, 1 refreshed, {total - 1} unchanged, 0 kept."
    assert Practice.objects.get(external_id="ponterosso-eip").title_sl.startswith("Ponterosso: sosvet")


def test_every_recipe_of_a_room_has_a_name_of_its_own():
    names = [recipe.name for room in ROOMS for recipe in import_module(f"{room}.content").RECIPES]

    assert len(names) == len(set(names))


def header_of(page):
    start = page.index('class="entry-head"')
    return page[start : page.index("</header>", start)]


@pytest.mark.parametrize("language", ["sl", "en"])
@pytest.mark.parametrize("model", [model for model in MODELS if model.__name__ != "Post"])
def test_every_shipped_entry_says_where_it_is_from_and_how_sure_it_is(client, portal, model, language):
    file = {Practice: "practices.yaml", Place: "areas.yaml"}.get(model)
    related = {record["id"] for record in (records(file) if file else []) if "related" in record["relation"]}

    wrong, labelled = [], set()
    with translation.override(language):
        for entry in model.objects.all():
            response = client.get(entry.get_absolute_url())
            page = html.unescape(response.content.decode())
            sure = entry.get_confidence_display().lower()
            if response.status_code != 200 or page.count(host(entry.source)) == 0 or page.count(sure) == 0:
                wrong.append(entry.external_id)
            if header_of(page).count('class="badge badge-related"'):
                labelled.add(entry.external_id)

    assert wrong == []
    assert (labelled, bool(labelled)) == (related, bool(file))


@pytest.mark.parametrize("language", ["sl", "en"])
def test_the_shipped_pages_of_staff_are_there(client, portal, language):
    with translation.override(language):
        codes = {page.key: client.get(reverse("page", args=[page.key])).status_code for page in Page.objects.all()}

    assert codes.keys() >= {"about", "accessibility", "privacy"}
    assert set(codes.values()) == {200}

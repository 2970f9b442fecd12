"""A first load writes all of a folder or nothing, and names every fault of it."""

import pytest
from django.core.management import CommandError, call_command

from catalogue.filing import agreement
from catalogue.models import Topic
from library.models import Chapter, Practice
from plans.models import Commitment
from tests.catalogue.loading.folder import SOURCE, kept, last_line, pair, written

pytestmark = pytest.mark.django_db


def topic(folder, number=0):
    return folder.content["vocabulary.yaml"]["topics"][number]


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


def refuse(*args, **kwargs):
    raise RuntimeError("power failure")


def test_a_first_load_writes_every_record(folder, capsys):
    folder.load()

    assert last_line(capsys) == "Content: 25 new, 0 refreshed, 0 unchanged, 0 kept."
    assert list(agreement.disagreements()) == []


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
    assert last_line(capsys) == "Content: 0 new, 0 refreshed, 26 unchanged, 0 kept."


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
    folder.write()
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


@pytest.mark.parametrize("model", [Practice, Commitment])
def test_an_error_in_the_middle_leaves_nothing(folder, monkeypatch, model):
    monkeypatch.setattr(model, "publish", refuse)

    with pytest.raises(RuntimeError):
        folder.load()

    assert written() == {}


# --- The handbook ---


def test_a_chapter_comes_with_its_text_works_and_what_goes_with_it(folder):
    folder.load()

    part, chapter = Chapter.objects.filter(book__external_id="lastni").order_by("order")
    [work] = chapter.references.all()
    assert (part.role, part.level, chapter.role, chapter.level, chapter.number) == ("part", 1, "chapter", 2, "1.1")
    assert chapter.body_sl == folder.content["handbook/sl/1.1.md"]
    assert (work.key, work.title, work.author, work.year) == ("delo-2020", "Delo", "Novak, A.", "2020")
    assert ([term.external_id for term in chapter.terms.all()], chapter.analyses) == (["pojem"], "huff")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Uvod.\n\n## Kako {#how}\n\n[x](entry:place:ni)\n", "line 5: there is no “ni” in areas.yaml"),
        ("Uvod.\n\n## Kako {#how}\n\n- a\n- [x](term:ni)\n", "line 6: there is no “ni” in vocabulary.yaml#glossary"),
        ("[x](entry:sestanek:1)\n\n## Kako {#how}\n", "line 1: a text cannot link to the kind “sestanek”"),
        ("[@ni-2000]\n\n## Kako {#how}\n", "line 1: there is no work “ni-2000” in handbook/sources.yaml"),
        ("[x](javascript:alert(1))\n\n## Kako {#how}\n", "is no address that a text may link to"),
        ("Uvod.\n\n## Kako\n", "headings: are not the same in every language"),
        ("", "handbook/sl/1.1.md: is missing or empty"),
    ],
)
def test_a_fault_in_a_text_is_named_with_file_and_line(folder, text, fault):
    folder.content["handbook/sl/1.1.md"] = text

    with pytest.raises(CommandError) as refusal:
        folder.load()

    assert str(refusal.value).count(fault) == 1
    assert written() == {}

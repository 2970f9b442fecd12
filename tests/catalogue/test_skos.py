"""Vocabularies in SKOS become topics: whole, again without change, and without taking anything from staff."""

import random
import socket
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from catalogue import analysis, thesaurus
from catalogue.filing import filing
from catalogue.models import BroaderTopic, CatalogueState, RelatedTopic, Topic, TopicKey, TopicLabel
from library.models import Practice
from tests.factories import make, make_topic

pytestmark = pytest.mark.django_db

GEMET = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix c: <http://www.eionet.europa.eu/gemet/concept/> .

<http://www.eionet.europa.eu/gemet/gemetThesaurus> a skos:ConceptScheme ; dct:title "GEMET"@en .
c:1 a skos:Concept ;
    skos:prefLabel "environment"@en, "okolje"@sl, "Umwelt"@de ;
    skos:definition "All that surrounds us."@en ; skos:scopeNote "Vse, kar nas obdaja."@sl ;
    skos:narrower c:2 .
c:2 a skos:Concept ;
    skos:prefLabel "water pollution"@en-GB, "onesnaževanje vode"@sl-SI ;
    skos:altLabel "pollution of water"@en, "onesnaženje vode"@sl, "Wasserverschmutzung"@de, "no tag" ;
    skos:hiddenLabel "watter polution"@en ;
    skos:related c:3 .
c:3 a skos:Concept ; skos:prefLabel "waste water"@en, "odpadna voda"@sl ; skos:broader c:1 .
c:4 a skos:Concept ; skos:prefLabel "old thing"@en ; owl:deprecated true .
"""

EUROVOC = """<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#"
    xmlns:xl="http://www.w3.org/2008/05/skos-xl#" xmlns:owl="http://www.w3.org/2002/07/owl#">
  <owl:Ontology rdf:about="http://eurovoc.europa.eu/"><owl:imports rdf:resource="http://192.0.2.1/more.rdf"/></owl:Ontology>
  <skos:Concept rdf:about="http://eurovoc.europa.eu/100">
    <xl:prefLabel><xl:Label rdf:about="http://eurovoc.europa.eu/l1">
      <xl:literalForm xml:lang="en">industrial area</xl:literalForm></xl:Label></xl:prefLabel>
    <xl:prefLabel rdf:parseType="Resource">
      <xl:literalForm xml:lang="sl">industrijsko območje</xl:literalForm></xl:prefLabel>
    <xl:altLabel rdf:parseType="Resource"><xl:literalForm xml:lang="sl">industrijska cona</xl:literalForm></xl:altLabel>
    <skos:definition rdf:parseType="Resource">
      <rdf:value xml:lang="en">An area for industry.</rdf:value></skos:definition>
  </skos:Concept>
  <rdf:Description rdf:about="http://eurovoc.europa.eu/200">
    <rdf:type rdf:resource="http://www.w3.org/2004/02/skos/core#Concept"/>
    <skos:prefLabel xml:lang="en">industrial estate</skos:prefLabel>
    <skos:broader rdf:resource="http://eurovoc.europa.eu/100"/>
  </rdf:Description>
</rdf:RDF>
"""
PREFIX = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix e: <http://example.org/> .\n"
XML = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#">'
XML_CONCEPT = (
    '<skos:Concept rdf:about="http://example.org/1"><skos:prefLabel xml:lang="en">{}</skos:prefLabel></skos:Concept>'
)


@pytest.fixture
def load(tmp_path):
    """Import a text as a file and return what the command says, line by line."""

    def load(content, *options, name="file.ttl"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        out = StringIO()
        call_command("import_skos", path, *options, stdout=out)
        return out.getvalue().splitlines()

    return load


@pytest.fixture
def fault(load):
    def fault(content, *options, name="file.ttl"):
        with pytest.raises(CommandError) as refusal:
            load(content, *options, name=name)
        assert Topic.objects.count() == 0
        return str(refusal.value)

    return fault


def concepts(*rows):
    """Turtle of concepts, each as (number, what is said of it)."""
    return PREFIX + "\n".join(f"e:{number} a skos:Concept ; {said} ." for number, said in rows)


def labels(topic):
    return {(row.language, row.text, row.hidden) for row in topic.labels.all()}


def by_uri(end):
    return Topic.objects.get(uri__endswith=f"/{end}")


def everything():
    """Every row of the thesaurus with its primary key."""
    models = [Topic, TopicLabel, BroaderTopic, RelatedTopic, TopicKey]
    return [sorted(model.objects.values_list()) for model in models]


def named(text):
    namings = thesaurus.named_topics(analysis.query_terms(text))
    return [topic.slug for naming in namings for topic in naming.topics]


# --- What a file brings ---


def test_a_thesaurus_in_turtle_becomes_topics(load):
    said = load(GEMET)

    assert list(Topic.objects.order_by("uri").values_list("slug", "name_sl", "name_en", "origin")) == [
        ("environment", "okolje", "environment", "GEMET"),
        ("water-pollution", "onesnaževanje vode", "water pollution", "GEMET"),
        ("waste-water", "odpadna voda", "waste water", "GEMET"),
    ]
    assert labels(by_uri(2)) == {
        ("en", "pollution of water", False),
        ("sl", "onesnaženje vode", False),
        ("en", "watter polution", True),
    }
    assert (by_uri(1).hint_sl, by_uri(1).hint_en) == ("Vse, kar nas obdaja.", "All that surrounds us.")
    assert said[-1] == "GEMET: 3 new, 3 labels added, 3 relations added."
    assert said[-3:-1] == ["Passed over, deprecated: 1", "Passed over, texts without a language: 1"]


def test_relations_are_taken_from_either_end(load):
    load(GEMET)

    around = [[topic.slug for topic in topics] for topics in thesaurus.neighbours(by_uri(1))]
    assert around == [[], ["waste-water", "water-pollution"], []]
    assert list(by_uri(3).related.all()) == [by_uri(2)]
    assert list(by_uri(2).related.all()) == [by_uri(3)]


def test_a_thesaurus_in_rdf_xml_with_labels_of_their_own_becomes_topics(load):
    load(EUROVOC, "--scheme", "EuroVoc", name="eurovoc.rdf")

    assert list(Topic.objects.order_by("uri").values_list("name_sl", "name_en", "hint_en", "origin")) == [
        ("industrijsko območje", "industrial area", "An area for industry.", "EuroVoc"),
        (None, "industrial estate", "", "EuroVoc"),
    ]
    assert labels(by_uri(100)) == {("sl", "industrijska cona", False)}
    assert list(by_uri(200).broader.all()) == [by_uri(100)]


def test_what_was_loaded_is_named_in_a_search(load):
    load(GEMET)
    load(EUROVOC, name="eurovoc.rdf")

    assert named("onesnazenja vode") == ["water-pollution"]
    assert named("industrijskih con") == ["industrial-area", "industrial-estate"]
    assert named("watter polution") == ["water-pollution"]


def test_several_files_are_one_vocabulary(tmp_path):
    relations, names = tmp_path / "relations.ttl", tmp_path / "names.ttl"
    relations.write_text(concepts((1, "skos:narrower e:2"), (2, "skos:related e:1")))
    names.write_text(PREFIX + 'e:1 skos:prefLabel "air"@en . e:2 skos:prefLabel "smog"@en .')

    call_command("import_skos", relations, names, "--scheme", "Both", stdout=StringIO())

    assert list(by_uri(2).broader.all()) == [by_uri(1)]


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("name", "content", "options", "number"),
    [
        ("file.ttl", GEMET, [], 3),
        ("file", GEMET, [], 3),
        ("file.xml", GEMET, ["--format", "turtle"], 3),
        ("file.ttl", "\ufeff" + GEMET, [], 3),
        ("file", EUROVOC, [], 2),
        ("file.ttl", EUROVOC, [], 2),
        ("file.rdf", "\ufeff" + EUROVOC, [], 2),
        ("file", EUROVOC.replace("UTF-8", "UTF-16").encode("utf-16"), [], 2),
        ("file.rdf", EUROVOC.replace("UTF-8", "ISO-8859-2").encode("iso-8859-2"), [], 2),
    ],
    ids=[
        "turtle",
        "no ending",
        "said",
        "turtle with a mark",
        "xml",
        "xml named turtle",
        "xml with a mark",
        "16",
        "8859",
    ],
)
def test_the_format_is_told_by_beginning_name_or_option(load, name, content, options, number):
    load(content, *options, name=name)

    assert Topic.objects.count() == number
    assert Topic.objects.filter(name_sl__in=["onesnaževanje vode", "industrijsko območje"]).count() == 1


@pytest.mark.parametrize(
    ("content", "options", "origin"),
    [
        (GEMET, [], "GEMET"),
        (GEMET, ["--scheme", "My own"], "My own"),
        (concepts((1, 'skos:prefLabel "air"@en')), [], "file"),
        (
            GEMET.replace('"GEMET"', f'"{"Long title " * 10}"'),
            [],
            "Long title Long title Long title Long title Long title …",
        ),
    ],
)
def test_the_vocabulary_has_a_name(load, content, options, origin):
    load(content, *options)

    assert set(Topic.objects.values_list("origin", flat=True)) == {origin}


def test_only_concepts_with_certain_languages_can_be_taken(load):
    said = load(EUROVOC, "--only-with-languages", "sl,en", name="eurovoc.rdf")

    assert [topic.uri for topic in Topic.objects.all()] == ["http://eurovoc.europa.eu/100"]
    start = said.index("Left out, a language is missing: 1")
    assert said[start + 1] == "  industrial estate <http://eurovoc.europa.eu/200> (sl)"


def test_slugs_are_english_else_slovenian_and_never_the_same(load):
    make_topic("air", "Nebo", "Sky")

    load(
        concepts(
            (1, 'skos:prefLabel "air"@en, "zrak"@sl'),
            (2, 'skos:prefLabel "šola"@sl'),
            (3, 'skos:prefLabel "Šola!"@sl'),
            (4, 'skos:prefLabel "Ω"@sl'),
        )
    )

    assert [by_uri(number).slug for number in (1, 2, 3, 4)] == ["air-2", "sola", "sola-2", "topic"]


def test_texts_lose_what_cannot_be_shown_or_stored(load):
    load(concepts((1, r'skos:prefLabel "a\u0000i\u200Br\n\n  mass\uD800"@en')))

    assert by_uri(1).name_en == "air mass"


def test_a_dry_run_says_the_same_and_writes_nothing(load):
    version = CatalogueState.objects.get(pk=1).version

    rehearsed = load(GEMET, "--dry-run")
    written = (Topic.objects.count(), TopicKey.objects.count(), CatalogueState.objects.get(pk=1).version - version)
    done = load(GEMET)

    assert written == (0, 0, 0)
    assert rehearsed[-1] == "GEMET (dry run, nothing was written): 3 new, 3 labels added, 3 relations added."
    assert rehearsed[:-1] == done[:-1]


def test_nothing_is_fetched_from_the_network(load, monkeypatch):
    def refuse(*arguments, **options):
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)

    load(EUROVOC.replace("<rdf:RDF ", '<rdf:RDF xml:base="http://192.0.2.1/base" '), name="file.rdf")
    load("@base <http://192.0.2.1/> . <more> a <http://www.w3.org/2002/07/owl#imports> .\n" + GEMET)

    assert Topic.objects.count() == 5


# --- Once more ---


@pytest.mark.parametrize(("content", "name"), [(GEMET, "file.ttl"), (EUROVOC, "file.rdf")])
def test_a_second_import_changes_nothing(load, content, name):
    make_topic("okolje", "Okolje", "Surroundings")
    load(content, name=name)
    before, version = everything(), CatalogueState.objects.get(pk=1).version

    said = load(content, name=name)

    assert everything() == before
    assert CatalogueState.objects.get(pk=1).version == version
    assert said[-1].endswith(": nothing changed.")


def test_keys_of_an_import_are_those_of_a_rebuild(load):
    load(GEMET)
    before = everything()

    thesaurus.rebuild_keys()

    assert everything() == before


def test_what_changed_in_the_file_changes_in_the_topics(load):
    load(GEMET)
    rows = set(Topic.objects.values_list("pk", "slug"))

    said = load(
        GEMET.replace("water pollution", "water contamination")
        .replace("pollution of water", "dirty water")
        .replace("Vse, kar nas obdaja.", "Vse okoli nas.")
        .replace("skos:related c:3", "skos:related c:1")
    )

    assert said[-1] == "GEMET: 2 changed, 1 labels added, 1 labels removed, 1 relations added, 1 relations removed."
    assert set(Topic.objects.values_list("pk", "slug")) == rows
    assert (by_uri(2).name_en, by_uri(1).hint_sl) == ("water contamination", "Vse okoli nas.")
    assert (named("contaminations of water"), named("water contamination")) == ([], ["water-pollution"])
    assert (named("water pollution"), named("dirty water")) == ([], ["water-pollution"])
    assert list(by_uri(2).related.all()) == [by_uri(1)]
    assert list(by_uri(3).related.all()) == []


def test_a_label_may_become_hidden(load):
    load(GEMET)

    said = load(
        GEMET.replace('"pollution of water"@en, ', "").replace("hiddenLabel", 'hiddenLabel "pollution of water"@en,')
    )

    assert said[-1] == "GEMET: 1 labels shown or hidden."
    assert TopicLabel.objects.get(text="pollution of water").hidden is True


def test_concepts_that_left_the_file_are_named_and_kept(load):
    load(GEMET)

    said = load(GEMET.partition("c:3 a skos:Concept")[0])

    start = said.index("Not in the file any more, kept: 1")
    assert said[start + 1] == "  odpadna voda <http://www.eionet.europa.eu/gemet/concept/3>"
    assert Topic.objects.count() == 3


def test_what_staff_wrote_stays(load):
    load(GEMET)
    topic, own = by_uri(2), make_topic("own", "Lastno", "Own")
    TopicLabel.objects.create(topic=topic, language="sl", text="umazana voda")
    topic.set_broader([*topic.broader.all(), own])
    topic.set_related([*topic.related.all(), own])
    before = everything()

    load(GEMET)

    assert everything() == before


def test_entries_are_filed_anew_only_for_a_renamed_topic(load, monkeypatch):
    load(GEMET)
    make(Practice, topics=[by_uri(1), by_uri(2)])
    filed = []
    monkeypatch.setattr(filing, "file_entries", lambda model, pks: filed.extend(pks))

    load(GEMET.replace("pollution of water", "dirty water").replace("Vse, kar nas obdaja.", "Vse."))
    before = list(filed)
    load(GEMET.replace('"environment"@en', '"surroundings"@en'))

    assert (before, len(filed)) == ([], 1)


# --- Joining ---


@pytest.mark.parametrize(
    ("name_sl", "name_en"), [("Onesnaževanje vode", "Dirt in water"), ("Nesnaga v vodi", "Water Pollution")]
)
def test_a_concept_of_the_same_name_is_joined_to_the_topic_of_the_portal(load, name_sl, name_en):
    topic = make_topic("pollution", name_sl, name_en)

    said = load(GEMET)

    topic.refresh_from_db()
    assert (topic.slug, topic.name_sl, topic.name_en, topic.origin) == ("pollution", name_sl, name_en, "")
    assert topic.uri == "http://www.eionet.europa.eu/gemet/concept/2"
    assert Topic.objects.count() == 3
    others = {("sl", "onesnaževanje vode", False), ("en", "water pollution", False)}
    same = {("sl", name_sl.lower(), False), ("en", name_en.lower(), False)}
    assert labels(topic) & (others | same) == others - same
    assert said[-1] == "GEMET: 2 new, 1 joined, 4 labels added, 3 relations added."
    assert said.count("Joined to a topic of the portal, which keeps its words: 1") == 1


def test_a_joined_topic_stands_in_the_hierarchy(load):
    make_topic("pollution", "Onesnaževanje vode", "Dirt in water")

    load(GEMET)

    assert named("okolje") == ["environment", "pollution", "waste-water"]


def test_a_topic_of_another_vocabulary_keeps_its_words_and_says_so(load):
    load(GEMET)
    before = everything()

    said = load(GEMET.replace("water pollution", "dirt"), "--scheme", "Another")

    assert said.count("Keeps its own words, as this vocabulary (--scheme) did not make it: 3") == 1
    assert everything()[0] == before[0]
    assert list(TopicLabel.objects.filter(origin="Another").values_list("text", flat=True)) == ["dirt"]


def test_a_concept_that_could_join_two_topics_joins_one_and_says_so(load):
    first, second = make_topic("prva", "Okolje", "First"), make_topic("druga", "Drugo", "Environment")

    said = load(GEMET)

    assert Topic.objects.get(uri__endswith="/1") == first
    assert Topic.objects.get(pk=second.pk).uri is None
    assert said.count("Would join a second topic too, which stays apart: 1") == 1


def test_a_name_of_another_topic_becomes_an_alternative_label(load):
    load(GEMET)

    said = load(concepts((7, 'skos:prefLabel "water pollution"@en, "kalnost"@sl')), "--scheme", "Other")

    topic = by_uri(7)
    assert topic.uri == "http://example.org/7"
    assert (topic.name_sl, topic.name_en, labels(topic)) == ("kalnost", None, {("en", "water pollution", False)})
    assert said.count("Kept as an alternative label, another topic has this name: 1") == 1


def test_a_concept_whose_names_all_belong_to_others_is_left_out(load):
    said = load(
        concepts(
            (1, 'skos:prefLabel "air"@en'),
            (2, 'skos:prefLabel "Air"@en'),
            (3, 'skos:prefLabel "gas"@en ; skos:broader e:2'),
        )
    )

    assert sorted(Topic.objects.values_list("name_en", flat=True)) == ["air", "gas"]
    assert said[-1] == "file: 2 new."
    assert said.count("Left out, other topics have its names: 1") == 1
    assert said.count("Relation left out, the other concept is not here: 1") == 1


def test_the_same_word_in_two_languages_is_no_clash(load):
    load(concepts((1, 'skos:prefLabel "most"@sl, "bridge"@en'), (2, 'skos:prefLabel "most"@en')))

    assert list(Topic.objects.order_by("uri").values_list("name_sl", "name_en")) == [("most", "bridge"), (None, "most")]


# --- What is left out and said ---


def test_a_concept_without_a_usable_label_is_counted_and_the_first_twenty_are_listed(load):
    said = load(concepts((0, 'skos:prefLabel "air"@en'), *((n, 'skos:prefLabel "Luft"@de') for n in range(1, 26))))

    start = said.index("Left out, no preferred label in sl or en: 25")
    assert said[start + 1] == "  ? <http://example.org/1>"
    assert said[start + 21 : start + 22] == ["  … and 5 more"]
    assert Topic.objects.count() == 1


def test_a_concept_without_a_lasting_address_is_left_out(load):
    said = load(
        concepts((1, 'skos:prefLabel "air"@en'))
        + '[] a skos:Concept ; skos:prefLabel "nameless"@en .'
        + '<javascript:alert(1)> a skos:Concept ; skos:prefLabel "script"@en .'
        + f'<http://example.org/{"x" * 500}> a skos:Concept ; skos:prefLabel "long"@en .'
    )

    assert said.count("Left out, no usable address: 3") == 1
    assert Topic.objects.count() == 1


def test_long_labels_are_cut_or_left_out_and_said(load):
    long_name, too_long = ("air " * 40).strip(), ("gas " * 60).strip()
    texts = f'skos:prefLabel "{long_name}"@en ; skos:altLabel "{too_long}"@en ; skos:definition "{too_long}"@en'

    said = load(concepts((1, texts)))

    topic = by_uri(1)
    assert (topic.name_en, topic.hint_en) == ("air " * 24 + "…", "gas " * 49 + "…")
    assert labels(topic) == {("en", long_name, False)}
    assert said.count("Preferred label cut to 100 characters, whole as an alternative one where it fits: 1") == 1
    assert said.count("Label left out, over 200 characters: 1") == 1


def test_the_relation_that_would_close_a_circle_is_left_out_and_said(load):
    names = {1: "air", 2: "gas", 3: "smog"}
    content = concepts(*((n, f'skos:prefLabel "{name}"@en ; skos:broader e:{n % 3 + 1}') for n, name in names.items()))

    first = load(content)
    before = everything()
    second = load(content)

    line = "  “smog” <http://example.org/3> under “air”"
    assert (first.count(line), second.count(line)) == (1, 1)
    assert set(BroaderTopic.objects.values_list("topic__name_en", "broader__name_en")) == {
        ("air", "gas"),
        ("gas", "smog"),
    }
    assert everything() == before


def test_a_concept_is_never_broader_than_or_related_to_itself(load):
    load(concepts((1, 'skos:prefLabel "air"@en ; skos:broader e:1 ; skos:related e:1')))

    assert (BroaderTopic.objects.count(), RelatedTopic.objects.count()) == (0, 0)


# --- Faults ---


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("content", "options", "name", "start"),
    [
        (b"", [], "file.ttl", "Nothing was loaded. file.ttl is empty."),
        (b" \n ", [], "file.rdf", "Nothing was loaded. file.rdf is empty."),
        (b"Just some words.", [], "file.ttl", "Nothing was loaded. file.ttl is not Turtle: "),
        (b'{"a": 1}', [], "file.json", "Nothing was loaded. file.json is not Turtle: "),
        (b"PK\x03\x04\x00\x00", [], "file.zip", "Nothing was loaded. file.zip is not Turtle: "),
        (GEMET.encode(), ["--format", "xml"], "file.ttl", "Nothing was loaded. file.ttl is not RDF/XML: "),
        (
            EUROVOC.encode()[:900],
            [],
            "file.rdf",
            "Nothing was loaded. file.rdf is not RDF/XML: no element found: line ",
        ),
        (b"<!DOCTYPE html><html><p>Hi<br></html>", [], "file.rdf", "Nothing was loaded. file.rdf is not RDF/XML: "),
        (b"<a><b>", [], "file.rdf", "Nothing was loaded. file.rdf is not RDF/XML: "),
        (EUROVOC.encode("cp1250"), [], "file.rdf", "Nothing was loaded. file.rdf is not RDF/XML: not well-formed"),
        (GEMET.encode("cp1250"), [], "file.ttl", "Nothing was loaded. file.ttl: Turtle is written in UTF-8, but byte "),
        (GEMET.encode("utf-16"), [], "file.ttl", "Nothing was loaded. file.ttl"),
        (PREFIX + "e:1 skos:prefLabel [" + "[" * 9000, [], "file.ttl", "Nothing was loaded. file.ttl is not Turtle: "),
        (
            PREFIX + "e:1 a skos:Collection .",
            [],
            "file.ttl",
            "Nothing was loaded. There is no concept (skos:Concept) in it",
        ),
        (
            concepts((1, 'skos:prefLabel "Luft"@de')),
            [],
            "file.ttl",
            "Nothing was loaded. None of its 1 concepts can be used: ",
        ),
        (GEMET, ["--scheme", "x" * 61], "file.ttl", "Give the vocabulary a name of 1 to 60 characters with --scheme."),
        (GEMET, ["--only-with-languages", "sl,de"], "file.ttl", "The portal has no language “de”; it has sl, en."),
    ],
    ids=lambda value: None if isinstance(value, str | bytes | list) and len(value) > 40 else str(value)[:40],
)
def test_a_file_that_cannot_be_used_is_refused_with_a_sentence(fault, content, options, name, start):
    assert fault(content, *options, name=name)[: len(start)] == start


def test_a_file_that_is_not_there_is_named():
    for path, reason in (("/nowhere/file.ttl", "No such file or directory"), ("/", "Is a directory")):
        with pytest.raises(CommandError) as refusal:
            call_command("import_skos", path, stdout=StringIO())
        assert str(refusal.value) == f"Nothing was loaded. {path} cannot be read: {reason}."


def doctype(*entities, outside=""):
    declared = "".join(f"<!ENTITY {entity}>" for entity in entities)
    return f'<?xml version="1.0"?><!DOCTYPE rdf:RDF {outside}[{declared}]>{XML}'


BOMB = ['l0 "lol"', *(f'l{n} "{f"&l{n - 1};" * 10}"' for n in range(1, 10))]


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("head", "text", "part"),
    [
        (doctype(*BOMB), "&l9;", "the entity “l1” is not a short, plain text; write it out."),
        (doctype('a "&#38;a;"'), "&a;", "the entity “a” is not a short, plain text; write it out."),
        (doctype(f'a "{"x" * 5000}"'), "&a;" * 5000, "the entity “a” is not a short, plain text; write it out."),
        (doctype('a SYSTEM "file:///etc/passwd"'), "&a;", "the entity “a” points at another file or changes the rules"),
        (doctype('a SYSTEM "http://192.0.2.1/x"'), "&a;", "the entity “a” points at another file or changes the rules"),
        (doctype('% a SYSTEM "http://192.0.2.1/x"'), "x", "the entity “a” points at another file or changes the rules"),
        (doctype(outside='SYSTEM "http://192.0.2.1/x.dtd" '), "x", "its DOCTYPE points at another file"),
    ],
    ids=["billion laughs", "itself", "quadratic", "local file", "address", "parameter", "foreign doctype"],
)
def test_hostile_xml_is_refused(fault, head, text, part):
    start = f"Nothing was loaded. file.rdf: {part}"

    assert fault(head + XML_CONCEPT.format(text) + "</rdf:RDF>", name="file.rdf")[: len(start)] == start


def test_short_entities_of_a_doctype_are_welcome(load):
    head = doctype('ex "http://example.org/"')

    load(head + XML_CONCEPT.replace("http://example.org/", "&ex;").format("air") + "</rdf:RDF>", name="file.owl")

    assert [topic.uri for topic in Topic.objects.all()] == ["http://example.org/1"]


def test_a_fault_while_writing_leaves_nothing_half_written(load, monkeypatch):
    monkeypatch.setattr("catalogue.skos.writing.report_gone", lambda *arguments: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        load(GEMET)

    assert everything() == [[], [], [], [], []]


# --- Size ---


def big(number):
    """A vocabulary of so many concepts in a tree, with four labels in each language."""
    words = random.Random(1)
    for n in range(number):
        said = [f'skos:prefLabel "concept {n}"@en, "pojem {n}"@sl']
        said += [f'skos:altLabel "{words.random()} {k}"@en, "{words.random()} {k}"@sl' for k in range(3)]
        yield n, " ; ".join([*said, f"skos:broader e:{n // 5}"])


def test_the_number_of_queries_grows_by_batches_only(load, django_assert_max_num_queries):
    content = concepts(*big(1200))

    with django_assert_max_num_queries(110):
        load(content)
    with django_assert_max_num_queries(30):
        load(content)

    assert (Topic.objects.count(), TopicLabel.objects.count(), BroaderTopic.objects.count()) == (1200, 7200, 1199)

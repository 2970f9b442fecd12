"""What a record says: of every kind, in both languages, and never of what is not public."""

import pytest
from django.utils import timezone

from catalogue.filing.records import stamp
from catalogue.models import Harvested, Kind
from library.models import Book, Chapter, Practice, Publication
from partners.models import Network, Partner, Place, Post
from plans.models import ActionPlan, Commitment, Recommendation
from projects.models import Project
from tests.catalogue.oai.asking import ask, by_language, code_of, harvest, judged, name, texts
from tests.factories import MODELS, make, make_person, make_run, make_topic
from tools.models import PublicRun, Run
from workshops.models import Event, Transfer

pytestmark = pytest.mark.django_db

# What can be cited as a work, once it is known who made it.
CITED = {Practice, Book, Chapter, Publication, Post, Event, ActionPlan, Commitment, PublicRun, Transfer, Recommendation}
BY_AUTHORS = (Book, Chapter, Publication)
MAKER = {Transfer: "partner", Post: "partner", Event: "host", Project: "", Network: "coordinator"}


def record(client, entry, prefix="oai_dc"):
    stamp()
    identifier = f"oai:portal.example.eu:{name(entry)}"
    return ask(client, verb="GetRecord", metadataPrefix=prefix, identifier=identifier)


def with_maker(model, maker):
    """An entry of which it is known who made it, as far as its kind knows such."""
    if model is Chapter:
        return make(Chapter, book=with_maker(Book, maker))
    if model in BY_AUTHORS:
        return make(model, authors="Novak, A.", year=2015)
    field = MAKER.get(model, "organisation")
    known = field and any(column.name == field for column in model._meta.get_fields())
    return make(model, **({field: maker} if known else {}))


def test_every_kind_is_told_in_dublin_core_in_both_languages(client):
    entries = [make(model) for model in MODELS]

    assert {entry.kind for entry in entries} == set(Kind)
    for entry in entries:
        root = record(client, entry)
        assert by_language(root, "title") == [(code, entry.card_title(code)) for code in ("sl", "en")]
        pages = [f"https://portal.example.eu{address}" for address in entry.addresses().values()]
        assert texts(root, ".//dc:identifier")[:2] == pages
        assert len(by_language(root, "type")) == 2


def test_works_whose_makers_are_known_are_told_as_datacite(client):
    maker = make(Partner)

    told = {model for model in MODELS if code_of(record(client, with_maker(model, maker), "oai_datacite"))[0] is None}

    assert told == CITED


def test_a_publication_tells_all_that_libraries_ask(client):
    project = make(Project)
    entry = make(
        Publication,
        title_sl="Priročnik",
        title_en="Handbook",
        title_is_descriptive=True,
        summary_sl="Kako naprej.",
        summary_en="How to go on.",
        authors="Novak, A.",
        publisher="UIRS",
        year=2015,
        languages="en, sl",
        isbn="978-88-6856-042-3",
        doi="10.5281/zenodo.123",
        licence="CC BY 4.0",
        source="https://example.org/source",
        external_id="pub-1",
        project=project,
        topics=[make_topic("voda", "Voda", "Water")],
    )

    root = record(client, entry)

    assert by_language(root, "description") == [("sl", "Kako naprej."), ("en", "How to go on.")]
    assert by_language(root, "subject") == [("sl", "Voda"), ("en", "Water")]
    assert by_language(root, "type") == [("sl", "Publikacija"), ("en", "Publication")]
    assert texts(root, ".//dc:identifier")[2:] == [
        "pub-1",
        "https://doi.org/10.5281/zenodo.123",
        "urn:isbn:978-88-6856-042-3",
    ]
    plain = ("creator", "publisher", "date", "language", "rights", "source", "relation")
    assert {element: texts(root, f".//dc:{element}") for element in plain} == {
        "creator": ["Novak, A."],
        "publisher": ["UIRS"],
        "date": ["2015"],
        "language": ["en", "sl"],
        "rights": ["CC BY 4.0"],
        "source": ["https://example.org/source"],
        "relation": [f"https://portal.example.eu{project.get_absolute_url()}"],
    }
    assert texts(root, ".//oai:setSpec") == ["kind", "kind:publication", "topic", "topic:voda"]

    cited = record(client, entry, "oai_datacite")

    assert texts(cited, ".//cite:identifier") == ["10.5281/zenodo.123"]
    assert texts(cited, ".//cite:title") == ["Priročnik", "Handbook"]
    assert (texts(cited, ".//cite:publisher"), texts(cited, ".//cite:publicationYear")) == (["UIRS"], ["2015"])
    assert texts(cited, ".//cite:description") == ["Kako naprej.", "How to go on."]


def test_a_work_keeps_its_own_title_in_its_own_language(client):
    entry = make(Publication, title_sl="Benchmarking aree", title_en="Benchmarking aree", languages="it")

    assert by_language(record(client, entry), "title") == [("it", "Benchmarking aree")]


def test_a_place_is_covered_in_both_languages(client):
    entry = make(Place, country="SI", town_sl="Škofja Loka", town_en="Škofja Loka")

    found = by_language(record(client, entry), "coverage")

    assert found == [("sl", "Škofja Loka"), ("en", "Škofja Loka"), ("sl", "Slovenija"), ("en", "Slovenia")]


def test_a_chapter_is_part_of_its_book_and_by_its_authors(client):
    book = make(Book, authors="Novak, A.\nZavod Tovarna", year=2015)
    chapter = make(Chapter, book=book)
    stamp()

    book.authors = "Kos, B."
    book.save()

    root = record(client, chapter, "oai_datacite")
    assert texts(root, ".//cite:creatorName") == ["Kos, B."]
    assert texts(root, ".//cite:relatedIdentifier") == [f"https://portal.example.eu{book.get_absolute_url()}"]


def test_signs_that_no_xml_may_hold_are_left_out(client):
    entry = make(Practice, title_sl="Tovarna\x0b \x1fin \ufffe<mesto> & \U0001f3ed", title_en="x")

    assert by_language(record(client, entry), "title")[0] == ("sl", "Tovarna in <mesto> & \U0001f3ed")


def test_nothing_that_is_not_public_is_told(client):
    person = make_person("skrivna@example.org", name="Skrivna Oseba")
    hidden = make(Partner, published=False, title_sl="Skriti partner", title_en="Hidden partner")
    tomorrow = timezone.now() + timezone.timedelta(days=1)
    for model in MODELS:
        make(model, published=False, title_sl="Osnutek", title_en="Draft")
    make(Practice, published_at=tomorrow, title_sl="Jutri", title_en="Tomorrow")
    make(Practice, organisation=hidden, project=make(Project, published=False, title_sl="Skrit", title_en="Hidden"))
    make_run(title="Zasebni izračun", author=person)
    make(PublicRun, run=make_run(title="Javni izračun", author=person))
    stamp()

    seen = "".join(str(row) for row in Harvested.objects.values_list("told", flat=True))
    seen += client.get("/oai", {"verb": "ListRecords", "metadataPrefix": "oai_dc"}).content.decode()

    words = ("Osnutek", "Draft", "Jutri", "Skriti", "Hidden", "Skrit", "Zasebni", "Oseba", "skrivna@", person.email)
    assert [word for word in words if word in seen] == []
    assert Run.objects.count() > 1


def test_the_repository_describes_itself(client, settings):
    stamp()

    root = ask(client, verb="Identify")

    assert {child.tag.rpartition("}")[2]: child.text for child in root.find("{*}Identify")[:7]} == {
        "repositoryName": "MER portal",
        "baseURL": "https://portal.example.eu/oai",
        "protocolVersion": "2.0",
        "adminEmail": "info@example.eu",
        "earliestDatestamp": texts(root, ".//oai:earliestDatestamp")[0],
        "deletedRecord": "persistent",
        "granularity": "YYYY-MM-DDThh:mm:ssZ",
    }
    assert texts(root, ".//scheme:repositoryIdentifier") == ["portal.example.eu"]


@pytest.mark.parametrize("email", ["info@example.eu", ""])
def test_a_portal_on_a_machine_without_a_domain_is_described_too(client, settings, email):
    settings.CONTACT_EMAIL, settings.ADMIN_EMAIL = email, "admin@localhost"

    assert texts(ask(client, verb="Identify"), ".//oai:adminEmail") == [email or "admin@mer.invalid"]


def test_formats_are_listed_for_all_and_for_one_record(client):
    term, cited = make(MODELS[4]), with_maker(Practice, make(Partner))
    stamp()

    listed = [
        texts(ask(client, verb="ListMetadataFormats", **more), ".//oai:metadataPrefix")
        for more in ({}, *({"identifier": f"oai:portal.example.eu:{name(entry)}"} for entry in (cited, term)))
    ]

    assert listed == [["oai_dc", "oai_datacite"], ["oai_dc", "oai_datacite"], ["oai_dc"]]


def test_sets_are_named_and_described_in_both_languages_and_can_be_harvested(client):
    make(Practice, topics=[make_topic("voda", "Voda", "Water")])
    make_topic("prazna", "Prazna", "Empty")
    stamp()

    root = ask(client, verb="ListSets")

    specs = texts(root, ".//oai:setSpec")
    assert specs == ["kind", *sorted(f"kind:{kind}" for kind in Kind), "topic", "topic:voda"]
    assert by_language(root, "title")[-2:] == [("sl", "Voda"), ("en", "Water")]
    full = {
        spec for spec in specs if code_of(ask(client, verb="ListRecords", metadataPrefix="oai_dc", set=spec))[0] is None
    }
    assert full == {"kind", "kind:practice", "topic", "topic:voda"}


def test_many_sets_come_in_parts(client, monkeypatch):
    monkeypatch.setattr("catalogue.oai.lists.PAGE", 8)

    root, found = ask(client, verb="ListSets"), []
    while True:
        found += texts(root, ".//oai:setSpec")
        token = texts(root, ".//oai:resumptionToken")[0]
        if not token:
            break
        root = ask(client, verb="ListSets", resumptionToken=token)

    assert found == ["kind", *sorted(f"kind:{kind}" for kind in Kind), "topic"]


def test_a_new_address_of_the_portal_changes_no_identifier(client, settings):
    settings.OAI_NAMESPACE = ""
    make(Practice)
    stamp()
    before = texts(ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc"), ".//oai:identifier")

    settings.SITE_URL, settings.SITE_HOST = "https://elsewhere.eu", "elsewhere.eu"

    assert texts(ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc"), ".//oai:identifier") == before
    assert harvest(client, metadataPrefix="oai_dc")


def test_a_head_is_answered_without_a_body(client):
    assert client.head("/oai", {"verb": "Identify"}).content == b""
    assert judged(client.get("/oai/", {"verb": "Identify"}, follow=True).content) is not None

"""Bulk import: every fault by its line, every encoding, each batch whole or not at all, and all of it found at once."""

import contextlib
import csv
import io
import json
import time

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from catalogue.bulk import COLUMNS, Import, Options, Stopped, importing
from catalogue.filing import agreement
from catalogue.models import Card, CatalogueState, TaggedTopic, Topic
from catalogue.tables.faults import SheetError
from library.models import Book, Practice, Publication
from partners.models import Partner, Place, Post
from tests.factories import make, make_topic
from tools.models import Tool
from workshops.models import Event

pytestmark = pytest.mark.django_db


def row(external_id="praksa-1", kind="practice", language="sl", title="Toplarna na sekance", **cells):
    return {"external_id": external_id, "kind": kind, "language": language, "title": title, **cells}


def as_csv(*rows, delimiter=",", encoding="utf-8", header=None, **options):
    header = header or [name for name in COLUMNS if any(name in cells for cells in rows)]
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, **options).writerows(
        [header, *([cells.get(name, "") for name in header] for cells in rows)]
    )
    return stream.getvalue().encode(encoding)


def as_json(*rows):
    return "".join(json.dumps(cells) + "\n" for cells in rows).encode()


def imported(content, **options):
    """(report, faults as sentences)."""
    faults = []
    work = Import(io.BytesIO(content), Options(**options), on_fault=lambda fault: faults.append(str(fault)))
    return work.run(), faults


def imported_rows(*rows, **options):
    return imported(as_json(*rows), file_format="jsonl", **options)


def refusal(content, **options):
    with pytest.raises(SheetError) as refused:
        imported(content, **options)
    return str(refused.value)


def counts(report):
    return report.new, report.changed, report.unchanged, report.faulty


def disagreements():
    return list(agreement.disagreements())


@pytest.fixture(autouse=True)
def english(settings):
    """Faults are asserted in the language of the code."""
    with translation.override("en"):
        yield


# --- What a row becomes ---


@pytest.mark.parametrize(
    ("content", "file_format"),
    [
        (b"external_id;kind;language;title" + b";a" * 250_000, "csv"),
        (b"external_id;kind;language;title\n" + b"x;" * 250_000, "csv"),
        (("external_id;kind;language;title\n" + "\n" * 1_000_000).encode("utf-16"), "csv"),
        (b"{" + b",".join(b'"k%d":1' % number for number in range(90_000)) + b',"k89999":1}\n', "jsonl"),
        (b"[" * 1_000_000, "jsonl"),
        (b'{"year":' + b"9" * 900_000 + b"}", "jsonl"),
    ],
    ids=["header", "row", "UTF-16", "keys", "depth", "digits"],
)
def test_a_megabyte_made_to_be_slow_is_answered_at_once(content, file_format):
    begun = time.process_time()

    with contextlib.suppress(SheetError):
        imported(content, file_format=file_format)

    assert time.process_time() - begun < 5


def test_a_row_fills_the_fields_of_its_kind():
    make_topic("voda", "Voda", "Water")

    report, faults = imported(
        as_csv(
            row(
                summary="Kratko.",
                body="Prva vrstica\r\ndruga",
                country="Slovenija",
                topics="voda",
                year="2014",
                url="https://example.org/x",
                licence="CC BY 4.0",
                source="https://example.org/vir",
            )
        )
    )

    practice = Practice.objects.get(external_id="praksa-1")
    assert (counts(report), faults) == ((1, 0, 0, 0), [])
    assert (practice.title_sl, practice.summary_sl, practice.solution_sl, practice.start) == (
        "Toplarna na sekance",
        "Kratko.",
        "Prva vrstica\ndruga",
        "2014",
    )
    assert (practice.country.code, practice.links, practice.licence, practice.source, practice.slug_sl) == (
        "SI",
        "https://example.org/x",
        "CC BY 4.0",
        "https://example.org/vir",
        "toplarna-na-sekance",
    )
    assert [tagged.tag.slug for tagged in TaggedTopic.objects.filter(object_id=practice.pk)] == ["voda"]
    assert disagreements() == []


@pytest.mark.parametrize(
    ("kind", "model", "cells", "stored"),
    [
        ("publication", Publication, {"body": "O", "year": "2001"}, {"abstract_sl": "O", "year": 2001}),
        ("publication", Publication, {"url": "https://a.example/"}, {"link": "https://a.example/"}),
        ("guideline", Book, {"year": "2001"}, {"year": 2001}),
        ("event", Event, {"year": "2013", "country": "it"}, {"start": "2013", "end": "2013", "country": "IT"}),
        ("place", Place, {"country": "Austria"}, {"country": "AT"}),
        ("partner", Partner, {"url": "https://a.example/"}, {"website": "https://a.example/"}),
        ("post", Post, {"body": "Besedilo"}, {"body_sl": "Besedilo"}),
        ("tool", Tool, {"summary": "S"}, {"summary_sl": "S", "method_known": "purpose_only"}),
    ],
)
def test_every_kind_has_its_own_places_for_the_general_columns(kind, model, cells, stored):
    report, faults = imported_rows(row(kind=kind, **cells))

    entry = model.objects.get(external_id="praksa-1")
    assert (counts(report), faults) == ((1, 0, 0, 0), [])
    assert {name: getattr(entry, name) for name in stored} == stored
    assert disagreements() == []


@pytest.mark.parametrize("batch", [1, 1000])
def test_two_rows_in_two_languages_are_one_entry(batch):
    imported_rows(row(), row(language="en", title="Heating plant"), batch=batch)

    [practice] = Practice.objects.all()
    assert (practice.title_sl, practice.title_en) == ("Toplarna na sekance", "Heating plant")
    assert disagreements() == []


def test_an_imported_entry_is_found_at_once(client):
    imported_rows(row(), row("p-2", title="Čistilna naprava"))

    page = client.get("/sl/katalog/", {"q": "toplarne"})

    assert [card.title_sl for card in page.context["page"].cards] == ["Toplarna na sekance"]


def test_a_draft_is_found_nowhere(client):
    report, _faults = imported_rows(row(), draft=True)

    page = client.get("/sl/katalog/", {"q": "toplarne"})

    assert (report.new, Practice.objects.get().status, Card.objects.count()) == (1, "draft", 0)
    assert list(page.context["page"].cards) == []
    assert client.get(Practice.objects.get().get_absolute_url()).status_code == 404


def test_licence_and_description_stand_on_the_page_and_in_linked_data(client):
    imported_rows(row(kind="publication", body="O čem govori.", licence="CC BY 4.0"))

    with translation.override("sl"):
        text = client.get(Publication.objects.get().get_absolute_url()).content.decode()

    assert (text.count("O čem govori."), text.count('"license": "CC BY 4.0"')) == (1, 1)
    assert text.count(" CC BY 4.0</p>") == 1


def test_words_that_are_no_address_become_the_note_on_the_sources():
    imported_rows(row(source="Pogovor z občino, 2014"))

    practice = Practice.objects.get()
    assert (practice.source, practice.note_sl) == ("", "Pogovor z občino, 2014")


@pytest.mark.parametrize("text", ["voda|zrak", "voda; zrak", "Voda|Air", "water;ZRAK", ["Water", "zrak"]])
def test_topics_are_keys_or_labels_in_either_language(text):
    make_topic("voda", "Voda", "Water")
    make_topic("zrak", "Zrak", "Air")

    _report, faults = imported_rows(row(topics=text))

    assert (faults, [tagged.tag.slug for tagged in TaggedTopic.objects.order_by("pk")]) == ([], ["voda", "zrak"])


def test_the_first_three_topics_are_main_topics():
    imported_rows(row(topics="a1|b2|c3|d4"), create_topics=True)

    assert [tagged.main for tagged in TaggedTopic.objects.order_by("pk")] == [True, True, True, False]


def test_topics_are_made_when_asked_for():
    _report, faults = imported_rows(row(topics="Mokrišča"), row("p-2", topics="mokrišča"), create_topics=True)

    [topic] = Topic.objects.all()
    assert (faults, topic.slug, topic.name_sl) == ([], "mokrisca", "Mokrišča")
    assert disagreements() == []


def test_entries_of_one_title_get_addresses_of_their_own():
    make(Practice, title_sl="Toplarna na sekance")

    imported_rows(row("a"), row("b"), batch=1)
    imported_rows(row("c"), row("d"))

    assert sorted(Practice.objects.values_list("slug_sl", flat=True)) == [
        "toplarna-na-sekance",
        *(f"toplarna-na-sekance-{number}" for number in (2, 3, 4, 5)),
    ]


def test_the_history_says_where_an_entry_came_from(admin):
    imported_rows(row(), user=admin, reason="import of vzorec.csv")
    imported_rows(row(summary="Novo"), user=admin, reason="import of vzorec.csv")

    history = Practice.objects.get().history.order_by("pk")
    assert [(past.history_type, past.history_change_reason, past.history_user) for past in history] == [
        ("+", "import of vzorec.csv", admin),
        ("~", "import of vzorec.csv", admin),
    ]


# --- What stands already ---


def test_a_row_brings_an_entry_up_to_date_and_an_empty_cell_erases_nothing():
    make_topic("voda", "Voda", "Water")
    imported_rows(row(summary="Staro", body="Telo", topics="voda", licence="CC0"))

    report, _faults = imported(as_csv(row(summary="Novo", body="", topics="", licence="")))

    practice = Practice.objects.get()
    assert counts(report) == (0, 1, 0, 0)
    assert (practice.summary_sl, practice.solution_sl, practice.licence) == ("Novo", "Telo", "CC0")
    assert [topic.slug for topic in practice.topics.all()] == ["voda"]
    assert [card.summary_sl for card in Card.objects.all()] == ["Novo"]
    assert disagreements() == []


def test_the_same_again_writes_nothing():
    make_topic("voda", "Voda", "Water")
    rows = [row(topics="voda", year="2014", url="https://a.example", country="SI"), row(language="en", title="Plant")]
    imported_rows(*rows)
    practice = Practice.objects.values().get()
    version = CatalogueState.objects.get().version

    report, _faults = imported_rows(*rows)

    assert counts(report) == (0, 0, 1, 0)
    assert (Practice.objects.values().get(), Practice.history.count()) == (practice, 1)
    assert CatalogueState.objects.get().version == version


def test_an_entry_that_staff_withdrew_stays_withdrawn():
    imported_rows(row())
    Practice.objects.get().withdraw()

    report, _faults = imported_rows(row(title="Novo ime"))

    practice = Practice.objects.get()
    assert (report.changed, practice.title_sl, practice.status, Card.objects.count()) == (1, "Novo ime", "withdrawn", 0)


def test_a_draft_that_stands_stays_a_draft():
    make(Practice, published=False, external_id="praksa-1")

    imported_rows(row())

    assert (Practice.objects.get().status, Card.objects.count()) == ("draft", 0)


def test_a_year_takes_nothing_from_a_date_and_an_address_nothing_from_a_list():
    make(Practice, external_id="praksa-1", start="2014-05", links="https://a.example")

    imported_rows(row(year=2014, url="https://b.example"))

    practice = Practice.objects.get()
    assert (practice.start, practice.links) == ("2014-05", "https://a.example\nhttps://b.example")


def test_what_follows_from_a_change_is_written_as_a_save_writes_it():
    imported_rows(row(kind="event"))

    imported_rows(row(kind="event", year="2014"))

    event = Event.objects.get()
    assert [(past.start, past.end) for past in (event, event.history.first())] == [("2014", "2014")] * 2


def test_those_who_show_a_changed_entry_follow_it():
    partner = make(Partner, external_id="zavod", title_sl="Zavod")
    make(Practice, organisation=partner)

    imported_rows(row("zavod", "partner", title="Inštitut"))

    assert [card.by_sl for card in Card.objects.filter(kind="practice")] == ["Inštitut"]
    assert disagreements() == []


# --- Faults ---


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"external_id": ""}, "external_id: is missing"),
        (
            {"external_id": "a b"},
            "external_id: Write letters, digits and - _ . : / only, beginning with a letter or a digit.",
        ),
        ({"external_id": "x" * 81}, "external_id: Ensure this value has at most 80 characters (it has 81)."),
        ({"kind": "chapter"}, "kind: a chapter belongs to guidelines, which a row cannot name"),
        ({"kind": "project"}, "kind: a project needs an acronym, for which a row has no column"),
        ({"language": "de"}, "language: “de” is no language of the portal; choose one of sl, en"),
        ({"title": " "}, "title: is missing"),
        ({"title": "x" * 201}, "title: has 201 letters, at most 200 are allowed"),
        ({"summary": "x" * 5001}, "summary: has 5001 letters, at most 5000 are allowed"),
        ({"body": "x" * 200_001}, "body: has 200001 letters, at most 200000 are allowed"),
        ({"licence": "x" * 101}, "licence: has 101 letters, at most 100 are allowed"),
        ({"country": "XX"}, "country: “XX” is no country"),
        ({"topics": "voda|zrak"}, "topics: nobody knows the topics “voda”, “zrak”"),
        ({"topics": "|".join(f"t{n}" for n in range(51))}, "topics: has 51 topics, at most 50 are allowed"),
        ({"year": "1899"}, "year: “1899” is no year from 1900 to 2100"),
        ({"year": "２０１４"}, "year: “２０１４” is no year from 1900 to 2100"),
        ({"url": "javascript:x"}, "url: “javascript:x” is no address that begins with http:// or https://"),
        ({"source": "http://"}, "source: “http://” is no address that begins with http:// or https://"),
        ({"title": "a\0b"}, "title: holds a character that cannot be stored"),
        ({"kind": "publication", "country": "SI"}, "country: the kind “publication” has no place for this"),
        ({"kind": "term", "body": "x"}, "body: the kind “term” has no place for this"),
    ],
)
def test_a_fault_is_named_with_its_line_and_its_column(cells, said):
    report, faults = imported(as_csv(row("dobra"), row(**cells)))

    assert faults == [f"line 3: {said}"]
    assert (counts(report), Practice.objects.count()) == ((1, 0, 0, 1), 1)


def test_an_unknown_kind_is_told_which_there_are():
    _report, faults = imported(as_csv(row(kind="nic")))

    assert [fault.partition(";")[0] for fault in faults] == ["line 2: kind: “nic” is no kind"]


def test_all_that_is_wrong_with_a_row_is_said_at_once():
    _report, faults = imported(as_csv(row(country="XX", year="14", url="x")))

    assert [fault.split(":")[1].strip() for fault in faults] == ["country", "year", "url"]


def test_lines_are_counted_as_an_editor_counts_them():
    _report, faults = imported(as_csv(row(body="ena\ndve\ntri"), {}, row("p-2", country="XX")))

    assert faults == ["line 6: country: “XX” is no country"]


def test_the_same_entry_twice_in_one_language_is_a_fault():
    report, faults = imported(as_csv(row(), row(language="en"), row(title="Drugo")))

    assert faults == ["line 4: external_id: stands in line 2 already, in the same language"]
    assert (counts(report), Practice.objects.get().title_sl) == ((1, 0, 0, 1), "Toplarna na sekance")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"{", "this is not JSON"),
        (b"[" * 100_000, "this is not JSON"),
        (b"[1]", "this is not a JSON object with the names of the columns"),
        (b'{"external_id": "a", "external_id": "b"}', "“external_id” stands twice"),
        (b'{"nekaj": "x"}', "nobody knows these columns: “nekaj”"),
        (b'{"external_id": "a", "kind": "term", "language": "sl", "title": 5}', "title: must be a text"),
        (
            b'{"external_id": "a", "kind": "term", "language": "sl", "title": "\\ud800"}',
            "title: holds a character that cannot be stored",
        ),
        (
            b'{"external_id": "a", "kind": "term", "language": "sl", "title": "x", "topics": [1]}',
            "topics: must be a text or a list of texts",
        ),
        (b'"' + b"x" * 1_048_577, "the line is longer than 1 MB"),
        (b'{"title": "\xff"}', "the line is neither UTF-8 nor Windows-1250, as the lines before it are"),
    ],
)
def test_a_line_that_is_no_good_json_is_named_and_the_next_one_is_read(line, said):
    good = json.dumps(row(title="Čistilna"), ensure_ascii=False).encode()

    report, faults = imported(good + b"\n" + line + b"\n" + as_json(row("p-2")), file_format="jsonl")

    assert (faults, report.new) == ([f"line 2: {said}"], 2)


# --- Files ---


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_file_is_read_however_a_spreadsheet_wrote_it(encoding, delimiter, ending):
    title = "Čistilna; naprava, »Žabnica«"
    rows = row(title=title, body="ena\ndve"), {}, row("p-2")

    report, faults = imported(as_csv(*rows, delimiter=delimiter, encoding=encoding, lineterminator=ending))

    assert (counts(report), faults) == ((2, 0, 0, 0), [])
    assert Practice.objects.get(external_id="praksa-1").title_sl == title


def test_a_cell_that_was_kept_from_being_a_formula_comes_back():
    imported(as_csv(row(title="'=1+1"), row("p-2", title="=HYPERLINK(1)")))

    assert sorted(Practice.objects.values_list("title_sl", flat=True)) == ["=1+1", "=HYPERLINK(1)"]


def test_a_row_with_more_cells_than_the_header_is_a_fault():
    report, faults = imported(as_csv(row()) + b"p-2,practice,sl,Druga,odvec\n")

    assert (faults, report.new) == (["line 3: the row has 5 cells, the header 4"], 1)


@pytest.mark.parametrize(
    "content",
    [
        b"external_id;kind;language;title;summary;;;\np-1;post;sl;Prvi;2014;;;\np-2;post;sl;Drugi\n",
        b"sep=;\r\nexternal_id;kind;language;title;summary\r\np-1;post;sl;Prvi;2014;\r\np-2;post;sl;Drugi;\r\n",
        b'"SEP=,"\nexternal_id,kind,language,title,summary,\np-1,post,sl,Prvi,2014\np-2,post,sl,Drugi,,,,\n',
        "sep=|\nexternal_id|kind|language|title|summary\np-1|post|sl|Prvi|2014\np-2|post|sl|Drugi\n".encode("utf-16"),
        b"sep=\t\nexternal_id\tkind\tlanguage\ttitle\tsummary\t\np-1\tpost\tsl\tPrvi\t2014\t\np-2\tpost\tsl\tDrugi",
        "External_ID;\u00a0kind;lan\u00adguage;title;summary\u200b;\np-1;post;sl;Prvi;2014\np-2;post;sl;Drugi".encode(),
    ],
)
def test_empty_ends_and_the_line_that_says_the_separator_are_read_as_excel_means_them(content):
    report, faults = imported(content)

    assert (faults, report.new) == ([], 2)
    assert {post.title_sl: post.summary_sl for post in Post.objects.all()} == {"Prvi": "2014", "Drugi": ""}


def test_a_row_without_its_end_lacks_what_it_needs():
    report, faults = imported(b"external_id,kind,language,title\np-2,practice,sl\n")

    assert (faults, report.new) == (["line 2: title: is missing"], 0)


def test_a_fault_below_the_line_that_says_the_separator_has_the_line_of_the_file():
    _report, faults = imported(b"sep=;\nexternal_id;kind;language;title\np-1;nic;sl;Ena\n")

    assert [fault.partition(":")[0] for fault in faults] == ["line 3"]


def test_a_column_without_a_name_is_named_by_its_place():
    with pytest.raises(SheetError) as caught:
        imported(b"external_id,kind,,language,title\np-1,practice,x,sl,Ena\n")

    assert str(caught.value) == "The header has columns nobody knows: column 3 without a name."


def test_a_row_that_begins_with_a_hash_is_passed_over():
    report, faults = imported(as_csv(row("# zgled"), row()))

    assert (counts(report), faults) == ((1, 0, 0, 0), [])


def test_a_quotation_mark_that_is_never_closed_is_named_by_its_line():
    _report, faults = imported(as_csv(row()) + b'p-2,practice,sl,"odprt\np-3,practice,sl,Dobra\n')

    assert faults == ["line 3: a quotation mark is opened and not closed; nothing was read up to line 4"]


def test_a_line_of_more_than_a_megabyte_is_a_fault_and_the_next_one_is_read():
    long = b"p-2,practice,sl," + b"x" * 1_100_000 + b"\n"

    report, faults = imported(as_csv(row()) + long + b"p-3,practice,sl,Dobra\n")

    assert faults == ["line 3: the line is longer than 1 MB or its quotation marks are wrong"]
    assert report.new == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty."),
        (b"external_id,kind,language,title\n", "The file holds no rows."),
        (b"external_id,kind,language\na,b,c\n", "The header lacks these columns: title."),
        (b"external_id,kind,language,title,nekaj\n", "The header has columns nobody knows: “nekaj”."),
        (b"external_id,kind,language,title,title\n", "The header names a column twice: title."),
        (b"PK\x03\x04\x14\0\x06\0\x08\0", "This is not a text file. Save it as CSV or JSON Lines."),
        (b"\x7fELF\x02\x01\0\0\0", "This is not a text file. Save it as CSV or JSON Lines."),
        (b"x" * 1_100_000, "The first line cannot be read. It should name the columns."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(content, said):
    assert refusal(content) == said


@pytest.mark.parametrize("content", [b"\xff\xfe\x00\xd8", b"\xff\xfea", b'"', b"\n", b"\0", b"\xef\xbb\xbf"])
def test_a_hostile_file_is_refused_whatever_it_holds(content):
    assert len(refusal(content)) > 10


# --- Batches ---


def test_a_dry_run_counts_and_writes_nothing():
    make(Practice, external_id="stara", title_sl="Stara")
    rows = row(), row(language="en"), row("stara", title="Nova"), row("p-3", country="XX")

    dry, _faults = imported_rows(*rows, dry_run=True, batch=1)
    before = Practice.objects.count(), Practice.history.count()
    wet, _faults = imported_rows(*rows, batch=1)

    assert (before, counts(dry)) == ((1, 1), counts(wet))


def test_a_dry_run_makes_no_topics():
    imported_rows(row(topics="Mokrišča"), dry_run=True, create_topics=True)

    assert (Topic.objects.count(), Practice.objects.count()) == (0, 0)


def test_stopping_at_a_fault_keeps_whole_batches_and_says_where_to_go_on():
    rows = [row(f"p-{number}", country="XX" if number == 4 else "") for number in range(1, 7)]

    with pytest.raises(Stopped) as stopped:
        imported_rows(*rows, batch=2, stop_at_fault=True)
    kept = sorted(Practice.objects.values_list("external_id", flat=True))
    rows[3]["country"] = "SI"
    report, _faults = imported_rows(*rows, batch=2, stop_at_fault=True, start_line=stopped.value.line)

    assert (kept, stopped.value.line, counts(report)) == (["p-1", "p-2"], 3, (4, 0, 0, 0))
    assert disagreements() == []


@pytest.mark.parametrize("error", [KeyboardInterrupt, importing.DatabaseError])
def test_an_interruption_leaves_no_half_batch(monkeypatch, error):
    write, batches = importing.write, []

    def interrupted(*arguments):
        write(*arguments)
        batches.append(1)
        if len(batches) == 2:
            raise error

    monkeypatch.setattr(importing, "write", interrupted)
    with pytest.raises(importing.Interrupted) as ended:
        imported_rows(*(row(f"p-{number}") for number in range(1, 6)), batch=2)

    assert sorted(Practice.objects.values_list("external_id", flat=True)) == ["p-1", "p-2"]
    assert (ended.value.line, disagreements()) == (3, [])


def test_a_row_the_database_cannot_hold_is_a_fault_and_its_neighbours_go_in(monkeypatch):
    write = importing.write

    def picky(planned, *arguments):
        write(planned, *arguments)
        if any(plan.entry.external_id == "p-2" for plan in planned):
            raise importing.DataError

    monkeypatch.setattr(importing, "write", picky)
    report, faults = imported_rows(row("p-1", topics="Nova"), row("p-2"), row("p-3", topics="Nova"), create_topics=True)

    assert (faults, counts(report)) == (["line 2: the database cannot hold this row"], (2, 0, 0, 1))
    assert (Topic.objects.count(), disagreements()) == (1, [])


# --- The command ---


def run(*arguments):
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import_entries", *map(str, arguments), stdout=out, stderr=err)
    except CommandError as error:
        return str(error), out.getvalue(), err.getvalue()
    return "", out.getvalue(), err.getvalue()


def test_the_command_imports_a_file_and_sums_up(tmp_path):
    path = tmp_path / "vnosi.csv"
    path.write_bytes(as_csv(row()))

    error, out, err = run(path)

    assert (error, err) == ("", "")
    assert out.splitlines()[-1].partition(". ")[2] == "Entries: 1 new, 0 changed, 0 unchanged. Faulty rows: 0."
    assert Practice.history.get().history_change_reason == "import of vnosi.csv"


def test_the_command_names_faults_and_fails_at_the_end(tmp_path):
    path, listed = tmp_path / "vnosi.jsonl", tmp_path / "napake.csv"
    path.write_bytes(as_json(*(row(f"p-{number}", country="=X") for number in range(101)), row("dobra")))

    error, _out, err = run(path, "--faults", listed)

    assert error == "101 of 102 rows are faulty and were left out."
    assert err.splitlines()[0] == "line 1: country: “=X” is no country"
    assert err.splitlines()[-1] == "… and 1 more faults; --faults FILE writes them all."
    assert len(listed.read_text(encoding="utf-8-sig").splitlines()) == 102
    assert Practice.objects.get().external_id == "dobra"


def test_the_command_stops_at_a_fault_when_asked(tmp_path):
    path = tmp_path / "vnosi.csv"
    path.write_bytes(as_csv(row(), row("p-2", country="XX")))

    error, _out, _err = run(path, "--on-fault", "stop")

    assert error == ("Stopped at a faulty row. What is counted above is done, nothing else; go on with --start-line 2.")
    assert Practice.objects.count() == 0


@pytest.mark.parametrize("content", [b"", b"\0", b"a,b\n1,2\n"])
def test_the_command_refuses_what_it_cannot_read(tmp_path, content):
    path = tmp_path / "vnosi.csv"
    path.write_bytes(content)

    error, _out, _err = run(path)

    assert len(error.splitlines()) == 1


def test_the_command_says_when_there_is_no_file(tmp_path):
    assert run(tmp_path / "ni.csv")[0] == f"{tmp_path / 'ni.csv'}: No such file or directory"

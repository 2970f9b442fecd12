"""Spreadsheets out of the administration and back: letters, formulas, topics and cards stay what they are."""

import csv
import datetime as dt
import io
import tempfile
from decimal import Decimal
from html import unescape

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.formats import localize
from django.utils.html import strip_tags

from catalogue.exchange import resource_for
from catalogue.filing import agreement, filing
from catalogue.models import Card, Entry, TaggedTopic
from library.models import Practice
from partners.models import Partner, Place
from tests.factories import MODELS, make, make_topic
from tools.models import PublicRun

pytestmark = pytest.mark.django_db
XLSX, CSV = "0", "1"
FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\tx", "\rx", "＝1+1", "＋1", "－1+x", "＠x", '=HYPERLINK("http://x")']


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Where uploads lie between the preview and the confirmation."""
    own = tmp_path / "uploads"
    own.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(own))
    return own


@pytest.fixture
def staff(coordinator):
    browser = Client(raise_request_exception=False)
    browser.force_login(coordinator)
    return browser


def address(model, page):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}")


def exported(browser, kind=CSV, model=Practice):
    response = browser.post(address(model, "export"), {"format": kind, "resource": "0"})
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith('attachment; filename="')
    return response.content


def csv_rows(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def xlsx_cells(content):
    """The cells of the only sheet, row by row."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    [sheet] = book.worksheets
    rows = [list(row) for row in sheet.rows]
    book.close()
    return rows


def as_csv(*rows, delimiter=",", encoding="utf-8", **options):
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, **options).writerows(rows)
    return stream.getvalue().encode(encoding)


def as_xlsx(*rows):
    book, stream = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(stream)
    return stream.getvalue()


def preview(browser, content, kind=CSV, model=Practice, name="uvoz.csv"):
    upload = io.BytesIO(content)
    upload.name = name
    return browser.post(address(model, "import"), {"import_file": upload, "format": kind, "resource": "0"})


def confirm(browser, previewed, model=Practice):
    form = previewed.context["confirm_form"]
    return browser.post(address(model, "process_import"), form.initial, follow=True)


def imported(browser, content, kind=CSV, model=Practice):
    previewed = preview(browser, content, kind, model)
    assert problems(previewed) == []
    response = confirm(browser, previewed, model)
    assert response.status_code == 200
    return response


def problems(response):
    """Every sentence with which an upload was refused."""
    found = [str(error) for errors in response.context["form"].errors.values() for error in errors]
    result = response.context.get("result")
    if result:
        found += [f"{number}: {error.error}" for number, errors in result.row_errors() for error in errors]
        found += [str(error.error) for error in result.base_errors]
        found += [f"{row.number}: {row.error}" for row in result.invalid_rows]
    return found


def everything():
    """All that an import could have touched."""
    entries = list(filing.entry_models())
    rows = {model.__name__: list(model.objects.order_by("pk").values()) for model in entries}
    history = {model.__name__: model.history.count() for model in entries}
    topics = list(TaggedTopic.objects.order_by("pk").values())
    return rows, history, topics, list(Card.objects.order_by("pk").values())


# --- Out ---


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("kind", [CSV, XLSX])
def test_every_kind_can_be_exported(staff, model, kind):
    entry = make(model, title_sl="Šolska čebelarska žaga")

    content = exported(staff, kind, model)

    titles = (
        [row["title_sl"] for row in csv_rows(content)]
        if kind == CSV
        else [
            dict(zip([cell.value for cell in xlsx_cells(content)[0]], [cell.value for cell in row], strict=True))[
                "title_sl"
            ]
            for row in xlsx_cells(content)[1:]
        ]
    )
    assert titles == [entry.title_sl]


def test_slovenian_letters_open_rightly_in_spreadsheets(staff):
    make(Practice, title_sl="Čiščenje žlindre v Škofji Loki – đ, €")

    content = exported(staff)

    assert content.startswith("\ufeff".encode())
    assert csv_rows(content)[0]["title_sl"] == "Čiščenje žlindre v Škofji Loki – đ, €"


@pytest.mark.any_database
@pytest.mark.parametrize("text", FORMULAS)
def test_no_exported_cell_is_run_as_a_formula(staff, text):
    make(Practice, title_sl="Ime", problem_sl=text, location_sl=text.strip(), summary_sl=f"{text} in še")

    rows = [
        [cell for row in csv.reader(io.StringIO(exported(staff, CSV).decode("utf-8-sig"), newline="")) for cell in row]
    ]
    cells = [cell for row in xlsx_cells(exported(staff, XLSX)) for cell in row]

    starts = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
    assert [cell for cell in rows[0] if cell.startswith(starts)] == []
    assert [cell.value for cell in cells if str(cell.value or "").startswith(starts)] == []
    assert [cell.value for cell in cells if cell.data_type == "f"] == []


def test_negative_numbers_stay_numbers(staff):
    make(Place, latitude=-45.5, longitude=-13.25)

    [row] = csv_rows(exported(staff, CSV, Place))

    assert (row["latitude"], row["longitude"]) == ("-45.5", "-13.25")


def test_amounts_are_written_for_machines_not_in_the_language_of_the_page(staff):
    make(Practice, cost=Decimal("1234567.50"), ongoing=True)

    [row] = csv_rows(exported(staff))

    assert localize(Decimal("1234567.50")) == "1234567,50"
    assert (Decimal(row["cost"]), row["ongoing"]) == (Decimal("1234567.50"), "1")


def test_state_files_and_keys_of_the_database_are_not_exported_but_the_languages_are(staff):
    make(Practice)

    [row] = csv_rows(exported(staff))

    assert {"status", "published_at", "image", "title", "summary", "created_at"} & set(row) == set()
    assert {"id", "external_id", "title_sl", "title_en", "slug_sl", "problem_en", "topics", "place"} - set(row) == set()


def test_letters_that_a_spreadsheet_cannot_hold_do_not_stop_the_export(staff):
    make(Practice, title_sl="Ime", problem_sl="Vrstica\x0bdruga \x1b[0m")

    response = staff.post(address(Practice, "export"), {"format": XLSX, "resource": "0"})

    assert response["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def test_the_list_is_exported_as_it_is_narrowed(staff):
    wanted, _other = make(Practice, title_sl="Toplarna"), make(Practice, title_sl="Čistilna")

    response = staff.post(address(Practice, "export") + "?q=toplarna", {"format": CSV, "resource": "0"})

    assert [row["id"] for row in csv_rows(response.content)] == [str(wanted.pk)]


def test_an_export_is_noted_in_the_log(staff, caplog):
    make(Practice)
    caplog.set_level("INFO", logger="catalogue.exchange")

    exported(staff)

    assert [record.getMessage() for record in caplog.records if record.name == "catalogue.exchange"] == [
        "exported 1 rows of library.Practice"
    ]


# --- There and back ---


@pytest.fixture
def rich():
    """A practice in which everything is filled that an export holds."""
    topics = [make_topic(slug, slug.title(), slug.title()) for slug in ("voda", "zrak", "prst", "les", "bor")]
    place = make(Place, external_id="kraj", title_sl="Cona")
    partner = make(Partner, external_id="zavod", title_sl="Zavod")
    practice = make(
        Practice,
        external_id="praksa",
        title_sl="Čistilna naprava",
        title_en="Treatment plant",
        summary_sl="=1+1 ni formula",
        problem_sl='Prva vrstica,\r\ndruga; "v narekovajih"\ttabulator\n\n- alineja',
        problem_en="-5 degrees",
        solution_sl="'v opuščajih'",
        results_sl="＝polna širina",
        lessons_sl="  presledki na robovih  ",
        country="SI",
        place=place,
        organisation=partner,
        start="2013-05",
        end="2014-10-31",
        ongoing=False,
        cost=Decimal("1234.50"),
        outcome="partial",
        related_case=True,
        last_confirmed="2020-01-02",
        confidence="uncertain",
        source="https://example.org/a?b=c&d=e",
        more_sources="https://example.org/1\nhttps://example.org/2",
    )
    practice.set_topics(topics[:3], topics[3:])
    return practice


def fields_of(practice):
    found = Practice.objects.filter(pk=practice.pk).values().get()
    return {name: value for name, value in found.items() if name != "updated_at"}


@pytest.mark.parametrize("kind", [CSV, XLSX])
def test_what_is_exported_and_imported_again_changes_no_field(staff, rich, kind):
    before = fields_of(rich)

    imported(staff, exported(staff, kind), kind)

    assert fields_of(rich) == before


@pytest.mark.parametrize("kind", [CSV, XLSX])
def test_what_is_exported_and_imported_again_keeps_main_and_further_topics(staff, rich, kind):
    def topics():
        return set(TaggedTopic.objects.values_list("object_id", "tag__slug", "main"))

    before = topics()

    imported(staff, exported(staff, kind), kind)

    assert topics() == before


@pytest.mark.parametrize("kind", [CSV, XLSX])
def test_what_is_exported_and_imported_again_leaves_cards_and_history_right(staff, coordinator, rich, kind):
    def cards():
        return [card | {"updated_at": None} for card in Card.objects.order_by("pk").values()]

    before, versions = cards(), rich.history.count()

    imported(staff, exported(staff, kind), kind)

    assert cards() == before
    assert list(agreement.disagreements()) == []
    assert rich.history.count() <= versions + 1
    assert rich.history.first().title_sl == "Čistilna naprava"


TELLING = ["'=1", "''x", "'+", "'", "'-5", "=", "-", "+386 1 234 56 78", "-5", "1e5", "007", "1.50", "TRUE", "null"]


@pytest.mark.parametrize("kind", [CSV, XLSX])
def test_text_that_looks_like_something_else_comes_back_as_it_was(staff, kind):
    for text in TELLING:
        make(Practice, location_sl=text, problem_sl=text)

    imported(staff, exported(staff, kind), kind)

    found = Practice.objects.order_by("pk").values_list("location_sl", "problem_sl")
    assert list(found) == [(text, text) for text in TELLING]


@pytest.mark.parametrize("kind", [CSV, XLSX])
def test_a_link_to_an_entry_without_an_identifier_is_not_lost(staff, kind):
    practice = make(Practice, place=make(Place), organisation=make(Partner))
    before = fields_of(practice)

    imported(staff, exported(staff, kind), kind)

    assert fields_of(practice) == before


@pytest.mark.parametrize("model", [model for model in MODELS if model is not PublicRun])
def test_every_kind_comes_back_unchanged(staff, model):
    entry = make(model, summary_sl="Povzetek", external_id="nekaj-1")
    before = model.objects.filter(pk=entry.pk).values().get()

    imported(staff, exported(staff, CSV, model), CSV, model)

    after = model.objects.filter(pk=entry.pk).values().get()
    assert {name: after[name] for name in after if name != "updated_at"} == {
        name: before[name] for name in before if name != "updated_at"
    }
    assert list(agreement.disagreements()) == []


# --- In ---

HEAD = ["id", "title_sl", "title_en", "problem_sl"]
ROW = ["", "Čiščenje žlindre", "Slag", "Prva, druga; tretja"]


@pytest.mark.any_database
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\r\n", "\n"])
def test_a_file_is_read_however_the_spreadsheet_wrote_it(staff, encoding, delimiter, ending):
    content = as_csv(HEAD, ROW, delimiter=delimiter, encoding=encoding, lineterminator=ending)

    imported(staff, content)

    assert list(Practice.objects.values_list("title_sl", "title_en", "problem_sl")) == [tuple(ROW[1:])]


def test_blank_lines_are_passed_over_and_quoted_line_breaks_are_kept(staff):
    content = b'title_sl,problem_sl\r\n\r\nPrva,"ena\r\ndve"\r\n,\r\n\r\nDruga,x\r\n\r\n'

    imported(staff, content)

    assert list(Practice.objects.order_by("pk").values_list("title_sl", "problem_sl")) == [
        ("Prva", "ena\ndve"),
        ("Druga", "x"),
    ]


@pytest.mark.any_database
def test_blank_rows_of_a_sheet_are_passed_over(staff):
    content = as_xlsx(["title_sl", "problem_sl"], ["Prva", "x"], [None, None], ["Druga", None])

    imported(staff, content, XLSX)

    assert list(Practice.objects.order_by("pk").values_list("title_sl", flat=True)) == ["Prva", "Druga"]


@pytest.mark.any_database
def test_numbers_and_years_of_a_sheet_are_read_as_written(staff):
    content = as_xlsx(["title_sl", "start", "cost", "location_sl"], ["Prva", 2014, 1234.5, 7])

    imported(staff, content, XLSX)

    assert list(Practice.objects.values_list("start", "cost", "location_sl")) == [("2014", Decimal("1234.50"), "7")]


def test_an_imported_row_is_a_draft_with_an_address_and_a_history(staff, coordinator):
    imported(staff, as_csv(HEAD, ROW))

    [practice] = Practice.objects.all()
    assert (practice.status, practice.slug_sl, practice.slug_en) == ("draft", "ciscenje-zlindre", "slag")
    assert [(version.history_type, version.history_user) for version in practice.history.all()] == [("+", coordinator)]
    assert Card.objects.count() == 0


def test_a_changed_row_of_a_published_entry_shows_on_its_card(staff):
    practice = make(Practice, external_id="p-1", title_sl="Prej", title_en="Before")

    imported(staff, as_csv(["id", "title_sl"], [practice.pk, "Potem"]))

    assert Card.objects.get().title_sl == "Potem"
    assert list(agreement.disagreements()) == []


def test_columns_that_are_left_out_stay_as_they_are(staff):
    practice = make(Practice, title_en="Kept", problem_sl="Ostane", topics=[make_topic("voda", "Voda", "Water")])

    imported(staff, as_csv(["id", "title_sl"], [practice.pk, "Potem"]))

    practice.refresh_from_db()
    assert (practice.title_sl, practice.title_en, practice.problem_sl) == ("Potem", "Kept", "Ostane")
    assert [topic.slug for topic in practice.topics.all()] == ["voda"]


@pytest.mark.parametrize("column", ["status", "published_at", "created_at", "image", "title"])
def test_what_a_step_sets_never_comes_from_a_file(staff, column):
    practice = make(Practice, title_sl="Prej", published=False)
    before = fields_of(practice)

    imported(staff, as_csv(["id", "external_id", column], [practice.pk, "", "published"]))

    assert fields_of(practice) == before
    assert Card.objects.count() == 0


def test_topics_and_links_come_by_their_keys(staff):
    make_topic("voda", "Voda", "Water")
    place = make(Place, external_id="kraj")

    imported(staff, as_csv(["title_sl", "topics", "place"], ["Nova", " voda ,", "kraj"]))

    [practice] = Practice.objects.all()
    assert ([topic.slug for topic in practice.topics.all()], practice.place) == (["voda"], place)


@pytest.mark.parametrize(
    ("columns", "cells", "named"),
    [
        (["title_sl", "topics"], ["Nova", "neznana"], "neznana"),
        (["title_sl", "place"], ["Nova", "ni-takega"], "place"),
        (["title_sl", "country"], ["Nova", "XX"], "XX"),
        (["title_sl", "start"], ["Nova", "30. februar"], "start"),
        (["title_sl", "cost"], ["Nova", "veliko"], "cost"),
        (["title_sl", "cost"], ["Nova", "-1"], "cost"),
        (["title_sl", "problem_sl"], ["", "Brez naslova"], "title"),
        (["title_sl"], ["x" * 101], "title_sl"),
        (["title_sl", "source"], ["Nova", "javascript:alert(1)"], "source"),
        (["title_sl", "slug_sl"], ["Nova", "ni dovoljeno"], "slug_sl"),
        (["title_sl", "outcome"], ["Nova", "morda"], "outcome"),
        (["title_sl", "slug_sl"], ["Nova", "zasedeno"], "slug"),
    ],
)
def test_a_row_that_does_not_fit_is_named_and_nothing_is_written(staff, columns, cells, named):
    make(Practice, slug_sl="zasedeno")
    good = ["Dobra", *([""] * (len(columns) - 1))]
    before = everything()

    response = preview(staff, as_csv(columns, good, cells))

    found = problems(response)
    assert (response.status_code, response.context.get("confirm_form")) == (200, None)
    assert [problem.partition(":")[0] for problem in found] == ["2"]
    assert named in found[0]
    assert everything() == before


@pytest.mark.parametrize("kind", [CSV, XLSX])
def test_a_preview_writes_nothing(staff, rich, kind):
    columns, row = ["id", "title_sl", "topics"], [rich.pk, "Drugače", "voda"]
    content = as_csv(columns, row, ["", "Nova", "les"]) if kind == CSV else as_xlsx(columns, row, ["", "Nova", "les"])
    before = everything()

    response = preview(staff, content, kind)

    assert problems(response) == []
    assert everything() == before
    assert response.context["confirm_form"] is not None


BROKEN = {
    "empty": (b"", CSV),
    "only white space": (b"\n\n  \n", CSV),
    "header only": (b"title_sl,title_en\n", CSV),
    "null": (b"title_sl\nA\0B\n", CSV),
    "binary": (bytes(range(256)) * 20, CSV),
    "image": (b"\x89PNG\r\n\x1a\n" + b"\x81\x83\x88\x90" * 100, CSV),
    "sheet named csv": (as_xlsx(["title_sl"], ["A"]), CSV),
    "csv named sheet": (b"title_sl\nA\n", XLSX),
    "broken sheet": (as_xlsx(["title_sl"], ["A"])[:-100], XLSX),
    "empty sheet": (as_xlsx(), XLSX),
    "ragged": (b"title_sl,title_en\nA,B\nA,B,C\n", CSV),
    "too many columns": (b"title_sl,title_en\nA,B,C\n", CSV),
    "open quote": (b'title_sl,title_en\n"A,B\n', CSV),
    "5 MB": (b"title_sl\n" + b"A\n" * (5 * 512 * 1024), CSV),
    "50,000 rows": (b"title_sl\n" + b"A\n" * 50_001, CSV),
    "half a letter": ("title_sl\nČ\n".encode("utf-16")[:-1], CSV),
    "one endless cell": (b"title_sl\n" + b"A" * 200_000 + b"\n", CSV),
}


@pytest.mark.any_database
@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence_and_never_a_fault(staff, name):
    content, kind = BROKEN[name]

    response = preview(staff, content, kind)

    assert (response.status_code, response.context.get("confirm_form")) == (200, None)
    assert len(problems(response)) == 1
    assert Practice.objects.count() == 0


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("null", "This is not a text file. Save it as CSV or XLSX."),
        ("only white space", "The file is empty."),
        ("ragged", "Line 3 has more cells than the first line has names of columns."),
        ("5 MB", "The file is larger than 5 MB."),
        ("50,000 rows", "The table has more than 50,000 rows."),
        ("open quote", "Line 2: a quotation mark is opened and never closed, or stands in the middle of a cell."),
        ("csv named sheet", "The file is cut off or damaged."),
    ],
)
def test_the_sentence_says_what_is_wrong_with_the_file(staff, name, sentence):
    content, kind = BROKEN[name]
    upload = io.BytesIO(content)
    upload.name = "uvoz.csv"

    response = staff.post(
        "/en/admin/library/practice/import/", {"import_file": upload, "format": kind, "resource": "0"}
    )

    assert problems(response) == [sentence]


def test_the_line_that_is_named_is_the_line_of_the_file(staff):
    content = 'title_sl,problem_sl\n\nPrva,"ena\ndve"\n\nDruga,,odveč\n'.encode()
    upload = io.BytesIO(content)
    upload.name = "uvoz.csv"

    response = staff.post("/en/admin/library/practice/import/", {"import_file": upload, "format": CSV, "resource": "0"})

    assert problems(response) == ["Line 6 has more cells than the first line has names of columns."]


def test_a_file_without_any_known_column_is_refused(staff):
    response = preview(staff, b"ime,opis\nA,B\n")

    assert response.context.get("confirm_form") is None
    assert len(problems(response)) >= 1
    assert Practice.objects.count() == 0


def test_what_stands_in_a_file_is_shown_as_text(staff):
    response = preview(staff, as_csv(["title_sl"], ["<script>alert(1)</script>"]))

    page = response.content.decode()
    assert page.count("<script>alert(1)") == 0
    assert "<script>alert(1)</script>" in unescape(strip_tags(page))


@pytest.mark.parametrize("name", ["../../x.csv", "x\n.csv", "a" * 300 + ".csv", "\u202evsc.x", "x.exe"])
def test_the_name_of_a_file_does_no_harm(staff, folder, name):
    response = preview(staff, as_csv(["title_sl"], ["Nova"]), name=name)

    assert response.status_code == 200
    assert {path.parent for path in folder.parent.rglob("*") if path.is_file()} <= {folder}


def test_a_refused_file_is_not_kept(staff, folder):
    preview(staff, b"title_sl\nA\0B\n")

    assert list(folder.iterdir()) == []


def test_an_imported_file_is_not_kept(staff, folder):
    imported(staff, as_csv(["title_sl"], ["Nova"]))

    assert list(folder.iterdir()) == []


def test_a_second_click_on_confirm_imports_once_and_is_no_fault(staff):
    previewed = preview(staff, as_csv(["title_sl"], ["Nova"]))
    confirm(staff, previewed)

    again = confirm(staff, previewed)

    assert Practice.objects.count() == 1
    assert again.status_code in (200, 400, 404)


# --- Who ---


def test_who_may_not_add_may_not_import(make_user):
    browser = Client(raise_request_exception=False)
    browser.force_login(make_user(group="Reviewers"))

    answers = [
        browser.get(address(Partner, "import")),
        preview(browser, as_csv(["title_sl"], ["Podtaknjen"]), model=Partner),
    ]

    assert [response.status_code for response in answers] == [403, 403]


def test_who_may_not_add_imports_nothing_through_the_confirmation_either(staff, make_user):
    form = preview(staff, as_csv(["title_sl"], ["Podtaknjen"]), model=Partner).context["confirm_form"].initial
    browser = Client(raise_request_exception=False)
    browser.force_login(make_user(group="Reviewers"))

    response = browser.post(address(Partner, "process_import"), form)

    assert (response.status_code, Partner.objects.count()) == (403, 0)


def test_who_may_not_see_may_not_export(make_user):
    make(Partner, published=False, title_sl="Osnutek")
    browser = Client(raise_request_exception=False)
    browser.force_login(make_user(is_staff=True))

    response = browser.post(address(Partner, "export"), {"format": CSV, "resource": "0"})

    assert response.status_code == 403


def test_the_public_gets_nothing(client):
    answers = [client.get(address(model, page)) for model in MODELS for page in ("import", "export")]

    assert {response.status_code for response in answers} == {302}


def test_every_kind_has_the_same_way_in_and_out():
    assert [model for model in MODELS if not issubclass(model, Entry)] == []


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("cost", "400.000", Decimal(400000)),
        ("cost", "400000.00", Decimal(400000)),
        ("cost", "1.234,56", Decimal("1234.56")),
        ("cost", 400000.5, Decimal("400000.5")),
        ("cost", "", None),
        ("start", "14. 5. 2024", "2024-05-14"),
        ("start", "2024-05", "2024-05"),
        ("start", dt.date(2024, 5, 14), "2024-05-14"),
        ("start", 2024.0, "2024"),
        ("start", 2024, "2024"),
        ("start", "", ""),
    ],
)
def test_numbers_and_dates_of_a_file_are_read_as_those_of_forms(column, cell, value):
    assert resource_for(Practice)().fields[column].widget.clean(cell) == value


@pytest.mark.parametrize(("column", "cell"), [("cost", "30 %"), ("cost", "9" * 5000), ("start", "3/4/2024")])
def test_what_is_unclear_in_a_file_is_named(column, cell):
    with pytest.raises(ValueError, match=cell[:8]):
        resource_for(Practice)().fields[column].widget.clean(cell)


# --- As spreadsheets leave their files ---


@pytest.mark.any_database
@pytest.mark.parametrize(
    "content",
    [
        b"title_sl;country;;;\nNova;SI;;;\nDruga;;;;\n",
        b"sep=;\r\ntitle_sl;country\r\nNova;SI\r\nDruga\r\n",
        b'"sep=;"\r\ntitle_sl;country\r\nNova;SI\r\nDruga;\r\n',
        b"\xef\xbb\xbfSEP=|\ntitle_sl|country|\nNova|SI\nDruga\n",
        b"title_sl\tcountry\t\nNova\tSI\t\t\t\nDruga\n",
        "sep=\t\r\ntitle_sl\tcountry\r\nNova\tSI\r\nDruga\r\n".encode("utf-16"),
        "title\u200b_sl;\u00a0country \nNova;SI\nDruga\n".encode(),
    ],
)
def test_empty_ends_and_the_line_that_says_the_separator_are_read_as_excel_means_them(staff, content):
    imported(staff, content)

    assert {entry.title_sl: entry.country.code for entry in Practice.objects.all()} == {"Nova": "SI", "Druga": ""}


NOON = dt.datetime.fromisoformat("2024-05-14T12:00")  # a workbook knows no zones


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("cell", "stored"),
    [
        (NOON.replace(hour=0), "2024-05-14"),
        (dt.date(2024, 5, 14), "2024-05-14"),
        (NOON, "2024-05-14"),
        (2024, "2024"),
        (2024.0, "2024"),
        ("2024-05", "2024-05"),
        (None, ""),
    ],
)
def test_a_date_of_a_workbook_is_the_day_or_the_year_it_shows(staff, cell, stored):
    imported(staff, as_xlsx(["title_sl", "start", None], ["Nova", cell, None]), XLSX)

    assert Practice.objects.get().start == stored


@pytest.mark.parametrize("kind", [CSV, XLSX])
@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        (["title_sl", "povzetek", "x" * 40], "V glavi so neznani stolpci: “povzetek”, “x"),
        (["title_sl", "", "country"], "Stolpec 2 nima imena v prvi vrstici."),
        (["title_sl", "country", "country"], "V glavi je isti stolpec dvakrat: country."),
    ],
)
def test_a_column_nobody_knows_is_named_and_nothing_is_written(staff, kind, columns, sentence):
    rows = (columns, ["Nova", *["nekaj"] * (len(columns) - 1)])

    response = preview(staff, as_csv(*rows) if kind == CSV else as_xlsx(*rows), kind)

    [problem] = problems(response)
    assert problem.startswith(sentence)
    assert "Traceback" not in response.content.decode()
    assert not Practice.objects.exists()


def test_a_column_that_a_file_never_brings_is_named_and_left_aside(staff):
    response = preview(staff, as_csv(["title_sl", "status", "image"], ["Nova", "published", "x.png"]))

    assert [str(message) for message in response.context["messages"]] == [
        "Iz datoteke ni prevzeto, ker uvoz tega nikoli ne spremeni: status, image."
    ]

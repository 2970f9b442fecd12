"""Indicators and figures: what is refused and read from files, what everybody sees, and what a comparison takes."""

import io

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import override
from openpyxl import Workbook, load_workbook

from catalogue.models import Topic
from catalogue.tables.reading import SheetError, read_file, read_text
from partners.models import Figure as PlaceFigure
from partners.models import Place
from tests.factories import make, make_topic
from tools.data.content import Content
from tools.indicators.importing import read, write
from tools.indicators.measures import measure, measures, places_with_figures
from tools.indicators.taking import Untakable, selection, taken
from tools.models import Figure, Indicator, Work
from tools.questions.registry import QUESTIONS
from tools.work import actions

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def make_indicator(code="unemployment", **fields):
    told = {
        "name_sl": f"Kazalnik {code}",
        "name_en": f"Indicator {code}",
        "direction": -1,
        "unit_sl": "%",
        "unit_en": "%",
    }
    return Indicator.objects.create(code=code, **told | fields)


def make_place(name, **fields):
    return make(Place, title_sl=name, title_en=name, type="town", **fields)


def make_figure(indicator, place, year, value, **fields):
    return Figure.objects.create(indicator=indicator, place=place, year=year, value=value, **fields)


@pytest.fixture
def store():
    """An indicator, two places, figures of three years for the first and of one for the second."""
    indicator = make_indicator(source="Statistical office", url="https://example.org/")
    first, second = make_place("Koper", external_id="koper"), make_place("Čatež", external_id="catez")
    for year, value in ((2019, 7.5), (2020, 8), (2021, 6.25)):
        make_figure(indicator, first, year, value)
    make_figure(indicator, second, 2020, 1234.5, source="Own count", note="estimated")
    return indicator, first, second


# --- What is kept ---


@pytest.mark.parametrize("code", ["Upper", "place-x", "a b", "-a", "=1", "", "č"])
def test_a_code_is_a_short_word_that_fits_an_address(code):
    with pytest.raises(ValidationError) as error:
        Indicator(code=code, name_en="x", direction=1).full_clean()

    assert set(error.value.message_dict) == {"code"}


def test_an_indicator_needs_a_name_in_one_language_only():
    Indicator(code="a", name_sl="Ime", direction=1).full_clean(exclude=["name"])

    with pytest.raises(ValidationError):
        Indicator(code="b", direction=1).full_clean(exclude=["name"])


@pytest.mark.parametrize(
    "wrong", [{"year": 1899}, {"year": 2101}, {"value": 2e15}, {"value": float("inf")}, {"value": float("nan")}]
)
def test_the_database_refuses_figures_out_of_bounds(store, wrong):
    indicator, place, _second = store

    with pytest.raises(IntegrityError), transaction.atomic():
        make_figure(indicator, place, **{"year": 2000, "value": 1.0} | wrong)


def test_one_place_has_one_figure_of_an_indicator_a_year(store):
    indicator, place, _second = store

    with pytest.raises(IntegrityError), transaction.atomic():
        make_figure(indicator, place, 2020, 1)


def test_a_direction_is_up_or_down():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_indicator(direction=0)


# --- Reading files ---


def grid_of(text):
    return read_text(text)


def values(reading):
    return [(row.place, row.year, row.value) for row in reading.rows]


LONG = "place;indicator;year;value;source\n{place};unemployment;2015;1,5;Census\n"


@pytest.mark.parametrize("name", ["koper", "Koper", "KOPER", " Koper "])
def test_a_place_is_found_by_its_identifier_or_its_name(store, name):
    _indicator, place, _second = store

    reading = read(grid_of(LONG.format(place=name)), language="sl")

    assert (values(reading), reading.faults) == ([(place.pk, 2015, 1.5)], [])


@pytest.mark.parametrize("code", ["unemployment", "Unemployment", "Kazalnik unemployment", "indicator UNEMPLOYMENT"])
def test_an_indicator_is_found_by_its_code_or_its_name_in_any_language(store, code):
    indicator, *_places = store

    reading = read(grid_of(f"kraj;kazalnik;leto;vrednost\nKoper;{code};2015;1\n"), language="sl")

    assert [row.indicator for row in reading.rows] == [indicator]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_files_are_read_in_every_usual_coding_and_with_every_separator(store, encoding, separator):
    _indicator, _first, place = store
    lines = [["place", "indicator", "year", "value"], ["Čatež", "unemployment", "2015", "1.5"]]
    text = "\r\n".join(separator.join(line) for line in lines)

    grid = read_file(SimpleUploadedFile("a.csv", text.encode(encoding)))

    assert values(read(grid, language="sl")) == [(place.pk, 2015, 1.5)]


def workbook(rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["figures.xlsx", "figures.csv"])
def test_a_workbook_is_read_whatever_its_name(store, name):
    _indicator, place, _second = store
    rows = [["place", "indicator", "year", "value"], ["koper", "unemployment", 2015, 1.5]]

    grid = read_file(SimpleUploadedFile(name, workbook(rows)))

    assert values(read(grid, language="sl")) == [(place.pk, 2015, 1.5)]


@pytest.mark.parametrize(
    ("cell", "language", "value"),
    [("1,5", "sl", 1.5), ("1.5", "sl", 1.5), ("1.234,5", "sl", 1234.5), ("1,234.5", "en", 1234.5), ("−3", "sl", -3)],
)
def test_decimal_signs_of_both_languages_are_understood(store, cell, language, value):
    reading = read(grid_of(f"place;indicator;year;value\nkoper;unemployment;2015;{cell}\n"), language=language)

    assert [row.value for row in reading.rows] == [value]


def test_a_doubtful_number_is_told(store):
    reading = read(grid_of("place;indicator;year;value\nkoper;unemployment;2015;1.234\n"), language="sl")

    assert [row.value for row in reading.rows] == [1234]
    assert reading.doubts == ["Line 2: “1.234” was read as 1234."]


THREE_DIGITS = "place;indicator;year;value\nkoper;unemployment;2014;987\nkoper;unemployment;2015;1.234\n"


def test_a_number_that_may_be_thousands_or_decimals_is_asked_and_nothing_is_read(store):
    with override("en"):
        reading = read(grid_of(THREE_DIGITS), language="en")

    assert [fault.message for fault in reading.faults] == [
        "“1.234”: is that 1234 or 1.234? Write 1234, without thousands apart, or 1.2340."
    ]


@pytest.mark.parametrize(("sign", "value"), [(",", 1234), (".", 1.234)])
def test_staff_say_which_sign_stands_before_decimals(store, sign, value):
    reading = read(grid_of(THREE_DIGITS), language="en", decimal=sign)

    assert [row.value for row in reading.rows] == [987, value]


def test_a_wide_table_has_places_down_and_years_across(store):
    indicator, first, second = store

    reading = read(
        grid_of("town;2015;2016\nkoper;1,5;\nČatež;2;3\n"), language="sl", indicator=indicator, source="Census"
    )

    assert values(reading) == [(first.pk, 2015, 1.5), (second.pk, 2015, 2), (second.pk, 2016, 3)]
    assert {row.source for row in reading.rows} == {"Census"}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("town;2015\nkoper;1\n", "The columns are years. Choose below which indicator the figures are of."),
        ("place;year;value\nkoper;2015;1\n", "A column is missing: indicator."),
        ("place;indicator;value\nkoper;unemployment;1\n", "A column is missing: year."),
        ("place;indicator;year;value;extra\nkoper;unemployment;2015;1;2\n", "The column “extra” is not known here."),
        ("place;kraj;indicator;year;value\nkoper;koper;unemployment;2015;1\n", "The column “kraj” stands twice."),
        ("place;indicator;year;value\n", "The table holds no figure."),
    ],
)
def test_what_cannot_be_read_at_all_is_one_sentence(store, text, sentence):
    with pytest.raises(SheetError) as error:
        read(grid_of(text), language="en")

    assert str(error.value).startswith(sentence)


@pytest.mark.parametrize(
    ("row", "column", "sentence"),
    [
        ("atlantis;unemployment;2015;1", "place", "There is no place “atlantis”."),
        (";unemployment;2015;1", "place", "The place is missing."),
        ("1;unemployment;2015;1", "place", "There is no place “1”."),
        ("koper;happiness;2015;1", "indicator", "There is no indicator “happiness”."),
        ("koper;unemployment;1066;1", "year", "“1066” is not a year between 1900 and 2100."),
        ("koper;unemployment;abc;1", "year", "“abc” is not a year between 1900 and 2100."),
        ("koper;unemployment;2015;NaN", "value", "“NaN” is not a number."),
        ("koper;unemployment;2015;inf", "value", "“inf” is not a number."),
        ("koper;unemployment;2015;n/a", "value", "“n/a” is not a number."),
        ("koper;unemployment;2015;1e99", "value", "“1e99” is not a number."),
        ("koper;unemployment;2015;", "value", "The value is missing."),
    ],
)
def test_what_is_wrong_with_a_cell_names_line_and_column(store, row, column, sentence):
    reading = read(grid_of(f"place;indicator;year;value\nkoper;unemployment;2014;1\n{row}\n"), language="en")

    assert [(fault.line, fault.column) for fault in reading.faults] == [(3, column)]
    assert reading.faults[0].message.startswith(sentence)


def test_a_name_that_two_places_share_is_not_guessed(store):
    make_place("Koper")

    reading = read(grid_of(LONG.format(place="Koper")), language="en")

    assert reading.faults[0].message.startswith("Several places are called “Koper”.")


def test_the_same_figure_twice_in_a_file_is_a_mistake(store):
    reading = read(
        grid_of("place;indicator;year;value\nkoper;unemployment;2015;1\nKoper;unemployment;2015;1\n"), language="en"
    )

    assert [(fault.line, fault.message[:48]) for fault in reading.faults] == [
        (3, "The same place, indicator and year stand in line")
    ]


def test_all_mistakes_of_a_file_are_told_but_not_without_end(store):
    rows = "".join(f"atlantis;unemployment;2015;{number}\n" for number in range(300))

    reading = read(grid_of("place;indicator;year;value\n" + rows), language="en")

    assert (len(reading.faults), reading.faulty) == (200, 300)


def test_writing_counts_what_is_new_changed_and_unchanged(store):
    _indicator, first, second = store
    text = (
        "place;indicator;year;value\nkoper;unemployment;2020;8\nkoper;unemployment;2021;9\ncatez;unemployment;2021;5\n"
    )

    found = write(rows=read(grid_of(text), language="en").rows)

    assert (len(found.new), len(found.changed), found.unchanged) == (1, 1, 1)
    assert Figure.objects.get(place=first, year=2021).value == 9
    assert Figure.objects.get(place=second, year=2021).value == 5


def test_writing_the_same_twice_changes_nothing(store):
    rows = read(grid_of(LONG.format(place="koper")), language="sl").rows
    write(rows=rows)

    found = write(rows=rows)

    assert (found.new, found.changed, found.unchanged) == ((), (), 1)


def test_an_empty_cell_erases_no_source(store):
    _indicator, _first, second = store

    write(rows=read(grid_of("place;indicator;year;value;source\ncatez;unemployment;2020;7;\n"), language="en").rows)

    figure = Figure.objects.get(place=second)
    assert (figure.value, figure.source, figure.note) == (7, "Own count", "estimated")


@pytest.mark.parametrize("rows", [1, 3])
def test_writing_asks_the_database_equally_often(store, rows, django_assert_num_queries):
    text = "".join(
        f"koper;unemployment;{2000 + number};1\nkoper;unemployment;{2019 + number};5\n" for number in range(rows)
    )
    read_rows = read(grid_of("place;indicator;year;value\n" + text), language="en").rows

    with django_assert_num_queries(5):  # two for the savepoint
        write(rows=read_rows)


# --- In the administration ---


IMPORT = "/en/admin/tools/figure/import/"


@pytest.fixture
def keeper(client, make_user):
    """Somebody of the staff who may change indicators and figures, and nothing else."""
    user = make_user("skrbnica@example.org", is_staff=True)
    names = [f"{verb}_{model}" for verb in ("add", "change", "view", "delete") for model in ("figure", "indicator")]
    user.user_permissions.set(Permission.objects.filter(codename__in=names, content_type__app_label="tools"))
    client.force_login(user)
    return user


def upload(client, text, name="figures.csv", **fields):
    data = text if isinstance(text, bytes) else text.encode()
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, data), **fields})


def test_a_file_is_previewed_and_then_imported_once(client, keeper, store):
    text = (
        "place;indicator;year;value\nkoper;unemployment;2020;8\nkoper;unemployment;2021;9\ncatez;unemployment;2021;5\n"
    )

    preview = upload(client, text).context["preview"]
    before = Figure.objects.count()
    answers = [client.post(IMPORT, {"token": preview["token"]}, follow=True) for _press in range(2)]

    found = preview["outcome"]
    assert (len(found.new), len(found.changed), found.unchanged) == (1, 1, 1)
    assert (before, Figure.objects.count()) == (4, 5)
    told = [[str(message) for message in answer.context["messages"]] for answer in answers]
    assert told[0] == ["New figures: 1. Changed: 1. Unchanged: 1."]
    assert told[1][0].startswith("This import is already done")


def test_one_wrong_cell_keeps_the_whole_file_out(client, keeper, store):
    response = upload(client, "place;indicator;year;value\nkoper;unemployment;2015;1\natlantis;unemployment;2015;1\n")

    assert (response.status_code, response.context["preview"]["token"]) == (200, "")
    assert "There is no place “atlantis”" in response.content.decode()
    assert Figure.objects.count() == 4


def test_what_became_wrong_after_the_preview_is_not_written(client, keeper, store):
    indicator, *_places = store
    token = upload(client, LONG.format(place="koper")).context["preview"]["token"]
    indicator.delete()

    answer = client.post(IMPORT, {"token": token}, follow=True)

    assert next(str(message) for message in answer.context["messages"]).startswith("The import failed")
    assert not Figure.objects.exists()


def test_a_wide_table_is_imported_for_the_indicator_chosen(client, keeper, store):
    indicator, first, _second = store
    token = upload(client, "kraj;2015\nkoper;3\n", indicator=indicator.pk, source="Popis").context["preview"]["token"]

    client.post(IMPORT, {"token": token})

    figure = Figure.objects.get(place=first, year=2015)
    assert (figure.value, figure.source) == (3, "Popis")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.csv"),
        (b"\x00\x01\x02", "binary.csv"),
        (b"PK\x03\x04 no archive", "broken.xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old.xls"),
        (b'place;indicator;year;value\n"open', "quote.csv"),
        (b"x" * (5 * 1024 * 1024 + 1), "large.csv"),
        (b"place\n", "one.csv"),
        ("place;indicator;year;value\n" + "x" * 100_000, "long.csv"),
        ("=cmd|' /C calc'!A0;indicator;year;value\n1;2;3;4", "formula.csv"),
        ("place;indicator;year;value\nkoper;unemployment;20\u0000;1", "nul.csv"),
    ],
)
def test_what_is_no_table_of_figures_is_refused_with_a_sentence(client, keeper, store, content, name):
    response = upload(client, content, name=name)

    assert response.status_code == 200
    assert response.context["preview"] is None
    assert response.context["form"].errors["file"]
    assert Figure.objects.count() == 4


@pytest.mark.parametrize(
    "fields", [{"indicator": "999999"}, {"indicator": "abc"}, {"source": "x\x00"}, {"source": "x" * 301}]
)
def test_foreign_ids_and_bad_texts_are_refused(client, keeper, store, fields):
    response = upload(client, LONG.format(place="koper"), **fields)

    assert (response.status_code, list(response.context["form"].errors)) == (200, list(fields))


@pytest.mark.parametrize("token", ["", "abc", "x" * 100_000, "\x00", "a:b:c"])
def test_a_forged_token_imports_nothing(client, keeper, store, token):
    answer = client.post(IMPORT, {"token": token}, follow=True)

    assert answer.status_code == 200
    assert Figure.objects.count() == 4


def test_a_token_of_somebody_else_imports_nothing(client, keeper, admin, store):
    token = upload(client, LONG.format(place="koper")).context["preview"]["token"]
    client.force_login(admin)

    client.post(IMPORT, {"token": token})

    assert Figure.objects.count() == 4


@pytest.mark.parametrize("path", ["", "template/"])
def test_who_may_not_add_figures_imports_none(client, make_user, path):
    client.force_login(make_user("samo-bere@example.org", is_staff=True))

    assert client.get(IMPORT + path).status_code == 403


def test_who_may_not_see_figures_exports_none(client, make_user):
    client.force_login(make_user("samo-bere@example.org", is_staff=True))

    assert client.get("/en/admin/tools/figure/export/csv/").status_code == 403


@pytest.mark.parametrize("path", [IMPORT, "/en/admin/tools/figure/export/csv/", "/en/admin/tools/figure/"])
def test_the_administration_is_for_those_signed_in(client, path):
    assert client.get(path).status_code == 302


@pytest.mark.parametrize("path", ["", "add/", "import/", "import/template/"])
def test_the_pages_of_the_administration_open(client, keeper, store, path):
    assert client.get(f"/en/admin/tools/figure/{path}").status_code == 200
    assert client.get(f"/sl/admin/tools/figure/{path}").status_code == 200


def test_indicators_are_kept_in_the_administration(client, keeper, store):
    indicator, *_places = store

    assert client.get("/en/admin/tools/indicator/").status_code == 200
    assert client.get(f"/en/admin/tools/indicator/{indicator.pk}/change/").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_the_administration_asks_equally_often(client, admin, count, django_assert_max_num_queries):
    indicator = make_indicator()
    for number in range(count):
        make_figure(indicator, make_place(f"Kraj {number}"), 2020, number)
    client.force_login(admin)

    with django_assert_max_num_queries(12):
        client.get("/en/admin/tools/figure/")


def test_an_export_is_safe_from_formulas_and_can_be_imported_again(client, keeper, store):
    _indicator, first, _second = store
    Figure.objects.filter(place=first, year=2020).update(source="=1+1", note="@x")
    Figure.objects.filter(place=first, year=2019).update(value=-3)

    content = client.get("/en/admin/tools/figure/export/csv/").content
    reading = read(read_file(SimpleUploadedFile("a.csv", content)), language="en")

    assert "'=1+1,'@x" in content.decode()
    assert (reading.faults, len(reading.rows)) == ([], 4)
    assert write(rows=reading.rows).unchanged == 4


def test_a_workbook_of_figures_holds_numbers_and_texts(client, keeper, store):
    _indicator, first, _second = store
    Figure.objects.filter(place=first).update(source="=1+1")

    book = load_workbook(io.BytesIO(client.get("/en/admin/tools/figure/export/xlsx/").content))
    cells = [cell for row in book.active.iter_rows() for cell in row]

    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n"}
    assert next(book.active.iter_rows(min_row=2, values_only=True))[:5] == (
        "koper",
        "Koper",
        "unemployment",
        2021,
        6.25,
    )


def test_the_selected_figures_are_exported(client, keeper, store):
    _indicator, _first, second = store
    chosen = Figure.objects.get(place=second)

    response = client.post("/en/admin/tools/figure/", {"action": "as_csv", "_selected_action": [chosen.pk]})

    assert response.content.decode().splitlines()[1:] == ["catez,Čatež,unemployment,2020,1234.5,Own count,estimated"]


def test_an_unknown_form_of_export_is_missing(client, keeper):
    assert client.get("/en/admin/tools/figure/export/exe/").status_code == 404


# --- Public pages ---


def told_by_pages(first, second):
    """Figures on the pages of two places, as their sources state them."""
    PlaceFigure.objects.create(place=first, indicator="companies", value=140, year=2013)
    PlaceFigure.objects.create(place=second, indicator="companies", value=90, qualifier="about")
    PlaceFigure.objects.create(place=first, indicator="established", value=1964)
    PlaceFigure.objects.create(place=second, indicator="established", value=1970)
    PlaceFigure.objects.create(place=first, indicator="zones", value=3)


def test_measures_are_indicators_in_use_and_what_two_pages_of_places_say(store):
    _indicator, first, second = store
    make_indicator("retired", active=False)
    told_by_pages(first, second)

    found = [(one.key, one.places, one.years) for one in measures()]

    assert found == [("unemployment", 2, "2019–2021"), ("place-companies", 2, "2013")]


def test_drafts_are_counted_nowhere(client, store):
    indicator, first, _second = store
    draft = make_place("Skrivni kraj", published=False)
    make_figure(indicator, draft, 2030, 99)
    told_by_pages(first, draft)

    assert (measure("unemployment").places, measure("unemployment").last) == (2, 2021)
    assert measure("place-companies") is None
    for address in (reverse("indicators"), reverse("indicator", args=["unemployment"])):
        assert "2030" not in client.get(address).content.decode()
    assert "Skrivni" not in client.get(reverse("indicator_csv", args=["unemployment"])).content.decode()


@pytest.mark.parametrize("language", ["sl", "en"])
def test_the_list_of_indicators_opens_empty_and_full(client, language):
    with override(language):
        empty = client.get(reverse("indicators"))
        make_figure(make_indicator(), make_place("Koper"), 2020, 1)
        full = client.get(reverse("indicators"))

    assert [len(page.context["stored"]) for page in (empty, full)] == [0, 1]
    assert not full.cookies


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_indicators_asks_equally_often(client, count, django_assert_num_queries):
    for number in range(count):
        make_figure(make_indicator(f"code{number}"), make_place(f"Kraj {number}"), 2020, 1)

    with django_assert_num_queries(2):
        client.get(reverse("indicators"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_an_indicator_asks_equally_often(client, count, django_assert_num_queries):
    indicator = make_indicator(topic=make_topic("energy", "Energija", "Energy"))
    for number in range(count):
        make_figure(indicator, make_place(f"Kraj {number}"), 2020, 1)

    with django_assert_num_queries(4):
        client.get(reverse("indicator", args=["unemployment"]))


def test_the_page_of_an_indicator_shows_figures_by_place_and_year(client, store):
    _indicator, first, second = store

    context = client.get(reverse("indicator", args=["unemployment"])).context

    assert context["years"] == [2019, 2020, 2021]
    rows = [(row.place, [cell and cell.text for cell in row.cells]) for row in context["rows"]]
    assert rows == [(second, [None, "1,234.50", None]), (first, ["7.50", "8.00", "6.25"])]
    assert context["sources"] == ["Own count"]


def test_lines_are_drawn_from_three_years_on(client, store):
    _indicator, first, _second = store
    three = client.get(reverse("indicator", args=["unemployment"])).context["chart"]
    Figure.objects.filter(place=first, year=2019).delete()

    two = client.get(reverse("indicator", args=["unemployment"])).context["chart"]

    assert (three.sheet.rows[0][0], two) == (2019, None)
    assert [column.label for column in three.sheet.columns] == ["Year", "Koper"]


def test_what_pages_of_places_say_has_a_page_of_its_own(client, store):
    _indicator, first, second = store
    told_by_pages(first, second)

    context = client.get(reverse("indicator", args=["place-companies"])).context

    assert [[(cell.text, cell.point.qualifier, cell.point.year) for cell in row.cells] for row in context["rows"]] == [
        [("90", "about", None)],
        [("140", "", 2013)],
    ]


@pytest.mark.parametrize(
    "key", ["nothing", "place-zones", "place-established", "place-nothing", "place-", "x" * 5000, "retired"]
)
@pytest.mark.parametrize("name", ["indicator", "indicator_csv"])
def test_what_is_no_indicator_is_missing(client, store, key, name):
    _indicator, first, second = store
    make_indicator("retired", active=False)
    told_by_pages(first, second)

    assert client.get(reverse(name, args=[key])).status_code == 404


@pytest.mark.parametrize("page", ["abc", "-1", "99999999999999999999", "\x00"])
def test_a_strange_page_number_shows_a_page(client, store, page):
    assert client.get(reverse("indicator", args=["unemployment"]), {"page": page}).status_code == 200


def test_an_indicator_without_figures_says_so(client):
    make_indicator()

    page = client.get(reverse("indicator", args=["unemployment"]))

    assert "There are no public figures of this indicator yet." in page.content.decode()


def test_the_file_of_an_indicator_holds_its_public_figures(client, store):
    response = client.get(reverse("indicator_csv", args=["unemployment"]))

    lines = response.content.decode("utf-8-sig").splitlines()
    assert response["Content-Disposition"] == 'attachment; filename="unemployment-en.csv"'
    assert lines == [
        "place identifier,place name,indicator,year,value,unit,source,note",
        "catez,Čatež,unemployment,2020,1234.5,%,Own count,estimated",
        "koper,Koper,unemployment,2021,6.25,%,Statistical office https://example.org/,",
        "koper,Koper,unemployment,2020,8,%,Statistical office https://example.org/,",
        "koper,Koper,unemployment,2019,7.5,%,Statistical office https://example.org/,",
    ]


@pytest.mark.parametrize("language", ["sl", "en"])
def test_the_downloaded_file_can_be_imported(client, store, language):
    with override(language):
        content = client.get(reverse("indicator_csv", args=["unemployment"])).content

        reading = read(read_file(SimpleUploadedFile("a.csv", content)), language=language)

    assert (len(reading.rows), reading.faults) == (4, [])


# --- Taken into a comparison ---


@pytest.fixture
def work():
    return actions.begin(analysis=QUESTIONS["composite"])


def chosen_of(places, keys=("unemployment",), year=None):
    pks = {place.pk for place in places}
    named = [place for place in places_with_figures(keys) if place.pk in pks]
    return selection(measures=[measure(key) for key in keys], places=named, year=year)


def test_the_latest_figure_of_each_place_is_found_with_its_year(store):
    _indicator, first, second = store

    found = chosen_of([first, second])

    assert [[(point.year, point.value) for point in row] for row in found.rows] == [[(2020, 1234.5)], [(2021, 6.25)]]
    assert (found.years, found.coverage) == (["2020–2021"], [(2, False)])


def test_a_year_that_is_chosen_leaves_others_out(store):
    _indicator, first, second = store

    found = chosen_of([first, second], year=2021)

    assert [[point and point.value for point in row] for row in found.rows] == [[None], [6.25]]
    assert (found.years, found.coverage) == (["2021"], [(1, True)])


def test_an_empty_work_is_filled_with_units_indicators_and_values(store, work):
    indicator, first, second = store
    indicator.topic = make_topic("energy", "Energija", "Energy")
    indicator.save()

    content = taken(work.content_object, chosen_of([first, second]))

    assert [unit["name"] for unit in content.lists["units"]] == ["Čatež", "Koper"]
    [told] = content.lists["indicators"]
    assert {key: told[key] for key in ("name", "unit", "direction", "year", "source", "topic", "weight")} == {
        "name": "Indicator unemployment",
        "unit": "%",
        "direction": "less",
        "year": "2020–2021",
        "source": "Statistical office https://example.org/",
        "topic": "energy",
        "weight": 1,
    }
    assert content.tables["values"] == [[1234.5], [6.25]]


def test_rows_that_are_there_are_kept_by_name(store, work):
    _indicator, first, second = store
    before = {
        "lists": {
            "indicators": [
                {"name": "Rents", "weight": 3},
                {"name": "kazalnik UNEMPLOYMENT", "weight": 7, "direction": "more"},
            ],
            "units": [{"name": "Piran", "own": "own"}, {"name": "KOPER"}],
        },
        "tables": {"values": [[1, 2], [3, 4]]},
    }

    content = taken(Content(QUESTIONS["composite"], before), chosen_of([first, second]))

    assert [unit["name"] for unit in content.lists["units"]] == ["Piran", "KOPER", "Čatež"]
    assert [(one["name"], one["weight"], one["direction"]) for one in content.lists["indicators"]] == [
        ("Rents", 3, "more"),
        ("kazalnik UNEMPLOYMENT", 7, "more"),
    ]
    assert content.tables["values"] == [[1, 2], [3, 6.25], [None, 1234.5]]


def test_taking_twice_is_taking_once(store, work):
    _indicator, first, second = store
    once = taken(work.content_object, chosen_of([first, second]))

    assert taken(once, chosen_of([first, second])) == once


def test_approximate_values_are_told_in_the_source(store, work):
    _indicator, first, second = store
    told_by_pages(first, second)

    content = taken(work.content_object, chosen_of([first, second], ["place-companies"]))

    [told] = content.lists["indicators"]
    assert told["source"] == "The sources that the pages of the places name. (Čatež: about)"
    assert told["year"] == "2013, no year"


def test_places_are_offered_only_with_what_can_be_compared(client, store, work):
    lonely = make_place("Samotni kraj")
    PlaceFigure.objects.create(place=lonely, indicator="zones", value=3)

    response = client.get(address(work))

    assert "Samotni" not in response.content.decode()


def test_two_places_of_the_same_name_are_not_mixed_up(store, work):
    indicator, first, _second = store
    other = make_place("Koper")
    make_figure(indicator, other, 2020, 1)

    with pytest.raises(Untakable):
        taken(work.content_object, chosen_of([first, other]))


def test_a_full_list_takes_no_more(store, work):
    _indicator, first, _second = store
    full = {"lists": {"indicators": [{"name": f"i{number}"} for number in range(100)], "units": []}}

    with pytest.raises(Untakable):
        taken(Content(QUESTIONS["composite"], full), chosen_of([first]))


def address(work):
    return reverse("work_figures", args=[work.token])


def choice(*places, do, **fields):
    return {"place": [place.pk for place in places], "indicator": ["unemployment"], "year": "", "do": do, **fields}


def test_figures_are_previewed_and_taken_into_the_work(client, store, work):
    _indicator, first, second = store

    preview = client.post(address(work), choice(first, second, do="preview"))
    untouched = Work.objects.get().edition
    response = client.post(address(work), choice(first, second, do="take"))

    assert preview.context["chosen"].coverage == [(2, False)]
    assert untouched == 1
    assert response["Location"] == reverse("work_data", args=[work.token]) + "#part-values"
    assert Work.objects.get().content["tables"]["values"] == [[1234.5], [6.25]]


def test_taking_a_second_time_leaves_the_work_as_it_is(client, store, work):
    _indicator, first, second = store

    editions = []
    for _press in range(2):
        client.post(address(work), choice(first, second, do="take"))
        editions.append(Work.objects.get().edition)

    assert editions == [2, 2]


def test_what_is_chosen_stays_chosen_while_searching(client, store, work):
    _indicator, first, second = store

    response = client.post(address(work), choice(first, do="search", q="CATEZ"))

    assert [(place.pk, ticked) for place, ticked in response.context["places"]] == [
        (first.pk, True),
        (second.pk, False),
    ]
    assert not response.context["told"]


def test_all_places_found_can_be_chosen_at_once(client, store, work):
    _indicator, first, second = store

    response = client.post(address(work), choice(do="all"))

    assert {place.pk for place, ticked in response.context["places"] if ticked} == {first.pk, second.pk}


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"place": []}, "place"),
        ({"place": ["99999"]}, "place"),
        ({"place": ["abc\x00"]}, "place"),
        ({"place": ["x" * 100_000]}, "place"),
        ({"indicator": []}, "indicator"),
        ({"indicator": ["nothing"]}, "indicator"),
        ({"year": "1066"}, "year"),
        ({"year": "abc"}, "year"),
        ({"q": "x" * 100_000}, "q"),
    ],
)
def test_a_bad_choice_is_told_and_takes_nothing(client, store, work, fields, wrong):
    _indicator, first, second = store

    response = client.post(address(work), choice(first, second, do="take") | fields)

    assert (response.status_code, list(response.context["form"].errors)) == (200, [wrong])
    assert Work.objects.get().edition == 1


def test_a_draft_cannot_be_taken(client, store, work):
    indicator, first, _second = store
    draft = make_place("Skrivni kraj", published=False)
    make_figure(indicator, draft, 2020, 99)

    response = client.post(address(work), choice(first, draft, do="preview"))

    assert list(response.context["form"].errors) == ["place"]
    assert "Skrivni" not in response.content.decode()


def test_without_figures_the_page_says_so(client, work):
    response = client.get(address(work))

    assert "The portal has no public figures yet that could be taken." in response.content.decode()


def test_the_data_of_a_comparison_lead_to_the_figures_and_those_of_others_do_not(client, work):
    other = actions.begin(analysis=QUESTIONS["gap"])

    pages = [client.get(one.step_address("data")).content.decode() for one in (work, other)]

    assert [address(one) in page for one, page in zip((work, other), pages, strict=True)] == [True, False]
    assert client.get(address(other)).status_code == 404


def test_work_of_somebody_else_is_missing(client, store, make_user):
    work = actions.begin(analysis=QUESTIONS["composite"], author=make_user())

    assert client.get(address(work)).status_code == 404
    assert client.post(address(work), {"do": "take"}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_choosing_figures_asks_equally_often(client, work, count, django_assert_num_queries):
    indicator = make_indicator()
    places = [make_place(f"Kraj {number}") for number in range(count)]
    for place in places:
        make_figure(indicator, place, 2020, 1)

    with django_assert_num_queries(5):
        client.post(address(work), choice(*places, do="preview"))


def test_a_topic_that_goes_leaves_the_indicator():
    indicator = make_indicator(topic=make_topic("energy", "Energija", "Energy"))

    Topic.objects.get().delete()

    indicator.refresh_from_db()
    assert indicator.topic is None

"""What could be meant in two ways is asked before anything is computed: numbers, names, totals."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from tools.data.asked import asked_of
from tools.data.computing import is_current
from tools.data.content import Content
from tools.data.headings import matched
from tools.questions.registry import QUESTIONS
from tools.work import actions

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["sl", "en"])
def both(request):
    with translation.override(request.param):
        yield request.param


@pytest.fixture
def in_english():
    with translation.override("en"):
        yield


def work_with(key, lists=None, tables=None):
    work = actions.begin(analysis=QUESTIONS[key])
    content = Content(QUESTIONS[key], {"lists": lists or {}, "tables": tables or {}})
    return actions.change(work=work, content=content.data)


def give(client, work, part, text, *, file=False, layer=""):
    """Paste or upload a table and leave everything else as it is; the response."""
    work.refresh_from_db()
    fields = {"edition": work.edition, "do": f"give:{part}{layer}", "end": "1"}
    for key, items in work.content["lists"].items():
        fields[f"n-{key}"] = len(items)
        for row, item in enumerate(items):
            fields |= {f"l-{key}-{row}-{name}": "" if value is None else value for name, value in item.items()}
    given = {f"file-{part}": SimpleUploadedFile("t.csv", text.encode())} if file else {f"paste-{part}": text}
    response = client.post(work.data_address, fields | given)
    work.refresh_from_db()
    return response


def questions(client, work):
    """{label: [choices]} of what the page asks."""
    form = client.get(work.ask_address).context["form"]
    return {field.label: [str(label) for _word, label in field.field.choices] for field in form}


def answer(client, work, **words):
    """Answer each question with the word given for its kind, or with what is proposed."""
    form = client.get(work.ask_address).context["form"]
    chosen = {name: words.get(name.partition("-")[0], field.initial) for name, field in form.fields.items()}
    response = client.post(work.ask_address, chosen)
    work.refresh_from_db()
    return response


def column(work, table="values", place=0):
    return [row[place] for row in work.content["tables"][table]]


JOBS = "Town;Jobs\nA;987\nB;1.234\nC;12.500"


# --- Thousands or decimals ---


@pytest.mark.usefixtures("both")
@pytest.mark.parametrize("file", [True, False])
@pytest.mark.parametrize("text", [JOBS, JOBS.replace(";", "\t"), JOBS.replace(".", ",")])
def test_a_column_of_three_digits_after_its_only_sign_is_asked_or_read_as_thousands(client, text, file):
    work = work_with("composite")

    response = give(client, work, "values", text, file=file)
    if response.status_code == 302:
        assert work.content["tables"]["values"] == []
        answer(client, work, sign="," if "." in text else ".")

    assert column(work) == [987, 1234, 12500]


@pytest.mark.parametrize(
    ("language", "cells", "sign"),
    [
        ("en", ["987", "1.234", "12.500"], None),
        ("sl", ["987", "1,234", "12,500"], None),
        ("sl", ["987", "1.234", "12.500"], ","),
        ("en", ["987", "1,234", "12,500"], None),  # the semicolon between cells speaks for decimal commas
        ("en", ["1.234"], None),
        ("sl", ["1.234", "1500"], None),
        ("sl", ["1.234", "1 500"], None),
        ("en", ["1.234", "12.5"], "."),
        ("sl", ["1.234", "12.5"], "."),
        ("en", ["1.234", "12,5"], ","),
        ("en", ["1.234", "1.234.567"], ","),
        ("en", ["1.234", "0.987"], "."),
        ("en", ["1.234", "12.5", "3,75"], None),
        ("en", ["1.234", "2,345"], None),
        ("en", ["1.234", "1.234,5"], ","),
    ],
)
def test_the_cells_of_a_column_decide_or_the_person_is_asked(client, language, cells, sign):
    with translation.override(language):
        work = work_with("composite")
        text = "Town;Jobs\n" + "\n".join(f"T{row};{cell}" for row, cell in enumerate(cells))

        response = give(client, work, "values", text)

        assert (response.status_code == 302) == (sign is None)
        if sign:
            plain = [cell.replace("," if sign == "." else ".", "").replace(sign, ".") for cell in cells]
            assert column(work) == [float(cell) for cell in plain]


@pytest.mark.usefixtures("in_english")
def test_both_readings_are_shown(client):
    work = work_with("composite")
    give(client, work, "values", JOBS)

    assert questions(client, work) == {
        "Jobs: what do these numbers mean?": ["1.234 = 1234, 12.500 = 12500", "1.234 = 1.234, 12.500 = 12.5"]
    }


@pytest.mark.usefixtures("in_english")
def test_columns_are_asked_about_one_by_one(client):
    work = work_with("composite")
    give(client, work, "values", "Town;Jobs;Index;Share\nA;1.234;1.101;12.5\nB;2.345;1.202;13.5")

    assert list(questions(client, work)) == ["Jobs: what do these numbers mean?", "Index: what do these numbers mean?"]


@pytest.mark.usefixtures("in_english")
def test_a_total_of_numbers_that_are_asked_about_is_asked_about_next(client):
    work = work_with("composite")

    give(client, work, "values", "Town;Jobs\nA;1.200\nB;2.300\nC;1.100\nSum of all;4.600")
    first = questions(client, work)
    second = answer(client, work, sign=",")

    assert (len(first), second["Location"]) == (1, work.ask_address)
    assert list(questions(client, work)) == [
        "Towns or zones: is “Sum of all” the total of the others? Its figures are their sum."
    ]


@pytest.mark.usefixtures("in_english")
def test_an_answer_is_remembered_for_the_same_cells(client):
    work = work_with("composite")
    give(client, work, "values", JOBS)
    answer(client, work, sign=",")

    response = give(client, work, "values", JOBS)

    assert (response.status_code, column(work)) == (200, [987, 1234, 12500])


@pytest.mark.usefixtures("in_english")
@pytest.mark.parametrize("sent", [{}, {"do": "drop"}])
def test_nothing_is_taken_without_an_answer(client, sent):
    work = work_with("composite")
    give(client, work, "values", JOBS)

    response = client.post(work.ask_address, sent)
    work.refresh_from_db()

    assert (response.status_code, work.given is None) == ((302, True) if sent else (200, False))
    assert work.content["tables"]["values"] == []


@pytest.mark.usefixtures("in_english")
def test_the_data_page_leads_back_to_what_is_asked(client):
    work = work_with("composite")
    give(client, work, "values", JOBS)

    assert client.get(work.data_address).content.decode().count(f'href="{work.ask_address}"') == 1


@pytest.mark.usefixtures("in_english")
def test_a_list_is_asked_about_too(client):
    work = work_with("gap")
    give(client, work, "branches", "Branch;Turnover here, a year;Spending per head, a year\nBooks;1.234;0.5")

    assert list(questions(client, work)) == ["Turnover here, a year: what do these numbers mean?"]


@pytest.mark.usefixtures("in_english")
def test_nobody_is_asked_where_nothing_is_asked(client):
    work = work_with("composite")

    assert client.get(work.ask_address)["Location"] == work.data_address


@pytest.mark.usefixtures("in_english")
@pytest.mark.parametrize("text", ["1.234", "1,234"])
def test_typing_that_is_kept_in_passing_is_not_read_before_it_is_shown(client, text):
    work = work_with("gap", {"branches": [{"name": "Books", "spend": 1}]})
    fields = {"edition": work.edition, "do": "keep", "end": "1", "n-branches": 1, "l-branches-0-name": "Books"}

    client.post(work.data_address, fields | {"l-branches-0-actual": text, "l-branches-0-spend": "1"})
    work.refresh_from_db()
    kept = work.content["lists"]["branches"][0]["actual"]
    fields |= {"do": "next", "edition": work.edition, "l-branches-0-actual": text, "l-branches-0-spend": "1"}
    shown = client.post(work.data_address, fields)

    assert (kept, len(shown.context["notes"])) == (text, 1)


@pytest.mark.usefixtures("in_english")
def test_typing_that_was_only_kept_is_asked_about_before_it_is_computed(client):
    work = work_with("gap", {"branches": [{"name": "Books", "actual": "1.234", "spend": 1}]})

    response = client.post(work.result_address)

    [problem] = response.context["problems"]
    assert problem.text.startswith("Row “Books”, column “Turnover here, a year”: “1.234”: is that 1234 or 1.234?")


# --- Names ---

SITES = {
    "alternatives": [{"name": name} for name in ("Mill", "Square")],
    "criteria": [{"name": "Price", "direction": "down", "weight": 5}, {"name": "Access", "weight": 2}],
}
VALUES = {"values": [[100, 3], [80, 5]]}


def criteria(work):
    return [(item["name"], item["direction"], item["weight"]) for item in work.content["lists"]["criteria"]]


@pytest.mark.usefixtures("in_english")
def test_a_heading_that_is_alike_is_proposed_and_keeps_what_is_told(client):
    work = work_with("choice", SITES, VALUES)

    give(client, work, "values", "Site;Price (EUR);Access\nMill;90;4\nSquare;70;6")
    asked = questions(client, work)
    answer(client, work)

    gone = (
        "Criteria: the table does not name Price (Direction: less is better; Weight: 5; figures in the tables: 2). "
        "What becomes of it, if it is none of the names above?"
    )
    assert list(asked) == ["Criteria: “Price (EUR)” is not on the list. Which one is it?", gone]
    assert criteria(work) == [("Price (EUR)", "down", 5), ("Access", "up", 2)]
    assert work.content["tables"]["values"] == [[90, 4], [70, 6]]


@pytest.mark.usefixtures("in_english")
@pytest.mark.parametrize(("word", "names"), [("keep", ["Noise", "Price", "Access"]), ("leave", ["Noise"])])
def test_what_a_table_does_not_name_goes_only_if_the_person_says_so(client, word, names):
    work = work_with("choice", SITES, VALUES)

    give(client, work, "values", "Site;Noise\nMill;9\nSquare;7")
    before = criteria(work)
    answer(client, work, gone=word)

    assert before == [("Price", "down", 5), ("Access", "up", 2)]
    assert [name for name, _direction, _weight in criteria(work)] == names
    assert column(work) == [9, 7]


@pytest.mark.usefixtures("in_english")
def test_rows_that_a_table_does_not_name_keep_their_figures_if_they_stay(client):
    work = work_with("choice", SITES, VALUES)

    give(client, work, "values", "Site;Access;Price\nHarbour;9;60")
    answer(client, work, name="new", gone="keep")

    assert [item["name"] for item in work.content["lists"]["alternatives"]] == ["Harbour", "Mill", "Square"]
    assert work.content["tables"]["values"] == [[9, 60], [3, 100], [5, 80]]


@pytest.mark.usefixtures("in_english")
def test_the_same_names_in_another_order_or_case_are_not_asked(client):
    work = work_with("choice", SITES, VALUES)

    response = give(client, work, "values", "Site;access;  PRICE\nsquare;6;70\nMill;4;90")

    assert response.status_code == 200
    assert [row[1:] for row in criteria(work)] == [("up", 2), ("down", 5)]


@pytest.mark.usefixtures("in_english")
def test_two_names_never_stand_for_one_thing(client):
    work = work_with("choice", SITES, VALUES)
    give(client, work, "values", "Site;Price old;Price new\nMill;90;4\nSquare;70;6")

    response = answer(client, work, name="0", gone="leave")

    assert (response.status_code, [row[0] for row in criteria(work)]) == (200, ["Price", "Access"])


@pytest.mark.usefixtures("in_english")
def test_a_centre_with_an_addition_to_its_name_stays_the_same_centre(client):
    lists = {"origins": [{"name": "A"}], "centres": [{"name": "Park", "area": 900, "status": "new"}, {"name": "Old"}]}
    work = work_with("huff", lists)

    give(client, work, "times", ";Park (new);Old\nA;5;6")
    answer(client, work)

    centres = [(item["name"], item["area"], item["status"]) for item in work.content["lists"]["centres"]]
    assert centres == [("Park (new)", 900, "new"), ("Old", None, "existing")]


@pytest.mark.usefixtures("in_english")
def test_an_empty_cell_of_a_pasted_list_takes_nothing_away_and_sets_no_weight(client):
    work = work_with("choice", SITES, VALUES)

    give(client, work, "criteria", "Criterion;Direction;Weight\nPrice;;\nAccess;less is better;\nNoise;;")

    assert criteria(work) == [("Price", "down", 5), ("Access", "down", 2), ("Noise", "up", None)]


# --- Totals ---


@pytest.mark.parametrize(
    "name",
    ["Skupaj", "SKUPAJ", "Insgesamt", "Total", "Totale", "Ukupno", "Skupaj (vse dejavnosti)", "Slovenija, skupaj"],
)
def test_a_total_is_known_by_its_name(name):
    content = Content(
        QUESTIONS["composite"],
        {"lists": {"units": [{"name": "A"}, {"name": "B"}, {"name": name}], "indicators": [{"name": "Jobs"}]}},
    )

    assert [one.about["name"] for one in asked_of(content, None, "en")] == [name]


@pytest.mark.parametrize("name", ["Totalna prenova", "Total costs", "Sumava", "Media"])
def test_a_name_that_only_begins_so_is_no_total(name):
    content = Content(QUESTIONS["choice"], {"lists": {"criteria": [{"name": name}, {"name": "B"}]}})

    assert asked_of(content, None, "en") == []


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([[120, 3.4], [240, 5.1], [360, 8.5]], ["C"]),
        ([[120.4], [240.4], [360.9]], ["C"]),
        ([[360], [120], [240]], ["A"]),
        ([[1], [2], [3]], []),
        ([[120, 3.4], [240, 5.1], [360, 4.2]], []),
        ([[None], [None], [None]], []),
        ([[500], [0], [500]], []),
    ],
)
def test_a_total_is_known_by_its_sum(rows, found):
    lists = {
        "units": [{"name": name} for name in "ABC"],
        "indicators": [{"name": f"I{i}"} for i in range(len(rows[0]))],
    }
    content = Content(QUESTIONS["composite"], {"lists": lists, "tables": {"values": rows}})

    assert [one.about["name"] for one in asked_of(content, None, "en")] == found


@pytest.mark.parametrize("key", QUESTIONS)
def test_no_example_asks_for_totals(key):
    for example in QUESTIONS[key].examples:
        assert asked_of(Content.of_example(QUESTIONS[key], example), None, "en") == []


TOWNS = "Town;Jobs\nA;120\nB;300\nC;80\nSkupaj;500"


@pytest.mark.usefixtures("in_english")
@pytest.mark.parametrize(("word", "names"), [("leave", ["A", "B", "C"]), ("keep", ["A", "B", "C", "Skupaj"])])
def test_a_total_is_left_out_or_kept_as_the_person_says_and_not_asked_again(client, word, names):
    work = work_with("composite")

    first = give(client, work, "values", TOWNS)
    answer(client, work, total=word)
    after = [item["name"] for item in work.content["lists"]["units"]]
    second = give(client, work, "values", TOWNS)

    assert (first["Location"], second.status_code) == (work.ask_address, 200)
    assert after == [item["name"] for item in work.content["lists"]["units"]] == names


@pytest.mark.usefixtures("in_english")
def test_nothing_is_computed_before_a_total_is_answered(client):
    lists = {"units": [{"name": name} for name in ("A", "B", "Total")], "indicators": [{"name": "Jobs"}]}
    work = work_with("composite", lists, {"values": [[120], [300], [420]]})

    response = client.post(work.result_address)
    work.refresh_from_db()

    assert (response["Location"], is_current(work)) == (work.ask_address, False)


# --- Judgements in pairs ---

CONTRADICTS = (
    "Judgements: Line 3: 3 (“B” with “A”) contradicts 3 above the diagonal; it should be 1 divided by it. Correct one "
    "of the two, or leave one half of the table empty."
)
PAIRS = {"elements": [{"name": name} for name in "ABC"], "judges": [{"name": "Ana"}]}


@pytest.mark.usefixtures("in_english")
@pytest.mark.parametrize(
    "rows",
    [
        ("A;1;3;5", "B;;1;2", "C;;;1"),
        ("A;;;", "B;1/3;;", "C;0.2;0.5;"),
        ("A;1;3;5", "B;0.33;1;2", "C;0.2;1/2;1"),
        ("A;-;3;", "B;;-;2", "C;1/5;;-"),
    ],
)
def test_judgements_may_stand_above_the_diagonal_below_it_or_in_both(client, rows):
    work = work_with("ahp", PAIRS)

    give(client, work, "judgements", "\n".join([";A;B;C", *rows]), layer=":0")

    assert work.content["tables"]["judgements"] == [[[None, 3, 5], [None, None, 2], [None, None, None]]]


@pytest.mark.usefixtures("in_english")
@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (("A;1;3;5", "B;3;1;2", "C;;;1"), CONTRADICTS),
        (("A;1;3;5", "B;x;1;2", "C;;;1"), "Judgements: Line 3: “x” (“B” with “A”) is no number greater than 0."),
        (("A;2;3;5", "B;;1;2", "C;;;1"), "Judgements: Line 2: “A” compared with itself must be 1, not 2."),
    ],
)
def test_judgements_that_contradict_each_other_are_named(client, rows, sentence):
    work = work_with("ahp", PAIRS)

    response = give(client, work, "judgements", "\n".join([";A;B;C", *rows]), layer=":0")

    assert [problem.text for problem in response.context["problems"]] == [sentence]
    assert work.content["tables"]["judgements"] == [[[None] * 3] * 3]


@pytest.mark.usefixtures("in_english")
def test_an_influence_on_itself_is_named(client):
    work = work_with("dematel", {"factors": [{"name": "A"}, {"name": "B"}], "experts": [{"name": "Ana"}]})

    response = give(client, work, "influence", ";A;B\nA;4;1\nB;2;0", layer=":0")

    assert [problem.text.partition(": ")[2] for problem in response.context["problems"]] == [
        "Line 2: “A” compared with itself must be 0, not 4."
    ]


# --- What is no number ---

NO_NUMBERS = ["30 %", "12.3 e", "10,2 b", "#DIV/0!", "=100*0.4", "(1,200)", "1 2", ": ", "n/a", "12.5" + " " * 60 + "x"]


@pytest.mark.usefixtures("both")
@pytest.mark.parametrize("cell", NO_NUMBERS)
def test_what_is_no_number_stays_as_it_is_and_is_named(client, cell):
    work = work_with("composite")

    response = give(client, work, "values", f"Town;Jobs;Rate\nA;{cell};1\nB;2;2")

    [kept] = [value for value in column(work) if isinstance(value, str)]
    assert kept[:20] == cell.strip()[:20]
    assert [problem.field for problem in response.context["problems"]] == ["t-values-0-0-0"]


@pytest.mark.usefixtures("both")
@pytest.mark.parametrize("cell", NO_NUMBERS)
def test_a_weight_that_is_no_number_is_never_one(client, cell):
    work = work_with("choice")
    label = QUESTIONS["choice"].listing("criteria").attributes[2].label

    response = give(client, work, "criteria", f"name;{label}\nPrice;{cell}\nAccess;2")

    assert isinstance(work.content["lists"]["criteria"][0]["weight"], str)
    assert "l-criteria-0-weight" in [problem.field for problem in response.context["problems"]]


@pytest.mark.parametrize(
    ("new", "old", "alike"),
    [
        ("Price (EUR)", "Price", True),
        ("price", "Price in EUR", True),
        ("Park (new)", "Park", True),
        ("Unemployment rate", "Unemployment-rate, %", True),
        ("Dostopnost", "Dostopnsot", True),
        ("Income 2020", "Income 2019", False),
        ("Town 12", "Town 1", False),
        ("Noise", "Price", False),
        ("", "Price", False),
    ],
)
def test_names_are_alike_by_their_letters_and_never_where_numbers_differ(new, old, alike):
    content = Content(QUESTIONS["choice"], {"lists": {"criteria": [{"name": old}]}})

    found = matched(content, QUESTIONS["choice"].listing("criteria"), [new]).alike

    assert found == ({0: 0} if alike else {})


# --- Names that look the same, and names that are too long ---


@pytest.mark.parametrize(
    "typed", ["Mi\u00adll", "Mill\u200b", "\ufeffMill", "MILL", "Mill\u00a0", " Mill ", "Mill\u2060"]
)
def test_a_name_that_looks_the_same_is_the_same(typed):
    work = work_with("choice", SITES, VALUES)
    sites = next(listing for listing in work.question.listings if "Mill" in work.content_object.names(listing.key))

    assert matched(work.content_object, sites, [typed, "Square"]).new == ()


def test_a_pasted_name_that_is_too_long_is_refused_and_not_cut(client):
    work = work_with("composite")

    response = give(client, work, "values", f"Town;Jobs;Firms\n{'x' * 121};1;2\nKranj;3;4")

    assert response.status_code == 200
    assert response.text.count("121") > 0
    assert actions.Work.objects.get(pk=work.pk).content == work.content

"""Unfinished work, step by step: whatever is typed is kept, and whoever may not see it finds nothing."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import escape
from openpyxl import Workbook

from library.models import Practice
from tests.factories import make, make_topic
from tools.data.computing import is_current
from tools.models import Work
from tools.questions.registry import QUESTIONS
from tools.work import actions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

ROW = {"name": "Books", "actual": "100", "spend": "0.5", "per_m2": "", "topic": ""}

OPTIONS = {"population": "49015", "income_ratio": "0.9399205561072492", "demand_change": "10"}


def posted(work, *rows, do="next", **more):
    """The fields of the data page with these branches."""
    fields = {"edition": work.edition, "do": do, "end": "1", "n-branches": len(rows)}
    for number, row in enumerate(rows):
        fields |= {f"l-branches-{number}-{key}": value for key, value in (ROW | row).items()}
    return fields | more


def branches(work):
    work.refresh_from_db()
    return work.content["lists"]["branches"]


def errors(response):
    return [problem.text for problem in response.context["problems"]]


# --- The way in ---


def test_the_overview_asks_every_question(client):
    page = client.get(reverse("analyses")).content.decode()

    assert [page.count(f'href="{reverse("analysis", args=[key])}"') for key in QUESTIONS] == [1] * len(QUESTIONS)


@pytest.mark.parametrize("key", QUESTIONS)
def test_every_question_has_a_page_with_its_method_and_sources(client, key):
    response = client.get(reverse("analysis", args=[key]))

    page = response.content.decode()
    assert response.status_code == 200
    assert page.count("<h1>") == 1
    assert len(QUESTIONS[key].sources) >= 1
    assert "InnoCité is not preserved" in page


def test_an_unknown_question_is_not_found(client):
    assert client.get(reverse("analysis", args=["nothing"])).status_code == 404


def test_looking_at_a_question_begins_no_work_and_sets_no_session(client):
    client.get(reverse("analysis", args=["gap"]))

    assert Work.objects.count() == 0
    assert "sessionid" not in client.cookies


def test_work_begins_empty_or_with_an_example(client):
    empty = client.post(reverse("analysis", args=["gap"]))
    example = client.post(reverse("analysis", args=["gap"]), {"example": "furniture"})

    first, second = Work.objects.order_by("pk")
    assert empty["Location"] == first.step_address("question")
    assert example["Location"] == second.step_address("data")
    assert ([row["name"] for row in branches(first)], second.example) == (["", "", ""], "furniture")


def test_who_begins_too_much_too_quickly_is_asked_to_wait(client, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"tools_begin": "2/m/ip"}

    answers = [client.post(reverse("analysis", args=["gap"])).status_code for _time in range(3)]

    assert answers == [302, 302, 429]


# --- Whose work ---


@pytest.mark.parametrize("step", ["question", "data", "ask", "options", "result", "next", "discard", "progress"])
def test_work_of_a_person_is_nobody_elses(client, team, begin, step):
    work = begin(author=team.author)
    address = reverse(f"work_{step}", args=[work.token])

    anonymous = client.get(address).status_code
    client.force_login(team.colleague)
    colleague = client.get(address).status_code
    client.force_login(team.author)
    own = client.get(address, follow=True).status_code

    assert (anonymous, colleague, own) == (404, 404, 200)


def test_work_without_an_author_is_open_to_who_knows_its_address(client, team, begin):
    work = begin()

    anonymous = client.get(work.data_address).status_code
    client.force_login(team.stranger)

    assert (anonymous, client.get(work.data_address).status_code) == (200, 200)


def test_pages_of_work_are_kept_by_nobody_and_found_by_no_search_engine(client, begin):
    response = client.get(begin().data_address)

    assert response["Cache-Control"] == "no-store, private"
    assert response.content.decode().count('<meta name="robots" content="noindex">') == 1


# --- Typing ---


def test_what_is_typed_is_kept_and_leads_on(client, begin):
    work = begin(example=None)

    response = client.post(work.data_address, posted(work, {"name": "Books"}, {"name": "Shoes", "spend": "1,5"}))

    assert response["Location"] == work.step_address("options")
    assert [(row["name"], row["actual"], row["spend"]) for row in branches(work)] == [
        ("Books", 100, 0.5),
        ("Shoes", 100, 1.5),
    ]


def test_what_is_no_number_stays_as_typed_and_is_named(client, begin):
    work = begin(example=None)

    response = client.post(work.data_address, posted(work, {"actual": "n/a"}))

    text = "Row “Books”, column “Turnover here, a year”: “n/a” is not a number. Leave it empty if there is no figure."
    assert errors(response) == [text]
    assert branches(work)[0]["actual"] == "n/a"
    assert response.content.decode().count('value="n/a"') == 1
    assert response.content.decode().count('href="#l-branches-0-actual"') == 1


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"name": ""}, "Branches, row 1: write a name, or remove the row."),
        ({"actual": ""}, "“Books”: fill in “Turnover here, a year”."),
        ({"actual": "-1"}, "Row “Books”, column “Turnover here, a year”: -1 is too small. Write at least 0."),
        ({"per_m2": "0"}, "Row “Books”, column “Turnover per m²”: 0 is too small. Write at least 0.01."),
    ],
)
def test_every_mistake_says_what_to_do(client, begin, row, expected):
    work = begin(example=None)

    response = client.post(work.data_address, posted(work, row))

    assert errors(response) == [expected]


def test_a_name_stands_only_once(client, begin):
    work = begin(example=None)

    response = client.post(work.data_address, posted(work, {"name": "Books"}, {"name": "books "}))

    assert errors(response) == ["Branches, row 2: “books” is already on the list. Write another name."]


def test_a_doubtful_number_is_shown_as_it_was_read(client, begin):
    work = begin(example=None)

    response = client.post(work.data_address, posted(work, {"actual": "1,234"}))

    assert response.context["notes"] == ["“1,234” was read as 1234."]
    assert branches(work)[0]["actual"] == 1234


def test_rows_that_were_never_filled_in_are_left_out(client, begin):
    work = begin(example=None)
    blank = dict.fromkeys(ROW, "")

    client.post(work.data_address, posted(work, {}, blank, blank))

    assert [row["name"] for row in branches(work)] == ["Books"]


def test_a_row_is_added_and_removed_without_losing_the_others(client, begin):
    work = begin(example=None)

    client.post(work.data_address, posted(work, {"name": "Books"}, {"name": "Shoes"}, do="add:branches"))
    added = [row["name"] for row in branches(work)]
    names = [{"name": name} for name in (*added[:2], "Hats")]
    client.post(work.data_address, posted(work, *names, do="remove:branches:1"))

    assert (added, [row["name"] for row in branches(work)]) == (["Books", "Shoes", ""], ["Books", "Hats"])


@pytest.mark.parametrize(
    "do",
    [
        "add:nothing",
        "remove:branches:99",
        "remove:branches:x",
        "remove:branches:²",
        pytest.param("remove:branches:" + "9" * 5000, id="endless place"),
        "remove:nothing:0",
        "give:nothing",
        pytest.param("give:branches:" + "9" * 5000, id="endless layer"),
        "xyz",
        "",
    ],
)
def test_an_unknown_button_changes_nothing_and_breaks_nothing(client, begin, do):
    work = begin()
    before = work.content

    response = client.post(work.data_address, posted(work, {"name": "Books"}, do=do))

    assert response.status_code in {200, 302}
    assert [row["name"] for row in branches(work)] == ["Books"]
    assert before != work.content


@pytest.mark.parametrize("bad", ["\x00", "x" * 100_000, "í\xa0\x80", "<b>"])
def test_hostile_texts_are_kept_as_texts(client, begin, bad):
    work = begin(example=None)

    response = client.post(work.data_address, posted(work, {"name": f"A{bad}", "actual": bad}))

    assert response.status_code == 200
    assert response.content.decode().count("<b>") == 0
    assert branches(work)[0]["name"][:1] == "A"
    assert len(branches(work)[0]["name"]) <= 120


def test_fields_that_the_form_does_not_show_change_nothing(client, begin, team):
    work = begin(example=None)
    extra = {"author": team.author.pk, "results": "{}", "l-branches-0-secret": "1", "options": "{}"}

    client.post(work.data_address, posted(work, {}) | extra)

    assert set(branches(work)[0]) == set(ROW)
    assert (work.author, work.results) == (None, None)


def test_a_form_that_broke_off_on_its_way_changes_nothing(client, begin):
    work = begin()
    fields = posted(work, {})
    del fields["end"]

    response = client.post(work.data_address, fields)

    assert errors(response) == ["The form did not arrive as a whole, so nothing was changed. Please try again."]
    assert [row["name"] for row in branches(work)] == ["Furniture"]


def test_work_changed_in_another_window_is_not_overwritten_unseen(client, begin):
    work = begin(example=None)
    actions.change(work=work, content=work.content | {"lists": {"branches": [{"name": "Elsewhere"}]}})

    response = client.post(work.data_address, posted(work, {"name": "Here"}))
    first = [row["name"] for row in branches(work)]
    again = client.post(work.data_address, posted(work, {"name": "Here"}))

    assert first == ["Elsewhere"]
    assert response.content.decode().count('value="Here"') == 1
    assert again["Location"] == work.step_address("options")
    assert [row["name"] for row in branches(work)] == ["Here"]


def test_typing_is_kept_in_passing(client, begin):
    work = begin(example=None)

    response = client.post(work.data_address, posted(work, {"name": "Half", "actual": "12x"}, do="keep"))

    assert (response.status_code, int(response["X-Edition"])) == (204, work.edition + 1)
    assert [(row["name"], row["actual"]) for row in branches(work)] == [("Half", "12x")]


def test_typing_is_not_kept_in_passing_over_what_another_window_saved(client, begin):
    work = begin(example=None)
    actions.change(work=work, content=work.content | {"lists": {"branches": [{"name": "Elsewhere"}]}})

    response = client.post(work.data_address, posted(work, {"name": "Here"}, do="keep"))

    assert response.status_code == 409
    assert [row["name"] for row in branches(work)] == ["Elsewhere"]


# --- Pasting and uploading ---


def test_a_pasted_list_replaces_the_list_and_keeps_what_is_known(client, begin):
    work = begin()
    text = "Branch\tTurnover here, a year\nFurniture\t5\nBooks\t7,5"

    fields = posted(work, {"name": "Furniture"}, do="give:branches")
    client.post(work.data_address, fields | {"paste-branches": text})

    assert [(row["name"], row["actual"], row["spend"]) for row in branches(work)] == [
        ("Furniture", 5, 0.5),
        ("Books", 7.5, None),
    ]


def workbook(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("t.csv", "Čevlji;5;1,5\nŽepi;7;2".encode("cp1250")),
        ("t.csv", "Čevlji,5,1.5\nŽepi,7,2".encode()),
        ("t.xlsx", workbook(["Čevlji", 5, 1.5], ["Žepi", 7, 2])),
        ("t.csv", workbook(["Čevlji", 5, 1.5], ["Žepi", 7, 2])),
    ],
)
def test_an_uploaded_list_is_read_whatever_its_form(client, begin, name, data):
    work = begin(example=None)

    client.post(
        work.data_address,
        posted(work, do="give:branches") | {"file-branches": SimpleUploadedFile(name, data)},
    )

    read = [(row["name"], row["actual"], row["spend"]) for row in branches(work)]
    assert read == [("Čevlji", 5, 1.5), ("Žepi", 7, 2)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "Paste a table or choose a file first."),
        ("Branch;Colour\nA;red", "The column “Colour” is not known here. Known are: {known}."),
        ("A;1;2;3;water;5\n", "Line 1 has 6 cells; there are only 5 columns."),
        ("A;1\nA;2", "Line 2: the name “A” stands twice. Every name must be its own."),
        (";1;2", "Line 1: there is a column or a row without a name."),
        ("Branch;Turnover here, a year", "There is only a heading and no row below it."),
    ],
)
def test_a_pasted_list_that_cannot_be_taken_stays_in_its_field(client, begin, text, expected):
    work = begin()
    known = ", ".join(str(attribute.label) for attribute in QUESTIONS["gap"].listing("branches").attributes)

    response = client.post(
        work.data_address, posted(work, {"name": "Kept"}, do="give:branches") | {"paste-branches": text}
    )

    assert errors(response) == ["Branches: " + expected.format(known=known)]
    assert text.splitlines()[:1] == [] or response.content.decode().count(escape(text.splitlines()[0])) == 1
    assert [row["name"] for row in branches(work)] == ["Kept"]


def test_every_list_and_table_has_a_template_that_can_be_filled_in_and_uploaded(client):
    for analysis in QUESTIONS.values():
        for part in analysis.parts:
            for form in ("csv", "xlsx"):
                response = client.get(reverse("data_template", args=[analysis.key, part.key, form]))
                assert (response.status_code, response["Content-Disposition"][:10]) == (200, "attachment")


@pytest.mark.parametrize(("part", "form"), [("nothing", "csv"), ("branches", "exe")])
def test_an_unknown_template_is_not_found(client, part, form):
    assert client.get(reverse("data_template", args=["gap", part, form])).status_code == 404


# --- Options and result ---


def test_options_that_cannot_be_are_named_and_what_was_typed_stays(client, begin):
    work = begin()

    response = client.post(work.step_address("options"), OPTIONS | {"population": "many"})

    assert list(response.context["form"].errors) == ["population"]
    assert response.content.decode().count('value="many"') == 1


def test_the_result_is_computed_and_shown_with_its_charts(client, begin):
    work = begin()

    client.post(work.step_address("options"), OPTIONS)
    work.refresh_from_db()
    page = client.get(work.step_address("result"))

    assert is_current(work)
    assert page.content.decode().count("28,626,422") >= 1
    assert page.content.decode().count("<svg") >= 1


def test_a_result_whose_data_changed_is_shown_no_more(client, begin):
    work = actions.compute(work=begin())
    client.post(work.data_address, posted(work, {}))

    page = client.get(work.step_address("result")).content.decode()

    assert page.count("The data or the options have changed since the last result.") == 1


def test_data_that_cannot_be_computed_lead_back_to_them(client, begin):
    work = begin(example=None)

    response = client.post(work.step_address("result"))

    assert response.status_code == 200
    assert errors(response)[0] == "Branches, row 1: write a name, or remove the row."


@pytest.mark.parametrize("step", ["question", "data", "options", "result", "next", "discard"])
def test_every_step_has_one_heading_a_title_and_a_way_back(client, begin, step):
    work = actions.compute(work=begin())

    page = client.get(reverse(f"work_{step}", args=[work.token])).content.decode()

    assert (page.count("<h1"), page.partition("</head>")[0].count("<title>")) == (1, 1)


def test_work_is_thrown_away_after_a_question(client, begin):
    work = begin()

    asked = client.get(reverse("work_discard", args=[work.token]))
    there = Work.objects.count()
    client.post(reverse("work_discard", args=[work.token]))

    assert (asked.status_code, there, Work.objects.count()) == (200, 1, 0)
    assert client.get(work.data_address).status_code == 404


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_data_page_asks_the_database_as_often_for_many_rows(client, begin, number, django_assert_num_queries):
    work = begin(example=None)
    client.post(work.data_address, posted(work, *({"name": f"B{row}"} for row in range(number)), do="keep"))

    with django_assert_num_queries(2):
        client.get(work.data_address)


# --- Causes of failures as factors ---


@pytest.fixture
def failure():
    return make(Practice, outcome="failure", topics=[make_topic("waste", "Odpadki", "Waste")])


def test_what_failed_elsewhere_is_offered_as_a_factor(client, begin, failure):
    work = begin("importance", example=None)

    page = client.get(work.data_address).content.decode()
    fields = {"edition": work.edition, "end": "1", "n-factors": 0, "n-respondents": 0, "do": "suggest:waste"}
    after = client.post(work.data_address, fields).content.decode()

    work.refresh_from_db()
    assert (page.count("Waste (1 failure)"), after.count("Waste (1 failure)")) == (1, 0)
    assert work.content["lists"]["factors"] == [{"name": "Waste", "topic": "waste"}]


def test_an_unknown_cause_changes_nothing(client, begin, failure):
    work = begin("importance", example=None)
    fields = {"edition": work.edition, "end": "1", "n-factors": 0, "n-respondents": 0, "do": "suggest:nothing"}

    response = client.post(work.data_address, fields)

    work.refresh_from_db()
    assert (response.status_code, work.content["lists"]["factors"]) == (200, [])


def test_a_table_for_nobody_on_the_list_is_refused(client, begin):
    work = begin("dematel", example=None)
    table = ";A;B\nA;;1\nB;2;"
    fields = {"edition": work.edition, "end": "1", "do": "give:influence:99", "paste-influence": table}

    response = client.post(work.data_address, fields | {"n-factors": 0, "n-experts": 1, "l-experts-0-name": "Ana"})

    assert [text.partition(": ")[2] for text in errors(response)] == [
        "There is nobody on the list to read this table for. Add somebody first."
    ]

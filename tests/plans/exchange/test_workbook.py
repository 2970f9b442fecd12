"""A plan as a workbook, out and in: the same file changes nothing, changed cells become a draft after a preview."""

import datetime as dt
import io
import re
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from catalogue.languages import LANGUAGES
from catalogue.tables.reading import read_workbook
from catalogue.tables.workbook import free_title
from library.models import Practice
from plans.exchange.changes import WorkbookChange
from plans.exchange.sheets import sheet_columns
from plans.exchange.workbook import Telling, workbook
from plans.models import ActionPlan
from publishing.comparison import compared
from publishing.models import Version
from publishing.workflow import take
from publishing.writing import writing_of
from tests.factories import make
from tests.plans.planning import CONTENT, begin_plan, publish_plan
from tests.plans.test_rows import rows_of

pytestmark = pytest.mark.django_db
RELATIONS = [rows.relation for rows in writing_of("plan").rows]
WHOLE = CONTENT | {
    "summary_sl": "=1+1 ni formula.\nDruga vrstica.",
    "findings": [{"uid": "n1", "part": "other", "title_sl": "Malo parkirišč", "text_sl": "", "conclusion_sl": ""}],
    "swot_items": [{"uid": "s1", "group": "S", "text_sl": "Vlak", "local": "0.524359", "priority": None, "n": None}],
    "stakeholders": [{"uid": "d1", "name_sl": "Krajani", "sector": "residents", "role": "group"}],
    "predecessors": [{"uid": "p1", "action_id": "a1", "after_id": "a2"}],
    "action_partners": [{"uid": "u1", "action_id": "a1", "name_sl": "Toplarna", "part_sl": "cev"}],
    "provisions": [{"uid": "v1", "unit": "VIČ-3", "present_sl": "IG", "proposed_sl": "IP", "reason_sl": "Rast."}],
    "strategies": [{"uid": "t1", "type": "SO", "text_sl": "Postaja", "internal_id": "s1", "goal_id": "g2"}],
}


def written(version, language="en"):
    """The workbook of a version, open for changes."""
    with translation.override(language):
        content = workbook(Telling(version.content, version.dossier.entry, version.dossier))
    return load_workbook(io.BytesIO(content))


def saved(book):
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def desk_of(version, name="read_plan_in"):
    with translation.override("en"):
        return reverse(name, args=[version.dossier_id])


def change_of(version, book, **options):
    return WorkbookChange(version, read_workbook(ContentFile(saved(book))), **options)


def cell_at(book, sheet, key, heading):
    """The cell of a row by its key and of a column by its heading."""
    page = book[sheet]
    headings = [cell.value for cell in page[1]]
    row = next(row for row in page.iter_rows(min_row=2) if row[0].value == key)
    return row[headings.index(heading)]


def told(change):
    return [(fault.place, fault.message) for fault in change.faults]


# --- Out ---


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_and_titles_of_sheets_tell_all_columns_apart(language):
    with translation.override(language):
        titles = [free_title(rows.title, set()).casefold() for rows in writing_of("plan").rows]
        headings = {relation: [column.heading for column in sheet_columns(relation)] for relation in RELATIONS}

    assert len({*titles}) == len(titles)
    assert {relation: len({*found}) for relation, found in headings.items()} == {
        relation: len(found) for relation, found in headings.items()
    }


def test_numbers_days_choices_and_links_stand_as_such(people):
    book = written(begin_plan(people, WHOLE))

    row = {cell.value: book["Costs"].cell(2, cell.column).value for cell in book["Costs"][1]}
    milestone = cell_at(book, "Milestones", "m1", "Due").value
    direction = cell_at(book, "Indicators", "i1", "Direction").value
    assert row == {
        "key": "c1",
        "Action": "a1",
        "Action: name": "Skupni parovod",
        "Year": 2026,
        "Amount (EUR)": 150000,
        "Sort": "investment",
    }
    assert [milestone.date(), direction] == [dt.date(2026, 6, 30), "less is better"]


def test_a_public_workbook_names_nothing_that_is_not_public(client, people):
    practice = make(Practice, title_sl="Tajna praksa")
    cited = {"uid": "e2", "action_id": "a1", "practice_id": practice.pk, "label_sl": "Tajna praksa", "says_sl": "Da."}
    cited["part"] = "Tajna stran"
    publish_plan(people, evidence=[cited])
    practice.withdraw()

    response = client.get(reverse("plan_workbook", args=[ActionPlan.objects.get().slug_sl]))

    cells = [cell.value for page in load_workbook(io.BytesIO(response.content)) for row in page for cell in row]
    assert "Da." in cells
    assert not [cell for cell in cells if "Tajna" in str(cell)]


# --- In: the same ---


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_file_changes_nothing_in_either_language(people, language):
    version = begin_plan(people, WHOLE)

    change = change_of(version, written(version, language))

    assert told(change) == []
    assert change.content == version.content


def test_a_plan_made_anew_from_its_own_workbook_says_the_same(people):
    """Every column is read as it was written: the rows go into an empty plan without their keys."""
    version = begin_plan(people, WHOLE)
    book = written(version)
    for page in list(book)[1:]:
        for row in page.iter_rows(min_row=2):
            row[0].value = None
    for relation, heading in [
        ("Costs", "Action"),
        ("Indicators", "Goal"),
        ("Risks", "Action"),
        ("Milestones", "Action"),
    ]:
        rename_links(book[relation], heading)
    names = {"Strategies": ["Strength or weakness", "Goal"], "Evidence": ["Action"], "Participants": ["Action"]}
    names |= {"Sources of funding": ["Action"], "Comes after": ["Action", "Comes after"], "Actions": ["Goal"]}
    for relation, headings in names.items():
        for heading in headings:
            rename_links(book[relation], heading)
    empty = Version(dossier=version.dossier, content={})

    change = change_of(empty, book)

    assert told(change) == []
    assert bare(change.content) == bare(version.content)


def rename_links(page, heading):
    """Name the rows that a column points at by their names, as one does with new rows."""
    headings = [cell.value for cell in page[1]]
    place = headings.index(heading)
    for row in page.iter_rows(min_row=2):
        row[place].value = row[place + 1].value


def bare(content):
    """Rows without their keys and without what is empty, links by what they lead to."""
    names = {row["uid"]: row.get("title_sl") or row.get("text_sl") for r in RELATIONS for row in content.get(r) or []}
    usual = (None, "", False)
    return {
        relation: [
            {name: names.get(value, value) for name, value in row.items() if name != "uid" and value not in usual}
            for row in content.get(relation) or []
        ]
        for relation in RELATIONS
    }


# --- In: changes ---


def test_two_changed_cells_are_two_changes_and_nothing_public(client, people):
    published = publish_plan(people)
    client.force_login(people.editor)
    address = desk_of(published)
    book = written(published)
    cell_at(book, "Costs", "c1", "Amount (EUR)").value = 175000.5
    cell_at(book, "Milestones", "m1", "Due").value = dt.date(2026, 9, 30)

    seen = client.post(address, {"file": upload(book)})
    taken = client.post(address, {"token": seen.context["found"]["token"]})

    draft = Version.objects.get(dossier=published.dossier, state="draft")
    assert [(row.label, row.status) for row in seen.context["found"]["differences"].rows] == [
        ("Costs", "changed"),
        ("Milestones", "changed"),
    ]
    assert "2026-09-30" in seen.text
    assert taken.status_code == 302
    assert (draft.content["costs"][0]["amount"], draft.content["milestones"][0]["due"]) == ("175000.5", "2026-09-30")
    assert ActionPlan.objects.get().costs.first().amount == Decimal(150000)
    assert differing(published.content, draft.content) == ["costs", "milestones"]


def test_a_row_that_is_renamed_changes_none_of_those_that_belong_to_it(people):
    version = begin_plan(people)
    book = written(version)
    cell_at(book, "Goals", "g1", "Title (sl)").value = "Precej manj energije"

    found = compared("plan", version.content, change_of(version, book).content)

    assert [row.label for row in found.rows] == [str(writing_of("plan").row("goals").title)]


def test_the_preview_can_be_confirmed_from_its_page(people):
    version = begin_plan(people)
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.editor)
    book = written(version)
    cell_at(book, "Costs", "c1", "Year").value = 2027
    [given] = tokens(client.get(desk_of(version)))
    seen = client.post(desk_of(version), {"file": upload(book), "csrfmiddlewaretoken": given})
    token = seen.context["found"]["token"]

    answer = client.post(desk_of(version), {"token": token, "csrfmiddlewaretoken": tokens(seen)[0]})

    assert answer.status_code == 302


def tokens(page):
    """What the forms of the page prove their origin with; that of the preview stands above that of the upload."""
    return re.findall('name="csrfmiddlewaretoken" value="([^"]+)"', page.text.partition("<main")[2])


def upload(book):
    return ContentFile(saved(book), "plan.xlsx")


def differing(one, other):
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


def test_a_row_without_a_key_is_new_and_may_be_named_by_others(people):
    version = begin_plan(people)
    book = written(version)
    add_line(book["Actions"], {"Goal": "g1", "Title (sl)": "Nova črpalka", "Start": 2027})
    add_line(book["Costs"], {"Action": "Nova črpalka", "Year": 2027, "Amount (EUR)": "12.500,50", "Sort": "investment"})

    change = change_of(version, book)

    action, cost = change.content["actions"][-1], change.content["costs"][-1]
    assert told(change) == []
    assert (action["title_sl"], action["start"], action["weight"]) == ("Nova črpalka", "2027", 1)
    assert (cost["action_id"], cost["amount"], cost["sort"]) == (action["uid"], "12500.5", "investment")
    assert rows_of(change.content)["actions"][:2] == ["a1", "a2"]


def add_line(page, values):
    headings = [cell.value for cell in page[1]]
    page.append([values.get(heading) for heading in headings])


def test_texts_of_both_languages_are_read(people):
    version = begin_plan(people)
    book = written(version)
    cell_at(book, "Goals", "g2", "Title (en)").value = "More firms"
    cell_at(book, "Plan", "vision_en", "Content").value = "A zone without smoke."

    change = change_of(version, book)

    assert change.content["goals"][1]["title_en"] == "More firms"
    assert change.content["vision_en"] == "A zone without smoke."


@pytest.mark.parametrize(("remove", "left"), [(False, ["a1", "a2"]), (True, ["a1"])])
def test_rows_that_are_missing_go_only_where_that_is_asked_for(people, remove, left):
    version = begin_plan(people)
    book = written(version)
    book["Actions"].delete_rows(3)

    change = change_of(version, book, remove=remove)

    assert rows_of(change.content)["actions"] == left
    assert [row["uid"] for row in change.content["costs"]] == ["c1", "c2", "c3"][: 2 if remove else 3]


def test_a_sheet_that_is_missing_loses_no_rows(people):
    version = begin_plan(people)
    book = written(version)
    del book["Actions"]

    assert rows_of(change_of(version, book, remove=True).content)["actions"] == ["a1", "a2"]


def test_a_sheet_of_ones_own_is_not_read_and_that_is_told(people):
    version = begin_plan(people)
    book = written(version)
    book.create_sheet("Zapiski").append(["kar koli"])

    assert change_of(version, book).unread == ["Zapiski"]


# --- In: what is wrong ---


WRONG = {
    "a key that is not there": ("Costs", "c1", "key", "x9", "Costs!A2", "“x9” is no key of a row of this plan."),
    "a link that leads nowhere": ("Costs", "c1", "Action", "x9", "Costs!B2", "“x9” is neither a key nor"),
    "a link that is missing": ("Costs", "c1", "Action", None, "Costs!B2", "Write one key in one of these columns"),
    "no number": ("Costs", "c1", "Amount (EUR)", "veliko", "Costs!E2", "“veliko” is not a number."),
    "below zero": ("Costs", "c1", "Amount (EUR)", -1, "Costs!E2", "Ensure this value is greater than or equal to 0."),
    "no word of the list": ("Costs", "c1", "Sort", "oboje", "Costs!F2", "“oboje” is none of these words"),
    "no day": ("Milestones", "m1", "Due", "poleti", "Milestones!F2", "“poleti” is not a date."),
    "a day that may be two": ("Milestones", "m1", "Due", "3/4/2026", "Milestones!F2", "“3/4/2026”: is that"),
    "two of one key": ("Costs", "c2", "key", "c1", "Costs!A3", "This key stands in line 2 already."),
    "a heading nobody knows": ("Costs", "key", "Year", "Jahr", "Costs!D1", "“Jahr” is no heading of this sheet."),
    "a field nobody knows": ("Plan", "title_sl", "key", "naslov", "Plan!A2", "“naslov” is no key of a field"),
    "the wrong side of a target": ("Indicators", "i1", "Target", 950, "Indicators!K2", "The target lies on the other"),
    "out of bounds": ("Risks", "r1", "Impact, 1 to 5", 6, "Risks!G2", "Ensure this value is less than or equal to 5."),
    "too long": ("Risks", "r1", "Title (sl)", "x" * 201, "Risks!D2", "Ensure this value has at most 200 characters"),
}


@pytest.mark.parametrize("name", WRONG)
def test_every_bad_cell_is_told_by_its_place_and_nothing_is_taken(people, name):
    sheet, key, heading, value, place, message = WRONG[name]
    version = begin_plan(people)
    book = written(version)
    cell_at_or_heading(book, sheet, key, heading).value = value

    with translation.override("en"):
        [fault] = told(change_of(version, book))

    assert fault[0] == place
    assert fault[1].startswith(message)


def cell_at_or_heading(book, sheet, key, heading):
    if key != "key":
        return cell_at(book, sheet, key, heading)
    return next(cell for cell in book[sheet][1] if cell.value == heading)


def test_all_bad_cells_are_told_at_once(people):
    version = begin_plan(people)
    book = written(version)
    cell_at(book, "Costs", "c1", "Amount (EUR)").value = "veliko"
    cell_at(book, "Risks", "r1", "Impact, 1 to 5").value = 9

    assert [place for place, _message in told(change_of(version, book))] == ["Costs!E2", "Risks!G2"]


def test_more_rows_than_a_list_takes_are_refused_at_their_line(people):
    version = begin_plan(people)
    book = written(version)
    for number in range(20):
        add_line(book["Goals"], {"Title (sl)": f"Cilj {number}"})

    assert [place for place, _message in told(change_of(version, book))] == ["Goals!A22"]


def test_more_changes_than_one_file_may_bring_are_refused_once(people, monkeypatch):
    monkeypatch.setattr("plans.exchange.changes.MOST_CHANGED_ROWS", 2)
    version = begin_plan(people)
    book = written(version)
    for number in range(4):
        add_line(book["Goals"], {"Title (sl)": f"Cilj {number}"})

    assert [place for place, _message in told(change_of(version, book))] == ["Goals!A6"]


def test_a_draft_that_changed_since_the_preview_is_left_alone(client, people):
    version = begin_plan(people)
    client.force_login(people.editor)
    address = desk_of(version)
    book = written(version)
    cell_at(book, "Costs", "c1", "Year").value = 2027
    token = client.post(address, {"file": upload(book)}).context["found"]["token"]
    version.content |= {"vision_sl": "Nekdo drug."}
    version.save()

    answer = client.post(address, {"token": token}, follow=True)

    version.refresh_from_db()
    assert version.content["costs"][0]["year"] == 2026
    assert "Somebody has changed the plan since the preview." in answer.text


def test_what_was_typed_over_a_row_gives_way_to_the_file(client, people):
    version = begin_plan(people)
    version.typed = {
        "costs": [{"uid": "c1", "amount": "veliko"}, {"uid": "c3", "amount": "malo"}],
        "vision": "x" * 30000,
    }
    version.save()
    client.force_login(people.editor)
    address = desk_of(version)
    book = written(version)
    cell_at(book, "Costs", "c1", "Amount (EUR)").value = 5

    token = client.post(address, {"file": upload(book)}).context["found"]["token"]
    client.post(address, {"token": token})

    version.refresh_from_db()
    assert [row["uid"] for row in version.typed["costs"]] == ["c3"]
    assert "vision" in version.typed


@pytest.mark.parametrize("content", [b"", b"key;title\n", b"PK\x03\x04 broken"])
def test_a_file_that_is_no_workbook_is_refused_in_words(client, people, content):
    version = begin_plan(people)
    client.force_login(people.editor)

    answer = client.post(desk_of(version), {"file": ContentFile(content, "x.xlsx")})

    assert answer.status_code == 200
    assert re.search('class="errorlist"', answer.text)


def test_what_is_submitted_can_be_had_but_not_changed(client, people):
    version = take(step="submit", version=begin_plan(people), by=people.editor)
    client.force_login(people.editor)

    page = client.post(desk_of(version), {"file": upload(written(version))})

    assert "In this state the plan cannot be changed" in page.text
    assert client.get(desk_of(version, "own_workbook")).status_code == 200


@pytest.mark.parametrize("name", ["read_plan_in", "own_workbook"])
def test_the_desk_of_others_is_no_page(client, people, name):
    version = begin_plan(people)
    client.force_login(people.foreign)

    assert client.get(desk_of(version, name)).status_code == 404

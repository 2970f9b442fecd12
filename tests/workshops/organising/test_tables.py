"""Tables for organisers: a row a person, never a formula, sensitive columns where they are ticked, all written down."""

import csv
import io

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from openpyxl import load_workbook

from tests.workshops.coming import comes

pytestmark = pytest.mark.django_db


def take(client, desk, **asked):
    return client.post(reverse("event_files", args=[desk.event.pk]), {"table": "people", "format": "csv"} | asked)


def rows_in(answer):
    text = b"".join(answer).decode("utf-8-sig") if answer.streaming else answer.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def column(rows, heading):
    return [row[rows[0].index(heading)] for row in rows[1:]]


def test_each_person_has_a_row_and_companions_stand_below_whom_they_come_with(organiser, desk):
    comes(desk.form, 2, name="Ana Žagar", organisation="Občina", country="SI")

    rows = rows_in(take(organiser, desk))

    assert column(rows, "Ime")[0] == "Ana Žagar"
    assert column(rows, "Spremlja") == ["", "Ana Žagar"]
    assert column(rows, "Organizacija") == ["Občina", "Občina"]
    assert column(rows, "Zasedena mesta") == ["2", ""]
    assert column(rows, "Stanje") == ["potrjena", "potrjena"]


@pytest.mark.parametrize("name", ["=1+1", "+386 1", "-2", "@SUM(A1)", "\t=1", "＝1"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_name_is_a_text_and_never_a_formula(organiser, desk, name, form):
    comes(desk.form, name=name)

    answer = take(organiser, desk, format=form)

    if form == "csv":
        shown = column(rows_in(answer), "Ime")[0]
    else:
        content = b"".join(answer) if answer.streaming else answer.content
        cell = load_workbook(io.BytesIO(content)).active.cell(2, 3)
        assert cell.data_type != "f"
        shown = str(cell.value)
    assert shown.lstrip("'").strip() == name.strip()
    assert shown.startswith("'") or name in ("-2", "+386 1")


def test_sensitive_answers_are_columns_only_where_they_are_ticked(organiser, desk):
    plain = desk.form.questions.create(
        label_sl="Prihod", kind="choice", choices=[{"key": "bus", "sl": "avtobus", "en": ""}]
    )
    secret = desk.form.questions.create(label_sl="Dostop", sensitive=True, each_person=True)
    registration = comes(desk.form, 2)
    companion = registration.companions.get()
    registration.answers.create(question=plain, value="bus")
    registration.answers.create(question=secret, value="voziček", companion=companion)

    without, ticked = rows_in(take(organiser, desk)), rows_in(take(organiser, desk, sensitive="on"))

    assert ("Dostop" in without[0], "voziček" in str(without)) == (False, False)
    assert column(ticked, "Prihod") == ["avtobus", ""]
    assert column(ticked, "Dostop") == ["", "voziček"]


def test_the_line_stands_in_its_order(organiser, desk):
    comes(desk.form, 3)
    comes(desk.form, 2, name="Prva", least=1), comes(desk.form, 1, name="Druga")

    rows = rows_in(take(organiser, desk, table="queue"))

    assert [row[:2] + row[4:7] for row in rows[1:]] == [["1", "Prva", "2", "2", "1"], ["2", "Druga", "1", "1", "1"]]


def test_who_took_which_table_is_written_down(organiser, desk):
    organiser.get(reverse("event_files", args=[desk.event.pk]))
    take(organiser, desk)
    take(organiser, desk, table="queue", format="xlsx", sensitive="on")

    assert list(LogEntry.objects.order_by("pk").values_list("user", "object_id", "change_message")) == [
        (desk.organiser.pk, str(desk.event.pk), "table “people” taken as csv"),
        (desk.organiser.pk, str(desk.event.pk), "table “queue” taken as xlsx, with sensitive answers"),
    ]


@pytest.mark.parametrize("asked", [{"table": "x"}, {"format": "exe"}, {"table": ""}])
def test_a_table_that_does_not_exist_is_not_made(organiser, desk, asked):
    answer = take(organiser, desk, **asked)

    assert answer.context["form"].errors
    assert not LogEntry.objects.exists()


def test_a_table_asks_the_database_as_often_for_one_as_for_twenty(organiser, desk, django_assert_max_num_queries):
    desk.form.capacity = None
    desk.form.save()
    question = desk.form.questions.create(label_sl="Prihod")
    for _number in range(20):
        comes(desk.form, 2).answers.create(question=question, value="bus")

    with django_assert_max_num_queries(18):
        rows = rows_in(take(organiser, desk))

    assert len(rows) == 41

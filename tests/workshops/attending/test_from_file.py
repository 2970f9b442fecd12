"""Check-in from a file: first what it would do, then all of it or nothing."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from catalogue.tables.writing import xlsx_bytes
from tests.workshops.attending.there import event_of_today, past_form, was_there, with_role
from tests.workshops.coming import comes, make_event, open_form, states, wishes
from workshops.attending.exporting import FORMATS, attendance_table, written
from workshops.models import Attendance, EventRole
from workshops.registering.steps import withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture
def form():
    return past_form(days=2)


@pytest.fixture
def door(client, make_user, form):
    with_role(client, make_user, form.event, EventRole.Role.DOOR)
    return client


def address(form):
    return reverse("event_attendance_from_file", args=[form.event.pk])


def given(client, form, content, day="", name="prisotni.csv"):
    data = content if isinstance(content, bytes) else content.encode()
    told = {"file": SimpleUploadedFile(name, data), "day": day or form.event.end}
    return client.post(address(form), told)


def reading_of(answer):
    assert answer.status_code == 200
    return answer.context["reading"]


def stored(client, form, reading):
    return client.post(address(form), {"came": reading.told}, follow=True)


def days_there(registration, companion=None):
    return [str(each.day) for each in registration.attendances.filter(companion=companion)]


@pytest.mark.parametrize("kind", FORMATS)
def test_the_own_table_of_the_desk_comes_back_with_ticks(door, form, kind):
    ana, bine = comes(form, 2, name="Ana Žagar"), was_there(form, 0, name="Bine Kos")
    companion = ana.companions.get()
    heading, *rows = attendance_table(form)
    ticks = {"Ana Žagar": [1, 0], companion.name: [0, 1], "Bine Kos": [1, 1]}
    content = written([heading, *([*row[:4], *ticks[row[1]]] for row in rows)], kind, "Prisotnost")

    reading = reading_of(given(door, form, content, name=f"prisotnost.{kind}"))
    before = Attendance.objects.count()
    stored(door, form, reading)

    assert (len(reading.new), len(reading.there), reading.unknown, reading.doubtful, before) == (3, 1, [], [], 1)
    assert [days_there(ana), days_there(ana, companion)] == [[form.event.start], [form.event.end]]
    assert days_there(bine) == [form.event.start, form.event.end]
    assert set(Attendance.objects.exclude(registration=bine).values_list("way", flat=True)) == {"file"}
    assert states(ana) == ["attended"]


@pytest.mark.parametrize(("content", "coming"), [
    ("ana@example.org\r\n", ["Ana Žagar"]),
    ("E-pošta\r\nANA@example.org\r\nbine@example.org\r\n", ["Ana Žagar", "Bine Kos"]),
    ("{ana}\r\n{bine}\r\n{ana}\r\n", ["Ana Žagar", "Bine Kos"]),
    ("Number\tPrispel\r\n{ana}\tda\r\n", ["Ana Žagar"]),
    ("Ime\r\nana zagar\r\n", ["Ana Žagar"]),
    ("Ana Žagar\r\nBine Kos\r\n", ["Ana Žagar", "Bine Kos"]),
])  # fmt: skip
def test_a_column_of_numbers_addresses_or_names_is_enough(door, form, content, coming):
    ana = comes(form, name="Ana Žagar", email="ana@example.org")
    bine = comes(form, name="Bine Kos", email="bine@example.org")

    reading = reading_of(given(door, form, content.format(ana=ana.pk, bine=bine.pk)))

    assert [(guest.name, str(day)) for guest, day in reading.new] == [(name, form.event.end) for name in coming]
    assert (reading.unknown, reading.doubtful) == ([], [])


def test_rows_that_are_not_found_or_not_clear_are_named_with_their_lines_and_change_nothing(door, form):
    comes(form, name="Ana Žagar", email="ana@example.org")
    first, second = comes(form, name="Bine Kos"), comes(form, name="Bine Kos")
    wishes(form, email="nikoli@example.org", name="Nina")

    answer = given(door, form, "Ime\r\nAna Žagar\r\n\r\nNeznanec\r\nBine Kos\r\nNina\r\n")
    reading = reading_of(answer)
    stored(door, form, reading)

    assert [(row.line, row.words) for row in reading.unknown] == [(4, "Neznanec"), (6, "Nina")]
    assert [(row.line, row.words) for row in reading.doubtful] == [(5, "Bine Kos")]
    assert "4. vrstica: Neznanec" in answer.content.decode()
    assert [Attendance.objects.count(), first.attendances.count(), second.attendances.count()] == [1, 0, 0]


@pytest.mark.parametrize(("mark", "new", "doubtful"), [
    ("x", 1, 0), ("DA", 1, 0), ("✓", 1, 0), ("1", 1, 0), ("", 0, 0), ("0", 0, 0), ("ne", 0, 0), ("mogoče", 0, 1),
])  # fmt: skip
def test_what_counts_as_a_tick(door, form, mark, new, doubtful):
    registration = comes(form)

    reading = reading_of(given(door, form, f"Številka;{form.event.start}\r\n{registration.pk};{mark}\r\n"))

    assert (len(reading.new), len(reading.doubtful)) == (new, doubtful)


def test_a_tick_on_a_day_that_the_event_does_not_have_is_not_clear(door, form):
    registration = comes(form)

    reading = reading_of(given(door, form, f"Številka;1. 2. 2020\r\n{registration.pk};x\r\n"))

    assert (reading.new, [row.line for row in reading.doubtful]) == ([], [2])


def test_who_has_left_between_the_preview_and_the_press_leaves_nobody_checked_in(door, form):
    ana, bine = comes(form), comes(form)
    reading = reading_of(given(door, form, f"{ana.pk}\r\n{bine.pk}\r\n"))
    withdraw(registration=bine)

    answer = stored(door, form, reading)

    assert not Attendance.objects.exists()
    assert "Prisotnost ni vpisana za nikogar." in answer.content.decode()


def test_the_same_press_twice_checks_everybody_in_once(door, form):
    reading = reading_of(given(door, form, f"{comes(form).pk}\r\n"))

    for _time in range(2):
        stored(door, form, reading)

    assert Attendance.objects.count() == 1


@pytest.mark.parametrize(
    "content", ["", "\0\0\0", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04x", "1. 2. 2020\r\nx"]
)
def test_a_file_that_cannot_be_read_says_why_and_stores_nothing(door, form, content):
    answer = given(door, form, content)

    assert answer.context["form"].errors["file"]
    assert not Attendance.objects.exists()


@pytest.mark.parametrize("came", ["", "x", "1", "2020-01-01 1", "9999-99-99", "2020-01-01 " + "9" * 5000, "\x00"])
def test_what_no_preview_showed_changes_nothing(door, form, came):
    comes(form)

    assert door.post(address(form), {"came": came}).status_code in (302, 404)
    assert not Attendance.objects.exists()


def test_before_the_event_no_file_is_taken(client, make_user):
    form = open_form()
    with_role(client, make_user, form.event)

    answers = [client.get(address(form)), client.post(address(form), {"came": f"{form.event.start} 1"})]

    assert [answer.context["form"] for answer in answers] == [None, None]


def test_a_file_checks_in_at_its_own_event_alone(client, make_user):
    form, other = event_of_today(), event_of_today()
    registration = comes(other)
    with_role(client, make_user, form.event)

    assert client.get(address(other)).status_code == 404
    assert len(reading_of(given(client, form, f"{registration.pk}\r\n")).unknown) == 1


def test_a_workbook_may_hold_dates_and_numbers(door, form):
    registration = comes(form)
    first = dt.date.fromisoformat(form.event.start)
    content = xlsx_bytes([("Prisotnost", [["Number", first.isoformat()], [registration.pk, 1]])])

    reading = reading_of(given(door, form, content, name="prisotni.xlsx"))

    assert [(guest.key, day) for guest, day in reading.new] == [(str(registration.pk), first)]


@pytest.mark.parametrize("people", [1, 12])
def test_a_preview_asks_as_often_however_many_there_are(door, form, people, django_assert_max_num_queries):
    numbers = [comes(form).pk for _number in range(people)]

    with django_assert_max_num_queries(20):
        given(door, form, "\r\n".join(map(str, numbers)))


def test_the_day_that_is_chosen_counts_where_the_file_names_none(door, form):
    registration = comes(form)

    reading = reading_of(given(door, form, f"{registration.pk}\r\n", day=form.event.start))

    assert [str(day) for _guest, day in reading.new] == [form.event.start]
    assert "day" in given(door, form, f"{registration.pk}\r\n", day=make_event().start).context["form"].errors


@pytest.mark.parametrize(("row", "found"), [
    ("{ana};Ana Žagar;;x", ["Ana Žagar"]), ("{ana};;;x", ["Ana Žagar"]), ("{ana};Bine Kos;;x", []),
    ("{ana};Bine Kos;Ana Žagar;x", []), ("{ana};{companion};Ana Žagar;x", ["companion"]), ("{ana};{companion};;x", []),
])  # fmt: skip
def test_a_number_beside_the_name_of_somebody_else_means_nobody(door, form, row, found):
    ana = comes(form, 2, name="Ana Žagar")
    comes(form, name="Bine Kos")
    companion = ana.companions.get().name
    told = row.format(ana=ana.pk, companion=companion)

    reading = reading_of(given(door, form, f"Number;Name;Comes with;{form.event.start}\r\n{told}\r\n"))

    assert [guest.name for guest, _day in reading.new] == [companion if name == "companion" else name for name in found]
    assert len(reading.unknown) == (0 if found else 1)


@pytest.mark.parametrize("headings", ["{day};{day}", "3/4/2027", "32. 1. 2027"])
def test_columns_of_one_day_or_of_a_doubtful_one_are_refused(door, form, headings):
    registration = comes(form)
    headings = headings.format(day=form.event.start)

    answer = given(door, form, f"Številka;{headings}\r\n{registration.pk};;\r\n")

    assert (answer.context["reading"], bool(answer.context["form"].errors["file"])) == (None, True)


def test_the_own_table_comes_back_after_the_event_was_moved(door, form):
    registration = was_there(form, 0)
    former, form.event.start = form.event.start, form.event.end
    form.event.save()
    heading, row = attendance_table(form)
    content = written([heading, [*row[:4], 1, 1]], "csv", "Prisotnost")

    reading = reading_of(given(door, form, content))
    stored(door, form, reading)

    assert (len(reading.new), len(reading.there), reading.doubtful) == (1, 1, [])
    assert days_there(registration) == [former, form.event.end]


def test_a_long_file_that_names_one_person_over_and_over_is_read_in_no_time(door, form):
    numbers = [comes(form).pk for _number in range(2)]

    reading = reading_of(given(door, form, "\r\n".join(map(str, numbers * 10_000))))

    assert len(reading.new) == 2


def test_more_names_than_the_preview_shows_and_long_ones_are_cut_with_a_sign(door, form, monkeypatch):
    monkeypatch.setattr("workshops.attending.views.file.SHOWN", 1)
    numbers = [comes(form).pk for _number in range(2)]

    page = given(door, form, f"Številka\r\n{numbers[0]}\r\n{numbers[1]}\r\n{'9' * 5_000}\r\n").content.decode()

    assert page.count("<li>…</li>") == 1
    assert "9" * 101 not in page


def test_checking_in_many_takes_few_queries_each(door, form, django_assert_max_num_queries):
    reading = reading_of(given(door, form, "\r\n".join(str(comes(form).pk) for _number in range(12))))

    with django_assert_max_num_queries(60):
        door.post(address(form), {"came": f"{reading.told} {reading.told}"})

    assert Attendance.objects.count() == 12


def test_of_an_event_without_a_day_the_page_says_so(door, form):
    form.event.start = form.event.end = form.event.start[:7]
    form.event.save()

    assert "Dan dogodka ni znan" in door.get(address(form)).content.decode()

"""Numbers and dates in forms: read as people write them, asked where they could mean two things."""

import datetime as dt
from pathlib import Path

import pytest
from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation

from catalogue.dates import MONTHS, read_date
from catalogue.fields import PartialDateField
from catalogue.form_fields import AmountField, CountField, DayField, MailboxField, MeasureField, PartialDateFormField
from partners.models import User

MONEY = AmountField(max_digits=12, decimal_places=2, required=False)
THREE_DECIMALS = AmountField(max_digits=16, decimal_places=3, required=False)
COUNT = CountField(required=False)
DEGREES = MeasureField(low=-90, high=90, required=False)
RATIO = MeasureField(required=False)


@pytest.fixture(params=["sl", "en"])
def language(request):
    with translation.override(request.param):
        yield request.param


def refusal(field, text):
    with pytest.raises(ValidationError) as error:
        field.clean(text)
    return error.value.messages


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        (MONEY, "400.000", 400000),
        (MONEY, "400,000", 400000),
        (MONEY, "1.234,56", 1234.56),
        (MONEY, "1,234.56", 1234.56),
        (MONEY, "1 234,56", 1234.56),
        (MONEY, "1\u00a0234\u202f567", 1234567),
        (MONEY, "12,5", 12.5),
        (MONEY, "12.5", 12.5),
        (MONEY, "  12 ", 12),
        (MONEY, "−5", -5),
        (MONEY, "", None),
        (THREE_DECIMALS, "0.123", 0.123),
        (THREE_DECIMALS, "1.2340", 1.234),
        (THREE_DECIMALS, "1.234.567", 1234567),
        (COUNT, "1.234", 1234),
        (COUNT, "12,000", 12000),
        (COUNT, "2024.", 2024),
        (DEGREES, "46.123", 46.123),
        (DEGREES, "46,123", 46.123),
        (RATIO, "0,939", 0.939),
    ],
)
def test_a_number_is_read_in_both_languages_as_it_can_only_be_meant(field, text, value):
    read = field.clean(text)

    assert (read if read is None else float(read)) == value


@pytest.mark.parametrize(
    ("field", "text", "asked"),
    [
        (THREE_DECIMALS, "1.234", "“1.234”: is that 1234 or 1.234? Write 1234, without thousands apart, or 1.2340."),
        (THREE_DECIMALS, "400,000", "“400,000”: is that 400000 or 400? Write 400000, without thousands apart, or 400."),
        (RATIO, "12.500", "“12.500”: is that 12500 or 12.5? Write 12500, without thousands apart, or 12.5."),
    ],
)
def test_a_number_with_two_meanings_is_asked(field, text, asked):
    with translation.override("en"):
        assert refusal(field, text) == [asked]


NO_NUMBERS = [
    "n/a",
    "30 %",
    "12.3 e",
    "1 2",
    "12 EUR",
    "1,2,3",
    "#DIV/0!",
    "=1+1",
    "٣",
    "２０２４",
    "1e400",
    "9" * 5000,
]


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize("field", [MONEY, THREE_DECIMALS, COUNT, DEGREES, RATIO])
@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number_is_refused(field, text):
    assert len(refusal(field, text)) == 1


@pytest.mark.parametrize("text", ["12,5", "1.5"])
def test_a_part_is_no_whole_number(text):
    assert refusal(COUNT, text) == [forms.IntegerField.default_error_messages["invalid"]]


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize("field", [THREE_DECIMALS, RATIO])
@pytest.mark.parametrize("value", [0.5, 1.234, 1234.5, 400.125, 400000, 1e-7])
def test_a_shown_number_is_read_again_as_the_same(field, value):
    if field is THREE_DECIMALS and value == 1e-7:
        value = 0.001

    assert float(field.clean(field.prepare_value(value))) == value


# --- Dates ---


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("14. 5. 2024", "2024-05-14"),
        ("14.5.2024", "2024-05-14"),
        ("14.05.2024.", "2024-05-14"),
        ("14.\u00a05.\u00a02024", "2024-05-14"),
        ("2024-5-14", "2024-05-14"),
        ("2024/5/14", "2024-05-14"),
        ("14/5/2024", "2024-05-14"),
        ("5/14/2024", "2024-05-14"),
        ("4/4/2024", "2024-04-04"),
        ("14. maja 2024", "2024-05-14"),
        ("14 May 2024", "2024-05-14"),
        ("May 14, 2024", "2024-05-14"),
        ("14th of May 2024", "2024-05-14"),
        ("5/2024", "2024-05"),
        ("5. 2024", "2024-05"),
        ("05-2024", "2024-05"),
        ("2024-05", "2024-05"),
        ("2024‑05", "2024-05"),
        ("maj 2024", "2024-05"),
        ("MAJ 2024", "2024-05"),
        ("v maju 2024", "2024-05"),
        ("May 2024", "2024-05"),
        ("Sept. 2024", "2024-09"),
        ("2024", "2024"),
        ("2024.", "2024"),
        (" 2024 ", "2024"),
        ("29. 2. 2024", "2024-02-29"),
    ],
)
def test_a_date_is_read_as_exactly_as_it_is_written(text, date):
    assert PartialDateFormField().clean(text) == date


@pytest.mark.parametrize("word", MONTHS)
def test_every_name_of_a_month_is_read(word):
    assert read_date(f"3. {word} 2024") == f"2024-{MONTHS[word]:02}-03"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("3/4/2024", "“3/4/2024”: is that 2024-03-04 or 2024-04-03? Write it in one of these two ways."),
        ("31.2.2024", "“31.2.2024” is not in the calendar. Check the day and the month."),
        ("29. 2. 2023", "“29. 2. 2023” is not in the calendar. Check the day and the month."),
        ("2024-13", "“2024-13” is not in the calendar. Check the day and the month."),
    ],
)
def test_a_date_that_cannot_be_taken_says_why(text, sentence):
    with translation.override("en"):
        assert refusal(PartialDateFormField(), text) == [sentence]


NO_DATES = ["maj 24", "14. 5. 24", "2011/12", "2019-2020", "spomladi 2024", "٢٠٢٤", "14.5/2024", "x", "9" * 5000]


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize("field", [PartialDateFormField(), DayField()])
@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date_is_refused(field, text):
    assert len(refusal(field, text)) == 1


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize("text", ["14. 5. 2024", "2024-05-14", "14. maja 2024"])
def test_a_day_is_read_in_both_languages(text):
    assert DayField().clean(text) == dt.date(2024, 5, 14)


def test_a_month_is_no_day():
    with translation.override("en"):
        assert refusal(DayField(), "May 2024") == [
            "“May 2024” is not a date. Write a day, a month and a year: 31. 5. 2024 or 2024-05-31."
        ]


def test_nothing_typed_as_a_date_is_cut_by_the_browser():
    field = PartialDateField().formfield()

    assert "maxlength" not in field.widget.attrs


# --- Every form of the administration ---

READERS = {
    models.DecimalField: AmountField,
    models.FloatField: MeasureField,
    models.IntegerField: CountField,
    PartialDateField: PartialDateFormField,
}


def typed_columns(request):
    """(admin or inline, column) of all numbers and dates that staff type."""
    for model, model_admin in admin.site._registry.items():
        inlines = [inline(model, admin.site) for inline in model_admin.inlines]
        for each in (model_admin, *inlines):
            if each.has_change_permission(request):
                hidden = {"object_id", *each.get_readonly_fields(request), *(each.exclude or ())}
                for column in each.model._meta.concrete_fields:
                    if column.editable and not column.primary_key and not column.choices and column.name not in hidden:
                        yield each, column


def reader_of(column):
    if type(column) is models.DateField:
        return DayField
    return next((reader for kind, reader in READERS.items() if isinstance(column, kind)), None)


def test_every_number_and_date_of_the_administration_is_read_as_people_write_it(rf):
    request = rf.get("/")
    request.user = User(is_superuser=True, is_staff=True, is_active=True)
    typed = [(each, column, reader_of(column)) for each, column in typed_columns(request) if reader_of(column)]

    other = [
        f"{type(each).__name__}.{column.name}"
        for each, column, reader in typed
        if not isinstance(each.formfield_for_dbfield(column, request), reader)
    ]

    assert len(typed) > 20
    assert other == []


FAR = ["0001-01-01", "1. 1. 999", "31. 12. 9999", "9001-01-01"]


@pytest.mark.parametrize("text", FAR)
def test_a_day_near_the_ends_of_the_calendar_is_refused(text):
    with pytest.raises(ValidationError):
        DayField().clean(text)


MAILBOXES = {
    "ana@example.org": "ana@example.org",
    " Ana.Kos@Example.org ": "Ana.Kos@Example.org",
    "ana@občina.si": "ana@občina.si",
    "ana@Občina.SI": "ana@občina.si",
    "ana@\u017fi.com": "ana@si.com",  # a long s, which mail servers read as s
    "ana@\uff53i.com": "ana@si.com",
    "ana\u212a@example.org": None,  # the sign of kelvin, which is a k in lower case
    "ana\u017f@example.org": None,
    "ana\u0130@example.org": None,
    "č@example.org": None,
    "ana@": None,
}


@pytest.mark.parametrize("text", MAILBOXES)
def test_a_mailbox_is_one_address_however_it_is_written(text):
    try:
        found = MailboxField().clean(text)
    except ValidationError:
        found = None

    assert found == MAILBOXES[text]


def test_all_forms_that_ask_for_an_address_read_it_in_the_same_way():
    own = [path for path in Path().rglob("*forms.py") if path.parts[0] not in (".venv", "tests")]

    assert own
    assert [str(path) for path in own if "forms.EmailField" in path.read_text()] == []

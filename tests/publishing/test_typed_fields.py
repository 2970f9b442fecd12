"""Numbers and dates of the writing forms are read as people write them, in both languages."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from library.models import Evidence, Practice
from projects.models import Project
from publishing.form_fields import plain_field
from workshops.models import Event, Session


@pytest.mark.parametrize("language", ["sl", "en"])
@pytest.mark.parametrize(
    ("model", "name", "text", "value"),
    [
        (Practice, "cost", "400.000", Decimal(400000)),
        (Practice, "cost", "400,000", Decimal(400000)),
        (Practice, "cost", "1.234,56", Decimal("1234.56")),
        (Practice, "start", "14. 5. 2024", "2024-05-14"),
        (Practice, "end", "maj 2024", "2024-05"),
        (Event, "start", "5/2024", "2024-05"),
        (Session, "day", "14. 5. 2024", dt.date(2024, 5, 14)),
        (Project, "budget", "1 234 567,89", Decimal("1234567.89")),
        (Project, "duration_months", "36", 36),
        (Evidence, "before", "12,5", Decimal("12.5")),
        (Evidence, "year", "2024", 2024),
    ],
)
def test_a_field_is_read_as_it_is_written(language, model, name, text, value):
    with translation.override(language):
        assert plain_field(model._meta.get_field(name), name).clean(text) == value


def test_a_number_with_more_digits_than_are_kept_is_refused():
    field = plain_field(Evidence._meta.get_field("before"), "before")

    assert field.clean("123456789012,125") == Decimal("123456789012.125")
    with pytest.raises(ValidationError):
        field.clean("9999999999999,999")


@pytest.mark.parametrize(("model", "name", "text"), [(Evidence, "after", "1.234"), (Practice, "start", "3/4/2024")])
def test_what_may_mean_two_things_is_asked_at_its_field(model, name, text):
    with pytest.raises(ValidationError) as refusal:
        plain_field(model._meta.get_field(name), name).clean(text)

    assert [error.code for error in refusal.value.error_list] == ["ambiguous"]

"""Numbers as readers write them."""

import math

import pytest
from django.utils import translation

from catalogue.charts.numbers import digits_for, tidy, written


@pytest.mark.parametrize(
    ("language", "value", "digits", "wanted"),
    [
        ("sl", 1234567.891, 2, "1.234.567,89"),
        ("en", 1234567.891, 2, "1,234,567.89"),
        ("sl", -0.5, 1, "−0,5"),
        ("sl", -0.001, 1, "0,0"),
        ("sl", 0.999, 2, "1,00"),
        ("sl", 2.5e13, 0, "2,50·10¹³"),
        ("sl", -1e15, None, "−1,00·10¹⁵"),
        ("en", 1e-9, 3, "0.000"),
        ("en", None, 2, "no data"),
    ],
)
def test_numbers_follow_the_language(language, value, digits, wanted):
    with translation.override(language):
        assert written(value, digits) == wanted


def test_a_unit_does_not_break_from_its_number():
    with translation.override("sl"):
        assert written(12.5, 1, unit="%", signed=True) == "+12,5\u00a0%"


def test_years_have_no_separators():
    with translation.override("sl"):
        assert written(2024.0, 0, grouped=False) == "2024"


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ([1, 2, 3], 0),
        ([0.5, 0.25], 2),
        ([1.5, 2], 2),
        ([12.5], 1),
        ([123.4], 1),
        ([1234.5], 0),
        ([0.0123], 3),
        ([0], 0),
    ],
)
def test_as_many_decimals_as_the_largest_needs(values, wanted):
    assert digits_for(values) == wanted


@pytest.mark.parametrize("value", [None, math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_missing(value):
    assert tidy(value) is None

import pytest

from catalogue.tables.numbers import decimal_sign, read_number, read_whole, written


@pytest.mark.parametrize(
    ("text", "sl", "en"),
    [
        ("1,5", 1.5, 1.5),
        ("1.5", 1.5, 1.5),
        ("1.234", 1234, 1.234),
        ("1,234", 1.234, 1234),
        ("1.234,5", 1234.5, 1234.5),
        ("1,234.5", 1234.5, 1234.5),
        ("1 234 567", 1234567, 1234567),
        ("1.234.567", 1234567, 1234567),
        ("0.123", 0.123, 0.123),
        ("−3", -3, -3),
        ("–3", -3, -3),
        ("1/3", 1 / 3, 1 / 3),
        ("12e3", 12000, 12000),
        ("", None, None),
        ("\u00a0", None, None),
    ],
)
def test_a_number_is_read_as_its_writer_meant_it(text, sl, en):
    read = read_number(text, "sl").value, read_number(text, "en").value

    assert read == (sl, en)


NO_NUMBERS = ["n/a", "1,2,3", "1.2.3", "1/0", "NaN", "inf", "1e999", "0x10", "12 EUR", "--1", "1e16", "٣"]


@pytest.mark.parametrize("text", NO_NUMBERS)
@pytest.mark.parametrize("language", ["sl", "en"])
def test_what_is_no_number_is_refused(text, language):
    with pytest.raises(ValueError, match=r"."):
        read_number(text, language)


@pytest.mark.parametrize(("text", "language"), [("1.234", "sl"), ("-1.234", "sl"), ("1,234", "en")])
def test_a_number_with_two_meanings_is_marked_as_doubtful(text, language):
    assert read_number(text, language).doubtful


def test_other_cells_tell_what_the_sign_means():
    sign = decimal_sign(["3,5", "1.234", "x"])

    assert (sign, read_number("1.234", "en", sign)) == (",", read_number("1234", "en"))


def test_cells_that_disagree_tell_nothing():
    assert decimal_sign(["3,5", "3.5"]) == ""


@pytest.mark.parametrize("value", [0, 1, -1.5, 1234.5678, 0.1 + 0.2, 1e-7, 123456789012, 1 / 3])
@pytest.mark.parametrize("language", ["sl", "en"])
def test_a_written_number_is_read_again_as_the_same(value, language):
    assert read_number(written(value, language), language).value == value


@pytest.mark.parametrize(("text", "value"), [("1", 1), ("0", 0), ("007", 7), ("120", 120)])
def test_a_whole_number_within_bounds_is_read(text, value):
    assert read_whole(text, 0, 120) == value


@pytest.mark.parametrize(
    "text", ["", "121", "0001", "-1", "+1", "1.0", "1,0", " 1", "1 ", "1e1", "٣", "²", "１", "x", "9" * 9000]
)
def test_what_is_no_whole_number_within_bounds_is_none(text):
    assert read_whole(text, 0, 120) is None


def test_a_whole_number_below_the_least_is_none():
    assert (read_whole("1899", 1900, 2100), read_whole("02014", 1900, 2100)) == (None, None)

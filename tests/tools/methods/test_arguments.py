import pickle
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tests.tools.methods.hostile import refusal, spoilt
from tools.methods import VERSION, MethodError, arguments
from tools.methods.ranking import places

LAWS = settings(derandomize=True, deadline=None, max_examples=60)
NAN = np.nan


class Hostile:
    """Raises whatever it is asked."""

    def __array__(self, *args, **kwargs):
        raise RuntimeError("no array")

    def __iter__(self):
        raise KeyError("no items")

    def __index__(self):
        raise ZeroDivisionError("no number")

    def __len__(self):
        raise OSError("no length")


def circle():
    items = []
    items.append(items)
    return items


# The error


def test_an_error_is_a_value_error_that_names_its_argument():
    error = MethodError("weights", "length", "weights must have 3 entries, but it has 2.")

    assert isinstance(error, ValueError)
    assert (error.argument, error.code, str(error)) == (
        "weights",
        "length",
        "weights must have 3 entries, but it has 2.",
    )


def test_an_error_survives_pickling():
    copy = pickle.loads(pickle.dumps(MethodError("x", "range", "x must be less than that.")))  # noqa: S301

    assert (copy.argument, copy.code, str(copy)) == ("x", "range", "x must be less than that.")


def test_the_version_is_text():
    assert isinstance(VERSION, str)


def test_the_methods_import_without_django():
    code = "import sys, tools.methods, tools.methods.qca, tools.methods.importance, tools.methods.dematel; "
    code += "sys.exit(any(name.split('.')[0] in ('django', 'scipy', 'pandas') for name in sys.modules))"

    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[3], check=False).returncode == 0


# Tables


@pytest.mark.parametrize(
    "value",
    [
        [[1, 2], [3, 4]],
        ((1, 2), (3, 4)),
        np.array([[1, 2], [3, 4]], dtype=np.int8),
        np.array([[1, 2], [3, 4]], dtype=object),
        [[Fraction(1), Decimal(2)], [np.float32(3), 4.0]],
        np.asfortranarray([[1.0, 2.0], [3.0, 4.0]]),
    ],
)
def test_a_table_is_whatever_numpy_reads_as_numbers(value):
    table = arguments.table("values", value, dimensions=2)

    assert table.dtype == np.float64
    assert table.tolist() == [[1.0, 2.0], [3.0, 4.0]]


def test_a_table_is_a_copy():
    value = np.array([1.0, 2.0])

    arguments.table("values", value, dimensions=1)[0] = 9

    assert value.tolist() == [1.0, 2.0]


def test_true_and_false_count_as_one_and_zero():
    assert arguments.table("values", [True, False], dimensions=1).tolist() == [1.0, 0.0]


def test_masked_cells_are_missing():
    masked = np.ma.array([1.0, 2.0], mask=[False, True])

    np.testing.assert_array_equal(arguments.table("values", masked, dimensions=1, missing=True), [1.0, NAN])
    assert refusal(arguments.table, "values", masked, dimensions=1).code == "not_finite"


@pytest.mark.parametrize("missing", [False, True])
@pytest.mark.parametrize("good", [[1.0, 2.0], [[1.0, 2.0], [3.0, 4.0]]])
def test_a_spoilt_table_is_refused(good, missing):
    for _kind, wrong in spoilt(good, missing=missing):
        assert refusal(arguments.table, "values", wrong, dimensions=np.ndim(good), missing=missing).argument == "values"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (None, "not_numbers"),
        ("1", "not_numbers"),
        (["1", "2"], "not_numbers"),
        (b"12", "not_numbers"),
        ([None, 1], "not_numbers"),
        ([[1, 2], [3]], "not_numbers"),
        ({1, 2}, "not_numbers"),
        ((number for number in (1, 2)), "not_numbers"),
        (Hostile(), "not_numbers"),
        (circle(), "not_numbers"),
        (np.array(["2020-01-01"], dtype="datetime64[D]"), "not_numbers"),
        ([1j], "not_numbers"),
        (1.0, "shape"),
        ([[1.0]], "shape"),
        ([], "empty"),
        ([10**400], "not_finite"),
        ([-np.inf], "not_finite"),
        ([NAN], "not_finite"),
        ([1.1e15], "too_large"),
        ([-(10**16)], "too_large"),
    ],
)
def test_what_is_no_list_of_numbers_is_refused(value, code):
    assert refusal(arguments.table, "values", value, dimensions=1).code == code


def test_a_table_may_have_one_of_several_dimensions():
    assert arguments.table("values", [1], dimensions=(1, 2)).shape == (1,)
    assert refusal(arguments.table, "values", [[[1]]], dimensions=(1, 2)).code == "shape"


def test_the_first_number_that_is_not_finite_is_named():
    assert "1, 0" in str(refusal(arguments.table, "values", [[1, 2], [NAN, 4]], dimensions=2))


def test_bounds_may_be_reached_and_missing_values_pass():
    table = arguments.table("values", [0, NAN, 1], dimensions=1, missing=True, low=0, high=1)

    np.testing.assert_array_equal(table, [0, NAN, 1])


@pytest.mark.parametrize("bounds", [{"low": 1.5}, {"high": 1.5}, {"above": 1}])
def test_values_out_of_bounds_are_refused(bounds):
    assert refusal(arguments.table, "values", [1, 2], dimensions=1, **bounds).code == "range"


# Numbers, whole numbers, flags, words


def test_a_number_is_a_float():
    number = arguments.number("cutoff", np.int64(1))

    assert (type(number), number) == (float, 1.0)


@pytest.mark.parametrize("value", [None, "1", [1], NAN, np.inf, 1e16, 1j, Hostile()])
def test_what_is_no_number_is_refused(value):
    assert refusal(arguments.number, "cutoff", value).argument == "cutoff"


@pytest.mark.parametrize("value", [3, np.int8(3), np.array(3)])
def test_a_whole_number_is_an_int(value):
    number = arguments.whole("runs", value, low=3, high=3)

    assert (type(number), number) == (int, 3)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (1.0, "not_whole"),
        (True, "not_whole"),
        (np.True_, "not_whole"),
        ("1", "not_whole"),
        (None, "not_whole"),
        (Hostile(), "not_whole"),
        (0, "range"),
        (10, "range"),
        (10**16, "too_large"),
        (10**400, "too_large"),
    ],
)
def test_what_is_no_whole_number_within_its_bounds_is_refused(value, code):
    assert refusal(arguments.whole, "runs", value, low=1, high=9).code == code


def test_a_flag_is_true_or_false():
    assert arguments.flag("clip", np.True_) is True
    for wrong in (1, 0, None, "True", [True]):
        assert refusal(arguments.flag, "clip", wrong).code == "option"


def test_an_option_is_one_of_the_words():
    assert arguments.option("method", np.str_("rank"), ("rank", "zscore")) == "rank"
    for wrong in ("Rank", "", None, 1, ["rank"], {"rank"}, np.array(["rank", "rank"]), Hostile()):
        assert refusal(arguments.option, "method", wrong, ("rank", "zscore")).code == "option"


@pytest.mark.parametrize("value", ["a", ["a"], ("a",), np.array(["a"])])
def test_one_word_makes_words(value):
    assert arguments.words("methods", value, ("a", "b")) == ("a",)


@pytest.mark.parametrize(
    ("value", "code"),
    [((), "empty"), (("a", "a"), "twice"), (("c",), "option"), (None, "option"), (1, "option"), (Hostile(), "option")],
)
def test_wrong_words_are_refused(value, code):
    assert refusal(arguments.words, "methods", value, ("a", "b")).code == code


# Weights, directions, sizes


def test_no_weights_are_equal_ones():
    np.testing.assert_allclose(arguments.weights("weights", None, 4), [0.25] * 4)


@pytest.mark.parametrize("size", [5e-324, 1e-300, 1.0, 1e14])
def test_weights_sum_to_one_whatever_their_size(size):
    np.testing.assert_allclose(arguments.weights("weights", [size, 0, size, size * 2], 4), [0.25, 0, 0.25, 0.5])


@pytest.mark.parametrize(
    ("value", "code"), [([1, 2], "length"), ([1, -1, 1], "range"), ([0, 0, 0], "no_weight"), ([[1, 1, 1]], "shape")]
)
def test_wrong_weights_are_refused(value, code):
    assert refusal(arguments.weights, "weights", value, 3).code == code


def test_directions_are_up_unless_said():
    assert arguments.directions("directions", None, 2).tolist() == [1.0, 1.0]
    assert arguments.directions("directions", [1, -1], 2).tolist() == [1.0, -1.0]


@pytest.mark.parametrize(("value", "code"), [([1], "length"), ([1, 0], "direction"), ([1, 2], "direction")])
def test_wrong_directions_are_refused(value, code):
    assert refusal(arguments.directions, "directions", value, 2).code == code


def test_lengths_are_compared_along_any_axis():
    table = np.ones((2, 3))

    arguments.length("values", table, 2)
    arguments.length("values", table, 3, axis=1)

    assert "columns" in str(refusal(arguments.length, "values", table, 2, axis=1))
    assert refusal(arguments.length, "values", table, 3).code == "length"


def test_sizes_have_limits():
    arguments.at_least("values", 2, 2, "units")
    arguments.at_most("values", arguments.LIMITS["cases"], "cases")

    assert refusal(arguments.at_least, "values", 1, 2, "units").code == "too_few"
    assert refusal(arguments.at_most, "values", 501, "cases").code == "too_many"
    assert refusal(arguments.at_most, "values", 4, "cases", 3).code == "too_many"


# Places


@pytest.mark.parametrize(
    ("scores", "method", "expected"),
    [
        ([5, 7, 7, 9], "min", [4, 2, 2, 1]),
        ([5, 7, 7, 9], "average", [4, 2.5, 2.5, 1]),
        ([1, NAN, 2], "min", [2, NAN, 1]),
        ([NAN, NAN], "min", [NAN, NAN]),
        ([1, 1, 1], "average", [2, 2, 2]),
        ([1, 1 + 1e-10], "min", [1, 1]),
        ([1, 1 + 1e-8], "min", [2, 1]),
        ([1e12, 1e12 + 1], "min", [1, 1]),
        ([1e-12, 2e-12], "min", [1, 1]),
    ],
)
def test_places_count_from_the_highest_and_ties_share(scores, method, expected):
    np.testing.assert_array_equal(places(np.array(scores, dtype=float), method=method), expected)


@LAWS
@given(arrays(float, st.integers(1, 8), elements=st.sampled_from([0.0, 1.0, 2.0, 3.5])))
def test_places_equal_counting_those_before(scores):
    before = [sum(other > score for other in scores) for score in scores]
    tied = [sum(other == score for other in scores) for score in scores]

    np.testing.assert_array_equal(places(scores), np.array(before) + 1.0)
    np.testing.assert_array_equal(places(scores, method="average"), np.array(before) + (np.array(tied) + 1) / 2)

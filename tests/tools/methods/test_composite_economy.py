"""Composite indicators: location quotient and shift-share."""

from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from tests.tools.methods.hostile import refusal, spoilt
from tools.methods import MethodError, composite

REGION = yaml.safe_load((Path(__file__).parents[1] / "oracles" / "2B_shift_share.yaml").read_text())
PARTS = ("national", "mix", "competitive", "change")

laws = settings(derandomize=True, deadline=None, max_examples=60)
sizes = st.lists(st.tuples(*[st.floats(0.1, 1e6)] * 4), min_size=1, max_size=8).map(np.array)


def test_location_quotient_reproduces_the_published_region():
    result = composite.location_quotient(REGION["input"]["local0"], REGION["input"]["national0"])

    assert_allclose(result, REGION["expect"]["location_quotient"], atol=REGION["tolerance"])


def test_shift_share_reproduces_the_published_region():
    result = composite.shift_share(**REGION["input"])

    for part in PARTS:
        assert_allclose(getattr(result, part), REGION["expect"][part], atol=REGION["tolerance"])
        assert getattr(result, part).sum() == pytest.approx(REGION["expect"]["totals"][part])


@laws
@given(table=sizes)
def test_shift_share_parts_sum_to_the_change(table):
    result = composite.shift_share(*table.T)

    assert_array_equal(result.change, table[:, 1] - table[:, 0])
    scale = np.abs([result.national, result.mix, result.competitive]).max()
    assert_allclose(result.national + result.mix + result.competitive, result.change, rtol=0, atol=1e-12 * scale)


@laws
@given(table=sizes)
def test_shift_share_needs_only_the_shares_of_the_nation(table):
    local0, local1, national0, national1 = table.T

    plain = composite.shift_share(local0, local1, national0, national1)
    scaled = composite.shift_share(local0, local1, national0 * 1e-3, national1 * 1e-3)

    for part in PARTS:
        scale = (table[:, :2].max() * (1 + table[:, 3] / table[:, 2])).max()
        assert_allclose(getattr(scaled, part), getattr(plain, part), rtol=1e-9, atol=1e-12 * scale)


@laws
@given(table=sizes, factor=st.floats(1e-6, 1e6))
def test_location_quotient_is_1_with_the_structure_of_the_nation(table, factor):
    assert_allclose(composite.location_quotient(table[:, 0] * factor, table[:, 0]), 1)


def test_location_quotient_of_a_sector_nobody_has_is_missing():
    assert_array_equal(composite.location_quotient([1, 0, 0], [2, 0, 2]), [2, np.nan, 0])
    assert_array_equal(composite.location_quotient([1, 0], [1e15, 5e-324]), [1, 0])


def test_shift_share_of_a_place_where_nothing_was_yet():
    result = composite.shift_share([0, 0], [5, 0], [1, 2], [0, 0])

    assert_array_equal(result.competitive, [5, 0])
    assert_array_equal(result.national + result.mix, [0, 0])


@pytest.mark.parametrize(
    ("argument", "code", "local", "national"),
    [
        ("national", "zero", [1, 2], [1, 0]),
        ("local", "zero_sum", [0, 0], [1, 2]),
        ("national", "zero_sum", [0, 1], [0, 0]),
        ("national", "length", [1, 2], [1, 2, 3]),
        ("local", "range", [-1, 2], [1, 2]),
        ("national", "range", [1, 2], [-1, 2]),
        ("local", "shape", [[1, 2]], [1, 2]),
        ("local", "too_many", np.ones(1001), np.ones(1001)),
        ("national", "too_small", [1, 2], [1e15, 1e-310]),
    ],
)
def test_location_quotient_refuses(argument, code, local, national):
    error = refusal(composite.location_quotient, local, national)

    assert (error.argument, error.code) == (argument, code)


@pytest.mark.parametrize(
    ("argument", "code", "change"),
    [
        ("national0", "range", {"national0": [0, 1]}),
        ("national0", "too_small", {"national0": [1e-300, 1]}),
        ("local0", "range", {"local0": [-1, 1]}),
        ("local1", "length", {"local1": [1]}),
        ("national0", "length", {"national0": [1, 2, 3]}),
        ("national1", "length", {"national1": [1]}),
        ("national1", "not_finite", {"national1": [1, np.nan]}),
    ],
)
def test_shift_share_refuses(argument, code, change):
    good = {"local0": [1, 2], "local1": [2, 2], "national0": [5, 6], "national1": [6, 6]}

    error = refusal(composite.shift_share, **good | change)

    assert (error.argument, error.code) == (argument, code)


def test_spoilt_sectors_are_refused():
    good = {"local0": [1, 2], "local1": [2, 2], "national0": [5, 6], "national1": [6, 6]}
    for name, values in good.items():
        for _what, value in spoilt(values):
            assert refusal(composite.shift_share, **good | {name: value}).argument == name
    for _what, value in spoilt([1, 2]):
        assert refusal(composite.location_quotient, value, [1, 2]).argument == "local"
        assert refusal(composite.location_quotient, [1, 2], value).argument == "national"


def test_totals_of_the_source_stand_in_the_place_of_the_sums():
    local0, local1, national0, national1 = [40, 60], [50, 60], [400, 500], [420, 600]

    found = composite.shift_share(local0, local1, national0, national1, totals=(1000, 1200))
    quotients = composite.location_quotient(local0, national0, totals=(200, 1000))

    assert_allclose(found.national, [8, 12])
    assert_allclose(found.national + found.mix + found.competitive, found.change, atol=1e-12)
    assert_allclose(quotients, [0.5, 0.6])


def test_totals_that_are_the_sums_change_nothing():
    local0, local1, national0, national1 = [40, 60], [50, 60], [400, 500], [420, 600]

    with_sums = composite.shift_share(local0, local1, national0, national1, totals=(900, 1020))
    without = composite.shift_share(local0, local1, national0, national1)

    for part in PARTS:
        assert_allclose(getattr(with_sums, part), getattr(without, part))


@pytest.mark.parametrize(("totals", "code"), [((0, 1), "range"), ((1, 2, 3), "length"), ((np.nan, 1), "not_finite")])
def test_totals_that_cannot_be_are_refused(totals, code):
    for method, sizes in ((composite.location_quotient, ([1], [1])), (composite.shift_share, ([1], [1], [1], [1]))):
        with pytest.raises(MethodError) as refused:
            method(*sizes, totals=totals)
        assert (refused.value.argument, refused.value.code) == ("totals", code)

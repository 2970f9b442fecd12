"""Axes: limits, round ticks and places."""

import pytest

from catalogue.charts.scales import Scale, extent, rank_ticks, rounded_out, ticks, whole_ticks


@pytest.mark.parametrize(
    ("low", "high", "wanted"),
    [
        (0, 10, (0, 2, 4, 6, 8, 10)),
        (-1.2, 1.1, (-1, -0.5, 0, 0.5, 1)),
        (0, 1, (0, 0.2, 0.4, 0.6, 0.8, 1)),
        (0, 1e15, (0, 2e14, 4e14, 6e14, 8e14, 1e15)),
    ],
)
def test_ticks_are_round(low, high, wanted):
    assert ticks(low, high, 5).values == wanted


@pytest.mark.parametrize(("high", "digits"), [(10, 0), (1, 1), (0.1, 2), (1.25, 2)])
def test_ticks_know_their_decimals(high, digits):
    assert ticks(0, high, 5).digits == digits


@pytest.mark.parametrize("limits", [(0, 1e-12), (-1e300, 1e300), (1e15, 1e15 + 1), (-5, -4.999)])
def test_ticks_are_never_many(limits):
    assert len(ticks(*extent(limits), 6).values) <= 12


def test_equal_values_still_have_an_extent():
    assert extent([3, 3]) == (2.7, 3.3)
    assert extent([0]) == (-1, 1)
    assert extent([]) == (0, 1)
    assert extent([None, None]) == (0, 1)


def test_an_axis_may_end_at_ticks():
    assert rounded_out(0.3, 9.1, 5) == (0, 10)


def test_years_are_whole():
    assert whole_ticks(2015, 2018, 8).values == (2015, 2016, 2017, 2018)


@pytest.mark.parametrize(("last", "wanted"), [(4, (1, 2, 3, 4)), (20, (1, 5, 10, 15, 20)), (7, (1, 2, 3, 4, 5, 6, 7))])
def test_ranks_begin_with_the_first(last, wanted):
    assert rank_ticks(last, 7).values == wanted


def test_a_scale_is_a_straight_line():
    scale = Scale(0, 10, 100, 200)

    assert [scale(value) for value in (0, 5, 10)] == [100, 150, 200]

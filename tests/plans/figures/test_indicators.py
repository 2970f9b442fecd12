"""What indicators have changed: P8, to the printed digit."""

import pytest

from plans.figures.indicators import SUM, IndicatorFigures, achievement, actual_value
from tests.plans.figures.oracle import ORACLES, exact

ROWS = ORACLES["P8_indicators"]["rows"]
WORDS = {True: "kept", False: "not kept"}


def indicator(row):
    values = row.get("values", [row["actual"]])
    numbers = exact(row["baseline"]), exact(row["target"])
    return IndicatorFigures(row["direction"], *numbers, tuple(map(exact, values)), row.get("measured", "level"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_achievement_of_an_indicator(row):
    found = achievement(indicator(row))

    assert found.actual == exact(row["actual"])
    assert WORDS.get(found.kept, found.percent) == row["achievement"]
    assert found.bar == row.get("bar", None if found.percent is None else max(0, row["achievement"]))


def test_newest_level_counts():
    assert actual_value(IndicatorFigures(values=(exact(4), exact(9)))) == 9


@pytest.mark.parametrize("measured", ["level", SUM])
def test_before_any_report_there_is_no_value_and_no_per_cent(measured):
    found = achievement(IndicatorFigures(1, exact(5), exact(10), measured=measured))

    assert (found.actual, found.percent, found.kept, found.shown, found.bar) == (None,) * 5


def test_almost_reached_is_never_shown_as_reached():
    found = achievement(IndicatorFigures(1, exact(0), exact(1000), (exact(999),)))

    assert found.shown == 99

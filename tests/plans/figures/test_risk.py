"""Risks and stakeholders in their grids: P6 and P11."""

from collections import Counter

import pytest

from plans.figures.risk import Band, RiskFigures, bands, by_score, counts
from plans.figures.stakeholders import place
from tests.plans.figures.oracle import ORACLES

RISKS = ORACLES["P6_risk"]


def risks():
    return [RiskFigures(**row) for row in RISKS["risks"]]


def test_gravest_risk_comes_first():
    found = [{"key": risk.key, "score": risk.score, "band": risk.band} for risk in by_score(risks())]

    assert found == RISKS["order"]


def test_of_equal_risks_the_earlier_row_comes_first():
    found = by_score([RiskFigures("a", 2, 3), RiskFigures("b", 3, 2), RiskFigures("c", 5, 5)])

    assert [risk.key for risk in found] == ["c", "a", "b"]


def test_bands_share_out_the_25_cells():
    assert Counter(one for row in bands() for one in row) == RISKS["cells"]
    assert (bands()[0][4], bands()[1][3], bands()[3][2]) == (Band.MODERATE, Band.MODERATE, Band.HIGH)


def test_cells_count_the_risks_of_their_likelihood_and_impact():
    found = counts([*risks(), RiskFigures("R6", 2, 5)])

    assert found == ((0, 0, 0, 1, 0), (0, 0, 0, 0, 2), (0, 0, 1, 0, 0), (0, 0, 0, 1, 0), (0, 0, 1, 0, 0))


@pytest.mark.parametrize("row", ORACLES["P11_stakeholders"]["rows"], ids=lambda row: row["place"])
def test_place_of_a_stakeholder(row):
    assert place(row["importance"], row["influence"]).replace("_", " ") == row["place"]

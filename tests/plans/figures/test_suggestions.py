"""Which practices are offered: P12."""

from plans.figures.suggestions import Candidate, suggested
from tests.plans.figures.oracle import ORACLES

GIVEN = ORACLES["P12_suggestions"]


def test_order_of_suggestions():
    names = {row["id"]: row["practice"] for row in GIVEN["candidates"]}
    candidates = [Candidate(row["id"], row["shared"], row["place"], row["score"]) for row in GIVEN["candidates"]]

    assert [names[one.id] for one in suggested(candidates)] == GIVEN["order"]


def test_five_are_offered_and_equal_ones_by_their_id():
    candidates = [Candidate(number, 1, None, 10) for number in range(9, 0, -1)]

    assert [one.id for one in suggested(candidates)] == [1, 2, 3, 4, 5]

"""Cost, funding and gaps: P5, to the printed digit."""

import pytest

from plans.figures.actions import ActionFigures
from plans.figures.money import FundingFigures, money
from tests.plans.figures.oracle import MONEY, amounts, exact, plan_actions

NAMES = ["cost", "secured", "applied", "sought", "gap", "surplus", "without_source"]


def funding(rows, action=None):
    return [
        FundingFigures(row.get("action", action), row["status"], exact(row["amount"]), row.get("year")) for row in rows
    ]


@pytest.fixture(scope="module")
def found():
    return money(plan_actions(), funding(MONEY["funding"]))


def said(balance):
    return {name: getattr(balance, name) for name in NAMES}


def test_every_action_has_its_balance(found):
    nothing = dict.fromkeys(NAMES, 0)

    assert {key: said(one) for key, one in found.actions.items()} == {
        key: MONEY["by_action"].get(key, nothing) for key in MONEY["costs"]
    }


def test_whole_plan_is_the_sum_of_its_actions(found):
    whole = found.whole

    assert (whole.cost, whole.gap, whole.without_source, whole.covered) == tuple(
        MONEY[name] for name in ("cost", "gap", "without_source", "covered")
    )
    assert whole.covered_share == pytest.approx(MONEY["covered_share"], abs=1e-6)
    assert whole.covered_shown == 30


def test_every_year_has_its_cost_and_gap(found):
    assert {year: one.cost for year, one in found.years.items()} == MONEY["cost_by_year"]
    assert {year: one.gap for year, one in found.years.items()} == MONEY["gap_by_year"]
    assert list(found.years) == [2026, 2027]


def test_money_without_a_year_and_dropped_costs_stand_apart(found):
    assert (found.undated, found.dropped) == (MONEY["undated"], MONEY["dropped_apart"]["A5"])


def test_wrong_sums_appear_nowhere(found):
    balances = [found.whole, *found.actions.values(), *found.years.values()]

    numbers = {number for one in balances for number in said(one).values()}
    assert numbers & set(MONEY["must_not_appear"].values()) == set()


def test_money_of_one_year_pays_nothing_in_another():
    given = MONEY["years_exceed_whole"]

    found = money([ActionFigures("a", costs=amounts(given["costs"]))], funding(given["funding"], "a"))

    assert (found.whole.gap, {year: one.gap for year, one in found.years.items()}) == (
        given["gap"],
        given["gap_by_year"],
    )


def test_parts_of_a_balance_make_up_its_cost(found):
    for one in [found.whole, *found.actions.values(), *found.years.values()]:
        assert one.covered + one.applied_for + one.looked_for + one.without_source == one.cost


def test_funding_of_dropped_actions_is_left_out():
    dropped = ActionFigures("a", costs={2026: exact(10)}, status="dropped")

    found = money([dropped], [FundingFigures("a", "secured", exact(5))])

    assert (said(found.whole), found.years, found.undated) == (dict.fromkeys(NAMES, 0), {}, {})


def test_share_of_nothing_is_none():
    assert (money([], []).whole.covered_share, money([], []).whole.covered_shown) == (None, None)

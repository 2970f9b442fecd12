"""The numbers that figures must reproduce, and actions made of them."""

from decimal import Decimal
from pathlib import Path

import yaml

from plans.figures.actions import ActionFigures

ORACLES = yaml.safe_load((Path(__file__).parents[1] / "oracles" / "P3_P12_figures.yaml").read_text(encoding="utf-8"))
PROGRESS, EXPECTED, MONEY = ORACLES["P3_progress"], ORACLES["P4_expected"], ORACLES["P5_money"]
PERIODS = {row["key"]: (row["start"], row["end"]) for row in EXPECTED["actions"]} | {"A6": ("2026-01", "2026-06")}


def exact(number):
    """The number as it is printed."""
    return None if number is None else Decimal(str(number))


def amounts(by_year):
    return {year: exact(amount) for year, amount in by_year.items()}


def plan_actions():
    """The actions of P3, with their periods of P4 and their costs of P5."""
    costs = MONEY["costs"] | MONEY["dropped_apart"]
    return [
        ActionFigures(
            row["key"],
            row["goal"],
            *PERIODS.get(row["key"], ("", "")),
            weight=row["points"],
            costs=amounts(costs[row["key"]]),
            status=row["status"],
            reported=row["progress"],
        )
        for row in PROGRESS["actions"]
    ]

"""A SWOT weighed by judges, and the strategies that its pairs call for (A'WOT and TOWS)."""

from tools.methods.swot.judging import (
    Judged,
    Swot,
    consistent_judges,
    judged,
    judged_swot,
    without_each_judge,
)
from tools.methods.swot.priorities import GROUPS, KINDS, Awot, Pair, Tows, awot, tows

__all__ = [
    "GROUPS",
    "KINDS",
    "Awot",
    "Judged",
    "Pair",
    "Swot",
    "Tows",
    "awot",
    "consistent_judges",
    "judged",
    "judged_swot",
    "tows",
    "without_each_judge",
]

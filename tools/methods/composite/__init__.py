"""Composite indicators for comparing towns and zones, after the handbook of OECD and JRC (Nardo et al. 2008).

The way of the numbers: `outliers` and `winsorise` look at the raw values, `normalise` brings the indicators to one
scale, the weightings say how much each counts, `aggregate` makes one score per unit and `ranks` its place.
`rank_intervals`, `leave_one_out` and `correlation` say how far the places may be trusted. `location_quotient` and
`shift_share` describe the economy of one place beside that of its country.

Values are tables (units, indicators) of at most 1,000 x 100; NaN = missing, where a function does not say otherwise.
"""

from tools.methods.composite.aggregation import aggregate, ranks
from tools.methods.composite.columns import constant
from tools.methods.composite.correlations import common_units, correlation
from tools.methods.composite.economy import ShiftShare, location_quotient, shift_share
from tools.methods.composite.extremes import Outliers, Winsorised, outliers, winsorise
from tools.methods.composite.normalisation import above_zero, normalise
from tools.methods.composite.robustness import RankIntervals, leave_one_out, rank_intervals
from tools.methods.composite.weighting import (
    ahp_weights,
    budget_weights,
    critic_weights,
    entropy_weights,
    equal_weights,
)

__all__ = [
    "Outliers",
    "RankIntervals",
    "ShiftShare",
    "Winsorised",
    "above_zero",
    "aggregate",
    "ahp_weights",
    "budget_weights",
    "common_units",
    "constant",
    "correlation",
    "critic_weights",
    "entropy_weights",
    "equal_weights",
    "leave_one_out",
    "location_quotient",
    "normalise",
    "outliers",
    "rank_intervals",
    "ranks",
    "shift_share",
    "winsorise",
]

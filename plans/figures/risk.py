"""Risks by likelihood and impact, each 1 to 5."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

POINTS = range(1, 6)


class Band(StrEnum):
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    EXTREME = "extreme"


HIGHEST = {Band.LOW: 4, Band.MODERATE: 9, Band.HIGH: 14, Band.EXTREME: 25}  # score of each band


@dataclass(frozen=True)
class RiskFigures:
    key: str
    likelihood: int
    impact: int

    @property
    def score(self):
        return self.likelihood * self.impact

    @property
    def band(self):
        return band(self.score)


def band(score):
    """The `Band` of a score from 1 to 25."""
    return next(one for one, highest in HIGHEST.items() if score <= highest)


def by_score(risks):
    """The risks, the gravest first; of equal ones the earlier row first."""
    return sorted(risks, key=lambda risk: -risk.score)


def counts(risks):
    """How many risks have each likelihood (row) and impact (column), both from 1 to 5."""
    found = Counter((risk.likelihood, risk.impact) for risk in risks)
    return tuple(tuple(found[likelihood, impact] for impact in POINTS) for likelihood in POINTS)


def bands():
    """The band of each likelihood (row) and impact (column), both from 1 to 5."""
    return tuple(tuple(band(likelihood * impact) for impact in POINTS) for likelihood in POINTS)

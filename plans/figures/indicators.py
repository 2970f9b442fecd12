"""How much of what an indicator should change has changed. Indicators are never averaged."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from plans.figures.progress import whole_percent

MORE, LESS = 1, -1  # which direction is better
LEVEL, SUM = "level", "sum"


@dataclass(frozen=True)
class IndicatorFigures:
    """An indicator in its own unit, with the values that were reported, the oldest first."""

    direction: int = MORE
    baseline: Decimal | None = None
    target: Decimal | None = None
    values: tuple[Decimal, ...] = ()
    measured: str = LEVEL  # sum: every value is added to the baseline


@dataclass(frozen=True)
class Achievement:
    """Where an indicator stands. `percent` is uncut: below 0 worse than the baseline, above 100 better than the target.

    kept: where the target is the baseline, whether it is kept; else None, and then `percent` says how far it is.
    """

    actual: Decimal | None
    percent: Fraction | None = None
    kept: bool | None = None

    @property
    def shown(self):
        return whole_percent(self.percent)

    @property
    def bar(self):
        """The length of a bar, 0 to 100."""
        return None if self.percent is None else min(max(self.percent, 0), 100)


def achievement(indicator):
    """(actual − baseline)/(target − baseline); without a value, a baseline or a target there is no per cent."""
    actual, baseline, target = actual_value(indicator), indicator.baseline, indicator.target
    if None in (actual, baseline, target):
        return Achievement(actual)
    if target == baseline:
        return Achievement(actual, kept=(actual - target) * indicator.direction >= 0)
    return Achievement(actual, percent=100 * (Fraction(actual) - Fraction(baseline)) / Fraction(target - baseline))


def actual_value(indicator):
    """The newest value, or of sums the baseline (0 if there is none) and all values; None before any report."""
    if not indicator.values:
        return None
    return (indicator.baseline or 0) + sum(indicator.values) if indicator.measured == SUM else indicator.values[-1]

"""From values to positions, and where an axis has its ticks."""

from dataclasses import dataclass
from math import ceil, floor, log10

from catalogue.charts.numbers import known

NICE_STEPS = (1, 2, 2.5, 5, 10)
MOST_TICKS = 60
SAME = 1e-9  # values closer than this part of their size count as equal


@dataclass(frozen=True)
class Scale:
    """A straight line from `low` at position `start` to `high` at position `end`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value):
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


@dataclass(frozen=True)
class Ticks:
    values: tuple[float, ...]
    digits: int


def extent(values, *, including=(), padding=0.0):
    """Lowest and highest of the values, never the same, with part `padding` of free space on both sides."""
    numbers = [*known(values), *including]
    low, high = (min(numbers), max(numbers)) if numbers else (0.0, 1.0)
    if high - low <= SAME * max(abs(low), abs(high)):
        room = abs(low) * 0.1 or 1.0
        return low - room, high + room
    return low - padding * (high - low), high + padding * (high - low)


def rounded_out(low, high, most):
    """The limits moved outwards to whole steps, so that an axis begins and ends at a tick."""
    step = _nice_step(low, high, most)
    return floor(low / step + SAME) * step, ceil(high / step - SAME) * step


def ticks(low, high, most):
    """Not many more than `most` round values within the limits."""
    step = _nice_step(low, high, most)
    first = ceil(low / step - SAME)
    count = min(MOST_TICKS, floor(high / step + SAME) - first + 1)
    return Ticks(tuple(_exact((first + i) * step) for i in range(count)), _digits(step))


def whole_ticks(low, high, most):
    """Round values that are whole numbers: places, years, counts."""
    step = max(1, round(_nice_step(low, high, most)))
    first = ceil(low / step)
    return Ticks(tuple(float((first + i) * step) for i in range(min(MOST_TICKS, floor(high / step) - first + 1))), 0)


def rank_ticks(last, most):
    """1, then every fifth, tenth and so on, and the last place if there is room for it."""
    step = max(1, round(_nice_step(0, last, most)))
    values = [1, *range(max(step, 2), last + 1, step)]
    if last - values[-1] > step / 2:
        values.append(last)
    return Ticks(tuple(float(value) for value in values[:MOST_TICKS]), 0)


def _nice_step(low, high, most):
    raw = (high - low) / max(1, most)
    size = 10.0 ** floor(log10(raw))
    return next((size * nice for nice in NICE_STEPS if size * nice >= raw * (1 - SAME)), size * 10)


def _digits(step):
    places = max(0, -floor(log10(step) + SAME))
    return places if round(step * 10**places, 6).is_integer() else places + 1


def _exact(value):
    return float(f"{value:.12g}") + 0.0

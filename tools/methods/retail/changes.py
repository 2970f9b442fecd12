"""What a new centre changes, and how much the answer depends on each assumption."""

from dataclasses import dataclass

import numpy as np

from tools.methods import arguments
from tools.methods.errors import MethodError
from tools.methods.retail import gravity

LEAST_TIME = 5e-324  # the least float above 0


@dataclass(frozen=True, eq=False)
class Impact:
    """Turnover of each existing centre (centres,) without and with the new ones, and theirs (new,)."""

    before: np.ndarray
    after: np.ndarray
    change: np.ndarray
    change_percent: np.ndarray
    new_turnover: np.ndarray


@dataclass(frozen=True, eq=False)
class Swing:
    """The turnover of the centre studied at each value of one parameter; "times" and "demand" are factors."""

    parameter: str
    values: np.ndarray
    turnover: np.ndarray


@gravity.tiny_is_zero
def impact(
    times,
    attraction,
    demand,
    *,
    new_times,
    new_attraction,
    attraction_exponent=1.0,
    decay=2.0,
    decay_form="power",
    extra=None,
    extra_exponents=None,
    min_time=None,
):
    """What the existing centres lose when one or more new ones open.

    times: (origins, centres), attraction: (centres,), demand: (origins,) >= 0, as of `huff` and `turnover`.
    new_times: (origins,) for one new centre or (origins, new), minutes >= 0. new_attraction: (new,) >= 0, or a number
    that holds for each new centre. The options are those of `huff`; extra covers the existing centres and then the new
    ones: (centres + new,) or (qualities, centres + new). Returns `Impact` in the unit of demand, change = after -
    before without the loss of digits, change_percent NaN where before is 0, new_turnover always (new,).
    Errors: as of `huff`, and those of `arguments.table`, `length`, `too_many` and `zero_time` for new_times,
    `length` for new_attraction and demand.
    Source: Huff (1963).
    """
    times = gravity.travel_times(times)
    origins, centres = times.shape
    attraction = gravity.attractions(attraction, centres)
    demand = gravity.demands(demand, origins)
    new_times = _new_times(new_times, origins)
    new_attraction = _new_attraction(new_attraction, new_times.shape[1])
    decay, decay_form, min_time = gravity.decay_options(decay, decay_form, min_time)
    exponent = gravity.exponent_of_attraction(attraction_exponent)
    appeal = gravity.log_appeal(np.concatenate([attraction, new_attraction]), exponent)
    appeal += gravity.log_qualities(extra, extra_exponents, appeal.size)
    times = gravity.raised("times", times, decay_form, min_time)
    new_times = gravity.raised("new_times", new_times, decay_form, min_time)
    together = gravity.probabilities(np.hstack([times, new_times]), appeal, decay, decay_form)
    alone = gravity.probabilities(times, appeal[:centres], decay, decay_form)
    before = demand @ alone
    taken = demand * together[:, centres:].sum(axis=1)  # each centre loses to the new ones in proportion
    change = 0.0 - taken @ alone
    percent = np.full(centres, np.nan)
    np.divide(change, before, out=percent, where=before > 0)
    return Impact(before, demand @ together[:, :centres], change, 100 * percent, demand @ together[:, centres:])


def _new_times(value, origins):
    new_times = arguments.table("new_times", value, dimensions=(1, 2), low=0)
    arguments.length("new_times", new_times, origins)
    new_times = new_times.reshape(origins, -1)
    arguments.at_most("new_times", new_times.shape[1], "centres")
    return new_times


def _new_attraction(value, count):
    new_attraction = arguments.table("new_attraction", value, dimensions=(0, 1), low=0)
    if new_attraction.ndim == 0:
        return np.full(count, new_attraction)
    arguments.length("new_attraction", new_attraction, count)
    return new_attraction


@gravity.tiny_is_zero
def sensitivity(
    times,
    attraction,
    demand,
    *,
    centre,
    decay=2.0,
    attraction_exponent=1.0,
    decay_form="power",
    decays=(1, 1.5, 2, 2.5, 3),
    attraction_exponents=(0.5, 1, 1.5),
    time_change=0.2,
    demand_change=0.1,
    min_time=None,
):
    """The turnover of one centre while one assumption at a time changes and the others stay.

    times, attraction, demand, decay, attraction_exponent, decay_form, min_time: as of `huff` and `turnover`. centre:
    its column, from 0. decays, attraction_exponents: (n,) values to try, within the bounds of `huff`. time_change: 0
    to below 1; the times to this centre are taken times 1 - c, 1 and 1 + c (all times together would change nothing
    under power decay), before min_time. demand_change: 0..1; the same with the whole demand.
    Returns four `Swing`: "decay", "attraction_exponent", "times", "demand".
    Errors: as of `huff` and `turnover`; centre `not_whole`, `range`; decays, attraction_exponents, time_change,
    demand_change as of `arguments.table`.
    """
    times = gravity.travel_times(times)
    origins, centres = times.shape
    attraction = gravity.attractions(attraction, centres)
    demand = gravity.demands(demand, origins)
    centre = arguments.whole("centre", centre, low=0, high=centres - 1)
    decay, decay_form, min_time = gravity.decay_options(decay, decay_form, min_time)
    exponent = gravity.exponent_of_attraction(attraction_exponent)
    decays = arguments.table("decays", decays, dimensions=1, low=0, high=gravity.MOST_DECAY)
    exponents = arguments.table(
        "attraction_exponents", attraction_exponents, dimensions=1, low=0, high=gravity.MOST_EXPONENT
    )
    time_factors = _factors("time_change", time_change)
    if time_factors[0] == 0:
        raise MethodError("time_change", "range", "time_change must be below 1, else no time is left.")
    demand_factors = _factors("demand_change", demand_change)
    study = _Study(times, attraction, demand, centre, decay_form, min_time)
    now, nearer, farther = study.separation(), study.separation(time_factors[0]), study.separation(time_factors[2])
    reference = study.turnover(now, exponent, decay)
    by_decay = [study.turnover(now, exponent, tried) for tried in decays]
    by_exponent = [study.turnover(now, tried, decay) for tried in exponents]
    by_time = [study.turnover(nearer, exponent, decay), reference, study.turnover(farther, exponent, decay)]
    return (
        Swing("decay", decays, np.array(by_decay)),
        Swing("attraction_exponent", exponents, np.array(by_exponent)),
        Swing("times", time_factors, np.array(by_time)),
        Swing("demand", demand_factors, reference * demand_factors),
    )


@dataclass(frozen=True, eq=False)
class _Study:
    """One centre and its competitors; closed ones are left out."""

    times: np.ndarray
    attraction: np.ndarray
    demand: np.ndarray
    centre: int
    decay_form: str
    min_time: float | None

    @property
    def usable(self):
        return self.attraction > 0

    def separation(self, factor=1.0):
        """As of `gravity`, with the times to the centre studied multiplied; none shrinks to 0."""
        times = self.times.copy()
        to_centre = times[:, self.centre]
        times[:, self.centre] = np.where(to_centre > 0, np.maximum(to_centre * factor, LEAST_TIME), 0)
        times = gravity.raised("times", times, self.decay_form, self.min_time)
        return gravity.separation(times[:, self.usable], self.decay_form)

    def turnover(self, separation, exponent, decay):
        """Of the centre studied; 0 if it is closed."""
        if not self.usable[self.centre]:
            return 0.0
        appeal = gravity.log_appeal(self.attraction[self.usable], exponent)
        pulls = gravity.pulls(separation, appeal, decay)
        column = np.count_nonzero(self.usable[: self.centre])
        return self.demand @ (pulls[:, column] / pulls.sum(axis=1))


def _factors(name, value):
    change = arguments.number(name, value, low=0, high=1)
    return np.array([1 - change, 1.0, 1 + change])

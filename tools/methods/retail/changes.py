"""What new, closing and growing centres change, and how much the answer depends on each assumption."""

from dataclasses import dataclass, replace

import numpy as np

from tools.methods import arguments
from tools.methods.errors import MethodError
from tools.methods.retail import gravity

LEAST_TIME = 5e-324  # the least float above 0
SWINGS = ("decay", "attraction_exponent", "times", "demand")


@dataclass(frozen=True, eq=False)
class Impact:
    """Turnover of each centre (centres,) without and with the change, and that of the new ones (new,)."""

    before: np.ndarray
    after: np.ndarray
    change: np.ndarray
    change_percent: np.ndarray
    new_turnover: np.ndarray


@dataclass(frozen=True, eq=False)
class Swing:
    """The turnover of the centre studied at each value of one parameter; "times" and "demand" are factors.

    values: (n,); turnover: (n,), or (n, centres) where several were asked for.
    """

    parameter: str
    values: np.ndarray
    turnover: np.ndarray


@gravity.tiny_is_zero
def impact(
    times,
    attraction,
    demand,
    *,
    new_times=None,
    new_attraction=None,
    later=None,
    attraction_exponent=1.0,
    decay=2.0,
    decay_form="power",
    extra=None,
    extra_exponents=None,
    min_time=None,
):
    """What centres lose and win when new ones open, and when some of them close or change their size.

    times: (origins, centres), attraction: (centres,), demand: (origins,) >= 0, as of `huff` and `turnover`.
    new_times: (origins,) for one new centre or (origins, new), minutes >= 0; None = none. new_attraction: (new,) >= 0,
    or a number that holds for each new centre. later: (centres,) >= 0, the attraction after the change; 0 = closed, as
    before it in attraction; None = as before. The options are those of `huff`; extra covers all centres and then the
    new ones: (centres + new,) or (qualities, centres + new). Returns `Impact` in the unit of demand, change = after -
    before, without `later` also in those digits that the difference loses, change_percent NaN where before is 0,
    new_turnover always (new,).
    Errors: as of `huff`, and those of `arguments.table`, `length`, `too_many` and `zero_time` for new_times,
    `length` for new_attraction, later and demand, `required` (new_attraction), `all_zero` (later).
    Source: Huff (1963).
    """
    times = gravity.travel_times(times)
    origins, centres = times.shape
    attraction = gravity.attractions(attraction, centres)
    demand = gravity.demands(demand, origins)
    afterwards = attraction if later is None else gravity.attractions(later, centres, name="later")
    new_times = _new_times(new_times, origins)
    new_attraction = _new_attraction(new_attraction, new_times.shape[1])
    decay, decay_form, min_time = gravity.decay_options(decay, decay_form, min_time)
    exponent = gravity.exponent_of_attraction(attraction_exponent)
    appeal = gravity.log_appeal(np.concatenate([afterwards, new_attraction]), exponent)
    qualities = gravity.log_qualities(extra, extra_exponents, appeal.size)
    times = gravity.raised("times", times, decay_form, min_time)
    new_times = gravity.raised("new_times", new_times, decay_form, min_time)
    together = gravity.probabilities(np.hstack([times, new_times]), appeal + qualities, decay, decay_form)
    appeal = gravity.log_appeal(attraction, exponent) + qualities[:centres]
    alone = gravity.probabilities(times, appeal, decay, decay_form)
    before, after = demand @ alone, demand @ together[:, :centres]
    if later is None:
        taken = demand * together[:, centres:].sum(axis=1)  # each centre loses to the new ones in proportion
        change = 0.0 - taken @ alone
    else:
        change = after - before
    return Impact(before, after, change, _percent(change, before), demand @ together[:, centres:])


def percent_change(before, after):
    """How much more or less is sold afterwards, in per cent, NaN where nothing was sold before.

    before, after: (n,) or (n, m) turnover >= 0, of any size and of the same shape. Returns that shape.
    Errors: `range`, `length` and as of `arguments.table`.
    """
    before = arguments.table("before", before, dimensions=(1, 2), low=0, large=True)
    after = arguments.table("after", after, dimensions=(1, 2), low=0, large=True)
    if after.shape != before.shape:
        raise MethodError("after", "length", f"after must have the same shape as before, {before.shape}.")
    return _percent(after - before, before)


def _percent(change, before):
    percent = np.full(before.shape, np.nan)
    with np.errstate(over="ignore"):  # of next to nothing before
        np.divide(change, before, out=percent, where=before > 0)
        return 100 * percent


def _new_times(value, origins):
    if value is None:
        return np.empty((origins, 0))
    new_times = arguments.table("new_times", value, dimensions=(1, 2), low=0)
    arguments.length("new_times", new_times, origins)
    new_times = new_times.reshape(origins, -1)
    arguments.at_most("new_times", new_times.shape[1], "centres")
    return new_times


def _new_attraction(value, count):
    if value is None and count:
        raise MethodError("new_attraction", "required", "new_attraction must be given for the new centres.")
    if value is None:
        return np.empty(0)
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
    extra=None,
    extra_exponents=None,
    decays=(1, 1.5, 2, 2.5, 3),
    attraction_exponents=(0.5, 1, 1.5),
    time_change=0.2,
    demand_change=0.1,
    min_time=None,
    progress=None,
):
    """The turnover of one centre while one assumption at a time changes and the others stay.

    times, attraction, demand and the options of the model: as of `huff` and `turnover`. centre: its column, from 0, or
    several columns, of which the first is the centre studied and the others are watched. decays, attraction_exponents:
    (n,) values to try, within the bounds of `huff`. time_change: 0 to below 1; the times to this centre are taken times
    1 - c, 1 and 1 + c (all times together would change nothing under power decay), before min_time. demand_change:
    0..1; the same with the whole demand. progress: called with the share that is done, 0 to 1; what it raises stops the
    work.
    Returns four `Swing`: "decay", "attraction_exponent", "times", "demand".
    Errors: as of `huff` and `turnover`; centre `not_whole`, `range`; decays, attraction_exponents, time_change,
    demand_change as of `arguments.table`.
    """
    times = gravity.travel_times(times)
    origins, centres = times.shape
    attraction = gravity.attractions(attraction, centres)
    demand = gravity.demands(demand, origins)
    columns = _columns(centre, centres)
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
    qualities = gravity.log_qualities(extra, extra_exponents, centres)
    study = _Study(times, attraction, qualities, demand, columns, decay_form, min_time)
    swings = []
    for swing in study.swings(exponent, decay, exponents, decays, time_factors, demand_factors):
        swings.append(swing)
        if progress:
            progress(len(swings) / len(SWINGS))
    if not _are_several(centre):
        swings = [replace(swing, turnover=swing.turnover[:, 0]) for swing in swings]
    return tuple(swings)


def _columns(centre, count):
    """The columns as whole numbers, the centre studied first."""
    several = list(centre) if _are_several(centre) else [centre]
    arguments.at_least("centre", len(several), 1, "columns")
    return [arguments.whole("centre", column, low=0, high=count - 1) for column in several]


def _are_several(centre):
    return isinstance(centre, list | tuple) or (isinstance(centre, np.ndarray) and centre.ndim == 1)


@dataclass(frozen=True, eq=False)
class _Study:
    """Some centres and their competitors; closed ones are left out."""

    times: np.ndarray
    attraction: np.ndarray
    qualities: np.ndarray
    demand: np.ndarray
    columns: list[int]
    decay_form: str
    min_time: float | None

    @property
    def usable(self):
        return self.attraction > 0

    def swings(self, exponent, decay, exponents, decays, time_factors, demand_factors):
        """One after the other, each with the turnover of all columns."""
        now = self.separation()
        yield Swing("decay", decays, np.array([self.turnover(now, exponent, tried) for tried in decays]))
        yield Swing(
            "attraction_exponent", exponents, np.array([self.turnover(now, tried, decay) for tried in exponents])
        )
        reference = self.turnover(now, exponent, decay)
        nearer, farther = (
            self.turnover(self.separation(factor), exponent, decay) for factor in (time_factors[0], time_factors[2])
        )
        yield Swing("times", time_factors, np.array([nearer, reference, farther]))
        yield Swing("demand", demand_factors, reference * demand_factors[:, None])

    def separation(self, factor=1.0):
        """As of `gravity`, with the times to the centre studied multiplied; none shrinks to 0."""
        times, studied = self.times.copy(), self.columns[0]
        times[:, studied] = np.where(times[:, studied] > 0, np.maximum(times[:, studied] * factor, LEAST_TIME), 0)
        times = gravity.raised("times", times, self.decay_form, self.min_time)
        return gravity.separation(times if self.usable.all() else times[:, self.usable], self.decay_form)

    def turnover(self, separation, exponent, decay):
        """Of the columns; 0 where they are closed."""
        appeal = gravity.log_appeal(self.attraction, exponent) + self.qualities
        probabilities = gravity.shares(separation, appeal[self.usable], decay)
        if not self.usable.all():
            probabilities = gravity.among_all(probabilities, self.usable)
        return (self.demand @ probabilities)[self.columns]


def _factors(name, value):
    change = arguments.number(name, value, low=0, high=1)
    return np.array([1 - change, 1.0, 1 + change])

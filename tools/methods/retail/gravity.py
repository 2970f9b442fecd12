"""The gravity models: where the pull of two places balances, and the share of each centre."""

import numpy as np

from tools.methods import arguments
from tools.methods.errors import MethodError

DECAY_FORMS = ("power", "exponential")
MOST_DECAY = 100
MOST_EXPONENT = 20
LEAST_ATTRACTION = 1e-300
ROW_SUM_TOLERANCE = 1e-6

tiny_is_zero = np.errstate(under="ignore")  # a share too small for a float is 0, whatever the caller's settings


@tiny_is_zero
def breaking_point(distance, mass_from, mass_to):
    """How far from the first place the pull of both is equal: d / (1 + sqrt(mass_to / mass_from)).

    distance: between the places, in any unit, >= 0; masses (residents, floor space): > 0. Each is a number, (n,) or
    (n, m); arrays have the same shape. Returns a float, or an array of that shape.
    Errors: `range`, `length` and as of `arguments.table`.
    Source: Converse (1949), after Reilly (1931).
    """
    distance = arguments.table("distance", distance, dimensions=(0, 1, 2), low=0)
    mass_from = arguments.table("mass_from", mass_from, dimensions=(0, 1, 2), above=0)
    mass_to = arguments.table("mass_to", mass_to, dimensions=(0, 1, 2), above=0)
    shape = ()
    for name, array in (("distance", distance), ("mass_from", mass_from), ("mass_to", mass_to)):
        if shape and array.shape not in ((), shape):
            raise MethodError(name, "length", f"{name} must have the same shape as the other arrays, {shape}.")
        shape = shape or array.shape
    pull_from, pull_to = np.sqrt(mass_from), np.sqrt(mass_to)
    result = distance * (pull_from / (pull_from + pull_to))  # the ratio of the masses could overflow
    return result if shape else float(result)


@tiny_is_zero
def huff(
    times,
    attraction,
    *,
    attraction_exponent=1.0,
    decay=2.0,
    decay_form="power",
    extra=None,
    extra_exponents=None,
    min_time=None,
):
    """The probability that somebody from an origin shops at a centre.

    U_ij = A_j^attraction_exponent * f(t_ij) * prod_h x_hj^e_h and p_ij = U_ij / sum_j U_ij, computed in logarithms.

    times: (origins, centres) minutes, >= 0. attraction: (centres,) >= 0, not all 0; a centre of 0 is closed, its share
    is 0 even if the exponent is 0. attraction_exponent: 0..20. decay: 0..100. decay_form: "power", f = t^-decay, which
    needs times > 0, or "exponential", f = exp(-decay t). extra: further qualities, (centres,) or (qualities, centres),
    > 0; extra_exponents: (qualities,), default 1; a number will do for one quality. min_time: > 0, shorter times are
    raised to it. Returns (origins, centres); rows sum to 1.
    Errors: `range`, `length`, `too_many`, `option`, `all_zero` (attraction), `zero_time` (times),
    `not_used` (extra_exponents without extra) and as of `arguments.table`.
    Source: Huff (1963); further qualities Nakanishi and Cooper (1974).
    """
    times = travel_times(times)
    attraction = attractions(attraction, times.shape[1])
    decay, decay_form, min_time = decay_options(decay, decay_form, min_time)
    appeal = log_appeal(attraction, exponent_of_attraction(attraction_exponent))
    appeal += log_qualities(extra, extra_exponents, attraction.size)
    return probabilities(raised("times", times, decay_form, min_time), appeal, decay, decay_form)


@tiny_is_zero
def joint_attraction(attraction, *, attraction_exponent=1.0, extra=None, extra_exponents=None):
    """Floor space and further qualities as one attraction, A_j^attraction_exponent * prod_h x_hj^e_h: (centres,).

    The arguments are those of `huff`, but attraction > 0. Only the ratios of the result matter, so its largest is 1;
    what is less than 1e-300 counts as that. It may stand in the place of all four in `calibrate_decay`.
    Errors: `range`, `length`, `too_many`, `not_used` and as of `arguments.table`.
    """
    attraction = arguments.table("attraction", attraction, dimensions=1, above=0)
    arguments.at_most("attraction", attraction.size, "centres")
    logs = exponent_of_attraction(attraction_exponent) * np.log(attraction)
    qualities = _qualities(extra, extra_exponents, attraction.size)
    if qualities:
        extra, exponents = qualities
        logs = logs + exponents @ np.log(extra)
    return np.maximum(np.exp(logs - logs.max()), LEAST_ATTRACTION)


@tiny_is_zero
def turnover(probabilities, demand):
    """What the origins spend at each centre: T_j = sum_i p_ij C_i.

    probabilities: (origins, centres) >= 0, each row sums to 1 within 1e-6. demand: (origins,) >= 0.
    Returns (centres,) in the unit of demand.
    Errors: `range`, `length`, `too_many`, `row_sum` (probabilities) and as of `arguments.table`.
    Source: Huff (1963).
    """
    probabilities = checked_shares(probabilities)
    return demands(demand, probabilities.shape[0]) @ probabilities


# What is asked of the arguments


def travel_times(value):
    times = arguments.table("times", value, dimensions=2, low=0)
    within_limits("times", times)
    return times


def within_limits(name, array):
    arguments.at_most(name, array.shape[0], "origins")
    arguments.at_most(name, array.shape[1], "centres")


def attractions(value, centres, name="attraction"):
    attraction = arguments.table(name, value, dimensions=1, low=0)
    arguments.length(name, attraction, centres)
    if not attraction.any():
        raise MethodError(name, "all_zero", f"{name} must be greater than 0 for at least one centre.")
    return attraction


def checked_shares(value):
    """`probabilities` whose rows sum to 1. Error: `row_sum`."""
    probabilities = arguments.table("probabilities", value, dimensions=2, low=0)
    within_limits("probabilities", probabilities)
    off = np.abs(probabilities.sum(axis=1) - 1) > ROW_SUM_TOLERANCE
    if off.any():
        message = f"probabilities must sum to 1 in each row, but row {np.argmax(off)} does not."
        raise MethodError("probabilities", "row_sum", message)
    return probabilities


def demands(value, origins):
    demand = arguments.table("demand", value, dimensions=1, low=0)
    arguments.length("demand", demand, origins)
    return demand


def exponent_of_attraction(value):
    return arguments.number("attraction_exponent", value, low=0, high=MOST_EXPONENT)


def decay_options(decay, decay_form, min_time):
    return arguments.number("decay", decay, low=0, high=MOST_DECAY), *form_options(decay_form, min_time)


def form_options(decay_form, min_time):
    decay_form = arguments.option("decay_form", decay_form, DECAY_FORMS)
    return decay_form, None if min_time is None else arguments.number("min_time", min_time, above=0)


# The model. Times and appeal are checked; these functions may overwrite the times they get.


def raised(name, times, decay_form, min_time):
    """The times, none below `min_time`. Error: `zero_time`."""
    if min_time is not None:
        return np.maximum(times, min_time, out=times)
    if decay_form == "power" and not times.all():
        raise MethodError(name, "zero_time", f"{name} must be greater than 0 with power decay; give a min_time.")
    return times


def log_appeal(attraction, exponent):
    """ln A^exponent for each centre, -inf for a closed one."""
    appeal = np.full(attraction.shape, -np.inf)
    usable = attraction > 0
    appeal[usable] = exponent * np.log(attraction[usable])
    return appeal


def log_qualities(extra, exponents, centres):
    """The sum of e_h ln x_h for each centre, measured from the first so that equal qualities add exactly nothing."""
    qualities = _qualities(extra, exponents, centres)
    if qualities is None:
        return np.zeros(centres)
    extra, exponents = qualities
    logs = np.log(extra)
    return exponents @ (logs - logs[:, :1])


def _qualities(extra, exponents, centres):
    """Further qualities (qualities, centres) and their exponents (qualities,); None if there are none."""
    if extra is None:
        if exponents is not None:
            raise MethodError("extra_exponents", "not_used", "extra_exponents must be left out if there is no extra.")
        return None
    extra = np.atleast_2d(arguments.table("extra", extra, dimensions=(1, 2), above=0))
    arguments.length("extra", extra, centres, axis=1)
    arguments.at_most("extra", extra.shape[0], "factors")
    if exponents is None:
        exponents = np.ones(extra.shape[0])
    exponents = np.atleast_1d(arguments.table("extra_exponents", exponents, dimensions=(0, 1)))
    arguments.length("extra_exponents", exponents, extra.shape[0])
    return extra, exponents


def probabilities(times, appeal, decay, decay_form):
    """(origins, centres), 0 in the columns of closed centres."""
    usable = appeal > -np.inf
    if usable.all():
        return shares(separation(times, decay_form), appeal, decay, out=times)
    return among_all(probabilities(times[:, usable], appeal[usable], decay, decay_form), usable)


def among_all(probabilities, usable):
    """The probabilities of the usable centres among those of all: 0 in the columns of closed ones."""
    result = np.zeros((len(probabilities), usable.size))
    result[:, usable] = probabilities
    return result


def separation(times, decay_form):
    """What the decay multiplies, ln t or t, measured from the nearest centre: large times keep their differences."""
    if decay_form == "power":
        np.log(times, out=times)
    times -= times.min(axis=1, keepdims=True)
    return times


def shares(separation, appeal, decay, out=None):
    """The probabilities of usable centres. The best of a row gets exp(0), so no row vanishes."""
    weights = pulls(separation, appeal, decay, out)
    weights /= weights.sum(axis=1, keepdims=True)
    return weights


def pulls(separation, appeal, decay, out=None):
    """The pull of each centre on each origin, as a part of the strongest there."""
    utility = log_pulls(separation, appeal, decay, out)
    return np.exp(utility, out=utility)


def log_pulls(separation, appeal, decay, out=None):
    utility = np.multiply(separation, -decay, out=out)
    utility += appeal
    utility -= utility.max(axis=1, keepdims=True)
    return utility

"""The decay that explains best where people were seen to shop."""

from dataclasses import dataclass

import numpy as np

from tools.methods import arguments
from tools.methods.errors import MethodError
from tools.methods.retail import gravity

AT_BOUND = 1e-6  # how near to a bound counts as on it
EQUALLY_FAR = 1e-9  # relative difference of times that tells nothing
PRECISION = 1e-10
MOST_STEPS = 100  # bisection alone would need half of them


@dataclass(frozen=True, eq=False)
class Calibration:
    """The most likely decay, its log-likelihood, the Huff probabilities with it, and whether it lies on a bound."""

    decay: float
    log_likelihood: float
    probabilities: np.ndarray
    at_bound: bool


@gravity.tiny_is_zero
def calibrate_decay(
    times, attraction, observed, *, attraction_exponent=1.0, decay_form="power", bounds=(0, 10), min_time=None
):
    """The decay of the Huff model by maximum likelihood: the one with the largest sum of observed_ij * ln p_ij.

    The sum is concave in the decay, so there is one optimum; it is found to 1e-6 or better by Newton's method kept
    within a bracket. At the optimum the mean separation (ln t or t) of the model is that of the observations.

    times, decay_form, attraction_exponent, min_time: as of `huff`. attraction: (centres,) > 0. observed: (origins,
    centres) >= 0, shares or counts; rows of zeros say nothing and are passed over. bounds: (least, greatest) decay,
    rising, within 0..100. `probabilities` is (origins, centres); `at_bound` is true if the decay lies within 1e-6 of a
    bound, beyond which a better one may lie.
    Errors: `range`, `length`, `too_many`, `option`, `zero_time` and `equally_far` (times: every centre as far as the
    others from each observed origin), `all_zero` (observed), `order` (bounds) and as of `arguments.table`.
    Source: Batty and Mackie (1972).
    """
    times = gravity.travel_times(times)
    attraction = arguments.table("attraction", attraction, dimensions=1, above=0)
    arguments.length("attraction", attraction, times.shape[1])
    observed = _observations(observed, times.shape)
    exponent = gravity.exponent_of_attraction(attraction_exponent)
    decay_form, min_time = gravity.form_options(decay_form, min_time)
    least, greatest = _bounds(bounds)
    times = gravity.raised("times", times, decay_form, min_time)
    seen = observed.any(axis=1)
    _refuse_equally_far(times[seen])
    appeal = gravity.log_appeal(attraction, exponent)
    separation = gravity.separation(times, decay_form)
    decay = _most_likely(separation[seen], observed[seen], appeal, least, greatest)
    likelihood, probabilities = _likelihood(separation, observed, appeal, decay)
    at_bound = min(decay - least, greatest - decay) <= AT_BOUND
    return Calibration(decay, likelihood, probabilities, at_bound)


def misplaced_share(observed, probabilities):
    """The share of the observed visits that a model sends to another centre, 0..1: the mean over the origins observed.

    observed: (origins, centres) >= 0, shares or counts, rows of zeros are passed over; probabilities: of the same
    shape, rows sum to 1, as of `huff` or a `Calibration`. Returns a float.
    Errors: `range`, `length`, `all_zero` (observed), `row_sum` (probabilities) and as of `arguments.table`.
    """
    probabilities = gravity.checked_shares(probabilities)
    observed = _observations(observed, probabilities.shape)
    seen = observed.any(axis=1)
    part = observed[seen] / observed[seen].sum(axis=1, keepdims=True)
    return float((np.abs(part - probabilities[seen]).sum(axis=1) / 2).mean())


def _observations(value, shape):
    observed = arguments.table("observed", value, dimensions=2, low=0)
    arguments.length("observed", observed, shape[0])
    arguments.length("observed", observed, shape[1], axis=1)
    if not observed.any():
        raise MethodError("observed", "all_zero", "observed must hold at least one number greater than 0.")
    return observed


def _bounds(value):
    bounds = arguments.table("bounds", value, dimensions=1, low=0, high=gravity.MOST_DECAY)
    arguments.length("bounds", bounds, 2)
    if bounds[0] >= bounds[1]:
        raise MethodError("bounds", "order", "bounds must rise: the least decay, then a greater one.")
    return float(bounds[0]), float(bounds[1])


def _refuse_equally_far(times):
    farthest = times.max(axis=1)
    if (farthest - times.min(axis=1) <= EQUALLY_FAR * farthest).all():
        message = "times must differ between the centres of an origin, else no decay fits better than another."
        raise MethodError("times", "equally_far", message)


def _most_likely(separation, observed, appeal, low, high):
    """The root of the score between the bounds, or the bound beyond which it lies. Overwrites both tables."""
    unit = float(separation.max())
    observed /= observed.max()  # neither minutes nor counts of any size overflow or vanish
    separation /= unit
    counts = observed.sum(axis=1)
    wanted = np.einsum("ij,ij->", observed, separation)

    def score(decay):
        """The first derivative of the log-likelihood and minus the second, both over the scaled separation."""
        weighted = gravity.shares(separation, appeal, decay * unit)
        weighted *= separation
        mean = weighted.sum(axis=1)
        variance = np.einsum("ij,ij->i", weighted, separation) - mean**2
        return float(counts @ mean - wanted), float(counts @ variance)

    slope, curvature = score(low)
    if slope <= 0:
        return low
    if score(high)[0] >= 0:
        return high
    enough = PRECISION * min(1.0, 1.0 / unit)
    decay = low
    for _step in range(MOST_STEPS):
        guess = decay + slope / curvature / unit if curvature > 0 else low
        if not low < guess < high:
            guess = (low + high) / 2
        moved, decay = abs(guess - decay), guess
        if moved <= enough or high - low <= enough:
            break
        slope, curvature = score(decay)
        if slope > 0:
            low = decay
        else:
            high = decay
    return decay


def _likelihood(separation, observed, appeal, decay):
    """The log-likelihood without the logarithm of a share, which may be 0; and the shares."""
    log_pulls = gravity.log_pulls(separation, appeal, decay, out=separation)
    spoken = np.einsum("ij,ij->i", observed, log_pulls)
    pulls = np.exp(log_pulls, out=log_pulls)
    total = pulls.sum(axis=1, keepdims=True)
    pulls /= total
    return float((spoken - observed.sum(axis=1) * np.log(total[:, 0])).sum()), pulls

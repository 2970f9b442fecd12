"""The catchment model at work: shares, turnover with and without the change, calibration and sensitivity."""

import numpy as np

from tools.methods import retail
from tools.questions.huff import data as huff_data

MOST_CENTRES = 20  # shown with their shares and in charts
MOST_ORIGINS = 40
MOST_PAIRS = 200  # of centres, with their breaking points
SWINGS = ("decay", "attraction_exponent", "times", "demand")
TIME_CHANGE = 0.2
DEMAND_CHANGE = 0.1


def computed(inputs, progress):
    """The results of a study that has passed the check."""
    study = huff_data.study_of(inputs)
    fit = calibration(inputs, study)
    progress(0.2)
    options = inputs.options
    decay = fit["decay"] if fit and options["calibrated"] else chosen_decay(options)
    model = Model(study, options, decay)
    before = model.turnover(study.area_before)
    shares = model.shares(study.area_after)
    after = study.demand @ shares
    progress(0.4)
    percent = percent_change(before, after)
    hardest = hardest_hit(study, percent)
    return {
        "decay": decay,
        "demand": study.demand,
        "before": before,
        "after": after,
        "change": after - before,
        "percent": percent,
        "main_centre": shares.argmax(axis=1),
        "main_share": shares.max(axis=1),
        **_largest(study, shares, after),
        "changes": study.changes,
        "studied": study.studied,
        "hardest": hardest,
        "estimated": int((study.estimated & (study.open_before | study.open_after)).sum()),
        "raised": int(((study.times < options["min_time"]) & (study.open_before | study.open_after)).sum()),
        "fit": fit,
        "swings": model.swings(hardest, progress),
        "pairs": breaking_points(inputs, study),
    }


def chosen_decay(options):
    return options["decay"] if options["decay_form"] == "power" else options["decay_minute"]


def percent_change(before, after):
    """After against before in per cent, NaN for what was not there before."""
    percent = np.full(before.shape, np.nan)
    np.divide(after - before, before, out=percent, where=before > 0)
    return 100 * percent


def hardest_hit(study, percent):
    """The centre open before and after that loses the largest part of its turnover; None where none loses."""
    staying = study.open_before & study.open_after & (np.nan_to_num(percent) < 0)
    return int(np.argmin(np.where(staying, percent, np.inf))) if staying.any() else None


class Model:
    """A study with its decay: shares and turnover for any floor space."""

    def __init__(self, study, options, decay):
        self.study, self.options, self.decay = study, options, decay
        self.times = np.nan_to_num(study.times)  # NaN only where a centre is never open; that column is not used

    def shares(self, area, *, decay=None, exponent=None, times=None):
        return retail.huff(
            self.times if times is None else times,
            area,
            attraction_exponent=self.options["attraction_exponent"] if exponent is None else exponent,
            decay=self.decay if decay is None else decay,
            decay_form=self.options["decay_form"],
            extra=self.study.extra,
            extra_exponents=self.study.extra_exponents,
            min_time=self.options["min_time"],
        )

    def turnover(self, area, **changed):
        return self.study.demand @ self.shares(area, **changed)

    def swings(self, hardest, progress):
        """For each assumption its low and high value, the turnover of the centre studied, and the worst loss there."""
        found = []
        for number, parameter in enumerate(SWINGS):
            ends = self._ends(parameter)
            outcomes = [self._outcome(parameter, value, hardest) for value in ends]
            sold, lost = zip(*outcomes, strict=True)
            found.append({"parameter": parameter, "values": ends, "turnover": sold, "percent": lost})
            progress(0.4 + 0.6 * (number + 1) / len(SWINGS))
        return found

    def _ends(self, parameter):
        options = self.options
        if parameter == "decay":
            return decay_range(self.decay, options["decay_form"])
        if parameter == "attraction_exponent":
            return around(options["attraction_exponent"], 0.5, (0.5, 1.5))
        change = TIME_CHANGE if parameter == "times" else DEMAND_CHANGE
        return 1 - change, 1 + change

    def _outcome(self, parameter, value, hardest):
        """(turnover of the centre studied, change in per cent of the centre hit hardest)."""
        study = self.study
        if parameter == "demand":
            sold = self.turnover(study.area_after)[study.studied] * value
            return sold, np.nan
        changed = {"decay": {"decay": value}, "attraction_exponent": {"exponent": value}}.get(parameter)
        if changed is None:
            times = self.times.copy()
            times[:, study.studied] *= value
            changed = {"times": times}
        after = self.turnover(study.area_after, **changed)
        if hardest is None:
            return after[study.studied], np.nan
        before = self.turnover(study.area_before, **changed)
        return after[study.studied], percent_change(before, after)[hardest]


def decay_range(decay, form):
    """1 to 3 for power decay; half to one and a half times the chosen one for exponential decay."""
    return around(decay, 1.0, (1.0, 3.0)) if form == "power" else (0.5 * decay, 1.5 * decay)


def around(value, step, usual):
    """The usual range if the value lies within, else one step to both sides."""
    low, high = usual
    return usual if low <= value <= high else (max(0.0, value - step), value + step)


def calibration(inputs, study):
    """The decay that fits the observed visits best, or None where there are none."""
    seen = np.nan_to_num(huff_data.grid(inputs, "observed", study.times.shape))
    if not seen.any():
        return None
    columns = study.open_before
    found = retail.calibrate_decay(
        study.times[:, columns],
        _appeal(study, inputs.options["attraction_exponent"])[columns],
        seen[:, columns],
        decay_form=inputs.options["decay_form"],
        min_time=inputs.options["min_time"],
    )
    rows = seen.any(axis=1)
    part = seen[:, columns] / np.where(rows, seen.sum(axis=1), 1.0)[:, None]
    deviation = np.abs(part[rows] - found.probabilities[rows]).sum(axis=1) / 2
    return {
        "decay": found.decay,
        "at_bound": bool(found.at_bound),
        "origins": int(rows.sum()),
        "misplaced": float(deviation.mean()),  # share of visits that the model sends elsewhere
    }


def _appeal(study, exponent):
    """Floor space and qualities as one number per centre, the largest 1; only their ratios matter."""
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = exponent * np.log(study.area)
    if study.extra is not None:
        logs = logs + study.extra_exponents @ np.log(study.extra)
    return np.maximum(np.exp(logs - logs[study.open_before].max()), 1e-300)


def _largest(study, shares, after):
    """The shares between the largest origins and open centres, with their indices in the order of the lists."""
    origins = np.sort(np.argsort(-study.demand, kind="stable")[:MOST_ORIGINS])
    ranked = np.argsort(-after, kind="stable")
    centres = np.sort(ranked[study.open_after[ranked]][:MOST_CENTRES])
    return {"shown_origins": origins, "shown_centres": centres, "shares": shares[np.ix_(origins, centres)]}


def breaking_points(inputs, study):
    """[(from, to, km, km to the breaking point)] between the centres that are open in the end and have coordinates.

    Of many pairs only those of the centre studied, the nearest first.
    """
    spots = huff_data.places(inputs, "centres")
    usable = np.flatnonzero(study.open_after & ~np.isnan(spots).any(axis=1))
    pairs = [(i, j) for number, i in enumerate(usable) for j in usable[number + 1 :]]
    if len(pairs) > MOST_PAIRS:
        pairs = [(study.studied, j) for j in usable if j != study.studied] if study.studied in usable else []
    if not pairs:
        return []
    first, second = np.array(pairs).T
    distance = huff_data.road_km(spots, spots, inputs)[first, second]
    point = retail.breaking_point(distance, study.area[first], study.area[second])
    found = list(zip(first.tolist(), second.tolist(), distance.tolist(), point.tolist(), strict=True))
    return sorted(found, key=lambda pair: (pair[2], pair[0], pair[1]))[:MOST_PAIRS]

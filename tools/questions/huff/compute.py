"""The catchment model at work: shares, turnover with and without the change, calibration and sensitivity."""

import numpy as np

from tools.methods import retail
from tools.questions.huff.data import coordinates, road_km, study_of, table_grid

MOST_CENTRES = 20  # shown with their shares and in charts
MOST_ORIGINS = 40
MOST_PAIRS = 200  # of centres, with their breaking points
ENDS = [0, -1]  # the lowest and the highest value that an assumption takes
TIME_CHANGE = 0.2
DEMAND_CHANGE = 0.1


def compute_catchments(inputs, progress):
    """The results of a study that has passed the check."""
    study, options = study_of(inputs), inputs.options
    fit = calibration(inputs, study)
    progress(0.2)
    decay = fit["decay"] if fit and options["calibrated"] else chosen_decay(options)
    model = model_of(study, options, decay)
    found = retail.impact(study.times, study.area_before, study.demand, later=study.area_after, **model)
    shares = retail.huff(study.times, study.area_after, **model)
    progress(0.4)
    hardest = hardest_hit(study, found.change_percent)
    return {
        "decay": decay,
        "demand": study.demand,
        "before": found.before,
        "after": found.after,
        "change": found.change,
        "percent": found.change_percent,
        "main_centre": shares.argmax(axis=1),
        "main_share": shares.max(axis=1),
        **_largest(study, shares),
        "changes": study.changes,
        "studied": study.studied,
        "hardest": hardest,
        "estimated": int((study.estimated & (study.open_before | study.open_after)).sum()),
        "raised": int(((study.times < options["min_time"]) & (study.open_before | study.open_after)).sum()),
        "fit": fit,
        "swings": swings(study, model, hardest, progress),
        "pairs": breaking_points(inputs, study),
    }


def chosen_decay(options):
    return options["decay"] if options["decay_form"] == "power" else options["decay_minute"]


def model_of(study, options, decay):
    """What the methods ask of the model beside times, floor space and demand."""
    return {
        "attraction_exponent": options["attraction_exponent"],
        "decay": decay,
        "decay_form": options["decay_form"],
        "extra": study.extra,
        "extra_exponents": study.extra_exponents,
        "min_time": options["min_time"],
    }


def hardest_hit(study, percent):
    """The centre open before and after that loses the largest part of its turnover; None where none loses."""
    staying = study.open_before & study.open_after & (np.nan_to_num(percent) < 0)
    return int(np.argmin(np.where(staying, percent, np.inf))) if staying.any() else None


def swings(study, model, hardest, progress):
    """For each assumption its low and high value, the turnover of the centre studied, and the worst loss there."""
    centres = [study.studied] if hardest is None else [study.studied, hardest]
    after = _swings(study, study.area_after, centres, model, lambda share: progress(0.4 + 0.3 * share))
    before = _swings(study, study.area_before, centres, model, lambda share: progress(0.7 + 0.3 * share))
    lost = [retail.percent_change(old.turnover, new.turnover) for old, new in zip(before, after, strict=True)]
    return [
        {
            "parameter": swing.parameter,
            "values": swing.values[ENDS],
            "turnover": swing.turnover[ENDS, 0],
            "percent": [None, None] if hardest is None or swing.parameter == "demand" else percent[ENDS, 1],
        }
        for swing, percent in zip(after, lost, strict=True)
    ]


def _swings(study, area, centres, model, progress):
    return retail.sensitivity(
        study.times,
        area,
        study.demand,
        centre=centres,
        decays=decay_range(model["decay"], model["decay_form"]),
        attraction_exponents=around(model["attraction_exponent"], 0.5, (0.5, 1.5)),
        time_change=TIME_CHANGE,
        demand_change=DEMAND_CHANGE,
        progress=progress,
        **model,
    )


def decay_range(decay, form):
    """1 to 3 for power decay; half to one and a half times the chosen one for exponential decay."""
    return around(decay, 1.0, (1.0, 3.0)) if form == "power" else (0.5 * decay, 1.5 * decay)


def around(value, step, usual):
    """The usual range if the value lies within, else one step to both sides."""
    low, high = usual
    return usual if low <= value <= high else (max(0.0, value - step), value + step)


def calibration(inputs, study):
    """The decay that fits the observed visits best, or None where there are none."""
    seen = np.nan_to_num(table_grid(inputs, "observed", study.times.shape))
    if not seen.any():
        return None
    columns, options = study.open_before, inputs.options
    attraction = retail.joint_attraction(
        study.area[columns],
        attraction_exponent=options["attraction_exponent"],
        extra=None if study.extra is None else study.extra[:, columns],
        extra_exponents=study.extra_exponents,
    )
    found = retail.calibrate_decay(
        study.times[:, columns],
        attraction,
        seen[:, columns],
        decay_form=options["decay_form"],
        min_time=options["min_time"],
    )
    return {
        "decay": found.decay,
        "at_bound": bool(found.at_bound),
        "origins": int(seen.any(axis=1).sum()),
        "misplaced": retail.misplaced_share(seen[:, columns], found.probabilities),
    }


def _largest(study, shares):
    """The shares between the largest origins and open centres, with their indices in the order of the lists."""
    after = retail.turnover(shares, study.demand)
    origins = np.sort(np.argsort(-study.demand, kind="stable")[:MOST_ORIGINS])
    ranked = np.argsort(-after, kind="stable")
    centres = np.sort(ranked[study.open_after[ranked]][:MOST_CENTRES])
    return {"shown_origins": origins, "shown_centres": centres, "shares": shares[np.ix_(origins, centres)]}


def breaking_points(inputs, study):
    """[(from, to, km, km to the breaking point)] between the centres that are open in the end and have coordinates.

    Of many pairs only those of the centre studied, the nearest first.
    """
    spots = coordinates(inputs, "centres")
    usable = np.flatnonzero(study.open_after & ~np.isnan(spots).any(axis=1))
    pairs = [(i, j) for number, i in enumerate(usable) for j in usable[number + 1 :]]
    if len(pairs) > MOST_PAIRS:
        pairs = [(study.studied, j) for j in usable if j != study.studied] if study.studied in usable else []
    if not pairs:
        return []
    first, second = np.array(pairs).T
    distance = road_km(spots, spots, inputs)[first, second]
    point = retail.breaking_point(distance, study.area[first], study.area[second])
    found = list(zip(first.tolist(), second.tolist(), distance.tolist(), point.tolist(), strict=True))
    return sorted(found, key=lambda pair: (pair[2], pair[0], pair[1]))[:MOST_PAIRS]

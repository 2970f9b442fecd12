"""Weights from judgements in pairs, and how far they move when one judgement or judge changes."""

import numpy as np

from tools.methods import decision

OTHER = {"eigenvector": "geometric", "geometric": "eigenvector"}
LARGEST = 9


def compute_weights(inputs, progress):
    """Everything `answer_weights` tells of."""
    options = inputs.options
    judges = np.array([_complete(layer) for layer in inputs.matrix("judgements")])
    found = decision.ahp(judges, **options)
    group = np.exp(np.log(judges).mean(axis=0))
    progress(0.2)
    return {
        **_told(found),
        "group": group,
        "other_weights": decision.ahp(judges, method=OTHER[options["method"]]).weights,
        "judges": [_told(decision.ahp(judge, **options)) for judge in judges],
        "without": [decision.ahp(np.delete(judges, i, axis=0), **options).weights for i in range(_left_out(judges))],
        "steps": _steps(group, options["method"], progress),
        "mended": _mended(group, found.worst, options),
    }


def _complete(layer):
    """The reciprocal matrix of what stands above the diagonal."""
    return decision.judgements_from_upper(layer[np.triu_indices(len(layer), 1)])


def _told(found):
    return {
        "weights": found.weights,
        "lambda_max": found.lambda_max,
        "ci": found.ci,
        "cr": found.cr,
        "consistent": bool(found.consistent),
        "worst": found.worst,
    }


def _left_out(judges):
    return len(judges) if len(judges) > 1 else 0


def _steps(group, method, progress):
    """Lowest and highest weights when one judgement moves one step, and the moves that change who is first."""
    weights = decision.ahp(group, method=method).weights
    low, high, switches, count = weights.copy(), weights.copy(), [], 0
    pairs = list(zip(*np.triu_indices(len(group), 1), strict=True))
    for number, (i, j) in enumerate(pairs):
        for step in (-1, 1):
            value = moved(group[i, j], step)
            if value is None:
                continue
            changed = decision.ahp(_with(group, i, j, value), method=method).weights
            low, high, count = np.minimum(low, changed), np.maximum(high, changed), count + 1
            first = int(changed.argmax())
            if weights[first] < weights.max() - 1e-9:
                switches.append([i, j, value, first])
        progress(0.3 + 0.7 * (number + 1) / len(pairs))
    return {"low": low, "high": high, "count": count, "switches": switches}


def moved(value, step):
    """A judgement one step up or down the scale 1/9 … 1/2, 1, 2 … 9; None beyond its ends."""
    place = (value - 1 if value >= 1 else 1 - 1 / value) + step
    if abs(place) > LARGEST - 1 + 1e-9:
        return None
    return place + 1 if place >= 0 else 1 / (1 - place)


def _with(group, i, j, value):
    changed = group.copy()
    changed[i, j], changed[j, i] = value, 1 / value
    return changed


def _mended(group, worst, options):
    """Weights and consistency ratio with the value that would fit in place of the judgement that fits worst."""
    if worst is None:
        return None
    i, j, value = worst
    return _told(decision.ahp(_with(group, i, j, value), **options))

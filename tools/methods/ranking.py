"""Places in a ranking, as all methods count them."""

import numpy as np

TOLERANCE = 1e-9  # relative: scores this close share a place


def places(scores, *, method="min", tolerance=TOLERANCE):
    """The place of each score, 1 for the highest; NaN keeps NaN.

    scores: (n,). In falling order a score shares the place before it when the gap is at most
    `tolerance` * max(1, |score|). "min" gives tied scores the best of their places (1, 2, 2, 4), "average" the mean of
    their places (1, 2.5, 2.5, 4). Returns (n,).
    """
    result = np.full(scores.shape, np.nan)
    present = np.flatnonzero(~np.isnan(scores))
    if present.size == 0:
        return result
    order = present[np.argsort(-scores[present], kind="stable")]
    falling = scores[order]
    gaps = falling[:-1] - falling[1:]
    starts = np.concatenate([[True], gaps > tolerance * np.maximum(1.0, np.abs(falling[1:]))])
    group = np.cumsum(starts) - 1
    first = np.flatnonzero(starts) + 1.0
    size = np.bincount(group)
    result[order] = (first if method == "min" else first + (size - 1) / 2)[group]
    return result


def place_counts(scores):
    """How often each unit takes each place, as `places` counts by default, over many runs: (n, n).

    scores: (runs, n), none missing. [unit, place - 1] is a whole number; tied units share the best of their places.
    """
    count = scores.shape[1]
    order = np.argsort(-scores, axis=1)
    falling = np.take_along_axis(scores, order, axis=1)
    shared = falling[:, :-1] - falling[:, 1:] <= TOLERANCE * np.maximum(1.0, np.abs(falling[:, 1:]))
    place = np.broadcast_to(np.arange(count), scores.shape).copy()  # counted from 0
    place[:, 1:][shared] = 0
    np.maximum.accumulate(place, axis=1, out=place)
    cells = (order * count + place).ravel()
    return np.bincount(cells, minlength=count**2).reshape(count, count)

"""The ranking of alternatives by three methods, and what could change it, as plain numbers."""

import numpy as np

from tools.methods import composite, decision

RANKINGS = {
    "weighted_sum": decision.weighted_sum,
    "topsis": decision.topsis,
    "promethee2": decision.promethee2,
}
METHODS = tuple(RANKINGS)
STEPS, HALVINGS = 12, 30  # how finely the value at which two alternatives tie is looked for


class Problem:
    """The alternatives, their values and everything the three methods ask for."""

    def __init__(self, inputs):
        options = inputs.options
        self.matrix = inputs.matrix("values")
        self.weights = inputs.numbers("criteria", "weight")
        self.directions = np.array([-1 if word == "down" else 1 for word in inputs.column("criteria", "direction")])
        self.given = {"weights": self.weights, "directions": self.directions}
        thresholds = {name: np.nan_to_num(inputs.numbers("criteria", name)) for name in ("q", "p", "s")}
        self.options = {
            "weighted_sum": {"normalisation": options["normalisation"]},
            "topsis": {"normalisation": options["topsis_normalisation"]},
            "promethee2": {"functions": inputs.column("criteria", "function"), **thresholds},
        }

    def ranked(self, method, matrix=None, **changed):
        matrix = self.matrix if matrix is None else matrix
        return RANKINGS[method](matrix, **self.given, **(self.options[method] | changed))

    def frequency(self, method, **randomness):
        return decision.rank_frequency(self.matrix, method=method, **self.given, **self.options[method], **randomness)

    def without_each(self, method):
        return decision.without_each(self.matrix, method=method, **self.given, **self.options[method])


def compute_ranking(inputs, progress):
    """Everything `answer_ranking` tells of."""
    problem, main = Problem(inputs), inputs.options["method"]
    found = {method: problem.ranked(method) for method in METHODS}
    added, flows = found["weighted_sum"], found["promethee2"]
    results = {
        "weights": added.weights,
        "scores": {method: found[method].scores for method in METHODS},
        "ranks": {method: found[method].ranks for method in METHODS},
        "agreement": decision.agreement([found[method].scores for method in METHODS]),
        "parts": {
            "weighted_sum": added.contributions,
            "topsis": found["topsis"].normalised * added.weights,
            "promethee2": flows.unicriterion * added.weights,
        },
        "positions": composite.normalise(problem.matrix, directions=problem.directions),
        "constant": np.ptp(problem.matrix, axis=0) == 0,
        "flows": {"plus": flows.plus, "minus": flows.minus},
        "dominators": _dominators(problem),
        "normalisations": _by_normalisation(problem),
    }
    progress(0.1)
    results |= {
        "stability": {
            "weighted_sum": _stability(added.normalised, problem.weights),
            "promethee2": _stability(flows.unicriterion, problem.weights),
        },
        "frequency": _frequencies(problem, main, inputs.options, progress),
        "removal": _removals(problem, found, progress),
    }
    return results | {"needed": _needed(problem, main, found[main].scores, progress)}


def _stability(parts, weights):
    """How far each weight may move, and the scores at its ends: they change in a straight line between."""
    found = decision.weight_stability(parts, weights=weights)
    shares = weights / weights.sum()
    ends = [_scores_at_ends(parts, shares, j) for j in range(shares.size)]
    return {
        "best": found.best,
        "low": found.low,
        "high": found.high,
        "rival_low": found.rival_low,
        "rival_high": found.rival_high,
        "ends": ends,
    }


def _scores_at_ends(parts, shares, j):
    """The scores where criterion j does not count at all, and where nothing else does."""
    rest = np.where(np.arange(shares.size) == j, 0.0, shares)
    if rest.sum() == 0:
        rest = np.where(np.arange(shares.size) == j, 0.0, 1.0)
    without = parts @ (rest / rest.sum()) if rest.sum() else parts[:, j]
    return [without, parts[:, j]]


def _dominators(problem):
    """For each alternative those that dominate it."""
    table = decision.dominance(problem.matrix, directions=problem.directions)
    return [np.flatnonzero(column) for column in table.T]


def _frequencies(problem, main, options, progress):
    """How often each alternative takes each place by the main method, and the first place by each of them."""
    randomness = {"spread": options["spread"] / 100, "runs": options["runs"], "seed": options["seed"]}
    found = {}
    for number, method in enumerate(METHODS):
        found[method] = problem.frequency(method, **randomness)
        progress(0.2 + 0.15 * number)
    return {"places": found[main], "first": {method: found[method][:, 0] for method in METHODS}}


def _removals(problem, found, progress):
    """For each method who leads without each alternative, and whether the others change their order."""
    if len(problem.matrix) < 3:
        return {}
    removals = {}
    for number, method in enumerate(METHODS):
        rows, before = problem.without_each(method), _order(found[method].ranks)
        removals[method] = {
            "leaders": [np.flatnonzero(ranks == 1) for ranks in rows],
            "reversed": [_is_reversed(before, ranks) for ranks in rows],
        }
        progress(0.6 + 0.05 * number)
    return removals


def _order(ranks):
    """For each pair which one stands before the other."""
    return np.sign(ranks[:, None] - ranks[None, :])


def _is_reversed(before, ranks):
    """Whether some of those who are left stand in another order than before."""
    rest = np.flatnonzero(~np.isnan(ranks))
    return bool((_order(ranks[rest]) != before[np.ix_(rest, rest)]).any())


def _by_normalisation(problem):
    """The leaders by the weighted sum and by TOPSIS for each way to make values comparable that the values allow."""
    matrix, costs = problem.matrix, problem.matrix[:, problem.directions < 0]
    ways = ["minmax"] + (["vector", "max"] if (matrix >= 0).all() else [])
    if "max" in ways and (costs > 0).all():
        ways.append("sum")
    return {
        method: {way: np.flatnonzero(problem.ranked(method, normalisation=way).ranks == 1) for way in ways}
        for method in ("weighted_sum", "topsis")
    }


def _needed(problem, method, scores, progress):
    """The value at which the runner-up draws level with the leader, criterion by criterion, all else the same."""
    order = np.argsort(-scores, kind="stable")
    leader, second = int(order[0]), int(order[1])
    if scores[leader] - scores[second] <= 1e-9:
        return None
    values = []
    for j in range(problem.matrix.shape[1]):
        values.append(_level_at(problem, method, leader, second, j))
        progress(0.75 + 0.25 * (j + 1) / problem.matrix.shape[1])
    return {"leader": leader, "second": second, "values": values}


def _level_at(problem, method, leader, second, j):
    """The first value, from the runner-up's own towards the best one found, at which it no longer stands behind."""
    column = problem.matrix[:, j]
    start, end = column[second], column.max() if problem.directions[j] > 0 else column.min()
    if start == end or problem.weights[j] == 0:
        return None

    def is_level(value):
        matrix = problem.matrix.copy()
        matrix[second, j] = value
        scores = problem.ranked(method, matrix).scores
        return scores[second] >= scores[leader] - 1e-12

    behind = start
    for value in np.linspace(start, end, STEPS + 1)[1:]:
        if is_level(value):
            return _between(is_level, behind, value)
        behind = value
    return None


def _between(is_level, behind, level):
    for _halving in range(HALVINGS):
        middle = (behind + level) / 2
        behind, level = (behind, middle) if is_level(middle) else (middle, level)
    return float(level)

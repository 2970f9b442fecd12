"""The ranking of alternatives by three methods, and what could change it, as plain numbers."""

import numpy as np

from tools.methods import composite, decision

RANKINGS = {
    "weighted_sum": decision.weighted_sum,
    "topsis": decision.topsis,
    "promethee2": decision.promethee2,
}
METHODS = tuple(RANKINGS)


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

    def ranked(self, method, **changed):
        return RANKINGS[method](self.matrix, **self.given, **(self.options[method] | changed))

    def frequency(self, method, **randomness):
        return decision.rank_frequency(self.matrix, method=method, **self.given, **self.options[method], **randomness)

    def draw_level(self, method, progress):
        return decision.draw_level(self.matrix, method=method, progress=progress, **self.given, **self.options[method])

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
    return results | {"needed": _needed(problem, main, progress)}


def _stability(parts, weights):
    """How far each weight may move, and the scores at its ends: they change in a straight line between."""
    found = decision.weight_stability(parts, weights=weights)
    return {
        "best": found.best,
        "low": found.low,
        "high": found.high,
        "rival_low": found.rival_low,
        "rival_high": found.rival_high,
        "ends": decision.scores_at_ends(parts, weights=weights),
    }


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


def _needed(problem, method, progress):
    """The value at which the runner-up draws level with the leader, criterion by criterion."""
    found = problem.draw_level(method, progress=lambda share: progress(0.75 + 0.25 * share))
    return found and {"leader": found.leader, "second": found.second, "values": found.values}

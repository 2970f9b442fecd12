"""How long the methods of the decision tools take at the limits of size the portal states, beside a limit for each.

    python benchmarks/methods.py [--only MODULE] [--repeats 5]

Prints for each call the median of some repeats in seconds, its limit and the ratio of the two; a ratio above 1 is
marked and makes the command fail. The data are made up, always the same, and ready before the clock starts. No database
is needed.
"""

import argparse
import statistics
import sys
import time
from functools import partial
from itertools import product
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # a command of its own: run from anywhere

from tools.methods import composite, decision, dematel, importance, qca, retail, swot
from tools.methods.arguments import LIMITS

PATIENCE = 10  # seconds for the repeats of one call; a slow one is repeated less often


def made_up():
    return np.random.default_rng(1)


def importance_calls():
    ratings = made_up().integers(1, 6, (2, LIMITS["respondents"], LIMITS["factors"])).astype(float)
    ratings[made_up().random(ratings.shape) < 0.1] = np.nan
    yield "importance.analyse, 5,000 × 100", 0.5, partial(importance.analyse, *ratings)
    yield "importance.stability, 5,000 × 100", 2, partial(importance.stability, *ratings)


def qca_calls():
    clear, vague = memberships(0.2), memberships(1)
    few = [column[:50] for column in (clear[0][:, :6], clear[1])]
    yield "qca.truth_table, 500 × 8", 0.5, partial(qca.truth_table, *clear)
    for name, data in {"clear": clear, "vague": vague}.items():
        table = qca.truth_table(*data)
        yield f"qca.minimise, {name} memberships, 500 × 8", 10, partial(qca.minimise, table)
        yield "the same with remainders", 10, partial(qca.minimise, table, remainders=True)
    yield "qca.robustness, clear memberships, 50 × 6", 5, partial(qca.robustness, *few)


def memberships(vagueness):
    """Cases that succeed with the first factor and either the second or the third, with some noise.

    The vaguer the memberships, the more rows are sufficient and the harder it is to cover them.
    """
    random = made_up()
    conditions = random.beta(vagueness, vagueness, (LIMITS["cases"], LIMITS["conditions"]))
    outcome = np.minimum(conditions[:, 0], conditions[:, 1:3].max(axis=1))
    return conditions, np.clip(outcome + random.normal(0, 0.05, outcome.size), 0, 1)


def dematel_calls():
    factors = LIMITS["dematel_factors"]
    influence = made_up().integers(0, 5, (LIMITS["experts"], factors, factors)).astype(float)
    influence[:, range(factors), range(factors)] = 0
    yield "dematel.analyse, 200 experts × 60", 0.5, partial(dematel.analyse, influence)
    yield "dematel.role_stability, 200 experts × 60", 2, partial(dematel.role_stability, influence)


def composite_calls():
    random = made_up()
    usual = random.uniform(1, 100, (100, 30))
    large = random.lognormal(2, 1, (LIMITS["units"], LIMITS["indicators"]))
    sectors = random.uniform(1, 1000, (4, LIMITS["sectors"]))
    yield "composite.rank_intervals, 100 × 30, 1,000 runs", 2, partial(composite.rank_intervals, usual)
    yield "the same, 10,000 runs", 20, partial(composite.rank_intervals, usual, runs=10_000)
    yield "composite.rank_intervals, 1,000 × 100, 1,000 runs", 40, partial(composite.rank_intervals, large)
    for method in ("minmax", "zscore", "rank"):
        yield f"composite.normalise {method}, 1,000 × 100", 0.3, partial(composite.normalise, large, method=method)
    yield "composite.outliers, 1,000 × 100", 0.3, partial(composite.outliers, large)
    yield "composite.winsorise, 1,000 × 100", 2, partial(composite.winsorise, large)
    yield "composite.entropy_weights, 1,000 × 100", 0.3, partial(composite.entropy_weights, large)
    yield "composite.critic_weights, 1,000 × 100", 0.3, partial(composite.critic_weights, large)
    yield "composite.aggregate, 1,000 × 100", 0.3, partial(composite.aggregate, large, method="geometric")
    yield "composite.ranks, 1,000", 0.1, partial(composite.ranks, large[:, 0])
    yield "composite.leave_one_out, 1,000 × 100", 2, partial(composite.leave_one_out, large)
    yield "composite.correlation, 1,000 × 100", 1, partial(composite.correlation, large)
    yield "composite.location_quotient, 1,000", 0.1, partial(composite.location_quotient, *sectors[:2])
    yield "composite.shift_share, 1,000", 0.1, partial(composite.shift_share, *sectors)


def retail_calls():
    random = made_up()
    origins, centres = LIMITS["origins"], LIMITS["centres"]
    times, demand = random.uniform(1, 90, (origins, centres)), random.uniform(0, 1e6, origins)
    attraction = random.uniform(100, 5000, centres)
    shares = retail.huff(times, attraction, decay=1.7)
    rates = retail.huff(times, attraction, decay=0.1, decay_form="exponential")
    area = times, attraction, demand
    new = {"new_times": times[:, 0], "new_attraction": 3000}
    calibrate = partial(retail.calibrate_decay, times, attraction)
    yield "retail.huff, 5,000 × 500", 1, partial(retail.huff, times, attraction)
    yield "retail.turnover, 5,000 × 500", 0.3, partial(retail.turnover, shares, demand)
    yield "retail.impact, 5,000 × 500", 2, partial(retail.impact, *area, **new)
    yield "retail.calibrate_decay power, 5,000 × 500", 5, partial(calibrate, shares)
    yield "the same, exponential", 5, partial(calibrate, rates, decay_form="exponential")
    yield "retail.sensitivity, 5,000 × 500", 3, partial(retail.sensitivity, *area, centre=0)


def decision_calls():
    random = made_up()
    elements = LIMITS["ahp_elements"]
    judgements = decision.judgements_from_upper(random.choice([1 / 5, 1 / 3, 1, 3, 5], elements * (elements - 1) // 2))
    usual = random.uniform(1, 100, (200, 20))
    large = random.uniform(1, 100, (LIMITS["alternatives"], LIMITS["criteria"]))
    linear = {"functions": "linear", "q": 1, "p": 20}
    normalised = decision.weighted_sum(large).normalised
    rankings = random.permuted(np.tile(np.arange(200.0), (10, 1)), axis=1)
    yield "decision.ahp, 15", 0.3, partial(decision.ahp, judgements)
    yield "decision.promethee2 usual, 200 × 20", 0.3, partial(decision.promethee2, usual)
    yield "decision.promethee2 linear, 200 × 20", 0.3, partial(decision.promethee2, usual, **linear)
    yield "decision.promethee2 linear, 200 × 60", 1, partial(decision.promethee2, large, **linear)
    yield "decision.weighted_sum, 200 × 60", 0.1, partial(decision.weighted_sum, large)
    yield "decision.topsis, 200 × 60", 0.1, partial(decision.topsis, large)
    yield "decision.weight_stability, 200 × 60", 0.5, partial(decision.weight_stability, normalised)
    yield "decision.dominance, 200 × 60", 0.3, partial(decision.dominance, large)
    yield "decision.agreement, 10 rankings of 200", 0.3, partial(decision.agreement, rankings)
    for method, limit in {"weighted_sum": 1, "topsis": 1, "promethee2": 20}.items():
        yield f"decision.without_each {method}, 200 × 60", limit, partial(decision.without_each, large, method=method)
    for method, limit in {"weighted_sum": 2, "topsis": 2, "promethee2": 5}.items():
        frequency = partial(decision.rank_frequency, large, method=method)
        yield f"decision.rank_frequency {method}, 200 × 60, 1,000 runs", limit, frequency


def dex_calls():
    spec = dex_spec(aggregates=14)
    model = decision.dex_model(spec)
    unknown = dict.fromkeys(model.basic)
    known = dict.fromkeys(model.basic, 4)
    size = f"{len(spec)} attributes, tables of 6,561 rows"
    yield f"decision.dex_model, {size}", 1, partial(decision.dex_model, spec)
    yield "decision.dex_evaluate, all unknown", 2, partial(decision.dex_evaluate, model, unknown)
    yield "decision.dex_plus_minus", 2, partial(decision.dex_plus_minus, model, known)
    yield "decision.dex_conflicts", 5, partial(decision.dex_conflicts, model)


def dex_spec(aggregates):
    """A tree of attributes with nine values, each but the basic ones the rounded mean of four others."""
    scale = [f"value {code}" for code in range(LIMITS["dex_scale"])]
    rules = "".join(str(sum(codes) // 4) for codes in product(range(len(scale)), repeat=4))
    names = [f"attribute {number}" for number in range(4 * aggregates + 1)]
    spec = {name: {"scale": scale} for name in names}
    for number in range(aggregates):
        spec[names[number]] |= {"inputs": names[4 * number + 1 : 4 * number + 5], "rules": rules}
    return spec


def swot_calls():
    random, items = made_up(), LIMITS["swot_items"]
    groups = dict.fromkeys("SWOT", 1)
    factors = {group: random.random(items) for group in groups}
    strength = {kind: random.integers(0, 4, (items, items)) for kind in ("SO", "ST", "WO", "WT")}
    yield "swot.awot, 50 a group", 0.1, partial(swot.awot, groups, factors)
    yield "swot.tows, 50 a group", 0.5, partial(swot.tows, factors, strength)


GROUPS = {
    "importance": importance_calls,
    "qca": qca_calls,
    "dematel": dematel_calls,
    "composite": composite_calls,
    "retail": retail_calls,
    "decision": decision_calls,
    "dex": dex_calls,
    "swot": swot_calls,
}


def median_seconds(call, repeats):
    """After one call to warm up."""
    seconds = [timed(call)]
    while len(seconds) <= repeats and sum(seconds) < PATIENCE:
        seconds.append(timed(call))
    return statistics.median(seconds[1:] or seconds)


def timed(call):
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--only", choices=GROUPS, help="the calls of one module")
    options.add_argument("--repeats", type=int, default=5)
    options = options.parse_args()
    too_slow = []
    print(f"{'call':<62}{'seconds':>10}{'limit':>8}{'ratio':>8}")
    for name, calls in GROUPS.items():
        if options.only not in (None, name):
            continue
        for what, limit, call in calls():
            seconds = median_seconds(call, options.repeats)
            ratio = seconds / limit
            mark = "  over the limit" if ratio > 1 else ""
            print(f"{what:<62}{seconds:>10.4f}{limit:>8.4g}{ratio:>8.3f}{mark}", flush=True)
            if mark:
                too_slow.append(what)
    if too_slow:
        raise SystemExit(f"Over the limit: {'; '.join(too_slow)}.")


if __name__ == "__main__":
    main()

"""Truth tables, recipes and their robustness, for the outcome and for its absence."""

from contextlib import contextmanager, suppress

import numpy as np
from django.utils.translation import gettext as _

from tools.asking.base import Trouble
from tools.methods import MethodError, qca
from tools.questions.qca.calibration import DIRECT, TOLERANCE, measured_columns, moved_sets, sets_of

SIDES = ("success", "failure")
KINDS = ("complex", "parsimonious")
CUTOFFS = (0.75, 0.8, 0.85, 0.9)
STEPS = (-0.1, 0.1)
USUAL, USUAL_CRISP = 0.8, 1.0
NECESSARY, RELEVANT = 0.9, 0.5
MOST_TOLD = 3  # other solutions of one trial that are kept


def compute_recipes(inputs, progress):
    columns = measured_columns(inputs)
    conditions, outcome = sets_of(columns)
    rules = rules_of(inputs.options, conditions, outcome)
    sides = _sides(conditions, outcome, rules)
    found = {"memberships": conditions, "outcome": outcome, "rules": rules}
    found |= {side: sides[side].results() for side in SIDES}
    progress(0.2)
    found["trials"] = {
        "cutoffs": _of_both(sides, lambda side, kind: side.cutoffs(kind)),
        "cases": _of_both(sides, lambda side, kind: side.left_out(kind)),
    }
    progress(0.5)
    found["trials"]["anchors"] = list(_anchor_trials(columns, sides, rules, progress))
    return found


def _sides(conditions, outcome, rules):
    pairs = zip(SIDES, (outcome, 1 - outcome), strict=True)
    try:
        return {side: Side(conditions, values, rules) for side, values in pairs}
    except TooComplex:
        text = _(
            "So many combinations occur that the shortest recipes cannot be found in good time. Remove a condition, or "
            "raise the least number of cases of a combination in the options."
        )
        raise Trouble((("conditions",), text)) from None


def rules_of(options, conditions, outcome):
    """The three cut-offs; the usual inclusion is 1 where all is yes or no."""
    crisp = bool(np.isin(conditions, (0, 1)).all() and np.isin(outcome, (0, 1)).all())
    usual = USUAL_CRISP if crisp else USUAL
    cutoff = options["cutoff"] if options["strictness"] == "typed" else usual
    return {"cutoff": cutoff, "pri_cutoff": options["pri_cutoff"], "n_cutoff": options["n_cutoff"]}


class TooComplex(Exception):
    """The search for the shortest recipes would take too long."""


@contextmanager
def simple_enough():
    """Tells a search that is too large from other refusals of the methods."""
    try:
        yield
    except MethodError as error:
        if error.code != "too_complex":
            raise
        raise TooComplex from None


class Side:
    """The outcome, or its absence."""

    def __init__(self, conditions, outcome, rules):
        self.conditions, self.outcome, self.rules = conditions, outcome, rules
        self.table = qca.truth_table(conditions, outcome, **rules)
        with simple_enough():
            self.found = {kind: qca.minimise(self.table, remainders=kind == "parsimonious") for kind in KINDS}
        self.scenarios = {}

    def results(self):
        return {
            "rows": [_row(row) for row in self.table.rows if row.n],
            "unseen": sum(not row.n for row in self.table.rows),
            "necessity": list(self._necessity()),
            **{kind: self._solutions(kind) for kind in KINDS},
        }

    def _necessity(self):
        for column, values in enumerate(self.conditions.T):
            for present, members in ((True, values), (False, 1 - values)):
                fit = qca.necessity(members, self.outcome)
                necessary = fit.inclusion >= NECESSARY - TOLERANCE and fit.ron >= RELEVANT - TOLERANCE
                numbers = {"inclusion": fit.inclusion, "coverage": fit.coverage, "ron": fit.ron}
                yield {"condition": column, "present": present, **numbers, "necessary": bool(necessary)}

    def _solutions(self, kind):
        found = self.found[kind]
        first = found.solutions[0].terms if found.solutions else ()
        members = [qca.term_membership(term, self.conditions) for term in first]
        return {
            "solutions": [_solution(solution) for solution in found.solutions],
            "truncated": found.truncated,
            "membership": np.max(members, axis=0) if members else None,  # in the first solution
        }

    def told(self, kind):
        """The terms of the solutions."""
        return {solution.terms for solution in self.found[kind].solutions}

    def cutoffs(self, kind):
        return self._trials(kind, range(len(CUTOFFS)))

    def left_out(self, kind):
        return self._trials(kind, range(len(CUTOFFS), len(CUTOFFS) + len(self.outcome)))

    def _scenarios(self, kind):
        if kind not in self.scenarios:
            with suppress(TooComplex), simple_enough():
                self.scenarios[kind] = qca.robustness(
                    self.conditions, self.outcome, cutoffs=CUTOFFS, remainders=kind == "parsimonious", **self.rules
                )
        return self.scenarios.setdefault(kind, None)

    def _trials(self, kind, places):
        """What was found in each trial; None where the search was too large."""
        scenarios = self._scenarios(kind)
        return [scenarios and compared(self.told(kind), scenarios[place].solutions) for place in places]


def compared(usual, solutions):
    """Whether a trial has the same solutions, and if not, some of those it has."""
    same = set(solutions) == usual
    return {"same": same, "solutions": [] if same else solutions[:MOST_TOLD], "count": len(solutions)}


def _of_both(sides, trials):
    """[{side: {kind: trial}}]: one entry for each trial."""
    found = {side: {kind: trials(sides[side], kind) for kind in KINDS} for side in SIDES}
    count = len(found[SIDES[0]][KINDS[0]])
    return [{side: {kind: found[side][kind][i] for kind in KINDS} for side in SIDES} for i in range(count)]


def _anchor_trials(columns, sides, rules, progress):
    """Each anchor of each calibrated column, moved down and up."""
    places = [i for i, column in enumerate(columns) if column.how == DIRECT]
    trials = [(place, anchor, step) for place in places for anchor in range(3) for step in STEPS]
    for number, (place, anchor, step) in enumerate(trials):
        progress(0.5 + 0.5 * number / len(trials))
        moved = moved_sets(columns, place, anchor, step)
        about = {"column": place, "anchor": anchor, "step": step, "possible": moved is not None}
        yield about | (_anchor_trial(sides, rules, *moved) if moved is not None else {})


def _anchor_trial(sides, rules, conditions, outcome):
    found = {}
    for side, values in zip(SIDES, (outcome, 1 - outcome), strict=True):
        try:
            other = Side(conditions, values, rules)
        except TooComplex:
            found[side] = dict.fromkeys(KINDS)
        else:
            found[side] = {kind: compared(sides[side].told(kind), sorted(other.told(kind))) for kind in KINDS}
    return found


def _row(row):
    return {
        "configuration": row.configuration,
        "cases": row.cases,
        "inclusion": row.inclusion,
        "pri": row.pri,
        "code": row.code,
        "deviant": row.deviant,
    }


def _solution(solution):
    return {
        "terms": solution.terms,
        "inclusion": solution.inclusion,
        "pri": solution.pri,
        "coverage": solution.coverage,
        "details": [
            {
                "term": term.term,
                "inclusion": term.inclusion,
                "pri": term.pri,
                "coverage": term.coverage,
                "unique": term.unique,
                "cases": term.cases,
            }
            for term in solution.details
        ],
    }

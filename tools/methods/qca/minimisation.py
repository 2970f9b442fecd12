"""From the truth table to the shortest recipes: prime implicants and their smallest covers."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from tools.methods import arguments
from tools.methods.errors import MethodError
from tools.methods.qca import terms
from tools.methods.qca.covers import Work, smallest_covers
from tools.methods.qca.fit import TOLERANCE, fit, memberships, ratio
from tools.methods.qca.tables import CODES, Row, TruthTable

BUDGET = 5_000_000  # of one search: some seconds
SIGNS = np.array(["0", "1", "-"])


@dataclass(frozen=True)
class Term:
    """A term of a solution. unique: coverage of the solution less that without the term; cases: membership > .5."""

    term: str
    inclusion: float
    pri: float
    coverage: float
    unique: float
    cases: tuple


@dataclass(frozen=True)
class Solution:
    """Terms of which one is enough, and how well all together fit; details: a `Term` for each, in the same order."""

    terms: tuple
    inclusion: float
    pri: float
    coverage: float
    details: tuple


@dataclass(frozen=True)
class Minimisation:
    """prime_implicants that cover a sufficient row; essential: alone in covering one; solutions; more than shown?"""

    prime_implicants: tuple
    essential: tuple
    solutions: tuple
    truncated: bool


def minimise(table, *, remainders=False, max_solutions=50):
    """The shortest solutions: fewest terms, then fewest literals, all that tie.

    table: a `TruthTable`. The terms cover every row coded "1" and none coded "0" or "C"; rows coded "?" may be covered
    if `remainders` (the parsimonious solution), else not (the complex one). At most `max_solutions` are given,
    `truncated` tells of more. No row coded "1": everything empty.
    Errors: table `not_a_table` (none made by `truth_table`), `too_complex` (the search for the smallest cover would
    take too long); remainders `option`; max_solutions `not_whole`, `range` (>= 1).
    Source: Quine (1952), McCluskey (1956); Ragin (2008), chapters 8 and 9.
    """
    conditions, outcome, codes = _parts(table)
    remainders = arguments.flag("remainders", remainders)
    most = arguments.whole("max_solutions", max_solutions, low=1)
    primes, covers = prime_implicants(codes == "1", (codes == "?") & remainders)
    chosen, truncated = shortest(primes, covers, most, Work("table", BUDGET))
    alone = covers[covers.sum(axis=1) == 1].any(axis=0)
    return Minimisation(
        prime_implicants=primes,
        essential=tuple(prime for prime, needed in zip(primes, alone, strict=True) if needed),
        solutions=tuple(_solution(solution, conditions, outcome) for solution in chosen),
        truncated=truncated,
    )


def prime_implicants(sufficient, free):
    """The terms that cover no row but these, at least one sufficient row, and cannot lose a literal; sorted.

    sufficient, free: (2**k,) bool. Returns the terms, and which sufficient rows each covers: (rows, terms) bool.
    """
    k = len(sufficient).bit_length() - 1
    possible, useful = _cubes(sufficient | free, k, np.all), _cubes(sufficient, k, np.any)
    prime = possible & useful
    for axis in range(k):
        shorter = np.take(possible, [2], axis=axis)
        prime &= ~shorter | (np.arange(3) == 2).reshape([3 if j == axis else 1 for j in range(k)])
    signs = np.argwhere(prime)
    names = ["".join(row) for row in SIGNS[signs]]
    order = sorted(range(len(names)), key=names.__getitem__)
    rows = (np.flatnonzero(sufficient)[:, None] >> np.arange(k)[::-1]) & 1
    covers = ((signs[order] == 2) | (signs[order] == rows[:, None])).all(axis=2)
    return tuple(names[j] for j in order), covers


def shortest(primes, covers, most, work):
    """The smallest covers as sorted terms, sorted, at most `most`; and whether there are more."""
    if not primes:
        return (), False
    literals = np.array([len(prime) - prime.count("-") for prime in primes])
    found = smallest_covers(covers, literals, limit=most, work=work)
    solutions = sorted(tuple(sorted(primes[j] for j in cover)) for cover in found[:most])
    return tuple(solutions), len(found) > most


def _cubes(rows, k, over):
    """For every term, as signs 0, 1, 2 (-) along k axes: whether `over` (all, any) of its rows."""
    cube = rows.reshape((2,) * k)
    for axis in range(k):
        cube = np.concatenate([cube, over(cube, axis=axis, keepdims=True)], axis=axis)
    return cube


def _solution(chosen, conditions, outcome):
    members = np.array([terms.membership(term, conditions) for term in chosen])
    whole = members.max(axis=0)
    overall = fit(whole, outcome)
    details = tuple(
        _term(term, members[i], np.delete(members, i, axis=0).max(axis=0, initial=0.0), whole, outcome)
        for i, term in enumerate(chosen)
    )
    return Solution(chosen, overall.inclusion, overall.pri, overall.coverage, details)


def _term(term, own, others, whole, outcome):
    own_fit = fit(own, outcome)
    unique = ratio((np.minimum(whole, outcome) - np.minimum(others, outcome)).sum(), outcome.sum())
    cases = tuple(np.flatnonzero(own > 0.5 + TOLERANCE).tolist())
    return Term(term, own_fit.inclusion, own_fit.pri, own_fit.coverage, unique, cases)


def _parts(table):
    """Conditions, outcome and codes of a truth table, looked at anew: anybody may have put it together."""
    refusal = MethodError("table", "not_a_table", "table must be a truth table as truth_table makes it.")
    if not isinstance(table, TruthTable):
        raise refusal
    try:
        conditions = memberships("table", table.conditions, 2)
        outcome = memberships("table", table.outcome, 1)
        arguments.length("table", outcome, conditions.shape[0])
        rows = tuple(table.rows)
    except MethodError as error:
        raise refusal from error
    except Exception:  # whatever a foreign object does when it is asked for its items
        raise refusal from None
    if not all(isinstance(row, Row) and isinstance(row.code, str) and row.code in CODES for row in rows):
        raise refusal
    if [row.configuration for row in rows] != _configurations(conditions.shape[1]):
        raise refusal
    return conditions, outcome, np.array([row.code for row in rows])


@lru_cache
def _configurations(k):
    return [format(number, f"0{k}b") for number in range(2**k)]

"""From SWOT to strategies: global priorities of the items, and pairs of an inner and an outer item worth acting on."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tools.methods import arguments
from tools.methods.errors import MethodError

GROUPS = ("S", "W", "O", "T")
KINDS = ("SO", "ST", "WO", "WT")
STRONGEST = 3
ROUNDING = 1e-12  # relative: products this close differ by rounding only


@dataclass(frozen=True, eq=False)
class Awot:
    """Global priorities {group: (n,)} in the order S W O T, and ((group, index, weight), ...) falling."""

    weights: dict
    order: tuple


@dataclass(frozen=True)
class Pair:
    """Two items that meet: kind "SO" "ST" "WO" "WT", the index of the inner and of the outer one, and the score."""

    kind: str
    internal: int
    external: int
    score: float


@dataclass(frozen=True, eq=False)
class Tows:
    """Pairs with falling score, the sum of scores of each kind, and the kind that leads (None if nothing meets)."""

    pairs: tuple
    totals: dict
    posture: str | None


@np.errstate(under="ignore")
def awot(groups, factors):
    """The global priority of each SWOT item: priority of its group times its priority within the group.

    groups: {group: priority}, any of "S" "W" "O" "T", >= 0, at least one > 0. factors: {group: (n,)} for the same
    groups, n <= 50, >= 0, at least one > 0 in each. Both are normalised to sum 1, so all global priorities sum to 1.
    Returns `Awot`; in the order, ties keep the order S W O T and then that of the items.
    Errors: `mapping` (not a dictionary), `option` (another group), `empty`, `no_weight`, `range`, `too_many`;
    `missing_group` (factors) and as of `arguments.table`.
    Source: Kurttila, Pesonen, Kangas and Kajanus (2000).
    """
    groups = mapping("groups", groups, GROUPS)
    factors = mapping("factors", factors, GROUPS)
    if groups.keys() != factors.keys():
        message = f"factors must hold the same groups as the argument groups: {', '.join(groups)}."
        raise MethodError("factors", "missing_group", message)
    shares = [arguments.number("groups", weight, low=0) for weight in groups.values()]
    shares = arguments.weights("groups", shares, len(groups))
    weights = {
        group: share * _items("factors", group, factors[group]) for group, share in zip(groups, shares, strict=True)
    }
    items = [(group, index, float(weight)) for group, row in weights.items() for index, weight in enumerate(row)]
    return Awot(weights, _falling(items, [weight for *_where, weight in items]))


@np.errstate(under="ignore")
def tows(priorities, strength):
    """Which inner and outer items together call for a strategy: score = inner priority * outer priority * strength.

    priorities: {group: (n,)} >= 0, as `Awot.weights`; n <= 50. strength: {kind: (inner items, outer items)}, any of
    "SO" (use), "ST" (defend), "WO" (improve), "WT" (avoid); 0 nothing to 3 strong, also between.
    Returns `Tows`: pairs with score > 0, falling, ties in the order SO ST WO WT and then of the items; totals of the
    kinds given, in that order; the posture is the kind with the largest total, the first of equals.
    Errors: `mapping`, `option`, `empty`, `range`, `too_many`; `missing_group` (priorities: a kind asks for the group),
    `length` (strength) and as of `arguments.table`.
    Source: Weihrich (1982).
    """
    priorities = mapping("priorities", priorities, GROUPS)
    priorities = {group: _row("priorities", group, row) for group, row in priorities.items()}
    strength = mapping("strength", strength, KINDS)
    scores = {kind: _scores(kind, priorities, matrix) for kind, matrix in strength.items()}
    pairs = [
        Pair(kind, int(internal), int(external), float(score[internal, external]))
        for kind, score in scores.items()
        for internal, external in np.argwhere(score > 0)
    ]
    totals = {kind: float(score.sum()) for kind, score in scores.items()}
    largest = max(totals.values())
    leaders = [kind for kind, total in totals.items() if total >= largest * (1 - ROUNDING)]
    return Tows(_falling(pairs, [pair.score for pair in pairs]), totals, leaders[0] if largest > 0 else None)


def _scores(kind, priorities, matrix):
    inner, outer = kind
    for group in kind:
        if group not in priorities:
            message = f"priorities must hold the group {group}, because strength holds the kind {kind}."
            raise MethodError("priorities", "missing_group", message)
    strength = _part("strength", kind, matrix, dimensions=2, low=0, high=STRONGEST)
    wanted = (priorities[inner].size, priorities[outer].size)
    if strength.shape != wanted:
        message = f"strength of {kind} must have {wanted[0]} rows and {wanted[1]} columns, one for each item."
        raise MethodError("strength", "length", message)
    return np.outer(priorities[inner], priorities[outer]) * strength


def mapping(name, value, words):
    """`value` as a dictionary in the order of `words`. Errors: `mapping`, `empty`, `option`."""
    try:
        if not isinstance(value, Mapping):
            raise TypeError
        value = dict(value)
    except Exception:  # whatever a foreign object does when it is asked for its entries
        raise MethodError(name, "mapping", f"{name} must be a dictionary with keys from {', '.join(words)}.") from None
    if not value:
        raise MethodError(name, "empty", f"{name} must hold at least one of {', '.join(words)}.")
    for key in value:
        arguments.option(name, key, words)
    return {word: value[word] for word in words if word in value}


def _items(name, group, value):
    row = _row(name, group, value)
    if not row.any():
        raise MethodError(name, "no_weight", f"{name} of {group} must hold at least one weight greater than 0.")
    return arguments.weights(name, row, row.size)


def _row(name, group, value):
    row = _part(name, group, value, dimensions=1, low=0)
    arguments.at_most(name, row.size, "swot_items")
    return row


def _part(name, key, value, **bounds):
    """`arguments.table` for one entry of a dictionary; its message says for which."""
    try:
        return arguments.table(name, value, **bounds)
    except MethodError as error:
        raise MethodError(name, error.code, f"{error} This is about {key}.") from None


def _falling(items, scores):
    """The items by falling score; those whose scores differ by rounding only keep their order."""
    scores = np.array(scores)
    order = np.argsort(-scores, kind="stable")
    falling = scores[order]
    next_place = falling[:-1] - falling[1:] > ROUNDING * falling[:-1]
    place = np.concatenate([[False], next_place])[: scores.size].cumsum()
    return tuple(items[index] for index in order[np.lexsort((order, place))])

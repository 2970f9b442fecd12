"""A SWOT weighed by its judges; what a single judge said stands nowhere in the results."""

from tools.methods import composite, swot
from tools.questions.swot.data import LISTS, judgements_of, strengths_of

FIRST = 4  # places that are told of every order


def compute_swot(inputs, progress):
    """Everything `answer_swot` tells of."""
    most, strength = inputs.options["max_cr"], strengths_of(inputs)
    way_of_groups, groups = judgements_of(inputs, "groups")
    ways, factors = {}, {}
    for group, key in LISTS.items():
        ways[group], factors[group] = judgements_of(inputs, key)
    found = swot.judged_swot(groups, factors, strength, max_cr=most)
    progress(0.2)
    return {
        "judges": len(groups),
        "heard": _heard(found),
        "groups": _told(way_of_groups, groups, found.groups, most),
        "lists": {group: _told(ways[group], factors[group], one, most) for group, one in found.factors.items()},
        "order": _order(found.awot),
        "pairs": [(pair.kind, pair.internal, pair.external, pair.score) for pair in found.tows.pairs],
        "totals": found.tows.totals,
        "posture": found.tows.posture,
        "without": [_without(one) for one in swot.without_each_judge(groups, factors, strength, max_cr=most)],
    }


def _heard(found):
    """How many judges count for anything."""
    weighed = (one for one in (found.groups, *found.factors.values()) if len(one.weights) > 1)
    return len({judge for one in weighed for judge in one.counted})


def _told(way, table, one, most):
    """What is told of the groups or of one list."""
    told = {"weights": one.weights, "way": way, "counted": len(one.counted), "left_out": one.left_out}
    if one.found is None:
        return told | {"way": "single" if len(one.weights) == 1 else way}
    measures = {"cr": one.found.cr, "consistent": bool(one.found.consistent), "worst": one.found.worst}
    return told | measures | {"consistent_judges": swot.consistent_judges(table, max_cr=most)}


def _order(found):
    """[(group, index, weight, place)], falling; equal weights share a place."""
    places = composite.ranks([weight for *_item, weight in found.order])
    return [(*item, int(place)) for item, place in zip(found.order, places, strict=True)]


def _without(found):
    """The first places and the posture without one judge, in words only: weights would betray the judge's."""
    if found is None:
        return None
    order = [(group, index, place) for group, index, _weight, place in _order(found.awot)[:FIRST]]
    return {"order": order, "posture": found.tows.posture}

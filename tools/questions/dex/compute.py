"""What a DEX model says of each alternative, also one step better or worse, and if an unknown value were known."""

from tools.methods import decision
from tools.questions.dex.model import code_of, read_model, scale_of


def compute_assessment(inputs, progress):
    """Everything `answer_assessment` tells of; values are codes counted from 0."""
    model = decision.dex_model(read_model(inputs).spec)
    alternatives = []
    scales = {item["name"]: scale_of(item["scale"]) for item in inputs.lists["basic"]}
    basic, tables = inputs.names("basic"), inputs.tables["values"]
    for number, cells in enumerate(tables, start=1):
        values = {name: code_of(cell, scales[name]) for name, cell in zip(basic, cells, strict=True)}
        alternatives.append(_assessed(model, values))
        progress(number / len(tables))
    return {
        "root": model.root,
        "attributes": [_told(model.attributes[name], model) for name in _from_the_root(model)],
        "alternatives": alternatives,
        "conflicts": [
            {
                "attribute": name,
                "low": low,
                "high": high,
                "outcomes": [_outcome(model, name, row) for row in (low, high)],
            }
            for name, low, high in decision.dex_conflicts(model)
        ],
    }


def _assessed(model, values):
    """Everything about one alternative."""
    possible = decision.dex_evaluate(model, values)
    steps = decision.dex_plus_minus(model, values)
    return {
        "possible": {name: sorted(codes) for name, codes in possible.items()},
        "steps": {name: [_codes(steps[name][step]) for step in (-1, 1)] for name in model.basic},
        "unknown": {name: _if_known(model, values, name) for name, value in values.items() if value is None},
    }


def _codes(found):
    return None if found is None else sorted(found)


def _if_known(model, values, name):
    """The root for each value that the unknown one may have."""
    size = len(model.attributes[name].scale)
    return [sorted(decision.dex_evaluate(model, values | {name: code})[model.root]) for code in range(size)]


def _from_the_root(model):
    """All names, each before its parts."""
    waiting, found = [model.root], []
    while waiting:
        name = waiting.pop(0)
        found.append(name)
        waiting = [*model.attributes[name].inputs, *waiting]
    return found


def _told(attribute, model):
    users = [name for name, each in model.attributes.items() if attribute.name in each.inputs]
    return {
        "name": attribute.name,
        "parent": users[0] if users else None,
        "scale": attribute.scale,
        "inputs": attribute.inputs,
        "rules": attribute.rules,
    }


def _outcome(model, name, row):
    attribute, place = model.attributes[name], 0
    for part, code in zip(attribute.inputs, row, strict=True):
        place = place * len(model.attributes[part].scale) + code
    return attribute.rules[place]

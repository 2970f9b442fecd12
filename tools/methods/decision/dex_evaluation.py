"""What a DEX model says of an alternative, how far one step changes it, and where its rules contradict themselves."""

import math
from collections.abc import Mapping, Set
from itertools import product

import numpy as np

from tools.methods import arguments
from tools.methods.decision.dex_model import DexModel, shown
from tools.methods.errors import MethodError


def dex_evaluate(model, values):
    """The values an alternative has, or may have, on every attribute.

    model: of `dex_model`. values: {name: code, set of codes, or None = unknown} for exactly the basic attributes; an
    unknown value may be any of the scale. Each attribute is used once, so the possible outcomes of a table are those of
    every combination of the possible values of its inputs. Returns {name: frozenset of codes} for all attributes.
    Errors: model `not_model`; values `not_mapping`, `missing`, `unknown`, `not_whole`, `range`, `empty`.
    Source: Bohanec & Rajkovič 1990.
    """
    possible = _checked_values(_checked_model(model), values)
    for name in model.order:
        if name not in possible:
            possible[name] = _outcomes(model, name, possible)
    return {name: possible[name] for name in model.order}


def dex_plus_minus(model, values):
    """What the root becomes when one basic attribute gets one step worse or better (plus-minus-1 analysis).

    model and values as of `dex_evaluate`. Returns {basic attribute: {-1: frozenset of codes, 1: the same}}, None where
    the step leaves the scale or the value is not a single one.
    Errors: as of `dex_evaluate`.
    Source: Bohanec 2022 (DEXi).
    """
    possible = dex_evaluate(model, values)
    users = {each: name for name in model.order for each in model.attributes[name].inputs}
    return {name: {step: _root_after(model, users, possible, name, step) for step in (-1, 1)} for name in model.basic}


def dex_conflicts(model):
    """The rules that say a better input makes the outcome worse.

    model: of `dex_model`. Returns ((attribute, lower row, higher row), ...): two rows, as tuples of the inputs' codes,
    that differ by one step in one input, of which the higher one has the worse outcome. In the order of the model, then
    of the lower rows, then of the inputs.
    Error: model `not_model`.
    """
    _checked_model(model)
    return tuple(conflict for name in model.order for conflict in _conflicts(model, name))


def _checked_model(model):
    if not isinstance(model, DexModel):
        raise MethodError("model", "not_model", "model must be a result of dex_model.")
    return model


def _checked_values(model, values):
    """{basic attribute: frozenset of codes}."""
    if not isinstance(values, Mapping):
        raise MethodError("values", "not_mapping", "values must be a dictionary with a value per basic attribute.")
    values = dict(values)
    for name in model.basic:
        if name not in values:
            raise MethodError("values", "missing", f"values must hold {shown(name)}; None stands for unknown.")
    for name in values:
        if name not in model.basic:
            raise MethodError(
                "values", "unknown", f"values must hold basic attributes only, and {shown(name)} is none."
            )
    return {name: _possible(name, values[name], len(model.attributes[name].scale)) for name in model.basic}


def _possible(name, value, size):
    if value is None:
        return frozenset(range(size))
    if isinstance(value, np.ndarray) and value.ndim == 1:
        value = value.tolist()
    codes = list(value) if isinstance(value, Set | list | tuple | range) else [value]
    if not codes:
        raise MethodError("values", "empty", f"values must hold at least one code for {shown(name)}.")
    try:
        return frozenset(arguments.whole("values", code, low=0, high=size - 1) for code in codes)
    except MethodError as error:
        message = f"values must hold whole numbers from 0 to {size - 1} for {shown(name)}."
        raise MethodError("values", error.code, message) from None


def _outcomes(model, name, possible):
    """The outcomes of the table of `name` for all combinations of what is possible for its inputs."""
    attribute = model.attributes[name]
    rows = [0]
    for each in attribute.inputs:
        size = len(model.attributes[each].scale)
        rows = [row * size + code for row in rows for code in possible[each]]
    return frozenset(attribute.rules[row] for row in rows)


def _root_after(model, users, possible, name, step):
    """The root after one step of one basic attribute: only what lies between the two is computed anew."""
    if len(possible[name]) > 1:
        return None
    [code] = possible[name]
    if not 0 <= code + step < len(model.attributes[name].scale):
        return None
    changed = {**possible, name: frozenset([code + step])}
    while name in users:
        name = users[name]
        changed[name] = _outcomes(model, name, changed)
    return changed[name]


def _conflicts(model, name):
    attribute = model.attributes[name]
    sizes = [len(model.attributes[each].scale) for each in attribute.inputs]
    strides = [math.prod(sizes[i + 1 :]) for i in range(len(sizes))]
    for row, codes in enumerate(product(*(range(size) for size in sizes))):
        for i, (size, stride) in enumerate(zip(sizes, strides, strict=True)):
            if codes[i] + 1 < size and attribute.rules[row + stride] < attribute.rules[row]:
                yield name, codes, (*codes[:i], codes[i] + 1, *codes[i + 1 :])

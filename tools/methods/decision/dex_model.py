"""DEX models: qualitative attributes in a tree, joined by tables of rules."""

import math
import operator
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from numbers import Real

import numpy as np

from tools.methods import arguments
from tools.methods.errors import MethodError

LEAST_SCALE = 2


@dataclass(frozen=True)
class DexAttribute:
    """An attribute: its scale from worst to best, and, unless it is basic, its inputs and rules.

    Values are codes, the positions on the scale. rules holds the attribute's code for every combination of the inputs'
    codes, the last input varying fastest; inputs and rules of a basic attribute are empty.
    """

    name: str
    scale: tuple
    inputs: tuple[str, ...]
    rules: tuple[int, ...]


@dataclass(frozen=True)
class DexModel:
    """A tree of attributes.

    root: the name of the attribute that says how good an alternative is; attributes {name: DexAttribute}; order: all
    names, inputs before their users; basic: the names of those without inputs, in the same order.
    """

    root: str
    attributes: dict[str, DexAttribute]
    order: tuple[str, ...]
    basic: tuple[str, ...]


def dex_model(spec):
    """A DEX model, checked and put in order.

    spec: {name: {"scale": [worst ... best], "inputs": [names], "rules": digits or whole numbers}}, at most 60
    attributes, scales of 2 to 9 different values, at most 10,000 rules each. Basic attributes have a scale only. Rules
    list the codes 0, 1 … of the outcome for every combination of the inputs' codes, the last input varying fastest.
    One attribute, the root, is no one's input, every other one is the input of exactly one. Returns DexModel.
    Errors, all of spec: `not_mapping`, `empty`, `too_many`, `name`, `scale`, `scale_length`, `scale_twice`, `inputs`,
    `no_inputs`, `unknown_input`, `used_twice`, `circle`, `two_roots`, `unused`, `no_rules`, `rules`, `rules_length`,
    `rules_range`, `too_many_rules`.
    Source: Bohanec & Rajkovič 1990; Bohanec 2022 (DEXi).
    """
    entries = _mapping(spec, "spec must be a dictionary of attributes.")
    if not entries:
        raise _wrong("empty", "spec must hold at least one attribute.")
    arguments.at_most("spec", len(entries), "dex_attributes")
    attributes = {name: _attribute(name, entry) for name, entry in entries.items()}
    _check_inputs(attributes)
    order = _inputs_first(attributes)
    root = _root(attributes)
    attributes = {name: _with_rules(attributes[name], entries[name], attributes) for name in attributes}
    return DexModel(root, attributes, order, tuple(name for name in order if not attributes[name].inputs))


def shown(text, most=60):
    """A name in quotes, cut short if need be."""
    text = text if isinstance(text, str) else f"something of type {type(text).__name__}"
    return f"'{text if len(text) <= most else text[: most - 1] + '…'}'"


def _wrong(code, message):
    return MethodError("spec", code, message)


def _mapping(value, message):
    if not isinstance(value, Mapping):
        raise _wrong("not_mapping", message)
    return dict(value)


def _attribute(name, entry):
    """The attribute, still without rules."""
    if not isinstance(name, str) or not name.strip():
        raise _wrong("name", "spec must name every attribute by a text that is not blank.")
    entry = _mapping(entry, f"spec must describe {shown(name)} by a dictionary with at least its scale.")
    attribute = DexAttribute(str(name), _scale(name, entry.get("scale")), _inputs(name, entry.get("inputs")), ())
    if not attribute.inputs and _given(entry.get("rules")):
        raise _wrong("no_inputs", f"spec must name the inputs of {shown(name)}, because it has rules.")
    return attribute


def _scale(name, scale):
    fits = isinstance(scale, list | tuple) and all(_is_label(label) for label in scale)
    if not fits:
        raise _wrong("scale", f"spec must list the values of {shown(name)} as its scale, each a text or a number.")
    if not LEAST_SCALE <= len(scale) <= arguments.LIMITS["dex_scale"]:
        most = arguments.LIMITS["dex_scale"]
        raise _wrong("scale_length", f"spec must give {shown(name)} a scale of {LEAST_SCALE} to {most} values.")
    if len(set(scale)) < len(scale):
        raise _wrong("scale_twice", f"spec must hold each value only once on the scale of {shown(name)}.")
    return tuple(scale)


def _is_label(label):
    if isinstance(label, str):
        return bool(label.strip())
    return isinstance(label, Real) and not isinstance(label, bool | np.bool_) and abs(label) <= arguments.LARGEST


def _inputs(name, inputs):
    if inputs is None:
        return ()
    if not isinstance(inputs, list | tuple) or not all(isinstance(each, str) for each in inputs):
        raise _wrong("inputs", f"spec must list the inputs of {shown(name)} by their names.")
    return tuple(str(each) for each in inputs)


def _given(rules):
    return rules is not None and not (isinstance(rules, str | list | tuple) and len(rules) == 0)


def _check_inputs(attributes):
    """Every input must exist and serve one attribute only."""
    for attribute in attributes.values():
        for each in attribute.inputs:
            if each not in attributes:
                raise _wrong("unknown_input", f"spec must describe {shown(each)}, an input of {shown(attribute.name)}.")
    uses = Counter(each for attribute in attributes.values() for each in attribute.inputs)
    for each, times in uses.items():
        if times > 1:
            raise _wrong("used_twice", f"spec must use {shown(each)} as an input only once, but uses it {times} times.")


def _inputs_first(attributes):
    """All names, inputs before their users and otherwise in the order of the spec."""
    order = {}
    waiting = list(attributes)
    while waiting:
        ready = next((name for name in waiting if all(each in order for each in attributes[name].inputs)), None)
        if ready is None:
            raise _wrong(
                "circle", f"spec must not let {shown(waiting[0])} depend on itself or on a circle of attributes."
            )
        order[ready] = True
        waiting.remove(ready)
    return tuple(order)


def _root(attributes):
    used = {each for attribute in attributes.values() for each in attribute.inputs}
    roots = [name for name in attributes if name not in used]
    joining = [name for name in roots if attributes[name].inputs]
    if len(roots) == 1:
        return roots[0]
    if len(joining) == 1:
        idle = next(name for name in roots if name not in joining)
        raise _wrong("unused", f"spec must use {shown(idle)} as an input of another attribute.")
    message = f"spec must have one root, but neither {shown(roots[0])} nor {shown(roots[1])} is an input of another."
    raise _wrong("two_roots", message)


def _with_rules(attribute, entry, attributes):
    if not attribute.inputs:
        return attribute
    name = shown(attribute.name)
    rows = math.prod(len(attributes[each].scale) for each in attribute.inputs)
    most = arguments.LIMITS["dex_rules"]
    if rows > most:
        raise _wrong("too_many_rules", f"spec must give {name} at most {most} rules; its inputs need more.")
    rules = _codes(name, entry.get("rules"))
    if len(rules) != rows:
        raise _wrong("rules_length", f"spec must give {name} one rule for each of {rows} rows, not {len(rules)}.")
    if not all(0 <= code < len(attribute.scale) for code in rules):
        most = len(attribute.scale) - 1
        raise _wrong("rules_range", f"spec must hold only the codes 0 to {most} in the rules of {name}.")
    return DexAttribute(attribute.name, attribute.scale, attribute.inputs, rules)


def _codes(name, rules):
    """Rules as whole numbers."""
    if not _given(rules):
        raise _wrong("no_rules", f"spec must give the rules of {name}, because it has inputs.")
    if isinstance(rules, str) and rules.isascii() and rules.isdigit():
        return tuple(int(digit) for digit in rules)
    if isinstance(rules, np.ndarray):
        rules = rules.tolist()
    try:
        if isinstance(rules, list | tuple) and not any(isinstance(code, bool | np.bool_) for code in rules):
            return tuple(operator.index(code) for code in rules)
    except Exception:  # whatever a foreign object does when it is asked for its number
        rules = None
    raise _wrong("rules", f"spec must give the rules of {name} as digits or as a list of whole numbers.")

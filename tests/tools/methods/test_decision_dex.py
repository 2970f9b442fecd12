"""DEX: qualitative models, what they say of alternatives, and what is wrong with a model."""

import copy
from itertools import product
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tools.methods.hostile import refusal
from tools.methods import decision

ORACLE = yaml.safe_load((Path(__file__).parent.parent / "oracles" / "4E_dex_car.yaml").read_text())
LAWFUL = settings(derandomize=True, deadline=None, max_examples=60)
CAR = decision.dex_model(ORACLE["spec"])
GOOD = {"SITE": {"scale": ["no", "yes"], "inputs": ["COST", "VIEW"], "rules": "000111"}}
GOOD |= {"COST": {"scale": ["high", "low"]}, "VIEW": {"scale": ["bad", "fair", "good"]}}


def spec(**changes):
    """The good specification with some attributes changed, added, or (None) taken away."""
    result = copy.deepcopy(GOOD)
    for name, change in changes.items():
        if change is None:
            del result[name]
        else:
            result[name] = result.get(name, {}) | change
    return result


@st.composite
def models(draw):
    """A tree: attributes join the next ones that nothing uses yet until one is left."""
    sizes = st.integers(2, 3)
    free = [f"basic {i}" for i in range(draw(st.integers(2, 5)))]
    result = {name: {"scale": list(range(draw(sizes)))} for name in free}
    while len(free) > 1:
        inputs, free = free[:2], free[2:]
        name, size = f"joint {len(result)}", draw(sizes)
        rows = len(result[inputs[0]]["scale"]) * len(result[inputs[1]]["scale"])
        rules = draw(st.lists(st.integers(0, size - 1), min_size=rows, max_size=rows))
        result[name] = {"scale": list(range(size)), "inputs": inputs, "rules": rules}
        free.append(name)
    return decision.dex_model(result)


@st.composite
def models_with_values(draw):
    model = draw(models())
    values = {}
    for name in model.basic:
        codes = st.integers(0, len(model.attributes[name].scale) - 1)
        values[name] = draw(st.one_of(st.none(), codes, st.sets(codes, min_size=1)))
    return model, values


def single(model, name, values):
    """The code of one attribute for single values, by recursion from the root."""
    attribute = model.attributes[name]
    if not attribute.inputs:
        return values[name]
    row = 0
    for each in attribute.inputs:
        row = row * len(model.attributes[each].scale) + single(model, each, values)
    return attribute.rules[row]


# The model


def test_dex_model_of_the_car_is_in_order():
    assert CAR.root == "CAR"
    assert set(CAR.order) == set(CAR.attributes) == set(ORACLE["spec"])
    assert CAR.basic == ("BUY", "MAINT", "PERS", "DOORS", "LUGGAGE", "SAFETY")
    for name, attribute in CAR.attributes.items():
        assert attribute.name == name
        assert attribute.scale == tuple(ORACLE["spec"][name]["scale"])
        assert all(CAR.order.index(each) < CAR.order.index(name) for each in attribute.inputs)
    assert CAR.attributes["PRICE"].rules == (0, 0, 0, 0, 1, 2, 0, 2, 2)
    assert (CAR.attributes["BUY"].inputs, CAR.attributes["BUY"].rules) == ((), ())


@pytest.mark.parametrize("rules", ["000111", [0, 0, 0, 1, 1, 1], (0, 0, 0, 1, 1, 1), np.array([0, 0, 0, 1, 1, 1])])
def test_dex_model_takes_rules_as_digits_or_whole_numbers(rules):
    assert decision.dex_model(spec(SITE={"rules": rules})) == decision.dex_model(GOOD)


def test_dex_model_may_be_a_single_attribute():
    model = decision.dex_model({"SITE": {"scale": ["no", "yes"]}})

    assert (model.root, model.order, model.basic) == ("SITE", ("SITE",), ("SITE",))
    assert decision.dex_evaluate(model, {"SITE": None}) == {"SITE": {0, 1}}
    assert decision.dex_plus_minus(model, {"SITE": 0}) == {"SITE": {-1: None, 1: {1}}}


def test_dex_model_does_not_hang_on_its_specification():
    source = copy.deepcopy(ORACLE["spec"])
    model = decision.dex_model(source)
    assert source == ORACLE["spec"]

    source["BUY"]["scale"].append("free")
    source.clear()

    assert model == CAR


def test_dex_model_puts_a_long_chain_in_order():
    chain = {"x0": {"scale": [0, 1]}}
    for i in range(1, 30):
        chain[f"y{i}"] = {"scale": [0, 1]}
        chain[f"x{i}"] = {"scale": [0, 1], "inputs": [f"x{i - 1}", f"y{i}"], "rules": "0001"}
    backwards = dict(reversed(chain.items()))

    model = decision.dex_model(backwards)

    assert model.root == "x29"
    assert decision.dex_evaluate(model, dict.fromkeys(model.basic, 1))["x29"] == {1}
    assert decision.dex_evaluate(model, dict.fromkeys(model.basic))["x29"] == {0, 1}


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (None, "not_mapping"),
        ([], "not_mapping"),
        ("SITE", "not_mapping"),
        ({}, "empty"),
        ({"SITE": ["no", "yes"]}, "not_mapping"),
        ({1: {"scale": ["no", "yes"]}}, "name"),
        ({" ": {"scale": ["no", "yes"]}}, "name"),
        ({None: {"scale": ["no", "yes"]}}, "name"),
        ({f"A{i}": {"scale": [0, 1]} for i in range(61)}, "too_many"),
        ({"SITE": {}}, "scale"),
        (spec(COST={"scale": "high"}), "scale"),
        (spec(COST={"scale": ["high", None]}), "scale"),
        (spec(COST={"scale": ["high", ["low"]]}), "scale"),
        (spec(COST={"scale": ["high", ""]}), "scale"),
        (spec(COST={"scale": [0, float("nan")]}), "scale"),
        (spec(COST={"scale": [0, 10**400]}), "scale"),
        (spec(COST={"scale": {"high": 0, "low": 1}}), "scale"),
        (spec(COST={"scale": []}), "scale_length"),
        (spec(COST={"scale": ["high"]}), "scale_length"),
        (spec(COST={"scale": list(range(10))}), "scale_length"),
        (spec(COST={"scale": ["high", "high"]}), "scale_twice"),
        (spec(SITE={"inputs": "COST"}), "inputs"),
        (spec(SITE={"inputs": ["COST", 1]}), "inputs"),
        (spec(SITE={"inputs": []}), "no_inputs"),
        (spec(COST={"rules": "01"}), "no_inputs"),
        (spec(SITE={"inputs": ["COST", "WIEV"]}), "unknown_input"),
        (spec(VIEW=None), "unknown_input"),
        (spec(SITE={"inputs": ["COST", "COST"]}), "used_twice"),
        (spec(VIEW={"inputs": ["COST"], "rules": "01"}), "used_twice"),
        (spec(SITE={"inputs": ["COST", "SITE"]}), "circle"),
        (spec(COST={"inputs": ["SITE"], "rules": "01"}), "circle"),
        (
            spec(
                A={"scale": [0, 1], "inputs": ["B"], "rules": "01"}, B={"scale": [0, 1], "inputs": ["A"], "rules": "01"}
            ),
            "circle",
        ),
        (spec(SITE={"inputs": ["COST"], "rules": "01"}), "unused"),
        (
            spec(SITE={"inputs": ["COST"], "rules": "01"}, B={"scale": [0, 1], "inputs": ["VIEW"], "rules": "001"}),
            "two_roots",
        ),
        (spec(SITE=None), "two_roots"),
        (spec(SITE={"rules": None}), "no_rules"),
        (spec(SITE={"rules": ""}), "no_rules"),
        (spec(SITE={"rules": []}), "no_rules"),
        (spec(SITE={"rules": "0001"}), "rules_length"),
        (spec(SITE={"rules": "0001112"}), "rules_length"),
        (spec(SITE={"rules": "000112"}), "rules_range"),
        (spec(SITE={"rules": [0, 0, 0, 0, 0, -1]}), "rules_range"),
        (spec(SITE={"rules": [0, 0, 0, 0, 0, 10**400]}), "rules_range"),
        (spec(SITE={"rules": "00011x"}), "rules"),
        (spec(SITE={"rules": "00011²"}), "rules"),
        (spec(SITE={"rules": "00011*"}), "rules"),
        (spec(SITE={"rules": 111}), "rules"),
        (spec(SITE={"rules": [0, 0, 0, 1, 1, None]}), "rules"),
        (spec(SITE={"rules": [0, 0, 0, 1, 1, 0.5]}), "rules"),
        (spec(SITE={"rules": [0, 0, 0, 1, 1, float("nan")]}), "rules"),
        (spec(SITE={"rules": [False, False, False, True, True, True]}), "rules"),
        (spec(SITE={"rules": [[0, 0, 0], [1, 1, 1]]}), "rules"),
        (spec(SITE={"rules": {0: 1}}), "rules"),
    ],
)
def test_dex_model_refuses_a_faulty_specification(wrong, code):
    error = refusal(decision.dex_model, wrong)

    assert (error.argument, error.code) == ("spec", code)


def test_dex_model_refuses_a_table_beyond_the_limit_before_looking_at_it():
    basics = {f"B{i}": {"scale": list(range(9))} for i in range(5)}

    error = refusal(decision.dex_model, basics | {"A": {"scale": [0, 1], "inputs": list(basics), "rules": "0"}})

    assert error.code == "too_many_rules"


def test_dex_model_shortens_long_names_in_messages():
    error = refusal(decision.dex_model, spec(SITE={"inputs": ["x" * 5000, "VIEW"]}))

    assert error.code == "unknown_input"


# Evaluation


@pytest.mark.parametrize("row", ORACLE["rows"])
def test_dex_evaluate_gives_the_published_values(row):
    result = decision.dex_evaluate(CAR, row["values"])

    assert set(result) == set(ORACLE["spec"])
    assert {name: sorted(result[name]) for name in row["expect"]} == row["expect"]
    assert all(isinstance(codes, frozenset) for codes in result.values())


@LAWFUL
@given(models_with_values())
def test_dex_evaluate_of_sets_is_the_union_of_what_their_members_give(case):
    model, values = case
    whole = {name: range(len(model.attributes[name].scale)) for name in model.basic}
    members = [
        whole[name] if values[name] is None else values[name] if isinstance(values[name], set) else {values[name]}
        for name in model.basic
    ]

    result = decision.dex_evaluate(model, values)

    combinations = [dict(zip(model.basic, codes, strict=True)) for codes in product(*members)]
    for name in model.order:
        assert result[name] == {single(model, name, combination) for combination in combinations}


@LAWFUL
@given(models_with_values())
def test_dex_evaluate_takes_unknown_as_the_whole_scale(case):
    model, values = case
    spelt_out = {
        name: range(len(model.attributes[name].scale)) if value is None else value for name, value in values.items()
    }

    assert decision.dex_evaluate(model, spelt_out) == decision.dex_evaluate(model, values)


def test_dex_evaluate_works_through_many_unknown_attributes_at_once():
    """Forty-five unknown attributes with three values each have 3^45 combinations."""
    big = {f"B{i}": {"scale": [0, 1, 2]} for i in range(45)}
    joints = []
    for i in range(0, 45, 8):
        inputs = [name for name in big if name.startswith("B")][i : i + 8]
        rules = [sum(codes) * 2 // (2 * len(codes)) for codes in product(range(3), repeat=len(inputs))]
        joints.append((f"J{i}", {"scale": [0, 1, 2], "inputs": inputs, "rules": rules}))
    big |= dict(joints)
    names = [name for name, _joint in joints]
    rules = [min(codes) for codes in product(range(3), repeat=len(names))]
    model = decision.dex_model(big | {"ROOT": {"scale": [0, 1, 2], "inputs": names, "rules": rules}})

    assert decision.dex_evaluate(model, dict.fromkeys(model.basic))["ROOT"] == {0, 1, 2}
    assert decision.dex_evaluate(model, dict.fromkeys(model.basic, 1))["ROOT"] == {1}


@pytest.mark.parametrize("value", [1, np.int64(1), {1}, frozenset([1]), [1], (1, 1), np.array([1]), np.array(1)])
def test_dex_evaluate_takes_codes_and_sets_of_codes_of_any_kind(value):
    assert decision.dex_evaluate(decision.dex_model(GOOD), {"COST": value, "VIEW": 0})["SITE"] == {1}


# One step up or down


def test_dex_plus_minus_gives_the_published_steps():
    result = decision.dex_plus_minus(CAR, ORACLE["rows"][1]["values"])

    expected = ORACLE["plus_minus_of_Car2"]
    for name in ("BUY", "MAINT", "SAFETY", "DOORS"):
        assert [sorted(result[name][-1]), sorted(result[name][1])] == expected[name]
    assert result["PERS"][1] is expected["PERS_up"]
    assert result["LUGGAGE"][1] is expected["LUGGAGE_up"]
    assert tuple(result) == CAR.basic


@LAWFUL
@given(models_with_values())
def test_dex_plus_minus_is_an_evaluation_with_one_value_changed(case):
    model, values = case
    possible = decision.dex_evaluate(model, values)

    result = decision.dex_plus_minus(model, values)

    for name in model.basic:
        for step in (-1, 1):
            code = min(possible[name]) + step
            if len(possible[name]) > 1 or not 0 <= code < len(model.attributes[name].scale):
                assert result[name][step] is None
            else:
                assert result[name][step] == decision.dex_evaluate(model, values | {name: code})[model.root]


def test_dex_plus_minus_takes_a_set_of_one_as_a_single_value():
    model = decision.dex_model(GOOD)

    assert decision.dex_plus_minus(model, {"COST": {0}, "VIEW": None}) == {
        "COST": {-1: None, 1: {1}},
        "VIEW": {-1: None, 1: None},
    }


# Conflicts


def test_dex_conflicts_of_the_car_are_none():
    assert decision.dex_conflicts(CAR) == ()


def test_dex_conflicts_name_the_attribute_and_both_rows():
    model = decision.dex_model(spec(SITE={"rules": "010001"}))

    assert decision.dex_conflicts(model) == (
        ("SITE", (0, 1), (1, 1)),
        ("SITE", (0, 1), (0, 2)),
    )


@LAWFUL
@given(models())
def test_dex_conflicts_are_all_neighbours_with_a_worse_outcome(model):
    expected = set()
    for attribute in model.attributes.values():
        rows = list(product(*(range(len(model.attributes[each].scale)) for each in attribute.inputs)))
        outcome = dict(zip(rows, attribute.rules, strict=False))
        for low, high in product(rows, repeat=2):
            steps = [after - before for before, after in zip(low, high, strict=True)]
            if sorted(steps) == [0] * (len(steps) - 1) + [1] and outcome[high] < outcome[low]:
                expected.add((attribute.name, low, high))

    result = decision.dex_conflicts(model)

    assert len(result) == len(expected)
    assert set(result) == expected


# What is refused


@pytest.mark.parametrize("model", [None, GOOD, "CAR", decision.DexModel])
def test_dex_functions_refuse_what_is_no_model(model):
    for call in (decision.dex_evaluate, decision.dex_plus_minus):
        error = refusal(call, model, {})
        assert (error.argument, error.code) == ("model", "not_model")
    assert refusal(decision.dex_conflicts, model).code == "not_model"


@pytest.mark.parametrize("function", [decision.dex_evaluate, decision.dex_plus_minus])
@pytest.mark.parametrize(
    ("values", "code"),
    [
        (None, "not_mapping"),
        ([1, 1], "not_mapping"),
        ({}, "missing"),
        ({"COST": 1}, "missing"),
        ({"COST": 1, "VIEW": 1, "SITE": 1}, "unknown"),
        ({"COST": 1, "VIEW": 1, 7: 1}, "unknown"),
        ({"COST": 2, "VIEW": 1}, "range"),
        ({"COST": -1, "VIEW": 1}, "range"),
        ({"COST": {0, 2}, "VIEW": 1}, "range"),
        ({"COST": 10**400, "VIEW": 1}, "too_large"),
        ({"COST": set(), "VIEW": 1}, "empty"),
        ({"COST": [], "VIEW": 1}, "empty"),
        ({"COST": "low", "VIEW": 1}, "not_whole"),
        ({"COST": "1", "VIEW": 1}, "not_whole"),
        ({"COST": 1.0, "VIEW": 1}, "not_whole"),
        ({"COST": True, "VIEW": 1}, "not_whole"),
        ({"COST": float("nan"), "VIEW": 1}, "not_whole"),
        ({"COST": {None}, "VIEW": 1}, "not_whole"),
        ({"COST": {1: 1}, "VIEW": 1}, "not_whole"),
        ({"COST": [[1]], "VIEW": 1}, "not_whole"),
    ],
)
def test_dex_evaluate_refuses_unfit_values(function, values, code):
    error = refusal(function, decision.dex_model(GOOD), values)

    assert (error.argument, error.code) == ("values", code)


def test_dex_evaluate_leaves_its_arguments_alone():
    values = {"COST": {0, 1}, "VIEW": None}
    model = decision.dex_model(GOOD)

    decision.dex_evaluate(model, values)
    decision.dex_plus_minus(model, values)

    assert values == {"COST": {0, 1}, "VIEW": None}
    assert model == decision.dex_model(GOOD)

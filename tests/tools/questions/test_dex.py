from pathlib import Path

import pytest
import yaml
from django.utils import translation

from tests.tools.questions.steps import content_of, gone_through, in_both_languages, prepared, sheet_of, troubles
from tools.questions.choice.examples import names
from tools.questions.dex.examples import basic, derived
from tools.questions.dex.model import code_of
from tools.questions.registry import QUESTIONS
from tools.work import actions

ORACLE = yaml.safe_load((Path(__file__).parents[1] / "oracles" / "4E_dex_car.yaml").read_text())
DEX = QUESTIONS["dex"]
EXAMPLES = {example.key: example for example in DEX.examples}
LOW_HIGH = "low; high"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def oracle_content():
    """The published model typed into the lists, codes counted from 1."""
    spec, rows = ORACLE["spec"], ORACLE["rows"]
    parents = {part: name for name, entry in spec.items() for part in entry.get("inputs", ())}
    lists = {"derived": [], "basic": [], "alternatives": names(*(f"Row {n + 1}" for n in range(len(rows))))}
    for name, entry in spec.items():
        scale = "; ".join(entry["scale"])
        if "rules" in entry:
            rules = "".join(str(int(code) + 1) for code in entry["rules"])
            lists["derived"].append(derived(name, parents.get(name, ""), scale, rules))
        else:
            lists["basic"].append(basic(name, parents[name], scale))
    order = [item["name"] for item in lists["basic"]]
    values = [[None if row["values"][name] is None else row["values"][name] + 1 for name in order] for row in rows]
    return {"lists": lists, "tables": {"values": values}}


def small(rules="1122", *, values=((2, 1),), root="Whole", first="X", scale=LOW_HIGH, parent="Whole"):
    """A root with two basic attributes."""
    lists = {
        "derived": [derived(root, "", scale, rules)],
        "basic": [basic(first, parent, LOW_HIGH, "energy"), basic("Y", "Whole", LOW_HIGH, "water")],
        "alternatives": names(*("ABCDEFGHIJ"[i % 10] + "+" * (i // 10) for i in range(len(values)))),
    }
    return {"lists": lists, "tables": {"values": [list(row) for row in values]}}


def said(*args, **changes):
    _results, answer = gone_through(DEX, small(*args, **changes))
    return answer


def test_the_published_model_gives_the_published_values():
    results, _answer = gone_through(DEX, oracle_content())

    assert results["root"] == "CAR"
    for found, row in zip(results["alternatives"], ORACLE["rows"], strict=True):
        for name, codes in row["expect"].items():
            assert found["possible"][name] == codes


def test_the_published_model_gives_the_published_steps():
    results, _answer = gone_through(DEX, oracle_content())

    steps, expected = results["alternatives"][1]["steps"], ORACLE["plus_minus_of_Car2"]
    for name in ("BUY", "MAINT", "SAFETY", "DOORS"):
        assert steps[name] == expected[name]
    assert steps["PERS"][1] is None
    assert steps["LUGGAGE"][1] is None


def test_the_example_is_the_published_model():
    example, _answer = gone_through(DEX, EXAMPLES["car"].content)
    oracle, _answer = gone_through(DEX, oracle_content())

    assert [each["rules"] for each in example["attributes"]] == [each["rules"] for each in oracle["attributes"]]
    assert [each["possible"]["Car"] for each in example["alternatives"]] == [[3], [2], [0, 3]]


@pytest.mark.parametrize("example", DEX.examples, ids=lambda example: example.key)
def test_each_example_answers_in_both_languages(example):
    english, slovenian = in_both_languages(DEX, example)

    assert len(english.charts) == len(slovenian.charts) == len(example.content["lists"]["alternatives"])


def test_the_reading_of_the_cars_follows_the_numbers():
    _results, answer = gone_through(DEX, EXAMPLES["car"].content)

    assert answer.reading[0] == "The best certain assessment (Car) is “excellent”: Car 1."
    assert answer.reading[1] == "Then follow: good (Car 2)."
    assert "Car 1, price unknown (unacceptable or excellent)" in answer.reading[2]
    assert "Buying price (→ unacceptable)" in answer.reading[3]
    assert "Safety (→ excellent)" in answer.reading[4]
    assert answer.main.rows[2] == ("Car 1, price unknown", "unacceptable or excellent")


def test_shared_best_assessments_are_said():
    answer = said("1112", values=((2, 2), (2, 2), (1, 1)))

    assert "shared by these alternatives: A and B" in answer.reading[0]
    assert any("finer scale" in text for text in answer.warnings)


def test_nothing_known_of_anyone_is_said():
    answer = said("1112", values=((None, None), (None, 2)))

    assert answer.reading[0] == "Of no alternative enough is known for a single assessment."
    assert "3 values are unknown." in answer.warnings
    assert answer.weaknesses == ()


def test_an_unknown_value_that_does_not_matter_leaves_the_assessment_certain():
    answer = said("1111", values=((None, 2), (1, 1)))

    assert "A and B" in answer.reading[0]
    assert "does not matter" in answer.reading[1]


def test_what_the_unknown_would_change_is_listed():
    answer = said("1112", values=((None, 2), (1, 1)))

    assert sheet_of(answer, "unknown").rows == (("A", "X", "low", "low"), ("A", "X", "high", "high"))


def test_rules_that_contradict_each_other_are_shown():
    answer = said("2111", values=((2, 1), (1, 1)))

    assert "2 pairs of rules say" in answer.reading[-1]
    assert sheet_of(answer, "conflicts").rows[0] == ("Whole", "X: low + Y: low → high", "X: high + Y: low → low")


def test_the_worst_value_of_the_best_carries_its_topic():
    answer = said("1222", values=((2, 1), (1, 1)))

    assert [(weak.name, weak.topic) for weak in answer.weaknesses] == [("Y", "water")]


def test_a_leader_that_no_step_shakes_is_said():
    answer = said("1111", values=((2, 2),))

    assert answer.reading[0] == "A: Whole is “low”."
    assert "keeps its assessment" in answer.reading[2]


def test_rules_may_be_words_or_numbers_with_spaces():
    words, _answer = gone_through(DEX, small("low; low; HIGH; high"))
    digits, _answer = gone_through(DEX, small("11 22"))

    assert words == digits


def test_many_alternatives_stand_below_one_another():
    answer = said("1112", values=((1, 1),) * 8)

    assert len(sheet_of(answer, "assessments").rows) == 8
    assert len(answer.charts) == 4


@pytest.mark.parametrize(
    ("changes", "place", "words"),
    [
        ({"rules": "112"}, ("derived", 0, "rules"), "needs 4 rules, but has 3"),
        ({"rules": "1123"}, ("derived", 0, "rules"), "“3”"),
        ({"rules": "low; low; high; medium"}, ("derived", 0, "rules"), "“medium”"),
        ({"scale": "low"}, ("derived", 0, "scale"), "2 to 9 values"),
        ({"scale": "low; low"}, ("derived", 0, "scale"), "twice"),
        ({"parent": "Nothing"}, ("basic", 0, "parent"), "Write one of: Whole"),
        ({"first": "whole"}, ("basic", 0), "Write another name"),
        ({"values": ((3, 1),)}, ("values", 0, 0), "1 = low, 2 = high"),
        ({"values": ((1.5, 1),)}, ("values", 0, 0), "1 = low, 2 = high"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(changes, place, words):
    found = troubles(DEX, small(**changes))

    assert list(found) == [place]
    assert words in found[place]


def test_the_message_about_rules_names_the_first_combinations():
    found = troubles(DEX, small("112"))

    assert "X and Y, in this order: low + low; low + high; high + low …" in found["derived", 0, "rules"]


def test_a_second_root_a_circle_and_an_attribute_without_parts_are_named():
    def with_derived(*rows):
        return small() | {"lists": small()["lists"] | {"derived": [derived("Whole", "", LOW_HIGH, "1122"), *rows]}}

    second = troubles(DEX, with_derived(derived("Other", "", LOW_HIGH, "12")))
    circle = troubles(DEX, with_derived(derived("P", "Q", LOW_HIGH, "12"), derived("Q", "P", LOW_HIGH, "12")))

    assert ("derived", 1, "parent") in second
    assert ("derived", 1) in second
    assert set(circle) == {("derived", 1, "parent"), ("derived", 2, "parent")}
    assert "part of itself" in circle["derived", 1, "parent"]


def test_too_many_rules_are_refused():
    digits = "; ".join("abcdefghi")
    content = small()
    content["lists"]["basic"] = [basic(f"B{n}", "Whole", digits) for n in range(5)]
    content["tables"]["values"] = [[1] * 5]

    assert "59049" in troubles(DEX, content)["derived", 0, "rules"]


def test_many_unknown_values_are_long_work():
    assert not DEX.is_long(prepared(DEX, small()))
    assert DEX.is_long(prepared(DEX, small(values=((None, None),) * 200)))


# --- Words that look like numbers ---


@pytest.mark.parametrize(
    ("scale", "rules", "codes"),
    [
        ("3; 2; 1", "3; 2; 1; 1", [0, 1, 2, 2]),
        ("3; 2; 1", "3211", [0, 1, 2, 2]),
        ("0; 1; 2", "0; 1; 2; 2", [0, 1, 2, 2]),
        ("0; 1; 2", "0 1 2 2", [0, 1, 2, 2]),
        ("10; 20; 30", "10; 20; 30; 30", [0, 1, 2, 2]),
        ("10; 20; 30", "10 20 30 30", [0, 1, 2, 2]),
        ("1,5; 2,5", "1,5; 2,5; 2.5; 2,5", [0, 1, 1, 1]),
        ("2; 3; 4; more", "2; 3; 4; more", [0, 1, 2, 3]),
        ("low; medium; high", "1; 2; 3; 3", [0, 1, 2, 2]),
        ("low; medium; high", "1233", [0, 1, 2, 2]),
        ("low; medium; high", "low; medium; high; high", [0, 1, 2, 2]),
    ],
)
def test_a_rule_is_a_word_of_the_scale_and_a_place_only_where_no_word_is_a_number(scale, rules, codes):
    results, _answer = gone_through(DEX, small(rules, scale=scale))

    assert list(results["attributes"][0]["rules"]) == codes


@pytest.mark.parametrize(("scale", "rules"), [("3; 2; 1", "4; 2; 1; 1"), ("10; 20", "1; 2; 1; 2")])
def test_a_place_is_no_rule_where_words_are_numbers(scale, rules):
    [sentence] = troubles(DEX, small(rules, scale=scale)).values()

    assert sentence == f"“Whole”: the rule “{rules[0]}” is none of its values. Write: {scale}."


@pytest.mark.parametrize(
    ("scale", "cell", "code"),
    [
        (["2", "3", "4", "5"], "3", 1),
        (["2", "3", "4", "5"], "3.0", 1),
        (["2", "3", "4", "5 or more"], "4", 2),
        (["2", "3", "4", "5 or more"], "5 or MORE", 3),
        (["0", "1", "2"], "0", 0),
        (["low", "high"], "2", 1),
        (["low", "high"], "High", 1),
        (["low", "high"], 2, 1),
        (["2", "3"], 2, 1),  # a number of older content is a place
        (["low", "high"], "", None),
    ],
)
def test_a_value_is_a_word_of_its_scale(scale, cell, code):
    assert code_of(cell, scale) == code


@pytest.mark.parametrize(
    ("scale", "cell"),
    [(["2", "3"], "1"), (["2", "3"], "x"), (["a", "b"], "3"), (["a", "b"], 1.5), (["a", "b"], "9" * 5000)],
)
def test_what_is_no_value_of_the_scale_is_refused(scale, cell):
    with pytest.raises(ValueError, match=r"."):
        code_of(cell, scale)


@pytest.mark.django_db
@pytest.mark.parametrize("cell", ["3", "3,0"])
def test_pasted_and_typed_values_are_words(client, cell):
    content = small(scale=LOW_HIGH)
    content["lists"]["basic"][0]["scale"] = "2; 3; 4; 5"
    content["lists"]["derived"][0]["rules"] = "11111111"
    work = actions.change(work=actions.begin(analysis=DEX), content=content_of(DEX, content).data)

    fields = {"do": "give:values", "end": "1", "edition": work.edition, "paste-values": f";X;Y\nA;{cell};high"}
    fields |= {f"n-{key}": len(items) for key, items in content["lists"].items()}
    for key, items in content["lists"].items():
        fields |= {f"l-{key}-{row}-{name}": value for row, item in enumerate(items) for name, value in item.items()}
    page = client.post(work.data_address, fields)
    work.refresh_from_db()

    assert (page.context["problems"], work.content["tables"]["values"]) == ([], [[cell, "high"]])
    assert page.content.decode().count(f'name="t-values-0-0-0" value="{cell}"') == 1


@pytest.mark.django_db
def test_values_of_older_content_are_shown_as_the_words_they_mean(client):
    work = actions.begin(analysis=DEX, example=EXAMPLES["car"])

    page = client.get(work.data_address).content.decode()

    assert page.count('name="t-values-0-0-3" value="4"') == 1  # the third of “2; 3; 4; 5 or more”

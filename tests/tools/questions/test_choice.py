from pathlib import Path

import pytest
import yaml
from django.utils import translation

from tests.tools.questions.steps import gone_through, in_both_languages, prepared, sheet_of, troubles
from tools.questions.choice.examples import criterion, names
from tools.questions.registry import QUESTIONS

ORACLES = Path(__file__).parents[1] / "oracles"
TOPSIS = yaml.safe_load((ORACLES / "4B_topsis.yaml").read_text())
LEADER = yaml.safe_load((ORACLES / "4A_ahp_leader.yaml").read_text())
CHOICE = QUESTIONS["choice"]
EXAMPLES = {example.key: example for example in CHOICE.examples}
QUICK = {"runs": 100}


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def content(values, *criteria, weights=None):
    """Alternatives A, B, C … on criteria called X, Y, Z unless they are given."""
    count = len(values[0])
    if not criteria:
        criteria = [criterion("XYZUVW"[j], weight=(weights or [1] * count)[j]) for j in range(count)]
    lists = {"alternatives": names(*"ABCDEFGH"[: len(values)]), "criteria": list(criteria)}
    return {"lists": lists, "tables": {"values": values}}


def said(values, *criteria, weights=None, **options):
    _results, answer = gone_through(CHOICE, content(values, *criteria, weights=weights), QUICK | options)
    return answer


@pytest.mark.parametrize("case", TOPSIS["cases"])
def test_topsis_gives_the_published_scores(case):
    directions = case.get("directions", [1] * len(case["weights"]))
    criteria = [
        criterion("XYZ"[j], "up" if directions[j] > 0 else "down", weight=weight)
        for j, weight in enumerate(case["weights"])
    ]
    options = QUICK | {"topsis_normalisation": case["normalisation"]}

    results, _answer = gone_through(CHOICE, content(case["matrix"], *criteria), options)

    assert results["scores"]["topsis"] == pytest.approx(case["expect"]["scores"], abs=TOPSIS["tolerance"])
    assert results["ranks"]["topsis"] == case["expect"]["ranks"]


def test_weighted_sum_of_values_as_they_are_gives_the_published_total():
    expected = LEADER["expect"]
    columns = [expected[name] for name in LEADER["criteria"]]
    values = [list(row) for row in zip(*columns, strict=True)]

    results, _answer = gone_through(
        CHOICE, content(values, weights=expected["criteria"]["weights"]), QUICK | {"normalisation": "none"}
    )

    assert results["scores"]["weighted_sum"] == pytest.approx(expected["total"], abs=2 * LEADER["tolerance"])
    assert results["ranks"]["weighted_sum"] == expected["ranks"]


@pytest.mark.parametrize("example", CHOICE.examples, ids=lambda example: example.key)
def test_each_example_answers_in_both_languages(example):
    english, slovenian = in_both_languages(CHOICE, example)

    assert len(english.charts) == len(slovenian.charts) >= 4


def test_the_example_of_sites_has_a_leader_that_not_all_methods_share():
    results, answer = gone_through(CHOICE, EXAMPLES["sites"].content)

    assert (
        results["ranks"]["weighted_sum"][1] == results["ranks"]["promethee2"][1] == results["ranks"]["topsis"][2] == 1
    )
    assert "Old textile mill comes first, followed by Motorway junction" in answer.reading[0]
    assert "Old textile mill (Weighted sum and PROMETHEE II); Motorway junction (TOPSIS)" in answer.reading[2]
    assert "leads in 77% of the random runs" in answer.reading[3]
    assert "fell from 20.0% to 17.6%" in answer.reading[4]
    assert "Castle meadow" in answer.reading[5]


def test_the_reading_names_no_leader_where_all_stand_level():
    answer = said([[1, 2], [2, 1]], criterion("X"), criterion("Y"))

    assert answer.reading[0] == "By the weighted sum all alternatives stand level."
    assert "do not tell them apart" in answer.reading[1]
    assert answer.weaknesses == ()


def test_a_shared_first_place_is_said():
    answer = said([[1, 2], [2, 1], [1, 1]])

    assert answer.reading[0] == "By the weighted sum A and B share the first place."


def test_the_value_named_as_needed_makes_the_second_draw_level():
    example = EXAMPLES["sites"].content
    results, _answer = gone_through(CHOICE, example, QUICK)
    needed = results["needed"]
    found = [(j, value) for j, value in enumerate(needed["values"]) if value is not None]
    assert found

    for j, value in found:
        values = [list(row) for row in example["tables"]["values"]]
        values[needed["second"]][j] = value
        changed, _answer = gone_through(CHOICE, example | {"tables": {"values": values}}, QUICK)
        scores = changed["scores"]["weighted_sum"]
        assert scores[needed["second"]] == pytest.approx(scores[needed["leader"]], abs=1e-6)


def test_the_weight_at_a_switch_makes_two_level():
    example = EXAMPLES["sites"].content
    results, _answer = gone_through(CHOICE, example, QUICK)
    stability = results["stability"]["weighted_sum"]
    share = stability["low"][4]
    others = sum(item["weight"] for j, item in enumerate(example["lists"]["criteria"]) if j != 4)
    criteria = [dict(item) for item in example["lists"]["criteria"]]
    criteria[4]["weight"] = others * share / (1 - share)

    changed, _answer = gone_through(CHOICE, example | {"lists": example["lists"] | {"criteria": criteria}}, QUICK)

    scores = changed["scores"]["weighted_sum"]
    assert scores[stability["best"]] == pytest.approx(scores[stability["rival_low"][4]])


def test_a_leader_that_no_single_weight_can_shake_is_said():
    answer = said([[3, 3], [2, 2], [1, 1]])

    assert "stays first whatever the weight" in answer.reading[4]
    assert "leads in 100% of the random runs" in answer.reading[3]
    assert "each of these" in answer.reading[5]


def test_the_method_that_is_chosen_leads_the_reading():
    _results, answer = gone_through(CHOICE, EXAMPLES["sites"].content, QUICK | {"method": "topsis"})

    assert answer.reading[0].startswith("By the TOPSIS method Motorway junction comes first")
    assert answer.main.rows[2][1] == pytest.approx(0.661, abs=0.001)
    assert any("no such exact ranges" in text for text in answer.sensitivity[0].text)


def test_a_constant_criterion_and_the_trap_of_normalisation_are_warned_of():
    constant = said([[1, 5], [2, 5]])
    _results, trap = gone_through(CHOICE, EXAMPLES["mountains"].content, QUICK)

    assert "does not distinguish: Y" in constant.warnings[0]
    assert "TOPSIS" in trap.warnings[0]
    assert {row[2] for row in sheet_of(trap, "normalisations").rows} == {"Mountain A", "Mountain B"}


def test_weak_criteria_of_the_leader_carry_their_topic():
    values = [[9, 1], [1, 5], [2, 4]]
    answer = said(values, criterion("X", weight=5), criterion("Y", topic="mobility", weight=1))

    assert [(weak.name, weak.topic) for weak in answer.weaknesses] == [("Y", "mobility")]
    assert answer.weaknesses[0].why == "A leads, but has 1 here; the best value found is 5."


def test_a_reversal_by_removal_is_said():
    _results, answer = gone_through(CHOICE, EXAMPLES["mountains"].content, QUICK)
    section = next(section for section in answer.sensitivity if section.key == "removal")

    assert "Mountain A and Mountain C" in section.text[0]


def test_two_alternatives_have_no_removal():
    answer = said([[1, 2], [3, 1]], weights=[2, 1])

    assert "removal" not in [section.key for section in answer.sensitivity]


def test_all_weights_zero_are_refused():
    found = troubles(CHOICE, content([[1, 2], [2, 1]], weights=[0, 0]))

    assert list(found) == [("criteria", 0, "weight")]


@pytest.mark.parametrize(
    ("function", "thresholds", "place"),
    [
        ("v_shape", {}, "p"),
        ("level", {"q": 2, "p": 2}, "p"),
        ("linear", {"q": 2, "p": 1}, "p"),
        ("gaussian", {"s": 0}, "s"),
    ],
)
def test_thresholds_that_do_not_fit_the_function_are_named(function, thresholds, place):
    found = troubles(CHOICE, content([[1], [2]], criterion("X", function=function, **thresholds)))

    assert list(found) == [("criteria", 0, place)]
    assert "“X”" in found["criteria", 0, place]


def test_negative_values_are_refused_where_they_do_not_go_and_min_max_is_proposed():
    negative = content([[1, 2], [-2, 1]])

    assert list(troubles(CHOICE, negative)) == [("values", 1, 0)]
    assert "min-max" in troubles(CHOICE, negative)["values", 1, 0]
    assert troubles(CHOICE, negative, {"topsis_normalisation": "minmax"}) == {}


def test_zero_costs_do_not_go_with_shares_of_the_sum():
    costs = content([[0], [2]], criterion("X", "down"))

    assert list(troubles(CHOICE, costs, {"normalisation": "sum"})) == [("values", 0, 0)]


def test_values_as_they_are_do_not_go_with_costs():
    costs = content([[1], [2]], criterion("X", "down"))

    assert list(troubles(CHOICE, costs, {"normalisation": "none"})) == [("criteria", 0, "direction")]


def test_many_alternatives_are_long_work_and_few_are_not():
    few, many = content([[1, 2], [2, 1]]), content([[1, 2], [2, 1]])
    many["lists"]["alternatives"] = names(*(str(i) for i in range(200)))
    many["tables"]["values"] = [[i, 200 - i] for i in range(200)]

    assert not CHOICE.is_long(prepared(CHOICE, few))
    assert CHOICE.is_long(prepared(CHOICE, many, {"runs": 10_000}))


def test_the_seed_makes_the_result():
    first, second, other = (
        gone_through(CHOICE, EXAMPLES["sites"].content, QUICK | {"seed": seed})[0]["frequency"] for seed in (1, 1, 2)
    )

    assert first == second != other


def test_of_many_alternatives_the_chart_of_places_shows_the_first():
    many = content([[1, 2], [2, 1]])
    many["lists"]["alternatives"] = names(*(f"A{i}" for i in range(30)))
    many["tables"]["values"] = [[i, i * i] for i in range(30)]

    _results, answer = gone_through(CHOICE, many, QUICK)

    assert [row[0] for row in sheet_of(answer, "places").rows][:2] == ["A29", "A28"]
    assert len(sheet_of(answer, "places").rows) == 20
    assert len(sheet_of(answer, "leads").rows) == 30

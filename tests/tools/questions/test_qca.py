import math
from pathlib import Path

import pytest
import yaml
from django.utils import translation

from tests.tools.questions.steps import gone_through, in_both_languages, sheet_of, troubles
from tools.asking.base import Trouble
from tools.methods import MethodError, qca
from tools.questions.registry import QUESTIONS

QCA = QUESTIONS["qca"]
TOWNS, LIPSET = QCA.examples
ORACLE = yaml.safe_load((Path(__file__).parents[1] / "oracles" / "1A_qca_lipset.yaml").read_text(encoding="utf-8"))
EXPECTED, WITHIN = ORACLE["expect"], ORACLE["tolerance"]


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def column(name, how="crisp", anchors=(None, None, None), topic=""):
    out, crossover, full = anchors
    return {"name": name, "how": how, "full_out": out, "crossover": crossover, "full_in": full, "topic": topic}


def studied(rows, conditions=("A", "B"), outcome="Success"):
    """rows: (name, conditions …, outcome); conditions and outcome: names, or columns."""
    columns = [one if isinstance(one, dict) else column(one) for one in (*conditions, outcome)]
    return {
        "lists": {
            "cases": [{"name": row[0]} for row in rows],
            "conditions": columns[:-1],
            "outcome": columns[-1:],
        },
        "tables": {"values": [list(row[1:-1]) for row in rows], "outcomes": [[row[-1]] for row in rows]},
    }


AND = [("P", 1, 1, 1), ("Q", 1, 1, 1), ("R", 1, 0, 0), ("S", 0, 1, 0), ("T", 0, 0, 0), ("U", 1, 0, 0), ("V", 0, 1, 0)]


@pytest.fixture(scope="module")
def lipset():
    with translation.override("en"):
        return gone_through(QCA, LIPSET.content)


def first(results, side, kind):
    [solution] = results[side][kind]["solutions"]
    return solution


def fits(found, wanted):
    return found == pytest.approx(wanted, abs=WITHIN)


# Lipset's data


def test_the_example_is_the_published_data():
    assert LIPSET.content["tables"]["values"] == ORACLE["conditions"]
    assert [value for [value] in LIPSET.content["tables"]["outcomes"]] == ORACLE["outcome"]


@pytest.mark.parametrize(
    ("side", "kind", "wanted"), [("success", "complex", "complex"), ("failure", "complex", "failure_complex")]
)
def test_lipsets_recipes_are_the_published_ones(lipset, side, kind, wanted):
    solution, wanted = first(lipset[0], side, kind), EXPECTED[wanted]

    assert fits([solution["inclusion"], solution["pri"], solution["coverage"]], wanted["model"])
    found = {term["term"]: term for term in solution["details"]}
    assert set(found) == set(wanted["terms"])
    for term, numbers in wanted["terms"].items():
        assert fits([found[term][name] for name in ("inclusion", "pri", "coverage", "unique")], numbers)


def test_lipsets_parsimonious_recipes_are_the_published_ones(lipset):
    solution, wanted = first(lipset[0], "success", "parsimonious"), EXPECTED["parsimonious"]

    assert set(solution["terms"]) == set(wanted["terms"])
    assert fits([solution["inclusion"], solution["pri"], solution["coverage"]], wanted["model"])


def test_lipsets_truth_table_is_the_published_one(lipset):
    names = ORACLE["cases"]
    found = {
        row["configuration"]: ([names[case] for case in row["cases"]], row["inclusion"], row["pri"], row["code"])
        for row in lipset[0]["success"]["rows"]
    }

    assert set(found) == set(EXPECTED["truth_table_cutoff_0.8"])
    for configuration, (cases, inclusion, pri, code) in EXPECTED["truth_table_cutoff_0.8"].items():
        assert found[configuration][0] == cases
        assert fits(found[configuration][1:3], (inclusion, pri))
        assert found[configuration][3] == code


def test_lipsets_necessary_conditions_are_the_published_ones(lipset):
    present = [row for row in lipset[0]["success"]["necessity"] if row["present"]]

    for name, row in zip(ORACLE["names"], present, strict=True):
        assert fits([row["inclusion"], row["coverage"], row["ron"]], EXPECTED["necessity"][name])
    needed = [ORACLE["names"][row["condition"]] for row in present if row["necessary"]]
    assert needed == ["LIT", "STB"]


def test_the_reading_names_the_countries_and_says_how_often_the_recipes_stay(lipset):
    assert lipset[1].reading == (
        "2 recipes for “Survival of democracy” cover 66% of it, with an inclusion of 0.87.",
        (
            "One recipe – present: Wealth, Literacy and Stable governments; absent: Urbanisation and Industry (Finland "
            "and Ireland)."
        ),
        (
            "One recipe – present: Wealth, Urbanisation, Literacy, Industry and Stable governments (Belgium, "
            "Czechoslovakia, Netherlands and United Kingdom)."
        ),
        (
            "2 recipes for “not: Survival of democracy” cover 80% of it, with an inclusion of 0.90. In words: absent: "
            "Wealth, Urbanisation and Industry — or present: Wealth, Literacy and Industry; absent: Stable governments."
        ),
        "Hardly a case has “Survival of democracy” without these conditions: Literacy and Stable governments.",
        (
            "In 62% of 21 trials with other cut-offs or anchors or without one case, exactly the same recipes for "
            "“Survival of democracy” were found."
        ),
    )


def test_more_combinations_than_cases_are_a_warning(lipset):
    assert lipset[1].warnings[0].startswith("5 conditions make 32 combinations, more than there are cases (18)")


# Made-up cases


def test_yes_and_no_need_an_inclusion_of_one():
    results, answer = gone_through(QCA, studied(AND))

    assert results["rules"]["cutoff"] == 1
    assert first(results, "success", "complex")["terms"] == ["11"]
    assert first(results, "failure", "complex")["terms"] == ["-0", "0-"]
    assert answer.reading[0] == "1 recipe for “Success” covers 100% of it, with an inclusion of 1.00."
    assert answer.reading[1] == "One recipe – present: A and B (P and Q)."
    assert answer.warnings == ()


def test_contradictions_never_enter_a_recipe_and_come_with_three_remedies():
    results, answer = gone_through(QCA, studied([*AND, ("W", 1, 1, 0)]))

    assert results["success"]["complex"]["solutions"] == []
    assert answer.reading[0] == "No combination led reliably to “Success”: there is no recipe."
    assert answer.warnings == (
        (
            "1 combination holds cases with and without “Success”. It enters no recipe; the truth table below says "
            "what can be done."
        ),
    )
    [truth] = [section for section in answer.sections if section.key == "truth-table"]
    assert truth.text[1:] == (
        "Contradiction – present: A and B: with the outcome P and Q, without it W.",
        (
            "Three remedies: add a condition that tells these cases apart; move the anchors, if the cases were put "
            "into the wrong set; or lower the cut-off, and say so."
        ),
    )
    assert first(results, "failure", "complex")["terms"] == ["-0", "0-"]


def test_deviant_cases_are_named_where_the_cut_off_lets_them_in():
    options = {"strictness": "typed", "cutoff": 0.6}

    results, answer = gone_through(QCA, studied([*AND, ("W", 1, 1, 0)]), options)

    assert first(results, "success", "complex")["terms"] == ["11"]
    assert "1 case fits a recipe for “Success” and does not have it: W." in answer.warnings


def test_all_ties_are_shown():
    rows = [
        ("P", 0, 0, 1, 1),
        ("Q", 0, 1, 1, 1),
        ("R", 1, 1, 0, 1),
        ("S", 1, 0, 0, 1),
        ("T", 0, 1, 0, 1),
        ("U", 1, 0, 1, 1),
    ]

    results, answer = gone_through(QCA, studied([*rows, ("V", 0, 0, 0, 0), ("W", 1, 1, 1, 0)], ("A", "B", "C")))

    assert len(results["success"]["complex"]["solutions"]) == 2
    assert any(text.startswith("2 solutions for “Success” are equally short") for text in answer.warnings)
    solutions = {row[0] for row in sheet_of(answer, "recipes-success").rows}
    assert solutions == {"Complex 1", "Complex 2", "Parsimonious 1", "Parsimonious 2"}


def test_success_everywhere_leaves_nothing_to_compare():
    results, answer = gone_through(QCA, studied([(name, a, b, 1) for name, a, b, _outcome in AND]))

    assert first(results, "success", "complex")["terms"] == ["--"]
    assert "no condition needed" in answer.reading[1]
    assert "All cases have “Success”: without failures nothing can be compared. Add some." in answer.warnings
    assert all(row["inclusion"] is None for row in results["failure"]["necessity"])


def test_no_success_leaves_nothing_to_compare():
    _results, answer = gone_through(QCA, studied([(name, a, b, 0) for name, a, b, _outcome in AND]))

    assert "No case has “Success”: without successes nothing can be compared. Add some." in answer.warnings


def test_few_cases_are_a_warning():
    _results, answer = gone_through(QCA, studied(AND[:5]))

    assert answer.warnings[0].startswith("With fewer than 7 cases")


def test_falling_anchors_make_the_set_of_low_values():
    rows = [("P", 1, 1, 5), ("Q", 1, 0, 28), ("R", 0, 1, 14), ("S", 0, 0, 21)]

    results, _answer = gone_through(QCA, studied(rows, outcome=column("Few empty", "direct", (28, 16, 5))))

    assert results["outcome"] == pytest.approx([0.95, 0.05, 1 / (1 + 19 ** (-2 / 11)), 1 / (1 + 19 ** (5 / 12))])


def test_each_anchor_is_moved_by_a_tenth():
    rows = [("P", 30, 1), ("Q", 26, 1), ("R", 12, 0), ("S", 8, 0)]

    results, answer = gone_through(QCA, studied(rows, [column("A", "direct", (5, 20, 35))]))

    trials = results["trials"]["anchors"]
    assert [(trial["anchor"], trial["step"]) for trial in trials] == [
        (i, step) for i in range(3) for step in (-0.1, 0.1)
    ]
    assert all(trial["possible"] and trial["success"]["complex"]["same"] for trial in trials)
    groups = sheet_of(answer, "trials").rows
    assert [row[0] for row in groups] == ["Other cut-offs", "Without each case", "Anchors moved"]
    assert groups[2][1] == 100


def test_an_anchor_that_cannot_be_moved_so_far_is_said():
    rows = [("P", 30, 1), ("Q", 26, 1), ("R", 12, 0), ("S", 8, 0)]

    _results, answer = gone_through(QCA, studied(rows, [column("A", "direct", (5, 6, 35))]))

    assert [row[1] for row in sheet_of(answer, "anchors").rows].count("not possible") == 2


def test_every_case_is_left_out_once():
    results, answer = gone_through(QCA, studied(AND))

    assert len(results["trials"]["cases"]) == len(AND)
    rows = {row[0]: row for row in sheet_of(answer, "without-cases").rows}
    assert "P" not in rows
    assert "Everything stays the same: Other cut-offs." in answer.sensitivity[0].text
    assert rows["T"][3] != "the same"
    assert sheet_of(answer, "without-cases").notes == ("In 6 trials everything is the same, so they are not listed.",)


def test_absence_in_a_recipe_for_failure_is_a_weakness_with_its_topic():
    conditions = (column("A", topic="governance"), column("B"))

    _results, answer = gone_through(QCA, studied(AND, conditions))

    assert [(weakness.name, weakness.topic) for weakness in answer.weaknesses] == [("A", "governance"), ("B", "")]
    assert answer.weaknesses[0].why == "Its absence is part of a recipe for failure: S, T and V."


def test_too_many_combinations_are_refused_in_words(monkeypatch):
    def refuse(*_arguments, **_options):
        raise MethodError("table", "too_complex", "table leads to too many combinations.")

    monkeypatch.setattr(qca, "minimise", refuse)

    with pytest.raises(Trouble) as refused:
        gone_through(QCA, studied(AND))
    assert refused.value.problems[0][0] == ("conditions",)


def test_a_search_too_large_for_the_trials_leaves_the_recipes(monkeypatch):
    def refuse(*_arguments, **_options):
        raise MethodError("conditions", "too_complex", "conditions lead to too many combinations.")

    monkeypatch.setattr(qca, "robustness", refuse)

    results, answer = gone_through(QCA, studied(AND))

    assert first(results, "success", "complex")["terms"] == ["11"]
    assert answer.reading[-1] == "There are too many combinations to try other cut-offs or to leave cases out."


@pytest.mark.parametrize("example", QCA.examples, ids=lambda example: example.key)
def test_every_example_answers_in_both_languages(example):
    for answer in in_both_languages(QCA, example):
        assert {"xy-success", "xy-failure", "trials"} <= {chart.key for chart in answer.charts}
        assert len(answer.main.rows) == 8


# What cannot be computed


def test_a_half_is_refused_with_the_name_of_the_case():
    rows = [("P", 0.5, 1, 1), ("Q", 0.8, 0, 0)]

    found = troubles(QCA, studied(rows, (column("A", "fuzzy"), "B")))

    assert found == {
        (
            "values",
            0,
            0,
        ): "Row “P”, column “A”: with a membership of exactly one half the case is neither in nor out. Write "
        "a little more or less."
    }


def test_a_value_on_the_crossover_asks_to_move_the_anchor():
    rows = [("P", 20, 1, 1), ("Q", 30, 0, 0)]

    found = troubles(QCA, studied(rows, (column("A", "direct", (5, 20, 35)), "B")))

    assert list(found) == [("conditions", 0, "crossover")]
    assert "the value lies exactly on the crossover" in found["conditions", 0, "crossover"]


def test_missing_anchors_are_asked_for_with_the_range_of_the_data():
    rows = [("P", 20, 1, 1), ("Q", 30, 0, 0)]

    found = troubles(QCA, studied(rows, (column("A", "direct", (5, None, 35)), "B")))

    assert list(found) == [("conditions", 0, "crossover")]
    assert "Its values run from 20.00 to 30.00" in found["conditions", 0, "crossover"]


def test_anchors_must_rise_or_fall():
    rows = [("P", 20, 1, 1), ("Q", 30, 0, 0)]

    found = troubles(QCA, studied(rows, outcome=column("Y", "direct", (5, 40, 35))))

    assert ("outcome", 0, "crossover") in found


def test_yes_and_no_must_be_one_or_zero_and_memberships_between():
    rows = [("P", 34, 1.2, 1), ("Q", 1, 0, 0)]

    found = troubles(QCA, studied(rows, ("A", column("B", "fuzzy"))))

    assert list(found) == [("values", 0, 0), ("values", 0, 1)]
    assert "34.00 is neither 1 (yes) nor 0 (no)" in found["values", 0, 0]
    assert "1.20 is no membership from 0 to 1" in found["values", 0, 1]


def test_many_conditions_belong_into_the_background():
    class Counted:
        def __init__(self, conditions, cases):
            self.sizes = {"conditions": conditions, "cases": cases}

        def count(self, listing):
            return self.sizes[listing]

    assert not QCA.is_long(Counted(5, 30))
    assert QCA.is_long(Counted(8, 50))


def test_relevance_without_cases_outside_is_a_dash():
    results, _answer = gone_through(QCA, studied(AND, ("A", "B")))

    assert all(row["ron"] is None or not math.isnan(row["ron"]) for row in results["success"]["necessity"])

"""Comparison on indicators: scores, ranks with their intervals, and what is said about them."""

import json
from copy import deepcopy
from pathlib import Path

import numpy as np
import pytest
import yaml
from django.utils import translation
from numpy.testing import assert_allclose, assert_array_equal

from tools.asking.base import Trouble
from tools.data.computing import computed
from tools.data.content import Content, translated
from tools.methods import composite
from tools.questions.composite.compute import normalised, read_data
from tools.questions.composite.question import CompositeQuestion

ANALYSIS = CompositeQuestion()
EXAMPLES = {example.key: example for example in ANALYSIS.examples}
ORACLE = yaml.safe_load((Path(__file__).parents[1] / "oracles" / "2A_hdi.yaml").read_text())
ONE_SCALE = ("minmax", "zscore", "rank")


def example(key, language="en", **options):
    with translation.override(language):
        content = translated(EXAMPLES[key].content)
    return content, ANALYSIS.defaults() | EXAMPLES[key].options | options


def table(values, *, indicators=None, own=None, **lists):
    """A small content; indicators {number: attributes} tell more of some."""
    more = indicators or {}
    return {
        "lists": {
            "indicators": [{"name": f"I{j + 1}"} | more.get(j, {}) for j in range(len(values[0]))],
            "units": [{"name": f"U{i + 1}", "own": "own" if i == own else ""} for i in range(len(values))],
        }
        | lists,
        "tables": {"values": values},
    }


def run(content, **options):
    """(results, answer) in English."""
    options = ANALYSIS.defaults() | options
    with translation.override("en"):
        inputs = Content(ANALYSIS, content).inputs(options)
        ANALYSIS.check(inputs)
        results = computed(Content(ANALYSIS, content), options)
        return results, ANALYSIS.answer(inputs, results)


def troubles(content, **options):
    with translation.override("en"), pytest.raises(Trouble) as caught:
        ANALYSIS.check(Content(ANALYSIS, content).inputs(ANALYSIS.defaults() | options))
    return caught.value.problems


def reading(answer):
    return " ".join(answer.reading)


def warnings(answer):
    return " ".join(answer.warnings)


# --- Numbers ---


@pytest.mark.parametrize("mean", ["arithmetic", "geometric"])
def test_the_published_index_comes_out(mean):
    content, options = example("human-development")

    results, _answer = run(content, **options | {"aggregation": mean})

    assert_allclose(results["scores"][mean], ORACLE["expect"][mean], atol=ORACLE["tolerance"])
    assert_allclose(results["normalised"], ORACLE["expect"]["normalised"], atol=ORACLE["tolerance"])
    assert results["ranks"][mean] == [1, 2, 3]


@pytest.mark.parametrize("scale", ["minmax", "rank", "zscore"])
@pytest.mark.parametrize("seed", [0, 7])
def test_intervals_are_those_of_the_method(scale, seed):
    values = np.random.default_rng(5).integers(1, 9, size=(7, 4)).astype(float)
    values[2, 1] = np.nan
    content = table([[None if x != x else x for x in row] for row in values], indicators={1: {"direction": "less"}})
    names = [scale, *(name for name in ONE_SCALE if name != scale)]

    results, _answer = run(content, normalisation=scale, seed=seed, runs=300)

    expected = composite.rank_intervals(values, directions=[1, -1, 1, 1], normalisations=names, runs=300, seed=seed)
    assert_array_equal(results["ranks"]["arithmetic"], expected.reference)
    for key in ("median", "low", "high"):
        assert_array_equal(results[key], getattr(expected, key))
    assert_allclose(results["frequency"], expected.frequency)
    assert_allclose(results["mean_shift"], expected.mean_shift)


@pytest.mark.parametrize(("scale", "mean"), [("minmax", "arithmetic"), ("minmax", "geometric"), ("rank", "geometric")])
def test_ranks_without_an_indicator_are_those_of_the_method(scale, mean):
    values = np.random.default_rng(3).integers(1, 9, size=(6, 4)).astype(float)

    results, _answer = run(table(values.tolist()), normalisation=scale, aggregation=mean, runs=100)

    assert_array_equal(results["left_out"], composite.leave_one_out(values, normalisation=scale, aggregation=mean))


def test_every_rank_of_a_scale_with_goalposts_can_be_reached_in_the_runs():
    posts = {j: {"low": 0, "high": 100} for j in range(3)}

    results, _answer = run(
        table([[90, 20, 30], [10, 70, 40], [50, 60, 20], [5, 5, 95]], indicators=posts), normalisation="goalposts"
    )

    for rank, low, high in zip(results["ranks"]["arithmetic"], results["low"], results["high"], strict=True):
        assert low <= rank <= high


def test_nearness_to_a_target_counts_both_sides():
    results, _answer = run(table([[8], [10], [13]], indicators={0: {"target": 10}}), normalisation="target", runs=100)

    assert results["scores"]["arithmetic"] == pytest.approx([1 / 3, 1, 0])


def test_z_scores_have_no_geometric_mean_beside_them():
    results, answer = run(table([[1, 5], [2, 3], [3, 4], [4, 9]]), normalisation="zscore", runs=100)

    assert results["scores"]["geometric"] is None
    assert len(answer.sections[0].sheets[0].columns) == 6


def test_points_of_experts_become_weights():
    content = table([[1, 4], [2, 2], [3, 1], [5, 3]], experts=[{"name": "Ana"}, {"name": "Bor"}])
    content["tables"]["points"] = [[75, 25], [25, 25]]

    results, answer = run(content, weights="budget", runs=100)

    assert results["weights"] == pytest.approx([0.625, 0.375])
    assert "The points of Bor do not sum to 100" in warnings(answer)


@pytest.mark.parametrize("weights", ["entropy", "critic"])
def test_weights_from_the_data_sum_to_one(weights):
    results, _answer = run(table([[1, 4, 2], [2, 2, 7], [3, 1, 4], [5, 3, 3]]), weights=weights, runs=100)

    assert sum(results["weights"]) == pytest.approx(1)


def test_extreme_values_are_drawn_in_only_when_asked_and_listed_in_their_own_unit():
    values = [[x, y] for x, y in zip([1, 2, 3, 4, 5, 6, 7, 900], [3, 1, 4, 1, 5, 9, 2, 6], strict=True)]

    left, warned = run(table(values), runs=100)
    drawn, answer = run(table(values), runs=100, winsorise=True)

    assert left["changed"] == []
    assert "The indicator I1 has extreme values" in warnings(warned)
    assert drawn["changed"] == [[7, 0, 900, 7]]
    assert [sheet.rows for sheet in answer.sheets if sheet.key == "changed"] == [(("U8", "I1", 900, 7),)]
    assert "1 extreme value was drawn in" in warnings(answer)


def test_changed_values_of_logarithms_come_back_as_values():
    values = [[float(x), 1.0 + x % 3] for x in (1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1e9)]

    results, _answer = run(table(values, indicators={0: {"transform": "log"}}), runs=100, winsorise=True)

    assert results["changed"][0] == [7, 0, pytest.approx(1e9), pytest.approx(1.6)]


# --- Words ---


def test_the_leader_is_named_with_its_share_of_the_runs():
    content, options = example("towns")

    results, answer = run(content, **options)

    first = results["ranks"]["arithmetic"].index(1)
    name, share = content["lists"]["units"][first]["name"], results["first"][first]
    assert answer.reading[0].startswith(f"{name} has the highest score")
    assert f"{share:.0%}" in answer.reading[0]
    assert 3 <= len(answer.reading) <= 6


def test_tied_leaders_share_the_first_rank():
    _results, answer = run(table([[1, 2], [2, 1], [0, 0], [0.5, 0.5]]), runs=100)

    assert answer.reading[0].startswith("U1 and U2 share the first rank")


def test_a_unit_with_too_few_values_has_no_score_and_no_last_rank():
    results, answer = run(table([[1, 2, 3], [2, 3, 1], [3, 1, 3], [4, 5, 5], [9, None, None]], own=4), runs=100)

    assert results["scores"]["arithmetic"][4] is None
    assert results["ranks"]["arithmetic"][4] is None
    assert results["low"][4] is None
    assert "U5 has values for only 33% of the weight" in reading(answer)
    assert "that is not a last rank" in warnings(answer)
    assert "2 values are missing" in warnings(answer)


def test_fewer_than_four_are_warned_about():
    _results, answer = run(table([[1, 2], [2, 3], [3, 1]]), runs=100)

    assert "Fewer than four towns or zones" in warnings(answer)


def test_two_indicators_that_say_the_same_are_named():
    _results, answer = run(table([[1, 10, 3], [2, 20, 9], [3, 31, 1], [4, 40, 5]]), runs=100)

    assert "“I1” and “I2” say nearly the same" in warnings(answer)
    assert "I3" not in warnings(answer)


def test_so_few_units_do_not_make_indicators_say_the_same():
    _results, answer = run(table([[1, 10], [2, 20], [3, 30]]), runs=100)

    assert "nearly the same" not in warnings(answer)


def test_an_indicator_without_differences_is_named():
    _results, answer = run(table([[1, 5], [2, 5], [3, 5], [4, 5]]), runs=100)

    assert "The indicator I2 is the same everywhere" in warnings(answer)


def test_a_rarely_known_indicator_is_named():
    content = table([[1, 5, 2, 4], [2, None, 3, 1], [3, None, 1, 1], [4, 6, 2, 2]])

    _results, answer = run(content, runs=100)

    assert "Fewer than 65% of the towns or zones have a value for the indicator I2" in warnings(answer)


def test_values_beyond_their_goalposts_are_counted():
    posts = {0: {"low": 0, "high": 10}, 1: {"low": 0, "high": 10}}

    _results, answer = run(
        table([[1, 12], [2, 3], [3, -1], [4, 5]], indicators=posts), normalisation="goalposts", runs=100
    )

    assert "2 values lie beyond their goalposts" in warnings(answer)


def test_weights_and_points_that_were_not_used_are_pointed_out():
    content = table([[1, 4], [2, 2], [3, 1], [5, 3]], indicators={0: {"weight": 3}}, experts=[{"name": "Ana"}])
    content["tables"]["points"] = [[50, 50]]

    _results, answer = run(content, runs=100)

    assert "The weights in the list of indicators were not used" in warnings(answer)
    assert "The experts’ points were not used" in warnings(answer)


def test_a_leader_that_stays_whatever_is_left_out_is_said():
    _results, answer = run(table([[9, 9], [1, 1], [2, 2], [3, 3]]), runs=100)

    assert "Whichever indicator is left out, U1 stays first." in answer.reading


def test_indicators_that_the_first_rank_hangs_on_are_named():
    results, answer = run(table([[9, 5], [1, 6], [2, 2], [3, 3]]), runs=100)

    assert [row.index(1) for row in results["left_out"]] == [1, 0]
    assert "Without the indicator I1, the first rank would not be the same." in answer.reading


def test_one_indicator_alone_is_never_left_out():
    results, answer = run(table([[1], [2], [3], [4]]), runs=100)

    assert results["left_out"] == [[None] * 4]
    assert [section.key for section in answer.sensitivity] == ["runs"]


def test_another_leader_by_the_other_mean_is_named():
    content, options = example("towns")

    results, answer = run(content, **options)

    other = content["lists"]["units"][results["ranks"]["geometric"].index(1)]["name"]
    assert answer.sections[0].text[1].endswith(f"the first rank would go to: {other}.")


def test_the_same_leader_by_both_means_needs_no_word():
    content, options = example("human-development")

    _results, answer = run(content, **options)

    assert len(answer.sections[0].text) == 1


# --- The own unit ---


def test_weak_points_are_the_worst_quarter_and_what_misses_its_target():
    indicators = {0: {"topic": "energy"}, 1: {"direction": "less", "target": 5, "topic": "waste"}, 2: {"target": 3}}
    content = table([[1, 7, 4], [5, 9, 1], [6, 8, 2], [7, 9, 3], [8, 6, 5]], indicators=indicators, own=0)

    _results, answer = run(content, runs=100)

    found = [(weak.name, weak.why, weak.topic) for weak in answer.weaknesses]
    assert found == [
        ("I1", "4 of 4 others do better.", "energy"),
        ("I2", "7 is above the target of 5.", "waste"),
    ]
    assert "At least three quarters of the others do better than U1 in: I1." in answer.reading


def test_without_an_own_unit_there_is_no_score_card_and_no_weak_point():
    _results, answer = run(table([[1, 2], [2, 1], [3, 3], [4, 1]]), runs=100)

    card = next(section for section in answer.sections if section.key == "card")
    assert not card.charts
    assert not answer.weaknesses


def test_the_score_card_shows_values_as_they_were_given():
    content, options = example("human-development")

    _results, answer = run(content, **options)

    [card] = [chart for chart in answer.charts if chart.key == "card"]
    assert card.sheet.rows[2][1] == 740


# --- What cannot be computed ---

VALUES = [[1, 4], [2, 2], [3, 1], [5, 3]]


@pytest.mark.parametrize(
    ("content", "options", "place", "words"),
    [
        (table([[1, None], [2, None]]), {}, ("values", 0, 1), "“I2” holds no value"),
        (
            table(VALUES, indicators={0: {"low": 0}}),
            {"normalisation": "goalposts"},
            ("indicators", 0, "high"),
            "fill in the low",
        ),
        (
            table(VALUES, indicators={j: {"low": 5, "high": 5} for j in (0, 1)}),
            {"normalisation": "goalposts"},
            ("indicators", 0, "low"),
            "must be smaller",
        ),
        (table(VALUES), {"normalisation": "target"}, ("indicators", 0, "target"), "fill in the target"),
        (table([[0, 1], [2, 3]]), {"normalisation": "distance_to_best"}, ("values", 0, 0), "greater than 0"),
        (table([[0, 1], [2, 3]], indicators={0: {"transform": "log"}}), {}, ("values", 0, 0), "logarithms need"),
        (
            table(VALUES, indicators={0: {"transform": "log", "low": 0}}),
            {},
            ("indicators", 0, "low"),
            "where logarithms",
        ),
        (
            table(VALUES, indicators={0: {"weight": None}}),
            {"weights": "own"},
            ("indicators", 0, "weight"),
            "fill in its weight",
        ),
        (
            table(VALUES, indicators={j: {"weight": 0} for j in (0, 1)}),
            {"weights": "own"},
            ("indicators", 0, "weight"),
            "At least one",
        ),
        (table(VALUES), {"weights": "budget"}, ("experts",), "There are no points yet"),
        (table([[1, -4], [2, 2]]), {"weights": "entropy"}, ("values", 0, 1), "need numbers from 0"),
        (table([[1, 0], [2, 0]]), {"weights": "entropy"}, ("values", 0, 1), "only zeros"),
        (table([[1, None], [2, 2]]), {"weights": "critic"}, ("values", 0, 1), "need every value"),
        (table([[1, 2], [1, 2]]), {"weights": "critic"}, ("values",), "All values are the same"),
        (table([[1, None], [None, 2], [2, 3]]), {}, ("values",), "Fewer than two"),
        (table([[1, 2], [1, 2]]), {}, ("values",), "nothing tells"),
        (
            table([[1, 2], [1, 3]], indicators={1: {"weight": 0}}),
            {"weights": "own"},
            ("indicators", 0, "weight"),
            "Only indicators that are the same",
        ),
    ],
)
def test_what_cannot_be_computed_is_said_with_its_place(content, options, place, words):
    problems = troubles(content, **options)

    assert problems[0][0] == place
    assert words in problems[0][1]


def test_only_one_can_be_the_own():
    content = table(VALUES, own=0)
    content["lists"]["units"][2]["own"] = "own"

    [(place, text)] = troubles(content)

    assert place == ("units", 2, "own")
    assert "“U3”" in text


def test_an_expert_without_points_is_named():
    content = table(VALUES, experts=[{"name": "Ana"}, {"name": "Bor"}])
    content["tables"]["points"] = [[50, 50], [0, 0]]

    [(place, text)] = troubles(content, weights="budget")

    assert place == ("points", 1, 0)
    assert "Bor" in text


def test_z_scores_and_geometric_mean_are_refused_by_the_form():
    form = CompositeQuestion.Options(ANALYSIS.defaults() | {"normalisation": "zscore", "aggregation": "geometric"})

    assert list(form.errors) == ["aggregation"]


# --- The page ---


@pytest.mark.parametrize("key", EXAMPLES)
@pytest.mark.parametrize("language", ["en", "sl"])
def test_examples_answer_in_both_languages_from_what_was_stored(key, language):
    content, options = example(key, language)
    with translation.override(language):
        inputs = Content(ANALYSIS, content).inputs(options)
        ANALYSIS.check(inputs)
        results = computed(Content(ANALYSIS, content), options)
        stored = json.loads(json.dumps(results))
        answer = ANALYSIS.answer(inputs, stored)

        assert stored == results
        assert answer == ANALYSIS.answer(inputs, results)
        assert computed(Content(ANALYSIS, deepcopy(content)), options) == results
    texts = [*answer.reading, *answer.warnings, *(weak.why for weak in answer.weaknesses)]
    assert not any("%(" in text or "%%" in text for text in texts)
    assert 3 <= len(answer.reading) <= 6
    keys = [sheet.key for section in (*answer.sections, *answer.sensitivity) for sheet in section.sheets]
    keys += [chart.key for chart in answer.charts]
    assert len(keys) == len(set(keys))


def test_the_defaults_are_valid_and_explained():
    form = CompositeQuestion.Options(ANALYSIS.defaults())

    assert form.is_valid()
    assert form.cleaned_data == ANALYSIS.defaults()
    assert all(field.help_text for field in form.fields.values())


def test_many_units_are_long_work_that_reports_and_can_be_stopped():
    content = table(np.random.default_rng(0).random((30, 4)).tolist())
    options = ANALYSIS.defaults() | {"runs": 2000}
    seen = []

    class Stop(Exception):
        pass

    def stop(share):
        seen.append(share)
        if share > 0.5:
            raise Stop

    with pytest.raises(Stop):
        computed(Content(ANALYSIS, content), options, stop)

    assert seen == sorted(seen)
    assert not ANALYSIS.is_long(Content(ANALYSIS, content).inputs(options))
    many = table(np.zeros((1000, 100)).tolist())
    assert ANALYSIS.is_long(Content(ANALYSIS, many).inputs(options))


def test_very_many_numbers_are_not_drawn():
    content = table(np.random.default_rng(0).random((90, 20)).tolist())

    results, answer = run(content, runs=100)

    assert results["frequency"] is None
    assert {chart.key for chart in answer.charts} == {"ranks", "correlations"}
    assert {"profile", "left-out"} <= {sheet.key for sheet in answer.sheets}


def test_missing_values_are_not_filled_in():
    data = read_data(Content(ANALYSIS, table([[1, None], [2, 3]])).inputs(ANALYSIS.defaults()))

    assert np.isnan(normalised(data, "minmax")[0, 1])


# --- What is the same everywhere ---

LEADS = [[9.2, 9.2, 9.2], [10, None, 9], [0, 0, 0], [5, 10, 10]]


@pytest.mark.parametrize("weights", ["equal", "own"])
def test_an_indicator_that_is_the_same_everywhere_changes_no_order(weights):
    without, _answer = run(table(LEADS), weights=weights)
    added, answer = run(table([[*row, 7] for row in LEADS]), weights=weights)

    assert added["scores"]["arithmetic"] == pytest.approx(without["scores"]["arithmetic"])
    assert added["ranks"] == without["ranks"]
    assert added["unit_coverage"] == pytest.approx(without["unit_coverage"])
    assert added["weights"][3] == 0
    assert "I4 is the same everywhere: it tells nothing apart, so its weight is 0" in warnings(answer)


@pytest.mark.parametrize("scale", ["zscore", "rank", "goalposts", "target", "distance_to_best"])
def test_it_has_no_weight_on_any_scale(scale):
    more = {j: {"low": -1, "high": 20, "target": 5} for j in range(4)}
    values = [[None if x is None else x + 1 for x in row] + [7] for row in LEADS]

    results, _answer = run(table(values, indicators=more), normalisation=scale)

    assert results["weights"] == pytest.approx([1 / 3, 1 / 3, 1 / 3, 0])

from pathlib import Path

import pytest
import yaml
from django.utils import translation

from catalogue.tables.numbers import read_number
from tests.tools.questions.steps import gone_through, in_both_languages, prepared, sheet_of
from tools.data.checking import problems
from tools.data.content import Content
from tools.questions.ahp.answer import judgement
from tools.questions.ahp.examples import upper
from tools.questions.choice.examples import names
from tools.questions.registry import QUESTIONS

ORACLE = yaml.safe_load((Path(__file__).parents[1] / "oracles" / "4A_ahp_leader.yaml").read_text())
AHP = QUESTIONS["ahp"]
EXAMPLES = {example.key: example for example in AHP.examples}


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def content(*judges):
    """Criteria A, B, C …, one table of judgements above the diagonal for each judge."""
    count = len(judges[0]) + 1
    lists = {"elements": names(*"ABCDEFGH"[:count]), "judges": names(*(f"Judge {n + 1}" for n in range(len(judges))))}
    return {"lists": lists, "tables": {"judgements": [upper(*judge) for judge in judges]}}


def triangle(flat):
    """The rows above the diagonal of the cells given row by row."""
    size = (1 + int((1 + 8 * len(flat)) ** 0.5)) // 2
    cells = iter(flat)
    return [[next(cells) for _column in range(row)] for row in range(size - 1, 0, -1)]


def test_the_published_example_gives_the_published_weights():
    results, _answer = gone_through(AHP, EXAMPLES["leader"].content)

    expected, within = ORACLE["expect"], ORACLE["tolerance"]
    assert results["weights"] == pytest.approx(expected["criteria"]["weights"], abs=within)
    assert results["other_weights"] == pytest.approx(expected["criteria_by_geometric_mean"], abs=within)
    assert results["lambda_max"] == pytest.approx(expected["criteria"]["lambda_max"], abs=within)
    assert results["cr"] == pytest.approx(expected["criteria"]["cr"], abs=within)
    assert results["consistent"] is True


@pytest.mark.parametrize("name", ORACLE["criteria"])
def test_each_published_matrix_gives_its_weights(name):
    results, _answer = gone_through(AHP, content(triangle(ORACLE["input"][name])))

    assert results["weights"] == pytest.approx(ORACLE["expect"][name], abs=ORACLE["tolerance"])


@pytest.mark.parametrize("example", AHP.examples, ids=lambda example: example.key)
def test_each_example_answers_in_both_languages(example):
    english, slovenian = in_both_languages(AHP, example)

    assert len(english.charts) == len(slovenian.charts) >= 3


def test_the_reading_tells_the_weights_and_the_consistency():
    _results, answer = gone_through(AHP, EXAMPLES["leader"].content)

    assert answer.reading[0] == "Experience weighs most (55%), followed by Charisma (27%)."
    assert "the consistency ratio is 0.044" in answer.reading[1]
    assert answer.warnings == ()


def test_contradicting_judgements_are_marked_with_the_worst_and_the_value_that_would_fit():
    results, answer = gone_through(AHP, content([[3, 1 / 5], [3]]))

    i, j, fitting = results["worst"]
    assert results["consistent"] is False
    assert i < j
    assert fitting == pytest.approx(results["weights"][i] / results["weights"][j])
    assert results["mended"]["cr"] < results["cr"]
    assert "contradict each other" in answer.reading[1]
    assert "Look again" in answer.reading[2]
    assert "above 0.10" in answer.warnings[0]


def test_a_judge_who_contradicts_himself_is_named():
    _results, answer = gone_through(AHP, EXAMPLES["grants"].content)

    assert answer.warnings == (
        "The judgements of this judge contradict each other (ratio above 0.10): Residents’ council.",
    )
    assert sheet_of(answer, "judges").rows[2][3:] == ("1/3", "1")


def test_several_judges_count_by_their_geometric_mean():
    results, answer = gone_through(AHP, content([[4]], [[1]]))

    assert results["group"][0][1] == pytest.approx(2)
    assert results["weights"] == pytest.approx([2 / 3, 1 / 3])
    assert "do not put the same first" in answer.reading[1]


def test_perfect_judgements_are_said_to_be_so():
    results, answer = gone_through(AHP, content([[2, 4], [2]]))

    assert results["weights"] == pytest.approx([4 / 7, 2 / 7, 1 / 7])
    assert results["worst"] is None
    assert answer.reading[1] == "The judgements go together perfectly (consistency ratio 0)."


def test_equal_weights_and_shared_first_places_are_said():
    _results, equal = gone_through(AHP, content([[1, 1], [1]]))
    _results, shared = gone_through(AHP, content([[1, 3], [3]]))

    assert equal.reading[0] == "All criteria weigh the same: 33% each."
    assert shared.reading[0] == "These criteria weigh most and the same, 43% each: A and B."


def test_one_step_bounds_hold_the_weights_and_name_what_comes_first():
    results, answer = gone_through(AHP, content([[1, 3], [4]]))

    steps = results["steps"]
    for low, weight, high in zip(steps["low"], results["weights"], steps["high"], strict=True):
        assert low <= weight <= high
    assert steps["switches"]
    assert any("put another criterion first" in text or "puts another" in text for text in answer.reading)


def test_leaving_a_judge_out_that_changes_the_first_place_is_said():
    _results, answer = gone_through(AHP, content([[3]], [[1 / 2]], [[1]]))
    section = next(section for section in answer.sensitivity if section.key == "without")

    assert section.text == ("The first place changes without this judge: Judge 1.",)


@pytest.mark.parametrize(("value", "text"), [(3, "3"), (1 / 3, "1/3"), (1.44, "1.4"), (0.98, "1"), (1 / 1.44, "1/1.4")])
def test_a_judgement_is_written_as_people_say_it(value, text):
    assert judgement(value) == text


@pytest.mark.parametrize("text", ["1/9", "1/3", "9", "0.11"])
def test_cells_take_the_whole_scale_and_fractions(text):
    data = Content(AHP, content([[read_number(text, "en").value]]))

    assert problems(data, "en") == []


@pytest.mark.parametrize("value", [10, 0.1, -1, None])
def test_other_cells_are_refused(value):
    assert len(problems(Content(AHP, content([[value]])), "en")) == 1


def test_a_large_committee_is_long_work():
    few, many = content([[1, 1], [1]]), content(*([[1] * n for n in range(7, 0, -1)] for _judge in range(200)))
    many["lists"]["elements"] = names(*"ABCDEFGHIJKLMNO")

    assert not AHP.is_long(prepared(AHP, few))
    assert AHP.is_long(prepared(AHP, many))

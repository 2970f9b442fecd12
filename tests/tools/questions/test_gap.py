from pathlib import Path

import pytest
import yaml
from django.utils import translation

from tests.tools.questions.steps import as_text, gone_through, reading_of
from tools.asking.base import Trouble
from tools.data.computing import cleaned_options
from tools.data.content import Content
from tools.questions.registry import QUESTIONS

ORACLE = yaml.safe_load((Path(__file__).parents[1] / "oracles/3D_gap_furniture.yaml").read_text())
GAP = QUESTIONS["gap"]
EXAMPLES = {example.key: example for example in GAP.examples}


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def branches(*rows):
    """Rows of (name, turnover, spending per head); 100 residents make the potential a hundred times that."""
    keys = ("name", "actual", "spend")
    return {"lists": {"branches": [dict(zip(keys, row, strict=True)) | {"per_m2": None} for row in rows]}}


def said(*rows, **options):
    return reading_of(GAP, branches(*rows), {"population": 100} | options)


def test_the_published_example_gives_the_published_numbers():
    example = EXAMPLES["furniture"]

    results, _answer = gone_through(GAP, example.content, example.options)

    expected, within = ORACLE["expect"], ORACLE["tolerance"]
    assert results["potential"] == pytest.approx([expected["potential"]], abs=within)
    assert results["balance"] == pytest.approx([expected["balance"]], abs=within)
    assert results["pull_factor"] == pytest.approx([expected["pull_factor"]], abs=5e-5)
    assert results["captured"] == pytest.approx([expected["captured_population"]], abs=within)


@pytest.mark.parametrize("language", ["en", "sl"])
@pytest.mark.parametrize("key", EXAMPLES)
def test_every_example_answers_in_both_languages(key, language):
    with translation.override(language):
        _results, answer = gone_through(GAP, EXAMPLES[key].content, EXAMPLES[key].options)

    assert 3 <= len(answer.reading) <= 6
    assert "%(" not in as_text(answer)


def test_branches_that_leak_are_named_the_largest_gap_first():
    reading = said(("Books", 900, 10), ("Shoes", 100, 10), ("Food", 1500, 10))

    assert (
        "In 2 branches the shops sell less than the residents could buy, the largest gap first: Shoes and Books."
        in (reading)
    )
    assert "In 1 branch they sell more, so customers come from outside: Food." in reading
    assert "Taken together, about 500 leak out, which is 17% of the potential." in reading


def test_more_sold_than_could_be_spent_is_said_as_such():
    reading = said(("Food", 1500, 10))

    assert "In no branch do the shops sell less than the residents could buy." in reading
    assert "Taken together, about 500 more are sold than the residents could spend: 50% of it." in reading


def test_a_balance_of_nothing_is_neither_leak_nor_gain():
    reading = said(("Food", 1000, 10))

    assert "Taken together, what leaks out and what comes in balance." in reading


def test_branches_that_hang_on_the_estimate_of_spending_are_named():
    reading = said(("Food", 1050, 10), ("Shoes", 100, 10))

    assert "In 1 branch it depends on the estimate of spending (±10%) whether it leaks: Food." in reading


def test_without_uncertain_branches_the_reading_says_that_nothing_changes():
    reading = said(("Shoes", 100, 10), demand_change=20)

    assert "If spending were 20% lower or higher, that would not change which branches leak." in reading


def test_lower_and_higher_spending_move_the_balance_to_both_sides():
    results, _answer = gone_through(GAP, branches(("Shoes", 100, 10)), {"population": 100})

    assert (results["balance_less"], results["balance_more"]) == ([-800.0], [-1000.0])
    assert results["pull_less"] == pytest.approx([100 / 900])
    assert results["pull_more"] == pytest.approx([100 / 1100])


def test_without_a_change_of_spending_there_is_no_sensitivity():
    _results, answer = gone_through(GAP, branches(("Shoes", 100, 10)), {"population": 100, "demand_change": 0})

    assert answer.sensitivity == ()
    assert not any("spending were" in text for text in answer.reading)


def test_floor_space_is_computed_where_the_turnover_per_m2_is_known():
    content = branches(("Shoes", 400, 10), ("Food", 400, 10))
    content["lists"]["branches"][0]["per_m2"] = 20

    results, _answer = gone_through(GAP, content, {"population": 100})

    assert results["floor_space"] == [30.0, None]


def test_a_branch_without_spending_has_no_pull_factor_and_a_warning():
    results, answer = gone_through(GAP, branches(("Shoes", 400, 0), ("Food", 400, 10)), {"population": 100})

    assert results["pull_factor"] == [None, 0.4]
    assert answer.warnings == ("Without spending per head there is no potential and no pull factor: Shoes.",)


def test_no_spending_at_all_is_refused_with_the_remedy():
    options, _form = cleaned_options(GAP, {})

    with pytest.raises(Trouble, match="fill in the spending per head of at least one branch"):
        GAP.check(Content(GAP, branches(("Shoes", 400, 0))).inputs(options))


def test_weak_branches_carry_the_topic_their_user_chose():
    content = branches(("Shoes", 100, 10), ("Food", 900, 10), ("Books", 790, 10))
    content["lists"]["branches"][0]["topic"] = "town_centre"

    _results, answer = gone_through(GAP, content, {"population": 100})

    assert [(weakness.name, weakness.topic) for weakness in answer.weaknesses] == [
        ("Shoes", "town_centre"),
        ("Books", ""),
    ]
    assert answer.weaknesses[0].why == "The shops sell 10% of what the residents could buy."


def test_the_options_are_valid_as_they_stand():
    options, form = cleaned_options(GAP, {})

    assert form.errors == {}
    assert options == GAP.defaults()

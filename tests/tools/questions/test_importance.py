import json

import pytest
from django.utils import translation

from tests.tools.questions.steps import content_of, gone_through, in_both_languages, options_of, sheet_of, troubles
from tools.data.computing import computed
from tools.questions.registry import QUESTIONS

GRID = QUESTIONS["importance"]
TOWN, ZONE = GRID.examples
IMPORTANCE = [[5, 4, 2, 1], [5, 5, 1, 2], [4, 5, 2, 1], [5, 4, 1, 2], [5, 5, 2, 1]]
PERFORMANCE = [[1, 4, 2, 5], [2, 5, 1, 4], [1, 4, 2, 5], [1, 5, 1, 5], [2, 4, 2, 4]]


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def ratings(importance=IMPORTANCE, performance=PERFORMANCE, topics=("energy", "", "", "")):
    names = ("Buses", "Shops", "Lamps", "Banners")
    return {
        "lists": {
            "factors": [{"name": name, "topic": topic} for name, topic in zip(names, topics, strict=True)],
            "respondents": [{"name": f"Person {number}"} for number in range(1, len(importance) + 1)],
        },
        "tables": {"importance": importance, "performance": performance},
    }


def only(value):
    return [[value] * 4 for _person in range(5)]


def test_the_four_quarters_are_told_apart():
    results, _answer = gone_through(GRID, ratings())

    assert results["quadrants"] == ["concentrate", "keep_up", "low_priority", "overkill"]
    assert results["importance"] == pytest.approx([4.8, 4.6, 1.6, 1.4])
    assert results["gap"] == pytest.approx([-3.4, -0.2, 0.0, 3.2])
    assert results["stability"] == [1, 1, 1, 1]


def test_the_reading_names_what_to_act_on_and_the_widest_gap():
    _results, answer = gone_through(GRID, ratings())

    assert answer.reading == (
        "The result rests on the ratings of 5 respondents.",
        "1 factor is important and performs low, so it is the first to act on: Buses.",
        "1 factor is important and performs well: Shops.",
        "Performance lags furthest behind importance, by 3.40 points, for Buses.",
        "Whichever respondent is left out, every factor stays in its quarter.",
        "With the lines at the means and at the middle of the scale, all factors lie in the same quarters.",
    )
    assert answer.warnings == ()


def test_what_to_concentrate_on_asks_for_practices_of_its_topic():
    _results, answer = gone_through(GRID, ratings())

    assert [(weakness.name, weakness.topic) for weakness in answer.weaknesses] == [("Buses", "energy")]


def test_a_factor_on_the_line_counts_as_high():
    results, answer = gone_through(GRID, ratings(only(3), only(3)))

    assert set(results["quadrants"]) == {"keep_up"}
    assert answer.reading[1] == "No factor is both more important and performing lower than the lines."
    assert "No factor performs lower than it is important." in answer.reading


def test_equal_gaps_are_all_named():
    _results, answer = gone_through(GRID, ratings(only(4), only(3)))

    text = "Performance lags furthest behind importance, by 1.00 points each, for Buses, Shops, Lamps and Banners."
    assert text in answer.reading


def test_typed_lines_part_the_grid_and_stand_beside_both_others():
    options = {"crosshair": "typed", "line_importance": 4.7, "line_performance": 4.9}

    results, answer = gone_through(GRID, ratings(), options)

    assert results["lines"] == [4.7, 4.9]
    assert results["quadrants"] == ["concentrate", "low_priority", "low_priority", "low_priority"]
    assert [column.label for column in sheet_of(answer, "lines").columns[1:]] == [
        "As typed",
        "Lines at the means",
        "Lines at the middle of the scale",
    ]
    assert answer.reading[-1].startswith(
        "For 2 factors the quarter depends on where the lines stand: Shops and Banners"
    )


def test_empty_cells_are_counted_and_not_filled():
    importance = [[None, 4, 2, 1], *IMPORTANCE[1:]]

    results, answer = gone_through(GRID, ratings(importance))

    assert results["n_importance"] == [4, 5, 5, 5]
    assert results["importance"][0] == pytest.approx(19 / 4)
    assert answer.warnings == ("Fewer than five people rated: Buses.",)


def test_who_answered_nothing_is_no_respondent():
    results, _answer = gone_through(GRID, ratings([*IMPORTANCE, [None] * 4], [*PERFORMANCE, [None] * 4]))

    assert results["respondents"] == 5


def test_few_respondents_are_a_conversation():
    _results, answer = gone_through(GRID, ratings(IMPORTANCE[:3], PERFORMANCE[:3]))

    assert answer.warnings == ("Only 3 respondents: read this as a conversation, not as a survey. Ask at least five.",)


def test_one_row_is_taken_as_means_and_says_nothing_about_how_sure_it_is():
    results, answer = gone_through(GRID, ratings([[4.6, 4.1, 2.2, 1.5]], [[1.5, 4.4, 2, 4.8]]))

    assert results["stability"] is None
    assert answer.reading[0] == "One row of ratings for 4 factors was read; they are taken as means."
    assert [section.key for section in answer.sensitivity] == ["lines"]
    assert len(answer.warnings) == 1


def test_a_factor_near_a_line_is_told():
    _results, answer = gone_through(GRID, TOWN.content)

    assert answer.reading[4] == (
        "The place of 2 factors hangs on single respondents. Least firm: Somebody in charge of the centre, in the same "
        "quarter in 75% of the runs that leave one respondent out."
    )


@pytest.mark.parametrize("example", GRID.examples, ids=lambda example: example.key)
def test_every_example_answers_in_both_languages(example):
    for answer in in_both_languages(GRID, example):
        assert answer.weaknesses
        assert all(weakness.topic for weakness in answer.weaknesses)
        assert len(answer.main.rows) == len(example.content["lists"]["factors"])


def test_a_rating_beyond_the_scale_is_named_with_its_cell():
    found = troubles(GRID, ratings([[7, 4, 2, 1], *IMPORTANCE[1:]]))

    assert found == {
        (
            "importance",
            0,
            0,
        ): "Row “Person 1”, column “Buses”: 7.00 is not on the scale from 1.00 to 5.00. Correct it, or "
        "change the scale in the options."
    }


def test_another_scale_may_be_chosen():
    results, _answer = gone_through(GRID, ratings([[7, 4, 2, 1], *IMPORTANCE[1:]]), {"high": 7})

    assert results["others"]["midpoint"]["lines"] == [4, 4]


def test_a_factor_nobody_rated_is_named():
    found = troubles(GRID, ratings([[None, *row[1:]] for row in IMPORTANCE]))

    text = "“How important is it?”, column “Buses”: nobody rated it. Fill in one rating, or remove the factor."
    assert found == {("importance", 0, 0): text}


def test_a_scale_must_rise_and_hold_the_lines():
    assert list(troubles(GRID, ratings(), {"low": 5, "high": 5})) == [("high",)]
    typed = {"crosshair": "typed", "line_importance": 6, "line_performance": 0}
    assert list(troubles(GRID, ratings(), typed)) == [("line_importance",), ("line_performance",)]


def test_the_same_input_gives_the_same_result():
    content, options = content_of(GRID, TOWN.content), options_of(GRID)

    assert json.dumps(computed(content, options)) == json.dumps(computed(content, options))


def test_it_can_collect_ratings_by_link_and_suggest_causes():
    assert (GRID.collects, GRID.suggests) == (("ratings",), "causes")
    assert [part.key for part in GRID.parts] == ["factors", "respondents", "importance", "performance"]

"""What holds for every analysis and each of its examples, in both languages."""

import json
import re
from functools import cache

import pytest
from django.utils import translation

from tools.data.computing import all_problems, cleaned_options, computed
from tools.data.content import Content
from tools.questions.registry import QUESTIONS

EXAMPLES = [(key, number) for key, analysis in QUESTIONS.items() for number in range(len(analysis.examples))]
PLACEHOLDER = re.compile(r"%\(\w+\)|\{\w*\}|\bnan\b|\bNone\b")


@cache
def example_of(key, number):
    """(analysis, content, options, results) of one example; computed once."""
    analysis = QUESTIONS[key]
    example = analysis.examples[number]
    with translation.override("en"):
        content = Content.of_example(analysis, example)
        options, _form = cleaned_options(analysis, example.options)
        return analysis, content, options, json.loads(json.dumps(computed(content, options)))


def answer_of(key, number, language):
    analysis, content, options, results = example_of(key, number)
    with translation.override(language):
        return analysis.answer(content.inputs(options), results)


def words_of(answer):
    """Every sentence, title and heading of an answer."""
    yield from (*answer.reading, *answer.warnings)
    for section in (*answer.sections, *answer.sensitivity):
        yield from (section.title, *section.text)
        yield from (text for chart in section.charts for text in (chart.title, chart.description))
        yield from (sheet.title for sheet in section.sheets)
    yield from (column.label for sheet in answer.sheets for column in sheet.columns)
    yield from (weakness.why for weakness in answer.weaknesses)


@pytest.mark.parametrize("key", QUESTIONS)
def test_every_tool_opens_with_an_example_and_names_its_sources(key):
    assert len(QUESTIONS[key].examples) >= 1
    assert len(QUESTIONS[key].sources) >= 1


@pytest.mark.parametrize(("key", "number"), EXAMPLES)
def test_an_example_has_no_problem_and_computes_to_itself(key, number):
    _analysis, content, options, results = example_of(key, number)

    again = json.loads(json.dumps(computed(content, options)))

    assert (all_problems(content, options), again) == ([], results)


@pytest.mark.parametrize("language", ["sl", "en"])
@pytest.mark.parametrize(("key", "number"), EXAMPLES)
def test_an_answer_is_read_in_three_to_six_whole_sentences(key, number, language):
    answer = answer_of(key, number, language)

    assert 3 <= len(answer.reading) <= 6
    assert [sentence for sentence in answer.reading if sentence[-1] not in ".:"] == []
    assert [text for text in words_of(answer) if PLACEHOLDER.search(text)] == []


@pytest.mark.parametrize(("key", "number"), EXAMPLES)
def test_both_languages_say_the_same_of_the_same_numbers(key, number):
    slovenian, english = answer_of(key, number, "sl"), answer_of(key, number, "en")

    assert len(slovenian.reading) == len(english.reading)
    assert [chart.key for chart in slovenian.charts] == [chart.key for chart in english.charts]
    assert set(slovenian.reading) & set(english.reading) == set()


@pytest.mark.parametrize("language", ["sl", "en"])
@pytest.mark.parametrize(("key", "number"), EXAMPLES)
def test_every_chart_has_its_table_and_a_name_of_its_own(key, number, language):
    answer = answer_of(key, number, language)

    keys = [chart.key for chart in answer.charts]
    assert len(keys) == len(set(keys)) >= 1
    assert [chart.key for chart in answer.charts if not chart.sheet.rows or not chart.description] == []
    assert [sheet.key for sheet in answer.sheets for row in sheet.rows if len(row) != len(sheet.columns)] == []


@pytest.mark.parametrize(("key", "number"), EXAMPLES)
def test_two_runs_can_be_compared_by_their_main_table(key, number):
    main = answer_of(key, number, "en").main

    assert len(main.columns) == 2
    assert len({row[0] for row in main.rows}) == len(main.rows) >= 1


@pytest.mark.parametrize(("key", "number"), EXAMPLES)
def test_the_key_of_what_is_weak_is_its_place_in_the_data(key, number):
    _analysis, content, _options, _results = example_of(key, number)

    weak = answer_of(key, number, "en").weaknesses

    places = [one.key.split("-") for one in weak]
    assert [one.name for one in weak] == [content.names(part)[int(place) - 1] for part, place, *_rest in places]
    assert len({one.key for one in weak}) == len(weak)
    assert [one.key for one in answer_of(key, number, "sl").weaknesses] == [one.key for one in weak]

"""From content to answer, as the pages go, with the results once through JSON."""

import json
import re

from django.utils import translation

from tools.asking.base import Trouble
from tools.data.computing import all_problems, cleaned_options, computed
from tools.data.content import Content, translated


def gone_through(question, content, options=()):
    """(results, answer); what is stored must say the same as what was computed."""
    given, cleaned = content_of(question, content), options_of(question, options)
    assert all_problems(given, cleaned) == []
    inputs, results = given.inputs(cleaned), computed(given, cleaned)
    stored = json.loads(json.dumps(results, allow_nan=False))
    answer = question.answer(inputs, stored)
    assert answer == question.answer(inputs, results)
    assert_is_whole(answer)
    return stored, answer


def content_of(question, content):
    return Content(question, translated(content))


def options_of(question, options=()):
    cleaned, form = cleaned_options(question, dict(options))
    assert form.errors == {}
    return cleaned


def prepared(question, content, options=()):
    return content_of(question, content).inputs(options_of(question, options))


def reading_of(question, content, options=()):
    _results, answer = gone_through(question, content, options)
    return answer.reading


def troubles(question, content, options=()):
    """{place: sentence} of what `check` finds."""
    try:
        question.check(prepared(question, content, options))
    except Trouble as trouble:
        return {place: str(text) for place, text in trouble.problems}
    return {}


def in_both_languages(question, example):
    for language in ("en", "sl"):
        with translation.override(language):
            _results, answer = gone_through(question, example.content, example.options)
            yield answer


def as_text(answer):
    """All words of an answer."""
    return json.dumps([answer.reading, answer.warnings, *map(str, (*answer.sections, *answer.sensitivity))])


def assert_is_whole(answer):
    """Keys are unique, the reading has three to six sentences, and nothing was left to fill in."""
    sections = [section.key for section in (*answer.sections, *answer.sensitivity)]
    charts = [chart.key for chart in answer.charts]
    tables = [sheet.key for section in (*answer.sections, *answer.sensitivity) for sheet in section.sheets]
    assert len(sections) == len(set(sections))
    assert len(charts + tables) == len(set(charts + tables))
    assert 3 <= len(answer.reading) <= 6
    assert not re.search(r"%\(|\bNone\b(?!,|\))|\bnan\b", as_text(answer))


def sheet_of(answer, key):
    return next(sheet for sheet in answer.sheets if sheet.key == key)

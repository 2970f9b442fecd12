"""From content to answer, as the pages go, with the results once through JSON."""

import json
import re

from django.utils import translation

from tools.asking.base import Trouble
from tools.work.computing import all_problems, cleaned_options, computed, inputs_of
from tools.work.content import fitted, translated


def gone_through(analysis, content, options=()):
    """(results, answer); what is stored must say the same as what was computed."""
    inputs = prepared(analysis, content, options)
    assert all_problems(analysis, {"lists": inputs.lists, "tables": inputs.tables}, inputs.options) == []
    results = computed(analysis, {"lists": inputs.lists, "tables": inputs.tables}, inputs.options)
    stored = json.loads(json.dumps(results, allow_nan=False))
    answer = analysis.answer(inputs, stored)
    assert answer == analysis.answer(inputs, results)
    assert_is_whole(answer)
    return stored, answer


def prepared(analysis, content, options=()):
    cleaned, form = cleaned_options(analysis, dict(options))
    assert form.errors == {}
    return inputs_of(analysis, fitted(analysis, translated(content)), cleaned)


def troubles(analysis, content, options=()):
    """{place: sentence} of what `check` finds."""
    try:
        analysis.check(prepared(analysis, content, options))
    except Trouble as trouble:
        return {place: str(text) for place, text in trouble.problems}
    return {}


def in_both_languages(analysis, example):
    for language in ("en", "sl"):
        with translation.override(language):
            _results, answer = gone_through(analysis, example.content, example.options)
            yield answer


def assert_is_whole(answer):
    """Keys are unique, the reading has three to six sentences, and nothing was left to fill in."""
    sections = [section.key for section in (*answer.sections, *answer.sensitivity)]
    charts = [chart.key for chart in answer.charts]
    tables = [sheet.key for section in (*answer.sections, *answer.sensitivity) for sheet in section.sheets]
    assert len(sections) == len(set(sections))
    assert len(charts + tables) == len(set(charts + tables))
    assert 3 <= len(answer.reading) <= 6
    words = json.dumps([answer.reading, answer.warnings, *map(str, (*answer.sections, *answer.sensitivity))])
    assert not re.search(r"%\(|\bNone\b(?!,|\))|\bnan\b", words)


def sheet_of(answer, key):
    return next(sheet for sheet in answer.sheets if sheet.key == key)

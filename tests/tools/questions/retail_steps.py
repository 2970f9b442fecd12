"""From content to answer, as the pages go, with the results once through JSON."""

import json

from tools.work.computing import all_problems, cleaned_options, computed, inputs_of
from tools.work.content import fitted, translated


def gone_through(analysis, content, options=()):
    """(results, answer); what is computed must say the same from stored results."""
    content = fitted(analysis, translated(content))
    cleaned, form = cleaned_options(analysis, dict(options))
    assert form.errors == {}
    assert all_problems(analysis, content, cleaned) == []
    inputs, results = inputs_of(analysis, content, cleaned), computed(analysis, content, cleaned)
    stored = json.loads(json.dumps(results, allow_nan=False))
    answer = analysis.answer(inputs, stored)
    assert answer == analysis.answer(inputs, results)
    assert_keys_are_unique(answer)
    return stored, answer


def reading_of(analysis, content, options=()):
    _results, answer = gone_through(analysis, content, options)
    return answer.reading


def as_text(answer):
    """All words of an answer."""
    return json.dumps([answer.reading, answer.warnings, *map(str, (*answer.sections, *answer.sensitivity))])


def assert_keys_are_unique(answer):
    sections = [section.key for section in (*answer.sections, *answer.sensitivity)]
    charts = [chart.key for chart in answer.charts]
    tables = [sheet.key for section in (*answer.sections, *answer.sensitivity) for sheet in section.sheets]
    assert len(sections) == len(set(sections))
    assert len(charts + tables) == len(set(charts + tables))

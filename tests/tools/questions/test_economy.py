"""The local economy beside the country: location quotient and shift-share."""

import json
from pathlib import Path

import pytest
import yaml
from django.utils import translation
from numpy.testing import assert_allclose

from tools.asking.base import Trouble
from tools.data.asked import asked_of, without_totals
from tools.data.computing import computed
from tools.data.content import Content, translated
from tools.questions.economy.question import FIGURES, EconomyQuestion

ANALYSIS = EconomyQuestion()
EXAMPLES = {example.key: example for example in ANALYSIS.examples}
ORACLE = yaml.safe_load((Path(__file__).parents[1] / "oracles" / "2B_shift_share.yaml").read_text())


def content_of(*rows):
    sectors = [{"name": f"S{n + 1}", **dict(zip(FIGURES, row, strict=False))} for n, row in enumerate(rows)]
    return {"lists": {"sectors": sectors}}


def run(content, language="en", **options):
    options = ANALYSIS.defaults() | options
    with translation.override(language):
        content = Content(ANALYSIS, translated(content))
        inputs = content.inputs(options)
        ANALYSIS.check(inputs)
        results = computed(content, options)
        return results, ANALYSIS.answer(inputs, results)


def troubles(content):
    with translation.override("en"), pytest.raises(Trouble) as caught:
        ANALYSIS.check(Content(ANALYSIS, content).inputs(ANALYSIS.defaults()))
    return caught.value.problems


def test_the_published_numbers_come_out():
    expected = ORACLE["expect"]

    results, answer = run(EXAMPLES["four-sectors"].content)

    assert_allclose(results["quotient0"], expected["location_quotient"], atol=ORACLE["tolerance"])
    for part in ("national", "mix", "competitive", "change"):
        assert_allclose(results[part], expected[part], atol=ORACLE["tolerance"])
    [table] = [sheet for sheet in answer.sheets if sheet.key == "table"]
    totals = dict(
        zip(("change", "national", "mix", "competitive"), (table.rows[-1][n] for n in (3, 6, 7, 8)), strict=True)
    )
    assert totals == pytest.approx(expected["totals"])


def test_the_example_holds_the_published_input():
    sectors = EXAMPLES["four-sectors"].content["lists"]["sectors"]

    assert {key: [sector[key] for sector in sectors] for key in FIGURES} == ORACLE["input"]


def test_the_reading_follows_the_numbers():
    _results, answer = run(EXAMPLES["four-sectors"].content, first=1985, second=1995)

    assert "from 1,000 to 1,630, a change of +63.0%; in the country it was +29.0%" in answer.reading[0]
    assert "the total would be 420 lower" in answer.reading[1]
    assert "The mix of sectors contributed −80." in answer.reading[1]
    assert "concentrated in one sector: Sector 1 (7.19)" in answer.reading[2]
    assert "Sector 1 gained most (+450) and Sector 2 lost most (−20)" in answer.reading[3]


def test_a_place_that_lags_is_told_so():
    _results, answer = run(content_of((100, 90, 10, 12), (100, 90, 10, 11)))

    assert "the total would be 50 higher" in answer.reading[1]
    assert any("no sector gained" in sentence for sentence in answer.reading)


def test_a_place_that_only_gains_is_told_so():
    _results, answer = run(content_of((100, 140, 10, 11), (100, 130, 10, 11)))

    assert any("no sector lost" in sentence for sentence in answer.reading)
    assert not answer.weaknesses


def test_a_place_like_its_country_is_told_so():
    _results, answer = run(content_of((100, 110, 10, 11), (200, 220, 20, 22)))

    assert answer.reading[1].startswith("The sectors together grew as in the country.")
    assert answer.reading[2].startswith("No sector has a location quotient of 1.25 or more")
    assert not answer.weaknesses


def test_weak_points_are_sectors_behind_the_country_largest_loss_first():
    _results, answer = run(content_of((100, 90, 10, 11), (300, 200, 30, 33), (100, 200, 10, 11)))

    assert [weak.name for weak in answer.weaknesses] == ["S2", "S1"]
    assert answer.weaknesses[1].why == "Change here −10.0%, in the country +10.0%."


def test_a_sector_that_gives_the_sum_its_sign_is_named():
    _results, answer = run(EXAMPLES["four-sectors"].content)

    [section] = answer.sensitivity
    assert "Without the sector Sector 1" in section.text[0]


def test_a_new_sector_has_no_growth_and_is_named():
    results, answer = run(content_of((0, 50, 10, 11), (200, 220, 20, 22), (10, 12, 5, 6)))

    assert results["sector_growth"][0][0] is None
    assert any("S1 is new in the place" in warning for warning in answer.warnings)
    assert any("S3 starts below 20" in warning for warning in answer.warnings)


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        (content_of((5, 5, 10, 0), (5, 5, 10, 10)), ("sectors", 0, "national1"), "the country has none"),
        (content_of((0, 5, 10, 9), (0, 5, 10, 10)), ("sectors", 0, "local0"), "all sectors are 0"),
    ],
)
def test_what_cannot_be_computed_is_said_with_its_place(content, place, words):
    [(where, text)] = troubles(content)

    assert where == place
    assert words in text


def test_the_second_year_is_later():
    assert list(EconomyQuestion.Options({"first": 2020, "second": 2015, "concentrated": 1.25}).errors) == ["second"]


def test_the_defaults_are_valid_and_explained():
    form = EconomyQuestion.Options(ANALYSIS.defaults())

    assert form.is_valid()
    assert form.cleaned_data == ANALYSIS.defaults()
    assert all(field.help_text for field in form.fields.values())


@pytest.mark.parametrize("key", EXAMPLES)
@pytest.mark.parametrize("language", ["en", "sl"])
def test_examples_answer_in_both_languages_from_what_was_stored(key, language):
    results, answer = run(EXAMPLES[key].content, language, **EXAMPLES[key].options)
    with translation.override(language):
        inputs = Content.of_example(ANALYSIS, EXAMPLES[key]).inputs(ANALYSIS.defaults() | EXAMPLES[key].options)
        stored = json.loads(json.dumps(results))

        assert stored == results
        assert ANALYSIS.answer(inputs, stored) == answer
    assert not any("%(" in text for text in (*answer.reading, *answer.warnings))
    assert 3 <= len(answer.reading) <= 6
    keys = [chart.key for chart in answer.charts]
    keys += [sheet.key for section in (*answer.sections, *answer.sensitivity) for sheet in section.sheets]
    assert len(keys) == len(set(keys))


# --- Totals of the source ---

SECTORS = ((40, 50, 400, 420), (60, 60, 500, 600))


def with_totals(*totals):
    content = content_of(*SECTORS)
    content["lists"]["totals"] = [{"name": "All", **dict(zip(FIGURES, totals, strict=True))}]
    return content


def test_totals_of_the_source_are_used_where_it_has_its_own():
    results, answer = run(with_totals(200, 210, 1000, 1200))

    assert results["national"] == pytest.approx([8, 12])
    assert results["quotient0"] == pytest.approx([0.5, 0.6])
    assert (results["local"], results["growth"]) == ([200, 210], pytest.approx([0.05, 0.2]))
    assert answer.reading[0].startswith("Taken together, the sectors of the place went from 200 to 210")


def test_a_total_smaller_than_its_sectors_is_refused():
    with pytest.raises(Trouble) as refused:
        run(with_totals(90, 210, 1000, 1200))

    assert [place for place, _text in refused.value.problems] == [("totals", 0, "local0")]


def test_a_row_of_totals_may_be_taken_for_the_totals():
    content = Content(ANALYSIS, content_of(*SECTORS, (110, 120, 910, 1030)))
    content = content.changed(
        lists={"sectors": [*content.lists["sectors"][:2], content.lists["sectors"][2] | {"name": "Skupaj"}]}
    )
    asked = asked_of(content, None, "en")

    taken = without_totals(content, asked, {one.key: "use" for one in asked})

    assert (taken.names("sectors"), taken.names("totals")) == (["S1", "S2"], ["Skupaj"])
    assert [taken.lists["totals"][0][key] for key in FIGURES] == [110, 120, 910, 1030]

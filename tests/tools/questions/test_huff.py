from pathlib import Path
from time import monotonic

import numpy as np
import pytest
import yaml
from django.utils import translation

from tests.tools.questions.steps import as_text, gone_through, reading_of
from tools.asking.base import Trouble
from tools.asking.inputs import Inputs
from tools.data.computing import cleaned_options, plain
from tools.data.content import Content
from tools.methods import retail
from tools.questions.huff.data import travel_times
from tools.questions.registry import QUESTIONS

ORACLE = yaml.safe_load((Path(__file__).parents[1] / "oracles/3A_huff_pumps.yaml").read_text())
HUFF = QUESTIONS["huff"]
EXAMPLES = {example.key: example for example in HUFF.examples}


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def study(times, centres, spending=(1000,), **tables):
    """Places A, B … that spend so much, and centres of (name, floor space, status)."""
    return {
        "lists": {
            "origins": [{"name": chr(65 + i), "residents": money, "spend": 1} for i, money in enumerate(spending)],
            "centres": [
                {"name": name, "area": area, "status": status, "topic": f"topic-{name}"}
                for name, area, status in centres
            ],
        },
        "tables": {"times": times, **tables},
    }


def two_shops(**tables):
    return study([[10, 10]], [("Old", 100, "existing"), ("Park", 100, "new")], **tables)


def troubles(content, **options):
    cleaned, _form = cleaned_options(HUFF, options)
    with pytest.raises(Trouble) as caught:
        HUFF.check(Content(HUFF, content).inputs(cleaned))
    return caught.value.problems


def sentence(content, **options):
    [(_place, text)] = troubles(content, **options)
    return text


# Numbers


def test_the_published_example_gives_the_published_numbers():
    example = EXAMPLES["stations"]

    results, _answer = gone_through(HUFF, example.content, example.options)

    expected, within = ORACLE["expect"], ORACLE["tolerance"]
    assert [row[0] for row in results["shares"]] == pytest.approx(expected["probability_old"], abs=within)
    assert results["after"] == pytest.approx(expected["turnover"], abs=within)
    assert results["percent"][0] == pytest.approx(expected["impact_percent_old"], abs=within)
    assert results["percent"][1] is None


def test_the_change_is_that_of_the_method():
    content = study([[5, 20, 8], [10, 8, 3]], [("a", 6, "existing"), ("b", 12, "existing"), ("c", 9, "new")], (100, 50))

    results, _answer = gone_through(HUFF, content)

    found = retail.impact(
        [[5, 20], [10, 8]], [6, 12], [100, 50], new_times=[8, 3], new_attraction=9, decay=2, min_time=1
    )
    assert results["before"] == pytest.approx([*found.before, 0])
    assert results["after"] == pytest.approx([*found.after, *found.new_turnover])
    assert results["percent"][:2] == pytest.approx(found.change_percent.tolist())


def test_the_swings_are_those_of_the_method():
    content = study([[5, 20], [10, 8]], [("a", 6, "existing"), ("b", 12, "existing")], (100, 50))

    results, _answer = gone_through(HUFF, content, {"studied": "B"})

    swings = retail.sensitivity([[5, 20], [10, 8]], [6, 12], [100, 50], centre=1, min_time=1)
    ends = {swing.parameter: [swing.turnover[0], swing.turnover[-1]] for swing in swings}
    assert {swing["parameter"]: swing["turnover"] for swing in results["swings"]} == {
        parameter: pytest.approx(values) for parameter, values in ends.items()
    }


def test_a_centre_that_closes_leaves_its_turnover_to_the_others():
    content = study([[10, 10, 10]], [("Gone", 50, "closed"), ("Left", 30, "existing"), ("Big", 90, "existing")])

    results, answer = gone_through(HUFF, content)

    assert results["after"] == pytest.approx([0, 250, 750])
    assert results["change"] == pytest.approx([-1000 * 50 / 170, 250 - 1000 * 30 / 170, 750 - 1000 * 90 / 170])
    assert "When Gone closes, about 294 a year goes elsewhere." in answer.reading[1]
    assert "the largest gain is that of Big: about 221." in answer.reading[1]
    assert "No existing centre loses turnover." in answer.reading


def test_qualities_weigh_in_with_their_exponent():
    content = study([[10, 10]], [("Old", 100, "existing"), ("Other", 100, "existing")], ratings=[[1], [9]])
    content["lists"]["qualities"] = [{"name": "Parking", "exponent": 0.5}]

    results, _answer = gone_through(HUFF, content)

    assert results["after"] == pytest.approx([250, 750])


def test_exponential_decay_has_its_own_parameter():
    content = study([[0, 10]], [("Near", 100, "existing"), ("Far", 100, "existing")])

    results, _answer = gone_through(HUFF, content, {"decay_form": "exponential", "decay_minute": 0.2, "min_time": 5})

    assert results["decay"] == 0.2
    assert results["after"][1] / results["after"][0] == pytest.approx(np.exp(-0.2 * 5))


def test_short_times_count_as_the_least_time_and_are_counted():
    content = study([[0, 2]], [("Near", 100, "existing"), ("Far", 100, "existing")])

    results, answer = gone_through(HUFF, content)

    assert results["after"] == pytest.approx([800, 200])
    assert answer.warnings[0].startswith("1 travel time is shorter than the least time and counts as 1 min.")


# Coordinates


def with_places():
    content = two_shops()
    content["tables"]["times"] = [[10, None]]
    content["lists"]["origins"][0] |= {"latitude": 46.0, "longitude": 15.0}
    content["lists"]["centres"][1] |= {"latitude": 46.1, "longitude": 15.0}
    return content


def test_times_without_a_number_are_estimated_from_coordinates_and_said_so():
    options, _form = cleaned_options(HUFF, {})
    times, estimated = travel_times(Content(HUFF, with_places()).inputs(options))

    assert times.tolist() == [[10, pytest.approx(11.119 * 1.3 / 50 * 60, rel=1e-3)]]
    assert estimated.tolist() == [[False, True]]
    _results, answer = gone_through(HUFF, with_places())
    assert answer.warnings[0] == "1 travel time is estimated: straight line × 1.3 at 50 km/h."


def test_a_map_appears_only_with_coordinates():
    _results, with_them = gone_through(HUFF, with_places())
    _results, without = gone_through(HUFF, two_shops())

    assert "map" in [chart.key for chart in with_them.charts]
    assert "map" not in [chart.key for chart in without.charts]


def test_breaking_points_divide_the_distance_by_the_roots_of_the_floor_space():
    content = with_places()
    content["lists"]["centres"][0] |= {"latitude": 46.0, "longitude": 15.0, "area": 400}

    results, _answer = gone_through(HUFF, content)

    [(first, second, distance, point)] = results["pairs"]
    assert (first, second) == (0, 1)
    assert point == pytest.approx(distance * 2 / 3)


# Calibration


def observed_study(decay=1.4):
    times, centres = [[5, 12], [9, 7]], [("Old", 100, "existing"), ("Other", 300, "existing")]
    seen = 1000 * retail.huff(times, [100, 300], decay=decay)
    return study(times, centres, (500, 500), observed=seen.tolist())


def test_the_decay_is_found_again_from_what_it_made():
    results, answer = gone_through(HUFF, observed_study())

    assert results["fit"]["decay"] == pytest.approx(1.4, abs=1e-4)
    assert results["decay"] == 2
    assert "The observed visits fit best with a decay of 1.4, but this result uses 2." in answer.warnings


def test_the_fitted_decay_is_used_if_asked_for():
    results, answer = gone_through(HUFF, observed_study(), {"calibrated": True})

    assert results["decay"] == pytest.approx(1.4, abs=1e-4)
    assert answer.warnings == ()


def test_a_fit_at_the_edge_is_flagged():
    content = observed_study()
    content["tables"]["observed"] = [[0, 100], [100, 0]]

    results, answer = gone_through(HUFF, content)

    assert results["fit"]["at_bound"]
    assert answer.warnings[0].startswith("The fitted decay lies at the edge")


def test_a_fit_without_observations_is_not_made_up():
    results, answer = gone_through(HUFF, two_shops(), {"calibrated": True})

    assert results["decay"] == 2
    assert "There are no observed visits to fit the decay to, so the typed decay is used." in answer.warnings


def test_observed_turnover_stands_beside_that_of_the_model():
    content = two_shops()
    content["lists"]["centres"][0]["observed"] = 800

    _results, answer = gone_through(HUFF, content)

    [sheet] = [sheet for sheet in answer.sheets if sheet.key == "observed"]
    assert sheet.rows == (("Old", 800, pytest.approx(1000), pytest.approx(25)),)


# The reading


def test_a_heavy_loss_is_named_with_its_amount_and_marked():
    results, answer = gone_through(HUFF, two_shops())

    assert answer.reading[1] == "The new centre Park would take about 500 a year, 50% of the spending."
    assert answer.reading[2] == (
        "Of the existing centres Old loses the largest part: about 500 a year, 50.0% of its turnover. "
        "1 existing centre loses more than 20%."
    )
    assert results["percent"][0] == pytest.approx(-50)
    [chart] = [chart for chart in answer.charts if chart.key == "impact"]
    assert chart.sheet.rows == (("Old", pytest.approx(-50), "loss above 20%"),)
    [weakness] = answer.weaknesses
    assert (weakness.name, weakness.topic) == ("Old", "topic-Old")
    assert weakness.why == "It would lose 50% of its turnover."


@pytest.mark.parametrize(("new", "word"), [(5, ""), (15, "loss above 10%"), (30, "loss above 20%")])
def test_amber_begins_above_ten_per_cent_and_red_above_twenty(new, word):
    _results, answer = gone_through(HUFF, study([[10, 10]], [("Old", 100, "existing"), ("Park", new, "new")]))

    [sheet] = [sheet for sheet in answer.sheets if sheet.key == "centres"]
    assert [row[-1] for row in sheet.rows] == [word, ""]
    assert bool(answer.weaknesses) == bool(word)


def test_a_small_loss_is_called_small():
    reading = reading_of(HUFF, study([[10, 10]], [("Old", 100, "existing"), ("Park", 5, "new")]))

    assert reading[2].endswith("No existing centre loses more than 10%.")


def test_ties_are_said():
    reading = reading_of(HUFF, study([[10] * 3], [("a", 50, "existing"), ("b", 50, "existing"), ("Park", 50, "new")]))

    assert reading[0].endswith("a, b and Park share the first place with 33% each.")
    assert "a and b lose the largest part: together about 333 a year, 33.3% of their turnover each." in reading[2]


def test_where_nothing_stays_no_loss_is_spoken_of():
    content = study([[10, 10]], [("Old", 100, "closed"), ("Park", 50, "new")])

    _results, answer = gone_through(HUFF, content)

    assert answer.reading[1:3] == (
        "The new centre Park would take about 1,000 a year, 100% of the spending.",
        "When Old closes, about 1,000 a year goes elsewhere.",
    )
    assert not any("existing" in text for text in answer.reading)
    assert "impact" not in [chart.key for chart in answer.charts]


def test_without_a_change_the_reading_speaks_of_no_loss():
    content = study([[10, 10]], [("a", 60, "existing"), ("b", 40, "existing")])

    _results, answer = gone_through(HUFF, content)

    assert answer.reading[0] == ("People from 1 place spend about 1,000 a year. The largest part, 60%, goes to a.")
    assert not any("lose" in text for text in answer.reading)
    assert answer.reading[1].startswith("If one assumption at a time is different, a would sell between about ")
    assert answer.weaknesses == ()


def test_the_spread_of_the_loss_holds_the_loss_itself():
    results, _answer = gone_through(HUFF, EXAMPLES["park"].content)

    losses = [value for swing in results["swings"] for value in swing["percent"] if value is not None]
    assert min(losses) < results["percent"][results["hardest"]] < max(losses)


def test_a_centre_to_study_that_is_not_there_is_replaced_and_said():
    results, answer = gone_through(HUFF, two_shops(), {"studied": "Nowhere"})

    assert results["studied"] == 1
    assert answer.warnings == ("There is no open centre “Nowhere” on the list, so “Park” is studied.",)


@pytest.mark.parametrize("language", ["en", "sl"])
@pytest.mark.parametrize("key", EXAMPLES)
def test_every_example_answers_in_both_languages(key, language):
    with translation.override(language):
        _results, answer = gone_through(HUFF, EXAMPLES[key].content, EXAMPLES[key].options)

    assert 3 <= len(answer.reading) <= 6
    assert "%(" not in as_text(answer)


# What is refused


def test_a_missing_time_is_named_with_the_remedy():
    content = two_shops()
    content["tables"]["times"] = [[10, None]]

    [(place, text)] = troubles(content)

    assert place == ("times", 0, 1)
    assert text.startswith("Row “A”, column “Park”: there is no travel time. Fill in the minutes, or give the coord")


def test_many_missing_times_are_counted_after_the_first_twenty():
    content = study([], [("Old", 100, "existing"), ("Park", 100, "new")], spending=[5] * 15)

    found = troubles(content)

    assert len(found) == 21
    assert found[-1] == (("times",), "10 more travel times are missing.")


def test_half_a_coordinate_is_refused():
    content = two_shops()
    content["lists"]["centres"][1]["latitude"] = 46

    [(place, text)] = troubles(content)

    assert place == ("centres", 1, "longitude")
    assert text.startswith("“Park”: a place needs both latitude and longitude.")


@pytest.mark.parametrize(
    ("statuses", "start"),
    [(("new", "new"), "No centre is open today."), (("closed", "closed"), "All centres close")],
)
def test_somebody_must_be_open_before_and_after(statuses, start):
    content = study([[10, 10]], [("a", 1, statuses[0]), ("b", 1, statuses[1])])

    assert sentence(content).startswith(start)


def test_somebody_must_spend_something():
    content = study([[10]], [("a", 1, "existing")], spending=(0,))

    assert sentence(content).startswith("Nobody spends anything")


def test_a_quality_needs_a_value_for_every_centre():
    content = two_shops(ratings=[[1], [None]])
    content["lists"]["qualities"] = [{"name": "Parking", "exponent": 1}]

    assert troubles(content)[0][0] == ("ratings", 1, 0)
    assert sentence(content).startswith("Row “Park”, column “Parking”: fill in a number")


@pytest.mark.parametrize(
    ("observed", "start"),
    [
        ([[4, None, None], [None] * 3], "Row “A”, column “b”: fill in the observed visits, 0 if nobody"),
        ([[4, 1, 2], [None] * 3], "Row “A”, column “new”: the centre is new"),
        ([[0, 0, None], [None] * 3], "All observed visits are 0."),
        ([[None] * 3, [3, 4, None]], "The centres are equally far"),
    ],
)
def test_observed_visits_that_cannot_be_used_are_refused(observed, start):
    centres = [("a", 1, "existing"), ("b", 1, "existing"), ("new", 1, "new")]
    content = study([[5, 9, 5], [10, 10, 5]], centres, (100, 100), observed=observed)

    assert sentence(content).startswith(start)


# Size, options


def test_five_thousand_places_and_five_hundred_centres_are_computed_from_coordinates():
    content = {"lists": _large(5000, 500), "tables": {}}
    options, _form = cleaned_options(HUFF, {})
    inputs, told, began = Inputs(content, options), [], monotonic()

    assert HUFF.is_long(inputs)
    HUFF.check(inputs)
    results = plain(HUFF.compute(inputs, told.append))
    answer = HUFF.answer(inputs, results)

    assert monotonic() - began < 30
    assert told == sorted(told)
    assert sum(results["after"]) == pytest.approx(sum(results["demand"]))
    assert "The charts show the 20 largest of 500 centres; the table shows all." in answer.sections[0].text
    assert answer.sections[1].text == (
        "The charts show the 40 places that spend most and the 20 centres that sell most.",
    )


def _large(origins, centres):
    random = np.random.default_rng(5)

    def things(count, name, **more):
        latitude, longitude = random.uniform(45.5, 46.8, count), random.uniform(13.5, 16.5, count)
        return [
            {"name": f"{name} {i}", "latitude": latitude[i], "longitude": longitude[i]}
            | {key: float(value) for key, value in zip(more, random.integers(1, 9000, len(more)), strict=True)}
            for i in range(count)
        ]

    places, shops = things(origins, "Place", residents=1, spend=1), things(centres, "Shop", area=1)
    for number, shop in enumerate(shops):
        shop["status"] = "new" if number % 50 == 7 else "existing"
    return {"origins": places, "centres": shops}


def test_small_studies_are_computed_at_once():
    options, _form = cleaned_options(HUFF, {})

    assert not HUFF.is_long(Content(HUFF, two_shops()).inputs(options))


def test_the_options_are_valid_as_they_stand():
    options, form = cleaned_options(HUFF, {})

    assert form.errors == {}
    assert options == HUFF.defaults()


def test_lists_take_as_many_as_the_methods():
    assert (HUFF.listing("origins").most, HUFF.listing("centres").most) == (5000, 500)

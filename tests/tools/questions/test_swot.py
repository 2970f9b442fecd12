from pathlib import Path

import pytest
import yaml
from django.utils import translation

from tests.tools.questions.steps import gone_through, in_both_languages, prepared, sheet_of, troubles
from tools.questions.choice.examples import names
from tools.questions.registry import QUESTIONS

ORACLES = yaml.safe_load((Path(__file__).parents[1] / "oracles" / "P1_P2_swot.yaml").read_text())
JUDGES, POINTS = ORACLES["P2_awot_judges"], ORACLES["P2b_points"]
SWOT = QUESTIONS["swot"]
TOWN = SWOT.examples[0]
LISTS = ("strengths", "weaknesses", "opportunities", "threats")
ITEMS = (
    "The railway through the valley is being renewed",
    "The zone has skilled metalworkers",
    "Grants for own energy of zones",
)
LEFT_OUT = (
    "Weaknesses: the weights rest on 2 of 3 judges; 1 is left out, because the answer is not complete "
    "(Manager of the zone)."
)
N = None


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def swot(**changed):
    """The example, whose numbers are those of the oracle P2, with some lists or tables changed."""
    lists, tables = dict(TOWN.content["lists"]), dict(TOWN.content["tables"])
    for key, value in changed.items():
        key = key.replace("_", "-")
        (lists if key in lists else tables)[key] = value
    return {"lists": lists, "tables": tables}


def label(group, index, *_rest):
    return f"{group}{index + 1}"


def test_the_example_gives_the_numbers_of_the_oracle():
    results, _answer = gone_through(SWOT, TOWN.content)

    within = JUDGES["tolerance"]
    assert results["groups"]["weights"] == pytest.approx(JUDGES["groups"], abs=within)
    assert results["groups"]["cr"] == pytest.approx(JUDGES["groups_cr"], abs=within)
    for group, expected in JUDGES["global"].items():
        known = {item[1]: item[2] for item in results["order"] if item[0] == group}
        assert [known[index] for index in range(len(expected))] == pytest.approx(expected, abs=within)
        assert results["lists"][group]["weights"] == pytest.approx(JUDGES["local"][group], abs=within)
        assert results["lists"][group]["cr"] == pytest.approx(JUDGES["lists_cr"][group], abs=within)
    assert [label(*item) for item in results["order"]] == JUDGES["order"]
    assert [item[3] for item in results["order"]] == [1, 2, 3, 4, 5, 6, 6, 8, 9, 10, 11]
    assert results["totals"] == pytest.approx(JUDGES["totals"], abs=within)
    assert results["posture"] == JUDGES["posture"]


def test_the_example_gives_the_pairs_and_what_each_judge_changes():
    results, _answer = gone_through(SWOT, TOWN.content)

    for (kind, inner, outer, score), expected in zip(results["pairs"], JUDGES["first_pairs"], strict=False):
        told = {"kind": kind, "internal": label(kind[0], inner), "external": label(kind[1], outer)}
        assert told | {"score": pytest.approx(score, abs=JUDGES["tolerance"])} == expected
    for one, expected in zip(results["without"], JUDGES["without_one_judge"], strict=True):
        assert [label(*item) for item in one["order"]] == expected["first"]
        assert one["posture"] == expected["posture"]


def test_the_reading_says_what_leads_and_on_whom_that_hangs():
    _results, answer = gone_through(SWOT, TOWN.content)

    rail, metal, grants = (f"“{name}”" for name in ITEMS)
    third = f"without “Manager of the zone”, {grants} passes {metal}"
    second = f"without “Chamber of craft”, “The old town is whole and lived in” passes {grants}"
    assert answer.reading == (
        "The weights rest on what 3 judges said.",
        "Of the four groups, opportunities weigh most (45.1%), followed by strengths (27.6%).",
        f"Of all 11 items, {rail} weighs most (32.7%), followed by {metal} (14.5%) and {grants} (12.5%).",
        "The pairs speak most for the direction SO: use strengths to seize opportunities (50% of all scores).",
        f"The strongest pair (SO): {metal} with {rail}.",
        f"Without any one judge, {rail} stays first; but {third}; {second}.",
    )
    assert answer.warnings == ()


def test_the_example_answers_in_both_languages():
    english, slovenian = in_both_languages(SWOT, TOWN)

    assert len(english.charts) == len(slovenian.charts) == 7
    assert slovenian.reading[1] == "Od štirih skupin štejejo največ priložnosti (45,1 %), za njimi prednosti (27,6 %)."


def test_a_judge_without_all_pairs_of_a_list_is_left_out_there_and_told():
    first, second, _third = TOWN.content["tables"]["pairs-weaknesses"]
    open_pair = [[N, 4, 2], [N, N, N], [N, N, N]]
    results, answer = gone_through(SWOT, swot(pairs_weaknesses=[first, second, open_pair]))

    weights, expected = results["lists"]["W"]["weights"], JUDGES["incomplete"]
    assert weights == pytest.approx(expected["local_W"], abs=JUDGES["tolerance"])
    assert answer.warnings == (LEFT_OUT,)
    row = next(row for row in sheet_of(answer, "weighing").rows if row[0] == "Weaknesses")
    assert row[2:4] == (2, 1)


def by_points():
    four = names("A", "B", "C", "D")
    return {
        "lists": dict.fromkeys(LISTS, names("One")) | {"strengths": four[:3], "weaknesses": four[1:], "judges": four},
        "tables": {
            "points-groups": POINTS["groups_points"],
            "points-strengths": POINTS["S_points"],
            "points-weaknesses": [row or [N] * 3 for row in POINTS["W_points"]],
        },
    }


def test_points_are_read_where_nobody_compared_pairs():
    results, answer = gone_through(SWOT, by_points())

    assert results["groups"]["weights"] == pytest.approx(POINTS["groups"], abs=POINTS["tolerance"])
    assert results["lists"]["W"]["weights"] == pytest.approx(POINTS["W"], abs=POINTS["tolerance"])
    assert results["lists"]["W"]["counted"] == POINTS["n"]["W"]
    assert results["lists"]["O"]["way"] == "single"
    assert [row[:2] for row in sheet_of(answer, "weighing").rows] == [
        ("Groups", "by points"),
        ("Strengths", "by points"),
        ("Weaknesses", "by points"),
    ]
    assert "No pair was given a strength above 0" in answer.reading[3]


def test_the_way_of_weighing_can_be_chosen_where_both_are_given():
    both = swot(points_groups=[[25, 25, 25, 25]] * 3)

    pairs, _answer = gone_through(SWOT, both)
    points, _answer = gone_through(SWOT, both, {"weighing": "points"})

    assert pairs["groups"]["weights"] == pytest.approx(JUDGES["groups"], abs=JUDGES["tolerance"])
    assert points["groups"]["weights"] == pytest.approx([0.25] * 4)
    assert points["lists"]["S"]["way"] == "pairs"


def test_results_hold_nothing_that_a_single_judge_said():
    results, _answer = gone_through(SWOT, TOWN.content)

    assert {key for one in results["without"] for key in one} == {"order", "posture"}
    assert {len(item) for one in results["without"] for item in one["order"]} == {3}
    assert set(results["groups"]) == {
        *("weights", "way", "counted", "left_out", "cr", "consistent", "worst", "consistent_judges")
    }


def test_one_judge_alone_says_nothing_about_how_sure_it_is():
    tables = {key: cells[:1] for key, cells in TOWN.content["tables"].items() if key.startswith("pairs")}
    content = {"lists": TOWN.content["lists"] | {"judges": names("Mayor")}, "tables": tables}
    _results, answer = gone_through(SWOT, content)

    assert answer.sensitivity == ()
    assert answer.reading[-1].startswith("With a single judge")


def test_who_would_leave_a_list_to_nobody_is_named():
    first, _second, _third = TOWN.content["tables"]["pairs-threats"]
    empty = [[N] * 3 for _row in range(3)]
    _results, answer = gone_through(SWOT, swot(pairs_threats=[first, empty, empty]))

    rows = {row[0]: row[1] for row in sheet_of(answer, "without").rows}
    assert rows["Mayor"] == "nobody is left for one of the lists"
    assert rows["Chamber of craft"].startswith("O1")


def test_contradicting_judgements_of_a_list_are_told():
    contradicting = [[N, 9, 1 / 9], [N, N, 9], [N, N, N]]
    _results, answer = gone_through(SWOT, swot(pairs_strengths=[contradicting] * 3))

    [warning] = answer.warnings
    assert warning.startswith("Strengths: the judgements contradict each other (consistency ratio ")


def test_heavy_weaknesses_and_threats_ask_for_practices_of_their_topic():
    _results, answer = gone_through(SWOT, swot(pairs_groups=[[[N, 1, 1, 1], [N, N, 1, 1], [N, N, N, 1], [N] * 4]] * 3))

    assert [(weak.name, weak.topic) for weak in answer.weaknesses] == [
        ("A shopping centre is planned at the motorway", "town_centre"),
        ("A quarter of the shops stand empty", "town_centre"),
        ("Nobody is in charge of the zone", "governance"),
    ]


def test_evidence_stands_beside_the_items_where_there_is_any():
    _results, without = gone_through(SWOT, TOWN.content)
    known = [item | {"evidence": "Count of 2025"} for item in TOWN.content["lists"]["weaknesses"]]
    _results, answer = gone_through(SWOT, swot(weaknesses=known))

    assert len(sheet_of(without, "items").columns) == 5
    assert [row[5] for row in sheet_of(answer, "items").rows if row[1] == "Weaknesses"] == ["Count of 2025"] * 3


def test_a_list_that_nobody_weighed_is_named_with_the_remedy():
    found = troubles(SWOT, swot(pairs_threats=[], pairs_groups=[]))

    assert found == {
        ("pairs-groups",): "“Groups”: nobody has weighed this list yet. Compare its pairs, or share out points.",
        ("pairs-threats",): "“Threats”: nobody has weighed this list yet. Compare its pairs, or share out points.",
    }


def test_the_first_missing_pair_is_named_where_nobody_has_them_all():
    begun = [[N, 4, 5], [N, N, N], [N, N, N]]
    found = troubles(SWOT, swot(pairs_threats=[begun, [[N] * 3] * 3, [[N] * 3] * 3]))

    assert found == {
        ("pairs-threats", 0, 1, 2): "“Threats”: nobody compared all pairs. Mayor still lacks “Young people move to the "
        "capital” with “Energy prices jump”."
    }


def test_a_long_list_takes_points():
    long = names(*(f"Item {number}" for number in range(16)))
    found = troubles(SWOT, swot(strengths=long, pairs_strengths=[[[1] * 16] * 16] * 3))

    assert found == {
        ("pairs-strengths",): "“Strengths”: at most 15 items can be compared in pairs. Share out points, or shorten "
        "the list."
    }


def test_a_large_group_of_judges_is_long_work():
    many = TOWN.content["lists"] | {"judges": names(*map(str, range(200)))}
    long = {key: names(*map(str, range(15))) for key in LISTS}

    assert not SWOT.is_long(prepared(SWOT, TOWN.content))
    assert SWOT.is_long(prepared(SWOT, {"lists": many | long}))

import pytest
from django.utils import translation

from tests.tools.questions.steps import gone_through, in_both_languages, sheet_of, troubles
from tools.questions.registry import QUESTIONS

MAP = QUESTIONS["dematel"]
CENTRE, ZONE = MAP.examples
CHAIN = [[None, 4, 0], [0, None, 2], [0, 0, None]]  # A acts on B, B on C


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def judged(*tables, names=("A", "B", "C")):
    return {
        "lists": {
            "factors": [{"name": name, "topic": "energy"} for name in names],
            "experts": [{"name": f"Expert {number}"} for number in range(1, len(tables) + 1)],
        },
        "tables": {"influence": list(tables)},
    }


def test_influence_through_others_counts():
    results, _answer = gone_through(MAP, judged(CHAIN))

    assert results["total"][0] == pytest.approx([0, 1, 0.5])
    assert results["total"][1] == pytest.approx([0, 0, 0.5])
    assert results["relation"] == pytest.approx([1.5, -0.5, -1])
    assert results["roles"] == ["cause", "effect", "effect"]
    assert results["threshold"] == pytest.approx(2 / 9)


def test_the_reading_tells_what_drives_what_follows_and_the_strongest_influence():
    _results, answer = gone_through(MAP, judged(CHAIN))

    assert answer.reading == (
        "1 factor gives more influence than it takes, so it drives the others: A.",
        "2 factors take more than they give, so they mostly follow, the clearest first: C and B.",
        "Most closely linked with the others, given and taken together, are equally A and B.",
        "The strongest single influence, direct and through others, is “A” on “B”.",
        "These are opinions about influence, put together; they do not prove causes.",
    )


def test_only_drivers_are_offered_with_practices():
    _results, answer = gone_through(MAP, judged(CHAIN))

    assert [(weakness.name, weakness.topic) for weakness in answer.weaknesses] == [("A", "energy")]


def test_all_driven_as_much_as_they_drive_are_neither():
    ring = [[None, 2, 1], [1, None, 2], [2, 1, None]]

    refused = troubles(MAP, judged(ring))

    assert list(refused) == [("influence",)]
    assert refused["influence",].startswith("The influences cancel out")


def test_no_influence_at_all_is_refused_with_a_remedy():
    nothing = [[None, 0, 0], [0, None, 0], [0, 0, None]]

    assert troubles(MAP, judged(nothing, nothing)) == {
        ("influence",): "Nobody sees any influence: all cells are 0. Write at least 1 where one factor acts on another."
    }


def test_equal_give_and_take_is_neutral():
    results, answer = gone_through(MAP, judged([[None, 1, 4], [1, None, 0], [4, 0, None]]))

    assert results["roles"] == ["neutral"] * 3
    assert answer.reading[:2] == (
        "No factor gives more influence than it takes: all are driven as much as they drive.",
        "No factor takes more influence than it gives.",
    )
    assert answer.weaknesses == ()


def test_a_typed_threshold_chooses_the_arrows():
    options = {"line": "typed", "threshold": 0.6}

    results, answer = gone_through(MAP, judged(CHAIN), options)

    assert [arrow[:2] for arrow in results["arrows"]] == [[0, 1]]
    assert sheet_of(answer, "arrows").rows == (("A", "B", pytest.approx(1)),)


def test_no_influence_above_the_threshold_is_said():
    _results, answer = gone_through(MAP, judged(CHAIN), {"line": "typed", "threshold": 5})

    assert "No influence is stronger than the threshold of 5.000." in answer.reading
    assert sheet_of(answer, "arrows").rows == ()


def test_one_expert_says_nothing_about_how_sure_the_roles_are():
    results, answer = gone_through(MAP, judged(CHAIN))

    assert results["stability"] is None
    assert answer.sensitivity == ()
    assert answer.warnings[0].startswith("With one table of judgements nobody can be left out")


def test_leaving_out_experts_shows_whose_role_is_not_firm():
    against = [[None, 0, 0], [4, None, 2], [0, 0, None]]

    results, answer = gone_through(MAP, judged(CHAIN, CHAIN, against))

    assert results["stability"] == pytest.approx([1, 2 / 3, 1])
    assert answer.reading[-2] == (
        "The role of 1 factor hangs on single experts; it stays the same in 67% of the runs that leave one expert out: "
        "B."
    )
    low, high = results["ranges"]
    assert low[1] < 0 < high[1]


def test_experts_who_disagree_are_told_on_what():
    other = [[None, 1, 0], [0, None, 2], [0, 0, None]]

    _results, answer = gone_through(MAP, judged(CHAIN, other))

    assert answer.warnings == (
        "Only 2 experts judged: the map shows single opinions. Ask at least three.",
        "The experts disagree most widely on “A” on “B”. Talk about it before you rely on it.",
    )


def test_where_one_expert_alone_sees_influence_the_run_without_them_keeps_no_role():
    nothing = [[None, 0, 0], [0, None, 0], [0, 0, None]]

    results, _answer = gone_through(MAP, judged(CHAIN, nothing))

    assert results["stability"] == [0.5, 0.5, 0.5]


@pytest.mark.parametrize("example", MAP.examples, ids=lambda example: example.key)
def test_every_example_answers_in_both_languages(example):
    for answer in in_both_languages(MAP, example):
        assert {"map", "total-influence"} <= {chart.key for chart in answer.charts}
        assert len(answer.main.rows) == len(example.content["lists"]["factors"])


def test_it_suggests_causes():
    assert MAP.suggests == "causes"

"""Actions that come after others."""

import pytest

from plans.figures.actions import ActionFigures
from plans.figures.overlaps import Overlap, circle, overlaps


def chain(**after):
    return [ActionFigures(key, after=tuple(before)) for key, before in after.items()]


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        ("2026-07", "2026-12", []),
        ("2026-07-01", "2026-07-01", []),
        ("2026-06-30", "2026-12", [Overlap("b", "a")]),
        ("2026-06", "2026-12", [Overlap("b", "a")]),
        ("2024", "2024", [Overlap("b", "a")]),  # over before that begins
        ("", "2026-12", []),
    ],
)
def test_action_begins_when_what_it_comes_after_has_ended(start, end, found):
    first = ActionFigures("a", start="2026", end="2026-06")

    assert overlaps([ActionFigures("b", start=start, end=end, after=("a", "gone")), first]) == found


@pytest.mark.parametrize(
    ("actions", "found"),
    [
        (chain(a="", b="a", c="ab"), set()),
        (chain(a="b", b="x"), set()),
        (chain(a="a"), {"a"}),
        (chain(a="", b="ad", c="b", d="c"), {"b", "c", "d"}),
    ],
)
def test_circle_is_named(actions, found):
    assert set(circle(actions)) == found


def test_circle_runs_from_what_is_before_to_what_is_after():
    found = circle(chain(a="c", b="a", c="b"))

    assert "".join(found * 2).count("abc") >= 1


def test_twenty_thousand_actions_in_a_row_are_no_circle():
    actions = [ActionFigures(f"{n}", after=(f"{n - 1}",)) for n in range(20_000)]

    assert circle(actions) == ()

"""Windows of change, what can follow an answer, and whether an endorsed text says something else by now."""

import datetime as dt

import pytest

from plans.figures.answers import FOLLOWING, following
from plans.figures.endorsed import has_changed
from plans.figures.windows import window

TODAY = dt.date(2027, 3, 1)


@pytest.mark.parametrize(
    ("begins", "ends", "found"),
    [
        ("2027-03", "2027-09", "open"),
        ("2027-03-02", "2027-09", "coming"),
        ("2026", "2027-02", "past"),
        ("2027", "2027", "open"),
        ("2027-04", "", "coming"),
        ("2026", "", "open"),
        ("", "2027-03-01", "open"),
        ("", "2027-02", "past"),
        ("", "", None),
    ],
)
def test_a_window_is_to_come_open_or_over_with_both_ends_in(begins, ends, found):
    assert window(begins, ends, TODAY) == found


@pytest.mark.parametrize(
    ("status", "next_ones"),
    [
        ("open", ("sent", "overtaken")),
        ("sent", ("answered", "overtaken")),
        ("answered", ("accepted", "partly", "rejected", "overtaken")),
        ("partly", ("implemented", "overtaken")),
        ("implemented", ("overtaken",)),
        ("overtaken", ()),
    ],
)
def test_an_answer_goes_step_by_step_and_events_overtake_any(status, next_ones):
    assert following(status) == next_ones


def test_every_status_can_be_reached():
    from plans.models.recommendation import RecommendationStatus

    reached = {status for found in FOLLOWING.values() for status in found} | {"open", "overtaken"}
    assert reached == set(RecommendationStatus.values)


OLD = {"title_sl": "Toplota", "title_en": "", "body_sl": "Dodajte pogoj.", "why_sl": "", "level": "eu"}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, False),
        ({"summary_sl": "Drugače."}, False),
        ({"title_en": "Heat"}, False),
        ({"body_sl": "Dodajte dva pogoja."}, True),
        ({"title_sl": ""}, True),
        ({"why_sl": "Ker gre v zrak."}, True),
        ({"level": "local"}, True),
    ],
)
def test_a_text_has_changed_where_it_says_something_else_and_not_where_a_translation_came(change, found):
    assert has_changed(OLD, OLD | change, ("sl", "en")) == found

"""The score of a match: its parts, its rounding, and what never fits."""

import pytest

from partners.matching.figures import Side, asks, by_topic, fit, fits, steps_of

ZONE, TOWN = frozenset({"industrial_zone"}), frozenset({"town"})
NEAR = {"water": {"rainwater"}, "rainwater": {"water"}}


def side(topics, languages="sl en", *, direction="offer", owner=2, touched="", countries="", **told):
    main = frozenset(topics.split())
    return Side(
        direction=direction,
        owner=owner,
        main=main,
        topics=main | frozenset(touched.split()),
        languages=frozenset(languages.split()),
        countries=frozenset(countries.split()),
        **{"country": "SI"} | told,
    )


NEED = side("water governance", direction="need", owner=1, place_types=ZONE)
OFFERS = {
    "O1": (side("water symbiosis", "en", country="IT", place_types=ZONE), 65),
    "O2": (side("rainwater governance", "it", country="IT", place_types=ZONE), None),
    "O3": (side("rainwater", "en", country="MT", place_types=TOWN, countries="IT"), 18),
    "O4": (side("water governance energy", "sl", place_types=ZONE, countries="SI HR"), 100),
    "O5": (side("mobility"), None),
    "O6": (side("rainwater governance", "sl", country="AT", place_types=TOWN), 63),
    "a topic that is only touched": (side("energy", touched="water governance", place_types=ZONE), 100),
    "its own": (side("water governance", owner=1), None),
    "any type of place": (side("water governance"), 100),
    "no country known where one is wished": (side("water governance", country="", countries="IT"), 90),
}


def fit_of(need, other, near):
    return fit(need, other, steps_of(need, by_topic({2: other}), near).get(2, []))


@pytest.mark.parametrize("name", OFFERS)
def test_the_score_is_that_of_the_worked_example(name):
    offer, wanted = OFFERS[name]

    made = fit_of(NEED, offer, NEAR)

    assert (made and made.score) == wanted


THIRDS = [("a b c", 53), ("a b c d", 48)]  # 23.33 and 17.5 of the topics, with all the rest


@pytest.mark.parametrize(("main", "score"), THIRDS)
def test_half_a_point_is_rounded_up(main, score):
    assert fit_of(side(main, direction="need", owner=1), side("a"), {}).score == score


ROLES = {
    ("need", "", "offer", ""): True,
    ("partner_search", "partner", "offer", ""): True,
    ("partner_search", "lead", "partner_search", "partner"): True,
    ("partner_search", "lead", "partner_search", "associated"): True,
    ("partner_search", "partner", "partner_search", "lead"): False,  # it is the lead who asks
    ("partner_search", "lead", "partner_search", "lead"): False,
    ("partner_search", "partner", "partner_search", "associated"): False,
    ("partner_search", "lead", "partner_search", ""): False,
    ("need", "", "need", ""): False,
    ("offer", "", "offer", ""): False,
    ("offer", "", "need", ""): False,
    ("need", "", "partner_search", "lead"): False,
}


@pytest.mark.parametrize("case", ROLES)
def test_who_asks_whom(case):
    direction, role, other, other_role = case

    ours, theirs = side("a", direction=direction, role=role), side("a", direction=other, role=other_role)

    assert asks(ours, theirs) == ROLES[case]


def test_what_is_computed_for_one_is_what_is_computed_for_all():
    sides = {1: NEED} | {number: offer for number, (offer, _score) in enumerate(OFFERS.values(), 2)}
    sides[50] = side("water", direction="partner_search", role="lead", owner=5)
    sides[51] = side("rainwater", direction="partner_search", role="partner", owner=6)

    whole = fits(sides, NEAR)

    assert {(50, 51), (1, 2)} <= set(whole)
    assert all(fits(sides, NEAR, only=key) == {p: made for p, made in whole.items() if key in p} for key in sides)
    assert fits(sides, NEAR, only=99) == {}

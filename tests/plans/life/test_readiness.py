"""What a plan lacks before a decision: each gap with the row it is in; a whole one lacks nothing."""

import pytest

from plans.life.readiness import gaps_of
from tests.plans.life.readying import READY, with_row
from tests.plans.planning import CONTENT, begin_plan

pytestmark = pytest.mark.django_db

CONTRADICTION = {"predecessors": [{"uid": "p1", "action_id": "a1", "after_id": "a2"}]}


def found(people, content):
    version = begin_plan(people, CONTENT | content)
    return [(gap.relation, gap.key, gap.text) for gap in gaps_of(version)]


def test_a_ready_plan_has_no_gaps(people):
    assert found(people, READY) == []


@pytest.mark.parametrize(
    ("content", "gap"),
    [
        (READY | {"title_en": ""}, ("", "", "Naslov ni napisan v obeh jezikih.")),
        (READY | {"summary_en": ""}, ("", "", "Povzetek ni napisan v obeh jezikih.")),
        (with_row("actions", "a2", goal_id="g1"), ("goals", "g2", "K njemu ne vodi noben ukrep.")),
        (
            with_row("indicators", "i2", baseline=None),
            ("goals", "g2", "Nima kazalnika rezultata z izhodiščno in ciljno vrednostjo."),
        ),
        (with_row("actions", "a1", lead_sl=""), ("actions", "a1", "Nima nosilca.")),
        (with_row("actions", "a2", end=""), ("actions", "a2", "Nima začetka ali konca.")),
        (
            READY | {"costs": CONTENT["costs"][:2]},
            ("actions", "a2", "Nima stroškov in ni označen kot brezplačen."),
        ),
        (
            READY | {"milestones": CONTENT["milestones"]},
            ("actions", "a1", "Nima ne mejnika ne kazalnika."),
        ),
        (READY | {"evidence": CONTENT["evidence"]}, ("actions", "a2", "Ne pove, od kod izhaja.")),
        (
            with_row("actions", "a1", end="2026-12"),
            ("actions", "a1", "Leto 2027 je po koncu ukrepa (2026). Podaljšajte ukrep ali popravite leto."),
        ),
        (
            with_row("actions", "a1", start="2027"),
            ("actions", "a1", "Leto 2026 je pred začetkom ukrepa (2027). Prestavite začetek ali popravite leto."),
        ),
        (
            READY | CONTRADICTION,
            ("actions", "a1", "Začne se, preden se konča ukrep »Pisarna za vlagatelje«, ki mu sledi."),
        ),
        (
            READY | {"provisions": [{"uid": "v1", "unit": "EUP 1", "reason_sl": "", "proposed_sl": "Park"}]},
            ("provisions", "v1", "Nima obrazložitve."),
        ),
    ],
)
def test_what_is_missing_is_said_with_its_row(people, content, gap):
    assert gap in found(people, content)


def test_an_action_that_is_free_of_cost_needs_none(people):
    assert found(people, with_row("actions", "a2", free_of_cost=True) | {"costs": CONTENT["costs"][:2]}) == []


def test_reading_the_gaps_of_a_hundred_actions_costs_as_many_queries_as_of_two(people, django_assert_max_num_queries):
    many = [CONTENT["actions"][0] | {"uid": f"x{number}"} for number in range(98)]
    version = begin_plan(people, CONTENT | {"actions": [*CONTENT["actions"], *many]})

    with django_assert_max_num_queries(12):
        assert len(gaps_of(version)) > 98

"""How a plan stands: rows and newest reports, computed once; the numbers are those of the oracle."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import timezone

from plans.models import ActionPlan, Report
from plans.standing.computed import PlanStanding
from tests.plans.figures.oracle import MONEY as P5
from tests.plans.figures.oracle import PROGRESS as P3
from tests.plans.planning import next_version, publish_plan

pytestmark = pytest.mark.django_db


def oracle_content():
    """The plan of the oracle as content: three goals, seven actions, their costs and funding."""
    goals = [{"uid": key, "title_sl": key} for key in ("G1", "G2", "G3")]
    years = P5["costs"] | P5["dropped_apart"]
    actions = [
        {
            "uid": one["key"],
            "goal_id": one["goal"],
            "title_sl": one["key"],
            "weight": one["points"],
            "progress_by": "report",
            "start": "2026",
            "end": "2027",
            "level": "local",
        }
        for one in P3["actions"]
    ]
    costs = [
        {"uid": f"{key}-{year}", "action_id": key, "year": year, "amount": str(amount), "sort": "investment"}
        for key, by_year in years.items()
        for year, amount in by_year.items()
    ]
    fundings = [
        {
            "uid": f"f{number}",
            "action_id": one["action"],
            "source_sl": "Vir",
            "sort": one["sort"].lower(),
            "status": one["status"],
            "amount": str(one["amount"]),
            "year": one["year"],
        }
        for number, one in enumerate(P5["funding"])
    ]
    nothing = {name: [] for name in ("indicators", "milestones", "risks", "evidence")}
    return {"goals": goals, "actions": actions, "costs": costs, "fundings": fundings} | nothing


def publish_report(dossier, period_to=dt.date(2026, 6, 30), **rows):
    """A published report with {relation: [fields]}."""
    report = Report.objects.create(
        dossier=dossier,
        period_from=period_to - dt.timedelta(days=180),
        period_to=period_to,
        state=Report.State.PUBLISHED,
        published_at=timezone.now(),
        corrects=rows.pop("corrects", None),
    )
    for relation, given in rows.items():
        for values in given:
            getattr(report, relation).create(**values)
    return report


def reported():
    """What the report of the oracle says of each action."""
    return [
        {"key": one["key"], "status": one["status"], "progress": one["progress"], "reason_sl": "Ni denarja."}
        for one in P3["actions"]
        if one["progress"] is not None or one["status"] != "planned"
    ]


@pytest.mark.parametrize("weighting", ["equal", "points", "cost"])
def test_the_progress_of_a_plan_is_that_of_the_oracle(people, weighting):
    version = publish_plan(people, **oracle_content(), weighting=weighting)
    publish_report(version.dossier, actions=reported())

    found = PlanStanding(ActionPlan.objects.get(), version.dossier).progress

    assert found.plan.value == Fraction(P3[weighting]["plan"])
    assert {key: goal.shown for key, goal in found.goals.items()} | {"plan": found.plan.shown} == P3[weighting]["shown"]


def test_money_is_that_of_the_oracle_without_what_was_dropped(people):
    version = publish_plan(people, **oracle_content())
    publish_report(version.dossier, actions=reported())

    found = PlanStanding(ActionPlan.objects.get(), version.dossier).money

    assert [found.whole.gap, found.whole.cost] == [P5["gap"], P5["cost"]]


def test_the_newest_report_counts_and_a_corrected_one_does_not(people):
    version = publish_plan(people)
    first = publish_report(version.dossier, actions=[{"key": "a1", "status": "ongoing", "progress": 90}])
    publish_report(version.dossier, corrects=first, actions=[{"key": "a1", "status": "ongoing", "progress": 10}])
    publish_report(version.dossier, dt.date(2025, 12, 31), actions=[{"key": "a1", "status": "ongoing", "progress": 5}])

    standing = PlanStanding(ActionPlan.objects.get(), version.dossier)

    assert standing.action_progress("a1") == 10


def test_a_past_version_stands_as_it_stood_then(people):
    version = publish_plan(people)
    publish_report(version.dossier, actions=[{"key": "a1", "status": "ongoing", "progress": 20}])
    moment = timezone.now()
    next_version(people, version)
    publish_report(version.dossier, dt.date(2026, 12, 31), actions=[{"key": "a1", "status": "done", "progress": 100}])

    standing = PlanStanding(ActionPlan.objects.get(), version.dossier, until=moment)

    assert standing.action_progress("a1") == 20


def test_what_was_reported_of_funding_and_milestones_counts_for_the_plan(people):
    version = publish_plan(people)
    publish_report(
        version.dossier,
        fundings=[{"key": "f1", "status": "applied", "amount": Decimal(90000)}],
        milestones=[{"key": "m1", "moved_to": dt.date(2026, 9, 30), "reason_sl": "Zamuda."}],
        values=[{"key": "i1", "day": dt.date(2026, 6, 30), "value": Decimal(675)}],
    )

    standing = PlanStanding(ActionPlan.objects.get(), version.dossier)

    assert standing.money.whole.applied == 90000
    assert [(one.day, one.moved) for one in standing.milestones] == [(dt.date(2026, 9, 30), True)]
    assert standing.achievements["i1"].shown == 50


def test_a_plan_without_reports_stands_at_its_beginning(people):
    publish_plan(people)

    standing = PlanStanding(ActionPlan.objects.get())

    assert standing.progress.plan.not_reported == 2

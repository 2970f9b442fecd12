"""Reminders of plans: what is due, told once, with the mail of the day."""

import datetime as dt

import pytest
from django.utils import timezone

from plans.delivery.reminders import delivered, to_remind, untold
from plans.models import ActionPlan
from publishing.daily_round import PARTS, daily_round
from publishing.models import Mail, Notice
from tests.plans.delivery.reporting import adopted_plan, dropped, ongoing, published
from tests.plans.planning import CONTENT

pytestmark = pytest.mark.django_db

MILESTONE = CONTENT["milestones"][0] | {"due": "2026-09-30"}
FUNDING = CONTENT["fundings"][0] | {"status": "applied", "decision_due": "2026-09-30"}


@pytest.fixture
def on(monkeypatch):
    """Let it be another day."""
    localdate = timezone.localdate

    def set_day(day):
        day = dt.date.fromisoformat(day)
        monkeypatch.setattr(timezone, "localdate", lambda *moment: localdate(*moment) if moment else day)

    return set_day


@pytest.fixture
def dossier(people, on):
    on("2026-08-01")
    return adopted_plan(people, milestones=[MILESTONE], fundings=[FUNDING])


def told(dossier):
    return sorted(reminder.sentence for reminder in untold(dossier))


DUE, LATE = ["funding_due", "milestone_due"], ["funding_late", "milestone_late"]


@pytest.mark.parametrize(
    ("day", "sentences"),
    [
        ("2026-08-30", []),
        ("2026-08-31", DUE),
        ("2026-09-06", DUE),
        ("2026-09-08", []),
        ("2026-09-23", DUE),
        ("2026-09-30", []),
        ("2026-10-01", LATE),
        ("2026-10-09", []),
    ],
)
def test_one_is_reminded_30_and_7_days_before_and_the_day_after(dossier, on, day, sentences):
    on(day)

    assert told(dossier) == sentences


def test_a_milestone_that_was_moved_is_awaited_on_its_new_day(people, dossier, on):
    moved = {"key": "m1", "moved_to": "2026-12-31", "reason_sl": "Zamuda."}
    published(people, dossier, milestones=[moved], fundings=[{"key": "f1", "status": "secured", "amount": 1}])
    on("2026-10-01")
    assert told(dossier) == []

    on("2026-12-01")

    assert told(dossier) == ["milestone_due"]


def test_nobody_is_reminded_of_what_was_dropped_or_reached(people, dossier, on):
    reached = {"key": "m1", "reached_on": "2026-07-31"}
    published(people, dossier, actions=[dropped("a1"), ongoing("a2", None)], milestones=[reached])
    on("2026-10-01")

    assert told(dossier) == []


def test_a_report_is_due_the_day_after_its_period(people, dossier, on):
    on("2027-01-01")
    assert told(dossier) == ["report_due"]
    on("2026-12-31")
    published(people, dossier, actions=[ongoing()])

    on("2027-01-01")

    assert told(dossier) == []


@pytest.mark.parametrize("stage", ["planned", "closed", "dropped"])
def test_only_plans_in_delivery_are_watched(dossier, stage):
    ActionPlan.objects.update(stage=stage)

    assert delivered() == []


def test_each_gets_one_mail_for_all_that_is_due_and_only_once(people, dossier, on):
    on("2026-09-23")
    assert [one.pk for one in to_remind()] == [dossier.pk]

    first, failed = daily_round()
    second, _failed = daily_round()

    assert (failed, first["plans reminded of"], second["plans reminded of"]) == (0, 1, 0)
    assert set(Notice.objects.values_list("sentence", flat=True)) >= set(DUE)
    mails = Mail.objects.filter(key__startswith="day:")
    assert sorted(mails.values_list("to", flat=True)) == [people.editor.email, people.representative.email]
    assert "Odprta pisarna" in mails.first().text


def test_mails_of_the_day_follow_all_that_is_told(db):
    assert list(PARTS)[-1] == "mails of the day"

"""Reminders of what is due in plans: 30 and 7 days before and the day after; of a report the day after its period.

What was told is a notice, so a second round on the same day, or a late one within a week, tells nothing twice.
"""

from datetime import timedelta
from typing import NamedTuple

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from catalogue.languages import LANGUAGES
from plans.delivery import sentences  # noqa: F401  what the notices say
from plans.delivery.due import funding_due, milestones_due
from plans.delivery.periods import begin_of, other_periods
from plans.delivery.reports import REPORTED, stage_behind
from plans.figures.calendar_dates import add_days, reminders
from plans.figures.periods import overlapping, reporting_period
from plans.models import ActionPlan
from plans.standing.computed import PlanStanding
from publishing.models import Dossier, Notice
from publishing.notices import tell
from publishing.people import owners
from publishing.versions import dossiers_of, locked_dossier

LATE_ROUND = timedelta(days=7)  # for so long a reminder is made up for, where no round was walked on its day


class Reminder(NamedTuple):
    """What is told once: `before` is how many days it was told ahead of the day, or after it."""

    sentence: str
    key: str
    due: object
    before: int
    row: object = None

    def values(self):
        """By these it is known again."""
        return {"key": self.key, "due": self.due.isoformat(), "before": self.before}

    def words(self):
        name = next((name for name in ("title", "source") if hasattr(self.row, name)), "")
        return {f"row_{code}": getattr(self.row, f"{name}_{code}") or "" for code in LANGUAGES} if name else {}


def to_remind():
    """Dossiers of plans of which something is to be told today."""
    return Dossier.objects.filter(pk__in=[dossier.pk for dossier in delivered() if untold(dossier)])


def delivered():
    """Dossiers of the public plans that are adopted or in delivery, also where they are consulted about."""
    plans = ActionPlan.objects.published().filter(stage__in=(*REPORTED, ActionPlan.Stage.CONSULTATION))
    return [dossier for dossier in dossiers_of(plans).order_by("pk") if stage_behind(dossier) in REPORTED]


@transaction.atomic
def remind(pk):
    """Tell the organisation what is due; of two rounds at once only one does."""
    dossier = locked_dossier(pk)
    found, people = untold(dossier), owners(dossier)
    for reminder in found:
        tell(
            people=people,
            kind=Notice.Kind.PLAN,
            sentence=reminder.sentence,
            dossier=dossier,
            address=reverse("plan_reports_desk", args=[pk]),
            values=reminder.values() | reminder.words(),
            together=True,
        )
    return bool(found and people)


def untold(dossier):
    """The reminders of today that nobody was told yet; none where the organisation has no people."""
    found = list(wanted(dossier, timezone.localdate()))
    if not found or not owners(dossier):
        return []
    told = [
        tuple(values.get(name) for name in ("key", "due", "before"))
        for values in Notice.objects.filter(dossier=dossier, kind=Notice.Kind.PLAN).values_list("values", flat=True)
    ]
    return [reminder for reminder in found if tuple(reminder.values().values()) not in told]


def wanted(dossier, today):
    standing = PlanStanding(dossier.entry, dossier)
    for due in (*milestones_due(standing), *funding_due(standing)):
        for day in reminders(due.day):
            if day <= today < day + LATE_ROUND:
                after = day > due.day
                yield Reminder(
                    f"{due.sort}_{'late' if after else 'due'}", due.row.key, due.day, (due.day - day).days, due.row
                )
    yield from report_wanted(dossier, today)


def report_wanted(dossier, today):
    """The period that ended within the last week, if no report touches it."""
    begin, plan = begin_of(dossier), dossier.entry
    for back in range(1, LATE_ROUND.days + 1):
        day = add_days(today, -back)
        if day < begin:
            return
        period = reporting_period(begin, plan.report_every, day)
        if period.last == day and not overlapping(period, other_periods(dossier)):
            yield Reminder("report_due", "", day, -1)

"""Which days a report of a plan covers: proposed, and kept from covering those of another one."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.dates import first_day
from plans.figures.calendar_dates import Period
from plans.figures.periods import free_period, overlapping
from plans.standing.newest import counted_reports


def begin_of(dossier):
    """The day from which periods are counted: the first of the plan, else the one on which it became public."""
    plan = dossier.entry
    return first_day(plan.start) if plan.start else timezone.localdate(plan.published_at)


def period_of(report):
    return Period(report.period_from, report.period_to)


def other_periods(dossier, report=None):
    """Periods of the reports that count, but for this one and the one that it corrects."""
    own = {report.pk, report.corrects_id} if report else set()
    return [period_of(other) for other in counted_reports(dossier) if other.pk not in own]


def proposed(dossier, report=None):
    """The first period that no report covers; of one that is not over yet, its days until today."""
    free = free_period(begin_of(dossier), dossier.entry.report_every, other_periods(dossier, report))
    return Period(free.first, max(free.first, min(free.last, timezone.localdate())))


def hindrance(dossier, period, report=None):
    """Why a report cannot cover this period, as a sentence; empty where it can."""
    if reason := too_early(period) or not_over(period):
        return reason
    if found := overlapping(period, other_periods(dossier, report)):
        values = {"taken": shown_days(found[0]), "free": shown_days(proposed(dossier, report))}
        return _("There is a report on %(taken)s already. The next free period is %(free)s.") % values
    return ""


def too_early(period):
    """That the period has not begun, as a sentence; empty where it has."""
    if period.first <= timezone.localdate():
        return ""
    return _("This period begins on %(day)s. There is nothing to report yet.") % {"day": shown_day(period.first)}


def not_over(period):
    """That the period reaches beyond today, as a sentence; a report is about what was."""
    if period.last <= timezone.localdate():
        return ""
    return _("A report covers days that are past: until %(day)s at the latest.") % {
        "day": shown_day(timezone.localdate())
    }


def shown_day(day):
    return date_format(day, "DATE_FORMAT")


def shown_days(period):
    return f"{shown_day(period.first)} – {shown_day(period.last)}"

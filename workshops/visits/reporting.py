"""What each organisation takes home from a study visit: written, handed in, and asked for by the daily round."""

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from workshops.models import Visit, VisitReport
from workshops.visits.guarding import mark_of_report, refuse_unseen
from workshops.visits.interest import hindrance, want
from workshops.visits.taking_part import due_of, is_cancelled, partners_of
from workshops.visits.telling import tell_organisers, tell_partner

REMINDERS = (7, 0)  # so many days before it is due
LATE_ROUND = dt.timedelta(days=7)  # for so long a reminder is made up for, where no round was walked on its day


def report_of(visit, partner):
    """The report, or one that is not stored yet."""
    found = visit.reports.filter(partner=partner).first()
    return found or VisitReport(visit=visit, partner=partner, due=due_of(visit.event))


@transaction.atomic
def write(*, visit, partner, by, practices, hand_in=False, public=False, seen="", **texts):
    """Keep what was written; what is handed in stays handed in, and each practice that it will use is wished for."""
    report = locked(visit, partner)
    refuse_unseen(seen, mark_of_report(report))
    was_handed_in = report.handed_in_at is not None
    known = set(report.practices.all()) if was_handed_in else set()
    for name, text in texts.items():
        setattr(report, name, text)
    if hand_in:
        report.handed_in_at, report.public = report.handed_in_at or timezone.now(), public
    report.save()
    report.practices.set(practices)
    if report.handed_in_at:
        for practice in practices:
            if practice not in known and not hindrance(practice, partner):
                want(practice=practice, partner=partner, by=by, event=visit.event)
    if report.handed_in_at and not was_handed_in:
        tell_organisers(visit, "visit_report_in", partner, reverse("visit_desk", args=[visit.event_id]), by)
    return report


def locked(visit, partner):
    rows = VisitReport.objects.select_for_update(of=("self",))
    return rows.get_or_create(visit=visit, partner=partner, defaults={"due": due_of(visit.event)})[0]


def address_of(report):
    return reverse("visit_report", args=[report.visit.event.slug, report.partner_id])


# --- Asked for once the visit is over ---


def to_ask():
    """Visits that ended within the time to report, of whom a partner was not asked yet."""
    return Visit.objects.filter(pk__in=[visit.pk for visit in lately_over() if unasked(visit)])


def lately_over():
    visits = Visit.objects.filter(event__in=visited()).select_related("event__occurrence")
    return [
        visit
        for visit in visits
        if visit.event.is_over and not is_cancelled(visit.event) and timezone.localdate() <= due_of(visit.event)
    ]


def visited():
    """Public events that may have ended lately, so that the round does not read those of other years."""
    year = timezone.localdate().year
    model = Visit._meta.get_field("event").related_model
    return model.objects.published().filter(end__gte=str(year - 1))


def unasked(visit):
    asked = set(visit.reports.values_list("partner", flat=True))
    return [partner for partner in partners_of(visit) if partner.pk not in asked]


@transaction.atomic
def ask_for_reports(pk):
    """Begin the report of each partner, and tell its people; of two rounds at once only one does."""
    visit = Visit.objects.select_for_update(of=("self",)).select_related("event").get(pk=pk)
    partners = unasked(visit)
    for partner in partners:
        report = visit.reports.create(partner=partner, due=due_of(visit.event))
        tell_partner(visit, "visit_report_wanted", partner, address_of(report), due=report.due)
    return bool(partners)


# --- Reminders ---


def to_remind():
    """Reports that are awaited, and of whose next reminder the day has come."""
    reports = VisitReport.objects.awaited().filter(due__gt=timezone.localdate() - LATE_ROUND)
    reports = reports.filter(due__lte=timezone.localdate() + dt.timedelta(days=max(REMINDERS)))
    return reports.filter(pk__in=[report.pk for report in reports if wanted(report) is not None])


def wanted(report):
    """The reminder that is due and was not sent: its days before; None where there is none."""
    left = (report.due - timezone.localdate()).days
    reached = min((days for days in REMINDERS if left <= days), default=None)
    already = report.reminded
    return reached if reached is not None and (already is None or reached < already) else None


@transaction.atomic
def remind(pk):
    rows = VisitReport.objects.select_for_update(of=("self",)).select_related("visit__event", "partner")
    report = rows.filter(pk=pk).first()
    days = wanted(report) if report and not report.handed_in_at else None
    if days is None:
        return False
    report.reminded = days
    report.save(update_fields=["reminded"])
    tell_partner(report.visit, "visit_report_due", report.partner, address_of(report), due=report.due)
    return True

"""The days of a plan as a calendar: milestones, decisions on funding, the last day of a consultation.

What counts for a day is computed anew from all that was ever public, in the order in which it became so: each version,
and each published report. So a day keeps its UID, its SEQUENCE only rises, and what is gone is cancelled.
"""

import datetime as dt
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from catalogue.calendars import Happening, next_day
from catalogue.languages import LANGUAGES, in_order
from plans.models import ActionState, Call, MilestoneState, Report
from publishing.row_merging import UID
from publishing.snapshot import taken
from publishing.states import WAS_PUBLIC


class Told(NamedTuple):
    """What a calendar says of one day at one moment."""

    day: dt.date
    titles: tuple  # one for each language
    is_decision: bool
    is_cancelled: bool


class Moment(NamedTuple):
    """Something that became public: the content of a version, or a report."""

    at: dt.datetime
    content: dict | None = None
    report: Report | None = None


def calendar_days(plan, dossier):
    """[Happening] in the active language."""
    history = {}  # {key: [(moment, Told)]}, only where something changed
    for at, days in states(moments(plan, dossier)):
        for key, told in days.items():
            known = history.setdefault(key, [])
            if not known or known[-1][1] != told:
                known.append((at, told))
    found = [whole_day(plan, key, known) for key, known in sorted(history.items())]
    return found + (consultation_days(plan, dossier) if dossier else [])


def whole_day(plan, key, known):
    at, told = known[-1]
    title = in_language(told.titles) or key
    title = _("Decision on funding: %(source)s") % {"source": title} if told.is_decision else title
    sequence = len(known) - 1
    day = told.day
    return Happening(uid_of(plan, key), day, next_day(day), title, sequence, at, told.is_cancelled, *about(plan))


def about(plan):
    """The address and the name of the plan, which stand with each of its days."""
    return settings.SITE_URL + plan.get_absolute_url(), str(plan)


def uid_of(plan, key):
    """By the number of the public entry, which outlives versions and addresses."""
    return f"plan-{plan.pk}-{key}@{urlsplit(settings.SITE_URL).hostname}"


def in_language(titles):
    """In the active language, else in another one."""
    by_code = dict(zip(LANGUAGES, titles, strict=True))
    return next((by_code[code] for code in in_order() if by_code[code]), "")


# --- What was ever public ---


def moments(plan, dossier):
    """All that changed what is public, the oldest first."""
    if dossier is None:
        return [Moment(plan.published_at, taken(plan))]
    versions = dossier.versions.in_states(WAS_PUBLIC).order_by("number")
    reports = dossier.reports.filter(state=Report.State.PUBLISHED)
    found = [Moment(version.published_at, version.content) for version in versions]
    return sorted([*found, *(Moment(report.published_at, report=report) for report in reports)], key=lambda one: one.at)


def states(found):
    """(moment, {key: Told}) after each of them; what is not there any more stays, cancelled."""
    reports, content, days = [], {}, {}
    moves, drops = reported([one.report for one in found if one.report])
    for one in found:
        reports += [one.report] if one.report else []
        content = content if one.report else one.content
        counting = counted(reports)
        now = days_of(content, newest(moves, counting), newest(drops, counting))
        days = {key: told._replace(is_cancelled=True) for key, told in days.items()} | now
        yield one.at, days


def counted(reports):
    """The keys of those that none of them corrects, that of the newest period last."""
    corrected = {report.corrects_id for report in reports}
    kept = [report for report in reports if report.pk not in corrected]
    return [report.pk for report in sorted(kept, key=lambda one: (one.period_to, one.published_at, one.pk))]


def newest(told, reports):
    """{key of a row: what the newest of these reports says of it}."""
    return {key: value for report in reports for key, value in told[report].items()}


def reported(reports):
    """({report: {milestone: day}}, {report: {action: whether it was dropped}})."""
    moves, drops = ({report.pk: {} for report in reports} for _told in range(2))
    for state in MilestoneState.objects.filter(report__in=reports).exclude(moved_to=None):
        moves[state.report_id][state.key] = state.moved_to
    for state in ActionState.objects.filter(report__in=reports):
        drops[state.report_id][state.key] = state.status == ActionState.Status.DROPPED
    return moves, drops


def days_of(content, moved, dropped):
    """{key: Told} of a content with what reports say at that time."""
    found = {}
    for row in content.get("milestones") or []:
        found[row[UID]] = told(row, moved.get(row[UID]) or day_of(row.get("due")), "title", dropped)
    for row in content.get("fundings") or []:
        found[row[UID]] = told(row, day_of(row.get("decision_due")), "source", dropped)
    return {key: one for key, one in found.items() if one.day}


def told(row, day, name, dropped):
    titles = tuple(row.get(f"{name}_{code}") or "" for code in LANGUAGES)
    return Told(day, titles, name == "source", bool(dropped.get(row.get("action_id"))))


def day_of(text):
    return dt.date.fromisoformat(text) if text else None


# --- Consultations ---


def consultation_days(plan, dossier):
    """The last day of each. It only ever moves later, so the length of the consultation rises with every change."""
    return [
        Happening(
            uid_of(plan, f"consultation-{call.pk}"),
            call.closes,
            next_day(call.closes),
            _("Last day of the public consultation"),
            (call.closes - call.opens).days,
            call.created_at,
            False,
            *about(plan),
        )
        for call in dossier.calls.filter(kind=Call.Kind.CONSULTATION).order_by("opens")
    ]

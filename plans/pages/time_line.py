"""What is done when: what is due as a list by years, and a chart of all actions."""

import datetime as dt
from itertools import groupby
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from catalogue.charts import Due, Span, gantt
from catalogue.dates import first_day, last_day
from catalogue.fields import show_period
from catalogue.languages import Shown, shown
from plans.figures.progress import whole_percent
from plans.models import Funding
from plans.pages.words import FLAGS


class Dated(NamedTuple):
    """Something that is due on a day."""

    day: dt.date
    sort: str
    text: Shown
    action: Shown
    address: str
    said: str  # reached, moved or late, in words
    is_late: bool


def time_line(shown_plan):
    return {"years": years(shown_plan), "chart": chart_of(shown_plan), "undated": undated(shown_plan)}


def years(shown_plan):
    """[(year, all that is `Dated` in it)]."""
    found = [*milestones(shown_plan), *decisions(shown_plan), *ends(shown_plan)]
    in_order = sorted(found, key=lambda one: one.day)
    return [(year, list(dated)) for year, dated in groupby(in_order, key=lambda one: one.day.year)]


def milestones(shown_plan):
    today, dropped = shown_plan.standing.today, dropped_keys(shown_plan)
    for one in shown_plan.standing.milestones:
        if one.milestone.action.key not in dropped:
            is_late = not one.reached_on and one.day < today
            said = milestone_said(one, is_late)
            yield dated(
                shown_plan, one.day, _("Milestone"), shown(one.milestone, "title"), one.milestone, said, is_late
            )


def milestone_said(one, is_late):
    if one.reached_on:
        return _("reached: %(day)s") % {"day": date_format(one.reached_on)}
    moved = _("moved, first due: %(day)s") % {"day": date_format(one.milestone.due)} if one.moved else ""
    return ", ".join(filter(None, [moved, pgettext("milestone", "late") if is_late else ""]))


def decisions(shown_plan):
    """Days on which it is decided about money that is not secured yet."""
    dropped = dropped_keys(shown_plan)
    for row in shown_plan.rows["fundings"]:
        state = shown_plan.standing.newest.fundings.get(row.key, row)
        if row.decision_due and state.status != Funding.Status.SECURED and row.action.key not in dropped:
            is_late = row.decision_due < shown_plan.standing.today
            said = state.get_status_display()
            yield dated(
                shown_plan, row.decision_due, _("Decision on funding"), shown(row, "source"), row, said, is_late
            )


def ends(shown_plan):
    flags = shown_plan.standing.flags
    for action in shown_plan.rows["actions"]:
        if action.end and flags[action.key] != "dropped":
            flag, title = flags[action.key], shown(action, "title")
            address = shown_plan.action_address(action.key)
            yield Dated(
                last_day(action.end), _("End of an action"), title, Shown(""), address, FLAGS[flag], flag == "late"
            )


def dated(shown_plan, day, sort, text, row, said, is_late):
    action = row.action
    return Dated(day, sort, text, shown(action, "title"), shown_plan.action_address(action.key), said, is_late)


def dropped_keys(shown_plan):
    return {action.key for action in shown_plan.standing.actions if action.dropped}


def undated(shown_plan):
    """(title, address) of actions without a period."""
    rows = [row for row in shown_plan.rows["actions"] if not (row.start and row.end)]
    return [(shown(row, "title"), shown_plan.action_address(row.key)) for row in rows]


# --- The chart ---


def chart_of(shown_plan):
    plan, standing = shown_plan.plan, shown_plan.standing
    first, last = (first_day(plan.start) if plan.start else None), (last_day(plan.end) if plan.end else None)
    limits = {"first": first, "last": last, "today": standing.today}
    return gantt_of(spans(standing), key="time-line", title=_("Time line of the actions"), **limits)


def gantt_of(found, *, key, title, first, last, today):
    return gantt(
        key=key,
        title=title,
        description=_(
            "Bars from the first to the last day of each action, filled as far as it is done; diamonds are milestones."
        ),
        spans=found,
        first=first,
        last=last,
        today=today,
        name_label=_("Action"),
    )


def spans(standing):
    dues = {}
    for one in standing.milestones:
        due = Due(shown(one.milestone, "title").text, one.day, date_format(one.day), bool(one.reached_on))
        dues.setdefault(one.milestone.action.key, []).append(due)
    return [span(row, standing, tuple(dues.get(row.key, ()))) for row in standing.rows["actions"]]


def span(row, standing, dues):
    is_whole = bool(row.start and row.end)
    return Span(
        name=shown(row, "title").text,
        first=first_day(row.start) if is_whole else None,
        last=last_day(row.end) if is_whole else None,
        said=show_period(row.start, row.end),
        done=whole_percent(standing.action_progress(row.key)),
        state=str(FLAGS[standing.flags[row.key]]),
        dues=dues,
    )

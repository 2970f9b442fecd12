"""A road map in lanes, one a level: what is done when, and which recommendations it cites. Lists say the same."""

from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext as _

from catalogue.charts import Span, gantt
from catalogue.dates import first_day, last_day
from catalogue.fields import show_period
from catalogue.languages import Shown, shown
from plans.models.level import Level
from plans.pages.evidence import shown_rows


class LaneLine(NamedTuple):
    """An action with the recommendations that it cites, as `ShownEvidence`."""

    title: Shown
    address: str
    period: str
    recommendations: list
    row: object


class Lane(NamedTuple):
    level: str
    label: str
    lines: list


def lanes(shown_plan):
    lines = sorted(lines_of(shown_plan), key=lambda line: (not line.row.start, line.row.start, line.row.position))
    found = [Lane(level, label, [line for line in lines if line.row.level == level]) for level, label in Level.choices]
    return {
        "lanes": [lane for lane in found if lane.lines],
        "years": [(year, list(some)) for year, some in groupby(lines, key=year_of)],
        "chart": chart_of(shown_plan, found) if any(is_placed(line.row) for line in lines) else None,
    }


def lines_of(shown_plan):
    cited = recommendations(shown_plan)
    for row in shown_plan.rows["actions"]:
        period = show_period(row.start, row.end)
        yield LaneLine(shown(row, "title"), shown_plan.action_address(row.key), period, cited.get(row.key, []), row)


def recommendations(shown_plan):
    """{key of an action: the recommendations that it cites}; their status is of today, so a version tells none."""
    rows = [row for row in shown_plan.rows["evidence"] if row.action and row.recommendation_id]
    found = {}
    for row, told in shown_rows(rows, shown_plan.dossier, shown_plan.number):
        told = told._replace(status="") if shown_plan.is_drawn else told
        found.setdefault(row.action.key, []).append(told)
    return found


def year_of(line):
    """The year in which it begins; 0 where that is not known."""
    return first_day(line.row.start).year if line.row.start else 0


def is_placed(row):
    return bool(row.start and row.end)


# --- The chart ---


def chart_of(shown_plan, found):
    plan = shown_plan.plan
    return gantt(
        key="lanes",
        title=_("The road map in lanes"),
        description=_("Bars from the first to the last day of each action, one lane for each level."),
        spans=[span(line, str(lane.label)) for lane in found for line in lane.lines],
        first=first_day(plan.start) if plan.start else None,
        last=last_day(plan.end) if plan.end else None,
        today=shown_plan.standing.today,
        name_label=_("Action"),
        lane_label=_("Level"),
    )


def span(line, lane):
    row = line.row
    return Span(
        name=line.title.text,
        first=first_day(row.start) if is_placed(row) else None,
        last=last_day(row.end) if is_placed(row) else None,
        said=line.period,
        state=statuses(line),
        lane=lane[:1].upper() + lane[1:],
    )


def statuses(line):
    """What became of the recommendations, in words; empty where none is told."""
    told = ", ".join(one.status for one in line.recommendations if one.status)
    return _("recommendations: %(statuses)s") % {"statuses": told} if told else ""

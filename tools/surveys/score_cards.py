"""The private score card: one unit's figures against all that came in, without a word about any other unit."""

from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _

from catalogue.charts.chart import Chart
from catalogue.charts.dot_plot import Spread, dot_plot
from catalogue.tables.sheet import Column, Sheet
from tools.data.guarding import LEAST

TABLE = "values"


@dataclass(frozen=True)
class Line:
    """One indicator: the own value, and where enough have answered, what all of them make."""

    name: str
    unit: str
    own: float | None
    count: int
    quartiles: tuple[float, float, float] | None = None
    ends: tuple[float, float] | None = None
    place: int | None = None


@dataclass(frozen=True)
class ScoreCard:
    count: int  # answers in all
    lines: tuple[Line, ...]
    sheet: Sheet
    chart: Chart | None
    hidden: tuple[str, ...]  # indicators that too few have answered


def score_card(survey, given):
    """The card of this answer as the answers are now."""
    answers = [answer.content[TABLE] for answer in survey.answers]
    columns = zip(*answers, strict=True)
    lines = tuple(
        line(question, own, [value for value in values if value is not None])
        for question, own, values in zip(survey.questions, given.content[TABLE], columns, strict=True)
    )
    shown = [one for one in lines if one.quartiles]
    return ScoreCard(
        count=len(answers),
        lines=lines,
        sheet=_sheet(given.unit, lines),
        chart=_chart(given.unit, shown) if shown else None,
        hidden=tuple(one.name for one in lines if not one.quartiles),
    )


def line(question, own, values):
    known = {"name": question["name"], "unit": question["unit"], "own": own, "count": len(values)}
    if len(values) < LEAST:
        return Line(**known)
    low, middle, high = (float(value) for value in np.percentile(values, [25, 50, 75]))
    place = None if own is None else 1 + sum(question["direction"] * (value - own) > 0 for value in values)
    return Line(**known, quartiles=(low, middle, high), ends=(min(values), max(values)), place=place)


def _sheet(unit, lines):
    headings = (_("Lower quartile"), _("Median"), _("Upper quartile"))
    columns = (
        Column(_("Indicator")),
        Column(unit),
        *(Column(heading) for heading in headings),
        Column(_("Your place")),
    )
    rows = tuple((_label(one), one.own, *(one.quartiles or (None, None, None)), _place(one)) for one in lines)
    notes = (
        _("Quartiles: a quarter of the answers lies below the lower and a quarter above the upper one."),
        _("Place 1 is the best; equal values share the better place."),
    )
    return Sheet("score-card", _("Your figures against all answers"), columns, rows, notes)


def _label(one):
    return f"{one.name} ({one.unit})" if one.unit else one.name


def _place(one):
    return None if one.place is None else _("%(place)d of %(count)d") % {"place": one.place, "count": one.count}


def _chart(unit, lines):
    spreads = [
        Spread(
            name=one.name,
            own=one.own,
            median=one.quartiles[1],
            low_quartile=one.quartiles[0],
            high_quartile=one.quartiles[2],
            minimum=one.ends[0],
            maximum=one.ends[1],
            unit=one.unit,
        )
        for one in lines
    ]
    return dot_plot(
        key="score-card",
        title=_("Your figures among all answers"),
        description=_("For each indicator your own value, the median, the middle half and the range of all answers."),
        items=spreads,
        own_label=unit,
        own_scale=True,
    )

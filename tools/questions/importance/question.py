"""Where to act first: how important each factor is, and how well it performs."""

import numpy as np
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tools.asking.base import Question, Source, Trouble
from tools.asking.factors import factor_listing
from tools.asking.options import Choice, Number
from tools.asking.parts import Listing, Table
from tools.asking.words import number
from tools.methods import importance
from tools.questions.importance.answer import Grid
from tools.questions.importance.examples import EXAMPLES

MOST_CELLS = 20  # wrong cells named one by one
RATED = ("importance", "performance")


class ImportanceQuestion(Question):
    key = "importance"
    tool = "factors"
    title = gettext_lazy("Importance and performance")
    question = gettext_lazy("Where should we act first?")
    lead = gettext_lazy(
        "You need ratings: how important each factor is for your town or zone, and how well it performs. You get a "
        "grid that parts what needs action from what is well looked after, and how sure that is."
    )
    method = (
        gettext_lazy(
            "The importance and the performance of a factor are the means of the ratings of those who answered; empty "
            "cells are left out, never filled. Gap = performance − importance."
        ),
        gettext_lazy(
            "Two lines part the grid: at the mean of all factors, at the middle of the scale, or where you put them. A "
            "factor on a line counts as high. Important and performing low: concentrate here; both high: keep it up; "
            "both low: low priority; less important and performing high: possible overkill."
        ),
        gettext_lazy(
            "How sure: each respondent is left out once, and all is computed anew. The share of these runs in which a "
            "factor stays in its quarter is shown, and the quarters with the other lines beside it."
        ),
    )
    sources = (
        Source(
            "Martilla, J. A., James, J. C. (1977): Importance-Performance Analysis. Journal of Marketing 41 (1), 77–79."
        ),
    )
    collects = ("ratings",)
    suggests = "causes"  # factors to choose from: the topics of failed practices, see `tools.asking.causes`
    parts = (
        factor_listing(
            most=100, help=gettext_lazy("What may help or hold back the place. Six to fifteen are easy to rate.")
        ),
        Listing(
            "respondents",
            gettext_lazy("Respondents"),
            gettext_lazy("Respondent"),
            gettext_lazy("Add a respondent"),
            most=5000,
            help=gettext_lazy("One row for each person or group that rated. If you only have means, enter one row."),
        ),
        Table(
            "importance",
            gettext_lazy("How important is it?"),
            "respondents",
            "factors",
            help=gettext_lazy("From 1, not important, to 5, very important. Leave empty what was not answered."),
        ),
        Table(
            "performance",
            gettext_lazy("How well does it perform?"),
            "respondents",
            "factors",
            help=gettext_lazy("From 1, very badly, to 5, very well. Leave empty what was not answered."),
        ),
    )
    examples = EXAMPLES

    class Options(forms.Form):
        crosshair = Choice(
            label=gettext_lazy("Where the lines stand"),
            choices=[
                ("mean", gettext_lazy("At the means: always some factors on each side")),
                ("midpoint", gettext_lazy("At the middle of the scale: high means high, even if all are")),
                ("typed", gettext_lazy("At the numbers below: for a goal you have agreed on")),
            ],
            initial="mean",
            help_text=gettext_lazy("Means, because people tend to call everything important. The result shows both."),
        )
        line_importance = Number(
            label=gettext_lazy("Line of importance, if typed"),
            initial=3.0,
            help_text=gettext_lazy("Read only if the lines stand at these numbers; 3 is the middle of 1 to 5."),
        )
        line_performance = Number(
            label=gettext_lazy("Line of performance, if typed"),
            initial=3.0,
            help_text=gettext_lazy("Read only if the lines stand at these numbers; 3 is the middle of 1 to 5."),
        )
        low = Number(
            label=gettext_lazy("Lowest rating"),
            min_value=-1000,
            max_value=1000,
            initial=1.0,
            help_text=gettext_lazy("1, as in most questionnaires. Change it if yours had another scale."),
        )
        high = Number(
            label=gettext_lazy("Highest rating"),
            min_value=-1000,
            max_value=1000,
            initial=5.0,
            help_text=gettext_lazy("5, because five steps are easy to answer and enough to tell factors apart."),
        )

    def check(self, inputs):
        problems = list(_scale_problems(inputs.options)) or [
            problem for table in RATED for problem in _rating_problems(inputs, table)
        ]
        if problems:
            raise Trouble(*problems)

    def compute(self, inputs, progress):
        ratings = _ratings(inputs)
        found = importance.analyse(*ratings, **_choices(inputs.options))
        return {
            "respondents": len(ratings[0]),
            "importance": found.importance,
            "performance": found.performance,
            "gap": found.gap,
            "n_importance": found.n_importance,
            "n_performance": found.n_performance,
            "lines": found.crosshair,
            "quadrants": found.quadrant,
            "stability": importance.stability(*ratings, **_choices(inputs.options)) if len(ratings[0]) > 1 else None,
            "others": {name: _grid(ratings, inputs.options, name) for name in importance.CROSSHAIRS},
        }

    def answer(self, inputs, results):
        return Grid(inputs, results).answer()


def _ratings(inputs):
    """Both tables, without respondents who answered nothing."""
    tables = [inputs.matrix(table) for table in RATED]
    answered = np.any([~np.isnan(table).all(axis=1) for table in tables], axis=0)
    return [table[answered] for table in tables]


def _choices(options):
    chosen = options["crosshair"]
    if chosen == "typed":
        chosen = options["line_importance"], options["line_performance"]
    return {"crosshair": chosen, "scale": (options["low"], options["high"])}


def _grid(ratings, options, crosshair):
    found = importance.analyse(*ratings, crosshair=crosshair, scale=(options["low"], options["high"]))
    return {"lines": found.crosshair, "quadrants": found.quadrant}


def _scale_problems(options):
    low, high = options["low"], options["high"]
    if low >= high:
        yield ("high",), _("The highest rating must be greater than the lowest. Change one of them.")
    elif options["crosshair"] == "typed":
        for name in ("line_importance", "line_performance"):
            if not low <= options[name] <= high:
                text = _("The line must lie on the scale: write a number from %(low)s to %(high)s.")
                yield (name,), text % {"low": number(low), "high": number(high)}


def _rating_problems(inputs, table):
    ratings = inputs.matrix(table)
    low, high = inputs.options["low"], inputs.options["high"]
    for row, column in np.argwhere((ratings < low) | (ratings > high))[:MOST_CELLS]:
        text = _(
            "Row “%(row)s”, column “%(column)s”: %(value)s is not on the scale from %(low)s to %(high)s. Correct it, "
            "or change the scale in the options."
        )
        said = {"row": inputs.names("respondents")[row], "column": inputs.names("factors")[column]}
        numbers = {"value": number(ratings[row, column]), "low": number(low), "high": number(high)}
        yield (table, int(row), int(column)), text % {**said, **numbers}
    for column in np.flatnonzero(np.isnan(ratings).all(axis=0)):
        said = {"table": _label(table), "column": inputs.names("factors")[column]}
        text = _("“%(table)s”, column “%(column)s”: nobody rated it. Fill in one rating, or remove the factor.")
        yield (table, 0, int(column)), text % said


def _label(table):
    return next(part.label for part in ImportanceQuestion.parts if part.key == table)

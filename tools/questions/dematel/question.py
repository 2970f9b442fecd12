"""What drives what: direct and indirect influence between factors, as several people see it."""

import numpy as np
from django import forms
from django.utils.translation import gettext_lazy

from tools.asking.base import Question, Source, Trouble
from tools.asking.factors import factor_listing
from tools.asking.options import Choice, Number
from tools.asking.parts import Listing, Table
from tools.methods import MethodError, dematel
from tools.questions.dematel.answer import Influences
from tools.questions.dematel.examples import EXAMPLES

REFUSALS = {
    "no_influence": gettext_lazy(
        "Nobody sees any influence: all cells are 0. Write at least 1 where one factor acts on another."
    ),
    "cancels_out": gettext_lazy(
        "The influences cancel out, as when everything was rated the same, so no total can be computed. Vary the "
        "ratings: where is the influence stronger, where weaker?"
    ),
}


class DematelQuestion(Question):
    key = "dematel"
    tool = "factors"
    title = gettext_lazy("Influence map")
    question = gettext_lazy("What drives what?")
    lead = gettext_lazy(
        "You need a few factors and people who judge how strongly each acts on each other, from 0 to 4. You get a map "
        "that parts what drives from what follows, also through other factors."
    )
    method = (
        gettext_lazy(
            "DEMATEL (decision making trial and evaluation laboratory). A is the mean of the experts' ratings, row "
            "acts on column. N = A ÷ the largest sum of a row or a column. Total influence, direct and through others: "
            "T = N (I − N)⁻¹."
        ),
        gettext_lazy(
            "D, the row sum of T, is what a factor gives; R, the column sum, is what it takes. D + R says how much it "
            "is linked with the others, D − R whether it drives (above 0) or follows (below 0)."
        ),
        gettext_lazy(
            "An arrow is drawn where the total influence is greater than the threshold, which is the mean of T unless "
            "you type another. If the influences cancel out (spectral radius of N is 1), there is no total."
        ),
        gettext_lazy(
            "How sure: each expert is left out once, and all is computed anew. Judgements are opinions about causes, "
            "not measurements of them."
        ),
    )
    sources = (
        Source(
            "Gabus, A., Fontela, E. (1972): World Problems, an Invitation to Further Thought within the Framework of "
            "DEMATEL. Battelle Geneva Research Centre, Geneva."
        ),
    )
    suggests = "causes"  # factors to choose from: the topics of failed practices, see `tools.asking.causes`
    parts = (
        factor_listing(most=60, help=gettext_lazy("Five to ten: every factor is compared with every other one.")),
        Listing(
            "experts",
            gettext_lazy("Experts"),
            gettext_lazy("Expert"),
            gettext_lazy("Add an expert"),
            most=200,
            help=gettext_lazy("People who know the place, or one row for a whole workshop."),
        ),
        Table(
            "influence",
            gettext_lazy("How strongly does the row act on the column?"),
            "factors",
            "factors",
            layers="experts",
            shape="square",
            missing=False,
            low=0,
            high=4,
            help=gettext_lazy("0 none, 1 little, 2 some, 3 strong, 4 very strong."),
        ),
    )
    examples = EXAMPLES

    class Options(forms.Form):
        line = Choice(
            label=gettext_lazy("Arrows from which strength on"),
            choices=[
                ("mean", gettext_lazy("Above the mean of all total influences")),
                ("typed", gettext_lazy("Above the number below")),
            ],
            initial="mean",
            help_text=gettext_lazy("The mean, because it leaves out the weaker half or so and keeps the map readable."),
        )
        threshold = Number(
            label=gettext_lazy("Threshold, if typed"),
            min_value=0,
            max_value=1000,
            initial=0.2,
            help_text=gettext_lazy("Read only if chosen above. Take it from the table of total influence."),
        )

    def check(self, inputs):
        try:
            dematel.analyse(_influence(inputs))
        except MethodError as error:
            if error.code not in REFUSALS:
                raise
            raise Trouble((("influence",), REFUSALS[error.code])) from None

    def compute(self, inputs, progress):
        influence = _influence(inputs)
        found = dematel.analyse(influence, threshold=_threshold(inputs.options))
        several = len(influence) > 1
        return {
            "experts": len(influence),
            "total": found.total,
            "dispatch": found.dispatch,
            "receive": found.receive,
            "prominence": found.prominence,
            "relation": found.relation,
            "roles": found.role,
            "threshold": found.threshold,
            "arrows": found.edges,
            "stability": dematel.role_stability(influence) if several else None,
            "ranges": dematel.relation_ranges(influence, progress=progress) if several else None,
            "spread": influence.std(axis=0) if several else None,
        }

    def answer(self, inputs, results):
        return Influences(inputs, results).answer()


def _influence(inputs):
    """The ratings as (experts, k, k) with 0 on the diagonal, which nobody is asked about."""
    influence = inputs.matrix("influence")
    places = np.arange(influence.shape[-1])
    influence[:, places, places] = 0
    return influence


def _threshold(options):
    return options["threshold"] if options["line"] == "typed" else None

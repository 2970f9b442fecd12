"""Which alternative leads: weighted sum, TOPSIS and PROMETHEE II side by side, and how sure that is."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tools.asking.base import Question, Source, Trouble
from tools.asking.options import Choice, Number, runs, seed
from tools.asking.parts import Attribute, Listing, Table
from tools.questions.choice.answer import answer_ranking
from tools.questions.choice.compute import compute_ranking
from tools.questions.choice.examples import EXAMPLES

NEEDED = {  # what the preference functions ask for, as (threshold, threshold that must be smaller)
    "v_shape": (("p", None),),
    "level": (("p", "q"),),
    "linear": (("p", "q"),),
    "gaussian": (("s", None),),
}
NORMALISATIONS = (
    ("minmax", gettext_lazy("Min-max: the worst value found is 0, the best is 1")),
    ("vector", gettext_lazy("Vector: divided by the root of the sum of squares")),
    ("max", gettext_lazy("Share of the largest value")),
    ("sum", gettext_lazy("Share of the sum")),
)
LONG = 2_000_000


class ChoiceQuestion(Question):
    key = "choice"
    tool = "decision"
    title = gettext_lazy("Choice among alternatives")
    question = gettext_lazy("Which site, programme or applicant, and why?")
    lead = gettext_lazy(
        "You need at least two alternatives, the criteria with their weights, and a value for each pair. You get the "
        "ranking by three methods, the reasons for it, and what would have to change for another one to lead."
    )
    method = (
        gettext_lazy(
            "Weighted sum: every criterion is put on a common scale on which more is better (min-max: (x − worst) ÷ "
            "(best − worst)), multiplied by its weight, and added up. A strength can make up for any weakness."
        ),
        gettext_lazy(
            "TOPSIS: closeness = d− ÷ (d− + d+), where d+ and d− are the straight-line distances of the weighted "
            "values to the best and to the worst ones found. The winner may depend on how the values are made "
            "comparable, so the other ways are computed as well."
        ),
        gettext_lazy(
            "PROMETHEE II: alternatives are compared pair by pair. With d the difference in favour of one of them, "
            "its preference is: usual 1 if d > 0; U-shape 1 if d > q; V-shape d ÷ p, at most 1; level ½ if d > q and "
            "1 if d > p; linear (d − q) ÷ (p − q) between 0 and 1; Gaussian 1 − exp(−d² ÷ 2s²). The net flow is the "
            "mean weighted preference over the others (φ+) minus that of the others over it (φ−)."
        ),
        gettext_lazy(
            "How sure it is: the range of each single weight within which the first stays first is exact (the others "
            "keep their proportions). In the random runs each weight is multiplied by a number drawn evenly between 1 "
            "− spread and 1 + spread. Agreement of two rankings is Kendall’s tau-b: 1 the same, −1 reversed."
        ),
    )
    sources = (
        Source(
            "Fishburn, P. C. (1967): Additive Utilities with Incomplete Product Sets: Application to Priorities and "
            "Assignments. Operations Research 15(3), 537–542."
        ),
        Source(
            "Hwang, C.-L., Yoon, K. (1981): Multiple Attribute Decision Making: Methods and Applications. Springer, "
            "Berlin."
        ),
        Source(
            "Brans, J. P., Vincke, P., Mareschal, B. (1986): How to select and how to rank projects: The PROMETHEE "
            "method. European Journal of Operational Research 24(2), 228–238."
        ),
        Source(
            "Mareschal, B. (1988): Weight stability intervals in multicriteria decision aid. European Journal of "
            "Operational Research 33(1), 54–64."
        ),
        Source(
            "Opricovic, S., Tzeng, G.-H. (2004): Compromise solution by MCDM methods: A comparative analysis of VIKOR "
            "and TOPSIS. European Journal of Operational Research 156(2), 445–455."
        ),
    )
    parts = (
        Listing(
            "alternatives",
            gettext_lazy("Alternatives"),
            gettext_lazy("Alternative"),
            gettext_lazy("Add an alternative"),
            least=2,
            most=200,
            help=gettext_lazy("What you choose among: sites, programmes, applicants. At least two."),
        ),
        Listing(
            "criteria",
            gettext_lazy("Criteria"),
            gettext_lazy("Criterion"),
            gettext_lazy("Add a criterion"),
            (
                Attribute(
                    "direction",
                    gettext_lazy("Direction"),
                    "choice",
                    (("up", gettext_lazy("more is better")), ("down", gettext_lazy("less is better"))),
                    default="up",
                ),
                Attribute("unit", gettext_lazy("Unit"), "text"),
                Attribute("weight", gettext_lazy("Weight"), default=1, required=True, low=0, high=1e6),
                Attribute(
                    "function",
                    gettext_lazy("Preference"),
                    "choice",
                    (
                        ("usual", gettext_lazy("usual: any difference counts")),
                        ("u_shape", gettext_lazy("U-shape: from q on")),
                        ("v_shape", gettext_lazy("V-shape: growing up to p")),
                        ("level", gettext_lazy("level: half from q, whole from p")),
                        ("linear", gettext_lazy("linear: growing from q to p")),
                        ("gaussian", gettext_lazy("Gaussian: with s")),
                    ),
                    default="usual",
                    help=gettext_lazy("for PROMETHEE only"),
                    more=True,
                ),
                Attribute(
                    "q", gettext_lazy("q"), low=0, help=gettext_lazy("up to this difference: indifferent"), more=True
                ),
                Attribute(
                    "p",
                    gettext_lazy("p"),
                    low=0,
                    help=gettext_lazy("from this difference on: fully preferred"),
                    more=True,
                ),
                Attribute(
                    "s",
                    gettext_lazy("s"),
                    low=0,
                    help=gettext_lazy("Gaussian: where preference grows fastest"),
                    more=True,
                ),
                Attribute("topic", gettext_lazy("Topic"), "topic"),
            ),
            help=gettext_lazy(
                "Weights may be points of any size; only their shares count. q, p and s are differences in the unit "
                "of the criterion and may stay empty; only PROMETHEE uses them."
            ),
        ),
        Table(
            "values",
            gettext_lazy("Values"),
            "alternatives",
            "criteria",
            missing=False,
            help=gettext_lazy(
                "One number for each alternative and criterion. If a value is not known, estimate it and try others."
            ),
        ),
    )
    examples = EXAMPLES

    class Options(forms.Form):
        method = Choice(
            label=gettext_lazy("Method that the reading follows"),
            choices=(
                ("weighted_sum", gettext_lazy("Weighted sum")),
                ("topsis", gettext_lazy("TOPSIS")),
                ("promethee2", gettext_lazy("PROMETHEE II")),
            ),
            initial="weighted_sum",
            help_text=gettext_lazy("The weighted sum is easiest to explain. The other two are always shown beside it."),
        )
        normalisation = Choice(
            label=gettext_lazy("Weighted sum: how values are made comparable"),
            choices=(*NORMALISATIONS, ("none", gettext_lazy("Not at all: the values already share one scale"))),
            initial="minmax",
            help_text=gettext_lazy("Min-max works with all values, negative ones too, and is easy to explain."),
        )
        topsis_normalisation = Choice(
            label=gettext_lazy("TOPSIS: how values are made comparable"),
            choices=NORMALISATIONS,
            initial="vector",
            help_text=gettext_lazy("Vector is the way of the authors of TOPSIS. Negative values need min-max."),
        )
        spread = Number(
            label=gettext_lazy("How uncertain the weights are, in per cent"),
            min_value=0,
            max_value=100,
            initial=25,
            help_text=gettext_lazy(
                "A quarter is a usual disagreement in a committee: each weight may be so much higher or lower."
            ),
        )
        runs = runs()
        seed = seed()

    def check(self, inputs):
        problems = [*_weight_problems(inputs), *_threshold_problems(inputs)]
        for option, name in (("normalisation", _("Weighted sum")), ("topsis_normalisation", _("TOPSIS"))):
            problems += _normalisation_problems(inputs, option, name)
        if problems:
            raise Trouble(*problems)

    def is_long(self, inputs):
        alternatives, criteria = inputs.count("alternatives"), inputs.count("criteria")
        return alternatives * (inputs.options["runs"] * 3 + alternatives * criteria * 60) > LONG

    def compute(self, inputs, progress):
        return compute_ranking(inputs, progress)

    def answer(self, inputs, results):
        return answer_ranking(inputs, results)


def _weight_problems(inputs):
    weights = inputs.numbers("criteria", "weight")
    if not (weights > 0).any():
        yield ("criteria", 0, "weight"), _("All weights are 0. Give at least one criterion a weight greater than 0.")


def _threshold_problems(inputs):
    for row, item in enumerate(inputs.lists["criteria"]):
        for larger, smaller in NEEDED.get(item["function"], ()):
            least = (item.get(smaller) or 0) if smaller else 0
            if (item.get(larger) or 0) > least:
                continue
            if smaller:
                text = _("Criterion “%(name)s”: this preference needs p greater than q. Enlarge p or choose “usual”.")
            else:
                text = _(
                    "Criterion “%(name)s”: this preference needs %(threshold)s greater than 0. Write it or choose "
                    "“usual”."
                )
            yield ("criteria", row, larger), text % {"name": item["name"], "threshold": larger}


def _normalisation_problems(inputs, option, method):
    """What the chosen way to make values comparable cannot work with, naming the first cell."""
    way, matrix = inputs.options[option], inputs.matrix("values")
    down = [word == "down" for word in inputs.column("criteria", "direction")]
    if way == "none" and any(down):
        text = _(
            "With values as they are, more must be better on every criterion. Choose min-max, or turn “%(name)s” round."
        )
        yield ("criteria", down.index(True), "direction"), text % {"name": inputs.names("criteria")[down.index(True)]}
    for row, values in enumerate(matrix if way not in ("minmax", "none") else ()):
        for column, value in enumerate(values):
            where = {
                "row": inputs.names("alternatives")[row],
                "column": inputs.names("criteria")[column],
                "method": method,
            }
            if value < 0:
                text = _(
                    "“%(row)s”, “%(column)s”: a value below 0 does not go with this option (%(method)s). Choose "
                    "min-max."
                )
                yield ("values", row, column), text % where
                return
            if value == 0 and way == "sum" and down[column]:
                text = _("“%(row)s”, “%(column)s”: 0 does not go with shares of the sum (%(method)s). Choose min-max.")
                yield ("values", row, column), text % where
                return

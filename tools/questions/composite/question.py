"""Where we stand: towns or zones compared on indicators, with the interval of every rank."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tools.asking.base import Question, Source, Trouble
from tools.asking.options import Choice, Number, Yes, runs, seed
from tools.asking.parts import Attribute, Listing, Table
from tools.questions.composite.answer import CompositeAnswer
from tools.questions.composite.check import comparison_problems
from tools.questions.composite.compute import compute_comparison
from tools.questions.composite.examples import EXAMPLES

LONG = 6e7  # runs × units × (indicators + 30): about a second


class CompositeQuestion(Question):
    key = "composite"
    tool = "comparison"
    title = gettext_lazy("Comparison on indicators")
    question = gettext_lazy("Where do we stand among places like ours, and how sure is that?")
    lead = gettext_lazy(
        "You need a few towns or zones, a few indicators and their values; some values may be missing. You get a "
        "score and a rank for each, how far each rank may be trusted, and a score card of your own place."
    )
    method = (
        gettext_lazy(
            "Normalise: every indicator is brought to one scale on which more is better. Min-max: (x − min) ÷ (max − "
            "min); goalposts: (x − low) ÷ (high − low), cut to 0 to 1; z-score: (x − mean) ÷ standard deviation; "
            "rank: (m − r) ÷ (m − 1) with r the rank among m; distance to the best: x ÷ max; target: 1 − |x − t| ÷ "
            "largest |x − t|. Where less is better, the scale is turned round."
        ),
        gettext_lazy(
            "Aggregate: score = Σ w·x (arithmetic mean) or Π x^w (geometric mean, on values of .01 to 1, so that a "
            "weak indicator cannot be made up for in full). Missing values are never filled in: the weights are "
            "spread over the indicators that are there, and a unit with less than 65 per cent of the weight gets no "
            "score and no rank."
        ),
        gettext_lazy(
            "Interval of a rank: in each random run every weight is multiplied by a number drawn evenly around 1, and "
            "the way of normalising (the chosen one, min-max, z-score or rank) and of aggregating is drawn, too. The "
            "interval leaves out the lowest and the highest 5 per cent of the ranks so found. Equal scores share the "
            "better rank (1, 2, 2, 4)."
        ),
        gettext_lazy(
            "An indicator has extreme values if its skewness is beyond ±2 and its excess kurtosis above 3.5. Weights "
            "by entropy and CRITIC come from the data, those from points are the mean of the experts’ shares. One "
            "year is compared at a time; there is no trend over the years."
        ),
    )
    sources = (
        Source(
            "Nardo, M., Saisana, M., Saltelli, A., Tarantola, S., Hoffmann, A., Giovannini, E. (2008): Handbook on "
            "Constructing Composite Indicators: Methodology and User Guide. OECD Publishing, Paris.",
            "https://doi.org/10.1787/9789264043466-en",
        ),
        Source(
            "Saisana, M., Saltelli, A., Tarantola, S. (2005): Uncertainty and sensitivity analysis techniques as "
            "tools for the quality assessment of composite indicators. Journal of the Royal Statistical Society A "
            "168(2), 307–323.",
            "https://doi.org/10.1111/j.1467-985X.2005.00350.x",
        ),
        Source(
            "Diakoulaki, D., Mavrotas, G., Papayannakis, L. (1995): Determining objective weights in multiple "
            "criteria problems: The CRITIC method. Computers & Operations Research 22(7), 763–770.",
            "https://doi.org/10.1016/0305-0548(94)00059-H",
        ),
        Source("Zeleny, M. (1982): Multiple Criteria Decision Making. McGraw-Hill, New York."),
    )
    collects = ("figures",)
    parts = (
        Listing(
            "indicators",
            gettext_lazy("Indicators"),
            gettext_lazy("Indicator"),
            gettext_lazy("Add an indicator"),
            (
                Attribute("unit", gettext_lazy("Unit of measurement"), "text"),
                Attribute(
                    "direction",
                    gettext_lazy("Which is better"),
                    "choice",
                    (("more", gettext_lazy("more is better")), ("less", gettext_lazy("less is better"))),
                    default="more",
                ),
                Attribute("topic", gettext_lazy("Topic"), "topic"),
                Attribute(
                    "weight",
                    gettext_lazy("Weight"),
                    default=1,
                    low=0,
                    help=gettext_lazy("counts only with “my own weights”"),
                ),
                Attribute(
                    "target", gettext_lazy("Target"), help=gettext_lazy("what you aim at; may stay empty"), more=True
                ),
                Attribute("low", gettext_lazy("Low goalpost"), help=gettext_lazy("only for goalposts"), more=True),
                Attribute("high", gettext_lazy("High goalpost"), help=gettext_lazy("only for goalposts"), more=True),
                Attribute(
                    "transform",
                    gettext_lazy("Values"),
                    "choice",
                    (("none", gettext_lazy("as they are")), ("log", gettext_lazy("as logarithms"))),
                    default="none",
                    help=gettext_lazy("logarithms for very uneven values, such as incomes"),
                    more=True,
                ),
                Attribute("year", gettext_lazy("Year"), "text", more=True),
                Attribute("source", gettext_lazy("Source"), "text", more=True),
            ),
            least=1,
            most=100,
            help=gettext_lazy("Four to twelve indicators are usual. State whether more or less of each is better."),
        ),
        Listing(
            "units",
            gettext_lazy("Towns or zones"),
            gettext_lazy("Town or zone"),
            gettext_lazy("Add a town or zone"),
            (
                Attribute(
                    "own",
                    gettext_lazy("Whose it is"),
                    "choice",
                    (("", gettext_lazy("another’s")), ("own", gettext_lazy("our own"))),
                    default="",
                ),
            ),
            least=2,
            most=1000,
            help=gettext_lazy("Mark your own to get its score card. Below four, a ranking says little."),
        ),
        Table(
            "values",
            gettext_lazy("Values of the indicators"),
            "units",
            "indicators",
            help=gettext_lazy("Leave a cell empty if there is no figure."),
        ),
        Listing(
            "experts",
            gettext_lazy("Experts who share out points"),
            gettext_lazy("Expert"),
            gettext_lazy("Add an expert"),
            most=100,
            optional=True,
            help=gettext_lazy("Only for weights from points: each expert shares out 100 points among the indicators."),
        ),
        Table(
            "points",
            gettext_lazy("Points for the indicators"),
            "experts",
            "indicators",
            missing=False,
            optional=True,
            low=0,
            help=gettext_lazy("Write 0 for an indicator that should not count."),
        ),
    )
    examples = EXAMPLES

    class Options(forms.Form):
        normalisation = Choice(
            label=gettext_lazy("How to bring the indicators to one scale"),
            choices=(
                ("minmax", gettext_lazy("Min-max: the weakest gets 0, the best 1")),
                ("goalposts", gettext_lazy("Goalposts: between the limits you give for each indicator")),
                ("zscore", gettext_lazy("Z-score: distance from the mean; extreme values count more")),
                ("rank", gettext_lazy("Rank: only the order counts, not the distances")),
                ("distance_to_best", gettext_lazy("Distance to the best: a share of the best value")),
                ("target", gettext_lazy("Target: how near to the target you give for each indicator")),
            ),
            initial="minmax",
            help_text=gettext_lazy(
                "Min-max is the easiest to explain. Choose goalposts if scores shall not change when a town is added."
            ),
        )
        weights = Choice(
            label=gettext_lazy("How much each indicator counts"),
            choices=(
                ("equal", gettext_lazy("All the same")),
                ("own", gettext_lazy("My own weights, from the list of indicators")),
                ("budget", gettext_lazy("Points that experts shared out")),
                ("entropy", gettext_lazy("Entropy: more where the units differ more")),
                ("critic", gettext_lazy("CRITIC: more where units differ and no other indicator says the same")),
            ),
            initial="equal",
            help_text=gettext_lazy(
                "Equal weights hide no judgement. Weights from pairwise judgements come from the question on weights "
                "by pairwise comparison; type them into the list of indicators."
            ),
        )
        aggregation = Choice(
            label=gettext_lazy("How to make one score"),
            choices=(
                ("arithmetic", gettext_lazy("Arithmetic mean: a strong indicator makes up for a weak one")),
                ("geometric", gettext_lazy("Geometric mean: a weak indicator pulls the score down")),
            ),
            initial="arithmetic",
            help_text=gettext_lazy("The arithmetic mean is the usual one. The other stands beside it in the result."),
        )
        winsorise = Yes(
            label=gettext_lazy("Draw in extreme values"),
            initial=False,
            help_text=gettext_lazy(
                "Off, because it changes your data. If on, up to five extreme values of an indicator are set to the "
                "next value, and every changed cell is listed."
            ),
        )
        spread = Number(
            label=gettext_lazy("How much the weights may vary, in per cent"),
            min_value=0,
            max_value=100,
            initial=25,
            help_text=gettext_lazy("In the random runs, each weight varies by up to so much; 25 is usual."),
        )
        runs = runs()
        seed = seed()

        def clean(self):
            chosen = super().clean()
            if chosen.get("normalisation") == "zscore" and chosen.get("aggregation") == "geometric":
                text = _(
                    "Z-scores can be negative and have no geometric mean. Choose the arithmetic mean or another scale."
                )
                self.add_error("aggregation", text)
            return chosen

    def check(self, inputs):
        if problems := comparison_problems(inputs):
            raise Trouble(*problems)

    def is_long(self, inputs):
        size = inputs.count("units") * (inputs.count("indicators") + 30)
        return inputs.options["runs"] * size > LONG

    def compute(self, inputs, progress):
        return compute_comparison(inputs, progress)

    def answer(self, inputs, results):
        return CompositeAnswer(inputs, results).answer()

"""From SWOT to strategies: which items weigh most, and which pairs of them call for something to be done."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tools.asking.base import Question, Source, Trouble
from tools.asking.options import Choice
from tools.asking.parts import Attribute, Listing, Table
from tools.methods import swot
from tools.questions.consistency import highest_consistency_ratio
from tools.questions.swot.answer import answer_swot
from tools.questions.swot.check import swot_problems
from tools.questions.swot.compute import compute_swot
from tools.questions.swot.data import LABELS, LISTS
from tools.questions.swot.examples import EXAMPLES

ITEM_HELP = {
    "S": _("Whole sentences about what is yours and helps. Five are easy to weigh, twenty in all are enough."),
    "W": _("What is yours and holds you back."),
    "O": _("What comes from outside and may help: trends, programmes, neighbours."),
    "T": _("What comes from outside and may harm."),
}
PAIRS_HELP = _(
    "How many times as much does the row weigh as the column? 1 the same, 3 somewhat, 5 much, 7 very much, 9 extremely "
    "more; if it weighs less, 1/3, 1/5, 1/7 or 1/9. A judge counts for a list only with all pairs."
)
POINTS_HELP = _("Each judge shares out 100 points. Whoever gives none to a list is left out there.")


def _item_listing(group):
    attributes = (
        Attribute("topic", _("Topic"), "topic"),
        Attribute("evidence", _("Evidence"), "text", help=_("An analysis, a figure, a practice."), more=True),
    )
    return Listing(LISTS[group], LABELS[group], _("Item"), _("Add an item"), attributes, most=50, help=ITEM_HELP[group])


def _pairs(key, label):
    return Table(
        f"pairs-{key}",
        format_lazy(_("{list}: compared in pairs"), list=label),
        key,
        key,
        layers="judges",
        shape="upper",
        optional=True,
        fractions=True,
        folds=True,
        low=0.11,
        high=9,
        help=PAIRS_HELP if key == "groups" else "",
    )


def _points(key, label):
    label = format_lazy(_("{list}: points"), list=label)
    help = POINTS_HELP if key == "groups" else ""
    return Table(f"points-{key}", label, "judges", key, optional=True, folds=True, low=0, high=100, help=help)


def _strengths(kind):
    inner, outer = kind
    return Table(
        kind.lower(),
        format_lazy(_("{inner} × {outer}: how strongly they meet"), inner=LABELS[inner], outer=LABELS[outer]),
        LISTS[inner],
        LISTS[outer],
        optional=True,
        folds=True,
        low=0,
        high=3,
        help=_("0 or empty nothing, 1 a little, 2 clearly, 3 strongly."),
    )


GROUPS = Listing("groups", _("Groups"), _("Group"), "", fixed=tuple(LABELS.items()))
WEIGHED = (("groups", GROUPS.label), *((key, LABELS[group]) for group, key in LISTS.items()))


class SwotQuestion(Question):
    key = "swot"
    tool = "plan"
    collects = ("proposals", "weights")
    title = _("SWOT with weights (A’WOT)")
    question = _("What weighs most for us, and which strategies follow?")
    lead = _(
        "You need four lists (strengths, weaknesses, opportunities, threats) and one or more people who weigh them, in "
        "pairs or by points. You get the weight of every item, the pairs that call for a strategy, and what hangs on a "
        "single judge."
    )
    method = (
        _(
            "A’WOT joins SWOT with comparisons in pairs. Judges weigh the four groups and, within each list, its "
            "items; the overall weight of an item is the weight of its group times its weight within the list."
        ),
        _(
            "In pairs: the judgements of several judges are joined by their geometric mean; the weights are the "
            "principal eigenvector, and the consistency ratio says for each list whether the judgements go together "
            "(up to 0.10 they do). A judge counts for a list only with all of its pairs; who is left out is told."
        ),
        _(
            "By points: each judge shares out 100 points over a list; the points become shares of their own sum, and "
            "the mean of the shares is the weight. Who gave none is left out of this list only."
        ),
        _(
            "TOWS: every inner item (strength, weakness) meets every outer one (opportunity, threat) with a strength "
            "from 0 to 3. Score of a pair = weight of the inner item × weight of the outer item × strength. The sums "
            "of the four kinds say which direction leads: SO uses strengths for opportunities, ST wards off threats, "
            "WO overcomes weaknesses, WT avoids."
        ),
        _("How sure it is: each judge is left out once, and the order and the leading direction are computed anew."),
    )
    sources = (
        Source(
            "Kurttila, M., Pesonen, M., Kangas, J., Kajanus, M. (2000): Utilizing the analytic hierarchy process (AHP) "
            "in SWOT analysis: a hybrid method and its application to a forest-certification case. Forest Policy and "
            "Economics 1(1), 41–52."
        ),
        Source(
            "Weihrich, H. (1982): The TOWS matrix: a tool for situational analysis. Long Range Planning 15(2), 54–66."
        ),
        Source(
            "Senko, S., Kurttila, M., Karjalainen, T. (2018), Silva Fennica 52(4), 7763.",
            "https://doi.org/10.14214/sf.7763",
        ),
    )
    parts = (
        *(_item_listing(group) for group in LISTS),
        GROUPS,
        Listing(
            "judges",
            _("Judges"),
            _("Judge"),
            _("Add a judge"),
            most=200,
            help=_("Whoever weighs: one person, or several of a local group."),
        ),
        *(_pairs(key, label) for key, label in WEIGHED),
        *(_points(key, label) for key, label in WEIGHED),
        *(_strengths(kind) for kind in swot.KINDS),
    )
    examples = EXAMPLES

    class Options(forms.Form):
        weighing = Choice(
            label=_("How the weights are given"),
            choices=(
                ("pairs", _("Pairs; where nobody compared all pairs of a list, points")),
                ("points", _("Points; where nobody gave points to a list, pairs")),
            ),
            initial="pairs",
            help_text=_("Pairs force people to think how much each thing counts; points are quick and good for many."),
        )
        max_cr = highest_consistency_ratio()

    def is_long(self, inputs):
        pairs = sum(inputs.count(key) ** 2 for key in LISTS.values())
        return inputs.count("judges") * pairs > 20_000

    def check(self, inputs):
        if problems := list(swot_problems(inputs, WEIGHED)):
            raise Trouble(*problems)

    def compute(self, inputs, progress):
        return compute_swot(inputs, progress)

    def answer(self, inputs, results):
        return answer_swot(inputs, results)

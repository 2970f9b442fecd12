"""How much each criterion weighs: weights from judgements in pairs, and how well these go together."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tools.asking.base import Question, Source
from tools.asking.options import Choice
from tools.asking.parts import Listing, Table
from tools.questions.ahp.answer import answer_weights
from tools.questions.ahp.compute import compute_weights
from tools.questions.ahp.examples import EXAMPLES
from tools.questions.consistency import highest_consistency_ratio


class AhpQuestion(Question):
    key = "ahp"
    tool = "decision"
    title = _("Weights from judgements in pairs")
    question = _("How much should each criterion count?")
    lead = _(
        "You need a list of criteria and, for each pair of them, how many times as important the first one is. You "
        "get the weights, how well the judgements go together, and which one to look at again."
    )
    method = (
        _(
            "Analytic hierarchy process: a judgement a says that the criterion of the row is a times as important as "
            "that of the column, from 1 (the same) to 9 (extremely more), or 1/2 to 1/9 the other way round. Several "
            "judges count by the geometric mean of their judgements."
        ),
        _(
            "The weights w are the principal eigenvector of the matrix A of judgements: A·w = λmax·w, with sum 1. The "
            "geometric means of the rows are shown beside them."
        ),
        _(
            "Consistency index CI = (λmax − n) ÷ (n − 1); consistency ratio CR = CI ÷ RI, where RI is the mean index "
            "of random judgements on n criteria (Saaty). Up to 0.10 the judgements go together well enough. The "
            "judgement that fits worst has the largest |ln(a · w of the column ÷ w of the row)|; the value that would "
            "fit is the ratio of the two weights."
        ),
        _(
            "How sure it is: each judgement is moved by one step of the scale in both directions, each judge is left "
            "out, and the lowest and highest weights that follow are shown."
        ),
    )
    sources = (
        Source(
            "Saaty, T. L. (1977): A scaling method for priorities in hierarchical structures. Journal of Mathematical "
            "Psychology 15(3), 234–281."
        ),
        Source(
            "Crawford, G., Williams, C. (1985): A note on the analysis of subjective judgment matrices. Journal of "
            "Mathematical Psychology 29(4), 387–405."
        ),
        Source(
            "Aczél, J., Saaty, T. L. (1983): Procedures for synthesizing ratio judgements. Journal of Mathematical "
            "Psychology 27(1), 93–102."
        ),
    )
    parts = (
        Listing(
            "elements",
            _("Criteria"),
            _("Criterion"),
            _("Add a criterion"),
            least=2,
            most=15,
            help=_("From 2 to 15; with more than 7 the judging gets tiring."),
        ),
        Listing(
            "judges",
            _("Judges"),
            _("Judge"),
            _("Add a judge"),
            most=200,
            help=_("Whoever judges: one person, or several members of a committee."),
        ),
        Table(
            "judgements",
            _("Judgements"),
            "elements",
            "elements",
            layers="judges",
            shape="upper",
            fractions=True,
            missing=False,
            low=0.11,
            high=9,
            help=_(
                "How many times as important is the criterion of the row as that of the column? 1 the same, 3 "
                "somewhat, 5 much, 7 very much, 9 extremely more important; if it is the less important one, 1/3, "
                "1/5, 1/7 or 1/9. Values in between are allowed."
            ),
        ),
    )
    examples = EXAMPLES

    class Options(forms.Form):
        method = Choice(
            label=_("How the weights are computed"),
            choices=(
                ("eigenvector", _("Principal eigenvector")),
                ("geometric", _("Geometric means of the rows")),
            ),
            initial="eigenvector",
            help_text=_("The eigenvector is the way of the author of the method. The other one is shown beside it."),
        )
        max_cr = highest_consistency_ratio()

    def is_long(self, inputs):
        return inputs.count("judges") * inputs.count("elements") ** 2 > 20_000

    def compute(self, inputs, progress):
        return compute_weights(inputs, progress)

    def answer(self, inputs, results):
        return answer_weights(inputs, results)

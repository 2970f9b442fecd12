"""Which combinations lead to success: qualitative comparative analysis of a few cases."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tools.asking.base import Question, Source, Trouble
from tools.asking.options import Choice, Number, Whole
from tools.asking.parts import Attribute, Listing, Table
from tools.questions.qca.answer import Recipes
from tools.questions.qca.calibration import CRISP, DIRECT, FUZZY, calibration_problems
from tools.questions.qca.compute import compute_recipes
from tools.questions.qca.examples import EXAMPLES

LONG = 1500  # combinations times cases, from which on it takes more than a second

READING = (
    Attribute(
        "how",
        _("How to read it"),
        "choice",
        (
            (CRISP, _("yes or no: 1 or 0")),
            (DIRECT, _("numbers, with three anchors")),
            (FUZZY, _("memberships from 0 to 1")),
        ),
        default=CRISP,
        required=True,
    ),
    Attribute("full_out", _("Fully out at"), low=-1e12, high=1e12, help=_("only with anchors")),
    Attribute("crossover", _("Crossover"), low=-1e12, high=1e12, help=_("neither in nor out")),
    Attribute("full_in", _("Fully in at"), low=-1e12, high=1e12, help=_("lower than “out” if low values belong to it")),
)


class QcaQuestion(Question):
    key = "qca"
    tool = "factors"
    title = _("Recipes of success and failure")
    question = _("Which combinations lead to success, which to failure?")
    lead = _(
        "You need 7 to 50 towns or zones you know well, 2 to 6 conditions that may matter, and whether it went well. "
        "You get the combinations that led to success or failure, with the towns named."
    )
    method = (
        _(
            "Qualitative comparative analysis (QCA). Every condition is a set, and every case belongs to it with a "
            "membership from 0 to 1. AND is the smallest membership, OR the largest, NOT x is 1 − x."
        ),
        _(
            "Anchors (direct method): membership = 1 ÷ (1 + exp(−ln 19 · z)), where z is the distance from the "
            "crossover, divided by the distance from the crossover to the anchor on that side: .05 fully out, .5 at "
            "the crossover, .95 fully in. Falling anchors make the set of low values."
        ),
        _(
            "Necessity: inclusion Σmin(X, Y) ÷ ΣY, coverage Σmin(X, Y) ÷ ΣX, relevance Σ(1 − X) ÷ Σ(1 − min(X, Y)); "
            "called necessary from .90 with a relevance of .50. Sufficiency: inclusion Σmin(X, Y) ÷ ΣX, coverage "
            "Σmin(X, Y) ÷ ΣY; PRI is the inclusion without what would lead to success and to failure at once."
        ),
        _(
            "Truth table: each case belongs to the one combination where its membership is above .5. A combination "
            "with enough inclusion is sufficient; one that holds cases with and without the outcome is a contradiction "
            "and never enters a recipe. The recipes are the shortest expressions of the sufficient combinations "
            "(Quine–McCluskey, exact): complex ones use only combinations that occurred, parsimonious ones also those "
            "nobody has seen."
        ),
        _(
            "Failure is analysed by itself; it is not the mirror image. How sure: cut-offs .75, .80, .85 and .90, each "
            "case left out, and each anchor moved by a tenth of the distance from fully out to fully in."
        ),
    )
    sources = (
        Source(
            "Ragin, C. C. (2008): Redesigning Social Inquiry: Fuzzy Sets and Beyond. University of Chicago Press, "
            "Chicago."
        ),
        Source(
            "Schneider, C. Q., Wagemann, C. (2012): Set-Theoretic Methods for the Social Sciences. Cambridge "
            "University Press, Cambridge."
        ),
        Source("Duşa, A. (2019): QCA with R: A Comprehensive Resource. Springer, Cham."),
        Source(
            "Skaaning, S.-E. (2011): Assessing the Robustness of Crisp-set and Fuzzy-set QCA Results. Sociological "
            "Methods & Research 40 (2), 391–408."
        ),
    )
    parts = (
        Listing(
            "conditions",
            _("Conditions"),
            _("Condition"),
            _("Add a condition"),
            (*READING, Attribute("topic", _("Topic"), "topic")),
            most=8,
            help=_("What may lead to success. Two to six; name them as sets: “Many residents in the centre”."),
        ),
        Listing(
            "outcome",
            _("Outcome"),
            _("Outcome"),
            _("Add the outcome"),
            READING,
            most=1,
            help=_("What counts as success, also named as a set: “Few empty shops”."),
        ),
        Listing(
            "cases",
            _("Cases"),
            _("Case"),
            _("Add a case"),
            least=2,
            most=500,
            help=_("Towns or zones, with and without success. 7 to 50 work best."),
        ),
        Table(
            "values",
            _("Conditions of each case"),
            "cases",
            "conditions",
            missing=False,
            low=-1e12,
            high=1e12,
            help=_("1 and 0, measured numbers or memberships, as chosen for each condition."),
        ),
        Table("outcomes", _("Outcome of each case"), "cases", "outcome", missing=False, low=-1e12, high=1e12),
    )
    examples = EXAMPLES

    class Options(forms.Form):
        strictness = Choice(
            label=_("From which inclusion on a combination is sufficient"),
            choices=[
                ("usual", _("0.80, and 1 if everything is yes or no")),
                ("typed", _("The number below")),
            ],
            initial="usual",
            help_text=_(
                "The usual rule: with degrees some inexactness is allowed, with yes and no every exception counts."
            ),
        )
        cutoff = Number(
            label=_("Inclusion, if typed"),
            min_value=0.5,
            max_value=1,
            initial=0.8,
            help_text=_("Read only if chosen above. Say so in your report if you go below 0.75."),
        )
        pri_cutoff = Number(
            label=_("Least PRI"),
            min_value=0,
            max_value=1,
            initial=0.0,
            help_text=_("0 leaves it open. Raise it to 0.5 if the same combination leads to success and to failure."),
        )
        n_cutoff = Whole(
            label=_("Least number of cases of a combination"),
            min_value=1,
            max_value=50,
            initial=1,
            help_text=_("1, because with few cases each one counts. Raise it if you have more than fifty."),
        )

    def check(self, inputs):
        if problems := calibration_problems(inputs):
            raise Trouble(*problems)

    def is_long(self, inputs):
        return 2 ** inputs.count("conditions") * inputs.count("cases") > LONG

    def compute(self, inputs, progress):
        return compute_recipes(inputs, progress)

    def answer(self, inputs, results):
        return Recipes(inputs, results).answer()

"""How good each alternative is by rules in words: a qualitative (DEX) model."""

from django.utils.translation import gettext_lazy

from tools.asking.base import Question, Source, Trouble
from tools.asking.parts import Attribute, Listing, Table
from tools.questions.dex.answer import answer_assessment
from tools.questions.dex.compute import compute_assessment
from tools.questions.dex.examples import EXAMPLES
from tools.questions.dex.model import read_model, scale_of, value_problems

LONG = 300_000
PARENT = Attribute(
    "parent",
    gettext_lazy("Is part of"),
    "text",
    help=gettext_lazy("name of a derived attribute; empty for the one that sums up everything"),
)
SCALE = Attribute(
    "scale",
    gettext_lazy("Values, from worst to best"),
    "text",
    required=True,
    help=gettext_lazy("separated by semicolons: low; medium; high"),
)


class DexQuestion(Question):
    key = "dex"
    tool = "decision"
    title = gettext_lazy("Assessment by rules in words")
    question = gettext_lazy("How good is each alternative, if we judge in words and by rules?")
    lead = gettext_lazy(
        "You need a tree of attributes with values such as low, medium and high, rules that join them, and what is "
        "known of each alternative. You get the assessment of each one, also where something is unknown, and what one "
        "step better or worse would change."
    )
    method = (
        gettext_lazy(
            "DEX (Decision EXpert): attributes have values in words, ordered from worst to best. Derived attributes "
            "are joined from their parts by tables of rules, one rule for each combination, up to the root, which "
            "sums up everything."
        ),
        gettext_lazy(
            "Rules: write the outcome for every combination of the parts’ values, as words separated by semicolons or, "
            "where no word is a number itself, as numbers counted from 1 (the worst value). The parts stand in the "
            "order of the lists: derived attributes first, then basic ones. The last part changes fastest: with parts "
            "of 2 and 3 values the combinations are 1-1, 1-2, 1-3, 2-1, 2-2, 2-3."
        ),
        gettext_lazy(
            "An unknown value may be any of its scale; then all outcomes are shown that can follow. Nothing is filled "
            "in."
        ),
        gettext_lazy(
            "Plus-minus-one: each basic value that is known is moved by one step down and up, and the root is worked "
            "out anew. Two rules contradict each other if one step better in one part gives a worse outcome."
        ),
    )
    sources = (
        Source(
            "Bohanec, M., Rajkovič, V. (1990): DEX: An expert system shell for decision support. Sistemica 1(1), "
            "145–157."
        ),
        Source(
            "Bohanec, M. (2022): DEX (Decision EXpert): A qualitative hierarchical multi-criteria method. In: "
            "Kulkarni, A. J. (ed.): Multiple Criteria Decision Making: Techniques, Analysis and Applications. "
            "Springer, Singapore, 39–78."
        ),
    )
    parts = (
        Listing(
            "derived",
            gettext_lazy("Derived attributes"),
            gettext_lazy("Derived attribute"),
            gettext_lazy("Add a derived attribute"),
            (
                PARENT,
                SCALE,
                Attribute(
                    "rules",
                    gettext_lazy("Rules"),
                    "text",
                    required=True,
                    help=gettext_lazy("outcomes as numbers from 1 (worst): 111 122 123, or as words: low; low; medium"),
                ),
            ),
            help=gettext_lazy(
                "What is joined from parts. One rule for each combination of the parts’ values; the last part changes "
                "fastest, derived parts stand before basic ones. If the number is not right, a message names the "
                "combinations."
            ),
        ),
        Listing(
            "basic",
            gettext_lazy("Basic attributes"),
            gettext_lazy("Basic attribute"),
            gettext_lazy("Add a basic attribute"),
            (
                Attribute(
                    "parent", PARENT.label, "text", required=True, help=gettext_lazy("name of a derived attribute")
                ),
                SCALE,
                Attribute("topic", gettext_lazy("Topic"), "topic"),
            ),
            help=gettext_lazy("What is judged directly. Each attribute is part of one derived attribute."),
        ),
        Listing(
            "alternatives",
            gettext_lazy("Alternatives"),
            gettext_lazy("Alternative"),
            gettext_lazy("Add an alternative"),
            most=200,
            help=gettext_lazy("What is assessed: sites, programmes, applicants."),
        ),
        Table(
            "values",
            gettext_lazy("Values of the alternatives"),
            "alternatives",
            "basic",
            worded=True,
            help=gettext_lazy(
                "The value as it stands on its scale; or its number, where no value is a number itself: 1 is the first "
                "(worst) one, 2 the next, and so on. Leave it empty if it is not known."
            ),
        ),
    )
    examples = EXAMPLES

    def check(self, inputs):
        problems = list(read_model(inputs).problems) or list(value_problems(inputs))
        if problems:
            raise Trouble(*problems)

    def words_of(self, lists, column):
        return scale_of(lists["basic"][column]["scale"])

    def is_long(self, inputs):
        unknown = sum(cell in (None, "") for row in inputs.tables["values"] for cell in row)
        return (inputs.count("alternatives") * inputs.count("basic") + unknown * 20) * 100 > LONG

    def compute(self, inputs, progress):
        return compute_assessment(inputs, progress)

    def answer(self, inputs, results):
        return answer_assessment(inputs, results)

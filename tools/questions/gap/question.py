"""What leaks out: the gap between what residents could spend and what the shops sell."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tools.asking.base import Example, Question, Source, Trouble
from tools.asking.options import Number
from tools.asking.parts import Attribute, Listing
from tools.methods import retail
from tools.questions.gap.answer import Gaps


def branch(name, actual, spend, per_m2):
    return {"name": name, "actual": actual, "spend": spend, "per_m2": per_m2, "topic": "town_centre"}


class GapQuestion(Question):
    key = "gap"
    tool = "retail"
    title = gettext_lazy("Retail gap")
    question = gettext_lazy("What do our residents buy elsewhere?")
    lead = gettext_lazy(
        "You need the number of residents, what a person spends in a year in each branch, and what the shops of the "
        "place sell. You get the money that leaks out or comes in, branch by branch."
    )
    method = (
        gettext_lazy(
            "Potential = residents × spending per head × income ratio. Balance = turnover − potential; where it is "
            "negative, money leaks out. Pull factor = turnover ÷ potential; above 1, customers come from outside."
        ),
        gettext_lazy(
            "Captured population = pull factor × residents. Floor space = (potential − turnover) ÷ turnover per m². "
            "A gap is not automatically an opportunity: a stronger neighbour may own it."
        ),
        gettext_lazy(
            "Sensitivity: the potential of every branch is taken as much lower and higher as chosen in the options. A "
            "branch that leaks in one case and not in the other is called uncertain. A branch that sells less than "
            "80 per cent of its potential is listed as weak."
        ),
    )
    sources = (
        Source(
            "Hustedde, R. J., Shaffer, R., Pulver, G. (1984): Community Economic Analysis: A How To Manual. "
            "North Central Regional Center for Rural Development, Ames."
        ),
    )
    parts = (
        Listing(
            "branches",
            gettext_lazy("Branches"),
            gettext_lazy("Branch"),
            gettext_lazy("Add a branch"),
            (
                Attribute("actual", gettext_lazy("Turnover here, a year"), required=True, low=0, high=1e14),
                Attribute("spend", gettext_lazy("Spending per head, a year"), required=True, low=0, high=1e9),
                Attribute(
                    "per_m2",
                    gettext_lazy("Turnover per m²"),
                    low=0.01,
                    high=1e9,
                    help=gettext_lazy("for the floor space, may stay empty"),
                ),
                Attribute("topic", gettext_lazy("Topic"), "topic"),
            ),
            most=100,
            adds_up=True,
            help=gettext_lazy("All amounts in one currency and for one year."),
        ),
    )
    examples = (
        Example(
            "town",
            gettext_lazy("Eight branches of a small town"),
            gettext_lazy("Made-up data of a town that does not exist, in euros."),
            {
                "lists": {
                    "branches": [
                        branch(gettext_lazy("Groceries"), 36_500_000, 2400, 5200),
                        branch(gettext_lazy("Drugstores"), 5_600_000, 420, 6000),
                        branch(gettext_lazy("Clothing"), 4_900_000, 620, 2600),
                        branch(gettext_lazy("Furniture"), 9_800_000, 560, 1500),
                        branch(gettext_lazy("Electronics"), 1_750_000, 310, 5500),
                        branch(gettext_lazy("Building materials"), 5_200_000, 380, 1900),
                        branch(gettext_lazy("Toys and sport"), 1_350_000, 240, 2800),
                        branch(gettext_lazy("Eating out"), 6_950_000, 520, None),
                    ]
                }
            },
            {"population": 14200, "income_ratio": 0.96},
        ),
        Example(
            "furniture",
            gettext_lazy("Furniture in a county"),
            gettext_lazy("Published teaching data of an American county, in dollars."),
            {
                "lists": {
                    "branches": [branch(gettext_lazy("Furniture"), 6409744, 621.3651901167362, None)],
                }
            },
            {"population": 49015, "income_ratio": 0.9399205561072492},
            "https://slideplayer.com/amp/9132909",
        ),
    )

    class Options(forms.Form):
        population = Number(
            label=gettext_lazy("Residents"),
            min_value=1,
            max_value=1e9,
            initial=10000,
            help_text=gettext_lazy("Of the place whose shops are meant."),
        )
        income_ratio = Number(
            label=gettext_lazy("Income ratio"),
            min_value=0.01,
            max_value=100,
            initial=1.0,
            help_text=gettext_lazy(
                "Income per head here, divided by that of the area the spending per head comes from. 1: it is the same."
            ),
        )
        demand_change = Number(
            label=gettext_lazy("Spending lower and higher by, per cent"),
            min_value=0,
            max_value=50,
            initial=10.0,
            help_text=gettext_lazy("Spending per head is mostly an estimate. 10 shows which branches hang on it."),
        )

    def check(self, inputs):
        if not inputs.numbers("branches", "spend").any():
            text = _("Nobody spends anything: fill in the spending per head of at least one branch.")
            raise Trouble((("branches",), text))

    def compute(self, inputs, progress):
        change = inputs.options["demand_change"] / 100
        found, less, more = (_gap(inputs, factor) for factor in (1, 1 - change, 1 + change))
        return {
            "potential": found.potential,
            "balance": found.balance,
            "pull_factor": found.pull_factor,
            "captured": found.captured_population,
            "floor_space": -found.balance / inputs.numbers("branches", "per_m2"),
            "balance_less": less.balance,  # if spending is lower
            "balance_more": more.balance,
            "pull_less": less.pull_factor,
            "pull_more": more.pull_factor,
        }

    def answer(self, inputs, results):
        return Gaps(inputs, results).answer()


def _gap(inputs, factor):
    return retail.gap(
        inputs.numbers("branches", "actual"),
        spend_per_head=inputs.numbers("branches", "spend") * factor,
        population=inputs.options["population"],
        income_ratio=inputs.options["income_ratio"],
    )

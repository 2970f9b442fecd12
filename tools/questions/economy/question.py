"""Where the local economy is strong, and why it grew: location quotient and shift-share."""

import numpy as np
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tools.asking.base import Example, Question, Source, Trouble
from tools.asking.options import Number, Whole
from tools.asking.parts import Attribute, Listing
from tools.methods import composite
from tools.questions.economy.answer import EconomyAnswer

FIGURES = ("local0", "local1", "national0", "national1")
AMOUNTS = (
    Attribute("local0", gettext_lazy("Place, first moment"), required=True, low=0),
    Attribute("local1", gettext_lazy("Place, second moment"), required=True, low=0),
    Attribute("national0", gettext_lazy("Country, first moment"), required=True, above=0),
    Attribute("national1", gettext_lazy("Country, second moment"), required=True, low=0),
)
SHORT = 0.995  # of the sum of the sectors: a total may be so much smaller by rounding


def _sector(name, *figures, topic=""):
    return {"name": name, **dict(zip(FIGURES, figures, strict=True)), "topic": topic}


class EconomyQuestion(Question):
    key = "economy"
    tool = "comparison"
    title = gettext_lazy("Local economy and the country")
    question = gettext_lazy("In which sectors is our economy strong, and why did it grow or shrink?")
    lead = gettext_lazy(
        "You need jobs (or firms, or turnover) by sector at two moments, of your place and of the whole country. You "
        "get the sectors in which your place is concentrated, and how much of the change it shares with the country."
    )
    method = (
        gettext_lazy(
            "Location quotient = share of the sector in the place ÷ share of the sector in the country. Above 1, the "
            "sector is more at home here than in the country as a whole."
        ),
        gettext_lazy(
            "Shift-share takes the change of each sector apart. National part = e0·G: had it grown like the whole "
            "country. Sector mix = e0·(g − G): the sector grew faster or slower in the country. Local part = e1 − "
            "e0·(1 + g): what is left, and belongs to the place. e0 and e1 are the figures of the place, g the growth "
            "of the sector and G the growth of all sectors in the country. The three parts add up to the change."
        ),
        gettext_lazy(
            "The figures of place and country need not have the same unit. Shift-share describes and does not "
            "explain: the local part may come from one firm, from chance or from a new way of counting."
        ),
    )
    sources = (
        Source(
            "Dunn, E. S. (1960): A statistical and analytical technique for regional analysis. Papers of the Regional "
            "Science Association 6, 97–112."
        ),
        Source(
            "Isard, W. (1960): Methods of Regional Analysis: An Introduction to Regional Science. MIT Press, "
            "Cambridge, Massachusetts."
        ),
    )
    parts = (
        Listing(
            "sectors",
            gettext_lazy("Sectors"),
            gettext_lazy("Sector"),
            gettext_lazy("Add a sector"),
            (*AMOUNTS, Attribute("topic", gettext_lazy("Topic"), "topic")),
            least=2,
            most=200,
            help=gettext_lazy(
                "Jobs, firms or turnover; the same at both moments. List all sectors, if need be with one “other”, "
                "because shares are of the sum of the list. The country may also be a region you compare yourself "
                "with."
            ),
            adds_up=True,
            total="totals",
        ),
        Listing(
            "totals",
            gettext_lazy("Totals of the source"),
            gettext_lazy("Total"),
            gettext_lazy("Add the totals"),
            AMOUNTS,
            most=1,
            optional=True,
            help=gettext_lazy(
                "Only where the source has totals of its own, because sectors are missing or kept secret: shares and "
                "the growth of the country are then of these totals and not of the sum of the list."
            ),
        ),
    )
    examples = (
        Example(
            "town",
            gettext_lazy("Jobs in a small town"),
            gettext_lazy(
                "Made-up data of a town and a country that do not exist. Jobs; those of the country in thousands."
            ),
            {
                "lists": {
                    "sectors": [
                        _sector(gettext_lazy("Wood and furniture"), 820, 610, 30, 24, topic="symbiosis"),
                        _sector(gettext_lazy("Metal and machines"), 540, 690, 72, 81, topic="business_services"),
                        _sector(gettext_lazy("Retail trade"), 610, 520, 98, 102, topic="town_centre"),
                        _sector(gettext_lazy("Hotels and restaurants"), 190, 260, 41, 52, topic="town_centre"),
                        _sector(gettext_lazy("Information technology"), 40, 85, 28, 49, topic="research"),
                        _sector(gettext_lazy("Health and education"), 480, 505, 150, 164),
                        _sector(gettext_lazy("Other sectors"), 920, 965, 331, 348),
                    ]
                }
            },
            {"first": 2015, "second": 2023},
        ),
        Example(
            "four-sectors",
            gettext_lazy("A region with four sectors"),
            gettext_lazy(
                "Published teaching data; the figures of the country are shares in per cent at the first moment."
            ),
            {
                "lists": {
                    "sectors": [
                        _sector(gettext_lazy("Sector 1"), 500, 1000, 10, 11),
                        _sector(gettext_lazy("Sector 2"), 100, 100, 20, 24),
                        _sector(gettext_lazy("Sector 3"), 200, 250, 40, 52),
                        _sector(gettext_lazy("Sector 4"), 200, 280, 30, 42),
                    ]
                }
            },
            {"first": 1985, "second": 1995},
            "http://faculty.washington.edu/krumme/350/ssexcel.html",
        ),
    )

    class Options(forms.Form):
        first = Whole(
            label=gettext_lazy("Year of the first moment"),
            required=False,
            min_value=1800,
            max_value=2200,
            help_text=gettext_lazy("May stay empty; it only stands in the headings."),
        )
        second = Whole(
            label=gettext_lazy("Year of the second moment"),
            required=False,
            min_value=1800,
            max_value=2200,
            help_text=gettext_lazy("Five to ten years after the first are usual: in fewer, chance weighs more."),
        )
        concentrated = Number(
            label=gettext_lazy("Concentrated from a location quotient of"),
            min_value=1,
            max_value=10,
            initial=1.25,
            help_text=gettext_lazy("A rule of thumb: between 0.75 and 1.25, place and country hardly differ."),
        )

        def clean(self):
            chosen = super().clean()
            first, second = chosen.get("first"), chosen.get("second")
            if first and second and first >= second:
                self.add_error("second", _("The second year must be later than the first."))
            return chosen

    def check(self, inputs):
        if problems := list(_problems(inputs)):
            raise Trouble(*problems)

    def compute(self, inputs, progress):
        local0, local1, national0, national1 = figures = [inputs.numbers("sectors", key) for key in FIGURES]
        here0, here1, there0, there1 = totals = totals_of(inputs)
        found = composite.shift_share(*figures, totals=(there0, there1))
        return {
            "quotient0": composite.location_quotient(local0, national0, totals=(here0, there0)),
            "quotient1": composite.location_quotient(local1, national1, totals=(here1, there1)),
            "national": found.national,
            "mix": found.mix,
            "competitive": found.competitive,
            "change": found.change,
            "local": [here0, here1],
            "growth": [_growth(here0, here1), _growth(there0, there1)],
            "sector_growth": [list(map(_growth, local0, local1)), list(map(_growth, national0, national1))],
            "without": [_competitive_without(figures, totals, index) for index in range(len(local0))],
        }

    def answer(self, inputs, results):
        return EconomyAnswer(inputs, results).answer()


def _problems(inputs):
    names = inputs.names("sectors")
    later = zip(inputs.column("sectors", "local1"), inputs.column("sectors", "national1"), strict=True)
    for index, (local, national) in enumerate(later):
        if national == 0 and local > 0:
            text = _(
                "“%(name)s”: the country has none at the second moment, but the place does. Correct one of the two."
            )
            yield ("sectors", index, "national1"), text % {"name": names[index]}
    for key in FIGURES:
        if inputs.numbers("sectors", key).sum() == 0:
            label = next(one.label for one in EconomyQuestion.parts[0].attributes if one.key == key)
            text = _("Column “%(column)s”: all sectors are 0. At least one must be greater.")
            yield ("sectors", 0, key), text % {"column": label}

    if not inputs.count("totals"):
        return
    for attribute in AMOUNTS:
        total, listed = inputs.numbers("totals", attribute.key)[0], inputs.numbers("sectors", attribute.key).sum()
        if total < SHORT * listed or total == 0:
            text = _(
                "“%(column)s”: the total is smaller than the sum of the sectors. Correct it, or remove the totals."
            )
            yield ("totals", 0, attribute.key), text % {"column": attribute.label}


def totals_of(inputs):
    """Those of the source where it has its own, else the sums of the sectors, in the order of `FIGURES`."""
    key = "totals" if inputs.count("totals") else "sectors"
    return [inputs.numbers(key, figure).sum() for figure in FIGURES]


def _growth(before, after):
    return float(after / before - 1) if before > 0 else None


def _competitive_without(figures, totals, index):
    """The local part of the sum of all sectors but one, with the totals of the country without it, too."""
    left = [np.delete(figure, index) for figure in figures]
    rest = [max(total - figure[index], 0) for total, figure in zip(totals[2:], figures[2:], strict=True)]
    return float(composite.shift_share(*left, totals=rest if min(rest) > 0 else None).competitive.sum())

"""Cases to try the recipes with: made-up towns, and the published countries of the textbooks."""

from django.utils.translation import gettext_lazy as _

from tools.asking.base import Example
from tools.questions.qca.calibration import CRISP, DIRECT, FUZZY


def condition(name, how, anchors=(None, None, None), topic=""):
    out, crossover, full = anchors
    return {"name": name, "how": how, "full_out": out, "crossover": crossover, "full_in": full, "topic": topic}


def cases(*names):
    return [{"name": name} for name in names]


TOWNS = Example(
    "towns",
    _("Why shops stay in some towns"),
    _("Made-up data of twelve towns that do not exist."),
    {
        "lists": {
            "cases": cases(
                *("Arnava", "Belovica", "Cerovnik", "Dolgorje", "Elsava", "Gradinec"),
                *("Hrastava", "Javornac", "Kalinovo", "Lipovar", "Mirovec", "Novava"),
            ),
            "conditions": [
                condition(_("Manager of the centre"), CRISP, topic="governance"),
                condition(_("Many residents"), DIRECT, (5, 12, 25), "town_centre"),
                condition(_("Shopping centre far away"), DIRECT, (5, 15, 30), "spatial_planning"),
            ],
            "outcome": [condition(_("Few empty shops"), DIRECT, (28, 14.5, 5))],
        },
        "tables": {
            "values": [
                [1, 24, 35],
                [1, 21, 28],
                [1, 26, 6],
                [1, 19, 8],
                [1, 6, 32],
                [0, 22, 27],
                [0, 20, 31],
                [1, 7, 7],
                [0, 25, 4],
                [0, 18, 7],
                [0, 4, 6],
                [0, 6, 5],
            ],
            "outcomes": [[4], [6], [5], [8], [7], [9], [20], [19], [24], [26], [31], [27]],
        },
    },
)

LIPSET = Example(
    "lipset",
    _("Lipset’s conditions of democracy, 18 countries"),
    _(
        "Published memberships: data set LF of the R package QCA (A. Duşa), after Rihoux and Ragin (2009), on the "
        "survival of democracy in Europe between the world wars."
    ),
    {
        "lists": {
            "cases": cases(
                *(_("Austria"), _("Belgium"), _("Czechoslovakia"), _("Estonia"), _("Finland"), _("France")),
                *(_("Germany"), _("Greece"), _("Hungary"), _("Ireland"), _("Italy"), _("Netherlands")),
                *(_("Poland"), _("Portugal"), _("Romania"), _("Spain"), _("Sweden"), _("United Kingdom")),
            ),
            "conditions": [
                condition(_("Wealth"), FUZZY),
                condition(_("Urbanisation"), FUZZY),
                condition(_("Literacy"), FUZZY),
                condition(_("Industry"), FUZZY),
                condition(_("Stable governments"), FUZZY),
            ],
            "outcome": [condition(_("Survival of democracy"), FUZZY)],
        },
        "tables": {
            "values": [
                [0.81, 0.12, 0.99, 0.73, 0.43],
                [0.99, 0.89, 0.98, 1.00, 0.98],
                [0.58, 0.98, 0.98, 0.90, 0.91],
                [0.16, 0.07, 0.98, 0.01, 0.91],
                [0.58, 0.03, 0.99, 0.08, 0.58],
                [0.98, 0.03, 0.99, 0.81, 0.95],
                [0.89, 0.79, 0.99, 0.96, 0.31],
                [0.04, 0.09, 0.13, 0.36, 0.43],
                [0.07, 0.16, 0.88, 0.07, 0.13],
                [0.72, 0.05, 0.98, 0.01, 0.95],
                [0.34, 0.10, 0.41, 0.47, 0.58],
                [0.98, 1.00, 0.99, 0.94, 0.99],
                [0.02, 0.17, 0.59, 0.00, 0.00],
                [0.01, 0.02, 0.01, 0.11, 0.01],
                [0.01, 0.03, 0.17, 0.00, 0.84],
                [0.03, 0.30, 0.09, 0.21, 0.20],
                [0.95, 0.13, 0.99, 0.67, 0.91],
                [0.98, 0.99, 0.99, 1.00, 0.98],
            ],
            "outcomes": [
                *([0.05], [0.95], [0.89], [0.12], [0.77], [0.95], [0.05], [0.06], [0.42]),
                *([0.92], [0.05], [0.95], [0.12], [0.05], [0.21], [0.06], [0.95], [0.95]),
            ],
        },
    },
    url="https://cran.r-project.org/package=QCA",
)
EXAMPLES = (TOWNS, LIPSET)

"""Data to try the choice among alternatives with."""

from django.utils.translation import gettext_lazy as _

from tools.asking.base import Example


def criterion(name, direction="up", unit="", weight=1, topic="", function="usual", **thresholds):
    limits = {"q": None, "p": None, "s": None} | thresholds
    return {
        "name": name,
        "direction": direction,
        "unit": unit,
        "weight": weight,
        "topic": topic,
        "function": function,
        **limits,
    }


def names(*texts):
    return [{"name": text} for text in texts]


SITES = Example(
    "sites",
    _("A site for a small business centre"),
    _("Made-up data of a town that does not exist: five sites for a business centre."),
    {
        "lists": {
            "alternatives": names(
                _("Castle meadow"), _("Old textile mill"), _("Motorway junction"), _("Gravel pit"), _("Old sawmill")
            ),
            "criteria": [
                criterion(_("Land price"), "down", "€/m²", 25, "brownfield", "linear", q=5, p=20),
                criterion(_("Drive to the motorway"), "down", "min", 15, "mobility", "linear", q=2, p=10),
                criterion(_("Buses a day"), "up", "", 15, "mobility", "linear", q=4, p=20),
                criterion(_("Serviced area"), "up", "ha", 15, "spatial_planning", "linear", q=0.5, p=3),
                criterion(_("Support of the residents (1–5)"), "up", "", 20, "participation", "level", q=0.5, p=1.5),
                criterion(_("Time until building can start"), "down", _("months"), 10, "governance", "v_shape", p=18),
            ],
        },
        "tables": {
            "values": [
                [70, 14, 12, 4, 4, 9],
                [55, 10, 40, 6.5, 4.5, 24],
                [50, 2, 40, 6, 2.5, 21],
                [75, 8, 4, 5.5, 2, 6],
                [60, 13, 12, 5.5, 4, 6],
            ]
        },
    },
)

MOUNTAINS = Example(
    "mountains",
    _("Three mountains to climb"),
    _(
        "Published data (Opricovic and Tzeng 2004): the winner by TOPSIS depends on how the values are made "
        "comparable. Change the option and compare."
    ),
    {
        "lists": {
            "alternatives": names(_("Mountain A"), _("Mountain B"), _("Mountain C")),
            "criteria": [criterion(_("Risk (1–5)"), "down"), criterion(_("Altitude"), "up", "m")],
        },
        "tables": {"values": [[1, 3000], [2, 3750], [5, 4500]]},
    },
)
EXAMPLES = (SITES, MOUNTAINS)

"""Judgements to try the influence map with: made up, of places that do not exist."""

from django.utils.translation import gettext_lazy as _

from tools.asking.base import Example
from tools.asking.factors import factor

CENTRE = Example(
    "centre",
    _("What empties a town centre"),
    _("Made-up judgements of three people of a town that does not exist."),
    {
        "lists": {
            "factors": [
                factor(_("Shopping centre at the bypass"), "spatial_planning"),
                factor(_("Empty shops"), "town_centre"),
                factor(_("Fewer people in the streets"), "town_centre"),
                factor(_("Somebody in charge of the centre"), "governance"),
                factor(_("Events and markets"), "town_centre"),
                factor(_("Residents in the centre"), "town_centre"),
            ],
            "experts": [{"name": _("Planner")}, {"name": _("Shopkeeper")}, {"name": _("Resident")}],
        },
        "tables": {
            "influence": [
                [
                    [None, 4, 4, 0, 1, 2],
                    [1, None, 3, 1, 2, 2],
                    [1, 3, None, 1, 2, 2],
                    [0, 0, 2, None, 4, 1],
                    [0, 2, 3, 1, None, 1],
                    [0, 1, 2, 1, 1, None],
                ],
                [
                    [None, 4, 4, 0, 0, 1],
                    [1, None, 4, 1, 2, 2],
                    [1, 4, None, 1, 2, 1],
                    [0, 4, 2, None, 3, 1],
                    [0, 1, 3, 0, None, 1],
                    [0, 2, 3, 0, 1, None],
                ],
                [
                    [None, 3, 3, 0, 1, 1],
                    [0, None, 3, 0, 1, 3],
                    [1, 3, None, 1, 2, 2],
                    [1, 2, 2, None, 4, 2],
                    [0, 1, 3, 1, None, 2],
                    [2, 4, 4, 1, 3, None],
                ],
            ]
        },
    },
)

ZONE = Example(
    "zone",
    _("What drives an industrial zone"),
    _("Made-up judgements of one workshop, agreed on by all, for a zone that does not exist."),
    {
        "lists": {
            "factors": [
                factor(_("A manager of the zone"), "governance"),
                factor(_("Trust between the firms"), "participation"),
                factor(_("Exchange of by-products"), "symbiosis"),
                factor(_("Energy costs"), "energy"),
                factor(_("Reputation of the zone"), "green_marketing"),
            ],
            "experts": [{"name": _("Workshop")}],
        },
        "tables": {
            "influence": [
                [
                    [None, 4, 3, 2, 3],
                    [2, None, 4, 1, 2],
                    [1, 2, None, 3, 3],
                    [1, 0, 2, None, 2],
                    [1, 2, 1, 0, None],
                ]
            ]
        },
    },
)
EXAMPLES = (CENTRE, ZONE)

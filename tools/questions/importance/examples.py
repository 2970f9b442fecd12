"""Ratings to try the grid with: made up, of a town and a zone that do not exist."""

from django.utils.translation import gettext_lazy as _

from tools.asking.base import Example
from tools.asking.factors import factor

MADE_UP = _("Made-up ratings for a place that does not exist.")

TOWN = Example(
    "town-centre",
    _("Ten factors of a small town centre"),
    MADE_UP,
    {
        "lists": {
            "factors": [
                factor(_("Choice of shops"), "town_centre"),
                factor(_("Empty shops brought back to life"), "town_centre"),
                factor(_("Parking"), "mobility"),
                factor(_("Bus stops and cycle paths"), "mobility"),
                factor(_("Trees and benches"), "landscape"),
                factor(_("Somebody in charge of the centre"), "governance"),
                factor(_("Events and markets"), "town_centre"),
                factor(_("Opening hours"), "business_services"),
                factor(_("Festive lighting"), "town_centre"),
                factor(_("A say for residents"), "participation"),
            ],
            "respondents": [
                {"name": name}
                for name in (
                    _("Baker"),
                    _("Bookseller"),
                    _("Innkeeper"),
                    _("Resident of the centre"),
                    _("Resident of the outskirts"),
                    _("Pensioner"),
                    _("Secondary-school pupil"),
                    _("Municipal planner"),
                )
            ],
        },
        "tables": {
            "importance": [
                [5, 5, 5, 3, 3, 4, 4, 3, 2, 2],
                [5, 5, 4, 3, 4, 5, 4, 3, 2, 3],
                [4, 4, 5, 2, 4, 4, 5, 3, 3, 2],
                [5, 5, 2, 4, 5, 4, 3, 4, 1, 5],
                [5, 4, 4, 4, 3, 3, 4, 4, 2, 3],
                [5, 4, 3, 5, 5, 3, 3, 3, 2, 3],
                [4, 4, 1, 5, 4, 2, 5, 4, 2, 3],
                [5, 5, 3, 5, 5, 5, 4, 3, 2, None],
            ],
            "performance": [
                [3, 1, 2, 3, 2, 1, 4, 4, 5, 2],
                [4, 2, 3, 3, 3, 2, 4, 4, 4, 3],
                [3, 1, 2, 4, 3, 2, 5, 4, 4, 3],
                [3, 2, 4, 3, 2, 2, 4, 3, 4, 2],
                [4, 2, 3, 2, 3, 3, 4, 3, 5, 3],
                [4, 2, 4, 2, 2, 3, 4, 4, 4, 3],
                [3, 2, 4, 3, 3, 3, 4, 3, 4, 2],
                [4, 1, 4, 3, 3, 1, 4, 4, 4, None],
            ],
        },
    },
)

ZONE = Example(
    "zone",
    _("Means of a business zone survey"),
    _("Made-up means of a zone that does not exist: one row only, as one copies them from a report."),
    {
        "lists": {
            "factors": [
                factor(_("Energy prices and own energy"), "energy"),
                factor(_("Shared services of the zone"), "business_services"),
                factor(_("Waste and by-products"), "symbiosis"),
                factor(_("Public transport"), "mobility"),
                factor(_("Greenery and shade"), "landscape"),
                factor(_("A manager of the zone"), "governance"),
            ],
            "respondents": [{"name": _("Means of all firms")}],
        },
        "tables": {
            "importance": [[4.6, 3.9, 3.4, 3.1, 2.6, 3.8]],
            "performance": [[2.4, 3.1, 2.2, 2.9, 4.1, 3.8]],
        },
    },
    {"crosshair": "midpoint"},
)
EXAMPLES = (TOWN, ZONE)

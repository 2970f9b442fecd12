"""Data to try the comparison with: countries as published, and towns that do not exist."""

from django.utils.translation import gettext_lazy as _

from tools.asking.base import Example

MADE_UP = _("Made-up data of towns that do not exist.")


def _indicator(name, unit, direction, topic, **more):
    return {"name": name, "unit": unit, "direction": direction, "topic": topic, "weight": 1} | more


TOWNS = Example(
    "towns",
    _("Eight small towns and their centres"),
    MADE_UP,
    {
        "lists": {
            "indicators": [
                _indicator(_("Empty shops"), "%", "less", "town_centre", target=8, year="2024"),
                _indicator(_("Passers-by on a weekday"), _("per hour"), "more", "town_centre", year="2024"),
                _indicator(_("New firms"), _("per 1,000 residents"), "more", "business_services", year="2023"),
                _indicator(_("Bus departures a day"), "", "more", "mobility", target=40, year="2024"),
                _indicator(_("Green areas per resident"), "m²", "more", "landscape", year="2022"),
                _indicator(_("Energy use of public buildings"), "kWh/m²", "less", "energy", target=100, year="2023"),
                _indicator(_("Events in the centre a year"), "", "more", "participation", year="2024"),
            ],
            "units": [
                {"name": _("Lindenford"), "own": "own"},
                {"name": _("Millbury"), "own": ""},
                {"name": _("Saltmere"), "own": ""},
                {"name": _("Stonegate"), "own": ""},
                {"name": _("Vinehill"), "own": ""},
                {"name": _("Oakstead"), "own": ""},
                {"name": _("Fernvale"), "own": ""},
                {"name": _("Harbourne"), "own": ""},
            ],
        },
        "tables": {
            "values": [
                [15, 410, 5.1, 34, 21, 128, 38],
                [7, 390, 6.4, 22, 28, 96, 41],
                [9, 655, 4.4, 61, 12, 117, 74],
                [19, 180, 4.2, 40, 35, 151, 17],
                [8, 335, 7.3, 28, 27, None, 44],
                [12, 240, 3.9, 31, 44, 104, 25],
                [None, None, 4.6, 18, 41, None, 12],
                [13, 510, 5.9, 47, 9, 134, 66],
            ]
        },
    },
)

ZONES = Example(
    "zones",
    _("Six business zones against targets"),
    _("Made-up data of zones that do not exist."),
    {
        "lists": {
            "indicators": [
                _indicator(_("Waste collected separately"), "%", "more", "waste", target=80, weight=2),
                _indicator(_("Electricity from the sun"), "%", "more", "energy", target=25, weight=3),
                _indicator(_("Water use per employee"), _("m³ a year"), "less", "water", target=30, weight=2),
                _indicator(_("Vacant plots"), "%", "less", "spatial_planning", target=10, weight=1),
                _indicator(_("Employees who come without a car"), "%", "more", "mobility", target=30, weight=2),
            ],
            "units": [
                {"name": _("Zone North"), "own": ""},
                {"name": _("Zone Riverside"), "own": "own"},
                {"name": _("Zone Old Brickworks"), "own": ""},
                {"name": _("Zone Station"), "own": ""},
                {"name": _("Zone Harbour"), "own": ""},
                {"name": _("Zone East Gate"), "own": ""},
            ],
        },
        "tables": {
            "values": [
                [62, 11, 48, 24, 9],
                [71, 6, 36, 15, 17],
                [55, 19, 210, 31, 12],
                [78, 14, 33, 8, 34],
                [49, 3, 61, 12, 14],
                [66, 22, 42, 40, 7],
            ]
        },
    },
    {"weights": "own", "aggregation": "geometric"},
)

COUNTRIES = Example(
    "human-development",
    _("Human development of three countries"),
    _(
        "Published: the rule of the human development index in the 1990s, from the technical note of the Mozambique "
        "report of 2000. Education is literacy and enrolment, two to one."
    ),
    {
        "lists": {
            "indicators": [
                _indicator(_("Life expectancy"), _("years"), "more", "", low=25, high=85),
                _indicator(_("Education"), "%", "more", "", low=0, high=100),
                _indicator(_("Income per head"), "USD PPP", "more", "", low=100, high=40000, transform="log"),
            ],
            "units": [
                {"name": _("Germany"), "own": ""},
                {"name": _("China"), "own": ""},
                {"name": _("Mozambique"), "own": "own"},
            ],
        },
        "tables": {
            "values": [
                [77.2, (2 * 99.0 + 88.1) / 3, 21260],
                [69.8, (2 * 82.9 + 68.9) / 3, 3130],
                [42.3, (2 * 39.5 + 32.0) / 3, 740],
            ]
        },
    },
    {"normalisation": "goalposts"},
    "http://www.sardc.net/HDev/MHDR2000/Eng/TechNotes/8.html",
)

EXAMPLES = (TOWNS, ZONES, COUNTRIES)

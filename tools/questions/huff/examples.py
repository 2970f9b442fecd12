"""Data to try the catchment model with: made-up towns that do not exist, and a published textbook case."""

from django.utils.translation import gettext_lazy as _

from tools.asking.base import Example
from tools.questions.huff.data import CLOSED, EXISTING, NEW

MADE_UP = _("Made-up data of towns that do not exist, in euros.")


def origin(name, residents, spend, latitude=None, longitude=None):
    return {
        "name": name,
        "residents": residents,
        "spend": spend,
        "latitude": latitude,
        "longitude": longitude,
    }


def centre(name, area, status=EXISTING, place=(None, None), observed=None, topic="town_centre"):
    return {
        "name": name,
        "area": area,
        "status": status,
        "latitude": place[0],
        "longitude": place[1],
        "observed": observed,
        "topic": topic,
    }


PARK = Example(
    "park",
    _("A shopping park by the motorway"),
    _(
        "Made-up data of towns that do not exist, in euros: spending on clothes, shoes and household goods, times "
        "within the towns typed and the others estimated from coordinates, and a survey of 100 households in each of "
        "five places."
    ),
    {
        "lists": {
            "origins": [
                origin("Mlinograd", 14200, 1450, 46.02, 14.90),
                origin("Brezovgrad", 8600, 1500, 46.06, 15.12),
                origin("Jasenov Dol", 2300, 1300, 46.12, 14.98),
                origin("Trnova Ravan", 1900, 1400, 46.00, 15.00),
                origin("Zlati Brod", 2700, 1350, 45.95, 14.86),
                origin("Sivi Most", 1500, 1300, 46.08, 14.80),
                origin("Vrbova Peč", 1100, 1200, 45.97, 15.10),
                origin("Kamnito Polje", 900, 1250, 46.14, 15.10),
            ],
            "centres": [
                centre(_("Mlinograd, old town"), 9500, place=(46.022, 14.902), observed=18_400_000),
                centre(_("Mlinograd, station road"), 6000, place=(46.010, 14.915), observed=10_900_000),
                centre(_("Brezovgrad, main square"), 8200, place=(46.061, 15.118), observed=14_200_000),
                centre(_("Jasenov Dol, shops"), 1100, place=(46.119, 14.981), observed=2_100_000),
                centre(_("Ravan Park"), 6500, NEW, (46.006, 14.960), topic=""),
            ],
            "qualities": [{"name": _("Parking, 1 to 5"), "exponent": 0.3}],
        },
        "tables": {
            "times": [
                [6, 7, None, None, None],
                [None, None, 5, None, None],
                [None, None, None, 3, None],
                *[[None] * 5] * 5,
            ],
            "ratings": [[2], [4], [3], [4], [5]],
            "observed": [
                [58, 36, 5, 1, None],
                [5, 4, 89, 2, None],
                [16, 11, 16, 57, None],
                [36, 42, 20, 2, None],
                [50, 40, 9, 1, None],
                *[[None] * 5] * 3,
            ],
        },
    },
)
CLOSING = Example(
    "closing",
    _("The supermarket in the middle closes"),
    MADE_UP,
    {
        "lists": {
            "origins": [
                origin(_("Lipograd, old town"), 2100, 2600),
                origin(_("Lipograd, new estate"), 3400, 2500),
                origin("Zvezdni Vrh", 800, 2300),
                origin("Javorgrad", 1200, 2400),
            ],
            "centres": [
                centre(_("Supermarket in the old town"), 900, CLOSED),
                centre(_("Shops in the old town"), 600),
                centre(_("Store by the bypass"), 2200),
                centre(_("Village shop in Javorgrad"), 180),
            ],
        },
        "tables": {"times": [[4, 4, 9, 18], [8, 8, 5, 20], [14, 14, 11, 12], [17, 17, 15, 3]]},
    },
)
STATIONS = Example(
    "stations",
    _("An old and a new petrol station"),
    _("A published textbook case: four groups of customers. Pumps stand for floor space; each customer counts 1."),
    {
        "lists": {
            "origins": [
                origin(_("Group A"), 100, 1),
                origin(_("Group B"), 150, 1),
                origin(_("Group C"), 80, 1),
                origin(_("Group D"), 50, 1),
            ],
            "centres": [centre(_("Old station"), 6), centre(_("New station"), 12, NEW, topic="")],
        },
        "tables": {"times": [[5, 20], [10, 8], [9, 12], [15, 6]]},
    },
    url="https://lionessays.com/operations-mgmt/",
)
EXAMPLES = (PARK, CLOSING, STATIONS)

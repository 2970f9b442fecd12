"""Models in words to try."""

from django.utils.translation import gettext_lazy as _

from tools.asking.base import Example
from tools.questions.choice.examples import names


def derived(name, parent, scale, rules):
    return {"name": name, "parent": parent, "scale": scale, "rules": rules}


def basic(name, parent, scale, topic=""):
    return {"name": name, "parent": parent, "scale": scale, "topic": topic}


CAR, PRICE, QUALITY, COMFORT = _("Car"), _("Price"), _("Technical quality"), _("Comfort")
PRICES = _("high; medium; low")

CARS = Example(
    "car",
    _("Which car"),
    _(
        "Published teaching model of the DEX method with its two cars; the third one is the first with its price "
        "unknown."
    ),
    {
        "lists": {
            "derived": [
                derived(CAR, "", _("unacceptable; acceptable; good; excellent"), "1111 1234 1344"),
                derived(PRICE, CAR, PRICES, "111 123 133"),
                derived(QUALITY, CAR, _("bad; acceptable; good; excellent"), "111 123 134"),
                derived(COMFORT, QUALITY, _("small; medium; high"), "111111111111 111122123123 111123133133"),
            ],
            "basic": [
                basic(_("Buying price"), PRICE, PRICES),
                basic(_("Maintenance costs"), PRICE, PRICES),
                basic(_("Persons"), COMFORT, _("up to 2; 3 to 4; more")),
                basic(_("Doors"), COMFORT, _("2; 3; 4; 5 or more")),
                basic(_("Luggage"), COMFORT, _("small; medium; big")),
                basic(_("Safety"), QUALITY, _("low; medium; high")),
            ],
            "alternatives": names(_("Car 1"), _("Car 2"), _("Car 1, price unknown")),
        },
        "tables": {"values": [[2, 3, 3, 3, 3, 3], [2, 2, 3, 3, 3, 2], [None, 3, 3, 3, 3, 3]]},
    },
    url="https://dex.ijs.si/documentation/DEX_Method/DEX_Car.html",
)

FIT, BUSINESS, EFFECT = _("Suitability"), _("Strength of the business"), _("Effect on the centre")

APPLICANTS = Example(
    "applicants",
    _("Who gets the grant for a shop in the centre"),
    _("Made-up data of a town that does not exist: four applicants, of one of whom something is unknown."),
    {
        "lists": {
            "derived": [
                derived(FIT, "", _("unsuitable; with conditions; suitable; very suitable"), "111 123 234"),
                derived(BUSINESS, FIT, _("weak; fair; strong"), "112 123 233"),
                derived(EFFECT, FIT, _("low; medium; high"), "112 223"),
            ],
            "basic": [
                basic(_("Experience"), BUSINESS, _("none; some; long"), "business_services"),
                basic(_("Own money"), BUSINESS, _("under a fifth; up to a half; over a half"), "business_services"),
                basic(_("Fills an empty shop"), EFFECT, _("no; yes"), "town_centre"),
                basic(_("Offer that the centre lacks"), EFFECT, _("no; partly; yes"), "town_centre"),
            ],
            "alternatives": names(_("Bakery"), _("Bicycle workshop"), _("Local food shop"), _("Phone repair")),
        },
        "tables": {"values": [[3, 2, 2, 2], [2, 3, 1, 3], [2, None, 2, 3], [1, 2, 2, 1]]},
    },
)
EXAMPLES = (APPLICANTS, CARS)

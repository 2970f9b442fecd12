"""A SWOT to try: made up, of a town that does not exist."""

from django.utils.translation import gettext_lazy as _

from tools.asking.base import Example
from tools.asking.factors import factor
from tools.questions.ahp.examples import upper
from tools.questions.choice.examples import names

THIRD, QUARTER, HALF = 1 / 3, 1 / 4, 1 / 2

TOWN = Example(
    "old-town",
    _("SWOT of a small town with an industrial zone"),
    _("Made-up lists and judgements of three members of a local group, of a town that does not exist."),
    {
        "lists": {
            "strengths": [
                factor(_("The zone has skilled metalworkers"), "social"),
                factor(_("The old town is whole and lived in"), "town_centre"),
                factor(_("Firms of the zone meet every month"), "governance"),
            ],
            "weaknesses": [
                factor(_("A quarter of the shops stand empty"), "town_centre"),
                factor(_("Buses end at seven in the evening"), "mobility"),
                factor(_("Nobody is in charge of the zone"), "governance"),
            ],
            "opportunities": [
                factor(_("The railway through the valley is being renewed"), "mobility"),
                factor(_("Grants for own energy of zones"), "energy"),
            ],
            "threats": [
                factor(_("A shopping centre is planned at the motorway"), "town_centre"),
                factor(_("Young people move to the capital"), "social"),
                factor(_("Energy prices jump"), "energy"),
            ],
            "judges": names(_("Mayor"), _("Chamber of craft"), _("Manager of the zone")),
        },
        "tables": {
            "pairs-groups": [
                upper([2, HALF, 3], [THIRD, 2], [4]),
                upper([1, THIRD, 2], [THIRD, 2], [5]),
                upper([3, 1, 3], [HALF, 1], [3]),
            ],
            "pairs-strengths": [upper([2, 4], [3]), upper([3, 3], [1]), upper([1, 2], [2])],
            "pairs-weaknesses": [upper([3, 1], [THIRD]), upper([2, HALF], [QUARTER]), upper([4, 2], [HALF])],
            "pairs-opportunities": [upper([3]), upper([2]), upper([3])],
            "pairs-threats": [upper([4, 5], [2]), upper([3, 4], [2]), upper([5, 3], [HALF])],
            "so": [[3, 2], [1, 2], [0, 2]],
            "st": [[2, 1, 0], [1, 0, 1], [0, 2, 0]],
            "wo": [[2, 3], [1, 1], [3, 3]],
            "wt": [[3, 0, 0], [1, 1, 0], [2, 1, 1]],
        },
    },
)
EXAMPLES = (TOWN,)

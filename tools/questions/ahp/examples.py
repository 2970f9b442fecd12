"""Judgements to try the weights with."""

from django.utils.translation import gettext_lazy as _

from tools.asking.base import Example
from tools.questions.choice.examples import names


def upper(*rows):
    """A whole table of what stands above its diagonal, row by row."""
    size = len(rows) + 1
    return [[None] * (size - len(row)) + list(row) for row in rows] + [[None] * size]


GRANTS = Example(
    "grants",
    _("Criteria for grants to small shops"),
    _("Made-up judgements of the committee of a town that does not exist. One member contradicts himself."),
    {
        "lists": {
            "elements": names(
                _("Fills an empty shop"),
                _("Jobs"),
                _("Sells local goods"),
                _("Own money of the applicant"),
                _("Energy saved"),
            ),
            "judges": names(_("Mayor"), _("Chamber of craft"), _("Residents’ council")),
        },
        "tables": {
            "judgements": [
                upper([2, 3, 5, 3], [2, 3, 2], [2, 1], [1 / 2]),
                upper([1 / 3, 1, 3, 2], [3, 5, 4], [3, 2], [1 / 2]),
                upper([5, 1, 7, 1 / 3], [1 / 3, 1, 1 / 2], [5, 4], [1 / 5]),
            ]
        },
    },
)

LEADER = Example(
    "leader",
    _("Choosing a leader"),
    _("Published teaching example of the analytic hierarchy process: the four criteria for choosing a leader."),
    {
        "lists": {
            "elements": names(_("Experience"), _("Education"), _("Charisma"), _("Age")),
            "judges": names(_("Board")),
        },
        "tables": {"judgements": [upper([4, 3, 7], [1 / 3, 3], [5])]},
    },
    url="https://everything.explained.today/Analytic_hierarchy_process_%e2%80%93_leader_example/",
)
EXAMPLES = (GRANTS, LEADER)

"""What reviews amount to: means, and the gate a good practice must pass. The rule is the network's own.

Points are 0 to 4 for each of eight criteria. The gate: evidence and transferability at least 2 on average, the mean
of all criteria at least 2.5, and the two reviewers' means no further apart than 1.5, else a third one is called.
"""

from statistics import fmean

from django.utils.translation import gettext_lazy as _

from publishing.models import CRITERIA, Criterion
from publishing.models.review import HIGHEST

ENOUGH = 2  # reviews
PASS_EACH = {Criterion.EVIDENCE: 2, Criterion.TRANSFER: 2}
PASS_MEAN = 2.5
WIDEST_SPLIT = 1.5
POINTS = range(HIGHEST + 1)

# What the points say, and what each criterion asks: both stand in the reviewer's form.
MEANINGS = {
    0: _("not met"),
    1: _("hardly met"),
    2: _("met in part"),
    3: _("well met"),
    4: _("fully met, an example for others"),
}
QUESTIONS = {
    Criterion.DEFINITION: _("Was it really carried out, did it answer a real need, and is it more than routine?"),
    Criterion.EVIDENCE: _("Are the results shown with figures or sources that can be checked?"),
    Criterion.IMPACT: _("What changed for the people, companies and environment of the place, and does it last?"),
    Criterion.PARTICIPATION: _("Who took part, and do economic, social and environmental aims work together?"),
    Criterion.EUROPE: _("Does it matter beyond its own country, for example for the aims of European policy?"),
    Criterion.TRANSFER: _("Does it say what another place must have for this to work there?"),
    Criterion.CLARITY: _("Does a reader from elsewhere understand it, and is nothing important missing?"),
    Criterion.HONESTY: _("Does it say openly what was hard, what failed and what it cost?"),
}


def points_of(review):
    """{criterion: points} of a review that was handed in."""
    return {score.criterion: score.points for score in review.scores.all()}


def means(judgements):
    """{criterion: mean, "overall": mean of all} over {criterion: points} of the reviews handed in, to two decimals."""
    if not judgements:
        return {}
    found = {criterion.value: fmean(points[criterion] for points in judgements) for criterion in CRITERIA}
    found["overall"] = overall(judgements)
    return {name: round(mean, 2) for name, mean in found.items()}


def overall(judgements):
    """The mean of all points; from the points themselves, as a mean of rounded thirds would miss 2.5 by a hair."""
    return fmean(points[criterion] for points in judgements for criterion in CRITERIA)


def split(judgements):
    """How far apart the means of two reviewers are; 0 unless there are exactly two."""
    if len(judgements) != ENOUGH:
        return 0.0
    first, second = (fmean(points.values()) for points in judgements)
    return abs(first - second)


def needs_third(judgements):
    return split(judgements) > WIDEST_SPLIT


def hindrances(judgements):
    """Why the gate is shut, as sentences; empty where the practice may be validated."""
    if len(judgements) < ENOUGH:
        return [_("Two reviews must be handed in.")]
    if needs_third(judgements):
        return [_("The two reviewers' means are more than 1.5 points apart: assign a third reviewer.")]
    exact = {criterion: fmean(points[criterion] for points in judgements) for criterion in PASS_EACH}
    found = []
    if exact[Criterion.EVIDENCE] < PASS_EACH[Criterion.EVIDENCE]:
        found.append(_("The mean for evidence is below 2."))
    if exact[Criterion.TRANSFER] < PASS_EACH[Criterion.TRANSFER]:
        found.append(_("The mean for transferability is below 2."))
    if overall(judgements) < PASS_MEAN:
        found.append(_("The mean of all criteria is below 2.5."))
    return found


def judgements_of(version):
    """{criterion: points} of each review that was handed in."""
    return [points_of(review) for review in version.reviews.handed_in().prefetch_related("scores")]

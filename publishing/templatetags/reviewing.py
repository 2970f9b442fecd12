"""What pages show of reviews: criteria by name, means as rows, bars, and what is overdue."""

from django import template
from django.utils import timezone

from publishing.models import CRITERIA, Criterion, Review
from publishing.scoring import MEANINGS

register = template.Library()


@register.filter
def criterion_label(name):
    """The name of a criterion; empty for a word that is none."""
    return Criterion(name).label if name in Criterion.values else ""


@register.filter
def rubric(means):
    """[(name of the criterion, mean)] in the order of the rubric."""
    return [(criterion.label, means[criterion]) for criterion in CRITERIA if criterion in (means or {})]


@register.filter
def meaning(points):
    """What 0 to 4 points say."""
    return MEANINGS.get(points, "")


@register.filter
def by_criterion(review):
    """The scores of a review in the order of the rubric."""
    return sorted(review.scores.all(), key=lambda score: CRITERIA.index(score.criterion))


@register.filter
def bar(mean):
    """The length of a bar for SVG: always with a point, whatever the language."""
    return str(min(max(float(mean), 0), 4) * 25)


@register.filter
def overdue(review):
    return review.state == Review.State.ASSIGNED and review.due < timezone.localdate()

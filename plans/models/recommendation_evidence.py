from django.db import models
from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _

from plans.models.citation import Citation, names_one_thing
from plans.models.keyed_row import KeyedRow
from plans.models.recommendation import Recommendation


class RecommendationEvidenceQuerySet(models.QuerySet):
    def resting(self, column, path="pk"):
        """The public recommendations whose evidence names in this column what the query around it has at this path."""
        named = self.filter(**{column: OuterRef(OuterRef(path))}).values("subject")
        return Recommendation.objects.published().filter(pk__in=named).order_by("pk")


class RecommendationEvidence(KeyedRow, Citation):
    """What a recommendation rests on."""

    subject = models.ForeignKey(
        Recommendation, models.CASCADE, related_name="evidence", verbose_name=_("policy recommendation")
    )  # the column `recommendation` names another one, as evidence

    objects = RecommendationEvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence of a recommendation")
        verbose_name_plural = _("evidence of recommendations")
        ordering = ["subject", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "key"], name="recommendation_evidence_key"),
            names_one_thing("recommendation_evidence_of_one"),
        ]

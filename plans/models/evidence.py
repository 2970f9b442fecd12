from django.db import models
from django.db.models import OuterRef, Q
from django.utils.translation import gettext_lazy as _

from plans.models.actions import Action
from plans.models.citation import Citation, names_one_thing
from plans.models.plan import ActionPlan
from plans.models.rows import Finding, Goal, PlanRow, Provision, SwotItem, row_of

LINKS = ("finding", "swot_item", "goal", "action", "provision")  # what it stands under


def exactly_one(names):
    """Of these columns one holds something."""
    return Q(*(Q(**{f"{name}__isnull": name != held for name in names}) for held in names), _connector=Q.OR)


def under(model, label):
    return models.ForeignKey(model, models.CASCADE, null=True, blank=True, related_name="evidence", verbose_name=label)


class PlanEvidenceQuerySet(models.QuerySet):
    def resting(self, column, path="pk"):
        """The public plans whose evidence names in this column what the query around it has at this path.

        Of a place also those made for it, of a plan also those based on it.
        """
        rests = Q(pk__in=self.filter(**{column: OuterRef(OuterRef(path))}).values("plan"))
        if column == "place":
            rests |= Q(place=OuterRef(path))
        if column == "cited_plan":
            ties = ActionPlan.based_on.through.objects.filter(to_actionplan=OuterRef(OuterRef(path)))
            rests |= Q(pk__in=ties.values("from_actionplan"))
        return ActionPlan.objects.published().filter(rests).order_by("pk")


class PlanEvidence(PlanRow, Citation):
    """What a line of a plan rests on: a practice, a result of an analysis, a publication, a figure, a page."""

    plan = row_of("evidence")
    finding = under(Finding, _("finding"))
    swot_item = under(SwotItem, _("SWOT item"))
    goal = under(Goal, _("goal"))
    action = under(Action, _("action"))
    provision = under(Provision, _("provision"))

    objects = PlanEvidenceQuerySet.as_manager()

    class Meta(PlanRow.Meta):
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            *PlanRow.Meta.constraints,
            models.CheckConstraint(condition=exactly_one(LINKS), name="plan_evidence_under_one"),
            names_one_thing("plan_evidence_of_one"),
        ]

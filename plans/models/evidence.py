from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import OuterRef, Q
from django.utils.translation import gettext_lazy as _

from library.models import Practice, Publication
from partners.models import Place
from plans.models.actions import YEARS, Action
from plans.models.plan import ActionPlan
from plans.models.rows import Finding, Goal, PlanRow, Provision, SwotItem, row_of
from tools.models import Indicator, Run
from workshops.models import Event

LINKS = ("finding", "swot_item", "goal", "action", "provision")  # what it stands under
TARGETS = ("practice", "run", "publication", "event", "place", "cited_plan")  # what it points at, beside an address


def exactly_one(names):
    """Of these columns one holds something."""
    return Q(*(Q(**{f"{name}__isnull": name != held for name in names}) for held in names), _connector=Q.OR)


def at_most_one(names):
    """Of these columns no two hold something."""
    return Q(*(Q(**{f"{name}__isnull": True for name in names if name != held}) for held in names), _connector=Q.OR)


def under(model, label):
    return models.ForeignKey(model, models.CASCADE, null=True, blank=True, related_name="evidence", verbose_name=label)


def target(model, related_name, label):
    """What is cited; where it was deleted, the label of the row still tells what it was."""
    return models.ForeignKey(
        model, models.SET_NULL, null=True, blank=True, related_name=related_name, verbose_name=label
    )


class PlanEvidenceQuerySet(models.QuerySet):
    def resting_plans(self, column, path="pk"):
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


class PlanEvidence(PlanRow):
    """What a line of a plan rests on: a practice, a result of an analysis, a publication, a figure, a page."""

    plan = row_of("evidence")
    finding = under(Finding, _("finding"))
    swot_item = under(SwotItem, _("SWOT item"))
    goal = under(Goal, _("goal"))
    action = under(Action, _("action"))
    provision = under(Provision, _("provision"))
    practice = target(Practice, "plan_evidence", _("good practice"))
    run = target(Run, "plan_evidence", _("saved run"))
    publication = target(Publication, "plan_evidence", _("publication"))
    event = target(Event, "plan_evidence", _("event"))
    place = target(Place, "plan_evidence", _("place"))
    indicator = target(Indicator, "+", _("indicator"))
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, validators=YEARS)
    cited_plan = target(ActionPlan, "cited_in", _("action plan"))
    part = models.CharField(_("which part of it"), max_length=150, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    label = models.CharField(_("name"), max_length=300, blank=True)
    says = models.TextField(_("what it says"), blank=True)

    objects = PlanEvidenceQuerySet.as_manager()

    class Meta(PlanRow.Meta):
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            *PlanRow.Meta.constraints,
            models.CheckConstraint(condition=exactly_one(LINKS), name="plan_evidence_under_one"),
            models.CheckConstraint(
                condition=at_most_one(TARGETS),
                name="plan_evidence_of_one",
                violation_error_message=_("A row of evidence names one thing. Write another row for the other."),
            ),
        ]

    def clean(self):
        given = [name for name in TARGETS if getattr(self, f"{name}_id")] + (["url"] if self.url else [])
        if len(given) > 1:
            raise ValidationError(_("A row of evidence names one thing. Write another row for the other."))
        if not given and not self.label:
            raise ValidationError(_("Say what it rests on: an entry of the portal, an analysis or an address."))
        if bool(self.indicator_id) != bool(self.year) or (self.indicator_id and not self.place_id):
            raise ValidationError(_("A figure is named by place, indicator and year together."))

    @property
    def target(self):
        """What it points at in the portal, or None."""
        return next((found for name in TARGETS if (found := getattr(self, name))), None)

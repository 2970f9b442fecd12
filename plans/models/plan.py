from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.fields import PartialDateField, ends_before
from catalogue.json_rows import JSONRows
from catalogue.models import RECOMMENDING, CatalogueState, Entry, Kind, linked_rows, public_name, resting_rows
from partners.models import Partner
from plans.models.planned import Planned, PlannedQuerySet
from publishing.models import Dossier


class ActionPlanQuerySet(PlannedQuerySet):
    def with_page(self):
        """In the plan's own query also its adoptions, what rests on it, and the version of the catalogue."""
        cited = self.model._meta.get_field("planevidence_rows").related_model.objects
        adoptions = Dossier._meta.get_field("adoptions").related_model.objects
        return (
            super()
            .with_page()
            .select_related("organisation")
            .prefetch_related(models.Prefetch("based_on", ActionPlan.objects.published().order_by("pk")))
            .annotate(
                plan_rows=linked_rows(cited.resting("cited_plan")),
                recommendation_rows=resting_rows(self.model, relation=RECOMMENDING),
                adoption_rows=JSONRows(adoptions.of_entry(self.model).as_rows()),
                catalogue_version=Subquery(CatalogueState.objects.values("version")[:1]),
            )
        )


class ActionPlan(Planned):
    """A local action plan, a strategy or a study that leads to one.

    What a body decides is content of its versions, here and in its rows; what happens afterwards is kept with its
    dossier: adoptions, consultations, reports. A recorded plan, taken from the sources of a project, has neither.
    """

    class Type(models.TextChoices):
        LOCAL_ACTION_PLAN = "local_action_plan", _("Local action plan")
        GREEN_MARKETING_PLAN = "green_marketing_plan", _("Green marketing plan")
        FEASIBILITY_STUDY = "feasibility_study", _("Feasibility study")
        SPATIAL_PLAN = "spatial_plan", _("Spatial plan")
        EXPERT_BASIS = "expert_basis", _("Expert basis for a municipal spatial plan")
        ACTOR_PROGRAMME = "actor_programme", _("Programme of activities of key actors")
        ROAD_MAP = "road_map", _("European road map")

    class Stage(models.TextChoices):
        PLANNED = "planned", _("Planned")
        CONSULTATION = "consultation", _("In public consultation")
        ADOPTED = "adopted", _("Adopted")
        DELIVERY = "delivery", _("In delivery")
        CLOSED = "closed", pgettext_lazy("plan", "Closed")
        DROPPED = "dropped", pgettext_lazy("plan", "Dropped")
        DONE = "done", _("Done")  # this and the next only of recorded plans
        UNKNOWN = "unknown", _("Not known")

    class Weighting(models.TextChoices):
        EQUAL = "equal", _("every action counts the same")
        COST = "cost", _("by cost")
        POINTS = "points", _("by points given to each action")

    class Vat(models.TextChoices):
        WITH = "with", _("with VAT")
        WITHOUT = "without", _("without VAT")
        NONE = "none", _("not stated")

    class Months(models.IntegerChoices):
        HALF_YEAR = 6, _("every half year")
        YEAR = 12, _("every year")
        TWO_YEARS = 24, _("every two years")

    kind = Kind.PLAN
    general_type = "Text"
    wanted = ("title", "summary", "topics", "place", "organisation", "vision", "start", "end")
    card_follows = (*Planned.card_follows, "organisation")
    public_facts = (*Planned.public_facts, "start", "end", "weighting", "vat", "report_every")
    public_links = (*Planned.public_links, "organisation", "based_on")
    body_fields = ("recorded_actions", "instrument", "context", "vision", "approach", "participation", "monitoring")
    import_fields = {"body": "recorded_actions", "year": "start", "country": "country"}
    by_steps = ("stage",)

    type = models.CharField(_("type"), max_length=30, choices=Type.choices)
    stage = models.CharField(_("stage"), max_length=20, choices=Stage.choices, default=Stage.PLANNED)
    organisation = models.ForeignKey(
        Partner, models.SET_NULL, null=True, blank=True, related_name="plans", verbose_name=_("organisation in charge")
    )
    based_on = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="basis_of", verbose_name=_("based on")
    )
    instrument = models.CharField(_("policy instrument"), max_length=300, blank=True)
    start = PartialDateField(_("start"))
    end = PartialDateField(_("end"))
    context = models.TextField(_("context"), blank=True)
    vision = models.TextField(_("vision"), blank=True)
    approach = models.TextField(_("approach"), blank=True)
    participation = models.TextField(_("participation"), blank=True)
    monitoring = models.TextField(_("monitoring"), blank=True)
    weighting = models.CharField(
        _("what an action weighs in the progress"), max_length=10, choices=Weighting.choices, default=Weighting.EQUAL
    )
    vat = models.CharField(_("amounts"), max_length=10, choices=Vat.choices, default=Vat.NONE)
    report_every = models.PositiveSmallIntegerField(_("reports"), choices=Months.choices, default=Months.YEAR)
    recorded_actions = models.TextField(_("actions as a source records them"), blank=True, help_text=_("One per line."))
    is_example = models.BooleanField(_("example of a town that does not exist"), default=False, editable=False)

    objects = ActionPlanQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = _("action plan")
        verbose_name_plural = _("action plans")
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(condition=Q(report_every__in=(6, 12, 24)), name="plan_reports_every"),
        ]

    def clean(self):
        super().clean()
        if ends_before(self.start, self.end):
            raise ValidationError({"end": _("The end is before the start.")})

    def example_note(self):
        return _("Example: this town does not exist") if self.is_example else ""

    def card_by(self):
        return public_name(self.organisation)

    def card_date(self):
        return self.start

    def search_body(self, language):
        """Also the titles of its goals and actions, so that it is found by each of them."""
        rows = [*self.goals.all(), *self.actions.all()] if self.pk else []
        return [*super().search_body(language), *(getattr(row, f"title_{language}") or "" for row in rows)]

"""The rows of a plan: what it found, wants and does. Each has a key that names it through all versions."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.languages import LANGUAGES
from catalogue.models import Topic
from partners.models import Partner
from plans.models.keyed_row import KeyedRow
from plans.models.plan import ActionPlan


class PlanRow(KeyedRow):
    plan = models.ForeignKey(ActionPlan, models.CASCADE, verbose_name=_("action plan"))

    class Meta:
        abstract = True
        ordering = ["plan", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "key"], name="plans_%(class)s_key")]


def row_of(related_name, **options):
    """The foreign key of a row to its plan, under the name by which the plan knows its rows."""
    return models.ForeignKey(
        ActionPlan, models.CASCADE, related_name=related_name, verbose_name=_("action plan"), **options
    )


def link(model, related_name="+", **options):
    """The foreign key of a row to another row of the same plan, whose loss takes this row along."""
    return models.ForeignKey(model, models.CASCADE, related_name=related_name, **options)


def topic_field():
    return models.ForeignKey(Topic, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("topic"))


def partner_field(label):
    return models.ForeignKey(Partner, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=label)


def refuse_both(row, partner, name):
    """A body is a partner of the portal or a name, not both."""
    if getattr(row, f"{partner}_id") and any(getattr(row, f"{name}_{code}") for code in LANGUAGES):
        raise ValidationError({partner: _("Choose a partner of the portal or write a name, not both.")})


class Stakeholder(PlanRow):
    """Who takes part in the plan, and with what."""

    class Sector(models.TextChoices):
        PUBLIC = "public", pgettext_lazy("sector", "public")
        BUSINESS = "business", _("business")
        CIVIL = "civil", _("civil society")
        KNOWLEDGE = "knowledge", _("knowledge")
        RESIDENTS = "residents", _("residents")

    class Role(models.TextChoices):
        LEAD = "lead", _("leads")
        GROUP = "group", _("in the local group")
        CONSULTED = "consulted", _("is consulted")

    plan = row_of("stakeholders")
    name = models.CharField(_("name"), max_length=200, blank=True)
    partner = partner_field(_("partner of the portal"))
    sector = models.CharField(_("sector"), max_length=10, choices=Sector.choices)
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.CONSULTED)
    contribution = models.TextField(_("contribution"), blank=True)

    class Meta(PlanRow.Meta):
        verbose_name = _("stakeholder")
        verbose_name_plural = _("stakeholders")

    def clean(self):
        refuse_both(self, "partner", "name")


class Finding(PlanRow):
    """What an analysis or a workshop found."""

    class Part(models.TextChoices):
        NETWORK = "network", _("network of places")
        BUSINESSES = "businesses", _("businesses")
        OTHER = "other", _("other")

    plan = row_of("findings")
    part = models.CharField(_("part of the analysis"), max_length=10, choices=Part.choices, default=Part.OTHER)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    conclusion = models.TextField(_("conclusion"), blank=True)
    topic = topic_field()

    class Meta(PlanRow.Meta):
        verbose_name = _("finding")
        verbose_name_plural = _("findings")


class SwotItem(PlanRow):
    """A strength, weakness, opportunity or threat, with its weight where a group was asked for one."""

    class Group(models.TextChoices):
        STRENGTH = "S", _("Strength")
        WEAKNESS = "W", _("Weakness")
        OPPORTUNITY = "O", _("Opportunity")
        THREAT = "T", _("Threat")

    plan = row_of("swot_items")
    group = models.CharField(_("list"), max_length=1, choices=Group.choices)
    text = models.CharField(_("text"), max_length=300)
    topic = topic_field()
    local = models.DecimalField(_("weight in its list"), max_digits=7, decimal_places=6, null=True, blank=True)
    priority = models.DecimalField(
        pgettext_lazy("swot", "priority"), max_digits=7, decimal_places=6, null=True, blank=True
    )
    n = models.PositiveIntegerField(_("number of judges"), null=True, blank=True)

    class Meta(PlanRow.Meta):
        verbose_name = _("SWOT item")
        verbose_name_plural = _("SWOT items")
        constraints = [
            *PlanRow.Meta.constraints,
            *(
                models.CheckConstraint(
                    condition=Q(**{name: None}) | Q(**{f"{name}__gte": 0, f"{name}__lte": 1}),
                    name=f"plan_swot_{name}_share",
                    violation_error_message=_("Write a share from 0 to 1."),
                )
                for name in ("local", "priority")
            ),
        ]


class Goal(PlanRow):
    """What the plan wants to reach."""

    plan = row_of("goals")
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    topic = topic_field()

    class Meta(PlanRow.Meta):
        verbose_name = _("goal")
        verbose_name_plural = _("goals")


class Strategy(PlanRow):
    """How a strength or weakness is met with an opportunity or threat (TOWS)."""

    class Kind(models.TextChoices):
        SO = "SO", _("SO: use strengths for opportunities")
        ST = "ST", _("ST: use strengths against threats")
        WO = "WO", _("WO: mend weaknesses by opportunities")
        WT = "WT", _("WT: guard weaknesses against threats")

    plan = row_of("strategies")
    type = models.CharField(_("kind"), max_length=2, choices=Kind.choices)
    text = models.TextField(_("text"))
    score = models.DecimalField(_("score"), max_digits=9, decimal_places=6, null=True, blank=True)
    internal = models.ForeignKey(
        SwotItem, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("strength or weakness")
    )
    external = models.ForeignKey(
        SwotItem, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("opportunity or threat")
    )
    goal = models.ForeignKey(Goal, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("goal"))

    class Meta(PlanRow.Meta):
        verbose_name = _("strategy")
        verbose_name_plural = _("strategies")

    def clean(self):
        problems = {}
        for name, side in (("internal", self.type[:1]), ("external", self.type[1:])):
            item = getattr(self, name)
            if item and item.group != side:
                problems[name] = _("A strategy of this kind does not rest on an item of that list.")
        if problems:
            raise ValidationError(problems)


class Provision(PlanRow):
    """What an expert basis proposes for one spatial unit of a municipal spatial plan."""

    plan = row_of("provisions")
    unit = models.CharField(_("spatial unit"), max_length=60)
    present = models.TextField(_("present use and conditions"), blank=True)
    proposed = models.TextField(_("proposed use and conditions"), blank=True)
    reason = models.TextField(_("reason"), blank=True)
    finding = models.ForeignKey(
        Finding, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("finding")
    )
    strategy = models.ForeignKey(
        Strategy, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("strategy")
    )

    class Meta(PlanRow.Meta):
        verbose_name = _("provision")
        verbose_name_plural = _("provisions")

    @property
    def heading(self):
        return self.unit
